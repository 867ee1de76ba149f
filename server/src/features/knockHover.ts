import { textOf } from '../execution/configuration.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { isArmed, type Knock, knockText } from '../knock/knock.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import { describeSweep } from '../knock/sweep.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import { code, codeBlock } from '../text/markdown.ts';

/** What the rule is in a knock, and a note on the knock with its way in one line; nothing where it is no part. */
export function knockRole(knock: Knock, rule: FirewallRule): { head: string; note: string }[] {
  const index = knock.stages.findIndex((stage) => stage.rule === rule);
  if (index >= 0)
    return [{ head: phrase`Knock ${index + 1} of ${knock.stages.length}`, note: stageNote(knock, index) }];
  if (knock.gates.some((gate) => gate.rule === rule)) {
    return [
      { head: phrase`Gate of a knock`, note: `${knockWay(knock, rule)}\n\n${opensNote(knock)}${verdictNote(knock)}` },
    ];
  }
  if (knock.traps.some((trap) => trap.rule === rule)) {
    return [{ head: phrase`Trap of a knock`, note: `${phrase`Guards this knock.`}\n\n${knockWay(knock, rule)}` }];
  }
  return [];
}

function stageNote(knock: Knock, index: number): string {
  const before = knock.stages[index - 1];
  const allowed = before === undefined ? undefined : seconds(before.timeout);
  const window = allowed === undefined ? '' : phrase`Within ${formatDuration(allowed)} of knock ${index}. `;
  const { list, timeout } = knock.grant;
  const lasting = seconds(timeout);
  const lasts = lasting === undefined ? '' : ` (${formatDuration(lasting)})`;
  const opens = knock.gates
    .filter(({ kind }) => kind === 'admits')
    .map(({ rule }) => admitted(rule))
    .concat(knock.gates.some(({ kind }) => kind === 'spares') ? [phrase`spares it from a drop`] : []);
  const gate = opens.length === 0 ? phrase`which opens nothing` : [...new Set(opens)].join('; ');
  const trap = knock.traps.some(isArmed) ? '' : phrase` No trap.`;
  const found = cheapestSweep(knock, FAST);
  const sweep = found === undefined ? '' : ` ${capital(describeSweep(found))}.`;
  const way = knockWay(knock, knock.stages[index]?.rule);
  return `${way}\n\n${window}${phrase`Leads to: ${code(list)}${lasts}`} → ${gate}.${trap}${sweep} ${verdictNote(knock)}`;
}

function opensNote({ grant, stages }: Knock): string {
  const lasting = seconds(grant.timeout);
  return lasting === undefined ? '' : phrase`For ${formatDuration(lasting)} after knock ${stages.length}. `;
}

/** `tcp 888 → [udp 555] → secured 30 min → tcp 22`: the packets, the grant and what it opens; the rule's part in brackets. */
function knockWay({ stages, grant, gates }: Knock, here: FirewallRule | undefined): string {
  const lasting = seconds(grant.timeout);
  const parts = stages.map((stage) => ({ text: knockText(stage), rule: stage.rule }));
  const granted = { text: [grant.list, lasting === undefined ? '' : formatDuration(lasting)].join(' ').trim() };
  const opened = gates.map(({ rule, kind }) => ({
    text: kind === 'spares' ? phrase`past a drop` : plainOpened(rule),
    rule,
  }));
  const marked = (part: { text: string; rule?: FirewallRule }): string =>
    part.rule !== undefined && part.rule === here ? `[${part.text}]` : part.text;
  const gate = [...new Set(opened.map(marked))].join(' | ');
  return codeBlock([...parts.map(marked), granted.text, gate].filter((text) => text !== '').join(' → '));
}

function plainOpened(rule: FirewallRule): string {
  const asked = [textOf(rule.item, 'protocol'), textOf(rule.item, 'dst-port')].filter((part) => part !== undefined);
  return asked.length === 0 ? phrase`all ${rule.chain}` : asked.join(' ');
}

function seconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : parseTime(time)?.seconds;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function admitted(rule: FirewallRule): string {
  const protocol = textOf(rule.item, 'protocol');
  const port = textOf(rule.item, 'dst-port');
  const what =
    protocol === undefined && port === undefined
      ? phrase`**all** ${rule.chain}`
      : [protocol, port]
          .filter((part) => part !== undefined)
          .map((part) => code(part))
          .join(' ');
  return rule.action === 'accept' ? phrase`accepts ${what}` : `${rule.action} ${what}`;
}

const UNDECIDED = phraseKey`not decided`;

function verdictNote({ verdict, reason }: Knock): string {
  return phrase`Verdict: **${phraseOf(verdict ?? UNDECIDED)}**. ${reason.replace(/[`*_[\]<>\\]/g, '\\$&')}`;
}
