import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { converted, pastes } from '../../server/src/paste/paste.ts';

/** Checks what a pasted text becomes, and that nothing is wrong with it then. */
function check(source: string, expected: string, menu?: string): void {
  const script = converted(dedent(source), menu);
  expect(script.trimEnd()).toBe(dedent(expected).trimEnd());
  expect(analyse(script, { rules: [] }).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(pastes(script)).toEqual([]);
}

describe('what print shows', () => {
  test('items of several lines, with flags and comments; the menu stands in the prompt', () =>
    check(
      `
      [admin@edge] > /ip firewall filter print
      Flags: X - disabled, I - invalid, D - dynamic
       0  D ;;; special dummy rule to show fasttrack counters
            chain=forward action=passthrough

       1    ;;; running sessions
            chain=input action=accept connection-state=established,related

       2 X  chain=input action=drop in-interface=ether1 log=no
            log-prefix=""
      `,
      `
      /ip firewall filter
      add chain=input action=accept connection-state=established,related comment="running sessions"
      add chain=input action=drop in-interface=ether1 disabled=yes
      `,
    ));

  test('items of one line; the menu follows from what they are', () =>
    check(
      `
      Flags: X - disabled, I - invalid, D - dynamic
       0    chain=srcnat action=masquerade out-interface=ether1
       1 XI chain=dstnat action=dst-nat to-addresses=192.0.2.9 protocol=tcp dst-port=80
      `,
      `
      /ip firewall nat
      add chain=srcnat action=masquerade out-interface=ether1
      add chain=dstnat action=dst-nat to-addresses=192.0.2.9 protocol=tcp dst-port=80 disabled=yes
      `,
    ));

  test('a menu line above it counts, and one that is named', () => {
    const items = ' 0   chain=prerouting action=mark-packet new-packet-mark=voice passthrough=no\n';
    check(
      `/ip firewall mangle print\n${items}`,
      `/ip firewall mangle print\n/ip firewall mangle\nadd chain=prerouting action=mark-packet new-packet-mark=voice passthrough=no`,
    );
    check(
      items,
      '/ip firewall mangle\nadd chain=prerouting action=mark-packet new-packet-mark=voice passthrough=no',
      '/ip/firewall/mangle',
    );
  });

  test('a table of version 7, without what only print knows', () =>
    check(
      `
      [admin@edge] > /ip/firewall/address-list/print
      Columns: LIST, ADDRESS, CREATION-TIME
      # LIST     ADDRESS       CREATION-TIME
      ;;; the office
      0 trusted  192.0.2.10    2026-01-02 10:11:12
      1 trusted  192.0.2.11    2026-01-02 10:11:12
      `,
      `
      /ip firewall address-list
      add list=trusted address=192.0.2.10 comment="the office"
      add list=trusted address=192.0.2.11
      `,
    ));

  test('values with blanks keep their quotes', () =>
    check(
      ' 0   chain=input action=drop src-address-list="bad hosts" log=yes log-prefix="in: "\n',
      '/ip firewall filter\nadd chain=input action=drop src-address-list="bad hosts" log=yes log-prefix="in: "',
    ));

  test('of counters no script can be made, and that is said', () => {
    const text = dedent(`
      [admin@edge] > /ip firewall filter print stats
      Columns: CHAIN, ACTION, BYTES, PACKETS
      # CHAIN  ACTION  BYTES  PACKETS
      0 input  drop     9719      100
      `);
    expect(pastes(text)).toMatchObject([{ kind: 'pasted-output', script: undefined }]);
    expect(converted(text)).toBe(text);
  });

  test('a script is no output', () => {
    for (const text of [
      '/ip firewall filter\nadd chain=input action=drop\n',
      '',
      '# 0 chain=input\n',
      ':put "0 chain=input"\n',
    ])
      expect(pastes(text)).toEqual([]);
  });
});

test('fields of WinBox are one rule', () =>
  check(
    `
    General
    Chain: input
    Protocol: 6 (tcp)
    Dst. Port: 40123
    In. Interface: ether1
    Action
    Action: add src to address list
    Address List: stage 1
    Timeout: 00:00:45
    `,
    `
    /ip firewall filter
    add chain=input protocol=tcp dst-port=40123 in-interface=ether1 action=add-src-to-address-list address-list="stage 1" address-list-timeout=00:00:45
    `,
  ));

describe('marks around a script', () => {
  const SCRIPT =
    '/ip firewall filter\nadd chain=input action=accept protocol=icmp\nadd chain=input action=drop comment="a & b"';
  test.each([
    ['a forum', `[code]\n${SCRIPT}\n[/code]`],
    ['Markdown', `\`\`\`routeros\n${SCRIPT}\n\`\`\``],
    ['the source of a page', `<pre>\n${SCRIPT}\n</pre>`],
    ['entities', SCRIPT.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['a mail', SCRIPT.replaceAll(/^/gm, '> ')],
    [
      'numbers of lines',
      SCRIPT.split('\n')
        .map((line, index) => ` ${index + 1}  ${line}`)
        .join('\n'),
    ],
    ['a table', `| command |\n|---|\n${SCRIPT.replaceAll(/^(.*)$/gm, '| $1 |')}`.replace('| command |\n|---|\n', '')],
    ['one in the other', `> [code]\n${SCRIPT.replaceAll(/^/gm, '> ')}\n> [/code]`],
  ])('%s', (_, text) => check(`${text}\n`, SCRIPT));
});

describe('a guide', () => {
  test('its sentences become comments, block by block', () => {
    const text = dedent(`
      Port knocking
      First a rule that remembers who knocked, then one that lets them in.

      /ip firewall filter add chain=input action=accept src-address-list=ok
      Then the rest is dropped.
      /ip firewall filter add chain=input action=drop
      sudo apt-get install knockd
      `);
    expect(pastes(text).map(({ what }) => what)).toEqual([
      'These 2 lines are sentences, not commands: RouterOS rejects the file.',
      'This is a sentence, not a command: RouterOS rejects the file.',
      'This is a sentence, not a command: an import stops here.',
    ]);
    check(
      text,
      `
      # Port knocking
      # First a rule that remembers who knocked, then one that lets them in.

      /ip firewall filter add chain=input action=accept src-address-list=ok
      # Then the rest is dropped.
      /ip firewall filter add chain=input action=drop
      # sudo apt-get install knockd
      `,
    );
  });
  test('a sentence goes on in lines of few words', () =>
    check(
      dedent(`
        /ip firewall filter
        add chain=input action=drop
        Knocking makes it harder to guess

        passwords
        from 192.0.2.0/24
        `),
      `
      /ip firewall filter
      add chain=input action=drop
      # Knocking makes it harder to guess

      # passwords
      # from 192.0.2.0/24
      `,
    ));
  test.each([
    // What a command or a block goes on with.
    '/ip firewall filter add comment="x" \\\nSome words',
    ':do {\nLines Of A Block\n} on-error={}\n/ip address print',
    // Commands that begin with a bullet are another fault.
    '- /ip firewall filter\n- add chain=input action=drop',
    // A text without any command is no guide.
    'Dear all,\nthis is no script at all.',
  ])('no prose: %s', (text) => expect(pastes(text)).toEqual([]));
});

/** The text without the indentation that its lines share, and without a first line that is empty. */
function dedent(source: string): string {
  const lines = source.replace(/^\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = source.startsWith('\n') ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}
