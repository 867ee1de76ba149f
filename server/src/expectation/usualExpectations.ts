import type { FileAnalysis } from '../analysis/analysis.ts';
import { services } from '../catalog/services.ts';
import { textOf } from '../execution/configuration.ts';
import type { Family, FirewallRule } from '../firewall/firewall.ts';
import { matcher, rewritesDestination } from '../firewall/firewall.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { quoted } from './expectation.ts';
import { judgeExpectation } from './judgeExpectation.ts';

/**
 * What the firewall does today, as expectations that hold: of the Internet and of each list of interfaces and each
 * interface that rules name, to the services of the router, to forwarded ports, and after each knock. What the file does
 * not settle is left out.
 */
export function usualExpectations(analysis: FileAnalysis): string[] {
  const { firewall, knocks } = analysis;
  const sources = sourcesOf(analysis);
  const families = (['ip', 'ipv6'] as const).filter((family) => firewall.rules.some((rule) => rule.family === family));
  const targets = families.flatMap((family) => [
    ...ROUTER.map((service) => `${WORD[family]} %s -> router ${service}`),
    ...firewall.rules
      .filter((rule) => rule.family === family)
      .flatMap((rule) => forwarded(rule).map((to) => `${WORD[family]} %s -> ${to}`)),
  ]);
  const found = sources.flatMap((source) => targets.map((traffic) => traffic.replace('%s', () => source)));
  for (const { grant, family, test } of knocks) {
    if (test === undefined) continue;
    const { service } = test;
    const ports = service.destinationPort === undefined ? '' : ` ${service.destinationPort}`;
    const isTcp = service.protocol === 6;
    if (!isTcp && service.protocol !== 17) continue;
    found.push(`${WORD[family]} internet after knock ${quoted(grant.list)} -> router ${isTcp ? 'tcp' : 'udp'}${ports}`);
  }
  return [...new Set(found)].slice(0, MOST).flatMap((traffic) => fateOf(traffic, analysis));
}

/** More lines than these nobody reads. */
const MOST = 2_000;
const WORD: Readonly<Record<Family, string>> = { ip: 'ipv4', ipv6: 'ipv6' };
/** Services that manage the router, or that strangers look for. */
const ROUTER: readonly string[] = services
  .filter(
    ({ router, name }) =>
      router !== undefined &&
      ['ftp', 'ssh', 'telnet', 'dns', 'www', 'www-ssl', 'winbox', 'api', 'api-ssl', 'snmp', 'btest'].includes(name),
  )
  .flatMap(({ protocols, port }) => protocols.map((protocol) => `${protocol} ${port}`));

function fateOf(traffic: string, analysis: FileAnalysis): string[] {
  const fate = ['accepted', 'refused'].find(
    (one) => judgeExpectation(`${traffic} => ${one}`, analysis).status === 'held',
  );
  return fate === undefined ? [] : [`${traffic} => ${fate}`];
}

function sourcesOf({ firewall }: FileAnalysis): string[] {
  const { rules, interfaces } = firewall;
  const asked = (name: string): string[] =>
    rules.flatMap((rule) =>
      rule.matchers.filter((one) => one.name === name && one.property.constant).map(({ text }) => text),
    );
  const lists = new Set([...interfaces.listNames, ...asked('in-interface-list')]);
  const { known } = uplinks(firewall);
  const isInternet = (name: string): boolean => {
    const { yes, perhaps, others } = interfaces.list(name);
    return known.has(name) || (others === false && perhaps.size === 0 && [...yes].every((one) => known.has(one)));
  };
  const single = new Set(asked('in-interface').filter((name) => !name.startsWith('all-') && !known.has(name)));
  return [
    ...(known.size > 0 ? ['internet'] : []),
    ...[...lists]
      .filter((name) => !BUILT_IN_LISTS.has(name) && !isInternet(name))
      .map((name) => `interfaces ${quoted(name)}`),
    ...[...single].map((name) => `interface ${quoted(name)}`),
  ];
}

/** Addresses and ports that the rule forwards, as they are sent. */
function forwarded(rule: FirewallRule): string[] {
  if (!rule.enabled || rule.chain !== 'dstnat' || !rewritesDestination(rule)) return [];
  const [protocol, ports, to] = ['protocol', 'dst-port', 'dst-address'].map((name) => matcher(rule, name));
  if (protocol === undefined || protocol.negated || ports?.negated === true || to?.negated === true) return [];
  if (ports === undefined || textOf(rule.item, 'dst-port') === undefined) return [];
  return [`${to?.text ?? 'router'} ${protocol.text} ${ports.text}`];
}
