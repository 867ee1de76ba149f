import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { knockText } from '../../server/src/knock/knock.ts';

/** The knocks of filter rules, one line each: packets, grant, verdict. */
function check(script: string, expected: readonly string[]): void {
  const { knocks } = analyse(script);
  const lines = knocks.map(
    ({ stages, grant, verdict }) => `${stages.map(knockText).join(' > ')} => ${grant.list}: ${verdict}`,
  );
  expect(lines, script).toEqual(expected);
}

const FILTER = '/ip firewall filter\n';
const add = (list: string, rest: string, timeout = '10s'): string =>
  `add chain=input action=add-src-to-address-list address-list=${list} address-list-timeout=${timeout} ${rest}\n`;
const ONE = add('k1', 'protocol=tcp dst-port=41873');
const TWO = add('k2', 'protocol=tcp dst-port=52306 src-address-list=k1');
const THREE = add('safe', 'protocol=tcp dst-port=23951 src-address-list=k2', '30m');
const GATE = 'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe\n';
const DROP = 'add chain=input action=drop\n';
const SEQUENCE = 'tcp 41873 > tcp 52306 > tcp 23951 => safe';

describe('shapes', () => {
  test('forward', () => check(FILTER + ONE + TWO + THREE + GATE + DROP, [`${SEQUENCE}: works`]));
  test('last stage first', () => check(FILTER + THREE + TWO + ONE + GATE + DROP, [`${SEQUENCE}: works`]));
  test('gate by a drop of all others', () =>
    check(
      `${FILTER}add chain=input action=drop protocol=tcp dst-port=22 src-address-list=!safe\n${ONE}${TWO}${THREE}`,
      [`${SEQUENCE}: works`],
    ));
  test('gate in dst-nat', () =>
    check(
      `${FILTER}${ONE}${TWO}${THREE}${DROP}/ip firewall nat add chain=dstnat action=dst-nat protocol=tcp dst-port=3389 to-addresses=10.0.0.2 src-address-list=safe`,
      [`${SEQUENCE}: works`],
    ));
  test('a chain of its own', () => {
    const chained = (ONE + TWO + THREE).replaceAll('chain=input', 'chain=knock');
    check(`${FILTER}add chain=input action=jump jump-target=knock\n${GATE}${DROP}${chained}`, [`${SEQUENCE}: works`]);
  });
  test('UDP, ICMP size, content and layer 7', () =>
    check(
      FILTER +
        add('a', 'protocol=udp dst-port=4000') +
        add('b', 'protocol=icmp packet-size=128 src-address-list=a') +
        add('c', 'protocol=udp dst-port=9 content=sesame src-address-list=b') +
        add('safe', 'protocol=udp dst-port=10 layer7-protocol=pass src-address-list=c') +
        GATE +
        DROP,
      ['udp 4000 > icmp, packet size 128 > udp 9, content *** > udp 10, layer7 protocol pass => safe: works'],
    ));
  test('raw', () => {
    const raw = (ONE + TWO + THREE).replaceAll('chain=input', 'chain=prerouting');
    check(
      `/ip firewall raw\nadd chain=prerouting action=drop protocol=tcp dst-port=22 src-address-list=!safe\n${raw}`,
      [`${SEQUENCE}: works`],
    );
  });
  test('IPv6 has lists of its own', () =>
    check(`/ipv6 firewall filter\n${ONE}${TWO}${THREE}${GATE}${DROP}/ip firewall filter\n${ONE}${TWO}`, [
      'tcp 41873 > tcp 52306 => k2: incomplete',
      `${SEQUENCE}: works`,
    ]));
  test('a rule that renews the grant is no stage', () =>
    check(
      FILTER + ONE + TWO + THREE + add('safe', 'protocol=tcp dst-port=22 src-address-list=safe', '1h') + GATE + DROP,
      [`${SEQUENCE}: works`],
    ));
  test('two first knocks are two sequences', () =>
    check(FILTER + ONE + add('k1', 'protocol=udp dst-port=5000') + TWO + THREE + GATE + DROP, [
      `${SEQUENCE}: works`,
      'udp 5000 > tcp 52306 > tcp 23951 => safe: works',
    ]));
  test('several knocks in one file', () =>
    check(
      FILTER +
        ONE +
        TWO +
        THREE +
        GATE +
        add('guest', 'protocol=udp dst-port=7777') +
        'add chain=input src-address-list=guest\n' +
        DROP,
      [`${SEQUENCE}: works`, 'udp 7777 => guest: works'],
    ));
  test('ports known only at run time', () =>
    check(
      FILTER +
        add('k1', 'protocol=tcp dst-port=$p1') +
        add('safe', 'protocol=tcp dst-port=($ports->1) src-address-list=k1') +
        GATE +
        DROP,
      ['tcp $p1 > tcp ($ports->1) => safe: works'],
    ));
  test('names of lists are case-sensitive', () =>
    check(FILTER + ONE + add('safe', 'protocol=tcp dst-port=2 src-address-list=K1') + GATE + DROP, [
      'tcp 41873 > tcp 2 => safe: incomplete',
    ]));
});

describe('verdicts', () => {
  test('a disabled stage', () =>
    check(`${FILTER}${ONE}${TWO.trim()} disabled=yes\n${THREE}${GATE}${DROP}`, [`${SEQUENCE}: disabled`]));
  test('a disabled gate', () =>
    check(`${FILTER}${ONE}${TWO}${THREE}${GATE.trim()} disabled=yes\n${DROP}`, [`${SEQUENCE}: disabled`]));
  test('rules in a menu that refuses them', () =>
    check(`/ip firewall address-list\n${ONE}${TWO}${THREE}${GATE}${DROP}`, [`${SEQUENCE}: unreachable`]));
  test('no gate', () => check(FILTER + ONE + TWO + THREE + DROP, [`${SEQUENCE}: incomplete`]));
  test('a gate below the drop', () => check(FILTER + ONE + TWO + THREE + DROP + GATE, [`${SEQUENCE}: unreachable`]));
  test('stages below the drop', () => check(FILTER + GATE + DROP + ONE + TWO + THREE, [`${SEQUENCE}: unreachable`]));
  test('all jumps to its chain below the drop', () => {
    const chained = (ONE + TWO + THREE).replaceAll('chain=input', 'chain=knock');
    check(`${FILTER}${GATE}${DROP}add chain=input action=jump jump-target=knock\n${chained}`, [
      `${SEQUENCE}: unreachable`,
    ]);
  });
  test('a jump for other ports', () => {
    const chained = (ONE + TWO + THREE).replaceAll('chain=input', 'chain=knock');
    check(
      `${FILTER}add chain=input action=jump jump-target=knock protocol=tcp dst-port=1,2,3\n${GATE}${DROP}${chained}`,
      [`${SEQUENCE}: unreachable`],
    );
  });
  test('one packet for two stages in natural order, but not in reverse order', () => {
    const same = add('k2', 'protocol=tcp dst-port=41873 src-address-list=k1');
    check(FILTER + ONE + same + THREE + GATE + DROP, ['tcp 41873 > tcp 41873 > tcp 23951 => safe: broken']);
    check(FILTER + same + ONE + THREE + GATE + DROP, ['tcp 41873 > tcp 41873 > tcp 23951 => safe: works']);
  });
  test('a stage that does not ask for the one before', () => {
    check(FILTER + ONE + add('k2', 'protocol=tcp dst-port=52306') + THREE + GATE + DROP, [`${SEQUENCE}: broken`]);
    check(FILTER + ONE + TWO + add('safe', 'protocol=tcp dst-port=23951', '30m') + GATE + DROP, [
      `${SEQUENCE}: broken`,
    ]);
  });
  test('numbered lists that nobody asks for', () =>
    check(
      FILTER +
        add('Knock-1', 'protocol=udp dst-port=51') +
        add('Knock-2', 'protocol=udp dst-port=52') +
        add('Knock-3', 'protocol=udp dst-port=53') +
        'add chain=input src-address-list=Knock-3\n' +
        DROP,
      ['udp 51 > udp 52 > udp 53 => Knock-3: broken'],
    ));
  test('an ICMP packet that is smaller than its headers', () =>
    check(
      FILTER +
        add('k1', 'protocol=icmp packet-size=2') +
        add('safe', 'protocol=tcp dst-port=1 src-address-list=k1') +
        GATE +
        DROP,
      ['icmp, packet size 2 > tcp 1 => safe: unreachable'],
    ));
  test('the right sequence springs its own trap', () => {
    const ban = 'add chain=input action=drop src-address-list=ban\n';
    const trap = (ports: string, rest = ''): string => add('ban', `protocol=tcp dst-port=${ports} ${rest}`, '5m');
    // All knocks are in the trap: the ban outlasts the stages, so that nobody ever gets to the end.
    check(FILTER + ban + ONE + TWO + THREE + trap('10000-60000') + GATE + DROP, [`${SEQUENCE}: broken`]);
    // The last knock is in the trap: the grant outlasts the ban, but the right sequence is shut out first.
    check(FILTER + ban + ONE + TWO + THREE + trap('23951') + GATE + DROP, [`${SEQUENCE}: broken`]);
    check(FILTER + ban + ONE + TWO + THREE + trap('!41873,52306,23951', 'src-address-list=k1') + GATE + DROP, [
      `${SEQUENCE}: works`,
    ]);
    check(FILTER + ban + ONE + TWO + THREE + trap('23951', 'src-address-list=!safe') + GATE + DROP, [
      `${SEQUENCE}: works`,
    ]);
    check(FILTER + ban + trap('23951', 'src-address-list=!safe') + ONE + TWO + THREE + GATE + DROP, [
      `${SEQUENCE}: broken`,
    ]);
  });
  test('another gate shuts out what this one lets in: the sequence is tried, and stays shut', () =>
    check(
      `${FILTER}add chain=input action=drop protocol=tcp dst-port=22 src-address-list=!other\n${ONE}${TWO}${THREE}${GATE}${DROP}`,
      [`${SEQUENCE}: unreachable`],
    ));
  test('a knock that an earlier rule takes for some sources is not called working without a try', () =>
    check(
      `${FILTER}add chain=input action=drop protocol=tcp dst-port=50000-60000\n${ONE}${TWO}${THREE}${GATE}${DROP}`,
      [`${SEQUENCE}: unreachable`],
    ));
  test('rules in a condition are not judged', () =>
    check(`${FILTER}:if ($knock) do={\n${ONE}${TWO}${THREE}${GATE}}\n`, [`${SEQUENCE}: undefined`]));
  test('a knock whose rules all go before one rule outside the file is judged as a fragment', () => {
    const placed = (ONE + TWO + THREE + GATE).replaceAll('\n', ' place-before=[find comment~"defconf: drop"]\n');
    check(FILTER + placed, [`${SEQUENCE}: works`]);
  });
});

describe('no knocks', () => {
  test('the brute-force staircase of the manual', () =>
    check(
      `${FILTER}add chain=input protocol=tcp dst-port=22 src-address-list=ssh_blacklist action=drop\n` +
        add('ssh_blacklist', 'protocol=tcp dst-port=22 connection-state=new src-address-list=ssh_stage3', '10d') +
        add('ssh_stage3', 'protocol=tcp dst-port=22 connection-state=new src-address-list=ssh_stage2', '1m') +
        add('ssh_stage2', 'protocol=tcp dst-port=22 connection-state=new src-address-list=ssh_stage1', '1m') +
        add('ssh_stage1', 'protocol=tcp dst-port=22 connection-state=new', '1m'),
      [],
    ));
  test('the same without its drop', () =>
    check(
      FILTER +
        add('ssh_blacklist', 'protocol=tcp dst-port=22 src-address-list=ssh_stage2', '10d') +
        add('ssh_stage2', 'protocol=tcp dst-port=22 src-address-list=ssh_stage1', '1m') +
        add('ssh_stage1', 'protocol=tcp dst-port=22', '1m'),
      [],
    ));
  test('a port-scan list', () =>
    check(
      `${FILTER}${add('scanners', 'protocol=tcp psd=21,3s,3,1', '2w')}add chain=input action=drop src-address-list=scanners\n`,
      [],
    ));
  test('a static list of admins', () =>
    check(
      `/ip firewall address-list add list=admins address=10.0.0.1\n${FILTER}add chain=input src-address-list=admins\n${DROP}`,
      [],
    ));
  test('a return that spares from a refusal which nothing reaches is no gate', () => {
    const listed =
      '/ip firewall raw add chain=prerouting action=add-src-to-address-list protocol=udp dst-port=4000 address-list=b\n';
    const spare = 'add chain=input action=return src-address-list=b\n';
    const reject = 'add chain=input action=reject\n';
    check(listed + FILTER + reject + spare + reject, []);
    check(listed + FILTER + spare + reject, ['udp 4000 => b: works']);
  });
});
