import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const script = (...rules: readonly string[]): string =>
  ['/ip firewall filter', 'add chain=input action=drop src-address-list=flood', ...rules, ''].join('\n');
const ACCEPT = 'add chain=input action=accept protocol=udp dst-port=500 limit=20,40:packet';
const BAN =
  'add chain=input action=add-src-to-address-list address-list=flood address-list-timeout=1h protocol=udp dst-port=500';

specify('ban-by-shared-limit', {
  ipv6: true,
  differs: {
    conditional: ['same', 'Where it is there, it has the fault.'],
  },
  good: [
    // Each source by itself.
    script(ACCEPT.replace('limit=20,40:packet', 'dst-limit=20,40,src-address/1m'), BAN),
    // The ban counts by itself.
    script(ACCEPT, `${BAN} connection-limit=50,32`),
    // What is beyond the rate is dropped before.
    script(ACCEPT, 'add chain=input action=drop protocol=udp dst-port=500', BAN),
    // Another service, or only some of its packets.
    script(ACCEPT, BAN.replace('500', '4500')),
    script(ACCEPT, `${BAN} src-address=192.0.2.0/24`),
    // Nothing refuses the list.
    script(ACCEPT, BAN.replaceAll('flood', 'seen')),
    // The rest is beyond a limit, not within.
    script(ACCEPT.replace('limit=20', 'limit=!20'), BAN),
    // The ban stands above, or in another chain.
    script(BAN, ACCEPT),
    script(ACCEPT, BAN.replace('chain=input', 'chain=forward')),
    // The limited rule decides about nothing.
    script(ACCEPT.replace('accept', 'log'), BAN),
  ],
  bad: [
    {
      // Only new ones, and none of the office.
      script: `
        /ip firewall filter
        add chain=input action=return protocol=icmp limit=5,5:packet
        add chain=input action=log protocol=icmp
        add chain=input action=add-src-to-address-list address-list=flood protocol=icmp connection-state=new src-address-list=!office
                                                       ^^^^^^^^^^^^^^^^^^
        add chain=input action=drop src-address-list=flood
        `,
      message: 'all senders together exceed limit=5,5:packet of line 2: one flood',
      related: ['2: lets by what is within the rate', '5: refuses who is on the list'],
    },
    {
      // A drop of something else in between.
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=new limit=100,200:packet
        add chain=forward action=drop protocol=tcp dst-port=25
        add chain=forward action=add-src-to-address-list address-list=flood address-list-timeout=1h connection-state=new
                                                         ^^^^^^^^^^^^^^^^^^
        add chain=forward action=drop src-address-list=flood
        `,
      message: 'exceed limit=100,200:packet of line 2',
    },
  ],
});

/** Lines of the findings of a ban below other rules. */
function below(rules: string, ban = 'protocol=udp dst-port=13231'): number[] {
  return linesOf(
    'ban-by-shared-limit',
    `/ip firewall filter
add chain=input action=drop src-address-list=b
${rules}
add chain=input action=add-src-to-address-list address-list=b address-list-timeout=1h ${ban}
`,
  );
}
const LIMITED = 'add chain=input action=accept protocol=udp dst-port=13231 limit=20,40:packet';

test.each([LIMITED, LIMITED.replace('accept', 'return'), `${LIMITED} connection-state=new`])('%s', (rules) =>
  expect(below(rules)).toEqual([4]),
);
test.each([
  LIMITED.replace('accept', 'log'),
  LIMITED.replace('accept', 'drop'),
  LIMITED.replace('limit=', 'limit=!'),
  LIMITED.replace(' limit=20,40:packet', ' dst-limit=20,40,src-address'),
  LIMITED.replace('dst-port=13231', 'dst-port=500'),
  `${LIMITED} disabled=yes`,
  LIMITED.replace('input', 'forward'),
])('not %s', (rules) => expect(below(rules)).toEqual([]));
test.each(['limit=1,5', 'dst-limit=1,5,src-address', 'connection-limit=5,32', 'psd=21,3s,3,1', 'nth=2,1', 'random=50'])(
  'not where the ban counts by itself: %s',
  (matcher) => expect(below(LIMITED, `protocol=udp dst-port=13231 ${matcher}`)).toEqual([]),
);
test.each([
  ['src-address-list=!office', [4]],
  ['connection-state=new', [4]],
  ['src-address-list=others', []],
  ['connection-state=!new', []],
  ['connection-state=established', []],
  ['in-interface=ether1', []],
])('a ban that asks for %s as well', (matcher, expected) =>
  expect(below(LIMITED, `protocol=udp dst-port=13231 ${matcher}`)).toEqual(expected),
);
test('a rule between them that takes the rest', () => {
  for (const action of ['drop', 'accept', 'return', 'reject'])
    expect(
      linesOf(
        'ban-by-shared-limit',
        `/ip firewall filter
add chain=input action=drop src-address-list=b
${LIMITED}
add chain=input action=${action} protocol=udp dst-port=13231
add chain=input action=add-src-to-address-list address-list=b address-list-timeout=1h protocol=udp dst-port=13231
`,
      ),
      action,
    ).toEqual([]);
  expect(
    linesOf(
      'ban-by-shared-limit',
      `/ip firewall filter
add chain=input action=drop src-address-list=b
${LIMITED}
add chain=input action=log protocol=udp dst-port=13231
add chain=input action=drop protocol=udp dst-port=13231 src-address=192.0.2.1
add chain=input action=add-src-to-address-list address-list=b address-list-timeout=1h protocol=udp dst-port=13231
`,
    ),
  ).toEqual([6]);
});
