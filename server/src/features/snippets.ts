/**
 * Snippets that are right when they are inserted above the drop that ends a chain: port knocks of every kind, a
 * blacklist with a trap, a base firewall. Bodies are in VS Code's snippet syntax; the numbers in them are drawn anew each
 * time.
 */
import { drawPacketSizes, drawPassphrase, drawPorts } from '../knock/write/drawPorts.ts';
import {
  BAN_LIST,
  baitRules,
  freeSuffix,
  GRANT_LIST,
  knockRules,
  pingTrapRules,
  type StageRule,
  trapRules,
} from '../knock/write/knockRules.ts';

export interface Snippet {
  /** What the user types. */
  readonly prefix: string;
  readonly name: string;
  readonly description: string;
  /** Snippet syntax: `${1:WAN}` is a tab stop, `\$` and `\\` are the characters. */
  readonly body: string;
  /** The menu the lines belong to. */
  readonly menu: string;
}

/** What the file already has, which snippets go by. */
export interface SnippetContext {
  /** The knock ports of the file, which the trap must spare; without them some are drawn. */
  readonly knockPorts?: readonly number[];
  /** Names that are taken: new lists and patterns get others. */
  readonly taken?: ReadonlySet<string>;
  /** Plain names of the interface lists outside and inside. */
  readonly wan?: string;
  readonly lan?: string;
  /** The list of a knock that is there, which a trap spares. */
  readonly grant?: string;
  /** What the chains have of a base firewall. */
  readonly present?: Readonly<Record<Side, PresentRules>>;
}

export type Side = 'input' | 'forward';

/** Which rules of a base firewall a chain has. */
export interface PresentRules {
  /** It accepts what belongs to connections. */
  readonly replies: boolean;
  /** It drops what belongs to none. */
  readonly invalid: boolean;
  /** It drops what is left. */
  readonly rest: boolean;
}

const NOTHING_PRESENT: PresentRules = { replies: false, invalid: false, rest: false };
const NOTHING = { input: NOTHING_PRESENT, forward: NOTHING_PRESENT };

export interface SnippetOptions extends SnippetContext {
  /** Numbers from 0 to below 1; `Math.random` is good enough for ports that a person may change. */
  readonly random: () => number;
  /** Whether the body begins with the menu's line. */
  readonly withMenu: boolean;
}

/** All snippets, freshly drawn. */
export function snippets(options: SnippetOptions): readonly Snippet[] {
  return [
    portKnock('knock3', 'three TCP ports', ['tcp', 'tcp', 'tcp'], options),
    portKnock('knock2', 'two TCP ports', ['tcp', 'tcp'], options),
    portKnock('knock4', 'four TCP ports', ['tcp', 'tcp', 'tcp', 'tcp'], options),
    portKnock('knockmix', 'a TCP, a UDP and a TCP port', ['tcp', 'udp', 'tcp'], options),
    portKnock('knockudp', 'three UDP ports', ['udp', 'udp', 'udp'], options),
    pingKnock(options),
    passphraseKnock(options),
    blacklist(options),
    baseFirewall(options),
    portForward(options),
  ];
}

const filter = '/ip/firewall/filter';

function portKnock(
  prefix: string,
  sequence: string,
  protocols: readonly ('tcp' | 'udp')[],
  options: SnippetOptions,
): Snippet {
  const { random, withMenu } = options;
  const stops = new Stops(options);
  const ports = drawPorts(protocols.length, random);
  const stop = (i: number) => stops.stop(`port${i}`, String(ports[i]));
  const knocks = protocols.map(
    (protocol, i) => (): StageRule => ({
      state: 'connection-state=new',
      port: line`dst-port=${stop(i)}`,
      rest: line`in-interface-list=${stops.wan()} protocol=${protocol}`,
    }),
  );
  const spared = (protocol: string) => ports.flatMap((_, i) => (protocols[i] === protocol ? [stop(i)] : [])).join(',');
  return {
    prefix,
    name: `Port knock with a trap: ${sequence}`,
    description:
      `Opens SSH and WinBox for 30 minutes to a source that knocks at ${sequence}, each within 20 seconds of the last. ` +
      `A trap bans for 5 minutes ${WHOM_A_TRAP_BANS[protocols[0] ?? 'tcp']}. The ports are drawn at random. Insert it ` +
      'below the rules for public services and above the rule that drops everything else.',
    body: body(withMenu, knockLines(stops, knocks, portTraps(stops, protocols, spared))),
    menu: filter,
  };
}

const WHOM_A_TRAP_BANS = {
  tcp: 'whoever tries any other TCP port first: a scan ends at its first packet',
  udp: 'whoever has begun to knock and then tries another UDP port',
} as const;

/** A trap for each protocol. */
function portTraps(
  stops: Stops,
  protocols: readonly ('tcp' | 'udp')[],
  spared: (protocol: string) => string,
): () => readonly Trap[] {
  return () =>
    [...new Set(protocols)].map((protocol) => {
      // Servers answer from UDP ports unasked, such as that of DHCP: only who has begun to knock is suspect.
      const begun = protocol === 'udp' ? `knock1${stops.suffix}` : undefined;
      const { drop, ban } = trapRules(stops.slot, {
        protocol,
        spared: () => spared(protocol),
        ...(begun && { begun }),
      });
      return { drop, bans: [ban] };
    });
}

function pingKnock(options: SnippetOptions): Snippet {
  const { random, withMenu } = options;
  const stops = new Stops(options);
  const sizes = drawPacketSizes(3, random);
  const knocks = sizes.map(
    (size) => (): StageRule => ({
      // The size of a packet is the payload of the ping, 20 bytes of IP header and 8 of ICMP header.
      note: `ping with ${size - 28} bytes`,
      rest: line`icmp-options=8:0 in-interface-list=${stops.wan()} packet-size=${size} protocol=icmp`,
    }),
  );
  const traps = () => [pingTrapRules(stops.slot, { sizes, begun: `knock1${stops.suffix}` })];
  return {
    prefix: 'knockicmp',
    name: 'Port knock with a trap: three sizes of pings',
    description:
      'Opens SSH and WinBox for 30 minutes to a source that sends three pings of the right sizes, and bans for 5 ' +
      'minutes whoever has begun and sends one of another size. Insert it above the rules that accept ICMP and ' +
      'established connections, or they take the pings away.',
    body: body(withMenu, knockLines(stops, knocks, traps)),
    menu: filter,
  };
}

function passphraseKnock(options: SnippetOptions): Snippet {
  const { random, withMenu } = options;
  const stops = new Stops(options);
  const ports = drawPorts(2, random);
  const phrases = ports.map(() => drawPassphrase(16, random));
  const entries = phrases.map(
    (phrase, i) =>
      line`/ip firewall layer7-protocol add name=knock-phrase${i + 1}${stops.suffix} regexp="^${stops.stop(`phrase${i}`, phrase)}\$"`,
  );
  const stop = (i: number) => stops.stop(`port${i}`, String(ports[i]));
  const spared = () => ports.map((_, i) => stop(i)).join(',');
  const knocks = ports.map(
    (_, i) => (): StageRule => ({
      state: 'connection-state=new',
      port: line`dst-port=${stop(i)}`,
      rest: line`in-interface-list=${stops.wan()} layer7-protocol=knock-phrase${i + 1}${stops.suffix} protocol=udp`,
    }),
  );
  return {
    prefix: 'knockl7',
    name: 'Port knock with a trap: two UDP ports with passphrases',
    description:
      'Opens SSH and WinBox for 30 minutes to a source that sends the right words, without a line end, to two UDP ' +
      'ports, and bans for 5 minutes whoever has begun and tries another port. Needs connection tracking and costs ' +
      'processor time. Insert it above the rule that drops everything else.',
    body: body(withMenu, [...entries, ...knockLines(stops, knocks, portTraps(stops, ['udp'], spared))]),
    menu: filter,
  };
}

/** With a knock in the file, for all but its ports; else for ports that nobody but a scanner tries. */
function blacklist(options: SnippetOptions): Snippet {
  const { withMenu, knockPorts = [], grant } = options;
  const stops = new Stops(options, grant);
  const ports = (): string => stops.stop('ports', (knockPorts.length > 0 ? knockPorts : BAIT).join(','));
  const trap = knockPorts.length > 0 ? trapRules(stops.slot, { spared: ports }) : baitRules(stops.slot, ports);
  return {
    prefix: 'blacklist',
    name: 'Blacklist with a trap',
    description:
      'Bans for 5 minutes whoever tries a TCP port that is no knock port, and spares who has knocked; in a file without ' +
      'a knock, whoever tries a port that only scanners try. Insert it above the rules for public services, so that the ' +
      'ban holds there too, and below the rule that lets in who knocked.',
    body: body(withMenu, [trap.drop, trap.ban]),
    menu: filter,
  };
}

/** Telnet, SMB, SQL Server, remote desktop, VNC: nobody has them open to the Internet, and every scan tries them. */
const BAIT: readonly number[] = [23, 445, 1433, 3389, 5900];

function baseFirewall(options: SnippetOptions): Snippet {
  const { withMenu, present = NOTHING } = options;
  const stops = new Stops(options);
  const lan = () => stops.stop('lan', options.lan ?? 'LAN');
  const start = (chain: Side) => [
    ...(present[chain].replies
      ? []
      : [
          line`add action=accept chain=${chain} comment="Accept established, related and untracked" connection-state=established,related,untracked`,
        ]),
    ...(present[chain].invalid
      ? []
      : [line`add action=drop chain=${chain} comment="Drop invalid" connection-state=invalid`]),
  ];
  const end = (chain: Side) =>
    present[chain].rest ? [] : [line`add action=drop chain=${chain} comment="Drop everything else"`];
  return {
    prefix: 'firewall',
    name: 'Base firewall',
    description:
      'Lets in replies, ICMP and the LAN, and drops everything else, for the router and for what it forwards; what the ' +
      'chains have of it is left out. Needs the interface list LAN with your inner interfaces; use Safe Mode so as not ' +
      'to lock yourself out.',
    body: body(withMenu, [
      ...start('input'),
      line`add action=accept chain=input comment="Accept ICMP" protocol=icmp`,
      line`add action=accept chain=input comment="Accept LAN" in-interface-list=${lan()}`,
      ...end('input'),
      ...start('forward'),
      line`add action=accept chain=forward comment="Accept LAN" in-interface-list=${lan()}`,
      line`add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat`,
      ...end('forward'),
    ]),
    menu: filter,
  };
}

/** The rule of the NAT, and what lets its packets through. */
function portForward(options: SnippetOptions): Snippet {
  const stops = new Stops(options);
  const { what, port } = { what: stops.stop('what', 'HTTPS'), port: stops.stop('port', '443') };
  return {
    prefix: 'forward',
    name: 'Port forward',
    description:
      'Sends what comes to a port from the Internet to a host of the LAN, and lets it through. Insert it above the rule ' +
      'that drops everything else in the chain forward.',
    body: body(options.withMenu, [
      line`/ip firewall nat add action=dst-nat chain=dstnat comment="Forward ${what}" dst-port=${port} in-interface-list=${stops.wan()} protocol=${stops.stop('protocol', 'tcp')} to-addresses=${stops.stop('host', '192.168.88.10')}`,
      line`add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat in-interface-list=${stops.wan()}`,
    ]),
    menu: filter,
  };
}

interface Trap {
  readonly drop: string;
  readonly bans: readonly string[];
}

/** The gate, the drop for the banned, the stages and the traps, in this order: nobody who has knocked can be locked out by a forged packet. */
function knockLines(stops: Stops, stages: readonly (() => StageRule)[], traps: () => readonly Trap[]): string[] {
  const { slot, suffix } = stops;
  const rules = knockRules({ slot, stages, suffix, gates: [{ ports: '22,8291', protocol: 'tcp' }] });
  const banned = traps();
  return [
    ...rules.gates,
    ...banned.slice(0, 1).map(({ drop }) => drop),
    ...rules.stages,
    ...banned.flatMap(({ bans }) => bans),
  ];
}

function body(withMenu: boolean, lines: readonly string[]): string {
  return [...(withMenu ? ['/ip firewall filter'] : []), ...lines, '$0'].join('\n');
}

/** Names that snippets give to lists and patterns. */
const NEW_NAMES: readonly string[] = [
  ...['knock1', 'knock2', 'knock3', 'knock4', 'knock-phrase1', 'knock-phrase2', GRANT_LIST, BAN_LIST],
];

/** The tab stops of one snippet, numbered as they come; all places with one key change together. */
class Stops {
  private readonly numbers = new Map<string, number>();
  private readonly names: ReadonlyMap<string, string>;
  /** What new names end with, so that they are free. */
  readonly suffix: string;

  /** `grant`: the list of a knock that is there already, where no new one is written. */
  constructor({ taken = new Set(), wan = 'WAN' }: SnippetContext, grant?: string) {
    this.suffix = freeSuffix(NEW_NAMES, taken);
    this.names = new Map([
      ['wan', wan],
      ['grant', grant ?? `${GRANT_LIST}${this.suffix}`],
      ['banned', `${BAN_LIST}${this.suffix}`],
    ]);
  }

  readonly slot = (key: string, value: string): string => this.stop(key, this.names.get(key) ?? value);

  wan(): string {
    return this.slot('wan', '');
  }

  stop(key: string, value: string): string {
    const known = this.numbers.get(key);
    if (known !== undefined) return `\${${known}}`;
    this.numbers.set(key, this.numbers.size + 1);
    return `\${${this.numbers.size}:${value.replaceAll(/[\\$}]/g, '\\$&')}}`;
  }
}

/** RouterOS text as snippet text: what is written stands for itself, what is inserted is snippet text already. */
function line(strings: TemplateStringsArray, ...inserted: readonly (string | number)[]): string {
  return String.raw({ raw: strings.raw.map((text) => text.replaceAll(/[\\$]/g, '\\$&')) }, ...inserted);
}
