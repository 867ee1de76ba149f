import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';

import { execute, executeSteps } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Comments of the filter's items in list order; `?` where the item is in doubt, `~` where its place is. */
function check(script: string, expected: string): void {
  const items = execute(bind(parse(`/ip firewall filter\n${script}`), catalog)).menus.get('/ip/firewall/filter') ?? [];
  const names = items.map(({ properties, conditional, placeUnknown }) => {
    const comment = properties.get('comment');
    return `${comment?.constant === true ? comment.text : '-'}${conditional ? '?' : ''}${placeUnknown ? '~' : ''}`;
  });
  expect(names.join(' '), script).toBe(expected);
}

/** The menus of which the content is not known afterwards, each with the code that is behind it. */
function checkOpaque(script: string, expected: Readonly<Record<string, readonly string[]>>): void {
  const { opaqueMenus } = execute(bind(parse(script), catalog));
  expect(Object.fromEntries([...opaqueMenus].map(([menu, code]) => [menu, [...code]])), script).toEqual(expected);
}

describe('what ends a list of commands', () => {
  test.each([
    // A function ends with its value, also where that is nothing.
    [':local f do={ :return "a"; /ip firewall filter add comment=x }\nadd comment=[$f]', 'a'],
    [':local f do={ :return }\nadd comment=[:len [$f]]', '0'],
    [':local f do={ :return; /ip firewall filter add comment=x }\n$f\nadd comment=a', 'a'],
    [':local f do={ :foreach i in={1;2} do={ :return $i } }\nadd comment=[$f]', '1'],
    [':local f do={ { :return 5 }; /ip firewall filter add comment=x }\nadd comment=[$f]', '5'],
    [':local f do={ :if ($y) do={ :return 1 }; :return 2 }\nadd comment=[$f]', '-'],
    [':local f do={ :if ($y) do={ :return 1 }; :set x 2 }\n:local x 1\n$f\nadd comment=$x', '1'],
    // What is written behind a return that may come is not known.
    [':global x 1\n:local f do={ :global x; :if ($y) do={ :return 1 }; :set x 2 }\n$f\nadd comment=$x', '-'],
    // Only the innermost loop ends.
    [':foreach i in={1;2} do={ :foreach j in={1;2} do={ :break }; add comment=$i }', '1 2'],
    [':foreach i in={1;2} do={ :foreach j in={1;2} do={ :continue; add comment=x }; add comment=$i }', '1 2'],
    [':foreach i in={1;2;3} do={ :if ($i = 2) do={ :break }; add comment=$i }\nadd comment=z', '1 z'],
    // A break that may come leaves the further rounds in doubt, and what they write.
    [':local x 0\n:foreach i in={1;2} do={ :if ($y) do={ :break }; :set x $i }\nadd comment=$x', '-'],
    [':foreach i in={1;2} do={ add comment=$i; :if ($y) do={ :break } }\nadd comment=z', '1 2? z'],
    [':foreach i in={1;2} do={ :if ($y) do={ :continue }; add comment=$i }\nadd comment=z', '1? 2? z'],
    [
      ':local f do={ :foreach i in={1;2} do={ /ip firewall filter add comment=$i; :if ($y) do={ :return 1 } } }\n$f\nadd comment=z',
      '1 2? z',
    ],
    // The whole script ends, but nobody looks at it for that case.
    ['add comment=a\n:quit\nadd comment=b', 'a'],
    ['add comment=a\n:exit\nadd comment=b', 'a'],
    [':foreach i in={1;2} do={ add comment=$i; :quit }\nadd comment=b', '1'],
    [':foreach i in={1;2} do={ add comment=$i; :error x }\nadd comment=b', '1'],
    [':if (true) do={ :quit }\nadd comment=a', 'a'],
    [':if (true) do={ :error x }\nadd comment=a', 'a'],
    [':local f do={ :error x }\n$f\nadd comment=a', ''],
    [':local f do={ :quit }\n$f\nadd comment=a', ''],
    [':put [:error x]\nadd comment=a', 'a'],
    // A function without an end of its own is what its last command gives.
    [':local f do={ 5 }\nadd comment=[$f]', '-'],
    ['{ :return 1; add comment=x }\nadd comment=a', ''],
  ])('%s', (script, expected) => check(script, expected));
});

describe('errors that are caught', () => {
  test.each([
    [':do { add comment=a; :error x; add comment=b } on-error={ add comment=c }\nadd comment=d', 'a c d'],
    [':do { add comment=a } on-error={ add comment=c; :error again }\nadd comment=d', 'a c? d'],
    [':do { :error x } on-error={ :error again; add comment=c }\nadd comment=d', ''],
    [
      ':do { :do { :error x } on-error={ add comment=a; :error again } } on-error={ add comment=b }\nadd comment=c',
      'a b c',
    ],
    [':do { :put [:error x]; add comment=a } on-error={ add comment=b }\nadd comment=c', 'a? b? c'],
    [':do { :local r [:error x]; add comment=a } on-error={ add comment=b }', 'a? b?'],
    [':local f do={ :error x }\n:do { $f; add comment=a } on-error={ add comment=b }\nadd comment=c', 'b c'],
    [
      ':local f do={ :if ($y) do={ :error x } }\n:do { $f; add comment=a } on-error={ add comment=b }\nadd comment=c',
      'a? b? c',
    ],
    [':do { :if (true) do={ :error x }; add comment=a } on-error={ add comment=b }', 'b'],
    [':do { :foreach i in={1;2} do={ add comment=$i; :error x } } on-error={ add comment=b }', '1 b'],
    [
      ':do { :foreach i in={1;2} do={ add comment=$i; :if ($y) do={ :error x } } } on-error={ add comment=b }',
      '1 2? b?',
    ],
    // What the handler writes is not known, unless it surely runs.
    [':local x 1\n:do { add comment=a } on-error={ :set x 2 }\nadd comment=$x', 'a -'],
    [':local x 1\n:do { :error y } on-error={ :set x 2 }\nadd comment=$x', '2'],
    [':onerror e in={ :error x; add comment=a } do={ add comment=b }\nadd comment=c', 'b c'],
    [':retry command={ :error x } on-error={ add comment=b } max=1 delay=1', 'b'],
    [':do { add comment=a }\nadd comment=b', 'a b'],
    // What one handler has caught is none of the next one's.
    [':do { :put [:error x] } on-error={}\n:do { add comment=a; add comment=b } on-error={ add comment=c }', 'a b c?'],
    // Behind a handler errors end the script again.
    [':do { add comment=a } on-error={}\n:if ($y) do={ :error x }\nadd comment=b', 'a b'],
  ])('%s', (script, expected) => check(script, expected));
});

describe('branches', () => {
  test.each([
    [':if (1) do={ add comment=a } else={ add comment=b }', 'a? b?'],
    [':if ($y) do={} else={ add comment=b }', 'b?'],
    [':if (false) do={ add comment=a }\nadd comment=b', 'b'],
    [':if do={ add comment=a }', 'a?'],
    // Both begin with the same variables, and what either writes is not known afterwards.
    [':local x 1\n:if ($y) do={ :set x 2 } else={ add comment=$x }\nadd comment=$x', '1? -'],
    [':local x 1\n:local z 1\n:if ($y) do={ :set x 2 } else={ :set z 2 }\nadd comment="$x"\nadd comment="$z"', '- -'],
    [':local x 1\n:if (true) do={ :local x 2 }\nadd comment=$x', '1'],
    [':local x 1\n:if ($y) do={ :if ($z) do={ :set x 2 }; add comment=$x }', '-?'],
    [':do { add comment=a } if=($y)', 'a?'],
    // Commands in brackets run, code that is handed to somebody may.
    [':put [add comment=a]', 'a'],
    [':delay [add comment=a]', 'a'],
    ['/system identity set name=[/ip firewall filter add comment=a]', 'a'],
    ['/system scheduler add name=x on-event={ /ip firewall filter add comment=a }', ''],
    [':error [add comment=a]', 'a'],
    [':toupper [add comment=a]', 'a'],
    ['$nobody [add comment=a]', 'a'],
    ['nonsense [add comment=a]', 'a'],
  ])('%s', (script, expected) => check(script, expected));
});

describe('loops', () => {
  test.each([
    [':for i from=1 to=1 do={ add comment=$i }', '1'],
    [':for i from=2 to=1 do={ add comment=$i }', '-?'],
    [':for i from=1 to=2 step=0 do={ add comment=$i }', '-?'],
    [':for i from=1 to=2 step=$y do={ add comment=$i }', '-?'],
    [':for i from=1 to=2 step=-1 do={ add comment=$i }', '-?'],
    [':for i from=2 to=2 step=-1 do={ add comment=$i }', '2'],
    [':for i from=1 to=2 step=5 do={ add comment=$i }', '1'],
    [':for i from=1 to=$y do={ add comment=$i }', '-?'],
    [':for i from=a to=b do={ add comment=a }', 'a?'],
    [':foreach i in={} do={ add comment=a }\nadd comment=b', 'b'],
    [':foreach i in=5 do={ add comment=$i }', '5'],
    [':foreach i in="a" do={ add comment=$i }', 'a'],
    [':foreach i in=true do={ add comment=a }', 'a?'],
    [':foreach k,v in={7;8} do={ add comment="$k$v" }', '07 18'],
    [':foreach i do={ add comment=a }', 'a?'],
    [':while (false) do={ add comment=a }\nadd comment=b', 'b'],
    [':local n 0\n:while ($n < 2) do={ :set n ($n + 1); :local m $n; add comment=$m }', '1 2'],
    [':while (1) do={ add comment=a }', 'a?'],
    [':local i 0\n:do { :set i ($i + 1); add comment=$i } while=($i < 1)\nadd comment=z', '1 z'],
    [':do { add comment=a; :break } while=(true)\nadd comment=z', 'a z'],
    [':do { add comment=a; :if ($y) do={ :break } } while=(false)\nadd comment=z', 'a z'],
    [':do { add comment=a } while=($y)\nadd comment=z', 'a a? z'],
    [':local f do={ :do { :return 1 } while=(true) }\nadd comment=[$f]', '1'],
    // What a loop of which nothing is known writes is not known, in its rounds and afterwards.
    [':local x 1\n:foreach i in=$y do={ add comment=$x; :set x 2 }\nadd comment=$x', '-? -'],
    [':local x {1}\n:foreach i in=$y do={ add comment=($x->0); :set ($x->0) 2 }', '-?'],
    [':global x 1\n:foreach i in=$y do={ add comment=$x; $f }', '-?'],
    [':global x 1\n:foreach i in=$y do={ add comment=$x; /import a.rsc }', '-?'],
    [':global x 1\n:foreach i in=$y do={ :global x 2 }\nadd comment=$x', '-'],
    [':global x 1\n:foreach i in=$y do={ :global x; add comment=$x }', '1?'],
    [':global x 1\n:local z 3\n:foreach i in=$y do={ add comment="$x$z" }', '13?'],
    // Of a long loop only what it may do is known.
    [':for i from=1 to=2048 do={ :if ($i = 2048) do={ add comment=$i } }', '2048'],
    [':for i from=1 to=2049 do={ :if ($i > 2048) do={ add comment=a } }', 'a?'],
  ])('%s', (script, expected) => check(script, expected));
});

describe('functions and variables', () => {
  test.each([
    [':local f do={ /ip firewall filter add comment="$1$2$x" }\n$f a b x=c', 'abc'],
    [':local f do={ /ip firewall filter add comment=[:len $x] }\n$f x', '-'],
    [':local x 5\nadd comment=[$x]', '5'],
    [':global f do={ :return ($1 . "!") }\nadd comment=[$f [$f a]]', 'a!!'],
    // It is declared where it is used, or is nobody's.
    [':global x 1\n{ :local f do={ /ip firewall filter add comment=$x }; $f }', '-'],
    [':global x 1\n{ :local f do={ :global x; /ip firewall filter add comment=$x }; $f }', '1'],
    [':local x\nadd comment=[:len $x]', '0'],
    [':local x 5\n:set x\nadd comment=[:len $x]', '0'],
    [':global x 5\n:global x\nadd comment=$x', '5'],
    [':global x 5\n:global x 6\nadd comment=$x', '6'],
    [':set x 5\nadd comment=$x', '-'],
    [':local x 1\n:set $x 2\nadd comment=$x', '2'],
    [':local x 1\n:set "x" 2\nadd comment=$x', '2'],
    [':local f do={ add comment=x }\n:set f do={ /ip firewall filter add comment=y }\n$f', 'y'],
    [':local x $f\nadd comment=a\n$x', 'a'],
    // Code that is not there may set global variables, and no others.
    [':global x 1\n:local z 2\n/system script run a\nadd comment=$x\nadd comment=$z', '- 2'],
    [':global x 1\n:execute "/ip firewall nat print"\nadd comment=$x', '-'],
    [':global x 1\n/ip route print\nadd comment=$x', '1'],
    [':global x 1\n:local r [$f]\nadd comment=$x', '-'],
    [':global x 1\n:local r ($f 1)\nadd comment=$x', '-'],
  ])('%s', (script, expected) => check(script, expected));

  test('calls are followed thirty-two deep', () => {
    const calls = (depth: number): string =>
      `:global f do={ :global f; :if ($1 > 1) do={ $f ($1 - 1) } else={ /ip firewall filter add comment=end } }\n$f ${depth}`;
    check(calls(32), 'end');
    const deeper = execute(bind(parse(calls(33)), catalog));
    expect(deeper.menus.get('/ip/firewall/filter') ?? []).toEqual([]);
    expect([...deeper.opaqueMenus.keys()]).toContain('/ip/firewall/filter');
  });
  test('blocks are followed four hundred deep', () => {
    const nested = (depth: number): string => `${':if (true) do={ '.repeat(depth)}add comment=a${' }'.repeat(depth)}`;
    check(nested(90), 'a');
  });
});

describe('menus whose content is not known', () => {
  test.each<[string, Readonly<Record<string, readonly string[]>>]>([
    // A slip in the name of a menu.
    ['/ip firewall fliter add chain=input', { '/ip/firewall/filter': ['/ip firewall fliter add chain=input'] }],
    ['/ip firewall fliter\nadd chain=input', { '/ip/firewall/filter': ['add chain=input'] }],
    ['/ip firewall nonsense add chain=input', {}],
    ['/ip nonsense filter add chain=input', {}],
    // What a loop that has no end may do, but not what it reads.
    [
      ':global f do={ :global f; /ip firewall nat remove 0; /ip firewall raw print; /ip service set www port=1; $f }\n$f',
      {
        '/ip/firewall/nat': ['/ip firewall nat remove 0', '$f'],
        '/ip/firewall/raw': ['$f'],
        '/ip/service': ['/ip service set www port=1', '$f'],
      },
    ],
  ])('%s', (script, expected) => {
    const { opaqueMenus } = execute(bind(parse(script), catalog));
    const seen = Object.fromEntries([...opaqueMenus].map(([menu, code]) => [menu, [...code]]));
    for (const [menu, code] of Object.entries(expected)) expect(seen[menu], script).toEqual(code);
    if (Object.keys(expected).length === 0) expect(seen).toEqual({});
  });
  test('by code of which the file shows the text', () =>
    checkOpaque(':execute "/ip firewall nat remove 0"\n:execute "/ip firewall nat remove 1"', {
      '/ip/firewall/nat': ['/ip firewall nat remove 0', '/ip firewall nat remove 1'],
    }));
  test('by the command, where it does not', () => {
    const { opaqueMenus } = execute(bind(parse('/import other.rsc'), catalog));
    expect([...(opaqueMenus.get('/ip/firewall/filter') ?? [])]).toEqual(['/import other.rsc']);
  });
  test('by items that are not to be told', () =>
    checkOpaque('/ip firewall filter\nadd chain=input\nremove $nobody', { '/ip/firewall/filter': ['remove $nobody'] }));
});

describe('parts of a template', () => {
  test('items in a branch exist under its condition', () =>
    check('add comment=a\n{{ if .x }}\nadd comment=b\n{{ end }}\nadd comment=c', 'a b? c'));
});

test('whoever watches sees each command with what the router holds then', () => {
  const seen: string[] = [];
  const script =
    '/ip firewall filter\nadd comment=a\n:foreach i in={1;2} do={ add comment=$i }\nremove [find comment=1]\n/ip dns cache flush';
  execute(bind(parse(script), catalog), 'auto', (command, state) => {
    seen.push(`${command.name} ${state().menus.get('/ip/firewall/filter')?.length ?? 0}`);
  });
  expect(seen).toEqual(['add 1', 'add 2', 'add 3', 'find 3', 'remove 2']);
});

test('long scripts run in steps', () => {
  const steps = (script: string): number => [...executeSteps(bind(parse(script), catalog))].length;
  const adds = (count: number): string => `/ip firewall filter\n${'add chain=input\n'.repeat(count)}`;
  const short = steps(adds(1));
  // Not one for each command, and none for a short script.
  expect(steps(adds(100))).toBe(short);
  expect(steps(adds(2000))).toBeGreaterThan(short + 5);
  expect(steps(adds(2000))).toBeLessThan(short + 40);
  // Commands that cost much end a step sooner.
  const searches = `/ip firewall filter\n${'add chain=input\n'.repeat(250)}${'remove [find comment=x]\n'.repeat(200)}`;
  expect(steps(searches)).toBeGreaterThan(short + 20);
});
