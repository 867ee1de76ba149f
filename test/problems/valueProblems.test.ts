import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

const FILTER = '/ip firewall filter add chain=input ';

/** Checks that exactly the underlined values are refused, and returns the text with the fixes that are offered. */
function check(source: string, version?: string): { fixed: string; messages: string[] } {
  const { text, ranges } = marked(source);
  const problems = analyse(text, { rules: [], version }).problems.filter(({ ruleId }) => ruleId === 'invalid-value');
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  for (const { severity } of problems) expect(severity).toBe('error');
  const edits = problems.flatMap(({ fixes }) => fixes.flatMap(({ edits: own }) => own));
  return { fixed: applyEdits(text, edits), messages: problems.map(({ message }) => message) };
}

/** The argument with all of its value underlined, or the part of it between bars. */
function refused(argument: string, menu = FILTER): { fixed: string; messages: string[] } {
  const equals = argument.indexOf('=') + 1;
  const bars = [argument.indexOf('|'), argument.lastIndexOf('|') - 1];
  const [start, end] = argument.includes('|') ? (bars as [number, number]) : [equals, argument.length];
  const line = menu + argument.replaceAll('|', '');
  const result = check(`${line}\n${' '.repeat(menu.length + start)}${'^'.repeat(end - start)}`);
  return { ...result, fixed: result.fixed.slice(menu.length).trimEnd() };
}

describe('a slip of the pen has a fix', () => {
  test.each([
    ['action=acept', 'action=accept'],
    ['action=add-src-to-list', 'action=add-src-to-address-list'],
    ['action=allow', 'action=accept'],
    ['action=Accept', 'action=accept'],
    ['connection-state=|establshed|,related', 'connection-state=established,related'],
    ['connection-state=!|establshed|', 'connection-state=!established'],
    ['tcp-flags=syn,!|akc|', 'tcp-flags=syn,!ack'],
    ['dst-address-type=|locl|', 'dst-address-type=local'],
    ['protocol=tpc', 'protocol=tcp'],
    ['protocol=!|udpp|', 'protocol=!udp'],
    ['protocol=esp', 'protocol=ipsec-esp'],
    ['protocol=!|ipv6|', 'protocol=!ipv6-encap'],
    ['dst-port=22,|90-80|', 'dst-port=22,80-90'],
    ['src-address=10.0.0.9-10.0.0.1', 'src-address=10.0.0.1-10.0.0.9'],
    ['log=on', 'log=yes'],
  ])('%s', (argument, fixed) => {
    expect(refused(argument).fixed).toBe(fixed);
  });
});

describe('what cannot be guessed has none', () => {
  test.each([
    ['action=explode', /Write `accept`/],
    ['action=deny', /`drop`/],
    ['action=add', /`add-dst-to-address-list` or `add-src-to-address-list`/],
    ['action=masquerade', /no action/],
    ['protocol=tcp,udp', /one rule for each/],
    ['protocol=256', /0 to 255/],
    ['protocol=ipsec', /can mean `ipsec-ah` or `ipsec-esp`/],
    ['protocol=ip', /can mean 9 names/],
    ['dst-port=|70000|', /0 to 65535/],
    ['dst-port=22,1-|65536|', /0 to 65535/],
    ['packet-size=|70000|', /0 to 65535/],
    ['dscp=64', /0 to 63/],
    ['dscp=high', /is a number/],
    ['random=100', /1 to 99/],
    ['src-address=10.0.0.0|/33|', /0 to 32/],
    ['src-address=!|10.0.0.256|', /0 to 255/],
    ['src-address=10.0.0.1,10.0.0.2', /`src-address-list`/],
    ['src-address=fe80::1', /IPv4 here/],
    ['src-mac-address=AA:BB:CC:DD:EE:GG', /hexadecimal/],
    ['src-mac-address=AA:BB:CC:DD:EE', /5 parts/],
    ['address-list-timeout=forever', /none-static/],
    ['address-list-timeout=none', /none-dynamic/],
    ['address-list-timeout=52w', /35w3d13h13m56s/],
    ['disabled=maybe', /`yes` or `no`/],
  ])('%s', (argument, message) => {
    const { fixed, messages } = refused(argument);
    expect(fixed).toBe(argument.replaceAll('|', ''));
    expect(messages[0]).toMatch(message);
  });
});

test.each([
  ['/ipv6 firewall filter add chain=input ', 'src-address=10.0.0.1'],
  ['/ipv6 firewall filter add chain=input ', 'src-address=fe80::|/129|'],
  ['/ipv6 firewall filter add chain=input ', 'src-address=fe80:::1'],
  ['/ip firewall address-list add list=x ', 'address=10.0.0.0|/33|'],
  ['/ipv6 firewall address-list add list=x ', 'address=fe80::|/129|'],
  ['/ip firewall nat add chain=srcnat ', 'to-ports=|70000|'],
  ['/ip firewall raw set 0 ', 'action=notrak'],
  ['/ip service set ssh ', 'port=|99999|'],
  ['/ip service set ssh ', 'address=10.0.0.0/8,10.0.0.0|/33|'],
  ['/system scheduler add name=x ', 'disabled=maybe'],
])('%s%s', (menu, argument) => {
  refused(argument, menu);
});

const V6 = '/ipv6 firewall filter add chain=input ';
const NAT = '/ip firewall nat add chain=dstnat ';
const MANGLE = '/ip firewall mangle add chain=forward ';

describe('values of several parts', () => {
  test.each<[string, string, string?]>([
    ['limit=10/1s,5:|packets|', 'limit=10/1s,5:packet'],
    ['limit=10/1s,5:|bytes|', 'limit=10/1s,5:|bytes|'],
    ['limit=10/1s,5,packet', 'limit=10/1s,5,packet'],
    ['dst-limit=10,5,|dst-adress|/1h', 'dst-limit=10,5,dst-address/1h'],
    ['nth=every', 'nth=every'],
    ['ttl=|equals|:64', 'ttl=equal:64'],
    ['ttl=equal:|256|', 'ttl=equal:|256|'],
    ['time=8h-17h,|monday|,tue', 'time=8h-17h,mon,tue'],
    ['time=|25:00-26:00|', 'time=|25:00-26:00|'],
    ['connection-limit=10,|33|', 'connection-limit=10,|33|'],
    ['connection-limit=10,|129|', 'connection-limit=10,|129|', V6],
    ['icmp-options=|256|:0', 'icmp-options=|256|:0'],
    ['icmp-options=!3:0-|300|', 'icmp-options=!3:0-|300|'],
    ['psd=21,3s,3', 'psd=21,3s,3'],
    ['per-connection-classifier=|both-adresses|:2/0', 'per-connection-classifier=both-addresses:2/0'],
    ['ipsec-policy=ipsec,in', 'ipsec-policy=in,ipsec'],
    ['ipsec-policy=in,|ipsce|', 'ipsec-policy=in,ipsec'],
    ['tos=|256|', 'tos=|256|'],
    ['new-dscp=64', 'new-dscp=64', MANGLE],
    ['new-mss=20', 'new-mss=20', MANGLE],
    ['new-mss=clamp-to-ptmu', 'new-mss=clamp-to-pmtu', MANGLE],
    ['new-priority=from-dcsp', 'new-priority=from-dscp', MANGLE],
    ['to-ports=80,443', 'to-ports=80,443', NAT],
  ])('%s', (argument, fixed, menu) => {
    expect(refused(argument, menu).fixed).toBe(fixed.replaceAll('|', ''));
  });

  test.each<[string, string?]>([
    ['limit=10'],
    ['limit=10,5'],
    ['limit=!10/1m,5:packet'],
    ['limit=10k/1s,5:bit'],
    ['limit=50/5s,2'],
    ['dst-limit=65/1m,15,src-and-dst-addresses'],
    ['dst-limit=3/15m,3,src-address/1h'],
    ['nth=2,1'],
    ['nth=!2,1'],
    ['ttl=64'],
    ['ttl=less-than:10'],
    ['hop-limit=equal:1', V6],
    ['time=8h-17h,mon,tue'],
    ['time=8:00-24:00'],
    ['time=0s-1d,sun'],
    ['connection-limit=!10,32'],
    ['connection-limit=10,64', V6],
    ['connection-bytes=10000-0'],
    ['connection-rate=0-100k'],
    ['connection-rate=512k'],
    ['icmp-options=!8:0'],
    ['icmp-options=3:0-255'],
    ['psd=21,3s,3,1'],
    ['per-connection-classifier=both-addresses:6/5'],
    ['ipsec-policy=out,none'],
    ['tos=184/252'],
    ['packet-size=!128-65535'],
    ['tcp-mss=!0-1378'],
    ['new-mss=clamp-to-pmtu', MANGLE],
    ['new-mss=1378', MANGLE],
    ['new-ttl=set:255', MANGLE],
    ['to-ports=8000-8080', NAT],
  ])('nothing is said of %s', (argument, menu = FILTER) => {
    check(menu + argument);
  });
});

describe('in other menus only what no form of the argument allows', () => {
  test.each([
    ['/ip address add interface=ether1 ', 'address=|192.168.1.300|/24', undefined],
    ['/ip address add interface=ether1 ', 'address=192.168.1.1|/33|', undefined],
    ['/ip route add gateway=10.0.0.1 ', 'dst-address=10.0.0.0|/64|', undefined],
    ['/ip dns set ', 'servers=1.1.1.1,|8.8.8.888|', undefined],
    ['/ip pool add name=x ', 'ranges=10.0.0.2-|10.0.0.256|', undefined],
    ['/ip dns set ', 'allow-remote-requests=on', 'allow-remote-requests=yes'],
    ['/interface wireless access-list add ', 'mac-address=00:23:A7:EF:2B', undefined],
    ['/interface wireguard add name=x ', 'listen-port=70000', undefined],
    ['/interface vlan add name=x interface=bridge ', 'vlan-id=5000', undefined],
    ['/queue simple add name=x ', 'priority=9', undefined],
    ['/ipv6 address add interface=ether1 ', 'address=fe80::1|/129|', undefined],
    ['/ipv6 route add gateway=fe80::1 ', 'dst-address=2001:db8::|/200|', undefined],
    ['/ip firewall address-list add list=x address=1.2.3.4 ', 'timeout=forever', undefined],
    ['/ip firewall address-list add list=x address=1.2.3.4 ', 'timeout=52w', undefined],
    ['/certificate add name=x ', 'key-usage=tls-client,|crl-singn|', 'key-usage=tls-client,crl-sign'],
  ])('%s%s', (menu, argument, fixed) => {
    expect(refused(argument, menu).fixed).toBe(fixed ?? argument.replaceAll('|', ''));
  });

  test.each([
    '/ip address add address=10.1/16 interface=ether1',
    '/ip route add gateway=pppoe-out1 distance=1',
    '/ip route add gateway=10.0.0.1%ether1 dst-address=0.0.0.0/0',
    '/ip dns set servers=1.1.1.1,2606:4700::1111 allow-remote-requests=yes',
    '/ip dhcp-client set 0 use-peer-dns=exclusively',
    '/ip pool add name=x ranges=10.0.0.2-10.0.0.9,10.0.1.0/24',
    '/ipv6 address add address=fe80::1/64 interface=ether1',
    '/ipv6 route add gateway=fe80::1%ether1',
    '/queue simple add name=x target=10.0.0.0/24 burst-time=8s/8s max-limit=10M/10M priority=8/8',
    '/interface wireless access-list add mac-address=00:23:A7:EF:2B:66',
    '/ipv6 nd add interface=all ra-interval=15s-10m',
    '/tool sniffer set streaming-server=10.0.0.1:37008',
    '/interface vlan add name=x interface=bridge vlan-id=4094',
    '/ip firewall address-list add list=x address=1.2.3.4 timeout=1d00:00:00',
    '/ip firewall address-list add list=x address=1.2.3.4 timeout=30m',
  ])('nothing is said of %s', (line) => {
    check(line);
  });
});

test.each([
  ['/ip firewall address-list add list=x address=192.0.2.7 timeout=none', /leave it out/],
  [`${FILTER}protocol=tcp tcp-flags=none`, /!fin,!syn/],
])('%s is probably refused by version 7, and what is older is left alone', (line, message) => {
  const found = (version?: string) =>
    analyse(line, { rules: [], version }).problems.filter(({ ruleId }) => ruleId === 'invalid-value');
  expect(found().map(({ severity }) => severity)).toEqual(['warning']);
  expect(found()[0]?.message).toMatch(message);
  expect(found('6.49')).toEqual([]);
});

test.each(['protocol=ipv6', 'protocol=ipsec'])('%s may be a name of version 6', (argument) => {
  check(FILTER + argument, '6.49');
});

test('a quoted value is underlined whole and keeps its quotes', () => {
  expect(refused('action="acept"').fixed).toBe('action="acept"');
});

describe('nothing is said of', () => {
  test.each([
    'in-interface-list=WAN',
    'in-interface=ether2',
    'in-interface=!ether2',
    'jump-target=my-chain action=jump',
    'protocol=6',
    'protocol=!tcp',
    'protocol=ntp',
    'action=masq',
    'action=acc',
    'connection-state=!new',
    'connection-state=established,!new',
    'connection-state=""',
    'src-port=',
    'tcp-flags=!,syn,ack',
    'tcp-flags=fin,!syn',
    'hotspot=auth,!http',
    'log-prefix=!NAT log=yes',
    'log=true',
    'src-address-list=555',
    'src-address=10.1',
    'src-address=10.0.0.0/255.0.0.0',
    'src-address=10.0.0.1-10.0.0.9',
    'src-address=<your-address>',
    'src-address=x.x.x.x',
    'src-address=$address',
    'src-address="$net/24"',
    'action=$action',
    'dst-port=21,22,10000-60000',
    'dst-port=!22',
    'dst-port=ssh',
    'address-list-timeout=1d00:00:00',
    'address-list-timeout=none-dynamic',
    'address-list-timeout=none-st',
    'address-list-timeout=30min',
    'src-mac-address=AA-BB-CC-DD-EE-FF',
    'time=8h-17h,mon,tue',
    '!src-address',
    'comment=action=acept',
  ])('%s', (argument) => {
    const line = argument.startsWith('action=masq') ? '/ip firewall nat add chain=srcnat ' : FILTER;
    if (argument.startsWith('comment=')) check(`${line}comment="action=acept"`);
    else check(line + argument);
  });

  test('names in an address list', () => {
    check('/ip firewall address-list add list=x address=mikrotik.com timeout=1h');
    check('/ip firewall address-list add list=x address=10.0.0.0-10.0.0.9');
    check('/ipv6 firewall address-list add list=x address=2001:db8::/32');
  });

  test('words of other menus', () => {
    check('/routing filter rule add chain=x action=acept');
    check('/queue simple add name=x priority=99/99');
  });

  test('words that version 6 may have had', () => {
    check('# jan/02/2020 10:00:00 by RouterOS 6.45\n/ip firewall filter add chain=input dst-address-type=prohibit');
  });
});

test.each([
  ['/ip firewall mangle add action=accept chain=prerouting per-connection-classifier=src-address:2/2', 'never 2'],
  ['/ip service set telnet disabled=ye', 'Did you mean `yes`?'],
])('what RouterOS takes, and nobody means, is a warning: %s', (text, message) => {
  expect(analyse(text, { rules: [] }).problems).toMatchObject([
    { ruleId: 'invalid-value', severity: 'warning', message: expect.stringContaining(message) },
  ]);
});
