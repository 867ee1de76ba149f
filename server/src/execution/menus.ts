import type { BoundCommand } from '../binding/boundCommand.ts';
import type { ConfigurationItem, Property } from './configuration.ts';
import { INTERFACE_MENUS } from './interfaceMenus.ts';
import { ItemList } from './itemList.ts';

/** Menus of the firewall and of who may log in, whose items are followed. */
export const FOLLOWED_MENUS: ReadonlySet<string> = new Set([
  ...['filter', 'nat', 'mangle', 'raw', 'address-list', 'layer7-protocol'].map((name) => `/ip/firewall/${name}`),
  ...['filter', 'nat', 'mangle', 'raw', 'address-list'].map((name) => `/ipv6/firewall/${name}`),
  ...['address', 'dhcp-client', 'route'].flatMap((name) => [`/ip/${name}`, `/ipv6/${name}`]),
  ...['pppoe', 'l2tp', 'sstp', 'pptp', 'ovpn', 'ppp'].map((name) => `/interface/${name}-client`),
  '/interface/lte',
  '/interface/list',
  '/interface/list/member',
  '/ip/service',
  '/snmp/community',
  '/user',
]);

/** Menus that hold settings: one item, which is always there and can only be set. */
export const SETTINGS_MENUS: ReadonlySet<string> = new Set([
  '/interface/l2tp-server/server',
  '/interface/pptp-server/server',
  '/interface/sstp-server/server',
  '/ip/cloud',
  '/ip/dns',
  '/ip/firewall/connection/tracking',
  '/ip/neighbor/discovery-settings',
  '/ip/proxy',
  '/ip/settings',
  '/ip/socks',
  '/ip/ssh',
  '/ip/upnp',
  '/ipv6/settings',
  '/snmp',
  '/system/ntp/client',
  '/system/ntp/server',
  '/tool/bandwidth-server',
  '/tool/mac-server',
  '/tool/mac-server/mac-winbox',
  '/tool/mac-server/ping',
  '/tool/romon',
]);

/** Whether what the file does in the menu is carried out. What it does in others is read and stays silent. */
export function isFollowed(menu: string): boolean {
  return FOLLOWED_MENUS.has(menu) || INTERFACE_MENUS.has(menu) || SETTINGS_MENUS.has(menu);
}

/**
 * Whether a router holds items in the menu that no file shows: interfaces, their addresses, users. The firewall is
 * taken for what the file makes it, and services are always the same.
 */
export function holdsMore(menu: string): boolean {
  return INTERFACE_MENUS.has(menu) || HOLDS_MORE.has(menu);
}

const HOLDS_MORE: ReadonlySet<string> = new Set(['/snmp/community', '/user']);

export function followedMenus(): string[] {
  return [...FOLLOWED_MENUS, ...INTERFACE_MENUS, ...SETTINGS_MENUS];
}

/** Items that a command is for. */
export interface Selection {
  readonly ids: readonly number[];
  /** Whether just these items are meant; otherwise some of them may be. */
  readonly certain: boolean;
}

export const NONE: Selection = { ids: [], certain: true };

/** What a command wants to add. */
export interface NewItem {
  readonly origin: BoundCommand;
  readonly properties: ReadonlyMap<string, Property>;
  readonly writers: ConfigurationItem['writers'];
  /** Whether it is not sure that the item exists, or looks like this. */
  readonly conditional: boolean;
  /** The item before which it goes; null where that is not known. */
  readonly before: number | null | undefined;
}

/** The lists of the followed menus, and what commands do to them. Where `doubtful` is set, a command runs or does not. */
export class Menus {
  readonly #lists = new Map<string, ItemList>();
  readonly #opaque = new Map<string, Set<string>>();
  #nextId = 0;

  get lists(): ReadonlyMap<string, ItemList> {
    return this.#lists;
  }

  /** The menus whose content cannot be followed, with the code that is behind it. */
  get opaque(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#opaque;
  }

  list(menu: string): ItemList {
    let list = this.#lists.get(menu);
    if (list === undefined) {
      list = new ItemList();
      this.#lists.set(menu, list);
    }
    return list;
  }

  /** The script changes the menu in a way that cannot be followed, by this code. */
  obscure(menu: string, code: string): void {
    const known = this.#opaque.get(menu);
    if (known === undefined) this.#opaque.set(menu, new Set([code]));
    else known.add(code);
  }

  /** Something that was there before the file ran. */
  assume(menu: string, properties: ReadonlyMap<string, Property>): void {
    this.list(menu).append({
      id: this.#nextId++,
      menu,
      origin: undefined,
      assumed: true,
      properties,
      writers: undefined,
      conditional: false,
      placeUnknown: false,
    });
  }

  /** `known` is what the command added in the version before: where it is the same, it stays the same object. */
  add(
    menu: string,
    { origin, properties, writers, conditional, before }: NewItem,
    known?: ConfigurationItem,
  ): ConfigurationItem {
    const list = this.list(menu);
    const target = typeof before === 'number' ? list.get(before) : undefined;
    const made: ConfigurationItem = {
      id: this.#nextId++,
      menu,
      origin,
      assumed: false,
      properties,
      writers,
      conditional,
      placeUnknown: before !== undefined && target?.placeUnknown !== false,
    };
    const item = known !== undefined && isSame(known, made) ? known : made;
    if (target === undefined) list.append(item);
    else list.insertBefore(item, target.id);
    return item;
  }

  change(
    menu: string,
    { ids, certain }: Selection,
    doubtful: boolean,
    command: BoundCommand,
    change: (item: ConfigurationItem) => ConfigurationItem,
  ): void {
    const list = this.list(menu);
    for (const id of ids) {
      const item = list.get(id);
      if (item === undefined) continue;
      const origin = item.origin ?? command;
      list.replace({ ...change(item), origin, conditional: item.conditional || doubtful || !certain });
    }
  }

  remove(menu: string, { ids, certain }: Selection, doubtful: boolean, command: BoundCommand): void {
    if (!doubtful && certain) this.list(menu).remove(ids);
    else this.change(menu, { ids, certain }, doubtful, command, (item) => item);
  }

  /** Without a destination to the end (`docs/facts/scripts.md#commands`); null stands for one that is not known. */
  move(menu: string, what: Selection | undefined, before: number | null | undefined, doubtful: boolean): void {
    const list = this.list(menu);
    const target = typeof before === 'number' ? list.get(before) : undefined;
    if (doubtful || what?.certain !== true || (before !== undefined && target === undefined)) {
      list.loosen(what?.ids);
      return;
    }
    list.move(what.ids, target?.id);
    if (target?.placeUnknown === true) list.loosen(what.ids);
  }
}

function isSame(a: ConfigurationItem, b: ConfigurationItem): boolean {
  return (
    a.id === b.id &&
    a.menu === b.menu &&
    a.origin === b.origin &&
    a.properties === b.properties &&
    a.writers === b.writers &&
    a.conditional === b.conditional &&
    a.placeUnknown === b.placeUnknown
  );
}
