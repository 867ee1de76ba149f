import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { properties } from '../support/properties.ts';

/** Comments of the filter's items in list order; a `!` marks one that is disabled. */
function run(script: string): string[] {
  const items = execute(bind(parse(`/ip firewall filter\n${script}`), catalog)).menus.get('/ip/firewall/filter') ?? [];
  expect(items.filter(({ conditional, placeUnknown }) => conditional || placeUnknown)).toEqual([]);
  return items.map(
    ({ properties }) => `${properties.get('comment')?.text}${properties.get('disabled')?.text === 'yes' ? '!' : ''}`,
  );
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');

/** A command on items that are named by their comment, as text and as a change of a plain list. */
const command = fc.oneof(
  name.map((x) => ({ text: `add comment=${x}`, apply: (list: string[]) => [...list, x] })),
  fc.tuple(name, name).map(([x, y]) => ({
    text: `:if ([:len [find comment=${y}]] = 1) do={ add comment=${x} place-before=[find comment=${y}] }`,
    apply: (list: string[]) => {
      if (list.filter((item) => item[0] === y).length !== 1) return list;
      const at = list.findIndex((item) => item[0] === y);
      return [...list.slice(0, at), x, ...list.slice(at)];
    },
  })),
  name.map((x) => ({
    text: `remove [find comment=${x}]`,
    apply: (list: string[]) => list.filter((item) => item[0] !== x),
  })),
  name.map((x) => ({
    text: `disable [find comment=${x}]`,
    apply: (list: string[]) => list.map((item) => (item[0] === x ? `${x}!` : item)),
  })),
  name.map((x) => ({
    text: `enable [find comment~"^[${x}]\\$"]`,
    apply: (list: string[]) => list.map((item) => (item[0] === x ? x : item)),
  })),
  fc.tuple(name, name).map(([x, y]) => ({
    text: `set [find comment=${x}] comment=${y}`,
    apply: (list: string[]) => list.map((item) => (item[0] === x ? y + item.slice(1) : item)),
  })),
  name.map((x) => ({
    text: `move [find comment=${x}]`,
    apply: (list: string[]) => [...list.filter((item) => item[0] !== x), ...list.filter((item) => item[0] === x)],
  })),
  fc.tuple(name, name).map(([x, y]) => ({
    text: `:if ([find comment=${y}] != "") do={ move [find comment=${x}] ([find comment=${y}]->0) }`,
    apply: (list: string[]) => {
      const at = list.findIndex((item) => item[0] === y);
      if (at < 0) return list;
      const moves = (item: string, index: number): boolean => item[0] === x && index !== at;
      const stays = (item: string, index: number): boolean => !moves(item, index);
      return [
        ...list.slice(0, at).filter(stays),
        ...list.filter(moves),
        ...list.filter((item, i) => i >= at && stays(item, i)),
      ];
    },
  })),
);

describe('the list of items', () => {
  test('is that of a plain list', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const expected = commands.reduce<string[]>((list, { apply }) => apply(list), []);
        expect(run(commands.map(({ text }) => text).join('\n'))).toEqual(expected);
      }),
      properties(300),
    );
  });

  test('is the same for a loop and for its rounds written out', () => {
    const body = fc.constantFrom(
      'add comment="v$i"',
      'add comment="v$i"; move [find comment="v$i"] 0',
      'add comment="v$($i + 1)" place-before=0',
      ':if ($i % 2 = 0) do={ add comment="even$i" } else={ add comment="odd$i"; disable [find comment="odd$i"] }',
      'add comment="v$i"; remove [find comment=("v" . ($i - 1))]',
      ':set x ($x + $i); add comment="sum$x"',
    );
    fc.assert(
      fc.property(body, fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 }), (code, values) => {
        const start = 'add comment=first\n:local x 0\n';
        const loop = `${start}:foreach i in=({${values.join(';')}}) do={ ${code} }`;
        const rounds = values.map((i) => `{ :local i ${i}; ${code} }`).join('\n');
        expect(run(loop)).toEqual(run(start + rounds));
      }),
      properties(300),
    );
  });

  test('is the same for a function and for its body', () => {
    const code = fc.constantFrom(
      '/ip firewall filter add comment="$1$n"',
      '/ip firewall filter add comment=($1 . $n) place-before=0',
    );
    fc.assert(
      fc.property(code, fc.array(fc.tuple(name, fc.nat(9)), { maxLength: 8 }), (body, calls) => {
        const called = calls.map(([x, n]) => `$f ${x} n=${n}`).join('\n');
        const plain = calls.map(([x, n]) => body.replace(/"\$1\$n"|\(\$1 \. \$n\)/, `${x}${n}`)).join('\n');
        expect(run(`:local f do={ ${body} }\n${called}`)).toEqual(run(plain));
      }),
      properties(300),
    );
  });
});

test('any nesting of loops and conditions ends soon', () => {
  const { code } = fc.letrec<{ code: string }>((tie) => ({
    code: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'add comment=a',
        'remove [find comment=a]',
        'add comment=$i place-before=0',
        ':set x ($x . $i)',
        ':set x ($x , $x)',
        '$f',
        ':return $x',
        ':break',
        ':error x',
      ),
      fc.tuple(tie('code'), tie('code')).map(([a, b]) => `${a}; ${b}`),
      tie('code').map((a) => `:foreach i in={1;2;3} do={ ${a} }`),
      tie('code').map((a) => `:for i from=1 to=500 do={ ${a} }`),
      tie('code').map((a) => `:while ($x != "a") do={ ${a} }`),
      tie('code').map((a) => `:do { ${a} } on-error={ add comment=b }`),
      tie('code').map((a) => `:if ($y) do={ ${a} }`),
      tie('code').map((a) => `:set f do={ :global f; :global x; ${a} }`),
      fc.tuple(tie('code'), tie('code')).map(([a, b]) => `:if ($i = 2) do={ ${a} } else={ ${b} }`),
    ),
  }));
  fc.assert(
    fc.property(code, (body) => {
      const bound = bind(parse(`/ip firewall filter\n:global x ""\n:global f\n${body}\n$f\n$f`), catalog);
      // What is bounded is bounded in what it makes, too; without a bound it would not end.
      const lists = [...execute(bound).menus.values()];
      expect(lists.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(20_200);
    }),
    properties(200),
  );
});
