import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Menu } from '../catalog/catalog.ts';

/** Menus whose arguments were checked one by one against the manual, so that what they lack is known to be wrong. */
const CHECKED: ReadonlySet<string> = new Set([
  '/interface/list',
  '/interface/list/member',
  '/ip/service',
  ...['/ip/firewall', '/ipv6/firewall'].flatMap((menu) =>
    ['filter', 'nat', 'mangle', 'raw', 'address-list'].map((table) => `${menu}/${table}`),
  ),
  '/ip/firewall/layer7-protocol',
]);

export function isChecked(menu: Menu | undefined): boolean {
  return menu !== undefined && CHECKED.has(menu.path);
}

/** Whether the arguments of a command are the properties of items. */
export function writesItems({ command }: BoundCommand): boolean {
  return command !== undefined && (command.name === 'add' || command.name === 'set');
}

/** `/ip firewall filter`, as exports write it. */
export function menuWords({ path }: Menu): string {
  return `/${path.slice(1).replaceAll('/', ' ')}`;
}
