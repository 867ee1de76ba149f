import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { Interpreter } from '../../server/src/firewall/interpret.ts';
import { cheapestSweep, strengthOf } from '../../server/src/knock/strength.ts';
import { type Packet, parsePacket } from '../../server/src/packet/packet.ts';

/** The cheapest sweep as `direction passes packets`, and the same from sending every single packet. */
function check(script: string, rate: number, expected: string | undefined): void {
  const analysis = analyse(script, { rules: [] });
  const [knock] = analysis.knocks;
  const found = cheapestSweep(knock!, rate);
  const text = found && `${found.direction} ${found.passes} ${found.packets}`;
  expect(text, script).toBe(expected);
  const passes = (knock!.stages.length + 1) * 65_535;
  const plain = (['ascending', 'descending'] as const).map((direction) => sendAll(script, direction, rate, passes));
  const best = Math.min(...plain);
  expect(best === Number.POSITIVE_INFINITY ? undefined : best, script).toBe(found?.packets);
}

/** Packets up to the one after which the service is let in, one by one through the reference interpreter. */
function sendAll(script: string, direction: 'ascending' | 'descending', rate: number, most: number): number {
  const { firewall, knocks } = analyse(script, { rules: [] });
  const grant = knocks[0]!.grant.list;
  const interpreter = new Interpreter(firewall);
  const scan = packet('tcp 198.51.100.7 -> :1 size=60');
  const service = packet('tcp 198.51.100.7 -> :8291');
  for (let sent = 0; sent < most; sent++) {
    const step = sent % 65_535;
    const destinationPort = direction === 'ascending' ? 1 + step : 65_535 - step;
    interpreter.send({ ...scan, destinationPort });
    if (interpreter.listsOf('ip', scan.source).includes(grant) && interpreter.send(service).verdict === 'accept') {
      return sent + 1;
    }
    interpreter.wait(1 / rate);
  }
  return Number.POSITIVE_INFINITY;
}

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

const STATE = 'add chain=input action=accept connection-state=established,related\n';
const TAIL = 'add chain=input action=drop\n';
const stage = (port: number, timeout: string, listIn?: string, listOut = `k${port}`): string =>
  `add chain=input action=add-src-to-address-list address-list=${listOut} address-list-timeout=${timeout} protocol=tcp dst-port=${port}${listIn === undefined ? '' : ` src-address-list=${listIn}`}\n`;

/** Stages last first, as the manual lists them. */
function knock(ports: readonly number[], timeout: string, before = '', after = ''): string {
  const stages = ports.map((port, index) =>
    stage(
      port,
      index === ports.length - 1 ? '30m' : timeout,
      index === 0 ? undefined : `k${ports[index - 1]}`,
      index === ports.length - 1 ? 'secured' : undefined,
    ),
  );
  return `/ip firewall filter\n${before}${STATE}add chain=input action=accept src-address-list=secured\n${stages.reverse().join('')}${after}${TAIL}`;
}

describe('gold cases', () => {
  test('the manual: one descending sweep', () => check(knock([888, 555, 222], '30s'), 20_000, 'descending 1 65314'));
  test('ports that go up: one ascending sweep', () =>
    check(knock([1000, 2000, 3000, 4000], '30s'), 20_000, 'ascending 1 4000'));
  test('up and down: the second ascending sweep, if the timers let it', () => {
    check(knock([40_127, 52_011, 31_337], '5s'), 20_000, 'ascending 2 96872');
    check(knock([40_127, 52_011, 31_337], '5s'), 5_000, undefined);
  });
  test('a trap over all other ports', () => {
    const drop = 'add chain=input action=drop src-address-list=bl\n';
    const trap =
      'add chain=input action=add-src-to-address-list address-list=bl address-list-timeout=5m protocol=tcp dst-port=!31337,40127,52011 src-address-list=k40127\n';
    check(knock([40_127, 52_011, 31_337], '5s', drop, trap), 20_000, undefined);
  });
  test.each([
    ['one that bans for a day', '1d', 'psd=21,3s,3,1', 20_000],
    ['one whose ban ends before the knock comes', '1s', 'psd=21,3s,3,1', 20_000],
    ['one that forgets between two packets', '1d', 'psd=21,10ms,3,1', 50],
    ['one that notices late', '1d', 'psd=60000,3s,1,1', 20_000],
  ] as const)('psd: %s', (_, ban, psd, rate) => {
    const drop = 'add chain=input action=drop src-address-list=bl\n';
    const notice = `add chain=input action=add-src-to-address-list address-list=bl address-list-timeout=${ban} protocol=tcp ${psd}\n${drop}`;
    const found = cheapestSweep(analyse(knock([1000, 2000], '30s', drop + notice), { rules: [] }).knocks[0]!, rate);
    const text = found && `${found.direction} ${found.passes} ${found.packets}`;
    check(knock([1000, 2000], '30s', drop + notice), rate, text);
    // Without the ban the first sweep opens it.
    expect(text === 'ascending 1 2000').toBe(psd === 'psd=60000,3s,1,1' || psd === 'psd=21,10ms,3,1');
  });
  test('a trap whose ban ends before the sweep comes round', () => {
    const drop = 'add chain=input action=drop src-address-list=bl\n';
    const trap =
      'add chain=input action=add-src-to-address-list address-list=bl address-list-timeout=1s protocol=tcp dst-port=1-1000\n';
    check(knock([40_127, 52_011, 31_337], '5s', drop, trap), 20_000, 'ascending 2 96872');
  });
});

describe('scans in random order', () => {
  test('the closed form and the simulation agree', () => {
    const script = knock([40_127, 52_011, 31_337], '30s');
    const analysis = analyse(script, { rules: [] });
    const strength = strengthOf(analysis.knocks[0]!, analysis.firewall)!;
    expect(strength.scans.map(({ rate, scan }) => [rate, scan.method, scan.probability.toFixed(3)])).toEqual([
      [1_000, 'exact', '0.114'],
      [20_000, 'exact', '0.167'],
    ]);
    // Another timeout for one stage is simulated; that a thousandth of a second changes nothing is plain.
    const uneven = knock([40_127, 52_011, 31_337, 20_111], '30s').replace('timeout=30s', 'timeout=30001ms');
    const other = analyse(uneven, { rules: [] });
    const simulated = strengthOf(other.knocks[0]!, other.firewall)!.scans[1]!.scan;
    expect(simulated.method).toBe('simulated');
    // 1/4! = 0.0417; 2,000 runs are off by more than 0.025 less than once in ten million times.
    expect(Math.abs(simulated.probability - 1 / 24)).toBeLessThan(0.025);
  });
});
