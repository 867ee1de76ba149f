import type { BoundArgument, BoundCommand } from '../binding/boundScript.ts';
import { commandAt } from '../binding/boundScript.ts';
import { argumentOf } from '../catalog/catalog.ts';
import { servicesAt } from '../catalog/services.ts';
import { textOf } from '../config/configuration.ts';
import { describeArgument, describeMatcher, describeRule } from '../firewall/describe.ts';
import { chainOf, type FirewallRule } from '../firewall/firewall.ts';
import { code, listed } from '../firewall/markdown.ts';
import { witnessOf } from '../firewall/witness.ts';
import type { Knock } from '../knock/knock.ts';
import { knockText } from '../knock/knock.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import { describeSweep } from '../knock/sweep.ts';
import { writePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import type { FileAnalysis } from '../rules/analyse.ts';
import { constantText } from '../syntax/ast.ts';
import { type TextRange, touches } from '../text/range.ts';
import { type AddressList, listAt } from './lists.ts';

export interface Hover {
  /** Markdown; text of the file stands in code spans that it cannot leave. */
  readonly markdown: string;
  readonly range: TextRange;
}

/** What stands at the offset, in words a person would say: the argument first, then the rule it belongs to. */
export function hover(analysis: FileAnalysis, offset: number): Hover | undefined {
  const command = commandAt(analysis.script, offset);
  if (command === undefined) return undefined;
  const rule = analysis.firewall.rules.find(({ item }) => item.origin === command);
  const argument = command.arguments.find(({ range }) => touches(range, offset));
  const parts: string[] = [];
  if (argument !== undefined) parts.push(...argumentParts(analysis, command, argument, offset, rule));
  if (rule !== undefined) parts.push(ruleParts(analysis, rule));
  else if (argument === undefined) parts.push(...commandParts(command, offset));
  const texts = parts.filter((part) => part !== '');
  if (texts.length === 0) return undefined;
  return { markdown: texts.join('\n\n---\n\n'), range: argument?.range ?? command.nameRange };
}

/** The argument's own section: what the value says, what the list holds, what the argument is. */
function argumentParts(
  analysis: FileAnalysis,
  command: BoundCommand,
  argument: BoundArgument,
  offset: number,
  rule: FirewallRule | undefined,
): string[] {
  const menu = command.menu?.path ?? '';
  const onValue = touches(argument.valueRange, offset) && offset >= argument.valueRange.start;
  const value = argument.unset ? undefined : constantText(argument.value);
  const list = onValue ? listAt(analysis, offset) : undefined;
  const sections = [
    value === undefined || rule === undefined
      ? ''
      : (describeMatcher(argument.name, value, matcherContext(rule)) ?? ''),
    value === undefined ? '' : valueNote(menu, argument.name, value, rule),
    list === undefined ? '' : describeList(list),
  ].filter((section) => section !== '');
  const doc = describeArgument(menu, argument.name);
  const head = doc === undefined ? '' : `**${argument.name}** ${doc}`;
  return [[...sections, head].filter((section) => section !== '').join('\n\n')];
}

function matcherContext(rule: FirewallRule): { family: 'ip' | 'ipv6'; protocol?: string } {
  const protocol = textOf(rule.item, 'protocol');
  return protocol === undefined ? { family: rule.family } : { family: rule.family, protocol };
}

/** What a time or port means beyond its digits. */
function valueNote(menu: string, name: string, value: string, rule: FirewallRule | undefined): string {
  const kind = argumentOf(menu, name)?.type.kind;
  if (kind === 'time' || kind === 'list-timeout') {
    if (value === 'none-dynamic') return '`none-dynamic`: until the router restarts.';
    if (value === 'none-static') return '`none-static`: for ever; the entry is saved with the configuration.';
    const time = parseTime(value);
    return time === undefined ? '' : `${code(value)} is ${formatDuration(time.seconds)}.`;
  }
  if (kind !== 'ports' && kind !== 'port') return '';
  const protocol = rule === undefined ? undefined : textOf(rule.item, 'protocol');
  const known = singlePorts(value).flatMap((port) => {
    const service = servicesAt(port, protocol === 'tcp' || protocol === 'udp' ? protocol : undefined)[0];
    return service === undefined ? [] : [`${port} is ${service.title}`];
  });
  return known.length === 0 ? '' : `${listed(known, 'and')}.`;
}

/** The ports that are named one by one; ranges are not spelled out. */
function singlePorts(value: string): number[] {
  const text = value.startsWith('!') ? value.slice(1) : value;
  return (parsePorts(text)?.intervals() ?? []).filter(([low, high]) => low === high).map(([low]) => low);
}

function describeList({ name, filled, asked }: AddressList): string {
  const times = (count: number, what: string): string =>
    `${count === 0 ? 'nowhere' : `in ${count} ${count === 1 ? 'place' : 'places'}`} ${what}`;
  return `List ${code(name)}: ${times(filled.length, 'filled')}, ${times(asked.length, 'asked for')} in this file.`;
}

/** The rule in a sentence, its place, and the knock that it belongs to. */
function ruleParts(analysis: FileAnalysis, rule: FirewallRule): string {
  const chain = chainOf(analysis.firewall, rule);
  const place = `rule ${rule.place} of ${chain.length} in ${code(rule.chain === '' ? '(no chain)' : rule.chain)}`;
  const properties = new Map([...rule.item.properties].map(([name, { text }]) => [name, text]));
  const sentence = describeRule({ family: rule.family, table: rule.table, properties });
  const roles = analysis.knocks.flatMap((knock) => knockRole(knock, rule));
  const heads = roles.length === 0 ? [`**${rule.table}**`] : [...new Set(roles.map(({ head }) => `**${head}**`))];
  const notes = [...new Set(roles.map(({ note }) => note))];
  const reached = rule.enabled ? [reachNote(analysis, rule)].filter((note) => note !== undefined) : [];
  return [`${heads.join(', ')} · ${place}`, sentence, ...reached, ...notes].join('\n\n');
}

/** What reaches the rule, as a packet that has been tried, or why nothing does. */
function reachNote(analysis: FileAnalysis, rule: FirewallRule): string | undefined {
  const status = analysis.reachability.of(rule);
  switch (status.kind) {
    case 'dead': {
      const chains = new Map<string, number[]>();
      for (const { chain, place } of status.blockers) chains.set(chain, [...(chains.get(chain) ?? []), place]);
      const rules = [...chains]
        .map(([chain, places]) => `${places.join(', ')} of the chain ${code(chain)}`)
        .join(' and ');
      return `Never reached: ${status.blockers.length === 1 ? `rule ${rules} takes` : `rules ${rules} together take`} all its packets.`;
    }
    case 'unmatchable':
      return 'Matches no packet: its own matchers exclude each other.';
    case 'unentered':
      return `Never reached: no jump to ${code(rule.chain)} lets through what it matches.`;
    case 'reachable': {
      const witness = witnessOf(rule, analysis.firewall, analysis.reachability);
      if (witness === undefined) return undefined;
      const lists = witness.lists.length === 0 ? '' : ` from a source on ${witness.lists.map(code).join(', ')}`;
      const also = witness.suppositions.length === 0 ? '' : ` if ${witness.suppositions.map(code).join(', ')}`;
      return `Reached, for one, by ${code(writePacket(witness.packet))}${lists}${also}.`;
    }
    default:
      return undefined;
  }
}

function knockRole(knock: Knock, rule: FirewallRule): { head: string; note: string }[] {
  const index = knock.stages.findIndex((stage) => stage.rule === rule);
  if (index >= 0) return [{ head: `Knock ${index + 1} of ${knock.stages.length}`, note: stageNote(knock, index) }];
  const sequence = knock.stages.map(knockText).join(' → ');
  if (knock.gates.some((gate) => gate.rule === rule)) {
    return [{ head: 'Gate of a knock', note: `Opens to the knock ${code(sequence)}. ${verdictNote(knock)}` }];
  }
  if (knock.traps.some((trap) => trap.rule === rule)) {
    return [{ head: 'Trap of a knock', note: `Guards the knock ${code(sequence)}.` }];
  }
  return [];
}

function stageNote(knock: Knock, index: number): string {
  const rest = knock.stages.slice(index + 1).map((stage) => code(knockText(stage)));
  const next = rest.length === 0 ? '' : `Next: ${rest.join(', then ')}. `;
  const { list, timeout } = knock.grant;
  const seconds = timeout === undefined ? undefined : parseTime(timeout)?.seconds;
  const lasts = seconds === undefined ? '' : ` (${formatDuration(seconds)})`;
  const opens = knock.gates
    .filter(({ kind }) => kind === 'admits')
    .map(({ rule }) => admitted(rule))
    .concat(knock.gates.some(({ kind }) => kind === 'spares') ? ['spares it from a drop'] : []);
  const gate = opens.length === 0 ? 'which opens nothing' : [...new Set(opens)].join('; ');
  const trap = knock.traps.some(({ rule }) => rule.enabled) ? '' : ' No trap.';
  const found = cheapestSweep(knock, FAST);
  const sweep = found === undefined ? '' : ` ${capital(describeSweep(found))}.`;
  return `${next}Leads to: ${code(list)}${lasts} → ${gate}.${trap}${sweep} ${verdictNote(knock)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function admitted(rule: FirewallRule): string {
  const protocol = textOf(rule.item, 'protocol');
  const port = textOf(rule.item, 'dst-port');
  const what =
    protocol === undefined && port === undefined
      ? `**all** ${rule.chain}`
      : [protocol, port]
          .filter((part) => part !== undefined)
          .map((part) => code(part))
          .join(' ');
  return `${rule.action === 'accept' ? 'accepts' : rule.action} ${what}`;
}

function verdictNote({ verdict, reason }: Knock): string {
  return `Verdict: **${verdict ?? 'not decided'}**. ${reason.replace(/[`*_[\]<>\\]/g, '\\$&')}`;
}

function commandParts(command: BoundCommand, offset: number): string[] {
  const path = command.menu?.path;
  if (path === undefined || command.kind === 'unknown' || command.kind === 'call') return [];
  const words = command.statement.items.filter(({ kind }) => kind === 'Word');
  const last = words.at(-1);
  if (last === undefined || offset > command.base + last.end) return [];
  if (command.kind === 'menu') return [`Menu ${code(path)}: the lines below run in it.`];
  if (command.kind !== 'command') return [];
  return [`Command ${code(command.name)} of ${code(path)}`];
}
