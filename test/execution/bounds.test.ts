import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Rounds of all loops together that are carried out, and services and the like that no file has to make. */
const MAX_ROUNDS = 20_000;
const OF_EACH_ROUTER = 100;

describe('bounds', () => {
  /** With so many items at most; without a bound it would not end before the test's time is over. */
  const ends = (script: string, most = MAX_ROUNDS): void => {
    const lists = [...execute(bind(parse(script), catalog)).menus.values()];
    expect(lists.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(most + OF_EACH_ROUTER);
  };
  test('loops without an end', () => ends(':while (true) do={ :while (true) do={ :while (true) do={} } }'));
  test('many rounds', () =>
    ends(':for i from=1 to=1000 do={ :for j from=1 to=1000 do={ /ip firewall filter add comment="$i$j" } }'));
  test('calls that double', () => ends(':global f do={ :global f; $f; $f }\n$f'));
  test('texts that double', () => ends(':local s "aaaaaaaa"\n:for i from=1 to=1000 do={ :set s ($s . $s) }'));
  test('arrays that double', () =>
    ends(':local s {1;2}\n:for i from=1 to=1000 do={ :set s ($s , $s); :set s {$s;$s} }'));
  test('a pattern that is slow elsewhere', () =>
    ends(`/ip firewall filter\nadd comment="${'a'.repeat(2000)}!"\nremove [find comment~"^(a+)+$"]`));
  const entries = (count: number, more = ''): string =>
    Array.from(
      { length: count },
      (_, i) => `add list=b${more} address=10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    ).join('\n');
  test('long lists', () => ends(`/ip firewall address-list\n${entries(100_000)}`, 100_000));
  test('a long list that is turned round', () =>
    ends(`/ip firewall address-list\n${entries(50_000, ' place-before=0')}`, 50_000));
  test('a long list that is searched again and again', () => {
    const searches = Array.from({ length: 500 }, (_, i) => `remove [find address~"^10\\.0\\.[0-9]+\\.${i}$"]`);
    ends(`/ip firewall address-list\n${entries(50_000)}\n${searches.join('\n')}`, 50_000);
  });
  test('deep expressions', () => ends(`:put (${'1 + '.repeat(20_000)}1)`));
  test('more rounds than are carried out leave the menu in doubt', () => {
    const { menus, opaqueMenus } = execute(
      bind(
        parse(':for i from=1 to=100 do={ :for j from=1 to=1000 do={ /ip firewall filter add comment=a } }'),
        catalog,
      ),
    );
    expect(menus.get('/ip/firewall/filter')?.length).toBeLessThan(50_000);
    expect([...opaqueMenus.keys()]).toContain('/ip/firewall/filter');
  });
});
