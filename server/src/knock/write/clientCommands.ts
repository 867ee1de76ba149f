import type { Firewall } from '../../firewall/firewall.ts';
import type { Packet } from '../../packet/packet.ts';
import { protocolName } from '../../packet/protocol.ts';
import type { Knock } from '../knock.ts';
import { opens } from '../replay.ts';

/** A way to knock from a person's own machine; `ROUTER` stands for its address. */
export interface ClientCommand {
  readonly client: 'knock' | 'nmap' | 'bash' | 'PowerShell' | 'RouterOS';
  readonly text: string;
}

/**
 * The commands that send the packets which have been tried, in their order and with their pauses, for each client that
 * can (`docs/facts/knocks.md#clients`). Nothing where no sequence is known, where a packet has to hold a text, or where
 * one has to come from a port or be of a size that these clients do not choose.
 */
export function clientCommands({ test }: Knock, firewall: Firewall): ClientCommand[] {
  if (test === undefined || test.knocks.length === 0) return [];
  const knocks: PlainKnock[] = [];
  for (const [index, { packet, after, suppositions }] of test.knocks.entries()) {
    const protocol = protocolName(packet.protocol) ?? '';
    const port = packet.destinationPort;
    const isPing = PING.has(protocol) && (packet.icmp === undefined || PING.get(protocol) === packet.icmp[0]);
    if (suppositions.length > 0 || !(isPing || ((protocol === 'tcp' || protocol === 'udp') && port !== undefined))) {
      return [];
    }
    const pause = index === 0 ? 0 : Math.max(USUAL_PAUSE, Math.ceil(after * 1000));
    knocks.push(isPing ? { protocol: 'ping', size: packet.size, pause } : ({ protocol, port, pause } as PlainKnock));
  }
  if (!opens(test, firewall, ({ packet }) => asClientsSend(packet))) return [];
  const version6 = test.service.family === 'ipv6';
  const commands = WAYS.map(([client, way]) => ({ client, text: way(knocks, version6) }));
  return commands.filter((command): command is ClientCommand => command.text !== undefined);
}

type PlainKnock =
  | { readonly protocol: 'tcp' | 'udp'; readonly port: number; readonly pause: number }
  /** `size`: bytes with the IP header; `pause`: milliseconds since the packet before. */
  | { readonly protocol: 'ping'; readonly size: number; readonly pause: number };

type Way = (knocks: readonly PlainKnock[], version6: boolean) => string | undefined;

/** The type of an echo request. */
const PING = new Map([
  ['icmp', 8],
  ['icmpv6', 128],
  ['ipv6-icmp', 128],
]);

/** Milliseconds between two packets, so that they arrive in order. */
const USUAL_PAUSE = 500;

/** An unanswered SYN is repeated after a second, so that each client gives up before that. */
const WAYS: readonly (readonly [ClientCommand['client'], Way])[] = [
  ['knock', knockd],
  ['nmap', nmap],
  ['bash', bash],
  ['PowerShell', powerShell],
  ['RouterOS', routerOs],
];

function knockd(knocks: readonly PlainKnock[], version6: boolean): string | undefined {
  const ports = knocks.map((knock) => (knock.protocol === 'ping' ? undefined : `${knock.port}:${knock.protocol}`));
  if (ports.includes(undefined)) return undefined;
  const pause = Math.max(USUAL_PAUSE, ...knocks.map((knock) => knock.pause));
  return `knock ${version6 ? '-6 ' : ''}-d ${pause} ROUTER ${ports.join(' ')}`;
}

function nmap(knocks: readonly PlainKnock[], version6: boolean): string | undefined {
  const family = version6 ? '-6 ' : '';
  const scan = { tcp: '-sS', udp: '-sU' };
  return spaced(
    knocks,
    (seconds) => `sleep ${seconds}`,
    ' && ',
    (knock) =>
      knock.protocol === 'ping'
        ? undefined
        : `sudo nmap ${family}-n -Pn ${scan[knock.protocol]} --max-retries 0 -p ${knock.port} ROUTER`,
  );
}

function bash(knocks: readonly PlainKnock[], version6: boolean): string | undefined {
  return spaced(
    knocks,
    (seconds) => `sleep ${seconds}`,
    '; ',
    (knock) =>
      knock.protocol === 'ping'
        ? `ping ${version6 ? '-6 ' : ''}-c 1 -W 1 -s ${payload(knock.size, version6)} ROUTER`
        : `timeout 0.3 bash -c 'echo > /dev/${knock.protocol}/ROUTER/${knock.port}'`,
  );
}

/** As a value of its type: PowerShell would rather read a text as the number of a port. */
const IPV6 = '[Net.Sockets.AddressFamily]::InterNetworkV6';

function powerShell(knocks: readonly PlainKnock[], version6: boolean): string | undefined {
  return spaced(
    knocks,
    (seconds) => `Start-Sleep -Milliseconds ${Math.round(seconds * 1000)}`,
    '; ',
    (knock) => {
      if (knock.protocol === 'ping') return `ping -n 1 -l ${payload(knock.size, version6)} ROUTER`;
      const make = (type: string): string => `$k = [Net.Sockets.${type}]::new(${version6 ? IPV6 : ''})`;
      return knock.protocol === 'tcp'
        ? `${make('TcpClient')}; $null = $k.ConnectAsync('ROUTER', ${knock.port}).Wait(300); $k.Close()`
        : `${make('UdpClient')}; $null = $k.Send([byte[]](10), 1, 'ROUTER', ${knock.port}); $k.Close()`;
    },
  );
}

/** A router knocks with `fetch`, which cannot send UDP; its address is quoted, since it may be one of IPv6. */
function routerOs(knocks: readonly PlainKnock[], version6: boolean): string | undefined {
  const host = version6 ? '[ROUTER]' : 'ROUTER';
  return spaced(
    knocks,
    (seconds) => `:delay ${Math.round(seconds * 1000)}ms`,
    '; ',
    (knock) => {
      if (knock.protocol === 'ping') return `/ping ROUTER count=1 size=${knock.size}`;
      if (knock.protocol === 'udp') return undefined;
      return `:do { /tool fetch url="http://${host}:${knock.port}/" output=none duration=500ms } on-error={}`;
    },
  );
}

/** A client takes any free port for its own, and sends a SYN with its options, or one byte. */
function asClientsSend(packet: Packet): Packet {
  if (packet.sourcePort === undefined) return packet;
  const size = (protocolName(packet.protocol) === 'tcp' ? 60 : 29) + (packet.family === 'ipv6' ? 20 : 0);
  return { ...packet, sourcePort: FREE_PORT, size, state: 'new' };
}

const FREE_PORT = 54_321;

/** The commands with their pauses; undefined where one packet cannot be sent. */
function spaced(
  knocks: readonly PlainKnock[],
  wait: (seconds: number) => string,
  joint: string,
  send: (knock: PlainKnock) => string | undefined,
): string | undefined {
  const parts: string[] = [];
  for (const knock of knocks) {
    const text = send(knock);
    if (text === undefined) return undefined;
    if (knock.pause > 0) parts.push(wait(knock.pause / 1000));
    parts.push(text);
  }
  return parts.join(joint);
}

/** What a ping carries besides the headers. */
function payload(size: number, version6: boolean): number {
  return Math.max(0, size - (version6 ? 48 : 28));
}
