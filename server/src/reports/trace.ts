import type { FileAnalysis } from '../analysis/analyse.ts';
import { defaultRule, type FirewallRule } from '../firewall/firewall.ts';
import { Interpreter, type Step, supposing, type Trace } from '../firewall/interpret.ts';
import { lockOut } from '../firewall/lockOut.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';

/** What happens to packets sent one after the other; lists and their timers are kept between them. */
export interface TraceEntry {
  readonly packet: string;
  /** The action that decided, `accept` at the end of the chain. */
  readonly verdict: string;
  /** Line of the rule that decided, from 1; null at the end of the chain, and for a default rule. */
  readonly line: number | null;
  /** The default rule that decided. */
  readonly defaultRule: string | null;
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
  const interpreter = new Interpreter(
    analysis.firewall,
    supposing(() => suppositions),
  );
  const [first] = packets;
  if (first !== undefined) for (const list of lists) interpreter.list(first.family, list, first.source);
  return packets.map((packet, index) => {
    if (index > 0) interpreter.wait(pause);
    const result = interpreter.send(packet);
    return entry(analysis, result, interpreter.listsOf(packet.family, packet.source));
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
}

/** The lines after which something changes for a session of the packet, as the file is applied from the top down. */
export function traceSession(analysis: FileAnalysis, packet: Packet): SessionEntry[] {
  const line = (command: { readonly range: { readonly start: number } } | undefined): number | null =>
    command === undefined ? null : analysis.lines.position(command.range.start).line + 1;
  return lockOut(analysis.script, packet, analysis.assumption).map(({ command, running, anew }) => {
    const refusing = running.passes ? (anew.passes ? undefined : anew.by) : running.by;
    return { line: line(command), running: running.passes, anew: anew.passes, by: line(refusing?.item.origin) };
  });
}

function entry(analysis: FileAnalysis, { packet, steps, verdict, by }: Trace, lists: readonly string[]): TraceEntry {
  const lineOf = ({ item }: FirewallRule): number | null =>
    item.origin === undefined ? null : analysis.lines.position(item.origin.range.start).line + 1;
  return {
    packet: formatPacket(packet),
    verdict,
    line: by === undefined ? null : lineOf(by),
    defaultRule: (by === undefined ? undefined : defaultRule(by)) ?? null,
    steps: steps.map(({ rule, matched, missed, doubtful }: Step) => ({
      table: rule.table,
      chain: rule.chain,
      line: lineOf(rule),
      defaultRule: defaultRule(rule) ?? null,
      action: rule.action,
      matched,
      missed: missed === undefined ? null : `${missed.name}=${missed.property.text}`,
      doubtful,
    })),
    lists,
  };
}
