import { forEachCommand } from '../../binding/boundScript.ts';
import { otherCommands } from '../../binding/listEntries.ts';
import { isDisabled, textOf } from '../../execution/configuration.ts';
import { phraseKey, phraseOf } from '../../language/phrase.ts';
import { parseIpv4Set, parseIpv6Set } from '../../packet/address.ts';
import type { Analysis } from '../rule.ts';

/** A service by which the router is managed. */
export interface ManagementService {
  readonly name: string;
  /** Undefined where the file leaves it open. */
  readonly port: number | undefined;
  /** The addresses that it answers; undefined where it answers all. */
  readonly bound: readonly string[] | undefined;
}

/** Those that are on. Undefined where the file changes services in a way that cannot be followed. */
export function managementServices({ configuration, script }: Analysis): ManagementService[] | undefined {
  let followed = !configuration.opaqueMenus.has('/ip/service');
  forEachCommand(otherCommands(script), ({ menu, name, positionals }) => {
    if (menu?.path !== '/ip/service' || (name !== 'set' && name !== 'disable' && name !== 'enable')) return;
    if (positionals.length === 0 || positionals.some(({ value }) => value?.kind !== 'Word')) followed = false;
  });
  if (!followed) return undefined;
  const items = configuration.menus.get('/ip/service') ?? [];
  const found: ManagementService[] = [];
  for (const { id, name: called, port } of SERVICES) {
    const name = phraseOf(called);
    const item = items.find((one) => textOf(one, 'name') === id);
    if (item === undefined) found.push({ name, port, bound: undefined });
    else if (!isDisabled(item) && !item.conditional) {
      const own = Number(textOf(item, 'port') ?? port);
      const bound = boundTo(textOf(item, 'address'));
      const isPort = Number.isInteger(own) && own > 0 && own <= 65535;
      found.push({ name, port: isPort ? own : undefined, bound });
    }
  }
  return found;
}

/** What the router listens on unless it is switched off; HTTPS is off at first (`/ip service print` of a new router). */
const SERVICES: readonly { readonly id: string; readonly name: string; readonly port: number }[] = [
  { id: 'winbox', name: 'WinBox', port: 8291 },
  { id: 'ssh', name: 'SSH', port: 22 },
  { id: 'www', name: phraseKey`the web page`, port: 80 },
  { id: 'telnet', name: 'Telnet', port: 23 },
  { id: 'ftp', name: 'FTP', port: 21 },
  { id: 'api', name: phraseKey`the API`, port: 8728 },
  { id: 'api-ssl', name: phraseKey`the API over TLS`, port: 8729 },
];

function boundTo(addresses: string | undefined): string[] | undefined {
  const all = addresses?.split(',') ?? [];
  const isBound = all.every((text) => {
    const everything = /^(?:0\.0\.0\.0|::)\/0$/.test(text);
    return !everything && (parseIpv4Set(text) ?? parseIpv6Set(text)) !== undefined;
  });
  return all.length > 0 && isBound ? all : undefined;
}
