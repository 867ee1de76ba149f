import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { exposureOf } from '../../server/src/exposure/exposureOf.ts';
import { isRefusal } from '../../server/src/firewall/firewall.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';
import { trace } from '../../server/src/reports/trace.ts';
import { ownFiles } from '../support/corpus.ts';

/** The cells of the rows whose names are given, but those that are closed; `from | to: state (what it hangs on)`. */
function check(script: string, ...rows: string[]): string {
  const { origins, cells } = exposureOf(analyse(script, { rules: [] }));
  const wanted = origins.filter(({ id }) => rows.length === 0 || rows.includes(id));
  return wanted
    .flatMap(({ id, also }) => {
      const own = cells.filter(({ from, state }) => from === id && state !== 'closed');
      const name = [id, ...also].join(' = ');
      if (own.length === 0) return [`${name} | nothing`];
      return own.map(({ to, state, family, knock, hangsOn, service }) => {
        const more = [family === 'ipv6' ? 'ipv6' : '', knock ?? '', ...hangsOn, service === 'listening' ? '' : service];
        const notes = more.filter((note) => note !== '').join(', ');
        const short = to.replace(/\d+-\d+(?:,[\d-]+)*/, 'others');
        return `${name} | ${short}: ${state}${notes === '' ? '' : ` (${notes})`}`;
      });
    })
    .join('\n');
}

const EXPORT = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';
const LISTS = `/interface bridge
add name=bridge
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
`;
const SERVICES_OFF = `/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
set api disabled=yes
set api-ssl disabled=yes
/tool bandwidth-server set enabled=no
/ipv6 settings set disable-ipv6=yes
`;

test('what an export says of services and sides settles a cell', () => {
  const script = `${EXPORT}${LISTS}${SERVICES_OFF}/ip service
set ssh port=2222 address=192.168.88.0/24
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface-list=WAN protocol=tcp dst-port=8291
add action=accept chain=input in-interface-list=WAN protocol=icmp limit=10,5:packet
add action=accept chain=input in-interface-list=LAN
add action=drop chain=input
`;
  expect(check(script)).toBe(`internet | router tcp 8291: open
internet | router icmp: limited
interfaces LAN | router tcp 8291: open
interfaces LAN | router tcp 2222: limited (restricted)
interfaces LAN | router tcp others: open (unknown)
interfaces LAN | router udp others: open (unknown)
interfaces LAN | router icmp: open`);
});

test('a service of which a fragment says nothing is as shipped, and not settled', () => {
  const script = `/ip firewall filter
add action=drop chain=input in-interface=ether1 protocol=tcp dst-port=!22,53
add action=drop chain=input in-interface=ether1 protocol=udp dst-port=!53
add action=drop chain=input in-interface=ether1 protocol=!tcp
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
`;
  expect(check(script, 'internet')).toBe(`internet | router tcp 22: open (/ip/service, unknown)
internet | router tcp 53: depends (/ip/dns, unknown)`);
});

test('who has knocked has a row, and what it opens says so in the row of the Internet', () => {
  const script = `${EXPORT}${LISTS}${SERVICES_OFF}/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input src-address-list=admitted protocol=tcp dst-port=8291
add action=add-src-to-address-list address-list=step address-list-timeout=10s chain=input protocol=tcp dst-port=7001
add action=add-src-to-address-list address-list=admitted address-list-timeout=1h chain=input protocol=tcp dst-port=5003 src-address-list=step
add action=drop chain=input
`;
  expect(check(script)).toBe(`internet | router tcp 8291: after knock (admitted)
interfaces LAN | nothing
internet after knock admitted | router tcp 8291: open`);
});

test('forwarded ports, networks and hosts behind the router', () => {
  const script = `${EXPORT}${LISTS}${SERVICES_OFF}/ip address
add address=192.168.88.1/24 interface=bridge
add address=203.0.113.2/30 interface=ether1
/ip firewall filter
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward in-interface-list=WAN connection-nat-state=dstnat protocol=tcp dst-port=443
add action=accept chain=forward in-interface-list=WAN dst-address=192.168.88.9 protocol=udp
add action=drop chain=forward
/ip firewall nat
add action=dst-nat chain=dstnat dst-address=203.0.113.2 protocol=tcp dst-port=443 to-addresses=192.168.88.5
add action=dst-nat chain=dstnat dst-address=203.0.113.2 protocol=tcp dst-port=80 to-addresses=192.168.88.5
`;
  expect(check(script, 'internet')).toBe(`internet | 203.0.113.2 tcp 443 to 192.168.88.5: open (unknown)
internet | 192.168.88.0/24: limited (unknown)
internet | 192.168.88.9: limited (unknown)`);
});

test('a port of the router that dst-nat takes away is not the service', () => {
  const script = `${EXPORT}${LISTS}${SERVICES_OFF}/ip firewall nat
add action=dst-nat chain=dstnat in-interface-list=WAN protocol=tcp dst-port=8291 to-addresses=192.168.88.5
`;
  expect(check(script, 'internet')).toBe(`internet | router tcp 22: open
internet | router tcp others: open (unknown)
internet | router udp others: open (unknown)
internet | router icmp: open
internet | router tcp 8291 to 192.168.88.5: open (unknown)
internet | 192.168.88.5: open (unknown)`);
});

test('where no side is that of the Internet, one stands for it that the file does not name', () => {
  const script = `/ip firewall filter
add action=accept chain=input in-interface=bridge1
add action=drop chain=input
`;
  const lines = check(script).split('\n');
  expect(lines[0]).toBe('elsewhere | nothing');
  expect(lines.filter((line) => line.includes(' tcp 22'))).toEqual([
    'interface bridge1 | router tcp 22: open (/ip/service, unknown)',
  ]);
});

test('rules under a condition leave it open', () => {
  const script = `${EXPORT}${LISTS}${SERVICES_OFF}/ip firewall filter
add action=accept chain=input connection-state=established,related
:if ([/system identity get name] = "lab") do={
  /ip firewall filter add action=accept chain=input protocol=tcp dst-port=22
}
/ip firewall filter add action=drop chain=input in-interface-list=WAN
`;
  expect(check(script, 'internet')).toContain('router tcp 22: depends');
});

test('sides that are treated alike are one row', () => {
  const script = `${EXPORT}${SERVICES_OFF}/interface vlan
add interface=ether2 name=vlan10 vlan-id=10
add interface=ether2 name=vlan20 vlan-id=20
add interface=ether2 name=guests vlan-id=30
/ip firewall filter
add action=drop chain=input in-interface=guests
add action=drop chain=input in-interface=ether1
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
`;
  expect(
    check(script)
      .split('\n')
      .filter((line) => line.includes('tcp 22')),
  ).toEqual(['interface vlan10 = interface vlan20 | router tcp 22: open']);
});

describe('packets of real firewalls', () => {
  test.each(ownFiles.map(({ name, text }) => [name, text] as const))(
    '%s: what a cell shows is what a trace says',
    (_, text) => {
      const analysis = analyse(text, { rules: [] });
      for (const { from, to, filter, packets } of exposureOf(analysis).cells) {
        // Who has knocked is on lists of which a single packet knows nothing; of two packets each shows one fate.
        if (from.includes(' after knock ') || filter === 'some') continue;
        const read = packets.map((packet) => parsePacket(packet)).filter((packet) => !('fault' in packet)) as Packet[];
        const verdicts = read.map((packet) => isRefusal(trace(analysis, [packet], { lists: [] })[0]?.verdict ?? ''));
        expect(verdicts, `${from} -> ${to}: ${packets.join()}`).toEqual(packets.map(() => filter === 'refused'));
      }
    },
  );
});
