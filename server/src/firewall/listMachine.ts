import type { Point } from '../packet/intervalSet.ts';
import { endsTable, type FirewallRule, isRefusal } from './firewall.ts';
import { type Hit, type PacketClass, rootOf } from './packetClasses.ts';
import type { ListCondition } from './packetSpace.ts';
import type { Frame } from './walk.ts';

/** When the source leaves each list, in seconds; infinite where it stays. */
export type Lists = ReadonlyMap<string, number>;

/** What a packet of a class does. */
export interface Outcome {
  readonly verdict: 'admitted' | 'refused';
  /** The rule that decided; undefined at the end of the chain. */
  readonly by: FirewallRule | undefined;
  /** All rules that matched. */
  readonly matched: readonly FirewallRule[];
  readonly lists: Lists;
  /** A doubtful rule had a part in it. */
  readonly doubtful: boolean;
}

export interface Manner {
  /** Doubtful rules match as it suits who wants to get in; otherwise as it suits the router. */
  readonly hopeful: boolean;
  /** Whether the source is seen to scan by a rule that asks for it; nobody is, where packets are few. */
  readonly scanned?: ((hit: Hit) => boolean) | undefined;
  /** Rules that add nothing, as if they were not there. */
  readonly ignored?: (rule: FirewallRule) => boolean;
}

/** Sends a packet of the class at a time, in seconds; undefined where the lists put it into another class. */
export function step(one: PacketClass, lists: Lists, now: number, source: Point, manner: Manner): Outcome | undefined {
  let current = lists;
  const holds = ({ list, negated, side, entries }: ListCondition): boolean => {
    if (side === 'destination') return negated;
    const on = (current.get(list) ?? 0) > now || entries.contains(source);
    return on !== negated;
  };
  if (!one.requires.every(holds)) return undefined;
  const entered = new Set<Frame>();
  const left = new Set<Frame>();
  const done = new Set<Frame>();
  const matched: FirewallRule[] = [];
  let by: FirewallRule | undefined;
  let doubt = false;
  for (const hit of one.hits) {
    const { rule, frame } = hit;
    if (done.has(rootOf(frame)) || !isIn(frame, entered, left) || !hit.lists.every(holds)) continue;
    if (hit.scan !== undefined && manner.scanned?.(hit) !== true) continue;
    if (hit.doubtful) {
      doubt = true;
      if (helps(hit) !== manner.hopeful) continue;
    }
    matched.push(rule);
    if (rule.action === 'jump') {
      if (hit.target !== undefined) {
        entered.add(hit.target);
        left.delete(hit.target);
      }
    } else if (rule.action === 'return') {
      left.add(frame);
      if (frame.parent === undefined) done.add(frame);
    } else if (endsTable(rule)) {
      if (isRefusal(rule.action)) return { verdict: 'refused', by: rule, matched, lists: current, doubtful: doubt };
      if (rule.table === 'filter') by = rule;
      done.add(rootOf(frame));
    } else {
      const { fills } = hit;
      if (fills === undefined || manner.ignored?.(rule) === true) continue;
      current = new Map(current).set(fills.list, now + fills.seconds);
    }
  }
  return { verdict: 'admitted', by, matched, lists: current, doubtful: doubt };
}

/** Whether the source wants a doubtful rule to match. */
function helps({ rule }: Hit): boolean {
  return !isRefusal(rule.action);
}

function isIn(frame: Frame, entered: ReadonlySet<Frame>, left: ReadonlySet<Frame>): boolean {
  for (let open: Frame | undefined = frame; open?.parent !== undefined; open = open.parent) {
    if (!entered.has(open) || left.has(open)) return false;
  }
  return !left.has(frame);
}
