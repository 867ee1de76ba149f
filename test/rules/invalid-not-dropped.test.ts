import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { linesOf } from './findings.ts';

const START = `/ip firewall filter
add chain=input action=accept connection-state=established,related
`;
const DROP = 'add chain=input action=drop connection-state=invalid\n';

/** A firewall that its filter alone shows. */
const whole = (rules: string): string => `${START}${rules}
add chain=input action=accept protocol=icmp
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
add chain=input action=accept protocol=tcp dst-port=8291 src-address=192.0.2.7
add chain=input action=accept in-interface=bridge
add chain=input action=drop
add chain=forward action=accept connection-state=established,related
add chain=forward action=drop connection-state=invalid
add chain=forward action=drop connection-nat-state=!dstnat
`;

specify('invalid-not-dropped', {
  ipv6: true,
  differs: {
    disabled: ['other', 'What is found changes with the rule that is disabled.'],
  },
  good: [
    `${START}${DROP}add chain=input action=accept protocol=udp dst-port=13231\nadd chain=input action=drop\n`,
    // A ping is no connection, and whoever is trusted may send what he likes.
    `${START}add chain=input action=accept protocol=icmp\nadd chain=input action=accept src-address=192.0.2.0/24\nadd chain=input action=accept in-interface=bridge\n${DROP}`,
    // It asks for the state.
    `${START}add chain=input action=accept connection-state=new protocol=tcp dst-port=22\n${DROP}`,
    // Its chain is entered by what the drop has left.
    `${START}${DROP}add chain=input action=jump jump-target=services\nadd chain=services action=accept protocol=tcp dst-port=443\n`,
    // A fragment may leave the drop to another file.
    `${START}add chain=input action=accept protocol=udp dst-port=13231\nadd chain=input action=drop\n`,
    // Everything that is accepted asks for its source, and the rest is refused.
    whole(''),
    // Refused by all states but those that are meant.
    whole(
      'add chain=input action=drop connection-state=!established,related,new\nadd chain=input action=accept protocol=tcp dst-port=443',
    ),
    // Nothing is translated.
    whole('add chain=input action=drop connection-state=invalid'),
  ],
  bad: [
    {
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established,related
        add chain=forward action=accept src-address=192.168.88.0/24
        add chain=forward action=accept protocol=udp
        add chain=forward action=drop connection-state=invalid
                                      ^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'Invalid packets get past this: 2 rules above accept them first. Move this drop above line 3.',
      related: ['3: accepts them first', '4: accepts them first'],
      output: `
        + add chain=forward action=drop connection-state=invalid
        - add chain=forward action=drop connection-state=invalid`,
    },
    {
      // In a chain of its own.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=from-outside in-interface=ether1
        add chain=from-outside action=accept connection-state=established,related
        add chain=from-outside action=accept protocol=tcp dst-port=443
        add chain=from-outside action=drop connection-state=invalid
                                           ^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=from-outside action=drop
        `,
      message: 'line 4 accepts them first',
      output: `
        - add chain=from-outside action=accept protocol=tcp dst-port=443
        + add chain=from-outside action=accept protocol=tcp dst-port=443`,
    },
    {
      // No drop at all, in what looks like a whole firewall.
      script: `
        /ip firewall filter
        add chain=input action=accept connection-state=established,related
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        add chain=input action=accept protocol=icmp
        add chain=input action=accept protocol=tcp dst-port=8291 src-address=192.0.2.7
        add chain=input action=accept protocol=udp dst-port=13231
        add chain=input action=accept protocol=tcp dst-port=443
        add chain=input action=drop
        add chain=forward action=drop connection-state=invalid
        add chain=forward action=drop connection-state=new
        `,
      message:
        'Nothing drops invalid packets in the chain input: line 5 accepts them (as far as this file shows the chain)',
      confidence: 'medium',
      output: `
        + add action=drop chain=input connection-state=invalid`,
    },
    {
      // A template, whose accept is there once it has been filled in.
      script: `
        /ip firewall filter
        add chain=forward action=accept connection-state=established,related
        add chain=forward action=accept src-address={{ NETWORK }}
        add chain=forward action=drop connection-state=invalid
                                      ^^^^^^^^^^^^^^^^^^^^^^^^
        `,
      message: 'line 3 accepts them first',
      output: `
        - add chain=forward action=accept src-address={{ NETWORK }}
        + add chain=forward action=accept src-address={{ NETWORK }}`,
    },
  ],
});

/** Lines of the findings where the rule stands above the drop. */
function above(rule: string, chain = 'input'): number[] {
  return linesOf(
    'invalid-not-dropped',
    `/ip firewall filter
add chain=${chain} action=accept connection-state=established,related
add chain=${chain} ${rule}
add chain=${chain} action=drop connection-state=invalid
add chain=${chain} action=drop
`,
  );
}

test.each([
  'icmp',
  '1',
  'icmpv6',
  '58',
  'ipsec-esp',
  '50',
  'ipsec-ah',
  '51',
  'gre',
  '47',
  'igmp',
  '2',
  'ospf',
  '89',
  'ipv6-encap',
  '41',
])('an invalid packet of protocol %s begins nothing', (protocol) => {
  expect(above(`action=accept protocol=${protocol}`)).toEqual([]);
  expect(above(`action=accept protocol=!${protocol}`)).toEqual([4]);
});

test.each([
  ['protocol=tcp dst-port=443', [4], [4]],
  ['connection-state=new protocol=tcp', [], []],
  ['ipsec-policy=in,ipsec', [], []],
  ['connection-nat-state=dstnat', [], []],
  ['dst-address-type=multicast', [], []],
  ['dst-address-type=!multicast', [4], [4]],
  // Whom the firewall trusts may send what they will to the router.
  ['src-address=192.168.88.0/24', [], [4]],
  ['src-address=!192.168.88.0/24', [4], [4]],
  ['src-address-list=admins', [], [4]],
  ['src-mac-address=02:00:00:00:00:01', [], undefined],
  ['in-interface=bridge', [], [4]],
  ['in-interface=!bridge', [4], [4]],
  ['in-interface-list=LAN', [], [4]],
  ['in-interface-list=WAN', [4], [4]],
  ['in-interface-list=!WAN', [], undefined],
] as const)('an accept of %s above the drop', (matchers, input, forward) => {
  expect(above(`action=accept ${matchers}`)).toEqual(input);
  if (forward !== undefined) expect(above(`action=accept ${matchers}`, 'forward')).toEqual(forward);
});

test.each([
  'action=log',
  'action=drop protocol=tcp dst-port=23',
  'action=add-src-to-address-list address-list=x protocol=tcp',
])('%s above lets nobody in', (rule) => expect(above(rule)).toEqual([]));
