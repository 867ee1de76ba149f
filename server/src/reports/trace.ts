import type { FileAnalysis } from '../analysis/analysis.ts';
import { defaultRule, type FirewallRule } from '../firewall/firewall.ts';
import { type Step, supposing } from '../firewall/interpret.ts';
import { lockOut } from '../firewall/lockOut.ts';
import { type Doubt, type Judgement, Possibilities } from '../firewall/possibilities.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import { shownAssignment } from '../text/secretNames.ts';
import type { DoubtEntry, SessionEntry, TraceEntry } from './jsonOutput.ts';

export interface TraceOptions {
  /** Lists on which the source of the first packet already is. */
  readonly lists?: readonly string[];
  /** Seconds between two packets. */
  readonly pause?: number;
  /** Matchers that fit all packets, as they are written in the rules: `content=sesame`. */
  readonly suppositions?: readonly string[];
}

export function trace(
  analysis: FileAnalysis,
  packets: readonly Packet[],
  { lists = [], pause = 1, suppositions = [] }: TraceOptions = {},
): TraceEntry[] {
  const router = new Possibilities(
    analysis.firewall,
    supposing(() => suppositions),
  );
  const [first] = packets;
  if (first !== undefined) for (const list of lists) router.list(first.family, list, first.source);
  return packets.map((packet, index) => {
    if (index > 0) router.wait(pause);
    const judgement = router.send(packet);
    return entry(analysis, judgement, router.listsOf(packet.family, packet.source));
  });
}

/** The lines after which something changes for a session of the packet, as the file is applied from the top down. */
export function traceSession(analysis: FileAnalysis, packet: Packet): SessionEntry[] {
  const line = (command: { readonly range: { readonly start: number } } | undefined): number | null =>
    command === undefined ? null : analysis.lines.position(command.range.start).line + 1;
  return lockOut(analysis.script, packet, analysis.assumption).map(({ command, running, anew }) => {
    const refusing = running.passes ? (anew.passes ? undefined : anew.by) : running.by;
    return {
      line: line(command),
      running: running.passes,
      anew: anew.passes,
      by: line(refusing?.item.origin),
      certain: running.certain && anew.certain,
      because: doubtEntries(analysis, [...running.because, ...anew.because]),
    };
  });
}

/** What the file leaves open, each thing once. */
function doubtEntries(analysis: FileAnalysis, doubts: readonly Doubt[]): DoubtEntry[] {
  const entries = doubts.map((doubt) => doubtEntry(analysis, doubt));
  return [...new Map(entries.map((one) => [JSON.stringify(one), one])).values()];
}

function doubtEntry(analysis: FileAnalysis, { kind, rule, matcher, menu }: Doubt): DoubtEntry {
  const line = rule === undefined ? null : lineOf(analysis, rule);
  const written = matcher === undefined ? '' : shownAssignment(`${matcher.name}=${matcher.property.text}`);
  if (menu !== undefined) return { line, condition: menu };
  switch (kind) {
    case 'matcher':
      return { line, matcher: written };
    case 'member':
      return { line, member: written };
    default:
      return { line, [kind]: rule?.item.menu ?? '' };
  }
}

function lineOf({ lines }: FileAnalysis, { item }: FirewallRule): number | null {
  return item.origin === undefined ? null : lines.position(item.origin.range.start).line + 1;
}

function entry(analysis: FileAnalysis, judgement: Judgement, lists: readonly string[]): TraceEntry {
  const { trace, certain, because } = judgement;
  const { packet, state, steps, verdict, by } = trace;
  return {
    packet: formatPacket(packet),
    state: state ?? null,
    verdict,
    line: by === undefined ? null : lineOf(analysis, by),
    defaultRule: (by === undefined ? undefined : defaultRule(by)) ?? null,
    certain,
    because: doubtEntries(analysis, because),
    steps: steps.map(({ rule, matched, missed, doubtful }: Step) => ({
      table: rule.table,
      chain: rule.chain,
      line: lineOf(analysis, rule),
      defaultRule: defaultRule(rule) ?? null,
      action: rule.action,
      matched,
      missed: missed === undefined ? null : shownAssignment(`${missed.name}=${missed.property.text}`),
      doubtful,
    })),
    lists,
  };
}
