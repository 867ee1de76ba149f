import { textOf } from '../execution/configuration.ts';
import type { Firewall, FirewallRule } from '../firewall/firewall.ts';
import { witnessOf } from '../firewall/witness.ts';
import type { Knock } from '../knock/knock.ts';
import { canBeSwept, cheapestSweep, FAST, opened } from '../knock/strength.ts';
import { clientCommands } from '../knock/write/clientCommands.ts';
import { amount, phrase, phraseKey, phraseOf, plural } from '../language/phrase.ts';
import { type Packet, writePacket } from '../packet/packet.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import type { Analysis } from '../rules/rule.ts';
import { listed } from '../text/markdown.ts';
import type { TextRange } from '../text/range.ts';

export interface CodeLens {
  readonly range: TextRange;
  readonly kind: keyof CodeLensOptions;
  /** What it says and does; it may cost some milliseconds, so that it is asked for when the line is seen. */
  resolve(): ResolvedCodeLens;
}

export interface ResolvedCodeLens {
  readonly title: string;
  /** What a click does, if anything. */
  readonly command?:
    | { readonly kind: 'copy'; readonly text: string }
    /** Shows the knocks of the script. */
    | { readonly kind: 'knocks' }
    /** Asks what happens to a packet, beginning with this one. */
    | { readonly kind: 'trace'; readonly packet: string };
}

/** Which lenses are wanted. */
export interface CodeLensOptions {
  /** What a knock opens. */
  readonly knock: boolean;
  /** How long it withstands a sweep. */
  readonly sweep: boolean;
  /** The command of a client that knocks. */
  readonly client: boolean;
  /** What happens to a packet. */
  readonly trace: boolean;
}

/** Lines above the first stage of each knock, its gates, and the first rules of the input and forward chains. */
export function codeLenses(analysis: Analysis, options: CodeLensOptions): CodeLens[] {
  const lenses = [
    ...analysis.knocks.flatMap((knock) => knockLenses(knock, analysis.firewall)),
    ...traceLenses(analysis),
  ];
  return lenses.filter(({ kind }) => options[kind]).sort((a, b) => a.range.start - b.range.start);
}

function knockLenses(knock: Knock, firewall: Firewall): CodeLens[] {
  const range = knock.stages[0]?.rule.item.origin?.nameRange;
  if (range === undefined) return [];
  const lenses: CodeLens[] = [
    { range, kind: 'knock', resolve: () => ({ title: summaryOf(knock), command: { kind: 'knocks' } }) },
  ];
  // What does not work as it should is told by a finding, with the packets that do open it.
  if (knock.verdict !== 'works') return lenses;
  if (knock.test !== undefined) lenses.push({ range, kind: 'sweep', resolve: () => ({ title: withstands(knock) }) });
  const text = clientCommands(knock, firewall).find(({ client }) => client === 'knock')?.text;
  if (text !== undefined) {
    lenses.push({
      range,
      kind: 'client',
      resolve: () => ({ title: phrase`copy client command`, command: { kind: 'copy', text } }),
    });
  }
  return lenses;
}

/** `knock: 3 steps, opens ssh and winbox for 30 min`, or why it does not. */
export function summaryOf(knock: Knock): string {
  const { stages, grant, verdict } = knock;
  const steps = plural(stages.length, {
    one: phrase`knock: ${stages.length} step`,
    other: phrase`knock: ${stages.length} steps`,
  });
  if (verdict !== 'works') return `${steps}, ${phraseOf(verdict ?? UNDECIDED)}`;
  const seconds = grant.timeout === undefined ? undefined : parseTime(grant.timeout)?.seconds;
  const services = listed(opened(knock), 'and');
  return seconds === undefined
    ? phrase`${steps}, opens ${services}`
    : phrase`${steps}, opens ${services} for ${formatDuration(seconds)}`;
}

const UNDECIDED = phraseKey`not decided`;

/** What the quicker direction does at the rate of a fast scanner. */
function withstands(knock: Knock): string {
  const sweep = cheapestSweep(knock, FAST);
  if (sweep === undefined) {
    return canBeSwept(knock)
      ? phrase`stays shut to a sweep at ${amount(FAST)} packets/s`
      : phrase`not known what a sweep does`;
  }
  const { passes, direction, seconds } = sweep;
  const sweeps =
    direction === 'ascending'
      ? plural(passes, { one: phrase`an ascending sweep`, other: phrase`${passes} ascending sweeps` })
      : plural(passes, { one: phrase`a descending sweep`, other: phrase`${passes} descending sweeps` });
  return phrase`opens to ${sweeps} in ${amount(Math.round(seconds * 10) / 10)} s`;
}

function traceLenses(analysis: Analysis): CodeLens[] {
  const { firewall, reachability, knocks } = analysis;
  const rules = new Map<FirewallRule, () => Packet | undefined>();
  for (const rule of firewall.rules) {
    const { table, place, chain } = rule;
    if (table !== 'filter' || place !== 1 || (chain !== 'input' && chain !== 'forward')) continue;
    rules.set(rule, () => witnessOf(rule, firewall, reachability)?.packet);
  }
  for (const { gates, test } of knocks) for (const { rule } of gates) rules.set(rule, () => test?.service);
  return [...rules].flatMap(([rule, packet]): CodeLens[] => {
    const range = rule.item.origin?.nameRange;
    if (range === undefined) return [];
    return [{ range, kind: 'trace', resolve: () => traceLens(rule, packet()) }];
  });
}

function traceLens(rule: FirewallRule, packet: Packet | undefined): ResolvedCodeLens {
  const inside = textOf(rule.item, 'in-interface') ?? 'ether1';
  const usual = rule.family === 'ip' ? `tcp 198.51.100.7 -> :8291 in=${inside}` : 'tcp 2001:db8::7 -> :8291 in=ether1';
  return {
    title: phrase`trace a packet`,
    command: { kind: 'trace', packet: packet === undefined ? usual : writePacket(packet) },
  };
}
