import { isRefusal, matcher } from '../firewall/firewall.ts';
import { type Knock, knockText } from '../knock/knock.ts';

/**
 * A knock as a state diagram in Mermaid: the lists on which a source is, the packets that put it there, the gate and the
 * traps. Names come out of a file, so that only letters that mean nothing in a diagram are kept.
 */
export function knockDiagram({ stages, grant, gates, traps, verdict }: Knock): string {
  const names = new Map<string, string>();
  const lines: string[] = [];
  const state = (list: string): string => {
    let name = names.get(list);
    if (name === undefined) {
      name = `s${names.size + 1}`;
      names.set(list, name);
      lines.push(`  state "on ${plain(list)}" as ${name}`);
    }
    return name;
  };
  const arrow = (from: string, to: string, label: string): void => {
    lines.push(`  ${from} --> ${to}: ${plain(label)}`);
  };
  for (const stage of stages) {
    const from = stage.listIn === undefined ? '[*]' : state(stage.listIn);
    const time = stage.timeout === undefined ? 'until restart' : `for ${stage.timeout}`;
    arrow(from, state(stage.listOut), `${knockText(stage)}, ${time}${stage.rule.enabled ? '' : ' (disabled)'}`);
  }
  if (gates.length > 0) lines.push('  state "let in" as open', '  open --> [*]');
  for (const { rule } of gates) {
    const asked = [matcher(rule, 'protocol'), matcher(rule, 'dst-port')].flatMap((one) => one?.property.text ?? []);
    const what = asked.length === 0 ? 'everything' : asked.join(' ');
    arrow(state(grant.list), 'open', `${what}${rule.enabled ? '' : ' (disabled)'}`);
  }
  for (const { rule, list, refusals } of traps) {
    const asked = matcher(rule, 'src-address-list');
    const from = asked === undefined || asked.negated ? '[*]' : state(asked.text);
    const ports = matcher(rule, 'dst-port');
    const wrong = ports?.negated === true ? `any port but ${ports.text}` : (ports?.text ?? 'any packet');
    arrow(from, state(list), `trap, ${wrong}`);
    if (refusals.some(({ action }) => isRefusal(action))) arrow(state(list), '[*]', 'kept out until the entry ends');
  }
  const head = ['stateDiagram-v2', '  direction LR', `  %% ${verdict ?? 'not decided'}`];
  return `${[...head, ...new Set(lines)].join('\n')}\n`;
}

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,/!()_+-]/gu, ' ').trim();
}
