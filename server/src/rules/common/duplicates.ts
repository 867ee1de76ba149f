import type { BoundScript } from '../../binding/boundScript.ts';
import { placed } from '../../execution/configuration.ts';
import { endsTable, type FirewallRule } from '../../firewall/firewall.ts';
import type { RuleMatch } from '../../firewall/packetSpace.ts';
import type { Reachability } from '../../firewall/reachability.ts';
import type { Box } from '../../packet/box.ts';
import type { Steps } from '../../text/steps.ts';
import type { Analysis } from '../rule.ts';
import { hasPlaceholder } from './hasPlaceholder.ts';
import { lacksPorts } from './lacksPorts.ts';

/**
 * Rules that an earlier rule of the same chain makes superfluous since it matches the same and does the same, each
 * with the earlier one. Of a rule that decides, that is proved; of one that adds to a list, whatever lists hold.
 */
export function* duplicates(analysis: Analysis): Steps<ReadonlyMap<FirewallRule, FirewallRule>> {
  let found = known.get(analysis.reachability);
  if (found === undefined) {
    found = yield* find(analysis);
    known.set(analysis.reachability, found);
  }
  return found;
}

/** Several rules ask. */
const known = new WeakMap<Reachability, ReadonlyMap<FirewallRule, FirewallRule>>();

function* find({
  firewall,
  reachability,
  configuration,
  script,
}: Analysis): Steps<ReadonlyMap<FirewallRule, FirewallRule>> {
  const stumps = stumpsOf(script);
  const found = new Map<FirewallRule, FirewallRule>();
  const first = new Map<string, FirewallRule>();
  for (const rule of firewall.rules) {
    yield;
    const { item } = rule;
    if (
      item.assumed ||
      !rule.enabled ||
      item.placeUnknown ||
      item.conditional ||
      configuration.opaqueMenus.has(item.menu)
    )
      continue;
    if (lacksPorts(rule) || hasPlaceholder(rule)) continue;
    if (item.origin !== undefined && stumps.has(item.origin.range.start)) continue;
    const decides = endsTable(rule);
    if (!decides && !REPEATED.has(rule.action)) continue;
    const key = keyOf(rule, reachability, decides);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, rule);
    else if (!decides || reachability.of(rule).kind === 'dead') found.set(rule, earlier);
  }
  return found;
}

/** Where commands begin whose other arguments a lost backslash has left on the next line: they are not what they seem. */
function stumpsOf({ problems, commands }: BoundScript): ReadonlySet<number> {
  const cuts = new Set(problems.filter(({ code }) => code === 'line-cut').map(({ start }) => start));
  const stumps = new Set<number>();
  if (cuts.size === 0) return stumps;
  for (const [index, { range }] of commands.entries()) {
    const before = commands[index - 1];
    if (before !== undefined && cuts.has(range.start)) stumps.add(before.range.start);
  }
  return stumps;
}

/** Only rules that do the same with the same have the same key. */
function keyOf(rule: FirewallRule, reachability: Reachability, decides: boolean): string {
  const match = reachability.space(rule.family).match(rule);
  const before = keys.get(rule);
  if (before?.match === match) return before.key;
  const key = `${rule.family} ${rule.table} ${rule.chain}\n${deedOf(rule)}\n${matchOf(rule, match, decides)}`;
  keys.set(rule, { match, key });
  return key;
}

const keys = new WeakMap<FirewallRule, { readonly match: RuleMatch; readonly key: string }>();

/** Actions that change nothing when they are done twice. */
const REPEATED: ReadonlySet<string> = new Set(['add-src-to-address-list', 'add-dst-to-address-list', 'log']);

/** Arguments that say what is done with the packet. A second log or comment is no second deed. */
function deedOf({ item, action, matchers }: FirewallRule): string {
  const asked = new Set(matchers.map(({ name }) => name));
  const parts = [...item.properties.values()]
    .filter(({ name, text }) => text !== '' && !asked.has(name) && !NOTES.has(name))
    .filter(({ name }) => name !== 'log-prefix' || action === 'log')
    .map((one) => `${one.name}=${one.constant ? one.text : `${one.text}@${placed(item, one)?.range.start}`}`);
  return [action, ...parts.sort()].join('\n');
}

const NOTES: ReadonlySet<string> = new Set([
  'action',
  'chain',
  'comment',
  'disabled',
  'log',
  'place-before',
  'copy-from',
]);

/** What the rule matches, in whatever words. What changes between two rules makes it a match of its own. */
function matchOf(rule: FirewallRule, match: RuleMatch, decides: boolean): string {
  const { lists, unstable } = match;
  const alone = unstable.length > 0 || (!decides && lists.length > 0) || !rule.matchers.every(isTold);
  return alone ? `#${rule.item.id}` : matchText(match);
}

/** An edit leaves most matches as they are. */
const texts = new WeakMap<RuleMatch, string>();

function matchText(match: RuleMatch): string {
  let text = texts.get(match);
  if (text === undefined) {
    const { products, lists } = match;
    text = [
      // None at all is not the same as all packets.
      `${products.length}`,
      ...products.map(boxText).sort(),
      ...lists.map(({ list, side, negated }) => `${side} ${negated} ${list}`).sort(),
    ].join('\n');
    texts.set(match, text);
  }
  return text;
}

function isTold({ property }: FirewallRule['matchers'][number]): boolean {
  return property.constant;
}

function boxText(product: Box): string {
  return product
    .map(({ dimension, set }) => {
      const intervals = set.intervals().map(([low, high]) => `${low}-${high}`);
      return `${dimension}:${intervals.join(',')}`;
    })
    .join(' ');
}
