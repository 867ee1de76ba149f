import type { RuleFinding } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import { type Family, type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { box, type Side } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { Fates, isSettled } from './common/fates.ts';
import { emptyLists } from './common/filledLists.ts';
import { isIpv6Off } from './common/internetAccess.ts';
import { type ManagementService, managementServices } from './common/management.ts';
import { rangeOf, rangeOfItem, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A router that nobody can manage any more. */
export const nobodyGetsIn: Rule = {
  meta: {
    id: 'nobody-gets-in',
    summary: 'No packet whatsoever reaches a service that manages the router.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'A drop of everything, an accept for a list that nothing fills, services that are all switched off: sessions that run go on, and the next login is refused, from every side. Then only the reset button is left, or WinBox by MAC address where that is allowed and somebody is near.',
    remedy: 'Accept the side or the addresses from which you manage the router, above the drop.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input src-address-list=admins
add action=drop chain=input
/tool mac-server
set allowed-interface-list=none
/tool mac-server mac-winbox
set allowed-interface-list=none
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall address-list
add address=192.168.88.0/24 list=admins
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input src-address-list=admins
add action=drop chain=input
/tool mac-server
set allowed-interface-list=none
/tool mac-server mac-winbox
set allowed-interface-list=none
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Building Your First Firewall.', 'RouterOS manual, MAC server.'],
  },

  *check(analysis) {
    // Only a whole file shows that there is no other way in.
    if (analysis.configuration.wholeBy === undefined) return;
    const services = managementServices(analysis);
    if (services === undefined || services.some(({ port }) => port === undefined)) return;
    if (services.length === 0) {
      yield* allOff(analysis);
      return;
    }
    const guard = guardOf(analysis);
    if (guard === undefined) return;
    const families: readonly Family[] = usesIpv6(analysis) ? ['ip', 'ipv6'] : ['ip'];
    if (families.some((family) => mayGetIn(analysis, family, services))) return;
    yield finding(analysis, guard);
  },
};

/** The last rule that keeps packets out of the router; there is none, where all that no rule accepts gets in. */
function guardOf({ firewall }: Analysis): FirewallRule | undefined {
  return firewall.rules.findLast(
    (rule) =>
      rule.family === 'ip' &&
      rule.enabled &&
      isRefusal(rule.action) &&
      rule.table === 'filter' &&
      rule.item.origin !== undefined,
  );
}

/** Whether some packet reaches one of the services, in some state of the lists. */
function mayGetIn(analysis: Analysis, family: Family, services: readonly ManagementService[]): boolean {
  if (!isSettled(analysis, family)) return true;
  const isEmpty = emptyLists(analysis, family);
  const fates = new Fates(analysis, family, isEmpty);
  const shared = [fates.side('connection-state', NEW), fates.side('protocol', TCP)];
  return services.some(({ port, bound }) => {
    const sides: Side[] = [...shared, fates.side('dst-port', port as number)];
    if (bound !== undefined)
      sides.push({ dimension: fates.space.dimension('src-address'), set: addresses(family, bound) });
    const whole = box(sides);
    if (whole === undefined) return false;
    return fates.admitted('input', [whole]) !== undefined || !fates.isComplete;
  });
}

function addresses(family: Family, bound: readonly string[]): IntervalSet<Point> {
  const sets = bound.flatMap((text) => (family === 'ip' ? parseIpv4Set(text) : parseIpv6Set(text)) ?? []);
  return (sets as IntervalSet<Point>[]).reduce((all, set) => all.union(set), IntervalSet.empty<Point>());
}

function usesIpv6(analysis: Analysis): boolean {
  const { menus } = analysis.configuration;
  if (isIpv6Off(analysis)) return false;
  return ['/ipv6/address', '/ipv6/dhcp-client', '/ipv6/firewall/filter'].some((menu) =>
    (menus.get(menu) ?? []).some(({ origin }) => origin !== undefined),
  );
}

function finding(analysis: Analysis, guard: FirewallRule): RuleFinding {
  const { firewall } = analysis;
  const byMac = allowsMac(analysis);
  const isEmpty = emptyLists(analysis, 'ip');
  // Whoever wrote an accept for a list that nobody is on has meant that one.
  const meant = firewall.rules.find(
    (rule) =>
      rule.family === 'ip' &&
      rule.enabled &&
      rule.table === 'filter' &&
      rule.action === 'accept' &&
      rule.item.origin !== undefined &&
      analysis.reachability
        .space('ip')
        .match(rule)
        .lists.some((one) => !one.negated && one.entries.isEmpty && isEmpty(one)),
  );
  const why =
    meant === undefined
      ? phrase`line ${ruleLine(analysis, guard)} takes all that is left`
      : phrase`nothing fills the list of this accept`;
  const rest = byMac
    ? phrase`Only WinBox by MAC address is left, for somebody in the same network`
    : phrase`Nobody can log in any more`;
  return {
    message: phrase`No packet reaches a service that manages the router, since ${why}. ${rest}: accept the side from which you manage it.`,
    range: rangeOf(meant ?? guard, ...(meant === undefined ? [] : ['src-address-list'])),
    severity: byMac ? 'warning' : 'error',
    related: meant === undefined ? [] : [{ message: phrase`refuses all that is left`, range: rangeOf(guard) }],
  };
}

function* allOff(analysis: Analysis): Iterable<RuleFinding> {
  const last = analysis.configuration.menus.get('/ip/service')?.findLast(({ origin }) => origin !== undefined);
  if (last === undefined) return;
  const byMac = allowsMac(analysis);
  yield {
    message: phrase`All services that manage the router are switched off. ${byMac ? phrase`Only WinBox by MAC address is left, for somebody in the same network` : phrase`Nobody can log in any more`}: leave one on.`,
    range: rangeOfItem(last, 'disabled'),
    severity: byMac ? 'warning' : 'error',
  };
}

/** By MAC address the firewall is not asked; all interfaces allow it unless they are told otherwise. */
function allowsMac({ configuration: { menus, opaqueMenus } }: Analysis): boolean {
  return MAC_MENUS.some((menu) => {
    const [item] = menus.get(menu) ?? [];
    return (
      opaqueMenus.has(menu) ||
      item === undefined ||
      item.conditional ||
      textOf(item, 'allowed-interface-list') !== 'none'
    );
  });
}

const MAC_MENUS = ['/tool/mac-server', '/tool/mac-server/mac-winbox'];
const NEW = 0;
const TCP = 6;
