import { forEachCommand } from '../../binding/boundScript.ts';
import { otherCommands } from '../../binding/listEntries.ts';
import { textOf } from '../../execution/configuration.ts';
import type { Family, FirewallRule, TableName } from '../../firewall/firewall.ts';
import { HOOKS } from '../../firewall/walk.ts';
import { constantText } from '../../syntax/ast.ts';
import { nearMiss } from '../../text/nearMiss.ts';
import type { Analysis } from '../rule.ts';

/** The chains of one table and the jumps between them. */
export interface ChainGraph {
  readonly family: Family;
  readonly table: TableName;
  /** Rules by chain, in list order; disabled ones included. */
  readonly chains: ReadonlyMap<string, readonly FirewallRule[]>;
  /** Jumps by the chain that they lead to; disabled ones included. */
  readonly jumps: ReadonlyMap<string, readonly FirewallRule[]>;
}

/**
 * The tables that can be followed: no jump leads to a chain whose name is known only at run time. With `computed` all of
 * them: names that are written the same are the same then.
 */
export function chainGraphs({ firewall, configuration }: Analysis, { computed = false } = {}): ChainGraph[] {
  const graphs = new Map<
    string,
    { graph: ChainGraph; chains: Map<string, FirewallRule[]>; jumps: Map<string, FirewallRule[]> }
  >();
  const unclear = new Set<string>();
  for (const rule of firewall.rules) {
    const { family, table } = rule;
    const key = `${family} ${table}`;
    let known = graphs.get(key);
    if (known === undefined) {
      const chains = new Map<string, FirewallRule[]>();
      const jumps = new Map<string, FirewallRule[]>();
      known = { graph: { family, table, chains, jumps }, chains, jumps };
      graphs.set(key, known);
    }
    push(known.chains, rule.chain, rule);
    if (rule.item.properties.get('chain')?.constant === false) unclear.add(key);
    if (rule.action !== 'jump') continue;
    const target = rule.item.properties.get('jump-target');
    if (target?.constant === false) unclear.add(key);
    if (target !== undefined && target.text !== '') push(known.jumps, target.text, rule);
  }
  return [...graphs]
    .filter(([key]) => computed || !unclear.has(key))
    .map(([, { graph }]) => graph)
    .filter(({ family, table }) => !configuration.opaqueMenus.has(`/${family}/firewall/${table}`));
}

/** Chains that packets enter by themselves. */
export function builtInChains(table: TableName): string[] {
  const names = Object.values(HOOKS).flatMap((hooks) =>
    hooks.filter(([one]) => one === table).map(([, chain]) => chain),
  );
  // Since RouterOS 7 a destination can be changed for packets to the router and from it, too.
  return [...new Set([...names, ...(table === 'nat' ? ['input', 'output'] : [])])];
}

/** Chains that the router makes or enters by itself for a hotspot, for PPP or for UPnP, or that other menus name. */
export function isForeign({ script }: Analysis, chain: string): boolean {
  if (/^(?:pre-)?hs-|^ppp$|^unused-hs|^hotspot|^upnp|^dynamic/i.test(chain)) return true;
  let named = false;
  forEachCommand(otherCommands(script), (command) => {
    for (const { name, value } of command.arguments) {
      if (name.endsWith('-filter') && constantText(value) === chain) named = true;
    }
  });
  return named;
}

/** The chain, or table, that was probably meant; one that differs in a number only is another. */
export function meantChain(name: string, candidates: Iterable<string>): string | undefined {
  const letters = (text: string): string => text.replace(/[0-9]+/g, '#');
  return nearMiss(
    name,
    [...candidates].filter((other) => letters(other) !== letters(name) || letters(name) === name),
  );
}

/** The same for many names of one file, as long as not too many pairs have been compared; afterwards none is found. */
export function meantChains(): (name: string, candidates: readonly string[]) => string | undefined {
  let left = MAX_PAIRS;
  return (name, candidates) => {
    left -= candidates.length;
    return left < 0 ? undefined : meantChain(name, candidates);
  };
}

/** About half a second. */
const MAX_PAIRS = 100_000;

/** Whether the names differ in case and separators only. */
export function alike(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

/** A name without case and separators. */
export function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** The chain to which the rule jumps. */
export function targetOf(rule: FirewallRule): string | undefined {
  return rule.action === 'jump' ? textOf(rule.item, 'jump-target') : undefined;
}

function push(map: Map<string, FirewallRule[]>, key: string, rule: FirewallRule): void {
  const rules = map.get(key);
  if (rules === undefined) map.set(key, [rule]);
  else rules.push(rule);
}
