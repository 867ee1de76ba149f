import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import type { Family } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { perObject } from '../text/perObject.ts';
import { rangeOfItem, wholeLines } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** The same addresses twice on one list, in other words. */
export const duplicateEntry: Rule = {
  meta: {
    id: 'duplicate-entry',
    summary: 'An address list holds the same addresses twice, in other words.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: '192.0.2.7 and 192.0.2.7/32, 198.51.100.0-198.51.100.255 and 198.51.100.0/24 are the same addresses. Who removes one entry to let somebody out, or in again, will find the other one still at work. An entry that is the same to the letter ends the import, of which `import-stops-here` speaks; whether RouterOS takes one in other words for the same is not documented.',
    remedy: 'Keep one of the two.',
    bad: `/ip firewall address-list
add list=office address=198.51.100.0/24
add list=office address=198.51.100.0-198.51.100.255
/ip firewall filter
add chain=input action=drop src-address-list=!office
`,
    good: `/ip firewall address-list
add list=office address=198.51.100.0/24
add list=office address=203.0.113.0-203.0.113.255
/ip firewall filter
add chain=input action=drop src-address-list=!office
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    const lists = [...analysis.firewall.addressLists].sort(([, a], [, b]) => a.length - b.length);
    let left = MAX_ENTRIES;
    for (const [key, items] of lists) {
      // Long lists are made by programs, and looking at them would cost each key stroke.
      left -= items.length;
      if (left < 0) return;
      if (items.length < 2) continue;
      const [family] = key.split(' ') as [Family];
      if (analysis.configuration.opaqueMenus.has(`/${family}/firewall/address-list`)) continue;
      yield* repeated(analysis, family, items);
    }
  },
};

/** Of all lists together, the shortest first. */
const MAX_ENTRIES = 5_000;

interface Entry {
  readonly item: ConfigurationItem;
  readonly text: string;
  readonly set: IntervalSet<Point>;
  /** Equal for equal sets. */
  readonly key: string;
}

function* repeated(analysis: Analysis, family: Family, items: readonly ConfigurationItem[]): Iterable<RuleFinding> {
  const bySet = new Map<string, Entry>();
  const entries: Entry[] = [];
  for (const item of items) {
    const entry = entryOf(item, family);
    if (entry === undefined) continue;
    const { key } = entry;
    const first = bySet.get(key);
    if (first === undefined) {
      bySet.set(key, entry);
      entries.push(entry);
    } else if (first.text !== entry.text) yield twice(analysis, entry, first);
  }
  yield* contained(analysis, entries);
}

/** An entry that lasts, of addresses that the file tells. */
function entryOf(item: ConfigurationItem, family: Family): Entry | undefined {
  const isPlain = item.origin?.name === 'add' && !item.conditional && !item.assumed && !isDisabled(item);
  const known = isPlain ? WRITTEN[family](item.properties) : undefined;
  return known === undefined ? undefined : { item, ...known };
}

/** What an entry without an end says of its addresses, read once wherever the entry stands. */
function written(family: Family): (properties: ConfigurationItem['properties']) => Omit<Entry, 'item'> | undefined {
  return perObject((properties) => {
    const address = properties.get('address');
    if (address?.constant !== true || (properties.get('timeout')?.text ?? '') !== '') return undefined;
    const set = family === 'ip' ? parseIpv4Set(address.text) : parseIpv6Set(address.text);
    return set === undefined ? undefined : { text: address.text, set: set as IntervalSet<Point>, key: set.toString() };
  });
}

const WRITTEN = { ip: written('ip'), ipv6: written('ipv6') };

function twice(analysis: Analysis, { item, text }: Entry, first: Entry): RuleFinding {
  const list = textOf(item, 'list');
  return {
    message: phrase`${text} is the same as ${first.text} in line ${lineOf(analysis, first.item)}, which is on the list ${list} already (assuming that RouterOS takes both, since they differ to the letter). Keep one of the two.`,
    range: rangeOfItem(item, 'address'),
    related: [{ message: phrase`the same addresses`, range: rangeOfItem(first.item, 'address') }],
    fixes: removal(analysis, item),
  };
}

/** Entries that lie within another one, the narrowest of those around them. */
function* contained(analysis: Analysis, entries: readonly Entry[]): Iterable<RuleFinding> {
  const inOrder = [...entries].sort((a, b) => compare(a.set.first, b.set.first) || compare(b.set.last, a.set.last));
  const around: Entry[] = [];
  for (const entry of inOrder) {
    while (around.length > 0 && compare((around.at(-1) as Entry).set.last, entry.set.first) < 0) around.pop();
    const outer = around.findLast(({ set }) => entry.set.isSubset(set));
    around.push(entry);
    if (outer === undefined) continue;
    yield {
      message: phrase`${entry.text} lies within ${outer.text} of line ${lineOf(analysis, outer.item)}, which is on the list already. It changes nothing.`,
      range: rangeOfItem(entry.item, 'address'),
      severity: 'hint',
      persona: 'pedantic',
      related: [{ message: phrase`holds it`, range: rangeOfItem(outer.item, 'address') }],
    };
  }
}

function compare(a: Point | undefined, b: Point | undefined): number {
  const [x, y] = [a as Point, b as Point];
  return x < y ? -1 : x > y ? 1 : 0;
}

function lineOf({ lines, origin }: Analysis, item: ConfigurationItem): string {
  const { start } = (item.origin as BoundCommand).range;
  return origin?.lineName(start) ?? String(lines.position(start).line + 1);
}

/** Takes the entry's lines out, where it stands alone on them. */
function removal(analysis: Analysis, item: ConfigurationItem): Fix[] {
  const origin = item.origin as BoundCommand;
  const lines = wholeLines(analysis.text, origin);
  const before = analysis.text.slice(lines.start, origin.range.start);
  const after = analysis.text.slice(origin.range.end, lines.end);
  const isAlone = before.trim() === '' && after.trim() === '' && origin.nameRange.start === origin.range.start;
  return isAlone ? [{ title: phrase`Remove this entry`, safe: false, edits: [{ range: lines, newText: '' }] }] : [];
}
