import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { formatIpv4, formatIpv6 } from '../../server/src/packet/address.ts';
import { formatPacket } from '../../server/src/packet/packet.ts';
import {
  inputChain,
  isIpv6Off,
  outsideAddress,
  sidesOf,
  strangersPacket,
  unnamedPort,
  waysIn,
} from '../../server/src/rules/common/internetAccess.ts';
import type { Analysis } from '../../server/src/rules/rule.ts';
import { finish } from '../../server/src/text/steps.ts';

const HEADER = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const FILTER = '/ip firewall filter\n';
const STATE = 'add chain=input action=accept connection-state=established,related\n';
const DROP = 'add chain=input action=drop\n';
const SSH = 'add chain=input action=accept protocol=tcp dst-port=22\n';
const WAN = '/interface list\nadd name=WAN\n/interface list member\nadd interface=ether1 list=WAN\n';

function read(script: string): Analysis {
  return analyse(script, { rules: [] }) as unknown as Analysis;
}

describe('what of the router strangers get to', () => {
  /** A packet of a stranger to port 22 that gets in, with what is taken for granted; nothing where none is told. */
  const check = (script: string, expected: string, family: 'ip' | 'ipv6' = 'ip'): void => {
    const found = finish(strangersPacket(read(script), family, 6, 22));
    const shown = found === undefined ? '' : [formatPacket(found.packet), found.assumption ?? ''].join(' ').trim();
    expect(shown, script).toBe(expected);
  };
  const PACKET = 'tcp 198.51.100.7:40000 -> :22';

  test('by an accept for all', () => {
    check(`${FILTER}${STATE}${SSH}${DROP}`, PACKET);
    check(`${FILTER}${SSH}`, PACKET);
    check(`/ipv6 firewall filter\n${STATE}${SSH}${DROP}`, 'tcp [2001:db8::7]:40000 -> :22', 'ipv6');
  });
  test('by one for the outside', () => {
    check(`${WAN}${FILTER}${STATE}${SSH.trimEnd()} in-interface-list=WAN\n${DROP}`, PACKET);
    check(`${FILTER}${STATE}${SSH.trimEnd()} in-interface=pppoe-out1\n${DROP}`, PACKET);
  });
  test('not by one for the inside, for some, or for others', () => {
    check(`${WAN}${FILTER}${STATE}${SSH.trimEnd()} in-interface=bridge\n${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.trimEnd()} src-address=192.0.2.0/24\n${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.trimEnd()} src-address-list=office\n${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.replace('22', '23')}${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.replace('tcp', 'udp')}${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.replace('accept', 'drop')}${DROP}`, '');
    check(`${FILTER}${STATE}${SSH.trimEnd()} disabled=yes\n${DROP}`, '');
    check(`${FILTER}${STATE}${DROP}${SSH}`, '');
  });
  test('by the end of a chain that is shown', () => {
    const open = `${FILTER}${STATE}add chain=input action=drop in-interface=ether2\n`;
    check(`${WAN}${open}`, PACKET);
    check(open.replace('add chain=input action=drop in-interface=ether2\n', ''), '');
    check(`${HEADER}${WAN}${FILTER}${STATE}`, PACKET);
  });
  test('in a whole file without any rule', () => {
    check(`${HEADER}${WAN}`, PACKET);
    check(WAN, '');
  });
  test('where nobody knows which side is the Internet', () => {
    const rules = `${FILTER}${STATE}${SSH.trimEnd()} in-interface=ether5\n${DROP}`;
    check(rules, '');
    check(`/ip dhcp-client add interface=ether5\n${rules}`, PACKET);
    check(`${FILTER}${STATE}add chain=input action=drop in-interface=ether5 protocol=udp\n${SSH}${DROP}`, PACKET);
  });
  test('not where something cannot be followed, or IPv6 is off', () => {
    check(`${FILTER}${STATE}${SSH}${DROP}remove $x\n`, '');
    check(`/ipv6 settings set disable-ipv6=yes\n/ipv6 firewall filter\n${STATE}${SSH}${DROP}`, '', 'ipv6');
  });
  test('not by a rule that may be half written, or stand elsewhere', () => {
    check(`${FILTER}add chain=input\n`, '');
    check(`${FILTER}add chain=input action=accept dst-port=22\n`, '');
    check(`${FILTER}:if ($x) do={ ${SSH.trimEnd()} }\n`, '');
    check(`${FILTER}${SSH.trimEnd()} place-before=[find comment=x]\n`, '');
  });
});

describe('whether the input chain is shown', () => {
  const rulesOf = (script: string, family: 'ip' | 'ipv6' = 'ip'): number | undefined =>
    inputChain(read(script), family)?.length;
  test.each<[string, number | undefined]>([
    [`${FILTER}${STATE}${DROP}`, 2],
    [`${FILTER}${STATE}add chain=input action=drop in-interface-list=WAN\n`, 2],
    [`${FILTER}${STATE}add chain=input action=reject\n`, 2],
    [`${FILTER}${STATE}add chain=input action=drop protocol=udp\n`, undefined],
    [`${FILTER}${STATE}${SSH}`, undefined],
    [`${FILTER}${SSH}${DROP}`, undefined],
    [`${FILTER}add chain=input action=accept connection-state=related\n${DROP}`, undefined],
    [`${FILTER}add chain=input action=accept connection-state=established protocol=tcp\n${DROP}`, undefined],
    [`${FILTER}${STATE}${SSH}${SSH}${SSH}${SSH}add chain=forward action=drop\n`, 5],
    [`${FILTER}${STATE}${SSH}${SSH}${SSH}add chain=forward action=drop\n`, undefined],
    [`${FILTER}${STATE}${SSH}${SSH}${SSH}${SSH}`, undefined],
    [`${FILTER}${STATE}${DROP.trimEnd()} disabled=yes\n`, undefined],
    [`${FILTER}${STATE}${DROP.trimEnd()} place-before=[find comment=x]\n`, undefined],
    [`${FILTER}:if ($x) do={ ${STATE.trimEnd()} }\n${DROP}`, undefined],
    [`${HEADER}${FILTER}${SSH}`, 1],
    [`${HEADER}${WAN}`, undefined],
    [`${HEADER}${WAN}/ip address\nadd address=192.0.2.1/24 interface=ether1\n`, 0],
    [`${WAN}/ip address\nadd address=192.0.2.1/24 interface=ether1\n`, undefined],
    [`${HEADER}/ip address\nadd address=192.0.2.1/24 interface=ether1\n`, undefined],
    [`${HEADER}/ip dns set servers=192.0.2.1\n`, undefined],
    ['', undefined],
  ])('%j', (script, expected) => expect(rulesOf(script)).toBe(expected));
  test('of IPv6', () => {
    expect(rulesOf(`/ipv6 firewall filter\n${STATE}${DROP}`, 'ipv6')).toBe(2);
    expect(rulesOf(`${FILTER}${STATE}${DROP}`, 'ipv6')).toBeUndefined();
    expect(
      rulesOf(`/ipv6 settings set disable-ipv6=yes\n/ipv6 firewall filter\n${STATE}${DROP}`, 'ipv6'),
    ).toBeUndefined();
    expect(rulesOf(`${HEADER}${WAN}`, 'ipv6')).toBeUndefined();
  });
});

describe('where strangers come from', () => {
  test.each<[string, readonly (string | undefined)[], boolean]>([
    [`${WAN}${FILTER}${STATE}`, ['WAN'], false],
    ['/ip dhcp-client add interface=ether5\n', ['ether5'], false],
    [`${FILTER}add chain=input action=drop in-interface=ether5\n`, [undefined, 'ether5'], true],
    [`${FILTER}add chain=input action=drop in-interface=bridge\n`, [undefined], true],
    [`${FILTER}add chain=input action=drop in-interface=all-ppp\n`, [undefined], true],
    ['', [undefined], true],
  ])('%j', (script, names, guessed) => {
    const { names: found, guessed: isGuess } = waysIn(read(script).firewall);
    expect([found.map((name) => (name === 'ether1' ? 'WAN' : name)), isGuess]).toEqual([names, guessed]);
  });
  test('interfaces and lists that the file names', () =>
    expect(
      sidesOf(
        read(
          `${WAN}${FILTER}add chain=input in-interface=ether7\nadd chain=input in-interface=all-ethernet\nadd chain=input in-interface-list=dynamic\nadd chain=input in-interface=$x\nadd chain=input in-interface-list=GUEST\n`,
        ).firewall,
      ).sort(),
    ).toEqual(['GUEST', 'ether1', 'ether7']));
  test.each<[string, string]>([
    ['', '198.51.100.7'],
    [`${FILTER}add chain=input action=drop src-address=198.51.100.0/24\n`, '203.0.113.9'],
    [
      `/ip firewall address-list add list=x address=198.51.100.7\n${FILTER}add chain=input action=drop src-address-list=x\n`,
      '203.0.113.9',
    ],
    ['/ip firewall address-list add list=x address=198.51.100.7\n', '198.51.100.7'],
  ])('an address that no rule names: %j', (script, expected) => {
    const address = outsideAddress(read(script), 'ip');
    expect(typeof address === 'number' ? formatIpv4(address) : undefined).toBe(expected);
  });
  test('of IPv6', () => {
    const address = outsideAddress(
      read('/ipv6 firewall filter add chain=input action=drop src-address=2001:db8::/32\n'),
      'ipv6',
    );
    expect(typeof address === 'bigint' ? formatIpv6(address).startsWith('2001:db8:') : undefined).toBe(false);
  });
});

test.each<[string, number]>([
  ['', 8291],
  [`${FILTER}add chain=input dst-port=8291\n`, 1024],
  [`${FILTER}add chain=input port=1000-9000\n`, 9001],
  [`${FILTER}add chain=input src-port=8291\n`, 8291],
  [`${FILTER}add chain=input dst-port=1024-65535\n`, 8291],
  ['/ipv6 firewall filter add chain=input dst-port=8291\n', 8291],
])('a port that no rule speaks of, after %j', (script, port) =>
  expect(unnamedPort(read(script).firewall, 'ip')).toBe(port),
);

test.each<[string, boolean]>([
  ['/ipv6 settings set disable-ipv6=yes\n', true],
  [':if ($x) do={ /ipv6 settings set disable-ipv6=yes }\n', true],
  ['/ipv6 settings set disable-ipv6=no\n', false],
  ['/ipv6 settings set forward=yes\n', false],
  ['/ip settings set disable-ipv6=yes\n', false],
  ['', false],
])('IPv6 is off, after %j: %j', (script, off) => expect(isIpv6Off(read(script))).toBe(off));
