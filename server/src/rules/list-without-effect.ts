import { namedInScripts } from '../binding/scriptTexts.ts';
import type { RuleFinding } from '../diagnostics/finding.ts';
import {
  type Family,
  type Firewall,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  listKey,
  rewritesDestination,
} from '../firewall/firewall.ts';
import { type Witness, witnessOf } from '../firewall/witness.ts';
import { phrase } from '../language/phrase.ts';
import type { Box, Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { formatPacket } from '../packet/packet.ts';
import { type Fates, fatesOf, isSettled, withSides } from './common/fates.ts';
import { quoted, rangeOf, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** An address list on which it makes no difference to be. */
export const listWithoutEffect: Rule = {
  meta: {
    id: 'list-without-effect',
    summary: 'No verdict hangs on an address list for which rules ask.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A list of the banned that is dropped only while its members do again what they are banned for, or below the accept that lets them in: they are listed, and nothing happens to them. All packets meet the same fate, whether or not their sender is on the list.',
    remedy: 'Ask for the list alone, above the accepts, or remove the list and the rules that fill it.',
    bad: `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=add-src-to-address-list address-list=scanners address-list-timeout=2w chain=input protocol=tcp psd=21,3s,3,1
add action=drop chain=input protocol=tcp psd=21,3s,3,1 src-address-list=scanners
add action=accept chain=input in-interface=bridge1
add action=drop chain=input
`,
    good: `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=add-src-to-address-list address-list=scanners address-list-timeout=2w chain=input protocol=tcp psd=21,3s,3,1
add action=drop chain=input src-address-list=scanners
add action=accept chain=input in-interface=bridge1
add action=drop chain=input
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    const { firewall, knocks } = analysis;
    const isNamed = namedInScripts(analysis.script);
    // What a knock's list is worth is said with the knock.
    const ofKnocks = new Set(
      knocks.flatMap(({ family, stages }) => stages.map(({ listOut }) => listKey(family, listOut))),
    );
    let left = MOST_EFFORT;
    for (const family of ['ip', 'ipv6'] as const) {
      const lists = readersOf(firewall, family);
      if (lists.size === 0 || !isSettled(analysis, family)) continue;
      const filled = new Set(
        firewall.rules.map((rule) => (rule.family === family ? listAddedTo(rule)?.text : undefined)),
      );
      for (const [list, readers] of lists) {
        const isFilled = filled.has(list) || firewall.addressLists.has(listKey(family, list));
        if (!isFilled || ofKnocks.has(listKey(family, list)) || isNamed(list) || !readers.every(decides)) continue;
        // Of a rule that is never reached another rule speaks.
        if (readers.some((reader) => analysis.reachability.of(reader).kind !== 'reachable')) continue;
        if (left <= 0) return;
        yield;
        const fates = fatesOf(analysis, family);
        const isIdleFor = (reader: FirewallRule): boolean => {
          const idle = isIdle(fates, reader, firewall);
          left -= fates.cost;
          return idle;
        };
        if (!readers.every(isIdleFor)) continue;
        const witness = witnessOf(readers[0] as FirewallRule, firewall, analysis.reachability);
        if (witness !== undefined) yield finding(analysis, list, readers, witness);
      }
    }
  },
};

/** So many of the dearest questions are asked in all: of further lists, by the hundreds in no file that people write, nothing is said. */
const MOST_EFFORT = 20;

/**
 * Whether all packets that the rule would take without the list meet the same fate further down: those of who is not
 * on the list, or is, where the rule asks for the others.
 */
function isIdle(fates: Fates, reader: FirewallRule, firewall: Firewall): boolean {
  // Entries of the file are members without a rule that lists them, of whom all would have to be looked at.
  if (fates.space.match(reader).lists.some(({ negated, entries }) => negated && !entries.isEmpty)) return false;
  const boxes = passedBy(fates, reader, firewall);
  return (['input', 'forward'] as const).every((hook) => {
    const visits = fates.visits(hook);
    const own = visits.findIndex(({ rule }) => rule === reader);
    if (own < 0) return true;
    const later = new Set(visits.slice(own + 1).map(({ rule }) => rule));
    return fates.all(hook, boxes, ({ verdict, by, listings }) => {
      if (by === reader || (by !== undefined && !later.has(by))) return true;
      // Whom a rule below would list, the reader keeps off that list.
      if (by === undefined || listings.some(({ rule }) => later.has(rule))) return false;
      return (verdict === 'refused') === isRefusal(reader.action);
    });
  });
}

/** The packets that the rule leaves alone because of the list. */
function passedBy({ space }: Fates, reader: FirewallRule, { rules }: Firewall): Box[] {
  const { lists } = space.match(reader);
  const products = space.exactly(reader, ({ negated }) => (negated ? 'no' : 'yes'));
  const isMoved = rules.some((rule) => rule.enabled && rule.family === reader.family && rewritesDestination(rule));
  const whole = isMoved
    ? products.map((one) => one.filter(({ dimension }) => !REWRITTEN.has(space.info(dimension).name)))
    : products;
  return lists.flatMap(({ list, side, address, entries, negated }) => {
    const atom = space.known(`${side === 'source' ? 'src' : 'dst'}-address-list ${list}`);
    const on = (value: number): Side[] =>
      atom === undefined ? [] : [{ dimension: atom, set: IntervalSet.range<Point>(value, value) }];
    const others = { dimension: address, set: entries.complement(space.domain(address)) };
    return withSides(whole, negated ? on(1) : [...on(0), others]);
  });
}

const REWRITTEN: ReadonlySet<string> = new Set(['dst-port', 'dst-address', 'dst-address-type']);

/** The enabled rules that ask for a list, by its name; none of those that ask for a name that is computed. */
function readersOf({ rules }: Firewall, family: Family): Map<string, FirewallRule[]> {
  const lists = new Map<string, FirewallRule[]>();
  for (const rule of rules) {
    if (rule.family !== family || !rule.enabled) continue;
    for (const { name, text, property } of rule.matchers) {
      if (name !== 'src-address-list' && name !== 'dst-address-list') continue;
      if (!property.constant) return new Map();
      const readers = lists.get(text);
      if (readers === undefined) lists.set(text, [rule]);
      else readers.push(rule);
    }
  }
  return lists;
}

/** Whether the rule does nothing but to decide on packets whose way is compared. */
function decides({ table, chain, action, item }: FirewallRule): boolean {
  if (chain === 'output' || item.assumed) return false;
  // What raw accepts may still be refused.
  return (table === 'filter' && action === 'accept') || ((table === 'filter' || table === 'raw') && isRefusal(action));
}

function finding(
  analysis: Analysis,
  list: string,
  readers: readonly FirewallRule[],
  { packet, trace }: Witness,
): RuleFinding {
  const [first, ...others] = readers as readonly [FirewallRule, ...FirewallRule[]];
  const fillers = analysis.firewall.rules.filter(
    (rule) => rule.family === first.family && rule.item.origin !== undefined && listAddedTo(rule)?.text === list,
  );
  const fate = isRefusal(trace.verdict) ? phrase`refused` : phrase`let in`;
  return {
    message: phrase`Nothing hangs on the list ${quoted(list)}: its members meet the same fate as everybody else, and ${formatPacket(packet)} is ${fate} either way. Let line ${ruleLine(analysis, first)} ask for the list alone, above the accepts.`,
    range: rangeOf(first, 'src-address-list', 'dst-address-list'),
    related: [
      ...others.map((rule) => ({
        message: phrase`asks for it too`,
        range: rangeOf(rule, 'src-address-list', 'dst-address-list'),
      })),
      ...fillers.map((rule) => ({ message: phrase`fills it`, range: rangeOf(rule, 'address-list') })),
    ],
  };
}
