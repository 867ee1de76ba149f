import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

/** Checks that exactly the underlined names are reported, as `severity code`, and returns the text with the fixes. */
function check(source: string, expected?: string): { fixed: string; message: string } {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [] });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  for (const problem of problems) {
    expect(`${problem.severity} ${problem.ruleId}`).toBe(expected);
    expect(problem.message.split(/[.?](?: |$)/).filter((part) => part !== '').length).toBeLessThanOrEqual(3);
  }
  const edits = problems.flatMap(({ fixes }) => fixes.flatMap(({ edits: own }) => own));
  return { fixed: applyEdits(text, edits), message: problems[0]?.message ?? '' };
}

describe('setting a variable that is not declared', () => {
  test.each([
    ['without a colon', 'set total 1\n    ^^^^^', /`:local total`/],
    ['nowhere', ':set total 1\n     ^^^^^', /`:local total`/],
    ['below', ':set total 1\n     ^^^^^\n:local total 2\n:put $total', /line 2/],
    [
      'in a block that has ended',
      ':if (true) do={\n:local total 1\n:put $total\n}\n{ :set total 2 }\n       ^^^^^',
      /line 2/,
    ],
  ])('%s', (_, source, message) => {
    expect(check(source, 'error set-undeclared-variable').message).toMatch(message);
  });

  test('a global one is declared again in its block', () => {
    const source = `
      :global f do={
        :global total
        :put $total
      }
      :global g do={
        :set total 1
             ^^^^^
      }
    `;
    expect(check(source, 'error set-undeclared-variable').fixed).toContain(':global total; :set total 1');
  });

  test('a slip has a fix', () => {
    const source = `
      :local counter 0
      :set countr ($counter + 1)
           ^^^^^^
    `;
    expect(check(source, 'error set-undeclared-variable').fixed).toContain(':set counter (');
  });

  test('a bracket that is missing leaves the blocks open to doubt', () => {
    const { problems } = analyse(':if (true) do={\n:local a 1\n:put $a\n:set b 1\n', { rules: [] });
    expect(problems.map(({ ruleId }) => ruleId)).toEqual(['unclosed-bracket']);
  });
});

test.each([
  [':global $wan 1\n        ^^^^', ':global wan 1'],
  [':local $"wan-1" 1\n       ^^^^^^^^', ':local "wan-1" 1'],
])('a declaration has no dollar: %s', (source, fixed) => {
  const kind = source.startsWith(':global') ? source : `${source}\n:put $"wan-1"`;
  expect(check(kind, 'error dollar-in-declaration').fixed).toContain(fixed);
});

test.each(['my_var', 'my-var', 'größe'])('a name without quotes: %s', (name) => {
  const { message } = check(`:global ${name} 1\n        ${'^'.repeat(name.length)}`, 'error variable-name');
  expect(message).toContain(`"${name}"`);
});

describe('a variable that has ended', () => {
  test('is empty behind its block', () => {
    const source = `
      :if (true) do={ :local mode "a" } else={ :local mode "b" }
                             ^^^^                     ^^^^
      :put $mode
            ^^^^
    `;
    const { text, ranges } = marked(source);
    const { problems } = analyse(text, { rules: [] });
    expect(problems.map(({ range }) => range)).toEqual(ranges);
    expect(problems.map(({ severity, ruleId }) => `${severity} ${ruleId}`)).toEqual([
      'hint unused-variable',
      'hint unused-variable',
      'warning undeclared-variable',
    ]);
  });

  test.each([
    ['the condition of its loop', ':do { :local mode 1; :put $mode } while=($mode < 3)'],
    ['a parameter', ':if (true) do={ :local mode 1; :put $mode }\n:global f do={ :put $mode }'],
  ])('nothing is said of %s', (_, source) => {
    check(source);
  });
});

test('a slip in a name that is read', () => {
  const source = `
    :local gateway 10.0.0.1
    :put "$gatevay $gateway"
           ^^^^^^^
  `;
  expect(check(source, 'information undeclared-variable').fixed).toContain('"$gateway $gateway"');
});

test('of several names that are as near, the one that nothing reads is meant', () => {
  const source = `
    :global webii; :global webie; :global webiec
    :put ($webii . $webie)
    :if ($webic = 1) do={ :put "web" }
          ^^^^^
  `;
  expect(check(source, 'information undeclared-variable').fixed).toContain('($webiec = 1)');
});

test('where all names that are near are read, nothing is said', () => {
  check(':global webii; :global webie; :global webiec\n:put ($webii . $webie . $webiec)\n:put $webic');
});

describe('the only name that a file of many variables does not declare', () => {
  const declared = (count: number): string =>
    Array.from({ length: count }, (_, at) => `:global option${at} 1; :put $option${at}`).join('\n');

  test('is said once', () => {
    const source = `${declared(10)}\n/ip firewall filter\nadd chain=input disabled=$a action=drop\n                          ^\nadd chain=forward disabled=$a action=drop`;
    expect(check(source, 'information undeclared-variable').message).toContain('unlike the other variables');
  });

  test.each([
    ['few declare any', `${declared(9)}\n/ip firewall filter add chain=input disabled=$a action=drop`],
    ['others are not declared either', `${declared(10)}\n/ip firewall filter add chain=$b disabled=$a comment=$c`],
    ['it is put out', `${declared(10)}\n:put $a`],
    ['the router sets it', `${declared(10)}\n/ip firewall address-list add list=x address=$bound`],
    ['a function has it', `${declared(10)}\n:global f do={ /ip firewall address-list add list=x address=$a }`],
  ])('nothing is said where %s', (_, source) => {
    check(source);
  });
});

describe('two variables of one name', () => {
  test('the inner value is lost', () => {
    const source = `
      :local state "down"
      :if (true) do={ :local state "up" }
                             ^^^^^
      :put $state
    `;
    expect(check(source, 'warning shadowed-variable').message).toContain(':set state');
  });

  test('both have their use', () => {
    const source = `
      :local state "down"
      :put $state
      { :local state "up"; :put $state }
               ^^^^^
    `;
    check(source, 'information shadowed-variable');
  });

  test.each([
    ':local state 1\n:global state\n        ^^^^^\n:put $state',
    ':global state\n:local state 1\n       ^^^^^\n:put $state',
    ':local state 1\n{ :global state 2\n          ^^^^^\n:put $state }\n:put $state',
  ])('one is local, the other global: %s', (source) => {
    expect(check(source, 'information shadowed-variable').message).toContain('two variables');
  });

  test('a global one is declared in each block that uses it', () => {
    check(':global state\n:global f do={ :global state; :put $state }\n{ :global state; :put $state }');
  });

  test('blocks side by side, and functions, have their own', () => {
    check(':local f do={ :local a 1; :put $a }\n{ :local a 2; $f $a }\n{ :local a 3; :put $a }\n:local a 4\n:put $a');
  });
});

describe('a property hides a variable', () => {
  test.each([
    [':local name "x"\n/interface set [find name=$name]\n                          ^^^^^', 'interface'],
    ['/ip address\n:local comment "x"\nprint where comment="$comment"\n                     ^^^^^^^^', 'ip address'],
    [
      ':global f do={ /ip/address/remove [find where interface=$interface] }\n                                                        ^^^^^^^^^^',
      'ip address',
    ],
  ])('%s', (source, menu) => {
    expect(check(source, 'warning variable-hidden-by-property').message).toContain(`/${menu}`);
  });

  test('of which nothing differs from itself', () => {
    const source = ':local name "x"\n/interface set [find name!=$name]\n                           ^^^^^';
    expect(check(source, 'warning variable-hidden-by-property').message).toContain('never true');
  });

  test.each([
    ':local ifname "x"\n/interface bridge remove [find name=$ifname]',
    ':local name "x"\n/interface set [find name=x] comment=$name',
    ':local list {1;2}\n:local in 1\n:put [:find $list $in]',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

describe('a local variable that nobody reads', () => {
  test.each([
    ':local a 1\n       ^',
    ':local a\n       ^\n:set a 2',
    ':local f do={ :put 1 }\n       ^',
    ':global f do={ :local a 1 }\n                      ^',
  ])('%s', (source) => {
    check(source, 'hint unused-variable');
    expect(analyse(marked(source).text, { rules: [] }).problems[0]?.unnecessary).toBe(true);
  });

  test.each([
    ':local a 1\n:put "value: $a"',
    ':local a 1\n:put "$[:len $a]"',
    ':local a 1\n:if (a > 0) do={}',
    ':local a ({})\n:set ($a->"k") 1',
    ':local a 1\n/system script add name=x source=":put \\$a"',
    ':local f do={ :put 1 }\n$f',
    ':global a 1',
    ':for i from=1 to=3 do={ :put x }',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

describe('an argument of a call', () => {
  test('that looks like a parameter', () => {
    const source = `
      :local greet do={ :put "hello $person" }
      $greet persom="you"
             ^^^^^^
    `;
    expect(check(source, 'information unknown-parameter').fixed).toContain('$greet person="you"');
  });

  test.each([
    ':local greet do={ :put "hello $person" }\n$greet person="you"',
    ':local greet do={ :put "hello $person" }\n$greet loud=yes person="you"',
    // It may have other code by then.
    ':global greet do={ :put "hello $person" }\n:set greet [:parse ":put x"]\n$greet persom="you"',
    '$greet persom="you"',
    ':local greet do={ :put "hello $person" }\n$greet person="you" persom="me"',
  ])('nothing is said of %s', (source) => {
    check(source);
  });
});

test.each([
  '/ip dhcp-server add interface=b name=x lease-script=":if (\\$leaseBound = 1) do={ :log info \\$leaseActMAC }"',
  ':if ($leaseBound = 1) do={ :log info "$leaseActIP $leaseServerName" }',
  ':put "$user $interface $"local-address" $"caller-id" $"vlan-id""',
  ':global f do={ :put "$0 $1 $name $who"; :return [:len $2] }\n$f 1 2 who=me',
  ':global counter\n:set counter ($counter + 1)',
  ':set $x 1',
  '/ip dns\nset servers=1.1.1.1',
  '/interface wireless\nset wlan1 disabled=no',
])('nothing is said of %s', (source) => {
  check(source);
});
