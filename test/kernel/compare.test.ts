import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Firewall } from '../../server/src/firewall/firewall.ts';
import type { Supposition } from '../../server/src/firewall/interpret.ts';
import { drawnSeed, properties } from '../support/properties.ts';
import { configurations, SOURCES } from './configurations.ts';
import { type Attempt, Conversation, type Service, servicesOf } from './conversation.ts';
import { CLIENT, Duel, ip, ROUTERS, syn } from './duel.ts';
import { describeOnKernel } from './onKernel.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const seed = drawnSeed();

describeOnKernel('the kernel and the interpreter, packet by packet', {}, () => {
  let duel: Duel;
  beforeAll(async () => {
    duel = await Duel.begin();
    console.log(`FC_SEED=${seed}`);
  });
  afterAll(() => duel?.end());

  const names = readdirSync(examples).filter((name) => name.endsWith('-clean.rsc'));
  test.each(
    names.flatMap(
      (name) =>
        [
          [name, false],
          [name, true],
        ] as const,
    ),
  )('%s, if a pattern fits: %s', async (name, fits) => {
    const { firewall } = analyse(readFileSync(examples + name, 'utf8'));
    const services = servicesOf(firewall);
    // Addresses on a list from the start, one beside them, and others.
    const sources = [CLIENT, '192.168.33.10', '192.168.33.20', '192.168.33.21'].map(ip);
    await fc.assert(
      fc.asyncProperty(attempts(sources, services, 200), (sequence) =>
        play(firewall, sequence, (_, { name: asked }) => (asked === 'layer7-protocol' ? fits : undefined)),
      ),
      { numRuns: 3, seed, endOnFailure: true },
    );
  });

  // FC_RUNS makes it longer.
  test('random configurations', { timeout: 600_000 }, async () => {
    const cases = configurations().chain((script) => {
      const { firewall, problems } = analyse(script);
      expect(problems, script).toEqual([]);
      return fc.record({
        script: fc.constant(script),
        firewall: fc.constant(firewall),
        sequence: attempts(SOURCES.map(ip), servicesOf(firewall), 50),
      });
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ script, firewall, sequence }) => {
        await play(firewall, sequence).catch((error: Error) => {
          throw new Error(`${script}\n${error.message}`);
        });
      }),
      { ...properties(150), seed, endOnFailure: true },
    );
  });

  test('redirected: the filter sees the new port', async () => {
    const round = duel.round(analyse(REDIRECT).firewall);
    const verdicts = [2222, 1000, 2222, 2223, 22].map((port, index) => {
      const packet = syn(port);
      return round.send({ ...packet, sourcePort: 1000 + index }).verdict;
    });
    expect(verdicts).toEqual(['drop', 'drop', 'accept', 'drop', 'accept']);
    await round.settle();
  });

  test('a connection meets NAT once, also while its packets are new', async () => {
    const round = duel.round(analyse(REDIRECT).firewall);
    const again = { ...syn(2222), sourcePort: 1010 };
    // Packets that do not say so are what the interpreter's own connections make of them.
    for (const packet of [syn(1000), again, again]) round.send({ ...packet, state: undefined });
    await round.settle();
  });

  async function play(firewall: Firewall, sequence: readonly Attempt[], suppose?: Supposition): Promise<void> {
    const round = duel.round(firewall, suppose === undefined ? {} : { suppose });
    const conversation = new Conversation(round);
    for (const attempt of sequence) conversation.attempt(attempt);
    await round.settle();
  }

  test('at least 1,000 packets were compared', () => {
    console.log(`${duel.compared} packets compared`);
    expect(duel.compared).toBeGreaterThanOrEqual(1_000);
  });

  test('and every kind of rule has matched', () => {
    console.log([...duel.matches].map(([kind, count]) => `${kind}: ${count}`).join('\n'));
    expect([...duel.matches.keys()].sort()).toEqual(KINDS);
  });
});

/** Few services at a time, so that one is asked for again. */
function attempts(sources: readonly number[], services: readonly Service[], length: number): fc.Arbitrary<Attempt[]> {
  const maxLength = Math.min(12, services.length);
  return fc.shuffledSubarray([...services], { minLength: 6, maxLength }).chain((some) => {
    const attempt = fc.record({
      source: fc.constantFrom(...sources),
      destination: fc.constantFrom(...ROUTERS.map(ip)),
      service: fc.constantFrom(...some),
      kind: fc.constantFrom<Attempt['kind']>('first', 'again', 'again', 'stray', 'error'),
      answered: fc.boolean(),
    });
    return fc.array(attempt, { minLength: length, maxLength: length });
  });
}

const REDIRECT = `/ip firewall nat
add chain=dstnat action=add-src-to-address-list protocol=tcp dst-port=1000 address-list=a address-list-timeout=1m
add chain=dstnat action=accept protocol=tcp dst-port=2223
add chain=dstnat action=redirect protocol=tcp dst-port=2222-2223 to-ports=22
/ip firewall filter
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=a
add chain=input action=drop
`;
const ADDS = ['add-dst-to-address-list', 'add-src-to-address-list'];
const COMMON = ['accept', ...ADDS, 'jump', 'log', 'passthrough', 'return'];
const KINDS = [
  ...[...COMMON, 'drop', 'reject'].map((action) => `filter ${action}`),
  ...[...COMMON, 'mark-packet'].map((action) => `mangle ${action}`),
  ...['accept', 'add-src-to-address-list', 'redirect'].map((action) => `nat ${action}`),
  ...[...COMMON, 'drop'].map((action) => `raw ${action}`),
  ...['new', 'established', 'related', 'invalid'].map((state) => `state ${state}`),
].sort();
