import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import type { Assumption } from '../../server/src/execution/assumption.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** By what the text is taken for whole; undefined for a fragment. */
function check(text: string, expected: string | undefined, assumption: Assumption = 'auto'): void {
  const { wholeBy, isExport } = execute(bind(parse(text), catalog), assumption);
  expect(wholeBy, text).toBe(expected);
  // A file that is whole by its header is an export; one with gaps is an export, too.
  if (expected === 'header') expect(isExport).toBe(true);
}

const HEADER = '# 2026-01-02 10:00:00 by RouterOS 7.20\n';
const RULE = '/ip firewall filter\nadd chain=input action=drop\n';
/** Sections that only a whole configuration has. */
const SECTIONS = `/ip address
add address=192.0.2.1/24 interface=ether1
/ip route
add gateway=192.0.2.2
/ip dns
set servers=192.0.2.3
${RULE}`;

describe('the header of an export', () => {
  test.each([
    ['of version 7', HEADER],
    ['of version 6', '# jan/02/2026 10:00:00 by RouterOS 6.49\n'],
    ['with a mark of the byte order', `\uFEFF${HEADER}`],
    ['behind blanks', `  ${HEADER}`],
    ['with a date that was taken out', '# xxxx-xx-xx by RouterOS 7.20\n'],
    ['with a date in words that say so', '# redacted date, removed time by RouterOS 7.20\n'],
    ['with a version that was taken out', '# 2026-01-02 by RouterOS x.xx\n'],
    ['behind a prompt', `[admin@router] > /export\n${HEADER}`],
    ['sixty lines down', `${'#\n'.repeat(59)}${HEADER}`],
    ['in the last line', `${RULE}${HEADER.trimEnd()}`],
  ])('%s', (_, header) => check(`${header}${RULE}`, 'header'));
  test.each([
    ['not there', ''],
    ['a comment that speaks of RouterOS', '# tested by RouterOS 7.20\n'],
    ['a sentence', '# This is understood by RouterOS 7\n'],
    ['a name without a version', '# 2026-01-02 by RouterOS\n'],
    ['no comment', ':put "by RouterOS 7.20"\n'],
    ['too far down', `${'#\n'.repeat(60)}${HEADER}`],
    ['too far to the right', `#${' '.repeat(200)}by RouterOS 7.20\n`],
  ])('%s', (_, header) => {
    check(`${header}${RULE}`, undefined);
    expect(execute(bind(parse(`${header}${RULE}`), catalog)).isExport).toBe(false);
  });
  test.each(['#error exporting /ip/route', '#interrupted'])('with a gap: %s', (gap) => {
    check(`${HEADER}${RULE}${gap}\n`, undefined);
    check(`${HEADER}${RULE}${gap}\n`, 'option', 'nothing');
  });
  test('a comment that is called like a gap is none', () =>
    check(`${HEADER}/ip firewall filter\nadd chain=input comment="#interrupted"`, 'header'));
});

describe('sections', () => {
  test('four, with addresses', () => check(SECTIONS, 'sections'));
  test('four, with interfaces', () =>
    check(
      SECTIONS.replace('/ip address\nadd address=192.0.2.1/24', '/interface vlan\nadd name=v vlan-id=5'),
      'sections',
    ));
  test('four, without either', () =>
    check(
      SECTIONS.replace('/ip address\nadd address=192.0.2.1/24 interface=ether1', '/ip service\nset www disabled=yes'),
      undefined,
    ));
  test('three', () => check(SECTIONS.replace('/ip dns\nset servers=192.0.2.3\n', ''), undefined));
  test('lists of interfaces are no interfaces', () =>
    check(
      SECTIONS.replace('/ip address\nadd address=192.0.2.1/24 interface=ether1', '/interface list\nadd name=x'),
      undefined,
    ));
  test('all of the firewall is one', () =>
    check(
      SECTIONS.replace('/ip dns\nset servers=192.0.2.3', '/ip firewall nat\nadd chain=srcnat action=masquerade'),
      undefined,
    ));
  test('all of the system is one', () => {
    const system = '/system identity\nset name=a\n/system clock\nset time-zone-name=UTC\n';
    check(`${system}${SECTIONS.replace('/ip dns\nset servers=192.0.2.3\n', '')}`, 'sections');
    check(`${system}/ip address\nadd address=192.0.2.1/24 interface=ether1\n${RULE}`, undefined);
  });
  test('IPv4 and IPv6 are two', () =>
    check(
      `/ip address\nadd address=192.0.2.1/24 interface=ether1\n${RULE}/ipv6 address\nadd address=2001:db8::1/64 interface=ether1\n/ipv6 firewall filter\nadd chain=input`,
      'sections',
    ));
  test('entries of address lists count', () =>
    check(`${SECTIONS.replace(RULE, '')}/ip firewall address-list\nadd list=a address=192.0.2.9\n`, 'sections'));
  test('sections that are only read do not count', () =>
    check(SECTIONS.replace('set servers=192.0.2.3', 'print'), undefined));
  test.each([
    ':if (true) do={}',
    ':for i from=1 to=2 do={}',
    ':foreach i in={1} do={}',
    ':while (false) do={}',
    ':do {}',
    ':import x.rsc',
    ':execute x',
    ':parse x',
  ])('a program makes them up: %s', (line) => check(`${SECTIONS}${line}`, undefined));
  test('but the user may say that all is there', () => check(RULE, 'option', 'nothing'));
});

describe('what is referred to', () => {
  test.each([
    ['a bridge of a port', '/interface bridge port\nadd bridge=b interface=ether1', '/interface bridge\nadd name=b'],
    ['a bridge', '/ip dhcp-server\nadd interface=bridge1', '/interface bridge\nadd name=bridge1'],
    ['a bridge that was renamed', '/ip dhcp-server\nadd interface=bridge1', '/interface bridge\nset x name=bridge1'],
    ['what is called a bridge', '/ip dhcp-server\nadd interface=bridge', '/interface vlan\nadd name=bridge vlan-id=5'],
    ['a pool', '/ip dhcp-server\nadd interface=ether1 address-pool=p', '/ip pool\nadd name=p ranges=192.0.2.5'],
    [
      'a pool of IPv6',
      '/ipv6 address\nadd from-pool=p interface=ether1',
      '/ipv6 pool\nadd name=p prefix=2001:db8::/32 prefix-length=64',
    ],
    [
      'a pool of a provider',
      '/ipv6 address\nadd from-pool=p interface=ether1',
      '/ipv6 dhcp-client\nadd pool-name=p interface=ether1',
    ],
    ['a list of a rule', '/ip firewall nat\nadd chain=srcnat out-interface-list=l', '/interface list\nadd name=l'],
    [
      'a list of a rule, negated',
      '/ip firewall nat\nadd chain=srcnat out-interface-list=!l',
      '/interface list\nadd name=l',
    ],
    ['a list of a member', '/interface list member\nadd list=l interface=ether1', '/interface list\nadd name=l'],
    ['a list in a list', '/interface list\nadd name=m include=l', '/interface list\nadd name=l'],
    ['a list without a list', '/interface list\nadd name=m exclude=l', '/interface list\nadd name=l'],
    ['one of two lists', '/interface list\nadd name=m include=all,l', '/interface list\nadd name=l'],
    ['a list of a service', '/tool mac-server\nset allowed-interface-list=l', '/interface list\nadd name=l'],
    [
      'a list in a block',
      ':foreach i in={1} do={ /ip firewall nat add out-interface-list=l }',
      '/interface list\nadd name=l',
    ],
  ])('%s', (_, use, definition) => {
    check(`${HEADER}${use}\n`, undefined);
    check(`${HEADER}${use}\n${definition}\n`, 'header');
  });
  test.each([
    ['lists that each router has', '/interface list\nadd name=m include=all,dynamic exclude=static,none'],
    ['no pool', '/ip dhcp-server\nadd interface=ether1 address-pool=static-only'],
    ['an interface of the device', '/ip dhcp-server\nadd interface=ether1'],
    ['a name that only begins like that of a bridge', '/ip dhcp-server\nadd interface=bridge-lan'],
    ['a list of a rule that is taken away', '/ip firewall nat\nadd chain=srcnat out-interface-list=""'],
    ['an address list', '/ip firewall nat\nadd chain=srcnat src-address-list=l'],
    ['a bridge of another menu', '/interface ethernet\nset ether1 bridge=b'],
    ['a value that is computed', '/ip firewall nat\nadd chain=srcnat out-interface-list=$l'],
    ['a name elsewhere', '/ip firewall layer7-protocol\nadd name=x regexp=x'],
  ])('%s is nothing that is missing', (_, use) => check(`${HEADER}${use}\n`, 'header'));
});
