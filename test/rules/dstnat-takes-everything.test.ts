import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

specify('dstnat-takes-everything', {
  good: [
    // To send all questions for names or times to one's own server is what this is used for.
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=udp dst-port=53 to-addresses=192.0.2.53\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=udp dst-port=123 to-addresses=192.0.2.53\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=80 dst-address=203.0.113.1 to-addresses=192.0.2.80\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=80 dst-address-type=local to-addresses=192.0.2.80\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=80 to-addresses=192.0.2.80 disabled=yes\n',
    // Not from the chain that takes what passes by.
    '/ip firewall nat add chain=web action=dst-nat protocol=tcp dst-port=80 to-addresses=192.0.2.80\n',
    '/ip firewall nat add chain=dstnat action=redirect protocol=tcp dst-port=80 to-ports=8080\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=!icmp to-addresses=192.0.2.80\n',
    '/ip firewall nat add chain=dstnat action=dst-nat protocol=icmp src-address=192.0.2.7 to-addresses=192.0.2.80\n',
    '/ip firewall nat add chain=dstnat action=accept\n/ip firewall nat add chain=dstnat action=dst-nat to-addresses=192.0.2.80\n',
    '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=udp dst-port=27000-27050 in-interface=ether1 to-addresses=192.168.88.10\n',
    // Other protocols have no ports that the router could need.
    '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=gre in-interface=ether1 to-addresses=192.168.88.10\n',
    // From one peer.
    '/ip firewall nat\nadd chain=dstnat action=dst-nat protocol=udp in-interface=ether1 src-address=192.0.2.7 to-addresses=192.168.88.10\n',
  ],
  bad: [
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat protocol=tcp dst-port=5353 to-addresses=192.0.2.53
                                                     ^^^^^^^^^^^^^
        `,
      message: 'anywhere in the world',
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat connection-state=new protocol=tcp dst-port=25,465,587 to-addresses=192.0.2.25 to-ports=25
                                                                          ^^^^^^^^^^^^^^^^^^^
        add chain=dstnat action=dst-nat protocol=tcp dst-port=80 in-interface=ether1 to-addresses=192.0.2.80
        `,
      message: 'Add the destination or the interface of the outside',
    },
    {
      // A whole protocol: each ping that the inside sends is answered by one host.
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat protocol=icmp to-addresses=192.0.2.80
                                        ^^^^^^^^^^^^^
        `,
      message: 'This also takes all icmp that hosts of the inside send anywhere in the world.',
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat to-addresses=192.0.2.80
                         ^^^^^^^^^^^^^^
        `,
      message: 'This also takes everything that hosts of the inside send anywhere in the world.',
    },
    {
      script: `
        /ip firewall nat
        add chain=dstnat action=dst-nat in-interface-list=WAN protocol=udp dst-port=1-65535 to-addresses=192.168.88.10
                                                                           ^^^^^^^^^^^^^^^^
        `,
      message: 'This sends all UDP from outside to one host, and what is meant for the router itself',
      severity: 'information',
    },
  ],
});

/** Lines of the findings of a rule that forwards to a host. */
function forwarding(matchers: string, more = ''): number[] {
  return linesOf(
    'dstnat-takes-everything',
    `/ip firewall nat\nadd chain=dstnat action=dst-nat to-addresses=192.168.88.10 ${matchers}\n${more}`,
  );
}

test.each([
  '',
  'protocol=tcp',
  'protocol=icmp',
  'protocol=tcp dst-port=443',
  'protocol=tcp dst-port=80,443',
  'protocol=udp dst-port=54',
  'connection-state=new protocol=tcp',
  'protocol=tcp dst-port=443 connection-state=new',
])('from everywhere: %s', (matchers) => expect(forwarding(matchers)).toEqual([2]));
test.each([
  ...['protocol=udp dst-port=53', 'protocol=tcp dst-port=53', 'protocol=udp dst-port=123'],
  ...[
    'dst-address=203.0.113.1',
    'in-interface=ether1',
    'in-interface-list=WAN',
    'dst-address-type=local',
    'src-address=192.0.2.1',
  ].map((side) => `protocol=tcp dst-port=443 ${side}`),
  ...['protocol=tcp dst-port=!443', 'protocol=!tcp'],
])('for a purpose, or from one side: %s', (matchers) => expect(forwarding(matchers)).toEqual([]));
test.each([
  ...[
    'in-interface=ether1',
    'in-interface-list=WAN',
    'dst-address=203.0.113.1',
    'dst-address-type=local',
    'connection-state=new in-interface=ether1',
  ],
  ...[
    'protocol=tcp in-interface=ether1',
    'protocol=udp in-interface=ether1',
    'protocol=tcp dst-port=1-65535 in-interface=ether1',
  ],
  ...[
    'protocol=tcp dst-port=1-21,23-65535 in-interface=ether1',
    'protocol=udp dst-port=5001-65000 in-interface=ether1',
  ],
])('nearly all from one side: %s', (matchers) => expect(forwarding(matchers)).toEqual([2]));
test.each([
  ...[
    'protocol=icmp in-interface=ether1',
    'protocol=tcp dst-port=1-59999 in-interface=ether1',
    'src-address=192.0.2.1 in-interface=ether1',
  ],
  ...['in-interface=!ether1', 'protocol=!tcp in-interface=ether1', 'src-address-list=x in-interface=ether1'],
])('part of it: %s', (matchers) => expect(forwarding(matchers)).toEqual([]));
test('rules that do something else, or nothing', () => {
  expect(forwarding('disabled=yes')).toEqual([]);
  expect(
    linesOf('dstnat-takes-everything', '/ip firewall nat\nadd chain=dstnat action=redirect protocol=tcp\n'),
  ).toEqual([]);
  expect(
    linesOf('dstnat-takes-everything', '/ip firewall nat\nadd chain=srcnat action=dst-nat to-addresses=192.0.2.1\n'),
  ).toEqual([]);
  expect(
    forwarding(
      'protocol=tcp',
      'add chain=dstnat action=dst-nat to-addresses=192.168.88.11 protocol=tcp dst-port=443\n',
    ),
  ).toEqual([2]);
});
