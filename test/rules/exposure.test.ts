import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { findingsOf, linesOf } from './findings.ts';

const HEADER = '# 2026-11-21 10:00:00 by RouterOS 7.16\n';
const EXPORT = `${HEADER}/interface bridge add name=bridge\n/interface list add name=LAN\n`;
const MENU = '/ip firewall filter\n';
const SESSIONS = 'add chain=input connection-state=established,related\n';
const NAT = '/ip firewall nat\nadd chain=srcnat action=masquerade out-interface=ether1\n';
const LAN = 'add chain=input in-interface=bridge\n';

const open = (script: string): string[] =>
  findingsOf('input-open-end', script).map(({ severity, line }) => `${severity} ${line}`);
const exposed = (script: string): string[] =>
  findingsOf('management-exposed', script).map(({ severity, line }) => `${severity} ${line}`);

test('an export without a drop, by what it tells of the Internet', () => {
  expect(open(EXPORT + MENU + SESSIONS + LAN + NAT)).toEqual(['error 6']);
  expect(open(EXPORT + MENU + SESSIONS + LAN)).toEqual(['warning 6']);
  const [finding] = findingsOf('input-open-end', EXPORT + MENU + SESSIONS + LAN + NAT);
  expect(finding?.message).toBe(
    'The chain input ends without a drop for the Internet: tcp 198.51.100.7:40000 -> :8291 from ether1 meets no rule that decides, so it is accepted. Drop the rest at the end.',
  );
  expect(finding?.fixes[0]?.edits[0]?.newText).toContain('in-interface=ether1');
});
test.each([
  'add chain=input action=drop\n',
  'add chain=input action=drop in-interface=ether1\n',
  'add chain=input action=drop in-interface=!bridge\n',
  'add chain=input action=drop in-interface-list=!LAN\n',
  'add chain=input action=drop connection-state=new in-interface=ether1\n',
  'add chain=input action=jump jump-target=end\nadd chain=end action=drop\n',
  'add chain=input action=drop protocol=tcp\nadd chain=input action=drop protocol=udp\n',
  '/ip firewall raw add chain=prerouting action=drop in-interface=ether1\n',
])('closed by %s', (drop) => expect(open(EXPORT + NAT + MENU + SESSIONS + LAN + drop)).toEqual([]));
test('a fragment is not asked for a drop', () => {
  expect(open(MENU + SESSIONS + LAN + NAT)).toEqual([]);
  expect(open(`${HEADER}${NAT}`)).toEqual([]);
  // It refers to a list that it does not show.
  const elsewhere = 'add chain=input action=accept in-interface-list=ADMINS\n';
  expect(open(EXPORT + MENU + SESSIONS + elsewhere + NAT)).toEqual([]);
});
test('a whole file without a chain for the router, if it shows the outside', () => {
  expect(open(EXPORT + NAT)).toEqual(['error 5']);
  expect(open(EXPORT + MENU)).toEqual([]);
  const sections = `/interface bridge add name=bridge
/ip address add address=192.168.88.1/24 interface=bridge
/ip dhcp-server add interface=bridge
/ip dns set servers=9.9.9.9
${NAT}`;
  expect(open(sections)).toEqual(['error 6']);
  expect(open(`${sections}/interface bridge port add bridge=other interface=ether2\n`)).toEqual([]);
  expect(open(`:if ($x) do={ }\n${sections}`)).toEqual([]);
});
test.each([
  '[admin@MikroTik] > export\n# 2026-11-21 10:00:00 by RouterOS 7.16',
  '# jan/02/2026 10:00:00 by RouterOS 6.49.10',
  '# xxx/xx/xxxx xx:xx:xx by RouterOS 7.16',
  '# [redacted] by RouterOS 7.16',
  '# by RouterOS 7.16',
])('the header of an export: %s', (header) => {
  const rest = `${MENU}${SESSIONS}${NAT}`;
  expect(open(`${header}\n${rest}`)).toHaveLength(1);
});
test('a comment that speaks of RouterOS is no header', () =>
  expect(open(`# written for and tested by RouterOS 7.16\n${MENU}${SESSIONS}${NAT}`)).toEqual([]));
test('what is off in a whole file is at its default', () => {
  const nothing = (script: string): string[] =>
    analyse(script, { assume: 'nothing' })
      .findings.filter(({ ruleId }) => ruleId === 'input-open-end')
      .map(({ severity }) => severity);
  expect(nothing(MENU + SESSIONS + NAT)).toEqual(['error']);
});
test('a drop for a few sources or ports closes nothing', () => {
  expect(open(`${EXPORT}${NAT}${MENU}${SESSIONS}add chain=input action=drop src-address-list=bad\n`)).toHaveLength(1);
  expect(open(`${EXPORT}${NAT}${MENU}${SESSIONS}add chain=input action=drop protocol=tcp dst-port=23\n`)).toHaveLength(
    1,
  );
});
test('IPv6, unless it is off', () => {
  const six = `${EXPORT}${NAT}${MENU}add chain=input action=drop\n/ipv6 firewall filter\n${SESSIONS}`;
  expect(open(six)).toHaveLength(1);
  expect(open(`${six}/ipv6 settings set disable-ipv6=yes\n`)).toEqual([]);
});
test('of several ways in the best guarded counts', () => {
  const two = '/interface list member\nadd list=WAN interface=ether1\nadd list=WAN interface=ether2\n';
  expect(open(`${EXPORT}${two}${MENU}${SESSIONS}add chain=input action=drop in-interface=ether1\n`)).toEqual([]);
});

const CLOSED = 'add chain=input action=drop in-interface=ether1\n';
const closed = (rules: string, more = ''): string => `${NAT}${MENU}${SESSIONS}${rules}${CLOSED}${more}`;
test('an accept of a service for everybody', () => {
  expect(exposed(closed('add chain=input protocol=tcp dst-port=22,8291\n'))).toEqual(['error 5']);
  expect(findingsOf('management-exposed', closed('add chain=input protocol=tcp dst-port=22,8291\n'))[0]?.message).toBe(
    'The whole Internet reaches WinBox and SSH: this accepts tcp 198.51.100.7:40000 -> :8291 from ether1. Let in only the addresses that need it, or a VPN.',
  );
});
test.each([
  'src-address=192.168.88.0/24',
  'src-address=203.0.113.0/24',
  'src-address-list=office',
  'in-interface=bridge',
  'in-interface=wireguard1',
  'dst-address=192.168.88.1',
  'ipsec-policy=in,ipsec',
  'src-mac-address=AA:BB:CC:DD:EE:FF',
  'dst-port=51820',
])('%s is no such accept', (matcher) => {
  const ports = matcher.startsWith('dst-port') ? '' : ' dst-port=22';
  expect(exposed(closed(`add chain=input protocol=tcp ${matcher}${ports}\n`))).toEqual([]);
});
test('services that are off, elsewhere or bound', () => {
  const ssh = 'add chain=input protocol=tcp dst-port=22\n';
  expect(exposed(closed(ssh, '/ip service set ssh disabled=yes\n'))).toEqual([]);
  expect(exposed(closed(ssh, '/ip service set ssh port=2222\n'))).toEqual([]);
  expect(exposed(closed(ssh, '/ip service set ssh address=192.168.88.0/24\n'))).toEqual([]);
  expect(exposed(closed(ssh, '/ip service set [find] disabled=yes\n'))).toEqual([]);
  expect(exposed(closed(ssh.replace('22', '2222'), '/ip service set ssh port=2222\n'))).toEqual(['error 5']);
});
test('a list whose members are not told may hold the interface of another rule', () => {
  const drop = 'add chain=input action=drop in-interface-list=WAN\n';
  const script = (accept: string): string => `${MENU}${SESSIONS}${accept}${drop}`;
  expect(exposed(script('add chain=input protocol=tcp dst-port=22\n'))).toEqual(['error 3']);
  expect(exposed(script('add chain=input protocol=tcp dst-port=22 in-interface=!ether1\n'))).toEqual([]);
});
test('an accept by source port lets everything in', () =>
  expect(exposed(closed('add chain=input protocol=tcp port=53\n'))).toEqual(['error 5']));
test('a drop above the accept', () =>
  expect(
    exposed(
      closed(
        'add chain=input action=drop protocol=tcp dst-port=22 in-interface=ether1\nadd chain=input protocol=tcp dst-port=22\n',
      ),
    ),
  ).toEqual([]));
test('a guess costs one step, and is said', () => {
  const script = `${MENU}${SESSIONS}add chain=input protocol=tcp dst-port=22 in-interface=!bridge\nadd chain=input action=drop\n`;
  const [finding] = findingsOf('management-exposed', script);
  expect(finding?.severity).toBe('warning');
  expect(finding?.message).toContain('assuming that the Internet is behind an interface');
});
test('the source is one that no list of bogons holds', () => {
  const bogons =
    '/ip firewall address-list\nadd list=bogons address=198.51.100.0/24\nadd list=bogons address=203.0.113.0/24\nadd list=bogons address=192.0.2.0/24\n';
  const rules = 'add chain=input action=drop src-address-list=bogons\nadd chain=input protocol=tcp dst-port=22\n';
  expect(exposed(bogons + closed(rules))).toEqual(['error 10']);
});

const lines = (id: string, rules: string): number[] => linesOf(id, MENU + rules);
test('chains that nothing enters', () => {
  expect(lines('chain-never-entered', 'add chain=Input action=drop\n')).toEqual([2]);
  expect(lines('chain-never-entered', 'add chain=mine action=drop\n')).toEqual([]);
  expect(linesOf('chain-never-entered', `${EXPORT}${MENU}add chain=mine action=drop\n`)).toEqual([5]);
  expect(linesOf('chain-never-entered', `${EXPORT}${MENU}add chain=hs-input action=drop\nadd chain=ppp\n`)).toEqual([]);
  expect(
    linesOf('chain-never-entered', `${EXPORT}/ppp profile add name=p incoming-filter=mine\n${MENU}add chain=mine\n`),
  ).toEqual([]);
  expect(lines('chain-never-entered', 'add chain=input action=jump jump-target=$x\nadd chain=Input\n')).toEqual([]);
});
test('jumps to chains without rules', () => {
  const id = 'jump-to-missing-chain';
  expect(lines(id, 'add chain=input action=jump jump-target=other\n')).toEqual([]);
  expect(linesOf(id, `${EXPORT}${MENU}add chain=input action=jump jump-target=other\n`)).toEqual([5]);
  expect(lines(id, 'add chain=input action=jump jump-target=Drop-It\nadd chain=drop-it action=drop\n')).toEqual([2]);
  expect(
    lines(
      id,
      'add chain=input action=jump jump-target=check1\nadd chain=input action=jump jump-target=check2\nadd chain=check1 action=drop\n',
    ),
  ).toEqual([]);
});
test('circles of jumps', () => {
  expect(lines('jump-cycle', 'add chain=input action=jump jump-target=input\n')).toEqual([2]);
  expect(
    lines('jump-cycle', 'add chain=a action=jump jump-target=b\nadd chain=b action=jump jump-target=a disabled=yes\n'),
  ).toEqual([]);
  expect(
    lines(
      'jump-cycle',
      'add chain=input action=jump jump-target=b\nadd chain=input action=jump jump-target=b\nadd chain=b action=drop\n',
    ),
  ).toEqual([]);
});
test('what a port forward sends to a host behind the router is no service of the router', () => {
  const forward = `${MENU}${SESSIONS}add chain=input action=drop
add chain=forward connection-nat-state=dstnat
add chain=forward action=drop
/ip firewall nat
add chain=srcnat action=masquerade out-interface=ether1
add chain=dstnat action=dst-nat protocol=tcp dst-port=22,80 to-addresses=10.1.0.10
`;
  expect(exposed(forward)).toEqual([]);
  // To the router itself it goes through input.
  const own = 'add chain=dstnat action=redirect protocol=tcp dst-port=2222 to-ports=22\n';
  const redirected = forward.replace('add chain=input action=drop\n', 'add chain=input protocol=tcp dst-port=22\n$&');
  expect(exposed(redirected.replace(/add chain=dstnat.*\n/, own))).toEqual(['error 3']);
});
