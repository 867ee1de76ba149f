import { describe, expect, it } from 'vitest';
import { argumentOf, catalog, catalogFor, isMenu, resolve, resolveChild } from '../../server/src/catalog/catalog.ts';
import { argumentFacts } from '../../server/src/catalog/generated/arguments.ts';

const firewallMenus = [
  '/ip/firewall/filter',
  '/ip/firewall/nat',
  '/ip/firewall/mangle',
  '/ip/firewall/raw',
  '/ip/firewall/address-list',
  '/ip/firewall/layer7-protocol',
  '/ipv6/firewall/filter',
  '/ipv6/firewall/nat',
  '/ipv6/firewall/mangle',
  '/ipv6/firewall/raw',
  '/ipv6/firewall/address-list',
];

/** Follows words from the root as the router does. */
function follow(words: string): string {
  let menu = catalog.root;
  for (const word of words.split(' ')) {
    const child = resolveChild(menu, word);
    if (child.kind !== 'found') return child.kind;
    if (!isMenu(child.value)) return child.value.path;
    menu = child.value;
  }
  return menu.path;
}

describe('menus', () => {
  it('holds the whole tree of the newest version', () => {
    expect(catalog.version).toBe('7.24');
    expect(catalog.root.path).toBe('/');
    expect(catalog.menu(['ip', 'firewall', 'filter'])?.path).toBe('/ip/firewall/filter');
    expect(catalog.menu([])).toBe(catalog.root);
    expect(catalog.menu(['ip', 'fire'])).toBeUndefined();
    const count = (menu: typeof catalog.root): { menus: number; commands: number } => {
      let { menus, commands } = { menus: 1, commands: menu.commands.size };
      for (const [name, child] of menu.menus) {
        if (name !== child.name) continue;
        const below = count(child);
        menus += below.menus;
        commands += below.commands;
      }
      return { menus, commands };
    };
    // The root, and the alias `/ping`.
    expect(count(catalogFor('7.24').root)).toEqual({ menus: 547 + 7 + 1, commands: 5134 + 1 });
    expect(count(catalog.root).menus).toBeGreaterThan(547 + 7 + 1);
  });

  it.each([
    ['ip firewall filter', '/ip/firewall/filter'],
    ['ip fire fil add', '/ip/firewall/filter/add'],
    ['ip fire conn', '/ip/firewall/connection'],
    ['sys leds', '/system/leds'],
    ['sys leds set', '/system/leds/set'],
    ['ip firewall layer7', '/ip/firewall/layer7-protocol'],
    ['interface list member', '/interface/list/member'],
    ['put', '/put'],
    ['ping', '/tool/ping'],
    ['interface wifiwave2', '/interface/wifi'],
    ['interface wifi', '/interface/wifi'],
    ['log info', '/log/info'],
    ['ip firewall filter move', '/ip/firewall/filter/move'],
    ['foo bar', 'unknown'],
    ['i', 'ambiguous'],
    ['ip firewall filter re', 'ambiguous'],
    ['ip firewall filter reset', '/ip/firewall/filter/reset'],
    ['ip Firewall', 'unknown'],
  ])('follows %s', (words, path) => {
    expect(follow(words)).toBe(path);
  });

  it('tells lists from single items', () => {
    expect(catalog.menu(['ip', 'firewall', 'filter'])?.isList).toBe(true);
    expect(catalog.menu(['system', 'identity'])?.isList).toBe(false);
    expect(catalog.root.isList).toBe(false);
  });

  it('has root commands, `find` among them', () => {
    for (const name of ['put', 'if', 'foreach', 'onerror', 'find', 'set', 'import', 'break']) {
      expect(catalog.root.commands.has(name), name).toBe(true);
    }
    expect(catalog.root.commands.get('if')?.arguments?.get('do')?.type.kind).toBe('code');
    expect(catalog.root.commands.get('convert')?.arguments?.get('from')).toMatchObject({
      type: { kind: 'string' },
      doc: '',
    });
    expect(catalog.root.commands.get('ping')?.arguments?.get('interval')?.doc).toBe('');
    expect(catalog.root.commands.get('export')?.arguments?.get('terse')?.type.kind).toBe('flag');
    expect(catalog.root.commands.get('find')?.unnamed).toEqual(['in', 'key', 'from']);
    expect(catalog.menu(['ip', 'firewall', 'filter'])?.commands.get('find')?.unnamed).toEqual(['where']);
  });
});

describe('resolve', () => {
  const names = new Map([
    ['set', 1],
    ['setup', 2],
    ['settings', 3],
    ['move', 4],
    ['mv', 4],
  ]);

  it('prefers the exact name, then the only prefix', () => {
    expect(resolve(names, 'set')).toEqual({ kind: 'found', name: 'set', value: 1 });
    expect(resolve(names, 'setu')).toEqual({ kind: 'found', name: 'setup', value: 2 });
  });

  it('names the candidates of an ambiguous word', () => {
    expect(resolve(names, 'se')).toEqual({ kind: 'ambiguous', candidates: ['set', 'settings', 'setup'] });
  });

  it('is not confused by two names of one thing', () => {
    expect(resolve(names, 'm')).toEqual({ kind: 'found', name: 'move', value: 4 });
  });

  it('knows nothing of the empty word and of object members', () => {
    expect(resolve(names, '').kind).toBe('unknown');
    expect(resolve(names, 'constructor').kind).toBe('unknown');
  });
});

describe('unnamed parameters', () => {
  it.each([
    ['set', ['numbers']],
    ['remove', ['numbers']],
    ['enable', ['numbers']],
    ['disable', ['numbers']],
    ['move', ['numbers', 'destination']],
    ['get', ['number', 'value-name']],
    ['unset', ['numbers', 'value-name']],
    ['comment', ['numbers', 'comment']],
    ['add', []],
    ['print', []],
  ])('of %s', (command, unnamed) => {
    expect(catalog.menu(['ip', 'firewall', 'filter'])?.commands.get(command)?.unnamed).toEqual(unnamed);
  });

  it('are names of arguments wherever these are listed', () => {
    for (const path of [
      [],
      ...[...new Set(argumentFacts.flatMap((fact) => fact.menus))].map((menu) => menu.slice(1).split('/')),
    ]) {
      for (const command of catalog.menu(path)?.commands.values() ?? []) {
        for (const name of command.arguments === undefined ? [] : command.unnamed) {
          expect([...(command.arguments?.keys() ?? [])], `${command.path} ${name}`).toContain(name);
        }
      }
    }
  });

  it('leaves single items without numbers', () => {
    expect(catalog.menu(['system', 'identity'])?.commands.get('set')?.unnamed).toEqual([]);
    expect(catalog.menu(['system', 'identity'])?.commands.get('get')?.unnamed).toEqual(['value-name']);
  });
});

describe('arguments', () => {
  it.each(firewallMenus)('are all documented in %s', (menu) => {
    const add = catalog.menu(menu.slice(1).split('/'))?.commands.get('add');
    expect(add?.arguments?.size).toBeGreaterThan(3);
    for (const argument of add?.arguments?.values() ?? []) expect(argument.doc, argument.name).not.toBe('');
  });

  it.each(['/interface/list', '/interface/list/member', '/ip/service'])('are all documented in %s', (menu) => {
    const command = catalog.menu(menu.slice(1).split('/'))?.commands.get('set');
    for (const argument of command?.arguments?.values() ?? []) expect(argument.doc, argument.name).not.toBe('');
  });

  it.each([
    ['/ip/firewall/filter', 'action', 'enumeration'],
    ['/ip/firewall/filter', 'chain', 'chain'],
    ['/ip/firewall/filter', 'jump-target', 'chain'],
    ['/ip/firewall/filter', 'dst-port', 'ports'],
    ['/ip/firewall/filter', 'src-address', 'addresses'],
    ['/ipv6/firewall/filter', 'src-address', 'prefix6'],
    ['/ip/firewall/filter', 'src-address-list', 'address-list'],
    ['/ip/firewall/filter', 'address-list-timeout', 'list-timeout'],
    ['/ip/firewall/filter', 'connection-state', 'flags'],
    ['/ip/firewall/filter', 'tcp-flags', 'signed-flags'],
    ['/ip/firewall/filter', 'in-interface', 'interface'],
    ['/ip/firewall/filter', 'in-interface-list', 'interface-list'],
    ['/ip/firewall/filter', 'protocol', 'protocol'],
    ['/ip/firewall/filter', 'packet-size', 'number-range'],
    ['/ip/firewall/filter', 'disabled', 'boolean'],
    ['/ip/firewall/filter', 'log', 'boolean'],
    ['/ip/firewall/filter', 'limit', 'rate'],
    ['/ip/firewall/filter', 'src-mac-address', 'mac-address'],
    ['/ip/firewall/filter', 'place-before', 'id'],
    ['/ip/firewall/filter', 'content', 'string'],
    ['/ip/firewall/filter', 'psd', 'string'],
    ['/ip/firewall/address-list', 'address', 'string'],
    ['/ip/firewall/address-list', 'timeout', 'time'],
    ['/ip/service', 'port', 'port'],
  ])('%s %s is a %s', (menu, name, kind) => {
    expect(argumentOf(menu, name)?.type.kind).toBe(kind);
  });

  it('knows what a rule needs', () => {
    expect(argumentOf('/ip/firewall/filter', 'chain')?.required).toBe(true);
    expect(argumentOf('/ip/firewall/filter', 'action')).toMatchObject({ required: false, default: 'accept' });
    expect(argumentOf('/ip/firewall/filter', 'dst-port')?.protocols).toEqual([
      'tcp',
      'udp',
      'udp-lite',
      'dccp',
      'sctp',
    ]);
    expect(argumentOf('/ipv6/firewall/filter', 'icmp-options')?.protocols).toEqual(['icmpv6']);
    expect(argumentOf('/ip/firewall/address-list', 'list')?.required).toBe(true);
    expect(argumentOf('/interface/list/member', 'interface')?.required).toBe(true);
  });

  it('knows which values may be negated', () => {
    expect(argumentOf('/ip/firewall/filter', 'dst-port')?.negatable).toBe(true);
    expect(argumentOf('/ip/firewall/filter', 'log-prefix')?.negatable).toBe(false);
    expect(argumentOf('/ip/firewall/filter', 'comment')?.negatable).toBe(false);
    expect(argumentOf('/ip/firewall/nat', 'tls-host')?.negatable).toBe(true);
  });

  it('knows since when and until when', () => {
    expect(argumentOf('/ip/firewall/filter', 'tos')?.since).toBe('7.21');
    expect(argumentOf('/ip/firewall/nat', 'randomise-ports')?.since).toBe('7.10');
    expect(argumentOf('/ip/firewall/nat', 'socks5-port')?.since).toBe('7.20');
    expect(argumentOf('/ip/firewall/nat', 'tls-host')?.until).toBe('7.16');
    expect(argumentOf('/ip/firewall/filter', 'hw-offload')).toMatchObject({ hardware: true });
    expect(argumentOf('/ip/firewall/filter', 'hw-offload')?.until).toBeUndefined();
  });

  it('closes a set only where the manual does', () => {
    expect(argumentOf('/ip/firewall/filter', 'connection-state')?.values).toEqual([
      'established',
      'invalid',
      'new',
      'related',
      'untracked',
    ]);
    expect(argumentOf('/ip/firewall/filter', 'action')?.values).not.toContain('synproxy');
    expect(argumentOf('/ip/firewall/filter', 'chain')?.values).toBeUndefined();
    expect(argumentOf('/ip/firewall/filter', 'in-interface')?.suggestions).not.toContain('ether1');
    for (const fact of argumentFacts) {
      const closed = ['enumeration', 'flags', 'signed-flags'].includes(fact.type.kind);
      expect(fact.values !== undefined, fact.name).toBe(closed);
    }
  });

  it('leaves what it does not list unknown', () => {
    expect(catalog.menu(['routing', 'bgp', 'frobnicate'])).toBeUndefined();
    expect(argumentOf('/ip/firewall/filter', 'frobnicate')).toBeUndefined();
    expect(argumentOf('/no/such', 'menu')).toBeUndefined();
  });
});
