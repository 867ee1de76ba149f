import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { argumentOf, catalog, catalogFor, type Menu, resolve, resolveChild } from '../../server/src/catalog/catalog.ts';
import { tree } from '../../server/src/catalog/generated/tree.ts';
import { decodeFresh, decodeIntegers, encodeFresh, encodeIntegers } from '../../server/src/catalog/integers.ts';
import { unpack } from '../../server/src/catalog/packed.ts';

const generated = path.resolve(import.meta.dirname, '../../server/src/catalog/generated');

function menuAt(at: string): Menu {
  return catalog.menu(at.split('/').filter((word) => word !== ''))!;
}

/** The names that each of the commands takes without a name. */
function unnamed(at: string, command: string): string {
  return menuAt(at).commands.get(command)?.unnamed.join(' ') ?? 'no such command';
}

describe('the packed trees', () => {
  it('take less than 150 kB of the extension, which holds a server for each host', () => {
    const zipped = ['tree.ts', 'arguments.ts']
      .map((file) => deflateSync(readFileSync(path.join(generated, file)), { level: 9 }).length)
      .reduce((sum, bytes) => sum + bytes);
    expect(2 * zipped).toBeLessThan(150_000);
  });

  it('are decoded as far as they are looked at', () => {
    const read: string[] = [];
    const watched = (name: string, value: object) =>
      new Proxy(value, {
        get(target, key) {
          read.push(`${name} ${String(key)}`);
          return Reflect.get(target, key);
        },
      });
    const { menus, commands, arguments: rows } = tree;
    const root = unpack(
      watched('tree', {
        ...tree,
        menus: watched('menus', menus),
        commands: watched('commands', commands),
        arguments: watched('arguments', rows),
      }) as typeof tree,
    );
    const ip = root.menus().find(({ name }) => name === 'ip');
    expect(read).not.toContain('commands words');
    const [command] = ip?.menus()[0]?.commands() ?? [];
    expect(read).toContain('commands words');
    expect(read).not.toContain('tree sets');
    expect(command?.arguments().length).toBeGreaterThan(0);
    expect(read).toContain('tree sets');
  });

  it('give the same objects each time', () => {
    const filter = menuAt('/ip/firewall/filter');
    expect(menuAt('/ip/firewall/filter')).toBe(filter);
    expect(filter.commands).toBe(filter.commands);
    expect(filter.commands.get('add')?.arguments).toBe(filter.commands.get('add')?.arguments);
    expect(resolveChild(filter, 'ad')).toBe(resolveChild(filter, 'ad'));
    expect(argumentOf('/ip/firewall/filter', 'chain')).toBe(argumentOf('/ip/firewall/filter', 'chain'));
  });
});

describe('packed integers', () => {
  it('are read as they were written', () => {
    const integers = [0, 1, 31, 32, 33, 1023, 1024, 1025, 32_767, 65_535];
    expect([...decodeIntegers(encodeIntegers(integers))]).toEqual(integers);
  });

  it('are read as they were written where they are numbers of something', () => {
    const lists = [[0, 1, 2], [], [1, 2, 3], [7, 8, 0, 4, 4, 5], [60_000]];
    const { starts, items } = decodeFresh(encodeFresh(lists));
    expect(lists.map((_, index) => [...items.subarray(starts[index], starts[index + 1])])).toEqual(lists);
  });
});

describe('arguments without a name', () => {
  it.each([
    ['put error', 'message'],
    ['return len typeof parse toarray tobool toid toip toip6 tonum tonsec tostr totime', 'value'],
    ['convert serialize deserialize', 'value'],
    ['local global set', 'name value'],
    ['if while', 'condition'],
    ['do retry', 'command'],
    ['for foreach', 'counter'],
    ['find', 'in key from'],
    ['pick', 'counter begin end'],
    ['delay', 'delay-time'],
    ['resolve', 'domain-name'],
    ['execute grep', 'script'],
    ['onerror', 'error'],
    ['import', 'file-name'],
    ['tocrlf tolf', 'input'],
    ['ping', 'address'],
  ])(':%s take %s', (commands, names) => {
    for (const command of commands.split(' ')) expect(unnamed('/', command), command).toBe(names);
  });

  it.each([
    ['/log', 'info', 'message'],
    ['/log', 'debug', 'message'],
    ['/terminal', 'style', 'style'],
    ['/tool', 'ping', 'address'],
    ['/ip/firewall/filter', 'get', 'number value-name'],
    ['/system/clock', 'get', 'value-name'],
    ['/system/identity', 'get', 'value-name'],
    ['/system/resource', 'get', 'value-name'],
    ['/system/note', 'get', 'value-name'],
    ['/system/license', 'get', 'value-name'],
    ['/interface', 'set', 'numbers'],
    ['/interface', 'enable', 'numbers'],
    ['/interface/ethernet', 'cable-test', 'numbers'],
    ['/interface/ethernet', 'monitor', 'numbers'],
    ['/certificate', 'export-certificate', 'numbers'],
    ['/user', 'expire-password', 'numbers'],
    ['/system/script', 'run', 'number'],
    ['/interface/lte', 'at-chat', 'number'],
    ['/interface/ppp-client', 'at-chat', 'number'],
    ['/interface', 'find', 'where'],
    ['/interface', 'print', ''],
    ['/interface/bridge', 'add', ''],
    ['/system/identity', 'set', ''],
  ])('%s %s takes "%s"', (menu, command, names) => {
    expect(unnamed(menu, command)).toBe(names);
  });

  it('are never ones that the version lacks', () => {
    const check = (menu: Menu): void => {
      for (const command of menu.commands.values()) {
        for (const name of command.unnamed) expect(command.arguments?.has(name), `${command.path} ${name}`).toBe(true);
      }
      for (const child of menu.menus.values()) check(child);
    };
    check(catalogFor('7.9.2').root);
    check(catalog.root);
  });
});

describe('a value in braces', () => {
  const braces = (at: string, command: string, name: string) =>
    menuAt(at).commands.get(command)?.arguments?.get(name)?.braces;

  it.each([
    ['/', 'do', 'command'],
    ['/', 'do', 'on-error'],
    ['/', 'if', 'do'],
    ['/', 'if', 'else'],
    ['/', 'while', 'do'],
    ['/', 'for', 'do'],
    ['/', 'foreach', 'do'],
    ['/', 'foreach', 'on-error'],
    ['/', 'onerror', 'in'],
    ['/', 'onerror', 'do'],
    ['/', 'retry', 'command'],
    ['/', 'retry', 'on-error'],
    ['/', 'time', 'command'],
    ['/', 'global', 'do'],
    ['/', 'local', 'do'],
    ['/', 'set', 'do'],
    ['/interface', 'print', 'on-event'],
    ['/interface/ethernet', 'monitor', 'do'],
  ])('is code: %s %s %s', (menu, command, name) => {
    expect(braces(menu, command, name)).toBe('code');
  });

  it.each([
    ['/', 'execute', 'script'],
    ['/', 'grep', 'script'],
    ['/system/script', 'add', 'source'],
    ['/system/scheduler', 'set', 'on-event'],
    ['/tool/netwatch', 'add', 'up-script'],
    ['/tool/netwatch', 'add', 'down-script'],
    ['/ppp/profile', 'set', 'on-up'],
    ['/ppp/profile', 'set', 'on-down'],
    ['/ip/dhcp-server', 'add', 'lease-script'],
    ['/ip/dhcp-client', 'add', 'script'],
    ['/interface/vrrp', 'add', 'on-master'],
    ['/ip/hotspot/user/profile', 'add', 'on-login'],
    ['/iot/mqtt/subscriptions', 'add', 'on-message'],
  ])('is text: %s %s %s', (menu, command, name) => {
    expect(braces(menu, command, name)).toBe('text');
  });

  it.each([
    ['/', 'set', 'value'],
    ['/', 'put', 'message'],
    ['/', 'foreach', 'in'],
    ['/', 'find', 'in'],
    ['/', 'parse', 'value'],
    ['/ip/firewall/filter', 'add', 'comment'],
    ['/ipv6/nd/prefix', 'add', 'on-link'],
    ['/routing/igmp-proxy/mfc', 'add', 'source'],
    ['/interface/wireless', 'add', 'on-fail-retry-time'],
    ['/system', 'ssh', 'command'],
  ])('is data: %s %s %s', (menu, command, name) => {
    expect(braces(menu, command, name)).toBe('data');
  });
});

describe('what the trees tell of values', () => {
  const argument = (at: string, command: string, name: string) =>
    menuAt(at).commands.get(command)?.arguments?.get(name);

  it.each([
    ['/system/script', 'add', 'source', { kind: 'string' }],
    ['/ip/dhcp-server', 'add', 'lease-time', { kind: 'time' }],
    ['/user', 'add', 'inactivity-timeout', { kind: 'time' }],
    ['/interface/bridge', 'add', 'admin-mac', { kind: 'mac-address' }],
    ['/ip/dns', 'set', 'allow-remote-requests', { kind: 'boolean' }],
    ['/ip/firewall/filter', 'print', 'detail', { kind: 'flag' }],
    ['/ip/firewall/filter', 'print', 'where', { kind: 'where' }],
    ['/system/script', 'run', 'number', { kind: 'id' }],
  ])('%s %s %s', (menu, command, name, type) => {
    expect(argument(menu, command, name)?.type).toMatchObject(type);
  });

  it('closes a set only where the router lists all of it', () => {
    expect(argument('/ip/hotspot/profile', 'add', 'login-by')?.values).toContain('http-chap');
    expect(argument('/system/clock', 'set', 'time-zone-name')?.values).toBeUndefined();
    expect(argument('/system/clock', 'set', 'time-zone-name')?.suggestions).toContain('Europe/Riga');
    expect(argument('/interface/vlan', 'add', 'interface')?.suggestions ?? []).not.toContain('ether1');
  });

  it('has the arguments that a router demands', () => {
    const add = menuAt('/certificate/scep-server/ra').commands.get('add')?.arguments;
    const demanded = [...(add?.values() ?? [])].filter(({ required }) => required).map(({ name }) => name);
    expect(demanded).toEqual(['name', 'server-url', 'template']);
    // "At least one of several" is not one that is missing.
    expect(argument('/certificate', 'add', 'name')?.required).toBe(false);
    expect(argument('/certificate/scep-server/ra', 'set', 'name')?.required).toBe(false);
  });

  it('has the properties of a menu, also those that are only read', () => {
    const { fields } = menuAt('/ip/firewall/filter');
    expect(fields).toEqual(expect.arrayContaining(['chain', 'comment', 'dst-port', 'bytes', 'packets', 'dynamic']));
    expect(fields).not.toContain('numbers');
    expect(fields).not.toContain('place-before');
    expect(menuAt('/ip/route').fields).toContain('active');
  });

  it('has abbreviations of arguments', () => {
    const add = menuAt('/ip/firewall/filter').commands.get('add')?.arguments;
    expect(add && resolve(add, 'act')).toMatchObject({ kind: 'found', name: 'action' });
    expect(add && resolve(add, 'ch')).toMatchObject({ kind: 'found', name: 'chain' });
    expect(add && resolve(add, 'src-a')).toMatchObject({ kind: 'ambiguous' });
  });
});
