import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type FirewallTable, firewallTable } from '../../server/src/features/firewallTable.ts';
import { firewallTableText } from '../../server/src/features/firewallTableText.ts';

const BOUNDS = { rules: 100, text: 60 };

function tableOf(text: string, bounds = BOUNDS): FirewallTable {
  return firewallTable(analyse(text), bounds);
}

/** What the table says as text; the names of its chains are lines of their own. */
function check(text: string, shown: string): void {
  expect(firewallTableText(tableOf(text))).toBe(shown);
}

test('a filter with a knock: numbers, actions, matchers, and what becomes of each rule', () => {
  check(
    `/ip firewall filter
add action=accept chain=input comment="known connections" connection-state=established,related
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=open
add action=add-src-to-address-list address-list=one address-list-timeout=20s chain=input dst-port=31021 protocol=tcp
add action=add-src-to-address-list address-list=open address-list-timeout=1h chain=input dst-port=47110 \\
    protocol=tcp src-address-list=one
add action=log chain=input disabled=yes log=no log-prefix=x
add action=drop chain=input
add action=accept chain=input dst-port=80 protocol=tcp
add action=jump chain=forward jump-target=guests protocol=udp
add action=drop chain=forward log=yes
add action=reject chain=guests reject-with=icmp-admin-prohibited src-address=!192.0.2.0/24
add action=accept chain=guests protocol=tcp
`,
    `/ip firewall filter, chain input: 7 rules, 1 never reached, 3 in a knock, 1 disabled
#    line  action                               matchers                                          state                     comment
1    2     accept                               connection-state=established,related              reached                   known connections
2    3     accept                               dst-port=22 protocol=tcp src-address-list=open    gate of a knock, reached
3    4     add-src-to-address-list one for 20s  dst-port=31021 protocol=tcp                       knock 1 of 2, reached
4    5     add-src-to-address-list open for 1h  dst-port=47110 protocol=tcp src-address-list=one  knock 2 of 2, reached
5 X  7     log log-prefix=x                     all packets                                       disabled
6    8     drop                                 all packets                                       reached
7    9     accept                               dst-port=80 protocol=tcp                          never reached (line 8)

/ip firewall filter, chain forward: 2 rules
#  line  action       matchers      state    comment
1  10    jump guests  protocol=udp  reached
2  11    drop log     all packets   reached

/ip firewall filter, chain guests: 2 rules, 1 never reached
#  line  action                                    matchers                   state                                                 comment
1  12    reject reject-with=icmp-admin-prohibited  src-address=!192.0.2.0/24  reached
2  13    accept                                    protocol=tcp               never reached (no jump lets through what it matches)
`,
  );
});

test('each menu and family by itself, in the order in which a packet meets them', () => {
  const text = `/ipv6 firewall filter add chain=input action=drop
/ip firewall nat add chain=srcnat action=masquerade out-interface=ether1
/ip firewall mangle add chain=forward action=mark-packet new-packet-mark=voice passthrough=no
/ip firewall raw add chain=prerouting action=drop src-address=198.51.100.0/24
`;
  const { rules } = tableOf(text);
  expect(rules.map(({ family, table, line, target }) => [family, table, line, target])).toEqual([
    ['ip', 'raw', 4, ''],
    ['ip', 'mangle', 3, 'new-packet-mark=voice passthrough=no'],
    ['ip', 'nat', 2, ''],
    ['ipv6', 'filter', 1, ''],
  ]);
});

test('the order is that of the router, not of the lines', () => {
  const text = '/ip firewall filter\nadd chain=input action=drop\nadd chain=input protocol=icmp place-before=0\n';
  expect(tableOf(text).rules.map(({ number, line, target }) => [number, line, target])).toEqual([
    [1, 3, ''],
    [2, 2, ''],
  ]);
});

test('what hangs on the run of the script is not certain, and what cannot be followed is named', () => {
  const text = `:if ($x = 1) do={ /ip firewall filter add chain=input action=drop }
/ip firewall nat remove $which
`;
  const table = tableOf(text);
  expect(table.rules).toMatchObject([{ doubtful: true }]);
  expect(table.opaque).toEqual(['/ip firewall nat']);
  expect(firewallTableText(table)).toContain('not decided, not certain');
  expect(firewallTableText(table)).toContain('The script changes /ip firewall nat in ways');
});

test('default rules have no line', () => {
  const analysis = analyse('/ip firewall filter add chain=input action=accept in-interface-list=WAN', {
    assume: 'defconf',
  });
  const { rules } = firewallTable(analysis, BOUNDS);
  expect(rules.filter(({ line }) => line === null).length).toBeGreaterThan(5);
  expect(rules.filter(({ line }) => line === 1)).toMatchObject([{ chain: 'input', status: { kind: 'dead' } }]);
});

test('no secret is shown, and no character steers', () => {
  const text = `/ip firewall filter
add chain=input action=drop content=open-sesame comment="\\1B[31m password=hunter2hunter2 \\u202e"
`;
  const shown = JSON.stringify(tableOf(text));
  expect(shown).toContain('***');
  expect(shown).not.toMatch(/open-sesame|hunter2|\\u001b|\u202e/);
});

test('bounds: how many rules, and how much of a value', () => {
  const rule = `add chain=input action=accept src-address-list=${'long'.repeat(50)}\n`;
  const table = tableOf(`/ip firewall filter\n${rule.repeat(12)}`, { rules: 10, text: 20 });
  expect(table.rules).toHaveLength(10);
  expect(table.omitted).toBe(2);
  expect(table.rules[0]?.matchers).toEqual({ 'src-address-list': `${'long'.repeat(4)}lon…` });
  expect(firewallTableText(table)).toContain('2 further rules are not shown.');
  expect(firewallTableText(tableOf('/ip address\n'))).toBe('No firewall rule in this file.\n');
});
