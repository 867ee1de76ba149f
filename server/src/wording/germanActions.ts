/** What an action does to a packet, in German: "ohne Antwort verwerfen". Source: `docs/facts/firewall.md#actions`. */
import { formatDuration, parseTime } from '../packet/time.ts';
import { code } from '../text/markdown.ts';
import type { ActionContext } from './actionPhrase.ts';

export interface GermanAction {
  /** An infinitive; of the packet itself, where it is the object. */
  readonly text: string;
  readonly isOfPacket?: true;
  /** What becomes of the packet, where the action does not tell. */
  readonly outcome?: string;
}

/** The phrase of an action with the rule's other properties; `undefined` for an action that no table has. */
export function germanAction(
  action: string,
  properties: Properties,
  context: ActionContext = {},
): GermanAction | undefined {
  return Object.hasOwn(actions, action) ? actions[action]?.(properties, context) : undefined;
}

type Properties = ReadonlyMap<string, string>;
type Say = (properties: Properties, context: ActionContext) => GermanAction;

const GOES_ON = 'Das Paket geht zur nächsten Regel weiter.';
const ENDS_CHAIN = 'Der Rest dieser Chain sieht das Paket nicht.';

const actions: Readonly<Record<string, Say>> = {
  accept: (_, { table }) => {
    if (table === 'nat') return { text: 'die Adressen unverändert lassen' };
    return { ...packet('akzeptieren'), ...((table === 'mangle' || table === 'raw') && { outcome: ENDS_CHAIN }) };
  },
  'add-dst-to-address-list': (properties) => listed('die Zieladresse', properties),
  'add-src-to-address-list': (properties) => listed('die Quelladresse', properties),
  'change-dscp': (properties) => changed(properties, 'new-dscp', (dscp) => `DSCP auf ${number(dscp)} setzen`),
  'change-hop-limit': (properties) =>
    changed(properties, 'new-hop-limit', (change) => stepped('das Hop-Limit', change)),
  'change-mss': (properties) =>
    changed(properties, 'new-mss', (mss) =>
      mss === 'clamp-to-pmtu'
        ? 'die TCP-MSS auf das senken, was der Weg zulässt'
        : `die TCP-MSS auf ${number(mss)} setzen`,
    ),
  'change-ttl': (properties) => changed(properties, 'new-ttl', (change) => stepped('die TTL', change)),
  'clear-df': (properties) => ({ text: 'Fragmentierung erlauben (DF löschen)', ...afterChange(properties) }),
  dnpt: (properties) => ({ text: `das Präfix der Zieladresse durch ${needed(properties, 'dst-prefix')} ersetzen` }),
  drop: () => packet('ohne Antwort verwerfen'),
  'dst-nat': (properties) => packet(`stattdessen an ${newAddress(properties)} schicken`),
  'endpoint-independent-nat': (properties) => ({
    text: `die Adresse so umsetzen, dass jeder Host von außen die Zuordnung nutzen kann (endpoint-independent NAT)${newPorts(properties)}`,
  }),
  'fasttrack-connection': () => ({
    text: 'die Verbindung auf FastTrack setzen, an den meisten Regeln und den Queues vorbei',
    outcome: GOES_ON,
  }),
  jump: (properties) => {
    const target = properties.get('jump-target');
    return {
      text: target
        ? `in der Chain ${code(target)} weitermachen`
        : 'in eine andere Chain springen, aber `jump-target` fehlt',
    };
  },
  log: (properties) => ({ ...packet(`ins Log schreiben${germanLogPrefix(properties)}`), outcome: GOES_ON }),
  'mark-connection': (properties) =>
    changed(properties, 'new-connection-mark', (mark) => `die Verbindung mit ${code(mark)} markieren`),
  'mark-packet': (properties) =>
    changed(properties, 'new-packet-mark', (mark) => `das Paket mit ${code(mark)} markieren`),
  'mark-routing': (properties) =>
    changed(properties, 'new-routing-mark', (table) => `die Route in der Tabelle ${code(table)} suchen`),
  masquerade: (properties) => ({
    text: `die Quelladresse durch die des Interfaces ersetzen, über das es hinausgeht${newPorts(properties)}`,
  }),
  netmap: (properties) => ({
    text: `die Adresse eins zu eins auf ${needed(properties, ...NEW_ADDRESS)} abbilden${newPorts(properties)}`,
  }),
  notrack: () => packet('vom Connection-Tracking ausnehmen (der Zustand ist dann `untracked`)'),
  passthrough: () => ({ ...packet('nur zählen'), outcome: GOES_ON }),
  redirect: (properties) => {
    const ports = properties.get('to-ports');
    return packet(`zum Router selbst umleiten${ports ? `, Port ${number(ports)}` : ''}`);
  },
  reject: (properties) => packet(`${rejection(properties.get('reject-with'))} ablehnen`),
  return: () => ({ text: 'zur Chain zurückkehren, die hierher gesprungen ist' }),
  route: (properties) => packet(`an das Gateway ${needed(properties, 'route-dst')} schicken`),
  same: (properties) => ({
    text: `die Quelladresse durch eine aus ${needed(properties, ...NEW_ADDRESS)} ersetzen, für jeden Client dieselbe${properties.get('same-not-by-dst') === 'yes' ? ', gleich zu welchem Ziel' : ''}${newPorts(properties)}`,
  }),
  'set-priority': (properties) =>
    changed(properties, 'new-priority', (priority) => `die Priorität auf ${number(priority)} setzen`),
  'sniff-pc': (properties) => sniffed(properties, 'Packet-Sniffer-Format'),
  'sniff-tzsp': (properties) => sniffed(properties, 'TZSP-Format'),
  snpt: (properties) => ({ text: `das Präfix der Quelladresse durch ${needed(properties, 'src-prefix')} ersetzen` }),
  socksify: (properties) => {
    const [server, port, service] = ['socks5-server', 'socks5-port', 'socksify-service'].map((name) =>
      properties.get(name),
    );
    const via = `${server ? `den SOCKS5-Server ${code(server)}` : 'einen SOCKS5-Server'}${port ? ` Port ${number(port)}` : ''}`;
    return { text: `die Verbindung über ${via} führen${service ? ` (Dienst ${code(service)})` : ''}` };
  },
  'src-nat': (properties) => ({ text: `die Quelladresse durch ${newAddress(properties)} ersetzen` }),
  'strip-ipv4-options': (properties) => ({ text: 'die IPv4-Optionen entfernen', ...afterChange(properties) }),
  tarpit: () => ({ text: 'die Verbindung annehmen und offen halten, ohne sie je zu bedienen (tarpit)' }),
};

function packet(text: string): GermanAction {
  return { text, isOfPacket: true };
}

/** Where and how long an address is remembered. */
function listed(what: string, properties: Properties): GermanAction {
  const list = properties.get('address-list');
  const where = list ? `auf die Liste ${code(list)} setzen` : 'auf eine Liste setzen, aber `address-list` fehlt';
  return { text: `${what} ${listTime(properties.get('address-list-timeout'))} ${where}`, outcome: GOES_ON };
}

/** No time and `0s` are the same as `none-dynamic`, the default (`docs/facts/firewall.md#address-lists`). */
function listTime(timeout: string | undefined): string {
  if (timeout === 'none-static') return 'auf Dauer';
  const seconds =
    timeout === undefined || timeout === '' || timeout === 'none-dynamic' ? 0 : parseTime(timeout)?.seconds;
  if (seconds === 0) return 'bis zum Neustart des Routers';
  return `für ${seconds === undefined ? code(timeout ?? '') : formatDuration(seconds)}`;
}

/** Mangle goes on after a change unless `passthrough=no`. */
function afterChange(properties: Properties): { readonly outcome: string } {
  const passthrough = properties.get('passthrough');
  return { outcome: passthrough === 'no' || passthrough === 'false' ? ENDS_CHAIN : GOES_ON };
}

function changed(properties: Properties, argument: string, say: (value: string) => string): GermanAction {
  const value = properties.get(argument);
  return { text: value ? say(value) : `etwas ändern, aber \`${argument}\` fehlt`, ...afterChange(properties) };
}

/** `set:64`, `increment:1`. */
function stepped(what: string, change: string): string {
  const [step = '', by = ''] = change.split(':', 2);
  if (/^\d+$/.test(by)) {
    if (step === 'set') return `${what} auf ${by} setzen`;
    if (step === 'increment') return `${what} um ${by} erhöhen`;
    if (step === 'decrement') return `${what} um ${by} senken`;
  }
  return `${what} um ${code(change)} ändern`;
}

function number(text: string): string {
  return /^\d+(?:-\d+)?$/.test(text) ? text : code(text);
}

function needed(properties: Properties, ...names: readonly string[]): string {
  const value = names.map((name) => properties.get(name)).find(Boolean);
  return value === undefined ? `eine Adresse, die fehlt (\`${names[0]}\`),` : code(value);
}

/** IPv4 NAT has `to-addresses`, IPv6 NAT `to-address`. */
const NEW_ADDRESS = ['to-addresses', 'to-address'] as const;

/** The new address, the new port, or both. */
function newAddress(properties: Properties): string {
  const target = properties.get('to-addresses') || properties.get('to-address');
  const ports = properties.get('to-ports');
  if (target) return ports ? `${code(target)} Port ${number(ports)}` : code(target);
  return ports ? `Port ${number(ports)} derselben Adresse` : needed(properties, ...NEW_ADDRESS);
}

function newPorts(properties: Properties): string {
  const ports = properties.get('to-ports');
  return ports ? `, mit Quellport ${number(ports)}` : '';
}

function rejection(answer: string | undefined): string {
  if (answer === undefined || answer === '') return 'mit einem ICMP-Fehler';
  if (answer === 'tcp-reset') return 'mit einem TCP-Reset';
  return /^icmp-[a-z-]+$/.test(answer)
    ? `mit dem ICMP-Fehler „${answer.slice('icmp-'.length).replaceAll('-', ' ')}“`
    : `mit ${code(answer)}`;
}

function sniffed(properties: Properties, format: string): GermanAction {
  const port = properties.get('sniff-target-port');
  const id = properties.get('sniff-id');
  const target = `${needed(properties, 'sniff-target')}${port ? ` Port ${number(port)}` : ''}${id ? ` (ID ${number(id)})` : ''}`;
  return { text: `eine Kopie im ${format} an ${target} schicken`, ...afterChange(properties) };
}

/** ` mit dem Präfix …`, for the log. */
export function germanLogPrefix(properties: Properties): string {
  const prefix = properties.get('log-prefix');
  return prefix ? ` mit dem Präfix ${code(prefix)}` : '';
}
