import { parsePorts } from '../packet/ports.ts';
import { covers } from './coverage.ts';
import { chainOf, type Firewall, type FirewallRule, isTerminal, type Matcher, matcher } from './firewall.ts';

/**
 * Whether packets reach a rule. This is the seam for exact analysis: rules ask only this interface. The present
 * implementation finds a rule dead when one earlier rule takes all its packets; several rules that take them
 * together are not found, and nothing is claimed about those.
 */
export interface Reachability {
  of(rule: FirewallRule): RuleStatus;
}

export type RuleStatus =
  | { readonly kind: 'reachable' }
  | {
      readonly kind: 'dead';
      /** Earlier rules that together take every packet, in order. */
      readonly blockers: readonly FirewallRule[];
      /** What the claim takes for granted, as parts of a sentence. */
      readonly assumptions: readonly string[];
    }
  | { readonly kind: 'unknown' };

export function reachability(firewall: Firewall): Reachability {
  const known = new Map<FirewallRule, RuleStatus>();
  const deciding = new Map<string, FirewallRule[]>();
  return {
    of(rule) {
      let status = known.get(rule);
      if (status === undefined) {
        const key = `${rule.family} ${rule.table} ${rule.chain}`;
        const blockers = deciding.get(key) ?? chainOf(firewall, rule).filter(decidesSurely);
        deciding.set(key, blockers);
        status = statusOf(firewall, blockers, rule);
        known.set(rule, status);
      }
      return status;
    },
  };
}

/** Whether the rule takes what it matches, in any case: such rules can stand in the way of later ones. */
function decidesSurely({ enabled, action, item, matchers }: FirewallRule): boolean {
  const unstable = matchers.some(({ name }) => UNSTABLE.has(name));
  return enabled && isTerminal(action) && !item.placeUnknown && !item.conditional && !unstable;
}

function statusOf(firewall: Firewall, blockers: readonly FirewallRule[], rule: FirewallRule): RuleStatus {
  const { item } = rule;
  if (item.placeUnknown || item.conditional || firewall.configuration.opaqueMenus.has(item.menu))
    return { kind: 'unknown' };
  let dead: RuleStatus | undefined;
  for (const blocker of blockers) {
    if (blocker.place >= rule.place) break;
    const assumptions = coverage(firewall, blocker, rule);
    if (assumptions === undefined) continue;
    const status: RuleStatus = { kind: 'dead', blockers: [blocker], assumptions };
    // A claim without an assumption is the better one, also when its blocker stands later.
    if (assumptions.length === 0) return status;
    dead ??= status;
  }
  return dead ?? { kind: 'reachable' };
}

/** Whether `blocker` matches every packet that `rule` matches: the assumptions on which it does, or undefined. */
function coverage(firewall: Firewall, blocker: FirewallRule, rule: FirewallRule): readonly string[] | undefined {
  const assumptions: string[] = [];
  for (const wide of blocker.matchers) {
    const assumption = coveredOn(firewall, wide, rule);
    if (assumption === undefined) return undefined;
    if (assumption !== '') assumptions.push(assumption);
  }
  return assumptions;
}

/** `''`: every packet of the rule passes the matcher; a sentence part: so it does, if that holds; undefined: no. */
function coveredOn(firewall: Firewall, wide: Matcher, rule: FirewallRule): string | undefined {
  const narrow = matcher(rule, wide.name);
  if (narrow !== undefined && covers(wide, narrow, rule.family)) return '';
  if (wide.name === 'in-interface-list' || wide.name === 'out-interface-list') {
    return coversInterfaces(firewall, wide, rule);
  }
  if (narrow === undefined) return coversElsewhere(wide, rule) ? '' : undefined;
  return undefined;
}

/** The rule lacks the matcher, but another one of its matchers implies it. */
function coversElsewhere(wide: Matcher, rule: FirewallRule): boolean {
  if (wide.name !== 'port') return false;
  const ports = parsePorts(wide.text);
  const narrow = matcher(rule, 'dst-port') ?? matcher(rule, 'src-port');
  const inner = narrow === undefined || narrow.negated ? undefined : parsePorts(narrow.text);
  return !wide.negated && ports !== undefined && inner?.isSubset(ports) === true;
}

/**
 * Interface lists are compared by the members that the file gives them. Where it does not, a rule for one list below
 * a rule for all but another is covered if the two share no interface, which is then said.
 */
function coversInterfaces(firewall: Firewall, wide: Matcher, rule: FirewallRule): string | undefined {
  const direct = matcher(rule, wide.name);
  const single = matcher(rule, wide.name.replace('-list', ''));
  const members = firewall.interfaceLists.get(wide.text);
  if (single !== undefined && !single.negated && members !== undefined) {
    if (members.includes(single.text) !== wide.negated) return '';
  }
  if (direct === undefined || direct.negated) return undefined;
  if (direct.text === 'none') return undefined;
  const inner = firewall.interfaceLists.get(direct.text);
  if (inner !== undefined && members !== undefined) {
    const shared = inner.filter((name) => members.includes(name));
    const covered = wide.negated ? shared.length === 0 : shared.length === inner.length;
    return covered ? '' : undefined;
  }
  return wide.negated && wide.text !== direct.text
    ? `assuming that ${direct.text} and ${wide.text} share no interface`
    : undefined;
}

/** Matchers whose answer changes from packet to packet; they cover nothing (`reference/firewall-analysis.md 3.1`). */
const UNSTABLE: ReadonlySet<string> = new Set([
  'limit',
  'dst-limit',
  'random',
  'nth',
  'psd',
  'time',
  'connection-limit',
  'connection-rate',
  'connection-bytes',
]);
