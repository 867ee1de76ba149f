import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Severity } from '../../server/src/syntax/problem.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/markers.ts';

interface Expected {
  readonly code: string;
  readonly severity?: Severity;
  readonly message?: RegExp;
  /** The text once the fix is applied; without it no fix is offered. */
  readonly fixed?: string;
}

/** Checks that exactly the underlined words are reported. */
function check(source: string, expected?: Expected): void {
  const { text, ranges } = marked(source);
  const { problems } = analyse(text, { rules: [] });
  expect(problems.map(({ range }) => range)).toEqual(ranges);
  expect(problems.length > 0).toBe(expected !== undefined);
  const { code = '', severity = 'error', message = /./, fixed = text } = expected ?? {};
  for (const problem of problems) {
    expect(`${problem.severity} ${problem.ruleId}`).toBe(`${severity} ${code}`);
    expect(problem.message).toMatch(message);
    expect(problem.message.split(/[.?](?: |$)/).filter((part) => part !== '').length).toBeLessThanOrEqual(3);
  }
  expect(
    applyEdits(
      text,
      problems.flatMap(({ fixes }) => fixes.flatMap(({ edits: own }) => own)),
    ),
  ).toBe(fixed);
}

describe('an argument that does not exist', () => {
  test.each([
    ['scr-address', 'src-address'],
    ['src_address', 'src-address'],
    ['src-list', 'src-address-list'],
    ['timeout', 'address-list-timeout'],
    ['source-port', 'src-port'],
    ['destination-address', 'dst-address'],
    ['state', 'connection-state'],
  ])('%s has a fix', (name, meant) => {
    check(`/ip firewall filter add chain=input ${name}=x\n${' '.repeat(36)}${'^'.repeat(name.length)}`, {
      code: 'unknown-argument',
      message: new RegExp(`\`${meant}\``),
      fixed: `/ip firewall filter add chain=input ${meant}=x`,
    });
  });

  test.each([
    ['interface', /`in-interface` or `out-interface`/],
    ['enabled', /`disabled=no`/],
    ['list', /`address-list`/],
  ])('%s has a remedy', (name, message) => {
    check(`/ip firewall filter set $x ${name}=x\n${' '.repeat(27)}${'^'.repeat(name.length)}`, {
      code: 'unknown-argument',
      message,
    });
  });

  test.each([
    ['to-addresses', /belongs to \/ip firewall nat/],
    ['quantum-state-of', /another version or a device/],
  ])('%s may be right elsewhere', (name, message) => {
    check(`/ip firewall filter add chain=input ${name}=x\n${' '.repeat(36)}${'^'.repeat(name.length)}`, {
      code: 'unknown-argument',
      severity: 'warning',
      message,
    });
  });

  test.each([
    ['/ip address\nadd adress=192.0.2.1/24 address=192.0.2.1/24 interface=ether1\n    ^^^^^^', /`address`/],
    ['/ip dhcp-server lease\nadd address=192.0.2.9 clientid=1\n                      ^^^^^^^^', /`client-id`/],
    // One other menu alone has it.
    [
      '/interface ethernet\nset [find] rp-filter=strict\n           ^^^^^^^^^',
      /no argument `rp-filter` in \/interface ethernet; it belongs to \/ip settings/,
    ],
  ])('elsewhere it is no more than a guess: %s', (source, message) => {
    check(source, { code: 'unknown-argument', severity: 'information', message });
  });

  test.each([
    // Several menus have it, none has it, and a name of one word may be any.
    '/interface ethernet\nset [find] routing-table=main\n',
    '/interface ethernet\nset [find] quantum-state-of=1\n',
    '/interface ethernet\nset [find] secrets=1\n',
    // Of version 6 not all is known.
    '# by RouterOS 6.49\n/interface ethernet\nset [find] rp-filter=strict\n',
  ])('of a name that no single menu has nothing is said: %s', (source) => {
    check(source);
  });

  test('many lines with the same slip are reported each', () => {
    check('/ip firewall filter\nadd chan=input\n    ^^^^\nadd chan=input\n    ^^^^', {
      code: 'unknown-argument',
      fixed: '/ip firewall filter\nadd chain=input\nadd chain=input',
    });
  });
});

describe('an abbreviation that fits several names', () => {
  test('of arguments', () => {
    check('/ip firewall filter add chain=input src=10.0.0.1\n                                    ^^^', {
      code: 'ambiguous-name',
      message: /`src-address`, `src-address-list`, `src-address-type`, `src-mac-address`|`src-port`/,
    });
  });
  test('of commands', () => {
    check(':to x\n ^^', { code: 'ambiguous-name', message: /`toarray`, `tobool`.* and \d+ more/ });
  });
  test('of menus that another version may tell apart', () => {
    check('/interface wir print\n           ^^^', {
      code: 'ambiguous-name',
      severity: 'information',
      message: /`wireguard`, `wireless`/,
    });
  });
});

describe('an unknown argument of a file that tells its version', () => {
  test('is an error where all of that version is known', () =>
    check(
      '# by RouterOS 7.20.8\n/ip firewall filter\nadd chain=input quantum-state-of=1\n                ^^^^^^^^^^^^^^^^',
      {
        code: 'unknown-argument',
      },
    ));
  test('is a word at most where a newer version may have it', () =>
    check(
      '# by RouterOS 7.99\n/ip firewall filter\nadd chain=input quantum-state-of=1\n                ^^^^^^^^^^^^^^^^',
      {
        code: 'unknown-argument',
        severity: 'information',
      },
    ));
});

describe('a command that is not known', () => {
  test.each([[':putt x', ' ^^^^']])('%s', (text, marks) => {
    check(`${text}\n${marks}`, { code: 'unknown-command', severity: 'information', message: /Did you mean/ });
  });

  test.each([
    ['server {\n  listen 80;\n}', '^^^^^^'],
    ['function list(ip) {\n  :put $ip\n}', '^^^^^^^^'],
  ])('that takes a block: %s', (text, marks) => {
    const [first = '', ...rest] = text.split('\n');
    const { text: script, ranges } = marked([first, marks, ...rest].join('\n'));
    const [problem] = analyse(script, { rules: [] }).problems;
    expect(problem?.range).toEqual(ranges[0]);
    expect(problem?.message).toContain('an unknown command takes no block');
  });
  test.each(['container {\n}', 'lcd {\n}', '{{- define "x" }}\nserver {{ .name }} {\n}\n{{- end }}'])(
    'a package or a template may bring %s',
    (text) =>
      expect(analyse(text, { rules: [] }).problems.filter(({ ruleId }) => ruleId === 'unknown-command')).toEqual([]),
  );

  const stops = { code: 'unknown-command', message: /so an import stops here/ } as const;

  test.each([
    // No menu has a command that only others have.
    ['/log\nadd topics=radius,info', '^^^'],
    ['/log add topics=info', '     ^^^'],
    ['/ip dns\nadd name=router.lan', '^^^'],
    ['/system identity\nremove 0', '^^^^^^'],
    // What the firewall and lists of items have is known in full.
    ['/ip firewall filter\ninsert chain=input', '^^^^^^'],
    ['/ip firewall filter delete 3', '                    ^^^^^^'],
    ['/ip firewall filter rules', '                    ^^^^^'],
    ['/ip route\nflush', '^^^^^'],
    ['/ip firewall filter\n4', '^'],
    ['/ip firewall filter\n;; text', '   ^^^^'],
  ])('%s', (text, marks) => {
    check(`${text}\n${marks}`, stops);
  });

  test.each([
    // A slip is mended.
    ['/ip firewall filter prnit', '                    ^^^^^', '/ip firewall filter print'],
    // A path goes on from the menu of the lines above.
    ['/ip firewall filter\nip firewall nat', '^^', '/ip firewall filter\n/ip firewall nat'],
    ['/ip firewall filter\nfirewall nat', '^^^^^^^^', '/ip firewall filter\n/ip firewall nat'],
    ['/ip firewall filter\nnat', '^^^', '/ip firewall filter\n/ip firewall nat'],
    ['/ip address\nsystem/identity/set name=a', '^^^^^^^^^^^^^^^^^^^', '/ip address\n/system/identity/set name=a'],
  ])('%s', (text, marks, fixed) => {
    check(`${text}\n${marks}`, { ...stops, fixed });
  });

  test.each([
    // From the root a path needs no slash.
    'ip firewall filter\nadd chain=input action=drop',
    '/ip\nfirewall filter\nadd chain=input action=drop',
    // Commands of the root are known everywhere.
    '/ip firewall filter\nput text',
    // What another version or a device may have.
    '# by RouterOS 6.48.6\n/routing filter\nadd chain=in',
    '/system routerboard\nflash now',
    '/interface ethernet switch\nreboot',
  ])('nothing is said of %s', (text) => {
    check(text);
  });

  test('lines below a path without its slash are read where it was meant to lead', () => {
    const { firewall } = analyse('/ip firewall filter\nip firewall nat\nadd chain=srcnat action=masquerade\n', {
      rules: [],
    });
    expect(firewall.rules.map(({ table }) => table)).toEqual(['nat']);
  });
});

describe('capital letters', () => {
  test.each([
    ['Ip firewall filter\nadd chain=input', '^^^^^^^^^^^^^^^^^^', '/ip firewall filter\nadd chain=input'],
    ['IP firewall nat add chain=srcnat', '^^^^^^^^^^^^^^^^^^^', '/ip firewall nat add chain=srcnat'],
    ['/ip firewall filter\nAdd chain=input', '^^^', '/ip firewall filter\nadd chain=input'],
  ])('%s', (text, marks, fixed) => {
    const [first = '', second] = text.split('\n');
    const isSecond = text.includes('\nAdd');
    const source = isSecond
      ? `${text}\n${marks}`
      : [first, marks, ...(second === undefined ? [] : [second])].join('\n');
    check(source, { code: 'expected-command', message: /lower case/, fixed });
  });
});

describe('a menu that the catalogue lacks', () => {
  test.each([
    ['/ip firewall fliter', '             ^^^^^^', '/ip firewall filter'],
    ['/ip firewall mange add chain=prerouting', '             ^^^^^', '/ip firewall mangle add chain=prerouting'],
    ['/ip/firewll/filter', '    ^^^^^^^', '/ip/firewall/filter'],
    ['/ip/firewall/fliter/add chain=input', '             ^^^^^^', '/ip/firewall/filter/add chain=input'],
  ])('%s is a slip', (text, marks, fixed) => {
    check(`${text}\n${marks}`, { code: 'unknown-command', severity: 'warning', message: /Did you mean/, fixed });
  });

  test('is said once, where it is first led to', () => {
    check('/ip florist\n    ^^^^^^^\nadd name=x\n/ip florist\nadd name=y\n/ip florist order add name=z', {
      code: 'unknown-command',
      severity: 'information',
      message: /`florist` in \/ip, unless a device or a package brings it/,
    });
  });

  test.each([
    '/lcd\nset enabled=no',
    '/lcd interface pages\nset 0 interfaces=ether1',
    '/system routerboard settings\nset auto-upgrade=yes',
    '/zerotier\nset zt1 disabled=no',
    '/interface ethernet switch port\nset 0 vlan-mode=secure',
    '/routing bgp peer\nadd name=x',
  ])('is taken as it is where routers are known to have it: %s', (text) => check(text));
});

describe('a word that belongs to no argument', () => {
  test('a list with a blank', () => {
    check(
      '/ip firewall filter add chain=input dst-port=22, 80 action=drop\n                                                 ^^',
      {
        code: 'unexpected-word',
        fixed: '/ip firewall filter add chain=input dst-port=22,80 action=drop',
      },
    );
  });
  test('a comment without quotes', () => {
    check(
      '/ip firewall filter add chain=input comment=allow ssh in action=drop\n                                                  ^^^^^^',
      {
        code: 'unexpected-word',
        fixed: '/ip firewall filter add chain=input comment="allow ssh in" action=drop',
      },
    );
  });
  test('anything else', () => {
    check('/ip firewall filter add chain=input action=drop now\n                                                ^^^', {
      code: 'unexpected-word',
    });
  });
});

describe('nothing is said of', () => {
  test.each([
    '/ip firewall filter add chain=input !src-address',
    '/ip firewall filter add ch=input act=drop',
    '/ip fire filt add chain=input',
    '/ip firewall address-list add list=x address=$net/24',
    '/ip firewall nat add action=src-nat chain=srcnat to-address=10.0.0.1',
    '/ip firewall filter set $x disabled',
    '/ip firewall filter set [find comment=x] action=drop',
    '/zerotier add name=x',
    '/interface ethernet switch vlan add ports=1 my-own=1',
    '/interface wifi set 0 configuration.mode=ap .ssid=x',
    'and then some prose',
    '$myFunction argument=1',
  ])('%s', (text) => check(text));

  test('names that version 6 may have had', () => {
    check('# jan/02/2020 10:00:00 by RouterOS 6.45\n/ip firewall filter add chain=input quantum-state-of=x');
  });
});
