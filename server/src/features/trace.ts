import { Interpreter, type Step, type Trace } from '../firewall/interpret.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import type { FileAnalysis } from '../rules/analyse.ts';

/** What happens to packets sent one after the other; lists and their timers are kept between them. */
export interface TraceEntry {
  readonly packet: string;
  /** The action that decided, `accept` at the end of the chain. */
  readonly verdict: string;
  /** Line of the rule that decided, from 1; null at the end of the chain. */
  readonly line: number | null;
  readonly steps: readonly StepEntry[];
  /** Lists on which the source is afterwards, filled by rules. */
  readonly lists: readonly string[];
}

export interface StepEntry {
  readonly table: string;
  readonly chain: string;
  readonly line: number;
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
}

export function trace(
  analysis: FileAnalysis,
  packets: readonly Packet[],
  { lists = [], pause = 1 }: TraceOptions = {},
): TraceEntry[] {
  const interpreter = new Interpreter(analysis.firewall);
  const [first] = packets;
  if (first !== undefined) for (const list of lists) interpreter.list(first.family, list, first.source);
  return packets.map((packet, index) => {
    if (index > 0) interpreter.wait(pause);
    const result = interpreter.send(packet);
    return entry(analysis, result, interpreter.listsOf(packet.family, packet.source));
  });
}

function entry(analysis: FileAnalysis, { packet, steps, verdict, by }: Trace, lists: readonly string[]): TraceEntry {
  const line = (offset: number): number => analysis.lines.position(offset).line + 1;
  return {
    packet: formatPacket(packet),
    verdict,
    line: by === undefined ? null : line(by.item.origin.range.start),
    steps: steps.map(({ rule, matched, missed, doubtful }: Step) => ({
      table: rule.table,
      chain: rule.chain,
      line: line(rule.item.origin.range.start),
      action: rule.action,
      matched,
      missed: missed === undefined ? null : `${missed.name}=${missed.property.text}`,
      doubtful,
    })),
    lists,
  };
}
