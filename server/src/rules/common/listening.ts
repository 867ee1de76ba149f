import { type ConfigurationItem, isDisabled, textOf } from '../../execution/configuration.ts';
import { phraseKey, phraseOf } from '../../language/phrase.ts';
import type { Analysis } from '../rule.ts';
import { managementServices } from './management.ts';
import { switchedOn } from './settings.ts';

/** A service of the router that answers everybody, as far as the file tells. */
export interface ListeningService {
  readonly name: string;
  readonly protocol: number;
  readonly port: number;
}

const TCP = 6;
const UDP = 17;

/** Those by which it is managed, and those that the file switches on. */
export function listeningServices(analysis: Analysis): ListeningService[] {
  const managing = (managementServices(analysis) ?? []).flatMap(({ name, port, bound }) =>
    port === undefined || bound !== undefined ? [] : [{ name, protocol: TCP, port }],
  );
  const others = SWITCHED.flatMap(({ menu, property, services }) =>
    switchedOn(analysis, menu, property) === undefined
      ? []
      : services.map((service) => ({ ...service, name: phraseOf(service.name) })),
  );
  return [...managing, ...others, ...tunnels(analysis)];
}

const SWITCHED: readonly {
  readonly menu: string;
  readonly property: string;
  readonly services: readonly ListeningService[];
}[] = [
  {
    menu: '/ip/dns',
    property: 'allow-remote-requests',
    services: [
      { name: phraseKey`the resolver`, protocol: UDP, port: 53 },
      { name: phraseKey`the resolver`, protocol: TCP, port: 53 },
    ],
  },
  { menu: '/snmp', property: 'enabled', services: [{ name: 'SNMP', protocol: UDP, port: 161 }] },
  {
    menu: '/system/ntp/server',
    property: 'enabled',
    services: [{ name: phraseKey`the time server`, protocol: UDP, port: 123 }],
  },
  {
    menu: '/interface/l2tp-server/server',
    property: 'enabled',
    services: [{ name: phraseKey`the L2TP server`, protocol: UDP, port: 1701 }],
  },
  {
    menu: '/interface/pptp-server/server',
    property: 'enabled',
    services: [{ name: phraseKey`the PPTP server`, protocol: TCP, port: 1723 }],
  },
];

/** WireGuard listens on a port of each of its interfaces. */
function tunnels({ configuration: { menus } }: Analysis): ListeningService[] {
  const items: readonly ConfigurationItem[] = menus.get('/interface/wireguard') ?? [];
  return items.flatMap((item) => {
    const port = Number(textOf(item, 'listen-port'));
    const isOpen = !isDisabled(item) && !item.conditional && Number.isInteger(port) && port > 0;
    return isOpen ? [{ name: `WireGuard ${textOf(item, 'name') ?? ''}`.trim(), protocol: UDP, port }] : [];
  });
}
