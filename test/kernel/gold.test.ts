import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { CLIENT, Duel, ip, type Round, syn } from './duel.ts';
import { ACCEPT, DROP, DROP_TRAPPED, filter, GRANT, stages, trap } from './knocks.ts';
import { describeOnKernel } from './onKernel.ts';

/** Cases whose outcome is known (`docs/facts/method.md#known-outcomes`), in the kernel and in the interpreter alike. */
describeOnKernel('known knocks', {}, () => {
  let duel: Duel;
  beforeAll(async () => {
    duel = await Duel.begin();
  });
  afterAll(() => {
    duel?.end();
    console.log(`${duel?.compared} packets compared`);
  });

  /** Both sides have the rules; the packets are many, so only the sums are compared. */
  const round = (script: string): Round => duel.round(analyse(script).firewall, { recorded: false });

  /** Sends these ports in order to both; they must agree in the end, and before the last one. */
  async function send(on: Round, ports: readonly number[]): Promise<{ before: boolean; after: boolean }> {
    for (const port of ports.slice(0, -1)) on.send(syn(port));
    await on.settle();
    const before = isOpen(on);
    for (const port of ports.slice(-1)) on.send(syn(port));
    await on.settle();
    return { before, after: isOpen(on) };
  }

  describe('sweeps over all ports', () => {
    const ascending = Array.from({ length: 65_535 }, (_, index) => index + 1);
    const descending = ascending.toReversed();

    test('the knock of the manual opens with packet 65,314 of a descending sweep', async () => {
      const sweep = descending.slice(0, 65_314);
      expect(await send(round(filter(stages(MANUAL), ACCEPT, DROP)), sweep)).toEqual({ before: false, after: true });
    });

    test('and with packet 131,292 of three ascending ones', async () => {
      const sweep = [...ascending, ...ascending, ...ascending].slice(0, 131_292);
      expect(await send(round(filter(stages(MANUAL), ACCEPT, DROP)), sweep)).toEqual({ before: false, after: true });
    });

    test.each([
      ['ascending', 2, ascending],
      ['descending', 1, descending],
    ])('with its blacklist it stays closed: %s, %i times', async (_, times, sweep) => {
      const on = round(read('mikrotik-manual-clean'));
      for (let pass = 0; pass < times; pass++) expect((await send(on, sweep)).after).toBe(false);
    });

    test('1000, 2000, 3000, 4000 opens with packet 4,000 of an ascending sweep', async () => {
      const on = round(filter(stages([1000, 2000, 3000, 4000]), ACCEPT, DROP));
      expect(await send(on, ascending.slice(0, 4_000))).toEqual({ before: false, after: true });
    });

    test('a trap that spares the knock ports stops them, and lets the genuine knock in', async () => {
      const script = filter(DROP_TRAPPED, stages(MANUAL), ACCEPT, trap(MANUAL), DROP);
      expect((await send(round(script), descending)).after).toBe(false);
      expect(await send(round(script), MANUAL)).toEqual({ before: false, after: true });
    });
  });

  test('the same port three times, natural order: one packet is enough', async () => {
    expect((await send(round(filter(stages([7000, 7000, 7000]), ACCEPT, DROP)), [7000])).after).toBe(true);
  });

  test('the same port three times, last stage first: three packets', async () => {
    const on = round(filter(stages([7000, 7000, 7000]).reverse(), ACCEPT, DROP));
    expect(await send(on, [7000, 7000, 7000])).toEqual({ before: false, after: true });
  });

  test.each([
    [
      'an accept for 8000-9000 above lets port 8291 in',
      ['add chain=input action=accept protocol=tcp dst-port=8000-9000'],
      [DROP],
      8291,
      'accept',
    ],
    ['and nothing else', ['add chain=input action=accept protocol=tcp dst-port=8000-9000'], [DROP], 22, 'drop'],
    ['without a drop at the end all is let in', [], [], 22, 'accept'],
  ])('%s', async (_, before, after, port, verdict) => {
    const on = round(filter(before, stages(MANUAL), ACCEPT, after));
    expect(on.send(syn(port)).verdict).toBe(verdict);
    await on.settle();
  });

  test('a trap that also takes the third knock keeps the genuine sequence out', async () => {
    const script = filter(DROP_TRAPPED, trap(MANUAL.slice(0, 2)), stages(MANUAL), ACCEPT, DROP);
    const on = round(script);
    await send(on, MANUAL);
    // It is let in for one packet, and shut out from then on.
    expect(on.interpreter.listsOf('ip', ip(CLIENT))).toContain('trapped');
    expect(on.send(syn(22)).verdict).toBe('drop');
    await on.settle();
  });

  test.each([
    [
      'last stage first: the fourth connection is refused',
      BRUTE_FORCE.toReversed(),
      ['accept', 'accept', 'accept', 'drop'],
    ],
    ['natural order: the first one is', BRUTE_FORCE, ['drop']],
  ])('counting connections to SSH, %s', async (_, rules, verdicts) => {
    const on = round(
      filter(rules, 'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=!blacklist', DROP),
    );
    expect(verdicts.map(() => on.send(syn(22)).verdict)).toEqual(verdicts);
    await on.settle();
  });
});

const MANUAL = [888, 555, 222];
const BRUTE_FORCE = [
  ['', 'connection1', '5m'],
  [' src-address-list=connection1', 'connection2', '15m'],
  [' src-address-list=connection2', 'connection3', '1h'],
  [' src-address-list=connection3', 'blacklist', '1d'],
].map(
  ([asks, list, timeout]) =>
    `add chain=input action=add-src-to-address-list protocol=tcp dst-port=22 connection-state=new${asks} address-list=${list} address-list-timeout=${timeout}`,
);

function isOpen(on: Round): boolean {
  return on.interpreter.listsOf('ip', ip(CLIENT)).includes(GRANT);
}

function read(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../examples/${name}.rsc`, import.meta.url)), 'utf8');
}
