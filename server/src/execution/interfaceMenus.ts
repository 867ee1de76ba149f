import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { children, constantText, type Node } from '../syntax/ast.ts';
import { argument } from './commandArguments.ts';
import type { AssumedItem } from './defconf.ts';

/** What an interface is, as far as firewall rules can ask for it; `other` is none of what they have a word for. */
export type InterfaceType = 'ethernet' | 'vlan' | 'ppp' | 'wireless' | 'bridge' | 'other';

/** Menus whose items are interfaces. */
export const INTERFACE_TYPES: ReadonlyMap<string, InterfaceType> = new Map<string, InterfaceType>([
  ...typed('ethernet', 'ethernet'),
  ...typed('vlan', 'vlan'),
  ...typed('wireless', 'wifi', 'wifiwave2', 'wireless'),
  ...typed('bridge', 'bridge'),
  ...typed('ppp', 'l2tp-client', 'ovpn-client', 'ppp-client', 'pppoe-client', 'pptp-client', 'sstp-client'),
  ...typed('ppp', 'l2tp-server', 'ovpn-server', 'ppp-server', 'pppoe-server', 'pptp-server', 'sstp-server'),
  ...typed('other', '6to4', 'bonding', 'eoip', 'eoipv6', 'gre', 'gre6', 'ipip', 'ipipv6', 'lte', 'macvlan', 'mesh'),
  ...typed('other', 'veth', 'vrrp', 'vxlan', 'wireguard'),
]);

/** Menus that tell of interfaces, of their addresses and of the ways out. */
export const INTERFACE_MENUS: ReadonlySet<string> = new Set([
  '/interface',
  '/interface/bridge/port',
  ...INTERFACE_TYPES.keys(),
  '/ip/address',
  '/ip/dhcp-client',
  '/ip/route',
  '/ipv6/address',
  '/ipv6/dhcp-client',
  '/ipv6/route',
]);

/** Menus of interfaces that are there without an `add`. */
const BUILT_IN: ReadonlySet<string> = new Set(
  ['', '/ethernet', '/lte', '/wifi', '/wifiwave2', '/wireless'].map((menu) => `/interface${menu}`),
);

/**
 * Interfaces that a router has by itself and that the file changes by their names, as in
 * `set [find default-name=ether1] name=wan` or `set ether1 name=wan`: they have these names before the file runs.
 */
export function namedInterfaces({ commands }: BoundScript): AssumedItem[] {
  const found = new Map<string, AssumedItem>();
  forEachCommand(commands, (command) => {
    const menu = command.menu?.path ?? '';
    if (!BUILT_IN.has(menu)) return;
    for (const name of namesIn(command)) found.set(`${menu} ${name}`, [menu, { 'default-name': name, name }]);
  });
  return [...found.values()];
}

function namesIn(command: BoundCommand): string[] {
  if (command.name === 'find') return comparedNames(command.condition?.expression);
  const numbers = constantText(argument(command, 'numbers'));
  return numbers?.split(',').filter((word) => /^[^0-9*]/.test(word)) ?? [];
}

/** The names that a condition compares `name` or `default-name` with. */
function comparedNames(condition: Node | undefined): string[] {
  const names: string[] = [];
  const stack = condition === undefined ? [] : [condition];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'Binary' && node.operator === '=' && node.left.kind === 'Word') {
      const { right } = node;
      const text = right.kind === 'Word' || right.kind === 'String' ? constantText(right) : undefined;
      if (/^(?:default-)?name$/.test(node.left.text) && text !== undefined) names.push(text);
    }
    stack.push(...children(node));
  }
  return names;
}

function typed(type: InterfaceType, ...names: readonly string[]): [string, InterfaceType][] {
  return names.map((name) => [`/interface/${name}`, type]);
}
