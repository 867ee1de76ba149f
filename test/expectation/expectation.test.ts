import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { parseExpectation, parseZone } from '../../server/src/expectation/expectation.ts';
import { expectationComments } from '../../server/src/expectation/expectationComments.ts';
import { unnoticedRules } from '../../server/src/expectation/expectationCoverage.ts';
import { judgeExpectation } from '../../server/src/expectation/judgeExpectation.ts';
import { usualExpectations } from '../../server/src/expectation/usualExpectations.ts';

const HOME = `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface bridge
add name=bridge
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
/ip address
add address=192.168.88.1/24 interface=bridge
/ip dhcp-client
add interface=ether1
/ip firewall address-list
add address=203.0.113.5 list=managers
/ip firewall filter
add action=accept chain=input comment=running connection-state=established,related,untracked
add action=accept chain=input limit=10,5:packet protocol=icmp
add action=drop chain=input protocol=icmp
add action=add-src-to-address-list address-list=k1 address-list-timeout=10s chain=input dst-port=7001 protocol=tcp
add action=add-src-to-address-list address-list=ok address-list-timeout=1h chain=input dst-port=9444 protocol=tcp src-address-list=k1
add action=accept chain=input comment=gate dst-port=22 protocol=tcp src-address-list=ok
add action=accept chain=input comment=managers dst-port=8291 protocol=tcp src-address-list=managers
add action=drop chain=input comment=final in-interface-list=!LAN
add action=accept chain=forward connection-state=established,related
add action=reject chain=forward connection-nat-state=!dstnat in-interface-list=WAN
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
add action=dst-nat chain=dstnat dst-port=443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.10
/ipv6 firewall filter
add action=drop chain=input in-interface-list=!LAN
`;

const UNKNOWN = `/ip firewall filter
add action=accept chain=input in-interface-list=LAN
:if ($open) do={ add action=accept chain=input dst-port=80 protocol=tcp }
add action=drop chain=input
`;

/** What an expectation comes to, with what shows it. */
function check(script: string, expectation: string, zones: Readonly<Record<string, readonly string[]>> = {}): string {
  const read = new Map(
    Object.entries(zones).map(([name, parts]) => [
      name,
      parts.map((part) => {
        const zone = parseZone(part);
        if ('fault' in zone) throw new Error(zone.fault);
        return zone;
      }),
    ]),
  );
  const { status, message } = judgeExpectation(expectation, analyse(script), read);
  return status === 'held' ? 'held' : `${status}: ${message}`;
}

describe('what is read', () => {
  test.each([
    ['tcp 198.51.100.7 -> :22 in=ether1 => drop', { fate: 'drop', traffic: { protocol: 6, destinationPort: 22 } }],
    ['internet -> router => refused', { traffic: { source: { kind: 'internet', negated: false }, target: 'router' } }],
    ['!internet->router tcp 22,80-90=>accepted', { traffic: { source: { negated: true }, service: { protocol: 6 } } }],
    ['ipv6 any -> 2001:db8::/32 => refused', { traffic: { family: 'ipv6', target: { kind: 'address' } } }],
    [
      'list "a b" -> router !udp 53 => reject',
      { traffic: { source: { kind: 'list', name: 'a b' }, service: { negated: true } } },
    ],
    [
      'internet after knock "ok" -> router ssh => accepted by "the gate"',
      { by: { comment: 'the gate' }, traffic: { afterKnock: 'ok' } },
    ],
    [
      'LAN -> router winbox state=established listed=a,b => accepted by line 7',
      { by: { line: 7 }, traffic: { options: { state: 'established', listed: ['a', 'b'] } } },
    ],
    [
      'LAN -> router listed="a b" => accepted assuming "limit=1,5" assuming x',
      { assuming: ['limit=1,5', 'x'], traffic: { options: { listed: ['a b'] } } },
    ],
    [
      '203.0.113.0-203.0.113.9 -> router => refused',
      { traffic: { source: { kind: 'address', name: '203.0.113.0-203.0.113.9' } } },
    ],
  ])('%s', (text, expected) => expect(parseExpectation(text)).toMatchObject(expected));

  test.each([
    ['internet -> router', 'It does not say what becomes of the packets'],
    ['internet => refused', 'It does not say from where to where'],
    ['internet -> router => allowed', '"allowed" is no fate; write accepted, refused, drop, reject or tarpit.'],
    ['internet -> router sctp http => refused', '"http" are no ports'],
    ['internet -> router icmp 8 => refused', 'icmp has no ports; leave them out.'],
    ['internet -> router tcp 70000 => refused', '"70000" are no ports'],
    ['internet -> => refused', 'A zone is missing'],
    ['internet -> router tcp 22 state=odd => refused', '"odd" is no state'],
    ['internet -> router => refused by line x', 'Behind "by line" stands the number of a line, from 1.'],
    ['internet -> router => refused now', '"now" is not understood behind the fate'],
    ['internet after lunch -> router => refused', 'write after knock "list"'],
    ['internet -> "router => refused', 'A quote is not closed.'],
    ['tcp 300.1.1.1 -> :22 => drop', '"300.1.1.1" is no source'],
    [`${'x'.repeat(1001)} -> router => refused`, 'An expectation has at most 1000 characters.'],
  ])('%s', (text, fault) => {
    const read = parseExpectation(text);
    expect('fault' in read ? read.fault : 'read').toContain(fault);
  });
});

describe('what it comes to', () => {
  test.each([
    ['internet -> router tcp 23 => refused', 'held'],
    [
      'internet -> router tcp 23 => drop by final',
      'failed: tcp [2001:db8::7]:40000 -> :23 in=ether1: drop by line 31.',
    ],
    ['ipv4 internet -> router tcp 23 => drop by final', 'held'],
    ['internet -> router tcp 23 => reject', 'failed: tcp 198.51.100.7:40000 -> :23 in=ether1: drop by line 24.'],
    ['internet -> router tcp 8291 => refused', 'failed: tcp 203.0.113.5:40000 -> :8291 in=ether1: accept by line 23.'],
    ['list managers -> router winbox in=ether1 => accepted by managers', 'held'],
    ['203.0.113.5 -> router winbox => accepted', 'held'],
    ['!203.0.113.5 -> router winbox in=WAN => refused', 'held'],
    ['internet -> router tcp 22 => refused', 'held'],
    ['internet after knock ok -> router ssh => accepted by gate', 'held'],
    ['internet -> router ssh listed=ok => accepted', 'held'],
    [
      'internet after knock nobody -> router ssh => accepted',
      'invalid: No knock of the file grants the list "nobody".',
    ],
    ['LAN -> router tcp => accepted', 'held'],
    ['LAN -> router => accepted', 'undecided: The file does not settle it; it depends on limit=10,5:packet.'],
    ['LAN -> router => accepted assuming "limit=10,5:packet"', 'held'],
    ['bridge -> internet tcp => accepted', 'held'],
    ['192.168.88.0/24 -> internet udp 53 => accepted', 'held'],
    ['ipv4 internet -> 192.168.88.20 tcp 22 => reject', 'held'],
    ['ipv4 internet -> router tcp 443 => accepted', 'held'],
    ['ipv4 internet -> 192.168.88.128/26 !tcp 443 => refused', 'held'],
    // The router itself is in its network, too.
    [
      'ipv4 internet -> 192.168.88.0/24 !tcp 443 => refused',
      'failed: tcp 203.0.113.5:40000 -> 192.168.88.1:8291 in=ether1 out=bridge: accept by line 23.',
    ],
    [
      'any -> router tcp 22 => refused',
      'failed: tcp 198.51.100.7:40000 -> :22 in=bridge: accept by the end of the chain.',
    ],
    ['!internet -> router tcp 22 in=LAN => accepted', 'held'],
    [
      'internet -> router state=established => accepted',
      'failed: tcp [2001:db8::7]:40000 -> :8291 in=ether1 state=established: drop by line 31.',
    ],
    ['ipv4 internet -> router state=established => accepted by line 17', 'held'],
    ['tcp 198.51.100.7 -> :22 in=ether1 => drop by line 24', 'held'],
    [
      'tcp 198.51.100.7 -> :22 in=ether1 => accepted',
      'failed: tcp 198.51.100.7:40000 -> :22 in=ether1: drop by line 24.',
    ],
    ['WANN -> router => refused', 'invalid: The file has no interface, list or zone "WANN". Did you mean "WAN"?'],
    ['internet -> router wimbox => refused', 'invalid: The file has no service "wimbox". Did you mean "winbox"?'],
    ['LAN -> router in=ether1 => refused', 'invalid: No packet is of this class.'],
    ['!any -> router => refused', 'invalid: No packet is of this class.'],
  ])('%s', (text, expected) => expect(check(HOME, text)).toBe(expected));

  test.each([
    [
      'internet -> router => refused',
      'undecided: The file does not settle it; it depends on which side the Internet is on.',
    ],
    // Of IPv6 a part of a firewall without its rules says nothing.
    ['interfaces LAN -> router tcp 22 => accepted', 'held'],
    ['ipv4 interfaces LAN -> router tcp 22 => accepted', 'held'],
    ['ipv4 interface ether9 -> router tcp 22 => refused', 'invalid: The file has no interface "ether9".'],
    ['ipv4 192.0.2.1 -> router tcp 22 => refused', 'failed: tcp 192.0.2.1:40000 -> :22 in=LAN: accept by line 2.'],
    ['ipv4 !LAN -> router tcp 22 => refused', 'held'],
    ['ipv4 !LAN -> router tcp 80 => refused', 'undecided: The file does not settle it; it depends on line 3.'],
    ['ipv4 !LAN -> router tcp 80 => refused assuming "line 3"', 'held'],
  ])('where the file leaves something open: %s', (text, expected) => expect(check(UNKNOWN, text)).toContain(expected));

  test('a menu that something has touched which cannot be followed', () => {
    const script = `${HOME}:execute "/ip firewall filter disable 0"\n`;
    expect(check(script, 'ipv4 internet -> router tcp 23 => refused')).toBe(
      'undecided: The file does not settle it; it depends on /ip/firewall/filter.',
    );
  });

  test('names that fit two things are not guessed', () => {
    const script =
      '/ip firewall address-list add list=LAN address=192.0.2.1\n/ip firewall filter add action=drop chain=input in-interface-list=LAN src-address-list=LAN\n';
    expect(check(script, 'ipv4 LAN -> router => refused')).toBe(
      'invalid: "LAN" is a list of interfaces and a list of addresses; write interfaces "LAN" or list "LAN".',
    );
  });

  test('zones of the project file', () => {
    const zones = { office: ['203.0.113.0/24', 'zone branch'], branch: ['198.51.100.0/24'], snake: ['zone snake'] };
    expect(check(HOME, 'office -> router winbox in=ether1 => refused', zones)).toContain('tcp 203.0.113.5:40000');
    expect(check(HOME, '!zone office -> router winbox in=ether1 => refused', zones)).toBe('held');
    expect(check(HOME, 'zone snake -> router => refused', zones)).toBe('invalid: The zone "snake" is made of itself.');
  });
});

test('comments of the script', () => {
  const script =
    '# rosfw-expect LAN -> router => accepted\n:put "# rosfw-expect no"\n  #rosfw-expect  a -> b => drop  \n';
  expect(expectationComments(analyse(script).script).map(({ text }) => text)).toEqual([
    'LAN -> router => accepted',
    'a -> b => drop',
  ]);
});

test('what is written down of today holds today', () => {
  const analysis = analyse(HOME);
  const written = usualExpectations(analysis);
  expect(written).toContain('ipv4 internet -> router tcp 22 => refused');
  expect(written).toContain('ipv4 internet after knock ok -> router tcp 22 => accepted');
  expect(written).toContain('ipv6 interfaces LAN -> router tcp 8291 => accepted');
  // Managers come in, strangers do not.
  expect(written.join('\n')).not.toContain('ipv4 internet -> router tcp 8291');
  expect(written.filter((text) => judgeExpectation(text, analysis).status !== 'held')).toEqual([]);
});

test('the loss of a rule is noticed, or is not', () => {
  const analysis = analyse(HOME);
  const all = unnoticedRules([], analysis, new Map());
  expect(all).toHaveLength(analysis.firewall.rules.length);
  const noticed = (text: string): number[] =>
    all.filter((line) => !unnoticedRules([text], analysis, new Map()).includes(line));
  expect(noticed('ipv4 internet -> router tcp 23 => refused')).toEqual([24]);
  expect(noticed('internet after knock ok -> router ssh => accepted')).toEqual([20, 21, 22]);
  expect(noticed('ipv4 internet -> router tcp 23 => accepted')).toEqual([]);
});
