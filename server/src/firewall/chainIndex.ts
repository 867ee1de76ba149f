import type { Family, Firewall, FirewallRule, TableName } from './firewall.ts';

/** Rules in list order, those whose place is not known apart, too. */
export interface Chain {
  readonly rules: FirewallRule[];
  readonly floating: FirewallRule[];
}

/** The rules of a chain; undefined where it has none. */
export function chainNamed(firewall: Firewall, family: Family, table: TableName, chain: string): Chain | undefined {
  let chains = indexed.get(firewall);
  if (chains === undefined) {
    chains = indexOf(firewall);
    indexed.set(firewall, chains);
  }
  return chains.get(keyOf(family, table, chain));
}

/** Whether a command wrote to the item after the one that made it. */
export function isChanged({ origin, writers }: FirewallRule['item']): boolean {
  for (const writer of writers?.values() ?? []) if (writer !== origin) return true;
  return false;
}

const indexed = new WeakMap<Firewall, ReadonlyMap<string, Chain>>();

function indexOf({ rules }: Firewall): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const rule of rules) {
    const key = keyOf(rule.family, rule.table, rule.chain);
    let chain = chains.get(key);
    if (chain === undefined) {
      chain = { rules: [], floating: [] };
      chains.set(key, chain);
    }
    chain.rules.push(rule);
    if (rule.item.placeUnknown && (rule.enabled || isChanged(rule.item))) chain.floating.push(rule);
  }
  return chains;
}

function keyOf(family: Family, table: TableName, chain: string): string {
  return `${family} ${table} ${chain}`;
}
