import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { properties } from '../support/properties.ts';
import { Random } from '../support/randomSets.ts';
import { describeOnKernel } from './onKernel.ts';
import { routedConfiguration } from './routedConfigurations.ts';
import { converse } from './routedConversation.ts';
import { RoutedDuel } from './routedDuel.ts';

const seed = Number.parseInt(process.env['FC_SEED'] ?? '', 10) || Date.now() % 2 ** 31;
const CONVERSATIONS = 10;

describeOnKernel('a client, a router and a server', {}, () => {
  let duel: RoutedDuel;
  let conversations = 0;
  beforeAll(async () => {
    duel = await RoutedDuel.begin();
    console.log(`FC_SEED=${seed}`);
  });
  afterAll(() => {
    if (duel === undefined) return;
    console.log(
      `${duel.compared} packets in ${conversations} conversations: ${[...duel.seen]
        .sort()
        .map((one) => one.join(' '))
        .join(', ')}`,
    );
    duel.end();
  });

  test('random configurations with NAT, packet by packet', { timeout: 600_000 }, async () => {
    const { numRuns } = properties(200);
    for (let run = 0; run < (numRuns as number); run++) {
      const random = new Random(seed + run);
      const family = random.pick(['ip', 'ip', 'ipv6'] as const);
      const script = routedConfiguration(random, family);
      const { firewall, problems } = analyse(script, { rules: [] });
      expect(problems, script).toEqual([]);
      const round = duel.round(firewall, family);
      for (let count = 0; count < CONVERSATIONS; count++) converse(round, random, family);
      conversations += CONVERSATIONS;
      await round.settle().catch((error: Error) => {
        throw new Error(`FC_SEED=${seed + run}\n${script}\n${error.message}`);
      });
    }
    if (process.env['FC_RUNS'] !== undefined) return;
    expect(conversations).toBeGreaterThanOrEqual(1_000);
    expect(duel.compared).toBeGreaterThanOrEqual(10_000);
    // Each kind of NAT has had its part, in both families.
    for (const kind of ['dst-nat', 'redirect', 'netmap', 'src-nat', 'masquerade']) {
      expect(duel.seen.get(`nat ${kind}`), kind).toBeGreaterThan(20);
    }
    for (const kind of ['ip forward', 'ip input', 'ipv6 forward', 'ipv6 input']) {
      expect(duel.seen.get(`${kind} accept`), kind).toBeGreaterThan(100);
      expect(duel.seen.get(`${kind} drop`), kind).toBeGreaterThan(20);
    }
  });
});
