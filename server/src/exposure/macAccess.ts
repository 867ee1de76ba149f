import { type Configuration, textOf } from '../execution/configuration.ts';

/** Access by MAC address, of which no firewall of IP is asked, as sentences. */
export function macNotes({ menus, opaqueMenus, wholeBy }: Configuration): string[] {
  return MENUS.flatMap(({ menu, name }) => {
    const item = menus.get(menu)?.at(-1);
    if (opaqueMenus.has(menu) || item?.conditional === true)
      return [`Whether ${name} answers by MAC address is not settled.`];
    const list = item === undefined ? undefined : textOf(item, 'allowed-interface-list');
    if (list === 'none') return [];
    if (list !== undefined && list !== 'all')
      return [`${name} answers by MAC address on the interfaces of ${list}, whatever the firewall says.`];
    if (list === undefined && wholeBy === undefined) return [];
    return [`${name} answers by MAC address on all interfaces, whatever the firewall says.`];
  });
}

const MENUS = [
  { menu: '/tool/mac-server', name: 'Telnet' },
  { menu: '/tool/mac-server/mac-winbox', name: 'WinBox' },
] as const;
