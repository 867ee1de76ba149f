/**
 * Wrong changes that all tests once let through, each with the rule that it spoils. They are found by the text that they
 * replace, wherever it has moved to; a change that is not found any more is to be written anew.
 */
export interface KnownMutant {
  readonly rule: string;
  readonly what: string;
  /** Occurs exactly once in the sources; how it is broken into lines does not count. */
  readonly search: string;
  readonly replace: string;
}

/** Where a file holds the text that is to be replaced. */
export function placesOf({ search }: KnownMutant, source: string): { readonly start: number; readonly end: number }[] {
  const words = search.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return [...source.matchAll(new RegExp(words.join('\\s+'), 'g'))].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

export const KNOWN: readonly KnownMutant[] = [
  {
    rule: 'dstnat-takes-everything',
    what: 'one server for all names or times is flagged',
    search: "if (/^(?:53|123)$/.test(matcher(rule, 'dst-port')?.text ?? '')) continue;",
    replace: '',
  },
  {
    rule: 'established-late',
    what: 'five rules are many',
    search: '};\n\nconst MANY = 6;',
    replace: '};\n\nconst MANY = 5;',
  },
  {
    rule: 'fasttrack-without-accept',
    what: 'a rule whose place is not known counts as below',
    search: 'if (below.some(({ item }) => item.placeUnknown)) continue;',
    replace: '',
  },
  {
    rule: 'ipv6-unfiltered',
    what: 'IPv6 that is switched off is flagged',
    search: 'if (isIpv6Off(analysis)) return;\nconst guard',
    replace: 'const guard',
  },
  {
    rule: 'knock-from-anywhere',
    what: 'knocks of other chains are flagged',
    search: "isBound(rule) || rule.chain !== 'input'",
    replace: 'isBound(rule)',
  },
  {
    rule: 'knock-opens-everything',
    what: 'a gate that is disabled is flagged',
    search: "kind !== 'admits' || !rule.enabled ||",
    replace: "kind !== 'admits' ||",
  },
  {
    rule: 'list-never-used',
    what: 'a script that may look into the list is no use of it',
    search: "if (menu?.path.startsWith('/system/script') || menu?.path.startsWith('/system/scheduler')) looked = true;",
    replace: '',
  },
  {
    rule: 'log-without-prefix',
    what: 'a rule that is disabled is flagged',
    search: 'if (!enabled || item.assumed) return false;',
    replace: 'if (item.assumed) return false;',
  },
  {
    rule: 'masquerade-everything',
    what: 'a masquerade that is disabled is flagged',
    search: "rule.chain !== 'srcnat' || !rule.enabled || rule.item.assumed",
    replace: "rule.chain !== 'srcnat' || rule.item.assumed",
  },
  {
    rule: 'open-resolver',
    what: 'a resolver that is open by IPv6 alone is missed',
    search: "for (const family of ['ip', 'ipv6'] as const) {\n      const found =",
    replace: "for (const family of ['ip'] as const) {\n      const found =",
  },
  {
    rule: 'several-address-lists',
    what: 'a list with a comma in its name is flagged though it is filled',
    search: 'if (!namesSeveral(matcher) || filled.has(listKey(family, matcher.text))) continue;',
    replace: 'if (!namesSeveral(matcher)) continue;',
  },
  {
    rule: 'single-packet-knock',
    what: 'a word in the packet is no secret',
    search: "if (['content', 'layer7-protocol'].some((name) => matcher(only.rule, name) !== undefined)) continue;",
    replace: '',
  },
  {
    rule: 'snmp-public-community',
    what: 'a community that asks for a proof is flagged',
    search: "if (security === 'private' || security === 'authorized') continue;",
    replace: '',
  },
  {
    rule: 'unknown-interface-list',
    what: 'the lists that every router has are unknown',
    search: 'new Set([...BUILT_IN_LISTS, ...items',
    replace: 'new Set([...items',
  },
];
