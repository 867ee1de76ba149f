import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const counter = (match: string, last = match): string => `/ip firewall filter
add chain=input action=drop src-address-list=bad protocol=udp
add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1d ${last} src-address-list=two
add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1m ${match} src-address-list=one
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=1m ${match}
`;

specify('counter-counts-retries', {
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // A client of TCP repeats nothing that was answered.
    counter('protocol=tcp dst-port=22 connection-state=new'),
    // Slowed down by source.
    counter('protocol=udp dst-port=500 dst-limit=1,3,src-address'),
    // Known peers alone.
    counter('protocol=udp dst-port=500 src-address=192.0.2.0/24'),
    // What says that a login failed.
    counter('protocol=udp dst-port=500 content=failed'),
    // Of any protocol.
    counter('connection-state=new'),
    counter('protocol=!udp'),
    // The levels count different packets.
    counter('protocol=udp dst-port=500', 'protocol=udp dst-port=4500'),
    // A knock.
    '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=in address-list-timeout=1h protocol=udp dst-port=24431 src-address-list=one\nadd chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=udp dst-port=41873\nadd chain=input action=accept src-address-list=in\nadd chain=input action=drop\n',
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=bad protocol=udp
        add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=1d protocol=udp dst-port=500 connection-state=new src-address-list=two
        add chain=input action=add-src-to-address-list address-list=two address-list-timeout=1m protocol=udp dst-port=500 connection-state=new src-address-list=one
        add chain=input action=add-src-to-address-list address-list=one address-list-timeout=1m protocol=udp dst-port=500 connection-state=new
                                                                                                                          ^^^^^^^^^^^^^^^^^^^^
        `,
      message: '3 first packets ban their sender for 1d, and one client that gets no answer at once sends so many',
      related: ['4: level 2 of 3: two', '3: level 3 of 3: bad'],
    },
    {
      // Until the router restarts.
      script: `
        /ip firewall filter
        add chain=forward action=add-src-to-address-list address-list=bad protocol=17 dst-port=5060 src-address-list=one
        add chain=forward action=add-src-to-address-list address-list=one address-list-timeout=10s protocol=17 dst-port=5060
                                                         ^^^^^^^^^^^^^^^^
        add chain=forward action=drop src-address-list=bad
        `,
      message: '2 first packets ban their sender, and one client',
    },
  ],
});

/** Lines of the findings of a counter of two levels with these matchers. */
function counting(first: string, second = first): number[] {
  return linesOf(
    'counter-counts-retries',
    `/ip firewall filter
add chain=input action=drop src-address-list=banned
add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=2w ${second} src-address-list=try
add chain=input action=add-src-to-address-list address-list=try address-list-timeout=1m ${first}
`,
  );
}

test.each([
  'protocol=udp dst-port=1701',
  'protocol=17 dst-port=1701',
  'protocol=udp',
  'protocol=udp dst-port=1701 connection-state=new',
])('%s', (matchers) => expect(counting(matchers)).toEqual([4]));
test.each([
  ...['protocol=tcp dst-port=22', 'protocol=!udp', 'connection-state=new'],
  ...[
    'src-address=198.51.100.0/24',
    'limit=1,5',
    'dst-limit=1,5,src-address',
    'connection-limit=5,32',
    'psd=21,3s,3,1',
    'content=x',
    'layer7-protocol=x',
    'nth=2,1',
    'random=50',
  ].map((matcher) => `protocol=udp dst-port=1701 ${matcher}`),
])('not %s', (matchers) => expect(counting(matchers)).toEqual([]));
test('not where the levels count other packets, or one is not there', () => {
  expect(counting('protocol=udp dst-port=1701', 'protocol=udp dst-port=500')).toEqual([]);
  expect(counting('protocol=udp dst-port=1701', 'protocol=tcp dst-port=1701')).toEqual([]);
  expect(counting('protocol=udp dst-port=1701 disabled=yes', 'protocol=udp dst-port=1701')).toEqual([]);
});
