import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Knock } from '../../server/src/knock/knock.ts';
import { type ClientCommand, clientCommands } from '../../server/src/knock/write/clientCommands.ts';
import { type KnockScriptOptions, knockScript, seeded } from '../../server/src/knock/write/knockScript.ts';
import { formatIpv4 } from '../../server/src/packet/address.ts';
import { protocolNumber } from '../../server/src/packet/protocol.ts';
import { isOn } from '../support/golden.ts';
import { bounds } from './binomial.ts';
import { ARRIVES_AT, CLIENT, Duel, ip, ROUTERS, type Round, syn } from './duel.ts';
import { ACCEPT, DROP, DROP_TRAPPED, filter, GRANT, stages, trap } from './knocks.ts';
import { CLIENTS_END, CROWD, hasTool } from './namespace.ts';
import { describeOnKernel } from './onKernel.ts';

const [ROUTER = ''] = ROUTERS;

/** Real clients and real scanners. The interpreter is told what they say that they have sent, in that order. */
describeOnKernel('knock and nmap', {}, () => {
  let duel: Duel;
  beforeAll(async () => {
    duel = await Duel.begin();
  });
  afterAll(() => {
    duel?.end();
    console.log(`${duel?.compared} packets compared`);
  });

  const round = (script: string, silent = true): Round =>
    duel.round(analyse(script).firewall, { recorded: false, silent });

  /** Knocks with the client that people use. */
  function knock(on: Round, packets: readonly string[]): void {
    const output = duel.network.clients.run('knock', ['-v', '-d', '20', ROUTER, ...packets]);
    const hits = [...output.matchAll(/^hitting (\S+) .*:(\d+)$/gm)];
    expect(hits.length).toBe(packets.length);
    for (const [, protocol = '', port] of hits) on.overheard(syn(Number(port), ip(CLIENT), protocolNumber(protocol)));
  }

  /** Scans these ports once, each with one packet. */
  async function scan(on: Round, ports: string, options: readonly string[] = [], source = CLIENT): Promise<void> {
    const output = await duel.network.clients.later('nmap', [...NMAP, ...options, '-S', source, '-p', ports, ROUTER]);
    for (const [, port] of output.matchAll(/^SENT .* > \S+:(\d+) S /gm)) on.overheard(syn(Number(port), ip(source)));
  }

  async function opens(on: Round, source = CLIENT, grant = GRANT): Promise<boolean> {
    await on.settle();
    return on.interpreter.listsOf('ip', ip(source)).includes(grant);
  }

  describe.each(readdirSync(examples).filter((name) => name.endsWith('-clean.rsc')))('%s', (name) => {
    const { firewall, knocks } = analyse(readFileSync(examples + name, 'utf8'));
    // nmap and knock cannot send what a pattern asks for.
    const plain = knocks.filter(({ stages: all }) =>
      all.every(({ rule }) => !rule.matchers.some(({ name: matched }) => matched === 'layer7-protocol')),
    );
    const fresh = (): Round => duel.round(firewall, { recorded: false });

    test('knock opens it', async () => {
      expect(plain.length).toBeGreaterThan(0);
      for (const { stages: all, grant } of plain) {
        const on = fresh();
        knock(
          on,
          all.map(({ protocol, port }) => `${port}:${protocol}`),
        );
        await on.settle();
        expect(on.interpreter.listsOf('ip', ip(CLIENT))).toContain(grant.list);
      }
    });

    test.each([
      ['in order', ['-r']],
      ['in random order', []],
      ['in random order, fast', FAST],
    ])('nmap, %s: both sides count the same', async (_, options) => {
      const on = fresh();
      await scan(on, '200-230,540-560,660-670,880-1000,1337,6000,9000,11111,17954,22222,33333', options);
      await on.settle();
    });
  });

  test('a service answers after the knock, and not before', async () => {
    round(filter(stages([41_027, 52_011, 47_893]), ACCEPT, DROP), false);
    const server = duel.network.router.start(process.execPath, ['-e', SERVE]);
    await new Promise((resolve) => server.stdout?.once('data', resolve));
    const call = (): Promise<string> => duel.network.clients.later(process.execPath, ['-e', CALL]);
    expect(await call()).toBe('silence');
    // Not told to the interpreter, for here the packets are not the test's alone.
    duel.network.clients.run('knock', ['-d', '20', ROUTER, '41027', '52011', '47893']);
    expect(await call()).toBe('welcome');
    server.stdin?.end();
  });

  test('an ordered scan opens ascending ports at once, descending ones in as many passes as there are', async () => {
    const ascending = round(filter(stages([41_010, 41_020, 41_030]), ACCEPT, DROP));
    await scan(ascending, RANGE, ['-r']);
    expect(await opens(ascending)).toBe(true);
    const descending = round(filter(stages([41_030, 41_020, 41_010]), ACCEPT, DROP));
    for (const pass of [1, 2, 3]) {
      await scan(descending, RANGE, ['-r']);
      expect(await opens(descending), `pass ${pass}`).toBe(pass === 3);
    }
  });

  test('with a trap a knock opens, and a fast scan does not', async () => {
    const ports = [41_030, 41_010, 41_020];
    const on = round(filter(DROP_TRAPPED, ACCEPT, stages(ports), trap(ports), DROP));
    knock(
      on,
      ports.map((port) => `${port}:tcp`),
    );
    expect(await opens(on)).toBe(true);
    // It opens only if the three come right after each other: once in 5000 · 4999 scans.
    const expected = bounds(SCANS_OF_TRAP, 1 / (5000 * 4999), RISK)[1];
    expect(expected).toBe(0);
    await inTurns(SCANS_OF_TRAP, (index) => scan(on, '40001-45000', FAST, client(index)));
    expect(await countOpen(on, SCANS_OF_TRAP)).toBe(0);
  });

  test('a knock that rosfw generates opens for the client, and stays shut for fast scans', async () => {
    const { firewall, knocks } = analyse(drawn(['tcp']));
    const [genuine] = knocks;
    const ports = genuine?.stages.map(({ protocol, port }) => `${port}:${protocol}`) ?? [];
    expect(ports).toHaveLength(4);
    const on = duel.round(firewall, { recorded: false });
    knock(on, ports);
    expect(await opens(on)).toBe(true);
    // All knocks lie in what is scanned, among ports that spring the trap.
    const near = ports.map((port) => Number(port.split(':')[0])).map((port) => `${port - 300}-${port + 300}`);
    await inTurns(SCANS_OF_TRAP, (index) => scan(on, near.join(','), index % 2 === 0 ? FAST : ['-r'], client(index)));
    expect(await countOpen(on, SCANS_OF_TRAP)).toBe(0);
  });

  describe('the command that is copied for a client opens the knock', () => {
    async function check(script: string, name: ClientCommand['client']): Promise<void> {
      const { firewall, knocks } = analyse(script);
      const [known] = knocks as [Knock];
      const text = clientCommands(known, firewall).find(({ client }) => client === name)?.text ?? '';
      const on = duel.round(firewall, { recorded: false });
      // Root needs no sudo, and whoever gets no answer ends with an error; the rest is as it is copied.
      const command = `${text.replaceAll('ROUTER', ROUTER).replaceAll('sudo ', '')}\ntrue`;
      await duel.network.clients.later('bash', ['-c', command]);
      for (const { packet } of known.test?.knocks ?? []) {
        const { protocol, destinationPort = 0, icmp, size } = packet;
        const plain = syn(destinationPort, ip(CLIENT), protocol);
        on.overheard(icmp === undefined ? plain : { ...plain, icmp, size });
      }
      expect(await opens(on, CLIENT, known.grant.list)).toBe(true);
    }

    test.each<ClientCommand['client']>(['knock', 'nmap', 'bash'])('%s, over TCP and UDP, past a trap', (name) =>
      check(drawn(['tcp', 'udp']), name),
    );
    // Small systems come without ping, and nothing else needs it.
    test.skipIf(!hasTool('ping') && !isOn(process.env['CI']))('bash, with a ping of a size', () =>
      check(PINGED, 'bash'),
    );
  });

  describe('scans in random order open it as often as computed', () => {
    // One pass: the share of orders in which the knock ports stand in theirs. Two passes that are drawn anew: the
    // first leaves the source at a stage, the second begins there.
    test.each([
      [[41_030, 41_010], 60, [1 / 2]],
      [[41_030, 41_010, 41_020], 120, [1 / 6, chanceInTwo(3)]],
    ])('%j, %i scanners', async (ports, scanners, chances) => {
      const on = round(filter(stages(ports, '10m'), ACCEPT, DROP));
      for (const [pass, chance] of chances.entries()) {
        await inTurns(scanners, (index) => scan(on, RANGE, FAST, client(index)));
        const open = await countOpen(on, scanners);
        const [least, most] = bounds(scanners, chance, RISK);
        console.log(
          `${ports.join(', ')}, pass ${pass + 1}: open for ${open} of ${scanners}; ${(scanners * chance).toFixed(1)} expected, ${least} to ${most} allowed`,
        );
        expect(open).toBeGreaterThanOrEqual(least);
        expect(open).toBeLessThanOrEqual(most);
      }
    });

    test('the chance in two passes', () => {
      expect(chanceInTwo(1)).toBe(1);
      expect(chanceInTwo(2)).toBe(1);
      expect(chanceInTwo(3)).toBe(3 / 4);
    });
  });

  async function countOpen(on: Round, clients: number): Promise<number> {
    await on.settle();
    const all = Array.from({ length: clients }, (_, index) => ip(client(index)));
    return all.filter((source) => on.interpreter.listsOf('ip', source).includes(GRANT)).length;
  }
});

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
/** Ports that nmap does not know as popular, since it sends those first. */
const RANGE = '41001-41040';
const SCANS_OF_TRAP = 4;
/** Any will do; the knock is drawn from it. */
const SEED = 20_240_917;
/** The share of runs in which a test of chance fails without a fault. */
const RISK = 1e-6;
/** A silent probe is not repeated, and not waited for. */
const NMAP = [
  ...['-n', '-Pn', '-sS', '-e', CLIENTS_END, '--send-ip', '--disable-arp-ping', '--packet-trace', '--max-retries', '0'],
  ...['--initial-rtt-timeout', '20ms', '--max-rtt-timeout', '20ms'],
];
const FAST = ['--min-rate', '10000'];
const SERVE = `
const server = require('node:net').createServer((socket) => socket.end('welcome'));
server.listen(22, '${ROUTER}', () => console.log('ready'));
process.stdin.on('end', () => process.exit()).resume();`;
const CALL = `
const socket = require('node:net').connect({ port: 22, host: '${ROUTER}', localAddress: '${CLIENT}' });
const say = (text) => { process.stdout.write(text); socket.destroy(); clearTimeout(patience); };
const patience = setTimeout(() => say('silence'), 1000);
socket.once('data', (data) => say(String(data)));
socket.once('error', (error) => say(error.message));`;

/** A knock of a ping, and of TCP. */
const PINGED = filter(
  'add chain=input action=add-src-to-address-list protocol=icmp packet-size=128 address-list=pinged address-list-timeout=30s',
  `add chain=input action=add-src-to-address-list protocol=tcp dst-port=41027 src-address-list=pinged address-list=${GRANT} address-list-timeout=30m`,
  ACCEPT,
  DROP,
);

/** A script with a knock of four steps and a trap. */
function drawn(protocols: KnockScriptOptions['protocols']): string {
  const script = knockScript({
    ...{ steps: 4, grant: '30m', opens: ['ssh', 'winbox'], protocols, wan: ARRIVES_AT },
    ...{ trap: true, ipv6: false, random: seeded(SEED) },
  });
  if ('fault' in script) throw new Error(script.fault);
  return script.text;
}

function client(index: number): string {
  return formatIpv4(ip(CROWD.split('/')[0] as string) + 1 + index);
}

/** A few at a time, each of them mostly waiting. */
async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** Goes through all pairs of orders of the knock ports. */
function chanceInTwo(length: number): number {
  const orders = permutations(Array.from({ length }, (_, index) => index));
  const stageAfter = (order: readonly number[], from: number): number =>
    order.reduce((stage, port) => (port === stage ? stage + 1 : stage), from);
  const open = orders.flatMap((first) =>
    orders.filter((second) => stageAfter(second, stageAfter(first, 0)) === length),
  );
  return open.length / orders.length ** 2;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
