import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { hover } from '../../server/src/features/hover.ts';

/** The hover at `$0` holds all these texts. */
function check(source: string, ...expected: readonly (string | RegExp)[]): void {
  const offset = source.indexOf('$0');
  const found = hover(analyse(source.replace('$0', '')), offset)?.markdown ?? '';
  for (const part of expected) expect(found).toMatch(part);
}

const KNOCK = `/ip firewall filter
add action=accept chain=input connection-state=established,related
a$0dd action=add-src-to-address-list address-list=one address-list-timeout=10s chain=input dst-port=41873 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=safe address-list-timeout=30m chain=input dst-port=52306 protocol=udp src-address-list=one
add action=accept chain=input dst-port=22,8291 protocol=tcp src-address-list=safe
add action=drop chain=input
`;
const moved = (place: string): string =>
  KNOCK.replace('$0', '').replace(place, (text) => `${text.slice(0, 1)}$0${text.slice(1)}`);
const text = (literal: string): RegExp => new RegExp(literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

describe('a rule', () => {
  test('a stage: its number, its place, its sentence and where it leads', () =>
    check(
      KNOCK,
      text('**Knock 1 of 2** · rule 2 of 5 in `input`'),
      text(
        'When a TCP packet to port 41873 arrives from an interface of list `WAN`, remember its source address on list `one` for 10 s.',
      ),
      text(
        '```text\n[tcp 41873] → udp 52306 → safe 30 min → tcp 22,8291\n```\n\nLeads to: `safe` (30 min) → accepts `tcp` `22,8291`. No trap.',
      ),
      text('Example packet that gets here: `tcp 198.51.100.7:40000 -> :41873'),
      text('One ascending sweep opens this knock with 117,841 packets'),
      text('Verdict: **works**.'),
    ));
  test('a packet that gets to a rule, and what has to hold for it', () => {
    check(moved('add action=drop'), text('Example packet that gets here: `tcp 198.51.100.7:40000 -> :8291`.'));
    check(
      '/ip firewall filter\na$0dd chain=input action=drop content=x src-address-list=guests\n',
      text('from a source on `guests` if `content=***`'),
    );
  });
  test('a gate', () =>
    check(
      moved('add action=accept chain=input dst-port'),
      text('**Gate of a knock**'),
      text('tcp 41873 → udp 52306 → safe 30 min → [tcp 22,8291]'),
      text('For 30 min after knock 2.'),
    ));
  test('a later stage says within what time it counts', () =>
    check(
      moved('add action=add-src-to-address-list address-list=safe'),
      text('tcp 41873 → [udp 52306] → safe'),
      text('Within 10 s of knock 1. Leads to:'),
    ));
  test('an ordinary rule', () => check(moved('drop chain'), text('**filter** · rule 5 of 5 in `input`'), /drop/i));
  test.each([
    ['under a condition', ':if ($x) do={ a$0dd chain=input action=drop }\n', /Not certain: whether the rule exists/],
    [
      'at an unknown place',
      'add chain=input action=drop\na$0dd chain=input action=accept place-before=*1\n',
      /Not certain: its position/,
    ],
  ])('a rule %s says what is not certain', (_, rules, note) => check(`/ip firewall filter\n${rules}`, note));
  test('a rule that is never reached says so', () =>
    check(
      '/ip firewall filter\nadd chain=input action=drop\na$0dd chain=input action=accept\n',
      /Never reached: rule 1/,
    ));
});

describe('what a rule takes from later ones', () => {
  const rules = (...lines: readonly string[]): string => `/ip firewall filter\n${lines.join('\n')}\n`;
  test('all packets of one, some of another, and nothing is said of the drop at the end', () =>
    check(
      rules(
        'a$0dd chain=input action=drop protocol=tcp',
        'add chain=input action=accept protocol=tcp dst-port=80',
        'add chain=input action=accept src-address-list=friends',
        'add chain=input action=accept protocol=udp',
        'add chain=input action=drop',
      ),
      text('Shadows completely: line 3. Shadows in part: line 4.'),
    ));
  test('of many the first lines', () =>
    check(
      rules(
        'a$0dd chain=input connection-state=established',
        ...[1, 2, 3, 4, 5].map((n) => `add chain=input dst-port=${n} protocol=tcp`),
      ),
      text('Shadows in part: 5 later rules (lines 3, 4, 5, …).'),
    ));
  test('a rule that lets packets pass takes nothing', () => {
    const source = rules('a$0dd chain=input action=log', 'add chain=input action=accept protocol=tcp');
    const found = hover(analyse(source.replace('$0', '')), source.indexOf('$0'))?.markdown;
    expect(found).toMatch(/gets here/);
    expect(found).not.toMatch(/Shadows/);
  });
});

describe('a command in short', () => {
  test.each([
    ['/ip fi fi a$0d chain=input', '/ip firewall filter add'],
    ['/ip firewall filter\nset$0 0; fi pr', ''],
    ['/ip fi$0/fi', '/ip firewall filter'],
    ['/ip firewall\n fi a$0dd chain=x', '/ip firewall filter add'],
    [':fore$0 i in=1 do={}', ':foreach'],
  ])('%s', (source, long) => {
    const found = hover(analyse(source.replace('$0', '')), source.indexOf('$0'))?.markdown ?? '';
    if (long === '') expect(found).not.toContain('Short for');
    else expect(found).toContain(`Short for \`${long}\`.`);
  });
});

describe('a script in a string', () => {
  const source = String.raw`/system script add name=x source="/ip fi fi ad chain=input src-address-list=safe;\r\
    \n:del$0ay 5s"`;
  test('its commands', () => check(source, text('Command `:delay` of `/`.')));
  test('its rules, of whose place nothing is known', () =>
    check(
      source.replace('$0', '').replace(' ad ', ' a$0d '),
      text('Short for `/ip firewall filter add`.'),
      text('When a source that is on list `safe` sends a packet, accept it.'),
    ));
  test('its arguments, at their place in the file', () => {
    const plain = source.replace('$0', '');
    const at = plain.indexOf('src-address-list');
    const { markdown, range } = hover(analyse(plain), at + 3) ?? { markdown: '', range: { start: 0, end: 0 } };
    expect(markdown).toMatch(/^\*\*src-address-list\*\*/);
    expect(plain.slice(range.start, range.end)).toBe('src-address-list=safe');
  });
});

describe('an argument', () => {
  test('its type where no form of its value is written down', () =>
    check(
      '/ip dhcp-client\nadd use-peer-$0dns=yes',
      text('**use-peer-dns**'),
      text('Value: `yes` or `no`.'),
      /display\/ROS\/DHCP/,
    ));
  test('a port with its service', () =>
    check(
      moved('22,8291'),
      text('Matches a packet to port 22 (SSH) or 8291 (WinBox).'),
      text('**dst-port** The port the packet goes to.'),
    ));
  test('at its value what it does here, at its name how it is written, and the rule in a few words', () => {
    const at = (place: string): string => {
      const source = moved(place);
      return hover(analyse(source.replace('$0', '')), source.indexOf('$0'))?.markdown ?? '';
    };
    expect(at('22,8291')).toBe(
      [
        'Matches a packet to port 22 (SSH) or 8291 (WinBox).',
        '**dst-port** The port the packet goes to.',
        '---',
        '**Gate of a knock** · rule 4 of 5 in `input`',
      ].join('\n\n'),
    );
    expect(at('drop')).toMatch(/^`drop`: Drop it silently\.\n\n\*\*action\*\* What happens/);
    expect(at('dst-port=22,8291')).toMatch(/Value: .*help\.mikrotik\.com/s);
  });
  test('a time', () => {
    check(moved('30m').replace('3$00m', '1$0d2h'), text('`1d2h` is 1 day 2 h.'));
    const [source, at] = [moved('30m').replace('$0', ''), moved('30m').indexOf('$0')];
    expect(hover(analyse(source), at)?.markdown).not.toContain('`30m` is');
  });
  test('no timeout', () =>
    check(
      '/ip firewall filter\nadd chain=input action=add-src-to-address-list address-list=x address-list-timeout=none-d$0ynamic',
      /until the router restarts/,
    ));
  test('a list: where it is filled and asked for', () =>
    check(
      moved('one address-list-timeout'),
      text('Address list `one`: filled in 1 place, matched in 1 place in this file.'),
    ));
  test('a matcher in words', () => check(moved('established'), /established/, text('**connection-state**')));
  test('an entry of an address list', () =>
    check(
      '/ip firewall address-list\nadd list=bl$0ock address=10.0.0.1 timeout=1d\n',
      text('Address list `block`: filled in 1 place, matched nowhere in this file.'),
    ));
});

describe('what is not known', () => {
  test.each(['$0', '# a com$0ment', ':put "he$0llo"', '/interface bridge\nadd na$0me=x', 'non$0sense', '}$0'])(
    '%s says nothing wrong',
    (source) => {
      const offset = source.indexOf('$0');
      expect(() => hover(analyse(source.replace('$0', '')), offset)).not.toThrow();
    },
  );
  test('a menu line names its menu', () => check('/ip fire$0wall filter\n', text('Menu `/ip/firewall/filter`')));
});

test('text of the file cannot leave its code span', () => {
  const hostile = '/ip firewall filter\na$0dd chain=input action=accept src-address-list="`](command:evil) <img>"\n';
  const found = hover(analyse(hostile.replace('$0', '')), hostile.indexOf('$0'))?.markdown ?? '';
  expect(found).toContain('`` `](command:evil) <img>');
});
