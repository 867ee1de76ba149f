import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';

/** The verdict of the only knock, and what of its reason matters. */
function check(script: string, verdict: string | undefined, reason: RegExp): void {
  const { knocks } = analyse(script);
  expect(
    knocks.map((knock) => knock.verdict),
    script,
  ).toEqual([verdict]);
  expect(knocks[0]?.reason).toMatch(reason);
}

const said = (script: string, ruleId: string): string[] =>
  analyse(script)
    .findings.filter((finding) => finding.ruleId === ruleId)
    .map(({ message }) => message);

const LISTS = `/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
/ip firewall filter
`;
const FILTER = '/ip firewall filter\n';
const stage = (list: string, rest: string, timeout = '10s'): string =>
  `add chain=input action=add-src-to-address-list address-list=${list} address-list-timeout=${timeout} ${rest}\n`;
const ONE = stage('k1', 'protocol=tcp dst-port=41873');
const TWO = stage('safe', 'protocol=tcp dst-port=23951 src-address-list=k1', '30m');
const GATE = 'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe\n';
const DROP = 'add chain=input action=drop\n';
const NOT_LAN = 'add chain=input action=drop in-interface-list=!LAN\n';

describe('the verdict is given from the outside', () => {
  test('below the drop of all but the inside it opens from there only', () => {
    check(
      LISTS + NOT_LAN + ONE + TWO + GATE,
      'unreachable',
      /^It opens from bridge only: rule 1 of the chain input \(drop\)/,
    );
    expect(said(LISTS + NOT_LAN + ONE + TWO + GATE, 'knock-unreachable')).toEqual([
      expect.stringMatching(/^This knock never opens from the outside\. .* Move the knock above line 8\.$/),
    ]);
  });
  test('the gate alone below it', () => {
    check(LISTS + ONE + TWO + NOT_LAN + GATE, 'unreachable', /rule 3 of the chain input \(drop\)/);
    expect(said(LISTS + ONE + TWO + NOT_LAN + GATE, 'knock-unreachable')[0]).toMatch(/Move the gate above line 10\.$/);
  });
  test('above it', () => check(LISTS + ONE + TWO + GATE + NOT_LAN, 'works', /./));
  test('the uplink by the member of its list, by a client, by a route', () => {
    check(
      `${LISTS}add chain=input action=drop in-interface-list=WAN\n${ONE}${TWO}${GATE}${DROP}`,
      'unreachable',
      /stranger/,
    );
    const guard = 'add chain=input action=drop in-interface=ether5\n';
    const rules = FILTER + guard + ONE + TWO + GATE + DROP;
    check(rules, 'works', /./);
    check(`/ip dhcp-client add interface=ether5\n${rules}`, 'unreachable', /stranger/);
    check(`/ip dhcp-client add interface=ether5 add-default-route=no\n${rules}`, 'works', /./);
    check(`/ip route add gateway=ether5\n${rules}`, 'unreachable', /stranger/);
    check(
      `/ip address add address=203.0.113.2/24 interface=ether5\n/ip route add gateway=203.0.113.1\n${rules}`,
      'unreachable',
      /stranger/,
    );
    check(
      `${rules}add chain=forward action=drop connection-nat-state=!dstnat in-interface=ether5\n`,
      'unreachable',
      /stranger/,
    );
  });
  test('a knock that asks for the inside is meant for who is there', () =>
    check(
      LISTS +
        ONE.replace('protocol', 'in-interface=bridge protocol') +
        TWO.replace('protocol', 'in-interface=bridge protocol') +
        GATE +
        DROP,
      'works',
      /./,
    ));
  test('its trap counts before that', () =>
    check(
      `${LISTS}add chain=input action=drop in-interface=!bridge src-address-list=ban\n${ONE}${TWO}${stage('ban', 'protocol=tcp in-interface-list=WAN', '5m')}${GATE}${DROP}`,
      'broken',
      /springs a trap/,
    ));
});

describe('a gate whose packets earlier rules accept is bypassed', () => {
  test('from everybody', () => {
    const open = `${FILTER}add chain=input action=accept protocol=tcp dst-port=22\n${ONE}${TWO}${GATE}${DROP}`;
    check(open, 'bypassed', /rule 1 of the chain input \(accept\) lets everybody in/);
    expect(said(open, 'knock-bypassed')).toHaveLength(1);
  });
  test('not from a few', () =>
    check(
      `${FILTER}add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.0/24\n${ONE}${TWO}${GATE}${DROP}`,
      'works',
      /./,
    ));
  test('a gate below a drop is unreachable', () => check(FILTER + ONE + TWO + DROP + GATE, 'unreachable', /gate/));
});

describe('what is no knock', () => {
  test('a list that leads to where its sources are refused', () =>
    expect(
      analyse(
        `${FILTER}add chain=input action=jump jump-target=limits src-address-list=noisy
add chain=input action=jump jump-target=limits
add chain=limits action=accept src-address-list=friends
add chain=limits action=add-src-to-address-list address-list=noisy limit=10,5
add chain=limits action=drop\n`,
      ).knocks,
    ).toEqual([]));
  test('a list of those who failed, for which the stages return', () => {
    const chain = (text: string): string => text.replaceAll('chain=input', 'chain=knock');
    const failed = chain(stage('failed', 'src-address-list=k1', '1m'));
    const script = `${FILTER}add chain=input action=jump jump-target=knock protocol=tcp in-interface=ether1
${GATE}${DROP}add chain=knock action=return src-address-list=failed
${chain(TWO.replace('protocol=tcp ', ''))}add chain=knock action=return src-address-list=safe
${failed}${chain(ONE.replace('protocol=tcp ', ''))}`;
    const { knocks } = analyse(script);
    expect(knocks.map(({ grant }) => grant.list)).toEqual(['safe']);
    expect(knocks[0]?.traps.map(({ list }) => list)).toEqual(['failed']);
    // What the jump asks for is asked of the stages.
    expect(knocks[0]?.stages.map(({ protocol, conditions }) => [protocol, conditions])).toEqual([
      ['tcp', ['in-interface=ether1']],
      ['tcp', ['in-interface=ether1']],
    ]);
  });
});

test('conditions of a stage are shown', () => {
  const { knocks } = analyse(FILTER + ONE.replace('protocol', 'src-address-list=!ban protocol') + TWO + GATE + DROP);
  expect(knocks[0]?.stages.map(({ conditions }) => conditions)).toEqual([['src-address-list=!ban'], []]);
});

describe('a last list that a script reads', () => {
  const script = (source: string): string =>
    `${FILTER}${ONE}${TWO}add chain=input action=accept src-address-list=granted\n${DROP}/system script add name=promote source="${source}"\n`;
  test('is handed to it', () => {
    const handed = script('/ip firewall address-list { :foreach i in=[find list=safe] do={ add list=granted } }');
    check(handed, 'works', /handed to a script/);
    expect(said(handed, 'knock-without-gate')).toEqual([]);
    expect(said(handed, 'list-never-filled')).toEqual([]);
  });
  test('but not if the script names another', () => {
    const other = script('/ip firewall address-list find list=safer');
    check(other, 'incomplete', /No rule lets/);
    expect(said(other, 'list-never-filled')).toHaveLength(1);
  });
  test('and not if it never gets so far', () =>
    check(
      `${FILTER}${DROP}${ONE}${TWO}/system script add name=p source="/ip firewall address-list find list=safe"\n`,
      'unreachable',
      /./,
    ));
});

test('stages that time out sooner than a usual hop', () =>
  check(FILTER + stage('k1', 'protocol=tcp dst-port=41873', '400ms') + TWO + GATE + DROP, 'works', /./));

test('stages that ask for different interfaces have no single sender', () =>
  check(
    FILTER +
      ONE.replace('protocol', 'in-interface-list=LAN protocol') +
      TWO.replace('protocol', 'in-interface-list=WAN protocol') +
      GATE +
      DROP,
    'unreachable',
    /different interfaces/,
  ));

test('a gate of several drops', () =>
  check(
    `${FILTER}${ONE}${TWO}add chain=input action=drop protocol=tcp dst-port=22 src-address-list=!safe
add chain=input action=drop protocol=tcp dst-port=8291 src-address-list=!safe\n`,
    'works',
    /./,
  ));
