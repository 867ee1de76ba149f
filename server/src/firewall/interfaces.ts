import { type Configuration, type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { INTERFACE_MENUS, INTERFACE_TYPES, type InterfaceType } from '../execution/interfaceMenus.ts';
import type { Steps } from '../text/steps.ts';
import { type Answer, answerOf, InterfaceLists, type Members, UNKNOWN } from './interfaceLists.ts';

/**
 * The interfaces of the router by name, as far as the file tells of them: what they are, which are ports of another,
 * on which lists they are. What it does not settle is unknown, never "no" (`docs/facts/firewall.md#interfaces`).
 */
export class Interfaces {
  readonly #configuration: Configuration;
  readonly #types = new Map<string, InterfaceType | undefined>();
  readonly #aliases = new Map<string, string>();
  readonly #masters = new Map<string, string>();
  /** Ports on a condition. */
  readonly #perhapsPorts = new Set<string>();
  readonly #lists: InterfaceLists;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
    this.#readNames();
    this.#readPorts();
    this.#lists = new InterfaceLists(configuration, this.#builtIn(), (name) => this.canonical(name));
  }

  /** Names of the interfaces that the file shows by adding, renaming or listing them. */
  get names(): Iterable<string> {
    return this.#types.keys();
  }

  /** The name that the interface has when the file has run. */
  canonical(name: string): string {
    let current = name;
    for (let steps = 0; steps < MAX_STEPS && !this.#types.has(current); steps++) {
      const next = this.#aliases.get(current);
      if (next === undefined) break;
      current = next;
    }
    return current;
  }

  /** Where layer 3 sees the packets of an interface: those of a port come in by its bridge or bond. */
  atLayer3(name: string): string {
    let current = this.canonical(name);
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const master = this.#masters.get(current);
      if (master === undefined) break;
      current = master;
    }
    return current;
  }

  /** The bridge or bond that the interface surely is a port of. */
  masterOf(name: string): string | undefined {
    return this.#masters.get(this.canonical(name));
  }

  /**
   * Whether RouterOS marks a rule that asks for this as invalid, and skips it whole, also where the matcher is negated:
   * a port does not exist on layer 3, and only a port is a bridge port (`docs/facts/firewall.md#interfaces`).
   */
  isInvalid(matcher: string, text: string): boolean {
    if (matcher === 'in-interface' || matcher === 'out-interface') return this.masterOf(text) !== undefined;
    if (matcher === 'in-bridge-port' || matcher === 'out-bridge-port') return this.isPort(text) === false;
    return false;
  }

  isPort(name: string): Answer {
    const own = this.canonical(name);
    if (this.#masters.has(own)) return true;
    if (this.#perhapsPorts.has(own) || PORT_MENUS.some((menu) => this.#configuration.opaqueMenus.has(menu)))
      return undefined;
    return this.#configuration.wholeBy !== undefined ? false : undefined;
  }

  /** Whether `in-interface=text` fits packets of the interface; `text` may be a kind such as `all-ethernet`. */
  fits(text: string, name: string): Answer {
    const kind = KINDS[text];
    const own = this.atLayer3(name);
    if (kind === undefined) return this.canonical(text) === own;
    const type = this.#typeOf(own);
    return type === undefined ? undefined : type === kind;
  }

  /** The interfaces of a kind such as `all-ethernet`; undefined for a name that is none. */
  kind(text: string): Members | undefined {
    if (KINDS[text] === undefined) return undefined;
    const [yes, no] = [new Set<string>(), new Set<string>()];
    for (const name of this.#types.keys()) {
      const fits = this.fits(text, name);
      if (fits !== undefined && !this.#masters.has(name)) (fits ? yes : no).add(name);
    }
    return { yes, no, perhaps: new Set(), others: undefined };
  }

  /** The interfaces of a list by which packets can come: a port is none. */
  list(name: string): Members {
    const members = this.#lists.members(name);
    const yes = [...members.yes].filter((one) => !this.#masters.has(one));
    return yes.length === members.yes.size ? members : { ...members, yes: new Set(yes) };
  }

  /** Whether packets of the interface are on the list. */
  isOn(list: string, name: string): Answer {
    const own = this.atLayer3(name);
    if (list !== 'dynamic' && list !== 'static') return answerOf(this.#lists.members(list), own);
    const dynamic = isDynamic(own, this.#types.has(own));
    return dynamic === undefined ? undefined : dynamic === (list === 'dynamic');
  }

  /** Members of the lists of which the file settles all. */
  *settledLists(): Steps<Map<string, readonly string[]>> {
    const settled = new Map<string, readonly string[]>();
    for (const name of this.#lists.names) {
      yield;
      const { yes, perhaps, others } = this.list(name);
      if (others === false && perhaps.size === 0) settled.set(name, [...yes]);
    }
    return settled;
  }

  /** All that it hangs on whether a matcher of interfaces fits, to be compared with that of another file. */
  describe(matcher: string, text: string): string {
    if (this.isInvalid(matcher, text)) return 'invalid';
    const members = matcher.endsWith('-list') ? this.list(text) : this.kind(text);
    if (members === undefined) return this.canonical(text);
    const { yes, no, perhaps, others } = members;
    return JSON.stringify([[...yes].sort(), [...no].sort(), [...perhaps].sort(), others ?? 'unknown']);
  }

  /** All lists that the file defines or adds members to. */
  get listNames(): Iterable<string> {
    return this.#lists.names;
  }

  /** Whether all that is read here was read from the same. */
  isSame({ opaqueMenus, wholeBy, menus }: Configuration): boolean {
    const own = this.#configuration;
    if (own.wholeBy !== wholeBy) return false;
    return READ.every((menu) => {
      const [before, now] = [own.menus.get(menu) ?? NO_ITEMS, menus.get(menu) ?? NO_ITEMS];
      const isAsOpaque = own.opaqueMenus.has(menu) === opaqueMenus.has(menu);
      return isAsOpaque && before.length === now.length && before.every((item, i) => isSameItem(item, now[i]));
    });
  }

  /** The lists that the router keeps by itself (`docs/facts/firewall.md#interfaces`). */
  #builtIn(): Map<string, Members> {
    const [dynamic, fixed] = [new Set<string>(), new Set<string>()];
    for (const name of this.#types.keys()) (isDynamic(name, true) === true ? dynamic : fixed).add(name);
    return new Map([
      ['all', { ...UNKNOWN, others: true }],
      ['none', { ...UNKNOWN, others: false }],
      ['dynamic', { ...UNKNOWN, yes: dynamic, no: fixed }],
      ['static', { ...UNKNOWN, yes: fixed, no: dynamic }],
    ]);
  }

  #typeOf(name: string): InterfaceType | undefined {
    return this.#types.get(name) ?? PHYSICAL.find(([pattern]) => pattern.test(name))?.[1];
  }

  #readNames(): void {
    const { menus } = this.#configuration;
    for (const [menu, type] of INTERFACE_TYPES) {
      for (const item of menus.get(menu) ?? []) this.#name(item, type);
    }
    for (const item of menus.get('/interface') ?? []) {
      const before = textOf(item, 'default-name');
      this.#name(item, before === undefined ? undefined : this.#types.get(before));
      if (before !== undefined && before !== textOf(item, 'name')) this.#types.delete(before);
    }
  }

  #name({ properties, conditional }: ConfigurationItem, type: InterfaceType | undefined): void {
    const name = properties.get('name');
    if (name === undefined || !name.constant || name.text === '') return;
    this.#types.set(name.text, type ?? this.#types.get(name.text));
    const before = properties.get('default-name')?.text;
    if (before !== undefined && before !== name.text && !conditional) this.#aliases.set(before, name.text);
  }

  #readPorts(): void {
    const { menus, opaqueMenus } = this.#configuration;
    const port = (item: ConfigurationItem, name: string | undefined, master: string | undefined): void => {
      if (name === undefined || isDisabled(item)) return;
      const [own, other] = [this.canonical(name), this.canonical(master ?? '')];
      const isSettled = !item.conditional && master !== undefined && own !== other;
      if (isSettled && !this.#leadsTo(other, own)) this.#masters.set(own, other);
      else this.#perhapsPorts.add(own);
    };
    if (!opaqueMenus.has('/interface/bridge/port')) {
      for (const item of menus.get('/interface/bridge/port') ?? [])
        port(item, constantOf(item, 'interface'), constantOf(item, 'bridge'));
    }
    for (const item of menus.get('/interface/bonding') ?? []) {
      for (const slave of constantOf(item, 'slaves')?.split(',') ?? []) port(item, slave, constantOf(item, 'name'));
    }
  }

  /** Whether the interface is, by way of others, a port of that one: nobody is a port of itself. */
  #leadsTo(name: string, other: string): boolean {
    let current: string | undefined = name;
    for (let steps = 0; current !== undefined && steps < MAX_STEPS; steps++) {
      if (current === other) return true;
      current = this.#masters.get(current);
    }
    return current !== undefined;
  }
}

/** Names that stand for many interfaces (`docs/facts/firewall.md#interfaces`). */
const KINDS: Readonly<Record<string, InterfaceType>> = {
  'all-ethernet': 'ethernet',
  'all-ppp': 'ppp',
  'all-vlan': 'vlan',
  'all-wireless': 'wireless',
};

/** What an interface is by the name that the router gives it. */
const PHYSICAL: readonly (readonly [RegExp, InterfaceType])[] = [
  [/^(?:ether|sfp|combo|qsfp)[a-z0-9-]*[0-9]$/, 'ethernet'],
  [/^(?:wlan|wifi)[0-9]+$/, 'wireless'],
  [/^lte[0-9]+$/, 'other'],
  [/^(?:l2tp|ovpn|ppp|pppoe|pptp|sstp)-(?:in|out)[0-9]*$|^<(?:l2tp|ovpn|ppp|pppoe|pptp|sstp)-/, 'ppp'],
];

/** Interfaces that come and go by themselves have names in angle brackets; what a file adds or a device has is static. */
function isDynamic(name: string, isShown: boolean): Answer {
  if (name.startsWith('<')) return true;
  return isShown || PHYSICAL.some(([pattern]) => pattern.test(name)) ? false : undefined;
}

/** A chain of renames, ports or bridges that is longer goes in a circle. */
const MAX_STEPS = 64;
const PORT_MENUS = ['/interface/bridge/port', '/interface/bonding'];
const READ = [...INTERFACE_MENUS, '/interface/list', '/interface/list/member'];
const NO_ITEMS: readonly ConfigurationItem[] = [];

function constantOf(item: ConfigurationItem, name: string): string | undefined {
  const property = item.properties.get(name);
  return property?.constant === true && property.text !== '' ? property.text : undefined;
}

function isSameItem(a: ConfigurationItem, b: ConfigurationItem | undefined): boolean {
  if (a === b) return true;
  return b !== undefined && a.conditional === b.conditional && a.properties === b.properties;
}
