import type { FileAnalysis } from '../analysis/analysis.ts';
import { defaultRule, type FirewallRule } from '../firewall/firewall.ts';
import { type Step, supposing } from '../firewall/interpret.ts';
import { lockOut } from '../firewall/lockOut.ts';
import { type Doubt, type Judgement, Possibilities } from '../firewall/possibilities.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import { shownAssignment } from '../text/secretNames.ts';

/** What happens to packets sent one after the other; lists and their timers are kept between them. */
export interface TraceEntry {
  readonly packet: string;
  /** The state that connection tracking gives it, or that it was stated with. */
  readonly state: string | null;
  /** The action that decided, `accept` at the end of the chain; what most likely happens where it is not certain. */
  readonly verdict: string;
  /** Line of the rule that decided, from 1; null at the end of the chain, and for a default rule. */
  readonly line: number | null;
  /** The default rule that decided. */
  readonly defaultRule: string | null;
  /** Whether the file settles the verdict. */
  readonly certain: boolean;
  /** What the verdict hangs on where it is not certain. */
  readonly because: readonly DoubtEntry[];
  readonly steps: readonly StepEntry[];
  /** Lists on which the source is afterwards, filled by rules. */
  readonly lists: readonly string[];
}

export interface StepEntry {
  readonly table: string;
  readonly chain: string;
  /** Null for a default rule. */
  readonly line: number | null;
  readonly defaultRule: string | null;
  readonly action: string;
  readonly matched: boolean;
  /** The first matcher that did not fit, as written; null where all did. */
  readonly missed: string | null;
  /** Whether that matcher fits is not known; it is taken for no. */
  readonly doubtful: boolean;
}

/** One of `matcher`, `member`, `condition` and `place` says what the file leaves open about the rule. */
export interface DoubtEntry {
  /** Line of the rule; null for a default rule, and where a whole menu is not known. */
  readonly line: number | null;
  /** The matcher of which it is not known whether it fits, as written. */
  readonly matcher?: string;
  /** The list of which it is not known who is on it. */
  readonly member?: string;
  /** Whether the rule is there as it stands hangs on the run, or the menu holds rules that nobody can tell. */
  readonly condition?: string;
  /** Where in its chain the rule stands is not known. */
  readonly place?: string;
}

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

/** What becomes of a session while the file is applied. */
export interface SessionEntry {
  /** Line of the command after which it is so; null before the first one. */
  readonly line: number | null;
  /** Whether the running session goes on. */
  readonly running: boolean;
  /** Whether one could log in again. */
  readonly anew: boolean;
  /** Line of the rule that refuses the one or the other; null where none does. */
  readonly by: number | null;
  /** Whether the file settles both. */
  readonly certain: boolean;
  readonly because: readonly DoubtEntry[];
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
