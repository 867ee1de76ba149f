import { expect, test } from 'vitest';
import { type RuleStatus, reachability } from '../../server/src/firewall/reachability.ts';
import type { PlainRule } from '../support/firewallOf.ts';
import { matched } from '../support/oracle.ts';
import {
  built,
  packetsFor,
  type RandomFirewall,
  randomFirewall,
  smallerFirewalls,
  told,
} from '../support/randomFirewalls.ts';
import { forSets, type Random } from '../support/randomSets.ts';

/** Laws that need no packets: what a change of the rules must do to their statuses, and what it must not. */

/** A firewall and a choice of one of its rules and of what to do to it. */
interface Chosen extends RandomFirewall {
  readonly choice: number;
  readonly way: number;
}

test('a copy behind its original is dead, and so is a rule behind two that share it', () => {
  let found = 0;
  forSets<Chosen>('laws: duplicates and unions', {
    draw: chosen,
    smaller,
    check: (set) => {
      const { rules, choice, way } = set;
      const at = Math.floor(choice * rules.length);
      const original = rules[at];
      if (original === undefined || !DECIDES.test(original.action) || original.matchers?.['limit']) return;
      const ways = splits(original);
      const parts = way < 0.5 || ways.length === 0 ? [original] : ways[Math.floor((way - 0.5) * 2 * ways.length)]!;
      const next = { ...set, rules: rules.toSpliced(at, 1, ...parts, original) };
      const victim = at + parts.length;
      const status = statusesOf(next)[victim] as RuleStatus;
      if (status.kind === 'reachable' || status.kind === 'unknown') {
        throw new Error(`rule ${victim + 1} is ${status.kind} in\n${told(next)}`);
      }
      if (status.kind === 'dead') found++;
    },
  });
  expect(found).toBeGreaterThan(0);
});

test('without a dead rule all others have the status that they had', () => {
  let removed = 0;
  forSets<Chosen>('laws: dead rules removed', {
    draw: chosen,
    smaller,
    check: (set) => {
      const { rules, choice } = set;
      const statuses = statusesOf(set);
      // Without a jump its chain may be entered by nothing, and a list that is never filled is another list.
      const dead = rules.flatMap(({ action }, at) => (statuses[at]?.kind === 'dead' && PLAIN.test(action) ? [at] : []));
      const at = dead[Math.floor(choice * dead.length)];
      if (at === undefined) return;
      removed++;
      same(
        statuses.toSpliced(at, 1),
        { ...set, rules: rules.toSpliced(at, 1) },
        `rule ${at + 1} removed from\n${told(set)}`,
      );
    },
  });
  expect(removed).toBeGreaterThan(0);
});

test('two neighbours that no packet matches both of may change places', () => {
  let swapped = 0;
  forSets<Chosen>('laws: neighbours swapped', {
    draw: chosen,
    smaller,
    check: (set) => {
      const { rules, choice } = set;
      const fills = rules.some(({ action }) => action.startsWith('add-'));
      const fixed = (rule: PlainRule): boolean => fills && !PLAIN.test(rule.action);
      const pairs = rules.flatMap((first, at) => {
        const second = rules[at + 1];
        if (second === undefined || fixed(first) || fixed(second)) return [];
        if (second.chain !== first.chain || second.table !== first.table) return [];
        return apart(first, second, set) ? [at] : [];
      });
      const at = pairs[Math.floor(choice * pairs.length)];
      if (at === undefined) return;
      swapped++;
      const swap = <T>(all: readonly T[]): T[] => all.toSpliced(at, 2, all[at + 1] as T, all[at] as T);
      same(
        swap(statusesOf(set)),
        { ...set, rules: swap(rules) },
        `rules ${at + 1} and ${at + 2} swapped in\n${told(set)}`,
      );
    },
  });
  expect(swapped).toBeGreaterThan(0);
});

const DECIDES = /^(?:accept|drop|reject|return)$/;
/** Actions that neither lead elsewhere nor fill a list. */
const PLAIN = /^(?:accept|drop|reject|return|log)$/;

function chosen(random: Random): Chosen {
  return { ...randomFirewall(random), choice: random.next(), way: random.next() };
}

function* smaller(set: Chosen): Iterable<Chosen> {
  for (const less of smallerFirewalls(set)) {
    // Which rule is chosen changes with their number.
    for (let at = 0; at < less.rules.length; at++) yield { ...set, ...less, choice: (at + 0.5) / less.rules.length };
  }
}

function statusesOf(set: RandomFirewall): RuleStatus[] {
  const firewall = built(set);
  const statuses = reachability(firewall);
  return firewall.rules.map((rule) => statuses.of(rule));
}

function same(before: readonly RuleStatus[], set: RandomFirewall, change: string): void {
  const after = statusesOf(set);
  for (const [at, { kind }] of after.entries()) {
    if (kind !== before[at]?.kind) {
      throw new Error(`rule ${at + 1} was ${before[at]?.kind} and is ${kind}, with ${change}`);
    }
  }
}

/** Pairs of rules that each take a part of what the rule takes, and together all of it. */
function splits(rule: PlainRule): PlainRule[][] {
  const { matchers = {} } = rule;
  const along = (name: string, ...texts: string[]): PlainRule[] =>
    texts.map((text, index) => {
      const action = index === 0 && rule.action !== 'return' ? 'drop' : rule.action;
      return { ...rule, action, matchers: { ...matchers, [name]: text } };
    });
  const ways: PlainRule[][] = [];
  if (!matchers['protocol']) ways.push(along('protocol', 'tcp', '!tcp'));
  if (!matchers['connection-state']) ways.push(along('connection-state', 'new,invalid', '!new,invalid'));
  if (!matchers['src-address']) ways.push(along('src-address', '0.0.0.0/31', '0.0.0.2-255.255.255.255'));
  if (!matchers['src-address-list']) ways.push(along('src-address-list', 'a', '!a'));
  if (!matchers['in-interface']) ways.push(along('in-interface', 'ether1', '!ether1'));
  return ways;
}

/** Whether no packet fits both, each rule taken alone. */
function apart(first: PlainRule, second: PlainRule, set: RandomFirewall): boolean {
  const rules = [
    { action: 'jump', matchers: first.matchers ?? {}, does: { 'jump-target': 'both' } },
    { chain: 'both', action: 'accept', matchers: second.matchers ?? {} },
  ];
  const firewall = built({ ...set, rules });
  return !matched(firewall, packetsFor(set.fields)).has(firewall.rules[1]!);
}
