import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import {
  defaultRule,
  endsTable,
  type FirewallRule,
  isAdmission,
  isRefusal,
  isTerminal,
  listAddedTo,
  listsInUse,
  rewritesDestination,
  rewritesSource,
} from '../../server/src/firewall/firewall.ts';
import { addressType, isForRouter, outInterfaceFor, ownAddresses } from '../../server/src/firewall/ownAddresses.ts';
import { parseIpv4, parseIpv6 } from '../../server/src/packet/address.ts';
import type { Point } from '../../server/src/packet/intervalSet.ts';

function rulesOf(script: string): readonly FirewallRule[] {
  return analyse(script, { rules: [] }).firewall.rules;
}

describe('what of a rule is a matcher', () => {
  const NOTES = [
    ...[
      'comment=x',
      'disabled=no',
      'log=yes',
      'log-prefix=!x',
      'address-list=x',
      'address-list-timeout=1h',
      'jump-target=x',
    ],
    ...['reject-with=tcp-reset', 'to-address=192.0.2.1', 'to-addresses=192.0.2.1', 'to-ports=80', 'passthrough=no'],
    ...[
      'new-connection-mark=x',
      'new-dscp=1',
      'new-hop-limit=set:1',
      'new-mss=1400',
      'new-packet-mark=x',
      'new-priority=1',
    ],
    ...[
      'new-routing-mark=x',
      'new-ttl=set:1',
      'hw-offload=yes',
      'randomise-ports=yes',
      'route-dst=192.0.2.1',
      'same-not-by-dst=yes',
    ],
    ...[
      'sniff-id=1',
      'sniff-target=192.0.2.1',
      'sniff-target-port=1',
      'socks5-port=1',
      'socks5-server=192.0.2.1',
      'socksify-service=x',
    ],
    ...['dst-prefix=2001:db8::/64', 'src-prefix=2001:db8::/64'],
  ];
  test.each(NOTES)('not %s', (argument) => {
    const [rule] = rulesOf(`/ip firewall mangle\nadd chain=forward action=accept protocol=tcp ${argument}\n`);
    expect(rule?.matchers.map(({ name }) => name)).toEqual(['protocol']);
  });
  test('nor where it goes, nor from what it is copied', () => {
    const rules = rulesOf(
      '/ip firewall filter\nadd chain=input comment=a\nadd copy-from=[find comment=a] protocol=tcp place-before=0\n',
    );
    expect(rules.map(({ matchers }) => matchers.map(({ name }) => name))).toEqual([['protocol'], []]);
  });
  test.each([
    ['dst-port=!22', 'dst-port', true, '22'],
    ['src-address=192.0.2.1', 'src-address', false, '192.0.2.1'],
    ['tcp-flags=!syn', 'tcp-flags', false, '!syn'],
    ['tcp-flags=!,syn,ack', 'tcp-flags', true, 'syn,ack'],
    ['hotspot=!auth', 'hotspot', false, '!auth'],
    ['connection-state=!new,invalid', 'connection-state', true, 'new,invalid'],
    ['content=!x', 'content', true, 'x'],
  ])('%s', (argument, name, negated, text) => {
    const [rule] = rulesOf(`/ip firewall filter\nadd chain=input ${argument}\n`);
    expect(rule?.matchers).toMatchObject([{ name, negated, text }]);
  });
  test('an empty one is not set', () =>
    expect(
      rulesOf('/ip firewall filter\nadd chain=input protocol="" src-address=192.0.2.1\n')[0]?.matchers.map(
        ({ name }) => name,
      ),
    ).toEqual(['src-address']));
});

describe('what an action does', () => {
  const ACTIONS = [
    ...['accept', 'drop', 'reject', 'tarpit', 'src-nat', 'dst-nat', 'masquerade', 'redirect', 'netmap', 'same'],
    ...[
      'jump',
      'return',
      'log',
      'passthrough',
      'add-src-to-address-list',
      'add-dst-to-address-list',
      'mark-packet',
      'fasttrack-connection',
    ],
  ];
  const those = (holds: (action: string) => boolean): string => ACTIONS.filter(holds).join(' ');
  const rule = (table: string, chain: string, action: string): FirewallRule =>
    rulesOf(`/ip firewall ${table}\nadd chain=${chain} action=${action}\n`)[0] as FirewallRule;

  test('it decides, keeps out, lets in', () => {
    expect(those(isTerminal)).toBe('accept drop reject tarpit src-nat dst-nat masquerade redirect netmap same');
    expect(those(isRefusal)).toBe('drop reject tarpit');
    expect(those(isAdmission)).toBe('accept dst-nat redirect netmap');
  });
  test('it gives another destination, or another source', () => {
    expect(those((action) => rewritesDestination(rule('nat', 'dstnat', action)))).toBe('dst-nat redirect netmap');
    expect(those((action) => rewritesDestination(rule('filter', 'input', action)))).toBe('');
    expect(those((action) => rewritesSource(rule('nat', 'srcnat', action)))).toBe('src-nat masquerade netmap same');
    expect(those((action) => rewritesSource(rule('nat', 'dstnat', action)))).toBe('src-nat masquerade same');
    expect(those((action) => rewritesSource(rule('mangle', 'forward', action)))).toBe('');
  });
  test('a mark ends mangle only where it says so', () => {
    const mark = (more: string, table = 'mangle'): boolean =>
      endsTable(
        rulesOf(
          `/ip firewall ${table}\nadd chain=forward action=mark-packet new-packet-mark=x ${more}\n`,
        )[0] as FirewallRule,
      );
    expect([mark(''), mark('passthrough=no'), mark('passthrough=yes'), mark('passthrough=no', 'filter')]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
  test('lists that rules fill or ask for', () => {
    const script = `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=a
add chain=input action=add-dst-to-address-list address-list=b
add chain=input action=accept address-list=c src-address-list=!d dst-address-list=e
add chain=input action=add-src-to-address-list
`;
    const { firewall } = analyse(script, { rules: [] });
    expect(firewall.rules.map((one) => listAddedTo(one)?.text)).toEqual(['a', 'b', undefined, undefined]);
    expect([...listsInUse(firewall)].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
  test('a default rule has a name', () => {
    const rules = analyse('/ip firewall filter add chain=input action=drop', { rules: [], assume: 'defconf' }).firewall
      .rules;
    expect(defaultRule(rules.find(({ action }) => action === 'drop') as FirewallRule)).toBe(
      'the default rule "defconf: drop invalid"',
    );
    expect(defaultRule(rulesOf('/ip firewall filter add chain=input comment=x')[0] as FirewallRule)).toBeUndefined();
  });
});

describe('the addresses of the router', () => {
  const ROUTER = `/ip address
add address=192.0.2.1/24 interface=ether1
add address=192.168.88.1/24 interface=bridge
add address=10.0.0.1 interface=lo0
add address=10.9.9.9/31 interface=ptp
add address=10.8.8.8/24 interface=off disabled=yes
/ipv6 address
add address=2001:db8:1::1/64 interface=bridge
`;
  const point = (text: string): Point => (parseIpv4(text) ?? parseIpv6(text)) as Point;
  const { configuration } = analyse(ROUTER, { rules: [] }).firewall;

  test.each([
    ['192.0.2.1', 'local', true],
    ['192.0.2.255', 'broadcast', true],
    ['192.0.2.9', 'unicast', false],
    ['192.168.88.255', 'broadcast', true],
    ['10.0.0.1', 'local', true],
    ['10.9.9.9', 'local', true],
    ['10.9.9.8', 'unicast', false],
    ['10.8.8.8', 'unicast', false],
    ['127.0.0.1', 'local', true],
    ['224.0.0.1', 'multicast', true],
    ['239.255.255.255', 'multicast', true],
    ['255.255.255.255', 'broadcast', true],
    ['0.1.2.3', 'broadcast', true],
    ['2001:db8:1::1', 'local', true],
    ['2001:db8:1::2', 'unicast', false],
    ['::1', 'local', true],
    ['fe80::1', 'local', true],
    ['ff02::1', 'multicast', true],
  ])('%s is %s', (text, type, isOwn) => {
    const family = text.includes(':') ? 'ipv6' : 'ip';
    const own = ownAddresses(configuration, family);
    expect([addressType(point(text), own, family), isForRouter(point(text), own, family)]).toEqual([type, isOwn]);
  });

  const wayTo = (address: string, script: string): string | undefined =>
    outInterfaceFor(
      point(address),
      analyse(script, { rules: [] }).firewall.configuration,
      address.includes(':') ? 'ipv6' : 'ip',
    );
  test.each([
    ['192.0.2.9', '', 'ether1'],
    ['192.168.88.9', '', 'bridge'],
    ['10.8.8.9', '', undefined],
    ['203.0.113.9', '', undefined],
    ['2001:db8:1::9', '', 'bridge'],
    // The only default route, by gateway, by interface, by a client.
    ['203.0.113.9', '/ip route add gateway=192.0.2.254\n', 'ether1'],
    ['203.0.113.9', '/ip route add dst-address=0.0.0.0/0 gateway=192.0.2.254\n', 'ether1'],
    ['203.0.113.9', '/ip route add gateway=pppoe-out1\n', 'pppoe-out1'],
    ['203.0.113.9', '/ip route add gateway=203.0.113.1%ether5\n', ''],
    ['203.0.113.9', '/ip route add dst-address=10.0.0.0/8 gateway=192.0.2.254\n', undefined],
    ['203.0.113.9', '/ip route add gateway=192.0.2.254 disabled=yes\n', undefined],
    ['203.0.113.9', '/ip route add gateway=192.0.2.254\n/ip route add gateway=pppoe-out1\n', undefined],
    ['203.0.113.9', '/ip dhcp-client add interface=ether5\n', 'ether5'],
    ['203.0.113.9', '/ip dhcp-client add interface=ether5 add-default-route=no\n', undefined],
    ['203.0.113.9', '/ip dhcp-client add interface=ether5 disabled=yes\n', undefined],
    ['203.0.113.9', '/interface pppoe-client add name=provider interface=ether5\n', 'provider'],
    ['203.0.113.9', '/interface l2tp-client add name=provider connect-to=192.0.2.7\n', 'provider'],
    ['203.0.113.9', '/interface sstp-client add name=provider connect-to=192.0.2.7\n', 'provider'],
    ['203.0.113.9', '/interface pptp-client add name=provider connect-to=192.0.2.7\n', 'provider'],
    ['203.0.113.9', '/interface ovpn-client add name=provider connect-to=192.0.2.7\n', 'provider'],
    ['203.0.113.9', '/interface ppp-client add name=provider port=usb1\n', 'provider'],
    ['2001:db8:9::9', '/ipv6 route add gateway=2001:db8:1::9\n', 'bridge'],
    ['2001:db8:9::9', '/ipv6 route add dst-address=::/0 gateway=2001:db8:1::9\n', 'bridge'],
    ['2001:db8:9::9', '/ipv6 dhcp-client add interface=ether5 request=address\n', 'ether5'],
    ['2001:db8:9::9', '/interface pppoe-client add name=provider interface=ether5\n', 'provider'],
    ['2001:db8:9::9', '/interface l2tp-client add name=provider connect-to=192.0.2.7\n', undefined],
  ])('%s goes out, after %j, by %s', (address, more, expected) => expect(wayTo(address, ROUTER + more)).toBe(expected));

  test.each([
    ['', true, false],
    ['/ip dhcp-client add interface=ether5\n', false, true],
    ['/ip dhcp-client add interface=ether5 disabled=yes\n', true, false],
    ['/ip address add address=$x interface=ether5\n', false, false],
    ['/ip address add address=10.7.7.7/24\n', false, false],
    [':if ($y) do={ /ip address add address=10.7.7.7/24 interface=ether5 }\n', false, false],
    ['/ip address remove $x\n', false, false],
  ])('after %j all of them are known: %j', (more, complete, isDynamic) =>
    expect(ownAddresses(analyse(ROUTER + more, { rules: [] }).firewall.configuration, 'ip')).toMatchObject({
      complete,
      isDynamic,
    }),
  );
  test('a file that shows none leaves them open', () =>
    expect(ownAddresses(analyse('', { rules: [] }).firewall.configuration, 'ip').complete).toBe(false));
});
