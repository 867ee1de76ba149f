import { expect, test } from 'vitest';
import { specify } from '../support/ruleTester.ts';
import { findingsOf, linesOf } from './findings.ts';

specify('unreachable-rule', {
  ipv6: true,
  good: [
    `
    /ip firewall filter
    add chain=input action=drop src-address=192.0.2.0/24
    add chain=input action=drop src-address=198.51.100.0/24
    `,
    // To log decides nothing.
    `
    /ip firewall filter
    add chain=input action=log
    add chain=input action=drop protocol=tcp
    `,
    `
    /ip firewall filter
    add chain=input action=accept
    add chain=input action=drop protocol=tcp disabled=yes
    `,
    // An accept below a drop is accept-below-drop.
    `
    /ip firewall filter
    add chain=input action=drop
    add chain=input action=accept protocol=tcp
    `,
    // Of a list that is filled in between by who sends such packets, from wherever.
    `
    /ip firewall filter
    add chain=input action=accept src-address-list=admins
    add chain=input action=add-src-to-address-list address-list=admins protocol=tcp dst-port=8000-9000
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=admins
    `,
    `
    /ip firewall filter
    add chain=input action=accept src-address-list=admins
    add chain=input action=jump jump-target=knock
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=admins
    add chain=knock action=add-src-to-address-list address-list=admins protocol=tcp
    `,
    // Ports that are still to be filled in, and a rate that not all keep.
    `
    /ip firewall filter
    add chain=input action=accept src-address-list=admins protocol=tcp dst-port=<PORT>
    add chain=input action=accept src-address-list=admins protocol=tcp dst-port=<PORT> in-interface=ether1
    add chain=input action=add-src-to-address-list address-list=admins protocol=udp
    `,
    `
    /ip firewall filter
    add chain=input action=accept src-address-list=admins limit=5,5:packet
    add chain=input action=add-src-to-address-list address-list=admins protocol=udp
    add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=admins limit=5,5:packet
    `,
    // Each turn of the loop has another port.
    `
    /ip firewall filter
    :foreach one in=[/ip service find name~"api"] do={
      /ip firewall filter add chain=input action=jump jump-target=api protocol=tcp dst-port=[/ip service get $one port]
    }
    add chain=api action=drop
    `,
    // Under a condition, above the end of the chain.
    `
    /ip firewall filter
    :if ($web) do={ add chain=input action=accept protocol=tcp dst-port=80 }
    add chain=input action=drop
    `,
    // The end is one only on a condition.
    `
    /ip firewall filter
    :if ($shut) do={ add chain=input action=drop }
    :if ($web) do={ add chain=input action=accept protocol=tcp dst-port=80 }
    `,
  ],
  bad: [
    {
      // A list that is filled in between, by who sends something else.
      script: `
        /ip firewall filter
        add chain=input action=accept src-address-list=admins
        add chain=input action=add-src-to-address-list address-list=admins address-list-timeout=1h protocol=udp dst-port=40001 src-address-list=half
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=admins
        ^^^
        add chain=input action=drop
        add chain=input action=add-src-to-address-list address-list=half address-list-timeout=1m protocol=udp dst-port=40002 place-before=0
        `,
      message:
        'Never reached: line 2 already takes every packet that this matches, and what comes on the list in between has sent other packets. Nothing changes without it',
      severity: 'information',
      confidence: 'high',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=seen protocol=tcp
        add chain=input action=add-src-to-address-list address-list=seen protocol=tcp dst-port=23
        add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=seen
        ^^^
        `,
      message: 'Narrow line 2, or remove this.',
      confidence: 'high',
    },
    {
      // Once the accept of all is gone, the end of their chain still takes them.
      script: `
        /ip firewall filter
        add chain=input action=accept
        ^^^
        add chain=input action=jump jump-target=web protocol=tcp dst-port=80
        add chain=web action=drop src-address-list=banned
        add chain=web action=log
        add chain=web action=add-src-to-address-list address-list=seen
        add chain=web action=drop
        add chain=web action=accept src-address-list=friends
        ^^^
        `,
      message: [
        'This already accepts every packet that 6 later rules match',
        'Never reached: line 7 of the same chain already takes every packet.',
      ],
      severity: 'warning',
    },
    {
      // Under a condition, below the end of their chain.
      script: `
        /ip firewall filter
        add chain=web action=accept src-address-list=friends
        add chain=web action=drop
        :if ($ssh) do={ /ip firewall filter add chain=web action=accept src-address-list=admins }
                                            ^^^
        :if ($ftp) do={ /ip firewall filter add chain=web action=accept src-address-list=clerks }
        add chain=web action=return disabled=yes
        `,
      message: 'Never reached, like 1 more rule: line 3 of the same chain already takes every packet.',
      confidence: 'high',
      related: ['3: takes every packet of the chain', '5: accept in web, never reached either'],
    },
    {
      // Each was meant to do something else than the accept.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp
        add chain=input action=drop protocol=tcp dst-port=23
        ^^^
        add chain=input action=accept protocol=icmp
        add chain=input action=drop protocol=tcp dst-port=25
        ^^^
        `,
      message: [
        'Never reached: rule 1 of the chain input (line 2) already accepts',
        'Move it above line 2, or remove it.',
      ],
      related: ['2: accepts every packet that it matches'],
    },
    {
      // What changes nothing is one finding.
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp
        add chain=input action=accept protocol=tcp dst-port=23
        ^^^
        add chain=input action=accept protocol=icmp
        add chain=input action=accept protocol=tcp dst-port=25
        `,
      message: 'Never reached, like 1 more rule: rule 1 of the chain input (line 2) already accepts',
      severity: 'information',
      related: ['2: accepts every packet that it matches', '5: accept in input, never reached either'],
    },
    {
      // Six victims are one mistake, and it is made at the taker.
      script: `
        /ip firewall filter
        add chain=forward action=accept protocol=tcp
        ^^^
        add chain=forward action=accept protocol=tcp dst-port=80
        add chain=forward action=accept protocol=udp
        add chain=forward action=drop protocol=tcp dst-port=23
        add chain=forward action=accept protocol=tcp dst-port=443
        add chain=forward action=drop protocol=tcp dst-port=25
        add chain=forward action=log protocol=tcp dst-port=26
        add chain=forward action=drop protocol=tcp dst-port=27
        `,
      message:
        'This already accepts every packet that 6 later rules match, so they are never reached, the drop in line 5 among them. Narrow it, or remove them.',
      related: [
        '3: accept in forward, never reached',
        '5: drop in forward, never reached',
        '6: accept in forward, never reached',
        '7: drop in forward, never reached',
        '8: log in forward, never reached',
        '9: drop in forward, never reached',
      ],
    },
    {
      // Above the marks there would be no mark to return for, and above the accept the other rule would be dead.
      script: `
        /ip firewall mangle
        add chain=prerouting action=mark-packet new-packet-mark=voice passthrough=no protocol=udp
        add chain=prerouting action=return protocol=udp
        ^^^
        add chain=prerouting action=accept protocol=tcp dst-port=80
        add chain=prerouting action=mark-packet new-packet-mark=web passthrough=no protocol=tcp dst-port=80
        ^^^
        `,
      message: ['Narrow line 2, or remove this.', 'Narrow line 4, or remove this.'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=accept protocol=tcp dst-port=1-100
        add chain=input action=accept protocol=tcp dst-port=101-200
        add chain=input action=drop protocol=tcp dst-port=50-150
        ^^^
        `,
      message:
        'rules 1, 2 of the chain input together already accept every packet that this matches. Move it above line 2, or remove it.',
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=tcp dst-port=1-100
        add chain=input action=accept protocol=tcp dst-port=101-200
        add chain=input action=log protocol=tcp dst-port=50-150
        ^^^
        `,
      message: 'rules 1, 2 of the chain input together already take every packet that this matches.',
    },
    {
      // The jump leads to where all is dropped.
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=end protocol=tcp
        add chain=input action=log protocol=tcp dst-port=80
        ^^^
        add chain=end action=log
        add chain=end action=drop
        `,
      message: 'Move it above line 2, or remove it.',
      related: ['5: drops every packet that it matches'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=checks protocol=tcp
        add chain=forward action=jump jump-target=checks protocol=icmp
        add chain=checks action=drop protocol=udp dst-port=161
        ^^^
        add chain=checks action=drop protocol=udp dst-port=162
        add chain=checks action=accept protocol=udp dst-port=163
        `,
      message: 'Never reached, like 2 more rules: the jumps in lines 2 and 3 let through nothing that this matches.',
      related: [
        '2: jumps to checks',
        '3: jumps to checks',
        '5: drop in checks, never reached either',
        '6: accept in checks, never reached either',
      ],
    },
    {
      script: `
        /ip firewall filter
        add chain=forward action=accept protocol=tcp
        add chain=forward action=drop protocol=tcp dst-port=25
        ^^^
        `,
      message: 'every packet that this matches. Move it above line 2, or remove it.',
      related: ['2: accepts every packet that it matches'],
    },
    {
      // It would do what is done anyway.
      script: `
        /ip firewall filter
        add chain=input action=drop protocol=udp
        add chain=input action=drop protocol=udp dst-port=161
        ^^^
        add chain=input action=drop protocol=udp dst-port=53
        `,
      message: 'Never reached, like 1 more rule: ',
      severity: 'information',
      related: ['2: drops every packet that it matches', '4: drop in input, never reached either'],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=jump jump-target=tcp protocol=tcp
        add chain=tcp action=drop protocol=udp
        ^^^
        `,
      message:
        'Never reached: the jump in line 2 lets through nothing that this matches. Compare the matchers of the two.',
      related: ['2: jumps to tcp'],
    },
  ],
});

const MENU = '/ip firewall filter\n';
const lines = (rules: string): number[] => linesOf('unreachable-rule', MENU + rules);

test('a drop below an accept of the same packets', () =>
  expect(lines('add chain=input protocol=tcp\nadd chain=input action=drop protocol=tcp dst-port=22\n')).toEqual([3]));
test('what stands below a drop of everything and refuses, too, is one finding', () => {
  const [finding, ...others] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input action=drop
add chain=input action=drop protocol=udp
add chain=input action=reject protocol=tcp
add chain=input action=tarpit protocol=tcp dst-port=22
`,
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ line: 3, severity: 'information', confidence: 'certain' });
  expect(finding?.message).toBe(
    'Never reached, like 2 more rules: rule 1 of the chain input (line 2) already drops every packet that this matches. Nothing changes without it: remove it.',
  );
  expect(finding?.related).toHaveLength(3);
});
test('an accept below a drop is the other rule', () => {
  const script = `${MENU}add chain=input action=drop\nadd chain=input action=log\nadd chain=input protocol=tcp\nadd chain=input action=log protocol=tcp\n`;
  expect(linesOf('unreachable-rule', script)).toEqual([3, 5]);
  expect(linesOf('accept-below-drop', script)).toEqual([4]);
});
test('who was on a list before a rule filled it is on it after', () =>
  expect(
    lines(`add chain=input action=return src-address-list=!a
add chain=input action=add-src-to-address-list protocol=udp address-list=a address-list-timeout=2s
add chain=input action=drop src-address-list=a
add chain=input action=log
`),
  ).toEqual([5]));
test('what only repeats the effect is said quietly', () => {
  const [finding] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input action=drop protocol=tcp\nadd chain=input action=reject protocol=tcp dst-port=22\n`,
  );
  expect(finding?.severity).toBe('information');
});
test('a drop of the rest where there is no rest is said quietly', () => {
  const [finding] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input protocol=tcp\nadd chain=input action=drop protocol=!tcp\nadd chain=input action=drop\n`,
  );
  expect(finding).toMatchObject({ line: 4, severity: 'information' });
});
test('behind an unconditional jump to a chain that drops everything', () => {
  const [finding] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input action=jump jump-target=end\nadd chain=input action=log\nadd chain=end action=drop\n`,
  );
  expect(finding?.line).toBe(3);
  expect(finding?.message).toContain('rule 1 of the chain end (line 4) already drops');
  expect(finding?.message).toContain('Move it above line 2');
});
test('behind an unconditional return', () =>
  expect(
    lines(
      'add chain=input action=jump jump-target=x\nadd chain=x action=return\nadd chain=x action=drop protocol=tcp\nadd chain=input action=drop\n',
    ),
  ).toEqual([4]));
test('behind a drop in raw', () => {
  const [finding] = findingsOf(
    'accept-below-drop',
    `/ip firewall raw\nadd chain=prerouting action=drop protocol=tcp dst-port=22\n${MENU}add chain=input protocol=tcp dst-port=22\n`,
  );
  expect(finding?.message).toBe(
    'Never reached: rule 1 of the chain prerouting in raw (line 2) already drops every packet that this accepts. Narrow line 2, or remove this.',
  );
  expect(finding?.fixes).toEqual([]);
});
test('a jump that lets through nothing of it', () => {
  const [finding] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input action=jump jump-target=ssh protocol=tcp dst-port=475\nadd chain=ssh protocol=tcp dst-port=457\n`,
  );
  expect(finding?.line).toBe(3);
  expect(finding?.message).toContain('the jump in line 2 lets through nothing that this matches');
});
test('a jump that lets through nothing of several is one finding', () => {
  const [finding, ...others] = findingsOf(
    'unreachable-rule',
    `${MENU}add chain=input action=jump jump-target=t protocol=tcp\nadd chain=t protocol=udp dst-port=53\nadd chain=t protocol=icmp\nadd chain=t action=drop\n`,
  );
  expect(others).toEqual([]);
  expect(finding?.message).toMatch(/^Never reached, like 1 more rule: the jump in line 2/);
});
test('disabled rules are neither dead nor in the way', () => {
  expect(lines('add chain=input action=drop disabled=yes\nadd chain=input action=log\n')).toEqual([]);
  expect(lines('add chain=input action=drop\nadd chain=input action=log disabled=yes\n')).toEqual([]);
});
test('branches of a template exclude each other', () =>
  expect(
    lines('{{- if .all }}\nadd chain=input\n{{- else }}\nadd chain=input action=drop protocol=tcp\n{{- end }}\n'),
  ).toEqual([]));
