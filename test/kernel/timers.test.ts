import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { CLIENT, Duel, ip, type Round, syn } from './duel.ts';
import { ACCEPT, DROP, filter, GRANT, stages } from './knocks.ts';
import { describeOnKernel } from './onKernel.ts';

/**
 * Time passes for real here, so the timeouts are short and no packet comes near the end of one. On a busy machine one
 * may all the same; a real difference shows every time.
 */
describeOnKernel('timers', { retry: 2 }, () => {
  let duel: Duel;
  beforeAll(async () => {
    duel = await Duel.begin();
  });
  afterAll(() => duel?.end());

  const round = (...rules: readonly (string | readonly string[])[]): Round =>
    duel.round(analyse(filter(...rules)).firewall);
  const lists = (on: Round): string[] => on.interpreter.listsOf('ip', ip(CLIENT));

  test('an entry expires, and being added again renews it', async () => {
    const on = round(stages([1000, 2000], '2s'), ACCEPT, DROP);
    on.send(syn(1000));
    await on.wait(1.3);
    on.send(syn(1000));
    await on.wait(1.3);
    await on.settle();
    expect(lists(on), 'after 2.6 s, renewed after 1.3 s').toEqual(['stage1']);
    await on.wait(1.2);
    await on.settle();
    expect(lists(on), 'after 3.8 s').toEqual([]);
  });

  test('a stage in time opens, a stage too late does not', async () => {
    const on = round(stages([1000, 2000], '1s'), ACCEPT, DROP);
    on.send(syn(1000));
    await on.wait(1.5);
    on.send(syn(2000));
    await on.settle();
    expect(lists(on)).toEqual([]);
    on.send(syn(1000));
    await on.wait(0.5);
    on.send(syn(2000));
    expect(on.send(syn(22)).verdict).toBe('accept');
    await on.wait(1);
    await on.settle();
    expect(lists(on)).toEqual([GRANT]);
  });

  test('a rule with a shorter time shortens what is left', async () => {
    const add = 'add chain=input action=add-src-to-address-list address-list=a protocol=tcp';
    const on = round(`${add} dst-port=1 address-list-timeout=1m`, `${add} dst-port=2 address-list-timeout=1s`);
    on.send(syn(1));
    on.send(syn(2));
    await on.wait(1.5);
    await on.settle();
    expect(lists(on)).toEqual([]);
  });

  test('who counts connections never lists someone patient', async () => {
    const counter = (asks: string, list: string): string =>
      `add chain=input action=add-src-to-address-list protocol=tcp dst-port=22${asks} address-list=${list} address-list-timeout=1s`;
    const on = round(
      counter(' src-address-list=second', 'blacklist'),
      counter(' src-address-list=first', 'second'),
      counter('', 'first'),
    );
    for (let attempt = 0; attempt < 3; attempt++) {
      on.send(syn(22));
      await on.settle();
      expect(lists(on)).toEqual(['first']);
      await on.wait(1.4);
    }
    for (let attempt = 0; attempt < 3; attempt++) on.send(syn(22));
    await on.settle();
    expect(lists(on).sort()).toEqual(['blacklist', 'first', 'second']);
  });

  test('random rules and packets with pauses', async () => {
    // Pauses of 1.5 s end half a second beside each of these timeouts.
    const rules = fc.array(
      fc.tuple(
        fc.constantFrom(...PORTS),
        fc.constantFrom(...TIMEOUTS),
        fc.constantFrom(...LISTS),
        fc.option(fc.constantFrom(...LISTS)),
        fc.boolean(),
      ),
      { minLength: 20, maxLength: 20 },
    );
    const packets = fc.array(
      fc.array(fc.tuple(fc.constantFrom(...PORTS), fc.constantFrom(...SOURCES)), { minLength: 20, maxLength: 20 }),
      { minLength: 4, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(rules, packets, async (drawn, bursts) => {
        const on = round(
          drawn.map(
            ([port, timeout, list, asked, negated]) =>
              `add chain=input action=add-src-to-address-list protocol=tcp dst-port=${port} address-list=${list} address-list-timeout=${timeout}${asked === null ? '' : ` src-address-list=${negated ? '!' : ''}${asked}`}`,
          ),
        );
        for (const burst of bursts) {
          for (const [port, source] of burst) on.send(syn(port, source));
          await on.wait(1.5);
        }
        await on.settle();
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

const PORTS = [1, 2, 3, 4];
const TIMEOUTS = ['1s', '2s', '4s', '5s'];
const LISTS = ['a', 'b', 'c', 'd', 'e'];
const SOURCES = ['198.51.100.7', '198.51.100.8', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map(ip);
