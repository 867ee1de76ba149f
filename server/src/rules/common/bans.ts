import {
  type Family,
  type FirewallRule,
  isRefusal,
  listAddedTo,
  listKey,
  type Matcher,
  matcher,
} from '../../firewall/firewall.ts';
import type { Analysis } from '../rule.ts';

/** A list that rules of the file fill with addresses, and rules of the file refuse. */
export interface BanList {
  readonly family: Family;
  readonly list: string;
  /** Rules that add the source, and those that add the destination. */
  readonly ofSources: readonly FirewallRule[];
  readonly ofDestinations: readonly FirewallRule[];
  /** Rules that refuse what comes from an address of the list, and what is sent to one. */
  readonly refusingSources: readonly FirewallRule[];
  readonly refusingDestinations: readonly FirewallRule[];
}

/**
 * Without the lists of knocks and, unless they are asked for, the traps of those that work, of which other rules speak.
 * Lists whose names are computed are left out.
 */
export function banLists({ firewall, knocks }: Analysis, { traps: withTraps = false } = {}): BanList[] {
  const stagesOf = new Set(
    knocks.flatMap(({ family, stages }) => stages.map(({ rule }) => listKey(family, listAddedTo(rule)?.text ?? ''))),
  );
  // Of the traps of other knocks `trap-locks-out` does not speak.
  const trapped = knocks.flatMap(({ family, traps, verdict }) =>
    verdict === 'works' && !withTraps ? traps.map(({ list }) => listKey(family, list)) : [],
  );
  const ofKnocks = new Set([...stagesOf, ...trapped]);
  const found = new Map<
    string,
    { -readonly [Key in keyof BanList]: BanList[Key] extends readonly FirewallRule[] ? FirewallRule[] : BanList[Key] }
  >();
  for (const rule of firewall.rules) {
    const added = rule.enabled && rule.item.origin !== undefined ? listAddedTo(rule) : undefined;
    if (added?.constant !== true || ofKnocks.has(listKey(rule.family, added.text))) continue;
    // Who falls into it has begun to knock.
    const asked = listOf(matcher(rule, 'src-address-list'));
    if (asked !== undefined && stagesOf.has(listKey(rule.family, asked))) continue;
    const key = listKey(rule.family, added.text);
    const ban = found.get(key) ?? {
      family: rule.family,
      list: added.text,
      ofSources: [],
      ofDestinations: [],
      refusingSources: [],
      refusingDestinations: [],
    };
    found.set(key, ban);
    (rule.action === 'add-src-to-address-list' ? ban.ofSources : ban.ofDestinations).push(rule);
  }
  if (found.size === 0) return [];
  for (const rule of firewall.rules) {
    if (!rule.enabled || !isRefusal(rule.action)) continue;
    const source = listOf(matcher(rule, 'src-address-list'));
    const destination = listOf(matcher(rule, 'dst-address-list'));
    if (source !== undefined) found.get(listKey(rule.family, source))?.refusingSources.push(rule);
    if (destination !== undefined) found.get(listKey(rule.family, destination))?.refusingDestinations.push(rule);
  }
  return [...found.values()];
}

function listOf(asked: Matcher | undefined): string | undefined {
  return asked === undefined || asked.negated || !asked.property.constant ? undefined : asked.text;
}
