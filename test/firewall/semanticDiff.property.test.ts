import { expect, test } from 'vitest';
import { type Firewall, isRefusal, listAddedTo } from '../../server/src/firewall/firewall.ts';
import { Interpreter, type Trace } from '../../server/src/firewall/interpret.ts';
import { type ChangeKind, type PacketChange, semanticDiff } from '../../server/src/firewall/semanticDiff.ts';
import type { Packet } from '../../server/src/packet/packet.ts';
import { isIn } from '../support/packetsInBoxes.ts';
import {
  built,
  edited,
  LISTS,
  packetsFor,
  type RandomFirewall,
  randomFirewall,
  smallerFirewalls,
  told,
} from '../support/randomFirewalls.ts';
import { forSets, type Random } from '../support/randomSets.ts';

interface Pair {
  readonly before: RandomFirewall;
  readonly after: RandomFirewall;
  readonly fields: readonly string[];
}

/** All packets, with each way the lists may be filled and each answer of what no packet tells. */
test('just the packets are in the difference for which the interpreters differ', () => {
  let differing = 0;
  let changes = 0;
  forSets<Pair>('diff: all packets', {
    draw,
    *smaller({ before, after, fields }) {
      for (const less of smallerFirewalls(before)) yield { before: less, after, fields };
      for (const less of smallerFirewalls(after)) yield { before, after: less, fields };
    },
    check: ({ before, after, fields }) => {
      const firewalls = [built(before), built(after)] as const;
      const diff = semanticDiff(...firewalls);
      const claim = (what: string, holds: boolean): void => {
        if (!holds) throw new Error(`${what}, from\n${told(before)}\nto\n${told(after)}`);
      };
      claim(diff.unknown.join(), diff.unknown.length === 0);
      changes += diff.changes.length;
      for (const change of diff.changes) claim(`a witness of ${change.kind} shows nothing`, isShown(change));
      for (const packet of packetsFor(fields)) {
        for (const { lists, holding } of circumstances(fields)) {
          const [old, now] = firewalls.map((firewall) => sent(packet, firewall, lists, holding)) as [Sent, Sent];
          for (const [kind, list, differs] of differences(old, now, firewalls)) {
            const own = diff.changes.filter((one) => one.kind === kind && (list === '' || one.listing?.list === list));
            const inside = own.some(({ boxes, space }) =>
              boxes.some((box) => isIn(box, packet, space, { lists, holding })),
            );
            if (differs) differing++;
            const text = `${JSON.stringify(packet)} on ${lists} with ${holding}`;
            claim(`${text} is ${inside ? '' : 'not '}${kind} ${list}`, inside === differs);
          }
        }
      }
    },
  });
  expect(differing).toBeGreaterThan(0);
  expect(changes).toBeGreaterThan(0);
});

test('a firewall does not differ from itself, whatever its rules are called', () => {
  forSets<RandomFirewall>('diff: the same', {
    draw: randomFirewall,
    smaller: smallerFirewalls,
    check: (set) => {
      const commented = set.rules.map((rule) => ({ ...rule, does: { ...rule.does, comment: 'new' } }));
      const withLog = [{ action: 'log' }, ...commented, { action: 'accept', disabled: true }];
      const diff = semanticDiff(built(set), built({ ...set, rules: withLog }));
      if (diff.changes.length + diff.unknown.length > 0)
        throw new Error(`${JSON.stringify(diff.unknown)} ${told(set)}`);
    },
  });
});

function draw(random: Random): Pair {
  const before = randomFirewall(random);
  if (random.chance(0.3)) {
    const after = randomFirewall(random);
    return { before, after, fields: [...new Set([...before.fields, ...after.fields])].slice(0, 5) };
  }
  let after = edited(before, random);
  for (let edits = random.upTo(3); edits > 0; edits--) after = edited(after, random);
  return { before, after, fields: before.fields };
}

interface Sent {
  readonly trace: Trace;
  /** Seconds on each list that a rule has put the source on. */
  readonly timers: ReadonlyMap<string, number>;
}

/** Who is on a list before stays there for good, so that only what rules do is told from the timers. */
function sent(packet: Packet, firewall: Firewall, lists: readonly string[], holding: readonly string[]): Sent {
  const interpreter = new Interpreter(firewall, (_, { name, text }) => holding.includes(`${name} = ${text}`));
  for (const list of lists) interpreter.list('ip', list, packet.source);
  const trace = interpreter.send(packet);
  const timers = new Map<string, number>();
  for (const { rule, matched } of trace.steps) {
    const list = listAddedTo(rule)?.text;
    if (!matched || list === undefined) continue;
    timers.set(list, interpreter.timersOf('ip', packet.source).get(list) ?? 0);
  }
  return { trace, timers };
}

function* differences(
  old: Sent,
  now: Sent,
  firewalls: readonly Firewall[],
): Iterable<readonly [ChangeKind, string, boolean]> {
  const passed = !isRefusal(old.trace.verdict);
  const passes = !isRefusal(now.trace.verdict);
  yield ['let-in', '', !passed && passes];
  yield ['kept-out', '', passed && !passes];
  for (const list of LISTS) {
    const asked = firewalls.some(({ rules }) =>
      rules.some(
        ({ enabled, matchers }) =>
          enabled && matchers.some(({ name, text }) => name === 'src-address-list' && text === list),
      ),
    );
    const [before, after] = [old.timers.get(list), now.timers.get(list)];
    yield ['listed', list, asked && before === undefined && after !== undefined];
    yield ['not-listed', list, asked && before !== undefined && after === undefined];
    yield ['listed-for', list, asked && before !== undefined && after !== undefined && before !== after];
  }
}

function isShown({ kind, witness: { before, after } }: PacketChange): boolean {
  const same = isRefusal(before.verdict) === isRefusal(after.verdict);
  return kind === 'let-in' || kind === 'kept-out' ? !same : true;
}

function circumstances(fields: readonly string[]): { lists: string[]; holding: string[] }[] {
  const subsets = (all: readonly string[]): string[][] =>
    Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, bit) => bits & (1 << bit)));
  const lists = fields.includes('src-address-list') ? subsets(LISTS) : [[]];
  const holding = fields.includes('limit') ? subsets(['limit = 1']) : [[]];
  return lists.flatMap((on) => holding.map((one) => ({ lists: on, holding: one })));
}
