import { services as catalogue } from '../catalog/services.ts';
import { type Configuration, type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { parsePorts } from '../packet/ports.ts';
import type { TextRange } from '../text/range.ts';
import type { Listening } from './exposure.ts';

/** A port on which the router may listen. */
export interface RouterService {
  readonly title: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly listening: Listening;
  /** Whether a router from the factory listens. */
  readonly factory: boolean;
  readonly menu: string;
  /** Undefined where it answers everybody. */
  readonly restrictedTo: readonly string[] | undefined;
  readonly range: TextRange | undefined;
}

/** The services of the router, with what its menus say of them; a menu of which a whole file says nothing is as shipped. */
export function routerServices(configuration: Configuration): RouterService[] {
  const reader = new ServiceReader(configuration);
  return [
    ...MANAGEMENT.flatMap((name) => reader.management(name)),
    ...SWITCHES.flatMap((one) => reader.switched(one)),
    ...reader.tunnels(),
    ...reader.ipsec(),
  ];
}

/** The items of `/ip/service`. */
const MANAGEMENT: readonly string[] = ['winbox', 'ssh', 'www', 'www-ssl', 'telnet', 'ftp', 'api', 'api-ssl'];

/** Services with a menu of their own. Source: `docs/facts/firewall.md#services`. */
const SWITCHES: readonly ServiceSwitch[] = [
  { menu: '/ip/dns', property: 'allow-remote-requests', title: 'DNS', ports: ['udp 53', 'tcp 53'] },
  { menu: '/ip/proxy', title: 'HTTP proxy', ports: ['tcp 8080'], portProperty: 'port' },
  { menu: '/ip/socks', title: 'SOCKS', ports: ['tcp 1080'], portProperty: 'port' },
  { menu: '/snmp', title: 'SNMP', ports: ['udp 161'] },
  { menu: '/tool/bandwidth-server', title: 'bandwidth test', ports: ['tcp 2000'], factory: true },
  { menu: '/ip/smb', title: 'SMB', ports: ['tcp 445'] },
  { menu: '/system/ntp/server', title: 'NTP', ports: ['udp 123'] },
  { menu: '/ip/upnp', title: 'UPnP', ports: ['udp 1900', 'tcp 2828'] },
  { menu: '/interface/l2tp-server/server', title: 'L2TP', ports: ['udp 1701'] },
  { menu: '/interface/pptp-server/server', title: 'PPTP', ports: ['tcp 1723'] },
  { menu: '/interface/sstp-server/server', title: 'SSTP', ports: ['tcp 443'], portProperty: 'port' },
  { menu: '/interface/ovpn-server/server', title: 'OpenVPN', ports: ['tcp 1194'], portProperty: 'port', isList: true },
];

interface ServiceSwitch {
  readonly menu: string;
  /** `enabled` unless another is given. */
  readonly property?: string;
  readonly title: string;
  readonly ports: readonly string[];
  /** The property that holds another port. */
  readonly portProperty?: string;
  readonly factory?: boolean;
  /** The menu holds servers, each with a switch of its own, as OpenVPN does from 7.17 on. */
  readonly isList?: boolean;
}

class ServiceReader {
  readonly #configuration: Configuration;

  constructor(configuration: Configuration) {
    this.#configuration = configuration;
  }

  management(name: string): RouterService[] {
    const service = catalogue.find((one) => one.name === name);
    if (service === undefined) return [];
    const menu = '/ip/service';
    const item = this.#items(menu).find((one) => textOf(one, 'name') === name);
    const factory = service.router === 'on';
    const isOn = item === undefined || said(item, 'disabled') === undefined ? undefined : !isDisabled(item);
    return [
      {
        title: service.title,
        protocol: 'tcp',
        port: portOf(item, 'port') ?? service.port,
        listening: this.#listening(menu, item, isOn, factory),
        factory,
        menu,
        restrictedTo: restriction(item),
        range: item?.origin?.range,
      },
    ];
  }

  switched(one: ServiceSwitch): RouterService[] {
    const { menu, property = 'enabled', title, ports, portProperty, factory = false, isList } = one;
    const items = this.#items(menu);
    const servers = isList === true && items.length > 0 ? items : [items.at(-1)];
    return servers.flatMap((item) => {
      const text = item === undefined ? undefined : said(item, property);
      const inList = isList === true && item !== undefined && text === undefined;
      const isOn = inList ? !isDisabled(item) : text === undefined ? undefined : text === 'yes' || text === 'true';
      const protocol = isList === true && item !== undefined ? textOf(item, 'protocol') : undefined;
      return ports.map((each) => {
        const [usual, port] = each.split(' ') as ['tcp' | 'udp', string];
        return {
          title,
          protocol: protocol === 'udp' ? 'udp' : usual,
          port: (portProperty === undefined ? undefined : portOf(item, portProperty)) ?? Number(port),
          listening: this.#listening(menu, item, isOn, factory),
          factory,
          menu,
          restrictedTo: undefined,
          range: item?.origin?.range,
        };
      });
    });
  }

  /** WireGuard listens on a port of each of its interfaces. */
  tunnels(): RouterService[] {
    const menu = '/interface/wireguard';
    return this.#items(menu).flatMap((item) => {
      const port = portOf(item, 'listen-port');
      if (port === undefined) return [];
      const title = `WireGuard ${textOf(item, 'name') ?? ''}`.trim();
      const listening = this.#listening(menu, item, !isDisabled(item), false);
      return [{ title, protocol: 'udp', port, listening, factory: false, menu, restrictedTo: undefined, ...at(item) }];
    });
  }

  /** IPsec answers where it has a peer. */
  ipsec(): RouterService[] {
    const menu = '/ip/ipsec/peer';
    const item = this.#items(menu).find((one) => !isDisabled(one));
    const listening = this.#listening(menu, item, item === undefined ? undefined : true, false);
    return [500, 4500].map((port) => ({
      title: port === 500 ? 'IPsec IKE' : 'IPsec NAT-T',
      protocol: 'udp',
      port,
      listening,
      factory: false,
      menu,
      restrictedTo: undefined,
      ...at(item),
    }));
  }

  #items(menu: string): readonly ConfigurationItem[] {
    return this.#configuration.menus.get(menu) ?? [];
  }

  /** `isOn`: what the file says; undefined where it says nothing. */
  #listening(
    menu: string,
    item: ConfigurationItem | undefined,
    isOn: boolean | undefined,
    factory: boolean,
  ): Listening {
    const { opaqueMenus, wholeBy } = this.#configuration;
    if (opaqueMenus.has(menu) || item?.conditional === true) return 'unknown';
    if (isOn !== undefined) return isOn ? 'yes' : 'no';
    if (wholeBy === undefined) return 'unknown';
    return factory ? 'yes' : 'no';
  }
}

function at(item: ConfigurationItem | undefined): { readonly range: TextRange | undefined } {
  return { range: item?.origin?.range };
}

/** What a command of the file writes; items of some menus are there with their values before the file says anything. */
function said({ properties }: ConfigurationItem, name: string): string | undefined {
  const property = properties.get(name);
  return property?.argument === undefined ? undefined : property.text;
}

function portOf(item: ConfigurationItem | undefined, property: string): number | undefined {
  const text = item === undefined ? undefined : textOf(item, property);
  if (text === undefined || parsePorts(text) === undefined) return undefined;
  const port = Number(text);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function restriction(item: ConfigurationItem | undefined): string[] | undefined {
  const all = (item === undefined ? undefined : textOf(item, 'address'))?.split(',').filter((one) => one !== '') ?? [];
  if (all.length === 0 || all.some((text) => /^(?:0\.0\.0\.0|::)\/0$/.test(text))) return undefined;
  return all.every((text) => (parseIpv4Set(text) ?? parseIpv6Set(text)) !== undefined) ? all : undefined;
}
