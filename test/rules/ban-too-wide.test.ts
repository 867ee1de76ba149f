import { describe, expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const SCAN =
  'add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d protocol=tcp psd=21,3s,3,1';
const DROP = 'add chain=input action=drop src-address-list=banned';

specify('ban-too-wide', {
  ipv6: true,
  good: [
    `/ip firewall filter\n${SCAN} in-interface=ether1\n${DROP}\n`,
    `/ip firewall filter\n${SCAN} src-address-list=!office\n${DROP}\n`,
    // The inside is accepted above.
    `/ip firewall filter\nadd chain=input action=accept in-interface-list=LAN\n${SCAN}\n${DROP}\n`,
    `/ip firewall filter\nadd chain=input action=accept src-address=192.168.0.0/16\n${SCAN}\n${DROP}\n`,
    // Only what comes from outside gets there.
    `/ip firewall filter\nadd chain=input action=jump jump-target=outside in-interface-list=WAN\n${SCAN.replace('input', 'outside')}\n${DROP}\n`,
    // The inside is on the list, and nothing refuses it for that.
    `/ip firewall filter\n${SCAN}\n${DROP} in-interface-list=WAN\n`,
    // Nobody of the inside sends such a packet.
    `/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1d protocol=tcp tcp-flags=fin,syn\n${DROP}\n`,
    // From one service.
    `/ip firewall filter\n${SCAN}\n${DROP} protocol=tcp dst-port=22\n`,
    // By UDP, for an hour, and answers are accepted before.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=udp psd=21,3s,3,1 in-interface=ether1\nadd chain=input action=drop src-address-list=banned\n',
    '/ip firewall filter\nadd chain=input action=accept connection-state=established,related\nadd chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1w protocol=udp psd=21,3s,3,1 in-interface=ether1\nadd chain=input action=drop src-address-list=banned\n',
    // A knock's lists are judged by other rules.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=in address-list-timeout=1h protocol=tcp dst-port=41873\nadd chain=input action=accept src-address-list=in\nadd chain=input action=drop\n',
    // The first level of the counter spares the office.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=ssh-banned\nadd chain=input action=add-src-to-address-list address-list=ssh-banned protocol=tcp dst-port=22 src-address-list=ssh1\nadd chain=input action=add-src-to-address-list address-list=ssh1 address-list-timeout=1m protocol=tcp dst-port=22 src-address-list=!office\n',
    // The second asks for the side.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=b\nadd chain=input action=add-src-to-address-list address-list=b protocol=tcp dst-port=22 src-address-list=a2\nadd chain=input action=add-src-to-address-list address-list=a2 address-list-timeout=1m protocol=tcp dst-port=22 src-address-list=a1 in-interface-list=WAN\nadd chain=input action=add-src-to-address-list address-list=a1 address-list-timeout=1m protocol=tcp dst-port=22\n',
    // It takes many packets of TCP, or a connection.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp psd=21,3s,3,1 in-interface-list=WAN\nadd chain=input action=drop src-address-list=scan\n',
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp dst-port=22 connection-state=established in-interface-list=WAN\nadd chain=input action=drop src-address-list=scan\n',
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp tcp-flags=fin,syn in-interface-list=WAN\nadd chain=input action=drop src-address-list=scan\n',
    // On the way in from the inside.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=tcp dst-port=23 in-interface=bridge-lan\nadd chain=input action=drop src-address-list=scan\n',
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=scan address-list-timeout=1w protocol=udp dst-port=23 in-interface=ether1\nadd chain=input action=drop src-address-list=scan in-interface-list=LAN\n',
    // From a source that the rule names, on the lowest level.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=b\nadd chain=input action=add-src-to-address-list address-list=b protocol=tcp dst-port=22 in-interface=ether1 src-address-list=a\nadd chain=input action=add-src-to-address-list address-list=a address-list-timeout=1m protocol=tcp dst-port=22 in-interface=ether1 src-address=192.0.2.0/24\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=flood address-list-timeout=30m protocol=tcp connection-limit=30,32
                                                       ^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=flood address-list-timeout=30m protocol=tcp psd=21,3s,3,1
        add chain=input action=drop src-address-list=flood
        `,
      message: 'line 5 then refuses what they send for 30m',
      related: ['5: refuses who is on the list', '4: so does this'],
    },
    {
      // The levels of a counter, of which none spares anybody.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=ssh-banned
        add chain=input action=add-src-to-address-list address-list=ssh-banned protocol=tcp dst-port=22 connection-state=new src-address-list=ssh2
                                                       ^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=ssh2 address-list-timeout=1m protocol=tcp dst-port=22 connection-state=new src-address-list=ssh1
        add chain=input action=add-src-to-address-list address-list=ssh1 address-list-timeout=1m protocol=tcp dst-port=22 connection-state=new
        add chain=input action=accept protocol=tcp dst-port=22
        `,
      message: 'Hosts of the inside are banned as well',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=scan address-list-timeout=4w protocol=udp psd=21,3s,3,1 in-interface-list=WAN
                                                       ^^^^^^^^^^^^^^^^^
        /ip firewall raw
        add chain=prerouting action=drop src-address-list=scan
        `,
      message: 'Whoever forges some UDP packets has the address that they name banned for 4w',
    },
    {
      // A counter, whose levels a few packets climb.
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=b
        add chain=input action=accept connection-state=established,related
        add chain=input action=add-src-to-address-list address-list=b protocol=tcp dst-port=22 in-interface=ether1 connection-state=new tcp-flags=syn src-address-list=a
                                                       ^^^^^^^^^^^^^^
        add chain=input action=add-src-to-address-list address-list=a address-list-timeout=1m protocol=tcp dst-port=22 in-interface=ether1 connection-state=new
        `,
      message: 'Whoever forges a SYN or a few has the address that they name banned until the router restarts',
    },
  ],
});

const BAN = 'add chain=input action=drop src-address-list=b\n';

describe('traps that the inside springs', () => {
  const lines = (trap: string, before = ''): number[] =>
    linesOf(
      'ban-too-wide',
      `/ip firewall filter\n${before}add chain=input action=add-src-to-address-list address-list=b address-list-timeout=5m ${trap}\n${BAN}`,
    );
  test.each([
    'protocol=tcp psd=21,3s,3,1',
    'protocol=tcp connection-limit=30,32',
    'protocol=tcp tcp-flags=syn limit=10,5',
    'protocol=tcp dst-port=23',
  ])('%s', (trap) => expect(lines(trap)).toEqual([2]));
  test.each([
    ...[
      'in-interface=ether1',
      'in-interface-list=WAN',
      'in-bridge-port=ether2',
      'in-bridge-port-list=LAN',
      'src-address=!192.168.0.0/16',
    ],
    ...['src-mac-address=!02:00:00:00:00:01', 'src-address-type=!local', 'ipsec-policy=in,none', 'hotspot=!auth'],
    ...['connection-nat-state=!dstnat', 'packet-mark=x', 'connection-mark=x', 'src-address-list=!own'],
  ])('not where it asks for %s', (matcher) => expect(lines(`protocol=tcp psd=21,3s,3,1 ${matcher}`)).toEqual([]));
  test.each(['tcp-flags=fin', 'tcp-flags=syn,fin', 'tcp-flags=!syn', 'tcp-flags=fin,psh,urg'])(
    'not by packets with odd flags: %s',
    (flags) => expect(lines(`protocol=tcp ${flags}`)).toEqual([]),
  );
  test('nor where it spares who is banned already', () =>
    expect(lines('protocol=tcp psd=21,3s,3,1 src-address-list=!b')).toEqual([2]));
  test.each([
    ['accept in-interface=bridge', []],
    ['return in-interface-list=LAN', []],
    ['accept in-interface-list=!WAN', []],
    ['accept src-address-list=own', []],
    ['accept src-address=192.168.0.0/16 connection-state=new', []],
    // Nobody says what is behind it.
    ['accept in-interface=ether1', []],
    // These spare nobody of the inside, or not all.
    ['accept in-interface-list=WAN', [3]],
    ['accept connection-state=established', [3]],
    ['accept in-interface=bridge protocol=udp', [3]],
    ['log in-interface=bridge', [3]],
    ['jump jump-target=x in-interface=bridge', [3]],
  ])('%s above', (rule, expected) =>
    expect(lines('protocol=tcp psd=21,3s,3,1', `add chain=input action=${rule}\n`)).toEqual(expected),
  );
  test.each([
    ['', [2]],
    [' protocol=tcp', [2]],
    [' connection-state=new', [2]],
    [' protocol=tcp dst-port=22', []],
    [' protocol=udp', []],
    [' in-interface-list=WAN', []],
    [' protocol=!tcp', []],
  ])('a refusal of%s', (more, expected) =>
    expect(
      linesOf(
        'ban-too-wide',
        `/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=b address-list-timeout=5m protocol=tcp psd=21,3s,3,1\n${BAN.trim()}${more}\n`,
      ),
    ).toEqual(expected),
  );
});

describe('traps that a forged packet springs', () => {
  const lines = (trap: string, timeout = '1d', ban = BAN): number[] =>
    linesOf(
      'ban-too-wide',
      `/ip firewall filter\n${ban}add chain=input action=accept connection-state=established,related\nadd chain=input action=add-src-to-address-list address-list=b address-list-timeout=${timeout} in-interface-list=WAN ${trap}\n`,
    );
  test.each([
    'protocol=tcp',
    'protocol=6',
    'protocol=udp',
    'protocol=17',
    'protocol=udp psd=21,3s,3,1',
    'protocol=tcp tcp-flags=syn',
    'protocol=tcp connection-state=new',
  ])('%s', (trap) => expect(lines(trap)).toEqual([4]));
  test.each([
    'psd=21,3s,3,1',
    'limit=1,5',
    'dst-limit=1,5,src-address',
    'connection-limit=9,32',
    'connection-rate=0-1k',
    'content=x',
    'layer7-protocol=x',
    'tls-host=x',
  ])('by TCP not where it counts, or looks into a connection: %s', (matcher) => {
    expect(lines(`protocol=tcp ${matcher}`)).toEqual([]);
    // Only TCP has names of hosts.
    expect(lines(`protocol=udp ${matcher}`)).toEqual(matcher.startsWith('tls') ? [] : [4]);
  });
  test.each([
    'protocol=icmp',
    'protocol=!udp',
    'protocol=tcp tcp-flags=fin',
    'protocol=tcp connection-state=established',
    'protocol=tcp connection-state=!new',
    'protocol=udp src-address=198.51.100.0/24',
    'protocol=udp src-address-list=!x',
    'protocol=udp src-address-list=nobody',
  ])('not %s', (trap) => expect(lines(trap)).toEqual([]));
  test('only a ban of a day or more', () => {
    expect(lines('protocol=udp', '24h')).toEqual([4]);
    expect(lines('protocol=udp', '23h59m')).toEqual([]);
    expect(lines('protocol=udp', 'none-dynamic')).toEqual([4]);
  });
  test.each([
    [' in-interface-list=WAN', [4]],
    [' in-interface=bridge', []],
    [' in-interface-list=!LAN', [4]],
    [' protocol=tcp', []],
    [' connection-state=new', []],
  ])('a refusal of%s', (more, expected) =>
    expect(lines('protocol=udp', '1d', `${BAN.trim()}${more}\n`)).toEqual(expected),
  );
});
