import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { findingsOf, linesOf } from './findings.ts';

const MENU = '/ip firewall filter\n';
const ESTABLISHED = 'add chain=input connection-state=established,related\n';
const FIRST =
  'add chain=input action=add-src-to-address-list address-list=k1 address-list-timeout=10s protocol=tcp dst-port=41873\n';
const SECOND =
  'add chain=input action=add-src-to-address-list address-list=ok address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=k1\n';
const GATE = 'add chain=input protocol=tcp dst-port=22 src-address-list=ok\n';
const DROP = 'add chain=input action=drop\n';
const KNOCK = MENU + ESTABLISHED + FIRST + SECOND + GATE + DROP;

/** Rules that speak of knocks, in text order. */
function told(script: string): string[] {
  return select(analyse(script).findings, {})
    .map(({ ruleId }) => ruleId)
    .filter((id) => id !== 'session-dies-with-grant' && id !== 'knock-timeout-too-short');
}

test('a knock that works has no fault but the missing trap', () => expect(told(KNOCK)).toEqual(['missing-blacklist']));

test('an accept of the same service: the packet, the rule that lets it, and the lesser weakness beside', () => {
  const script = KNOCK.replace(DROP, `add chain=input protocol=tcp dst-port=20-25\n${DROP}`);
  const [finding, ...others] = findingsOf('knock-bypassed', script);
  expect(others).toEqual([]);
  expect(finding?.message).toBe(
    'Open without a knock: rule 5 of the chain input (line 6) accepts tcp 198.51.100.7:40000 -> :22 from a source on no list. Narrow that rule, or let it ask for src-address-list=ok.',
  );
  expect(finding?.line).toBe(5);
  expect(finding?.related.map(({ message }) => message)).toEqual([
    'lets in who has not knocked',
    'knock 1 of 2: tcp 41873',
    'knock 2 of 2: tcp 23951',
    'besides, no trap stops who knocks at wrong ports',
  ]);
  expect(told(script)).toEqual(['knock-bypassed']);
});
test('an accept for the LAN is no way around the knock', () =>
  expect(told(KNOCK.replace(DROP, `add chain=input src-address=192.168.88.0/24\n${DROP}`))).toEqual([
    'missing-blacklist',
  ]));
test.each([
  'in-interface=bridge',
  'in-interface=ether1',
  'in-interface=!starlink',
  'in-interface-list=LAN',
  'in-interface-list=!OUT',
])('an accept for the inside, %s, is none either', (inside) =>
  expect(told(KNOCK.replace(DROP, `add chain=input ${inside}\n${DROP}`))).toEqual(['missing-blacklist']),
);
test('whether a list holds the excepted interface is not told', () => {
  const script = KNOCK.replaceAll('action=add-src', 'in-interface-list=WAN action=add-src');
  expect(told(script.replace(DROP, `add chain=input in-interface=!ether1\n${DROP}`))).toEqual(['missing-blacklist']);
});
test('an accept of everything from the outside is one', () => {
  const script = KNOCK.replace(DROP, `add chain=input in-interface=ether1\n${DROP}`);
  expect(told(`${script}/ip firewall nat add chain=srcnat action=masquerade out-interface=ether1\n`)).toEqual([
    'knock-bypassed',
  ]);
});
test('a chain without a drop: silent in a fragment, told in an export', () => {
  expect(linesOf('knock-bypassed', KNOCK.replace(DROP, ''))).toEqual([]);
  const [finding] = findingsOf('knock-bypassed', `# 2026-11-21 10:00:00 by RouterOS 7.16\n${KNOCK.replace(DROP, '')}`);
  expect(finding?.message).toContain('meets no drop up to the end of the chain input');
});

test('stages that one packet passes, in natural order only', () => {
  const same = SECOND.replace('23951', '41873');
  expect(told(MENU + ESTABLISHED + FIRST + same + GATE + DROP)).toEqual(['knock-stages-collapse']);
  const [finding] = findingsOf('knock-stages-collapse', MENU + ESTABLISHED + FIRST + same + GATE + DROP);
  expect(finding?.message).toContain('one packet opens the whole knock');
  expect(linesOf('knock-stages-collapse', MENU + ESTABLISHED + same + FIRST + GATE + DROP)).toEqual([]);
});

test('a trap that catches the right sequence; its fix spares the port', () => {
  const trap =
    'add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=5m protocol=tcp dst-port=!23951 src-address-list=k1\n';
  const script = `${MENU}add chain=input action=drop src-address-list=bad\n${ESTABLISHED}${FIRST}${SECOND}${trap}${GATE}${DROP}`;
  expect(told(script)).toEqual(['genuine-knock-trips-trap']);
  const [finding] = findingsOf('genuine-knock-trips-trap', script);
  expect(finding?.message).toBe(
    'Knock 1 (tcp 41873) also matches the trap in line 6, so the right sequence bans its sender for 5m. Leave 41873 out of the trap.',
  );
  expect(finding?.fixes[0]?.edits[0]?.newText).toBe('!23951,41873');
});

test('stages below the drop are told once', () => {
  const script = `${MENU}${ESTABLISHED}${GATE}add chain=input action=drop in-interface-list=WAN\n${FIRST.replace('protocol', 'in-interface-list=WAN protocol')}${SECOND.replace('protocol', 'in-interface-list=WAN protocol')}`;
  expect(told(script)).toEqual(['knock-unreachable']);
  const [finding] = findingsOf('knock-unreachable', script);
  expect(finding?.message).toBe(
    'This knock never opens. No packet reaches the stage tcp 41873: rule 3 of the chain input (drop) takes them all. Move it above line 4.',
  );
});
test('a gate below the drop is an accept below a drop', () =>
  expect(told(MENU + ESTABLISHED + FIRST + SECOND + DROP + GATE)).toEqual(['accept-below-drop']));
test('a size that no packet has', () => {
  const sized = FIRST.replace('protocol=tcp dst-port=41873', 'protocol=icmp packet-size=20');
  expect(told(MENU + ESTABLISHED + sized + SECOND + GATE + DROP)).toEqual(['knock-unreachable']);
});

test('the fix cuts the ports of the knock out of a range', () => {
  const trap =
    'add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=5m protocol=tcp dst-port=21-23,20000-50000\n';
  const script = `${MENU}add chain=input action=drop src-address-list=bad\n${ESTABLISHED}${FIRST}${SECOND}${trap}${GATE}${DROP}`;
  const [finding] = findingsOf('genuine-knock-trips-trap', script);
  expect(finding?.fixes[0]?.edits[0]?.newText).toBe('21-23,20000-23950,23952-41872,41874-50000');
  expect(told(applyEdits(script, finding?.fixes[0]?.edits ?? []))).toEqual([]);
});

const BAN = 'add chain=input action=drop src-address-list=bad\n';
const trap = (timeout: string, more = ''): string =>
  `add chain=input action=add-src-to-address-list address-list=bad address-list-timeout=${timeout} protocol=tcp dst-port=23${more}\n`;
test('one forged packet locks out, by how long', () => {
  const severities = (rule: string): string[] =>
    findingsOf('trap-locks-out', MENU + BAN + ESTABLISHED + FIRST + SECOND + GATE + rule + DROP).map(
      ({ severity }) => severity,
    );
  expect(severities(trap('5m'))).toEqual([]);
  expect(severities(trap('1h'))).toEqual(['information']);
  expect(severities(trap('1w'))).toEqual(['warning']);
  expect(severities(trap('none-dynamic'))).toEqual(['warning']);
  expect(severities(trap('1w', ' src-address-list=k1'))).toEqual([]);
  expect(severities(trap('1w', ' disabled=yes'))).toEqual([]);
});
test('a ban that does not keep from knocking', () =>
  expect(linesOf('trap-locks-out', MENU + FIRST + SECOND + GATE + BAN + trap('1w') + DROP)).toEqual([]));

test('running sessions', () => {
  expect(linesOf('session-dies-with-grant', KNOCK)).toEqual([]);
  const [finding, ...others] = findingsOf('session-dies-with-grant', KNOCK.replace(ESTABLISHED, ''));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ line: 4, severity: 'information' });
  expect(
    linesOf(
      'session-dies-with-grant',
      KNOCK.replace(ESTABLISHED, '').replace('chain=input action=drop', 'chain=input action=drop connection-state=new'),
    ),
  ).toEqual([]);
});
