import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type CompletionItem, complete } from '../../server/src/features/completion.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { shownFirst } from '../support/completionPositions.ts';

const filter = '/ip firewall filter\n';
/** A file with lists, chains and interfaces to name. */
const file = [
  '/interface list add name="Guest LAN"',
  '/interface vlan add name=vlan10 interface=bridge1 vlan-id=10',
  '/ip firewall layer7-protocol add name=pass regexp=x',
  '/ip firewall address-list add list="Safe Haven" address=192.0.2.1',
  '/ipv6 firewall address-list add list=only6 address=2001:db8::1',
  '/ip firewall mangle add chain=prerouting action=mark-connection new-connection-mark=voip',
  '/ip firewall filter',
  'add chain=input action=add-src-to-address-list address-list=knock1 dst-port=1234 protocol=tcp',
  'add chain=input action=jump jump-target=services comment="Services first"',
  'add chain=forward action=drop src-address-list=unfilled',
  '',
].join('\n');

/** Position, the item to accept, and the line that comes of it. */
type Row = readonly [line: string, label: string, result: string];

describe('menus and commands', () => {
  test.each<Row>([
    ['$0', '/ip firewall filter', '/ip firewall filter'],
    ['/$0', '/ip firewall filter', '/ip firewall filter'],
    ['/i$0', 'ip', '/ip'],
    ['/ip $0', 'firewall', '/ip firewall'],
    ['/ip fire$0', 'firewall', '/ip firewall'],
    ['/ip fire$0 filter', 'firewall', '/ip firewall filter'],
    ['/ip fire$0wall', 'firewall', '/ip firewall'],
    ['/ip/fire$0', 'firewall', '/ip/firewall'],
    ['/ip/fire$0/filter', 'firewall', '/ip/firewall/filter'],
    ['/ip firewall $0', 'filter', '/ip firewall filter'],
    ['/ip fi f$0', 'filter', '/ip fi filter'],
    ['/ip firewall/addr$0', 'address-list', '/ip firewall/address-list'],
    ['/ip firewall filter $0', 'add', '/ip firewall filter add'],
    ['/ip firewall filter pr$0', 'print', '/ip firewall filter print'],
    [':fore$0', ':foreach', ':foreach'],
    [':$0', ':if', ':if'],
    [':lo$0', ':log', ':log'],
    ['sys$0', 'system', 'system'],
    ['/system s$0', 'script', '/system script'],
    [':put "a"; /ip fire$0', 'firewall', ':put "a"; /ip firewall'],
    [':put [/ip add$0]', 'address', ':put [/ip address]'],
    [':if (true) do={ /ip fire$0 }', 'firewall', ':if (true) do={ /ip firewall }'],
    [':if (true) do={ /ip fire$0', 'firewall', ':if (true) do={ /ip firewall'],
  ])('%s accepts %s', (line, label, result) => check('', line, label, result));

  test.each<Row>([
    ['$0', 'add', 'add'],
    ['  a$0', 'add', '  add'],
    ['.. $0', 'nat', '.. nat'],
    ['../na$0', 'nat', '../nat'],
    ['rem$0 [find]', 'remove', 'remove [find]'],
    ['$0[find]', 'set', 'set [find]'],
    ['set [f$0', 'find', 'set [find'],
    [':foreach i in=[find] do={ rem$0 }', 'remove', ':foreach i in=[find] do={ remove }'],
    ['add chain=input; en$0', 'enable', 'add chain=input; enable'],
    [':put [:serialize to=json v$0', 'value', ':put [:serialize to=json value='],
  ])('in the filter menu %s accepts %s', (line, label, result) => check(filter, line, label, result));
});

describe('the first of all', () => {
  test.each([
    ['/ip $0', 'firewall'],
    ['/ip firewall $0', 'filter'],
    ['/ip/firewall/$0', 'filter'],
    ['/ip firewall filter $0', 'add'],
    ['/ip dns $0', 'set'],
    [':foreach i $0', 'in'],
  ])('at %s is %s', (line, label) => expect(itemsAt('', line)[0]?.label).toBe(label));

  test('an export is offered behind all that a menu leads to', () => {
    const labels = itemsAt('', '/ip firewall $0').map(({ label }) => label);
    expect(labels.indexOf('export')).toBeGreaterThan(labels.indexOf('service-port'));
  });
});

describe('numbers', () => {
  /** What is left when more has been typed, as an editor does it without asking again. */
  const left = (before: string, typed: string): string[] => {
    const text = `${filter}${before}${typed}`;
    return shownFirst(complete(analyse(text), text.length, { random: () => 0.5 }), text, text.length).map(
      ({ label }) => label,
    );
  };

  test.each([
    ['add protocol=tcp dst-port=', '8', 'ssh', '22'],
    ['add address-list-timeout=', '3', 'min', '1m'],
    ['add src-address=', '10.', 'priv', '192.168.88.0/24'],
    ['add protocol=icmp icmp-options=', '8', 'echo', '8:0'],
    ['add protocol=tcp dst-port="', '8', 'ssh', '22'],
  ])('%s%s continues with nothing, %s finds %s', (before, digits, word, value) => {
    expect(left(before, digits)).toEqual([]);
    expect(left(before, word)).toContain(value);
    expect(left(before, '')).toContain(value);
  });

  test('names may begin with a digit', () => {
    const text = '/ip firewall address-list add list=555 address=192.0.2.1\n';
    expect(itemsAt(`${text}${filter}`, 'add src-address-list=5$0').map(({ label }) => label)).toContain('555');
  });
});

describe('what is asked for next', () => {
  test.each([
    ['add ac$0', 'action', true],
    ['add com$0', 'comment', false],
    ['add lim$0', 'limit', false],
    ['add ac$0=drop', 'action', false],
    ['add src-address-l$0', 'src-address-list', true],
  ])('at %s behind %s: %s', (line, label, asks) =>
    expect(named(itemsAt(filter, line), label).asks ?? false).toBe(asks),
  );
});

describe('arguments', () => {
  test.each<Row>([
    ['add $0', 'chain', 'add chain='],
    ['add $0', 'action', 'add action='],
    ['add $0chain=input', 'action', 'add action= chain=input'],
    ['add ac$0', 'action', 'add action='],
    ['add ac$0=drop', 'action', 'add action=drop'],
    ['add act$0ion=drop', 'action', 'add action=drop'],
    ['add action=drop chain=input $0', 'protocol', 'add action=drop chain=input protocol='],
    ['add action=drop chain=input $0 comment=x', 'protocol', 'add action=drop chain=input protocol= comment=x'],
    ['add action=drop chain=input protocol=tcp $0', 'dst-port', 'add action=drop chain=input protocol=tcp dst-port='],
    [
      'add action=accept chain=input protocol=icmp $0',
      'icmp-options',
      'add action=accept chain=input protocol=icmp icmp-options=',
    ],
    [
      'add chain=input action=add-src-to-address-list $0',
      'address-list',
      'add chain=input action=add-src-to-address-list address-list=',
    ],
    ['add chain=input $0 action=jump', 'jump-target', 'add chain=input jump-target= action=jump'],
    ['add action=reject chain=input r$0', 'reject-with', 'add action=reject chain=input reject-with='],
    ['add action=drop chain=input src-a$0', 'src-address-list', 'add action=drop chain=input src-address-list='],
    ['add action=drop \\\n    ch$0', 'chain', 'add action=drop \\\n    chain='],
    ['set 0 !src-address-l$0', 'src-address-list', 'set 0 !src-address-list'],
    ['set 0 prot$0', 'protocol', 'set 0 protocol='],
    ['print $0', 'where', 'print where'],
    ['print det$0', 'detail', 'print detail'],
    [':if (true) do={ add $0 }', 'chain', ':if (true) do={ add chain= }'],
  ])('%s accepts %s', (line, label, result) => check(filter, line, label, result));

  test.each<Row>([
    ['add action=dst-nat chain=dstnat $0', 'to-addresses', 'add action=dst-nat chain=dstnat to-addresses='],
    [
      'add action=masquerade chain=srcnat $0',
      'out-interface-list',
      'add action=masquerade chain=srcnat out-interface-list=',
    ],
  ])('in the nat menu %s accepts %s', (line, label, result) => check('/ip firewall nat\n', line, label, result));

  test.each([
    ['add chain=input protocol=icmp $0', 'dst-port'],
    ['add chain=input action=drop $0', 'address-list'],
    ['add chain=input action=drop $0', 'reject-with'],
    ['add chain=input action=drop $0', 'jump-target'],
    ['add chain=input action=drop $0', 'out-interface'],
    ['add chain=input action=accept $0', 'hw-offload'],
  ])('%s has %s behind everything that matters', (line, label) => {
    const labels = itemsAt(filter, line).map((item) => item.label);
    expect(labels.indexOf(label)).toBeGreaterThan(labels.indexOf('time'));
  });

  test('what is given is not offered again', () => {
    const labels = itemsAt(filter, 'add chain=input $0 action=drop').map((item) => item.label);
    expect(labels).not.toContain('chain');
    expect(labels).not.toContain('action');
  });
});

describe('values', () => {
  test.each<Row>([
    ['add action=$0 chain=input', 'accept', 'add action=accept chain=input'],
    ['add action=add-s$0', 'add-src-to-address-list', 'add action=add-src-to-address-list'],
    ['add action=$0drop', 'accept', 'add action=accept'],
    ['add action="dr$0"', 'drop', 'add action="drop"'],
    ['add chain=in$0', 'input', 'add chain=input'],
    ['add chain=in$0put', 'input', 'add chain=input'],
    ['add chain=$0', 'services', 'add chain=services'],
    ['add action=jump jump-target=$0', 'services', 'add action=jump jump-target=services'],
    ['add protocol=$0', 'tcp', 'add protocol=tcp'],
    ['add protocol=!t$0', 'tcp', 'add protocol=!tcp'],
    ['add protocol=!$0', 'udp', 'add protocol=!udp'],
    ['add connection-state=$0', 'established', 'add connection-state=established'],
    ['add connection-state=established,$0', 'related', 'add connection-state=established,related'],
    ['add connection-state=established,rel$0,new', 'related', 'add connection-state=established,related,new'],
    ['add connection-state=!n$0', 'new', 'add connection-state=!new'],
    ['add tcp-flags=syn,!a$0', 'ack', 'add tcp-flags=syn,!ack'],
    ['add disabled=$0', 'yes', 'add disabled=yes'],
    ['add src-address-list=$0', 'knock1', 'add src-address-list=knock1'],
    ['add src-address-list=$0', 'Safe Haven', 'add src-address-list="Safe Haven"'],
    ['add src-address-list=!$0', 'Safe Haven', 'add src-address-list="!Safe Haven"'],
    ['add src-address-list="Sa$0"', 'Safe Haven', 'add src-address-list="Safe Haven"'],
    ['add src-address-list="!Sa$0"', 'Safe Haven', 'add src-address-list="!Safe Haven"'],
    ['add src-address-list="Sa$0', 'Safe Haven', 'add src-address-list="Safe Haven"'],
    ['add src-address-list="Sa$0" chain=input', 'Safe Haven', 'add src-address-list="Safe Haven" chain=input'],
    ['add address-list=$0', 'unfilled', 'add address-list=unfilled'],
    ['add address-list-timeout=$0', '30s', 'add address-list-timeout=30s'],
    ['add in-interface-list=$0', 'Guest LAN', 'add in-interface-list="Guest LAN"'],
    ['add in-interface-list=W$0', 'WAN', 'add in-interface-list=WAN'],
    ['add in-interface=$0', 'vlan10', 'add in-interface=vlan10'],
    ['add layer7-protocol=$0', 'pass', 'add layer7-protocol=pass'],
    ['add connection-mark=$0', 'voip', 'add connection-mark=voip'],
    ['add protocol=tcp dst-port=$0', '22', 'add protocol=tcp dst-port=22'],
    ['add protocol=tcp dst-port=22,winb$0', '8291', 'add protocol=tcp dst-port=22,8291'],
    ['add protocol=udp dst-port=$0', '53', 'add protocol=udp dst-port=53'],
    ['add protocol=icmp icmp-options=$0', '8:0', 'add protocol=icmp icmp-options=8:0'],
    ['add action=reject reject-with=tcp$0', 'tcp-reset', 'add action=reject reject-with=tcp-reset'],
    ['add place-before=$0', '[find comment="Services first"]', 'add place-before=[find comment="Services first"]'],
    ['set $0', '[find comment="Services first"]', 'set [find comment="Services first"]'],
    ['set [find chain=in$0] disabled=yes', 'input', 'set [find chain=input] disabled=yes'],
    ['remove [find src-address-list="Sa$0"]', 'Safe Haven', 'remove [find src-address-list="Safe Haven"]'],
    ['/ip firewall address-list add list=$0', 'unfilled', '/ip firewall address-list add list=unfilled'],
    ['/ipv6 firewall filter add src-address-list=$0', 'only6', '/ipv6 firewall filter add src-address-list=only6'],
    ['/ip service set $0', 'telnet', '/ip service set telnet'],
    ['/ip service set te$0 disabled=yes', 'telnet', '/ip service set telnet disabled=yes'],
    ['/interface list member add list=$0', 'Guest LAN', '/interface list member add list="Guest LAN"'],
  ])('%s accepts %s', (line, label, result) => check(file, line, label, result));

  test('lists of the other family are not offered', () => {
    expect(itemsAt(file, 'add src-address-list=$0').map(({ label }) => label)).not.toContain('only6');
  });

  test('a half-written name is no suggestion for itself', () => {
    for (const line of ['add chain=inp$0', 'add src-address-list=inp$0', 'add in-interface-list=inp$0'])
      expect(itemsAt(file, line).map(({ label }) => label)).not.toContain('inp');
  });
});

describe('conditions and variables', () => {
  test.each<Row>([
    ['set [find $0]', 'comment', 'set [find comment=]'],
    ['set [find comm$0] disabled=yes', 'comment', 'set [find comment=] disabled=yes'],
    ['set [find where comm$0="x"]', 'comment', 'set [find where comment="x"]'],
    ['remove [find dyn$0', 'dynamic', 'remove [find dynamic'],
    ['print where chain=input act$0', 'action', 'print where chain=input action='],
    [':local port 22; add dst-port=$p$0', 'port', ':local port 22; add dst-port=$port'],
    [':global "my name" 1; :put $$0', 'my name', ':global "my name" 1; :put $"my name"'],
    [':global counter 1; :set c$0', 'counter', ':global counter 1; :set counter'],
  ])('%s accepts %s', (line, label, result) => check(filter, line, label, result));
});

describe('snippets', () => {
  test('go without the menu line in the menu', () => {
    const item = named(itemsAt(filter, 'rosknock3$0'), 'knock3');
    expect(item.snippet).toBe(true);
    expect(item.edit.newText).toMatch(/^add action=accept /);
    check(filter, 'rosfire$0', 'firewall', undefined);
  });

  test.each([
    ['knock', 'knock3'],
    ['trap', 'knock3'],
    ['firewall', 'firewall'],
    ['blacklist', 'blacklist'],
    ['forward', 'forward'],
    ['rosknock', 'knock3'],
  ])('%s finds %s', (typed, label) => {
    check(filter, `${typed}$0`, label, undefined);
    check('', `${typed}$0`, label, undefined);
  });

  test('bring their menu line at the root', () => {
    expect(named(itemsAt('', 'rosk$0'), 'knock3').edit.newText).toMatch(/^\/ip firewall filter\n/);
  });

  test('are not offered in other menus, in brackets and as arguments', () => {
    for (const line of ['/ip service\n$0', ':put [$0]', 'add $0'])
      expect(itemsAt(filter, line).filter(({ kind }) => kind === 'snippet')).toEqual([]);
  });

  test('draw other ports each time', () => {
    const text = `${filter}$0`;
    const draw = (random: () => number) =>
      named(complete(analyse(filter), filter.length, { random }), 'knock3').edit.newText;
    expect(text).toContain('$0');
    expect(draw(() => 0.1)).not.toBe(draw(() => 0.9));
  });
});

describe('scripts in strings', () => {
  test.each<Row>([
    [
      '/system script add source=":global x 1; /ip fire$0"',
      'firewall',
      '/system script add source=":global x 1; /ip firewall"',
    ],
    ['/system script add source={ /ip fire$0 }', 'firewall', '/system script add source={ /ip firewall }'],
    [
      String.raw`/system scheduler add on-event=":global x 1; :put \$$0"`,
      'x',
      String.raw`/system scheduler add on-event=":global x 1; :put \$x"`,
    ],
    [
      '/system script add source="/ip firewall filter add src-address-list=Sa$0"',
      'Safe Haven',
      String.raw`/system script add source="/ip firewall filter add src-address-list=\"Safe Haven\""`,
    ],
  ])('%s accepts %s', (line, label, result) => check(file, line, label, result));

  test('have no snippets, which are several lines', () => {
    const items = itemsAt('', '/system script add source=":put 1;\\r\\\n    \\n$0"');
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ kind }) => kind === 'snippet')).toEqual([]);
  });
});

describe('what hangs on the file', () => {
  test('where no menu line stands above, the menu that other commands are meant for', () => {
    check('add chain=input action=drop protocol=tcp\n', 'add ch$0', 'chain', 'add chain=');
    check('', 'add ac$0\nadd chain=input action=drop protocol=tcp', 'action', undefined);
  });

  test('names that conditions and other menus use', () => {
    const text = '/interface list add name=staff\n/ip firewall address-list remove [find list=banned]\n';
    check(text, '/ip firewall address-list add list=b$0', 'banned', undefined);
    check(text, '/tool mac-server set allowed-interface-list=st$0', 'staff', undefined);
    check(
      '/ip firewall filter add layer7-protocol=pass\n',
      '/ip firewall layer7-protocol add name=$0',
      'pass',
      undefined,
    );
  });

  test('the version of an export', () => {
    const labels = (version: string): string[] =>
      itemsAt(`# 2026-01-01 00:00:00 by RouterOS ${version}\n`, '/$0').map(({ label }) => label);
    expect(labels('7.24')).toContain('app');
    expect(labels('7.16.2')).not.toContain('app');
  });

  test('snippets take free names, the interface list outside, and the list of a knock that is there', () => {
    const text = [
      '/interface list add name=uplinks',
      '/interface list member add list=uplinks interface=ether1',
      '/ip firewall filter',
      'add chain=input action=add-src-to-address-list address-list=knock1 protocol=tcp dst-port=41873 address-list-timeout=10s',
      'add chain=input action=add-src-to-address-list address-list=open protocol=tcp dst-port=5230 src-address-list=knock1 address-list-timeout=1h',
      'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=open in-interface-list=uplinks',
      '',
    ].join('\n');
    const knock = named(itemsAt(text, 'knock2$0'), 'knock2').edit.newText;
    expect(knock).toMatch(/address-list=knock1-2 .*src-address-list=knock1-2$/ms);
    expect(knock).toMatch(/in-interface-list=\$\{2:uplinks\}/);
    expect(knock).toMatch(/src-address-list=\$\{3:secured-2\}/);
    const trap = named(itemsAt(text, 'blacklist$0'), 'blacklist').edit.newText;
    expect(trap).toMatch(/src-address-list=!\$\{\d:open\}/);
    expect(trap).toMatch(/dst-port=!\$\{\d:41873,5230\}/);
  });

  test('documentation is made for the item that somebody looks at', () => {
    const [first] = itemsAt(filter, 'add chain=input protocol=tcp dst-p$0').filter(({ label }) => label === 'dst-port');
    expect(first?.documentation?.()).toMatch(/Needs `protocol=tcp`/);
    const action = named(itemsAt(filter, 'add action=$0'), 'drop');
    expect(action.documentation?.()).toBe('Drop it silently.');
  });
});

describe('nothing', () => {
  test.each([
    'add chain=input comment="x"$0',
    'set [find]$0',
    ':if ($a) do={}$0',
    ':put "x"$0',
    ':put $0',
    ':local na$0; :global name 1',
    '# a comment$0',
    '# add $0 chain=input',
    'add chain=input # note $0',
    'add comment="ad$0"',
    'add comment=$0',
    ':put "add $0"',
    'add comment="two\nad$0"',
    '/no-such menu $0',
    'set [find comment~"x$0"]',
    ':global x 1; add comment="^x$$0"',
    ':global x 1; add comment="5 \\$$0 x"',
  ])('is offered at %s', (line) => {
    expect(itemsAt(filter, line).map(({ label }) => label)).toEqual([]);
  });
});

/** Accepting the item gives `result`, and the editor shows it among the first five. */
function check(before: string, line: string, label: string, result: string | undefined): void {
  const { text, offset } = place(before, line);
  const items = shownFirst(complete(analyse(text), offset, { random: () => 0.5 }), text, offset);
  expect(items.slice(0, 5).map((item) => item.label)).toContain(label);
  const { edit } = named(items, label);
  expect(edit.range.start).toBeLessThanOrEqual(offset);
  expect(edit.range.end).toBeGreaterThanOrEqual(offset);
  if (result !== undefined) expect(applyEdits(text, [edit]).slice(before.length).trimEnd()).toBe(result);
}

function itemsAt(before: string, line: string): CompletionItem[] {
  const { text, offset } = place(before, line);
  return complete(analyse(text), offset, { random: () => 0.5 });
}

function place(before: string, line: string): { text: string; offset: number } {
  const at = line.indexOf('$0');
  return { text: `${before}${line.slice(0, at)}${line.slice(at + 2)}`, offset: before.length + at };
}

function named(items: readonly CompletionItem[], label: string): CompletionItem {
  const item = items.find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`no item ${label} among ${items.map((candidate) => candidate.label)}`);
  return item;
}
