import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { specify } from '../support/ruleTester.ts';

specify('list-never-filled', {
  ipv6: true,
  differs: {
    disabled: ['same', 'The name is wrong whether or not the rule is on, and shows when it is switched on.'],
  },
  good: [
    `
    /ip firewall address-list add list=office address=192.0.2.0/24
    /ip firewall filter add chain=input action=drop src-address-list=!office
    `,
    // Several lists at once are several-address-lists.
    `
    /ip firewall address-list add list=office address=192.0.2.0/24
    /ip firewall filter add chain=input action=accept src-address-list=office,home
    `,
    `
    :global name
    /ip firewall address-list add list=office address=192.0.2.0/24
    /ip firewall filter add chain=input action=accept src-address-list=$name
    `,
    // What it would have spared is filled by a rule.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=!office protocol=tcp dst-port=22\nadd chain=input action=add-src-to-address-list address-list=office address-list-timeout=1h protocol=tcp dst-port=41873\n',
    // A fragment without any list.
    '/ip firewall filter\nadd chain=input action=drop src-address-list=!office\n',
    // A script may fill it: the name is a word of its own there.
    '/ip firewall address-list add list=office address=192.0.2.0/24\n/ip firewall filter add chain=input action=accept src-address-list=friends\n/system script add name=fill source="/ip firewall address-list add list=\\"friends\\" address=192.0.2.9"\n',
    '/ip firewall address-list add list=office address=192.0.2.0/24\n/ip firewall filter add chain=input action=accept src-address-list=friends\n/system script add name=fill source=":local lists \\"friends,foes\\""\n',
  ],
  bad: [
    {
      script: `
        /ip firewall address-list
        add list=office address=192.0.2.0/24
        /ip firewall filter
        add chain=input action=accept src-address-list=ofice
                                                       ^^^^^
        add chain=forward action=accept dst-address-list=ofice
        `,
      message: 'Nothing in this file fills the list "ofice", so this never matches. Did you mean "office"?',
      related: ['5: asks for it too'],
      output: `
        - add chain=input action=accept src-address-list=ofice
        - add chain=forward action=accept dst-address-list=ofice
        + add chain=input action=accept src-address-list=office
        + add chain=forward action=accept dst-address-list=office`,
    },
    {
      script: `
        # 2026-11-01 10:00:00 by RouterOS 7.20
        /ip firewall filter
        add action=drop chain=input src-address-list=bots
                                                     ^^^^
        `,
      message: 'Fill it, or correct the name.',
      severity: 'information',
      confidence: 'medium',
      related: [],
    },
    {
      script: `
        /ip firewall filter
        add chain=input action=drop src-address-list=banned
        add chain=input action=add-src-to-address-list address-list=banned address-list-timeout=1h protocol=tcp dst-port=22 src-address-list=!Administrators
                                                                                                                                             ^^^^^^^^^^^^^^^
        `,
      message: 'Nothing in this file fills the list "Administrators", so this spares nobody: any address fits. Fill it',
      severity: 'information',
      confidence: 'medium',
    },
    {
      // A script writes the word to the log.
      script: `
        /ip firewall address-list add list=office address=192.0.2.0/24
        /ip firewall filter add chain=input action=accept src-address-list=friends
                                                                           ^^^^^^^
        /system scheduler add name=look on-event=":log info \\"no friends today\\""
        `,
      message: 'Nothing in this file fills the list "friends", so this never matches',
      severity: 'information',
      confidence: 'medium',
    },
  ],
});

/** Messages of the rule, each with its severity. */
function check(script: string): string[] {
  return analyse(script)
    .findings.filter(({ ruleId }) => ruleId === 'list-never-filled')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

const FILTER = '/ip firewall filter\n';
const ASK = 'add chain=input src-address-list="Safe Haven"\n';

test('a similar list is filled', () => {
  expect(check(`/ip firewall address-list\nadd list="Save Haven" address=10.0.0.1\n${FILTER}${ASK}`)).toEqual([
    'warning: Nothing in this file fills the list "Safe Haven", so this never matches. Did you mean "Save Haven"?',
  ]);
});
test('case and separators count as one slip', () => {
  for (const near of ['safe haven', 'Safe-Haven', 'SafeHaven', 'Safe Heaven']) {
    expect(check(`/ip firewall address-list add list="${near}" address=10.0.0.1\n${FILTER}${ASK}`)[0]).toContain(
      `Did you mean "${near}"?`,
    );
  }
});
test('another list is filled: said quietly', () => {
  expect(check(`/ip firewall address-list add list=bogons address=10.0.0.1\n${FILTER}${ASK}`)[0]).toMatch(
    /^information: /,
  );
});
test.each([
  ['an entry', '/ip firewall address-list add list="Safe Haven" address=10.0.0.1\n'],
  ['an entry with a timeout', '/ip firewall address-list add list="Safe Haven" address=10.0.0.1 timeout=1h\n'],
  ['a rule', `${FILTER}add chain=input action=add-src-to-address-list address-list="Safe Haven" protocol=icmp\n`],
  [
    'a rule of another table',
    '/ip firewall raw add chain=prerouting action=add-src-to-address-list address-list="Safe Haven"\n',
  ],
  ['a function', ':global f do={ /ip firewall address-list add list="Safe Haven" address=$1 }\n'],
  [
    'one of several lists of a DHCP lease',
    '/ip dhcp-server lease add address=10.0.0.2 address-lists="phones,Safe Haven"\n',
  ],
  ['a PPP secret', '/ppp profile add name=p address-list="Safe Haven"\n'],
  ['a DHCP lease', '/ip dhcp-server lease add address=10.0.0.2 address-lists="Safe Haven"\n'],
  ['a computed name', ':foreach l in=$lists do={ /ip firewall address-list add list=$l address=10.0.0.1 }\n'],
])('filled by %s', (_, filling) => {
  // Another list is filled, so that the file does not leave lists to others.
  const other = '/ip firewall address-list add list=bogons address=10.0.0.1\n';
  expect(check(`${other}${FILTER}${ASK}`)).toHaveLength(1);
  expect(check(`${other}${filling}${FILTER}${ASK}`)).toEqual([]);
});
test('a fragment without any list is no ground for a claim, an export is', () => {
  expect(check(`${FILTER}${ASK}`)).toEqual([]);
  expect(check(`# 2026-01-01 10:00:00 by RouterOS 7.20\n${FILTER}${ASK}`)).toHaveLength(1);
});
test('a negated list that nothing fills spares nobody, which is said quietly', () => {
  expect(
    check(
      `/ip firewall address-list add list=x address=10.0.0.1\n${FILTER}add chain=input src-address-list=!none-such\n`,
    ),
  ).toEqual([
    expect.stringContaining('information: Nothing in this file fills the list "none-such", so this spares nobody'),
  ]);
});
test('IPv4 and IPv6 have lists of their own', () => {
  expect(
    check(
      '/ip firewall address-list add list=admins address=10.0.0.1\n/ipv6 firewall address-list add list=other address=::1\n/ipv6 firewall filter add chain=input src-address-list=admins\n',
    ),
  ).toHaveLength(1);
});
