import { type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { type Interval, IntervalSet, type Point } from '../packet/intervalSet.ts';
import { type Family, type Firewall, listKey } from './firewall.ts';

/**
 * The addresses that the file puts on a list for good. Entries that expire, that stand under a condition or that name
 * a host to be resolved are left out: who is on the list through them is not to be told.
 */
export function staticEntries(firewall: Firewall, family: Family, list: string): IntervalSet<Point> {
  if (firewall.configuration.opaqueMenus.has(`/${family}/firewall/address-list`)) return IntervalSet.empty();
  return entries(firewall, family, list, (entry) => !entry.conditional && textOf(entry, 'timeout') === undefined);
}

/** The addresses that the file puts on a list, be it for a while or under a condition. */
export function presentEntries(firewall: Firewall, family: Family, list: string): IntervalSet<Point> {
  return entries(firewall, family, list, () => true);
}

function entries(
  firewall: Firewall,
  family: Family,
  list: string,
  counts: (entry: ConfigurationItem) => boolean,
): IntervalSet<Point> {
  const intervals: Interval<Point>[] = [];
  for (const entry of firewall.addressLists.get(listKey(family, list)) ?? []) {
    if (isDisabled(entry) || !counts(entry)) continue;
    const address = entry.properties.get('address');
    if (address === undefined || !address.constant) continue;
    const set = family === 'ip' ? parseIpv4Set(address.text) : parseIpv6Set(address.text);
    if (set !== undefined) for (const interval of set.intervals()) intervals.push(interval);
  }
  return IntervalSet.of(intervals);
}
