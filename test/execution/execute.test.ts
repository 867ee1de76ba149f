import { describe, expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import type { Assumption } from '../../server/src/execution/assumption.ts';
import { placed } from '../../server/src/execution/configuration.ts';
import { execute } from '../../server/src/execution/execute.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** Runs the script and compares the items of one menu, by comment, in list order. */
function check(script: string, expected: readonly string[], menu = '/ip/firewall/filter'): void {
  const all = execute(bind(parse(script), catalog)).menus.get(menu) ?? [];
  const items = all.filter(({ origin }) => origin !== undefined);
  const names = items.map(({ properties, conditional, placeUnknown }) => {
    const flags = [
      conditional ? '?' : '',
      placeUnknown ? '~' : '',
      properties.get('disabled')?.text === 'yes' ? ' off' : '',
    ];
    return (properties.get('comment')?.text ?? properties.get('name')?.text ?? '-') + flags.join('');
  });
  expect(names, script).toEqual(expected);
}

const ABC = '/ip firewall filter\nadd chain=input comment=a\nadd chain=input comment=b\nadd chain=input comment=c\n';

describe('order', () => {
  test('add appends', () => check(ABC, ['a', 'b', 'c']));
  test('place-before a number', () => check(`${ABC}add chain=input comment=d place-before=1`, ['a', 'd', 'b', 'c']));
  test('place-before [find]', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment=c]`, ['a', 'b', 'd', 'c']));
  test('place-before a pattern that is plain text', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment~"^b"]`, ['a', 'd', 'b', 'c']));
  test('place-before=0 again and again reverses', () =>
    check(`${ABC}add chain=input comment=d place-before=0\nadd chain=input comment=e place-before=0`, [
      'e',
      'd',
      'a',
      'b',
      'c',
    ]));
  test('place-before what the file does not show', () =>
    check(`${ABC}add chain=input comment=d place-before=[find comment="defconf: drop"]`, ['a', 'b', 'c', 'd~']));
  test('move before an item', () => check(`${ABC}move [find comment=c] [find comment=a]`, ['c', 'a', 'b']));
  test('move with names', () =>
    check(`${ABC}move numbers=[find comment=a] destination=[find comment=c]`, ['b', 'a', 'c']));
  test('move to the end', () => check(`${ABC}move [find comment=a]`, ['b', 'c', 'a']));
  test('move by numbers', () => check(`${ABC}move 2 0`, ['c', 'a', 'b']));
  test('move to a place that is not known', () =>
    check(`${ABC}move [find comment=a] [find comment=x]`, ['a~', 'b', 'c']));
});

describe('changes', () => {
  test('disable and enable', () =>
    check(`${ABC}disable [find comment=a]\ndisable 1\nenable [find comment=b]`, ['a off', 'b', 'c']));
  test('set by condition', () => check(`${ABC}set [find comment=a] comment=z`, ['z', 'b', 'c']));
  test('set disabled', () => check(`${ABC}set [find where comment=b] disabled=yes`, ['a', 'b off', 'c']));
  test('remove', () => check(`${ABC}remove [find comment=b]`, ['a', 'c']));
  test('remove all', () => check(`${ABC}remove [find]`, []));
  test('remove by a condition with or', () => check(`${ABC}remove [find comment=a or comment=c]`, ['b']));
  test('remove by a negated condition', () => check(`${ABC}remove [find comment!=b]`, ['b']));
  test('remove by default action', () => check(`${ABC}remove [find action=accept]`, []));
  test('a condition that is not known leaves all in doubt', () =>
    check(`${ABC}remove [find comment=$x]`, ['a?', 'b?', 'c?']));
  test('unset an argument', () => check(`${ABC}set 0 !comment`, ['-', 'b', 'c']));
  test('copy-from', () => check(`${ABC}add copy-from=[find comment=a] disabled=yes`, ['a', 'b', 'c', 'a off']));
  test('whole commands with paths', () =>
    check(
      '/ip firewall filter add chain=input comment=a\n/ip/firewall/filter/add chain=input comment=b\n/ip fire fil add ch=input comment=c',
      ['a', 'b', 'c'],
    ));
});

describe('blocks', () => {
  test('a menu block runs', () =>
    check('/ip firewall filter { add chain=input comment=a; add chain=input comment=b }', ['a', 'b']));
  test('do runs, on-error may run', () =>
    check('/ip firewall filter\n:do { add chain=input comment=a } on-error={ add chain=input comment=b }', [
      'a',
      'b?',
    ]));
  test('if may run', () =>
    check('/ip firewall filter\n:if ($x = 1) do={ add chain=input comment=a } else={ add chain=input comment=b }', [
      'a?',
      'b?',
    ]));
  test('foreach may run', () =>
    check(':foreach i in=$ports do={ /ip firewall filter add chain=input comment=a dst-port=$i }', ['a?']));
  test('a function does not run where it is declared', () =>
    check(':global f do={ /ip firewall filter add chain=input comment=a }', []));
  test('a script in a string does not run', () =>
    check('/system script add name=x source="/ip firewall filter add chain=input comment=a"', []));
  test('the menu of a block ends with it', () =>
    check('/ip firewall filter\n{ /ip firewall nat\nadd chain=srcnat comment=n }\nadd chain=input comment=a', ['a']));
});

/** `FILTER` and then the lines, in the menu of the filter. */
function filter(...lines: string[]): string {
  return ['/ip firewall filter', ...lines].join('\n');
}

describe('variables', () => {
  test.each([
    ['a local one', ':local x 5\nadd comment=$x', '5'],
    ['a global one', ':global x\n:set x five\nadd comment=$x', 'five'],
    ['in a string', ':local x 5\nadd comment="port $x!"', 'port 5!'],
    ['an expression', ':local x 5\nadd comment=($x . "-" . ($x * 2 + 1))', '5-11'],
    ['an expression in a string', ':local x 5\nadd comment="$x-$($x + 1)"', '5-6'],
    ['a command in a string', ':local x abc\nadd comment="$[:len $x]$[:pick $x 0 2]"', '3ab'],
    ['a quoted name', ':local "my-x" 5\nadd comment=$"my-x"', '5'],
    ['a bare word in an expression', ':local x 5\nadd comment=(x + 1)', '6'],
    ['a truth in a string', ':local x yes\nadd comment="$x"', 'true'],
    ['a number in another notation', ':local x 0x1F\nadd comment=$x', '31'],
    ['an element by key', ':local a {x=1;y=two}\nadd comment=($a->"y")', 'two'],
    ['an element by place', ':local a {1;2;{3;4}}\nadd comment=($a->2->1)', '4'],
    ['an element that is set', ':local a {x=1}\n:set ($a->"x") 2\nadd comment=($a->"x")', '2'],
    ['a list of ports', ':local a 22\nadd comment="$a,$($a + 1)"', '22,23'],
    ['the length of an array', 'add comment=[:len {1;2;3}]', '3'],
    ['a converted value', 'add comment=[:tostr ([:tonum "4"] + 1)]', '5'],
    ['an inner one hides', ':local x 1\n{ :local x 2 }\nadd comment=$x', '1'],
    ['an outer one is written', ':local x 1\n{ :set x 2 }\nadd comment=$x', '2'],
    ['what get reads', 'add comment=z\nadd comment="$[get [find comment=z] comment]z"\nremove 0', 'zz'],
    ['a time as a property', ':local t 1d\nadd comment=$t', '1d'],
    ['a count', 'add comment=a\nadd comment="n$[:len [find]]"\nremove 0', 'n1'],
    ['print count-only', 'add comment=a\nadd comment="n$[print count-only where comment=a]"\nremove 0', 'n1'],
  ])('%s is known', (_, script, expected) => check(filter(script), [expected]));

  test.each([
    ['nobody declares', 'add comment=$x'],
    ['may be set elsewhere', ':global x\nadd comment=$x'],
    ['another command gives', ':local x [/system identity get name]\nadd comment=$x'],
    ['the router writes in its own way', ':local x 1d\nadd comment="$x"'],
    ['hangs on a condition', ':local x 1\n:if ($y) do={ :set x 2 }\nadd comment=$x'],
    ['a loop may set', ':local x 1\n:foreach i in=$y do={ :set x 2 }\nadd comment=$x'],
    ['a block declared', '{ :local x 1 }\nadd comment=$x'],
    ['an import may set', ':global x 1\n/import other.rsc\nadd comment=$x'],
    ['an unknown function may set', ':global x 1\n$f\nadd comment=$x'],
    ['a division by zero would give', 'add comment=(1 / 0)'],
  ])('what %s is not known', (_, script) => {
    const [item] = execute(bind(parse(filter(script)), catalog)).menus.get('/ip/firewall/filter') ?? [];
    expect(item?.properties.get('comment')).toMatchObject({ constant: false, computed: true });
  });

  test('each stands where it was written last, and a copy where the original was written', () => {
    const script = filter(
      'add chain=input action=drop comment=a log=yes',
      'set [find comment=a] action=accept !log',
      'add copy-from=0 chain=forward',
    );
    const items = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter') ?? [];
    const shown = items.map((item) =>
      [...item.properties.values()].map((property) => {
        const place = placed(item, property);
        return `${place?.command.name} ${script.slice(place?.range.start, place?.range.end)}`;
      }),
    );
    expect(shown).toEqual([
      ['add chain=input', 'set action=accept', 'add comment=a'],
      ['add chain=forward', 'set action=accept', 'add comment=a'],
    ]);
    const [made, copy] = items;
    expect(copy && placed(copy, copy.properties.get('comment'))?.command).toBe(made?.origin);
    expect(copy && placed(copy, copy.properties.get('chain'))?.command).toBe(copy?.origin);
  });

  test('nobody has written what is not there any more', () => {
    const lines = ['set 0 log=yes comment=a', 'set 0 !log', 'unset 0 value-name=comment'];
    const script = filter('add chain=input', ...lines);
    const [item] = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter') ?? [];
    expect([...(item?.properties.keys() ?? [])]).toEqual(['chain']);
    expect([...(item?.writers?.keys() ?? [])]).toEqual([]);
  });

  test('what is computed says so and points at its source', () => {
    const script = filter(':local x 5', 'add chain=input comment="a$x"');
    const [item] = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter') ?? [];
    const comment = item && placed(item, item.properties.get('comment'));
    expect(comment).toMatchObject({ text: 'a5', constant: true, computed: true });
    expect(script.slice(comment?.valueRange.start, comment?.valueRange.end)).toBe('"a$x"');
    expect(item?.properties.get('chain')).toMatchObject({ constant: true, computed: false });
  });
});

describe('conditions', () => {
  test.each([
    [':if (true) do={ add comment=a } else={ add comment=b }', ['a']],
    [':local x 2\n:if ($x = 1) do={ add comment=a } else={ add comment=b }', ['b']],
    [':local x 2\n:if ($x > 1 && $x < 3) do={ add comment=a }', ['a']],
    [':local x "ether1"\n:if ($x ~ "^ether[0-9]+$") do={ add comment=a }', ['a']],
    [':local x "a"\n:if (!($x = "a")) do={ add comment=a }', []],
    // A false operand decides although the other is not known.
    [':if ($y = 1 and 1 = 2) do={ add comment=a }', []],
    [':if ($y = 1 or 1 = 1) do={ add comment=a }', ['a']],
    [':if ([:len [find comment=a]] = 0) do={ add comment=a } else={ add comment=b }', ['a']],
    ['add comment=a\n:if ([find comment=a] != "") do={ add comment=b }', ['a', 'b']],
    [':if ($y) do={ add comment=a; add comment=b place-before=0 }', ['a?', 'b?~']],
    [':if ($y) do={ :local x 1; add comment="a$x" }', ['a1?']],
    [':local x 1\n:if ($y) do={ :set x 2; add comment="a$x" } else={ add comment="b$x" }', ['a2?', 'b1?']],
    // How a text and a number compare is not documented.
    [':if ("1" = 1) do={ add comment=a }', ['a?']],
    [':if (true) do={ add comment=a } else { add comment=b }', ['a']],
  ])('%s', (script, expected) => check(filter(script), expected));
});

describe('loops', () => {
  test.each([
    [':foreach p in={22;80} do={ add comment="p$p" }', ['p22', 'p80']],
    [':foreach p in=22,80 do={ add comment="p$p" }', ['p22', 'p80']],
    [':foreach k,v in={b=2;a=1} do={ add comment="$k$v" }', ['a1', 'b2']],
    [':for i from=1 to=3 do={ add comment=$i }', ['1', '2', '3']],
    [':for i from=6 to=1 step=-2 do={ add comment=$i }', ['6', '4', '2']],
    [':local i 0\n:while ($i < 3) do={ add comment=$i; :set i ($i + 1) }', ['0', '1', '2']],
    [':local i 0\n:do { add comment=$i; :set i ($i + 1) } while=($i < 3)', ['0', '1', '2']],
    [':for i from=1 to=2 do={ :for j from=1 to=2 do={ add comment="$i$j" } }', ['11', '12', '21', '22']],
    [':for i from=1 to=9 do={ :if ($i = 3) do={ :break }; add comment=$i }', ['1', '2']],
    [':for i from=1 to=3 do={ :if ($i = 2) do={ :continue }; add comment=$i }', ['1', '3']],
    [':for i from=1 to=2 do={ :if ($y) do={ :break }; add comment=$i }', ['1?', '2?']],
    ['add comment=a\nadd comment=b\n:foreach i in=[find] do={ set $i comment="x$[get $i comment]" }', ['xa', 'xb']],
    ['add comment=a\nadd comment=b\n:foreach i in=[find comment=a] do={ remove $i }', ['b']],
    ['add comment=a\n:foreach i in=[find comment=$y] do={ remove $i }', ['a?']],
    // The counter of a loop is not the variable around it.
    [':local i 7\n:foreach i in=$y do={ add comment="n" dst-port=$i disabled=$i }', ['n?']],
    [':for i from=$y to=3 do={ add comment=a }', ['a?']],
    [':while ($y) do={ add comment=a }', ['a?']],
    // The router takes `place-before=0` each time anew.
    ['add comment=z\n:for i from=1 to=3 do={ add comment=$i place-before=0 }', ['3', '2', '1', 'z']],
  ])('%s', (script, expected) => check(filter(script), expected));
});

describe('functions', () => {
  test.each([
    [':local f do={ /ip firewall filter add comment="a$1" }\n$f 1\n$f 2', ['a1', 'a2']],
    [':local f do={ /ip firewall filter add comment="$name" }\n$f name=x', ['x']],
    [':global f do={ :return ($1 + 1) }\nadd comment=[$f 4]', ['5']],
    [':global f do={ :return ($1 + 1) }\nadd comment="n$[$f [$f 4]]"', ['n6']],
    [':global x 1\n:global f do={ :global x; :set x 2 }\n$f\nadd comment=$x', ['2']],
    [
      ':local f do={ :if ($1 = 1) do={ :return "one" }; :return "more" }\nadd comment=[$f 1]\nadd comment=[$f 2]',
      ['one', 'more'],
    ],
    [':local f do={ :if ($y) do={ :return 1 }; /ip firewall filter add comment=a }\n$f', ['a?']],
    // A loop of which nothing is known may call it.
    [':global f do={ /ip firewall filter add comment=a }\n:foreach i in=$y do={ $f $i }', ['a?']],
    ['/import x.rsc\n:global f do={ /ip firewall filter add comment=a }\n/import x.rsc\n$f', ['a']],
    // The body sees no local variable of the script.
    [':local x 1\n:local f do={ /ip firewall filter add comment="a" disabled=$x }\n$f', ['a']],
  ])('%s', (script, expected) => check(filter(script), expected));

  test('one without an end changes the menu in a way that is not known', () => {
    const script = ':global f do={ :global f; /ip firewall filter add comment=a; $f }\n$f';
    const { menus, opaqueMenus } = execute(bind(parse(script), catalog));
    expect(menus.get('/ip/firewall/filter')?.length).toBeLessThan(100);
    expect([...opaqueMenus.keys()]).toContain('/ip/firewall/filter');
  });
});

describe('code that is not there to be carried out', () => {
  const FOLLOWED = ['/ip/firewall/filter', '/ip/firewall/nat', '/ip/service', '/interface/list'];
  test.each([
    [':local f [:parse "/ip firewall filter remove [find]"]\n$f', ['/ip/firewall/filter']],
    [':execute "/ip firewall nat print; /ip service disable ssh"', ['/ip/service']],
    [':execute script={ /ip firewall filter disable 0 }', ['/ip/firewall/filter']],
    [':execute ":log info x"', []],
    [':parse $text', FOLLOWED],
    [':execute ":execute \\$x"', FOLLOWED],
    ['/import file-name=other.rsc', FOLLOWED],
    ['/system script run tidy', FOLLOWED],
    ['/system script add name=tidy source="/ip service disable www"\n/system script run tidy', ['/ip/service']],
    [
      '/system script add name=outer source="/system script run inner"\n/system script add name=inner source={ /ip firewall nat remove 0 }\n/system script run outer',
      ['/ip/firewall/nat'],
    ],
    ['/system script add name=me source="/system script run me"\n/system script run me', FOLLOWED],
    // It is made, and nobody runs it.
    ['/system script add name=tidy source="/ip service disable www"', []],
  ])('%s', (script, touched) => {
    const { opaqueMenus } = execute(bind(parse(script), catalog));
    expect(FOLLOWED.filter((menu) => opaqueMenus.has(menu))).toEqual(touched);
  });
});

describe('what the router may hold beside the file', () => {
  const add = 'do={ /ip firewall filter add chain=input }';
  test.each([
    // Interfaces, addresses and users are there without being shown.
    [`:if ([:len [/interface find name=x]] > 0) ${add}`, true],
    [`:if ([:len [/interface ethernet find]] = 0) ${add}`, true],
    [`:if ([/ip address find] = "") ${add}`, true],
    [`/ip address add address=192.0.2.1/24\n:if ([/ip address find] != "") ${add}`, false],
    [`/user add name=a group=full\n:if ([:len [/user find]] < 2) ${add}`, true],
    [`:foreach i in=[/interface find] ${add}`, true],
    // The firewall is what the file makes it.
    [`:if ([:len [/ip firewall filter find comment=x]] = 0) ${add}`, false],
    [`/interface list add name=a\n:foreach i in=[/interface list find name=a] ${add}`, false],
  ])('%s', (script, conditional) => {
    const items = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter');
    expect(items?.map((item) => item.conditional)).toEqual([conditional]);
  });
});

describe('what find compares by value', () => {
  const filter = '/ip firewall filter\n';
  const list = '/ip firewall address-list\n';
  test.each([
    [`${filter}add comment=a protocol=6\nadd comment=b protocol=udp\nremove [find protocol=tcp]`, ['b']],
    [`${filter}add comment=a protocol=!6\nadd comment=b protocol=6\nremove [find protocol="!tcp"]`, ['b']],
    [`${filter}add comment=a protocol=tcp\nremove [find protocol=17]`, ['a']],
    [`${filter}add comment=a dst-port=80,22-23\nremove [find dst-port=22,23,80]`, []],
    [`${filter}add comment=a src-address=10.0.0.0/8\nremove [find src-address=10.0.0.0-10.255.255.255]`, []],
    [`${filter}add comment=a src-address=192.0.2.1/32\nremove [find src-address=192.0.2.1]`, []],
    [`${filter}add comment=a src-address=10.0.0.0/8\nremove [find src-address=10.0.0.0/9]`, ['a']],
    [`${filter}add comment=a address-list-timeout=90s\nremove [find address-list-timeout=1m30s]`, []],
    [`${filter}add comment=a address-list-timeout=90s\nremove [find address-list-timeout=00:01:30]`, []],
    [`${filter}add comment=a disabled=true\nremove [find disabled=yes]`, []],
  ])('%s', (script, expected) => check(script, expected));
  test('an entry of a list', () =>
    check(
      `${list}add comment=a list=x address=192.168.0.0-192.168.1.255\nadd comment=b list=x address=192.168.2.0/24\nremove [find address=192.168.0.0/23]`,
      ['b'],
      '/ip/firewall/address-list',
    ));
  test('the address of an interface is only itself', () =>
    check(
      '/ip address\nadd comment=a address=192.0.2.1/24\nadd comment=b address=192.0.2.2/24\nremove [find address=192.0.2.2/24]',
      ['a'],
      '/ip/address',
    ));
});

describe('errors', () => {
  test.each([
    [':do { :error "x"; add comment=a } on-error={ add comment=b }', ['b']],
    [':do { :if ($y) do={ :error "x" }; add comment=a } on-error={ add comment=b }', ['a?', 'b?']],
    // A script that may give up is read for the case that it does not.
    [':if ($y) do={ :error "x" }\nadd comment=a', ['a']],
    [':if ([:len [find comment=base]] = 0) do={ :error "no base" }\nadd comment=a', ['a']],
    ['add comment=a\n:error "x"\nadd comment=b', ['a']],
    [':onerror e in={ add comment=a } do={ add comment=b }', ['a', 'b?']],
    [':retry command={ add comment=a } delay=1 max=3 on-error={ add comment=b }', ['a', 'b?']],
  ])('%s', (script, expected) => check(filter(script), expected));
});

describe('find', () => {
  const LIST = 'add comment="one 1" dst-port=22 log=yes\nadd comment="two 2" dst-port=80 disabled=yes';
  test.each([
    ['comment~"^(one|two) [0-9]$"', ['one 1', 'two 2']],
    ['comment~"[[:digit:]]" and dst-port=22', ['one 1']],
    ['disabled', ['two 2']],
    ['!disabled', ['one 1']],
    ['disabled=no', ['one 1']],
    ['(comment~"one")=false', ['two 2']],
    ['comment="two 2" or dst-port=22', ['one 1', 'two 2']],
    ['dynamic', []],
    ['dynamic=no log', ['one 1']],
    ['protocol', []],
    ['comment=$x', ['one 1']],
    ['comment~("^" . $y)', ['two 2']],
  ])('%s', (condition, expected) => {
    const script = filter(
      ':local x "one 1"',
      ':local y "two"',
      LIST,
      `:foreach i in=[find ${condition}] do={ set $i chain=hit }`,
    );
    const items = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter') ?? [];
    const hit = items.filter((item) => item.properties.get('chain')?.text === 'hit');
    expect(hit.map((item) => item.properties.get('comment')?.text)).toEqual(expected);
    expect(hit.every(({ conditional }) => !conditional)).toBe(true);
  });

  test.each([
    ['a pattern of another dialect', 'comment~"\\\\d"'],
    ['what only a running router knows', 'bytes=0'],
    ['a property that does not exist', 'colour=red'],
    // In a condition the name of a property means the property (`docs/facts/scripts.md#variables`).
    ['a variable named like a property', 'comment=$comment'],
  ])('%s could be any item', (_, condition) =>
    check(filter(':local comment x', 'add comment=a', `remove [find ${condition}]`), ['a?']),
  );

  test('a variable keeps the items, not the condition', () =>
    check(
      filter(
        'add comment=a',
        ':local r [find comment=a]',
        'set $r comment=b',
        'set $r log=yes',
        'add comment=c',
        'move $r',
      ),
      ['c', 'b'],
    ));
  test('the first of those that were found', () =>
    check(filter('add comment=a', 'add comment=b', 'remove ([find]->0)', 'add comment=c place-before=([find]->0)'), [
      'c',
      'b',
    ]));
  test('what add returns', () => check(filter('add comment=a', ':local r [add comment=b]', 'move $r 0'), ['b', 'a']));
  test('a number behind an item that may be missing', () =>
    check(filter('add comment=a', ':if ($y) do={ add comment=b place-before=0 }', 'remove 1'), ['b?', 'a?']));
});

describe('the default configuration', () => {
  /** Comments of the filter's items in the chain input, without `defconf: `; a `+` marks what the file added. */
  const input = (script: string, assumption?: Assumption): string[] =>
    (execute(bind(parse(script), catalog), assumption).menus.get('/ip/firewall/filter') ?? [])
      .filter(({ properties }) => properties.get('chain')?.text === 'input')
      .map(({ assumed, properties, placeUnknown, conditional }) => {
        const flags = `${assumed ? '' : '+'}${placeUnknown ? '~' : ''}${conditional ? '?' : ''}`;
        return flags + (properties.get('comment')?.text ?? '').replace('defconf: ', '');
      });
  const BEFORE = [
    'accept established,related,untracked',
    'drop invalid',
    'accept ICMP',
    'accept to local loopback (for CAPsMAN)',
  ];
  const LAST = 'drop all not coming from LAN';

  test('is there for a file that looks for its rules', () =>
    expect(
      input(
        filter(`add chain=input comment=x place-before=[find comment="defconf: ${LAST}"]`, 'add chain=input comment=y'),
      ),
    ).toEqual([...BEFORE, '+x', LAST, '+y']));
  test('is there for a pattern, also in a function', () =>
    expect(
      input(filter(':local f do={ /ip firewall filter remove [find comment~"^defconf: (drop|accept e)"] }', '$f')),
    ).toEqual(BEFORE.slice(2)));
  test('is not there for a file that does not ask', () =>
    expect(input(filter('add chain=input comment=x', 'remove [find comment=y]'))).toEqual(['+x']));
  test('is not there where the file brings such rules along', () =>
    expect(
      input(
        filter(
          'add chain=input comment="defconf: drop"',
          'add chain=input comment=x place-before=[find comment~"defconf"]',
        ),
      ),
    ).toEqual(['+x', '+drop']));
  test('is not there below an export, which shows all', () =>
    expect(
      input(`# 2026-01-01 12:00:00 by RouterOS 7.20\n${filter('remove [find comment~"defconf"]')}`, 'defconf'),
    ).toEqual([]));
  test('is there when told so', () =>
    expect(input(filter('add chain=input comment=x'), 'defconf')).toEqual([...BEFORE, LAST, '+x']));
  test('is not there when told so', () =>
    expect(
      input(filter(`add chain=input comment=x place-before=[find comment="defconf: ${LAST}"]`), 'nothing'),
    ).toEqual(['+~x']));

  test('has no place in the text until the file changes it', () => {
    const script = filter(
      'disable [find comment="defconf: drop invalid" chain=input]',
      'add copy-from=[find comment="defconf: accept ICMP"] log=yes',
    );
    const items = execute(bind(parse(script), catalog)).menus.get('/ip/firewall/filter') ?? [];
    expect(
      items.filter(({ origin }) => origin !== undefined).map(({ origin, assumed }) => [origin?.name, assumed]),
    ).toEqual([
      ['disable', true],
      ['add', false],
    ]);
    const last = items.at(-1);
    const copied = last && placed(last, last.properties.get('protocol'));
    expect(script.slice(copied?.range.start, copied?.range.end)).toMatch(/^copy-from=/);
    expect(copied).toMatchObject({ text: 'icmp', computed: true });
  });
});

describe('services', () => {
  test('are there', () => {
    const names = (script: string): string[] =>
      (execute(bind(parse(script), catalog)).menus.get('/ip/service') ?? [])
        .filter((item) => item.properties.get('disabled')?.text !== 'yes')
        .map((item) => item.properties.get('name')?.text ?? '');
    expect(names('')).toEqual(['telnet', 'ftp', 'www', 'ssh', 'api', 'winbox', 'api-ssl']);
    expect(names('/ip service disable [find name!="winbox"]')).toEqual(['winbox']);
    expect(
      names('/ip service\n:foreach s in={"telnet";"ftp"} do={ disable $s }\ndisable [find name~"api|www"]'),
    ).toEqual(['ssh', 'winbox']);
  });
  test('set an item that the router brings', () =>
    check(
      '/ip service set telnet disabled=yes\n/ip service\nset ftp,www disabled=yes\nset ssh port=2200',
      ['telnet off', 'ftp off', 'www off', 'ssh'],
      '/ip/service',
    ));
  test('disable by name', () => check('/ip service disable telnet,ftp', ['telnet off', 'ftp off'], '/ip/service'));
  test('a name is set twice', () =>
    check('/ip service\nset telnet disabled=yes\nset telnet disabled=no', ['telnet'], '/ip/service'));
});
