/**
 * Snippets that are right when they are inserted above the drop that ends a chain: port knocks of every kind, a
 * blacklist with a trap, a base firewall. Bodies are in VS Code's snippet syntax; the numbers in them are drawn anew each
 * time.
 */
import { drawPacketSizes, drawPassphrase, drawPorts } from '../knock/write/drawPorts.ts';
import { BAN_LIST, freeSuffix, GRANT_LIST, knockRules, type StageRule, trapRules } from '../knock/write/knockRules.ts';

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
}

export interface SnippetOptions extends SnippetContext {
  /** Numbers from 0 to below 1; `Math.random` is good enough for ports that a person may change. */
  readonly random: () => number;
  /** Whether the body begins with the menu's line. */
  readonly withMenu: boolean;
}

/** All snippets, freshly drawn. */
export function snippets(options: SnippetOptions): readonly Snippet[] {
  return [
    portKnock('rosknock2', 'two TCP ports', ['tcp', 'tcp'], options),
    portKnock('rosknock3', 'three TCP ports', ['tcp', 'tcp', 'tcp'], options),
    portKnock('rosknock4', 'four TCP ports', ['tcp', 'tcp', 'tcp', 'tcp'], options),
    portKnock('rosknockmix', 'a TCP, a UDP and a TCP port', ['tcp', 'udp', 'tcp'], options),
    portKnock('rosknockudp', 'three UDP ports', ['udp', 'udp', 'udp'], options),
    pingKnock(options),
    passphraseKnock(options),
    trappedKnock(options),
    blacklist(options),
    baseFirewall(options),
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
  const knocks = protocols.map(
    (protocol, i) => (): StageRule => ({
      state: 'connection-state=new',
      port: line`dst-port=${stops.stop(`port${i}`, String(ports[i]))}`,
      rest: line`in-interface-list=${stops.wan()} protocol=${protocol}`,
    }),
  );
  return {
    prefix,
    name: `Port knock: ${sequence}`,
    description:
      `Opens SSH and WinBox for 30 minutes to a source that knocks at ${sequence}, each within 10 seconds of the last. ` +
      'The ports are drawn at random. Insert it above the rule that drops everything else.',
    body: body(withMenu, knockLines(stops, knocks)),
    menu: filter,
  };
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
  return {
    prefix: 'rosknockicmp',
    name: 'Port knock: three sizes of pings',
    description:
      'Opens SSH and WinBox for 30 minutes to a source that sends three pings of the right sizes. ' +
      'Insert it above the rules that accept ICMP and established connections, or they take the pings away.',
    body: body(withMenu, knockLines(stops, knocks)),
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
  const knocks = ports.map(
    (port, i) => (): StageRule => ({
      state: 'connection-state=new',
      port: line`dst-port=${stops.stop(`port${i}`, String(port))}`,
      rest: line`in-interface-list=${stops.wan()} layer7-protocol=knock-phrase${i + 1}${stops.suffix} protocol=udp`,
    }),
  );
  return {
    prefix: 'rosknockl7',
    name: 'Port knock: two UDP ports with passphrases',
    description:
      'Opens SSH and WinBox for 30 minutes to a source that sends the right words, without a line end, to two UDP ' +
      'ports. Needs connection tracking and costs processor time. Insert it above the rule that drops everything else.',
    body: body(withMenu, [...entries, ...knockLines(stops, knocks)]),
    menu: filter,
  };
}

function trappedKnock(options: SnippetOptions): Snippet {
  const { random, withMenu } = options;
  const stops = new Stops(options);
  const ports = drawPorts(3, random);
  const stop = (i: number) => stops.stop(`port${i}`, String(ports[i]));
  const knocks = ports.map(
    (_, i) => (): StageRule => ({
      state: 'connection-state=new',
      port: line`dst-port=${stop(i)}`,
      rest: line`in-interface-list=${stops.wan()} protocol=tcp`,
    }),
  );
  const [gate = '', ...stages] = knockLines(stops, knocks);
  // Below the gate, so that nobody who has knocked can be locked out by a forged packet.
  const trap = trapRules(stops.slot, { spared: () => ports.map((_, i) => stop(i)).join(',') });
  return {
    prefix: 'rosknocktrap',
    name: 'Port knock with blacklist and trap',
    description:
      'A knock of three steps, and a trap that bans for 5 minutes whoever tries any other TCP port first: a scan ends ' +
      'at its first packet. Insert it below the rules for public services and above the rule that drops everything else.',
    body: body(withMenu, [gate, trap.drop, ...stages, trap.ban]),
    menu: filter,
  };
}

function blacklist(options: SnippetOptions): Snippet {
  const { random, withMenu, knockPorts, grant } = options;
  const stops = new Stops(options, grant);
  const ports = knockPorts === undefined || knockPorts.length === 0 ? drawPorts(3, random) : knockPorts;
  const trap = trapRules(stops.slot, { spared: () => stops.stop('ports', ports.join(',')) });
  return {
    prefix: 'rosblacklist',
    name: 'Blacklist with a trap',
    description:
      'Bans for 5 minutes whoever tries a TCP port that is no knock port, and spares who has knocked. List all knock ' +
      'ports in the trap, and insert it below the rule that lets in who knocked.',
    body: body(withMenu, [trap.drop, trap.ban]),
    menu: filter,
  };
}

function baseFirewall(options: SnippetOptions): Snippet {
  const { withMenu } = options;
  const stops = new Stops(options);
  const lan = () => stops.stop('lan', options.lan ?? 'LAN');
  const start = (chain: string) => [
    line`add action=accept chain=${chain} comment="Accept established, related and untracked" connection-state=established,related,untracked`,
    line`add action=drop chain=${chain} comment="Drop invalid" connection-state=invalid`,
  ];
  return {
    prefix: 'rosfirewall',
    name: 'Base firewall',
    description:
      'Lets in replies, ICMP and the LAN, and drops everything else, for the router and for what it forwards. Needs ' +
      'the interface list LAN with your inner interfaces; use Safe Mode so as not to lock yourself out.',
    body: body(withMenu, [
      ...start('input'),
      line`add action=accept chain=input comment="Accept ICMP" protocol=icmp`,
      line`add action=accept chain=input comment="Accept LAN" in-interface-list=${lan()}`,
      line`add action=drop chain=input comment="Drop everything else"`,
      ...start('forward'),
      line`add action=accept chain=forward comment="Accept LAN" in-interface-list=${lan()}`,
      line`add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat`,
      line`add action=drop chain=forward comment="Drop everything else"`,
    ]),
    menu: filter,
  };
}

function knockLines(stops: Stops, stages: readonly (() => StageRule)[]): string[] {
  const { slot, suffix } = stops;
  const rules = knockRules({ slot, stages, suffix, gates: [{ ports: '22,8291', protocol: 'tcp' }] });
  return [...rules.gates, ...rules.stages];
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
