import type { FileAnalysis } from '../analysis/analysis.ts';
import { defaultRule, type FirewallRule } from '../firewall/firewall.ts';
import { type Step, supposing } from '../firewall/interpret.ts';
import { lockOut } from '../firewall/lockOut.ts';
import { type Doubt, type Judgement, Possibilities } from '../firewall/possibilities.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import { shownAssignment } from '../text/secretNames.ts';
import type { DoubtEntry, LinePlace, SessionEntry, TraceEntry } from './jsonOutput.ts';
import { linePlace } from './linePlace.ts';

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
  return lockOut(analysis.script, packet, analysis.assumption).map(({ command, running, anew }) => {
    const refusing = running.passes ? (anew.passes ? undefined : anew.by) : running.by;
    const by = placeOf(analysis, refusing);
    return {
      ...linePlace(analysis, command?.range),
      running: running.passes,
      anew: anew.passes,
      by: by.line,
      ...(by.file !== undefined && { byFile: by.file }),
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
  const at = placeOf(analysis, rule);
  const written = matcher === undefined ? '' : shownAssignment(`${matcher.name}=${matcher.property.text}`);
  if (menu !== undefined) return { ...at, condition: menu };
  switch (kind) {
    case 'matcher':
      return { ...at, matcher: written };
    case 'member':
      return { ...at, member: written };
    default:
      return { ...at, [kind]: rule?.item.menu ?? '' };
  }
}

function placeOf(analysis: FileAnalysis, rule: FirewallRule | undefined): LinePlace {
  return linePlace(analysis, rule?.item.origin?.range);
}

function entry(analysis: FileAnalysis, judgement: Judgement, lists: readonly string[]): TraceEntry {
  const { trace, certain, because } = judgement;
  const { packet, state, steps, verdict, by } = trace;
  return {
    packet: formatPacket(packet),
    state: state ?? null,
    verdict,
    ...placeOf(analysis, by),
    defaultRule: (by === undefined ? undefined : defaultRule(by)) ?? null,
    certain,
    because: doubtEntries(analysis, because),
    steps: steps.map(({ rule, matched, missed, doubtful }: Step) => ({
      table: rule.table,
      chain: rule.chain,
      ...placeOf(analysis, rule),
      defaultRule: defaultRule(rule) ?? null,
      action: rule.action,
      matched,
      missed: missed === undefined ? null : shownAssignment(`${missed.name}=${missed.property.text}`),
      doubtful,
    })),
    lists,
  };
}
