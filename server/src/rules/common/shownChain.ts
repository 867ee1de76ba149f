import { type Family, type FirewallRule, isRefusal, matcher } from '../../firewall/firewall.ts';
import { phrase } from '../../language/phrase.ts';
import type { Analysis } from '../rule.ts';
import { targetOf } from './chains.ts';

/** A chain of the filter that the file shows from its beginning to its end. */
export interface ShownChain {
  /** Rules that are not disabled, with those of the chains that it jumps to. */
  readonly rules: readonly FirewallRule[];
  /** Undefined where the file is whole; else what is taken for granted, in the words of a message. */
  readonly assumption: string | undefined;
}

/**
 * A whole file shows its chains. So does an export of the filter alone, and a script that writes a whole firewall, as
 * its number of rules and its accept of running sessions tell; of those this is an assumption.
 */
export function shownChain(analysis: Analysis, family: Family, chain: 'input' | 'forward'): ShownChain | undefined {
  const { configuration } = analysis;
  if (configuration.opaqueMenus.has(`/${family}/firewall/filter`)) return undefined;
  const table = analysis.firewall.rules.filter(
    (rule) => rule.enabled && rule.family === family && rule.table === 'filter' && !rule.item.assumed,
  );
  const rules = closure(table, chain);
  if (rules.length === 0) return undefined;
  if (configuration.wholeBy !== undefined) return { rules, assumption: undefined };
  if (rules.some(({ item }) => item.conditional || item.placeUnknown)) return undefined;
  const isLong = table.length >= MANY && rules.some(concernsState);
  const isFirewall = isLong || rules.length >= ALL || (configuration.isExport && table.length >= FEW);
  return isFirewall ? { rules, assumption: phrase`as far as this file shows the chain` } : undefined;
}

/** Whether a file that is no export writes so many rules of the filter that what it says of a chain is all. */
export function isLongFilter({ firewall }: Analysis, family: Family): boolean {
  const table = firewall.rules.filter(
    (rule) => rule.enabled && rule.family === family && rule.table === 'filter' && !rule.item.assumed,
  );
  return table.length >= ALL && table.some(concernsState) && !table.some(({ item }) => item.conditional);
}

/** Whether it accepts running sessions. */
export function acceptsSessions({ action, matchers }: FirewallRule): boolean {
  if (action !== 'accept' && action !== 'fasttrack-connection') return false;
  return matchers.some(
    ({ name, text, negated }) => name === 'connection-state' && text.split(',').includes('established') !== negated,
  );
}

/** A refusal of all that is left, or of all from a side, that is disabled: `disabled-security-rule` speaks of it. */
export function hasDisabledEnd({ firewall }: Analysis, family: Family, chain: string): boolean {
  return firewall.rules.some(
    (rule) =>
      !rule.enabled &&
      rule.family === family &&
      rule.table === 'filter' &&
      rule.chain === chain &&
      isRefusal(rule.action) &&
      rule.matchers.every(({ name }) => name.startsWith('in-interface')),
  );
}

/** A firewall that is written from its beginning speaks of running sessions or of invalid packets. */
function concernsState(rule: FirewallRule): boolean {
  if (acceptsSessions(rule)) return true;
  return isRefusal(rule.action) && matcher(rule, 'connection-state')?.text === 'invalid';
}

function closure(table: readonly FirewallRule[], chain: string): FirewallRule[] {
  const targets = new Map<string, string[]>();
  for (const rule of table) {
    const target = targetOf(rule);
    if (target === undefined) continue;
    const known = targets.get(rule.chain);
    if (known === undefined) targets.set(rule.chain, [target]);
    else known.push(target);
  }
  const chains = new Set([chain]);
  for (const name of chains) for (const target of targets.get(name) ?? []) chains.add(target);
  return table.filter((rule) => chains.has(rule.chain));
}

/** So many rules of the filter that speak of sessions are no addition to another firewall, nor are so many of a chain. */
const MANY = 8;
const ALL = 20;
/** The export of a filter that is begun, or shortened, has less. */
const FEW = 4;
