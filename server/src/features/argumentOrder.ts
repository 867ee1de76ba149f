/** Which arguments of a command help most, and which do nothing there. */
import type { BoundCommand } from '../binding/boundCommand.ts';
import { type Argument, availability, type Versioned } from '../catalog/catalog.ts';
import { protocolNumbers } from '../packet/protocol.ts';
import { constantText } from '../syntax/ast.ts';

/** Whether a version has something; where none is known, whether the newest still has it. */
export function isCurrent(one: Versioned, version: string | undefined): boolean {
  return version === undefined ? one.until === undefined : availability(one, version) !== 'absent';
}

/** The arguments that are not given yet, the most helpful first, those without any effect last. */
export function missingArguments(command: BoundCommand, version?: string): Argument[] {
  const given = givenArguments(command);
  return [...(command.command?.arguments?.values() ?? [])]
    .filter((argument) => !given.has(argument.name) && isCurrent(argument, version))
    .map((argument) => ({ argument, rank: rankOf(argument, command, given) }))
    .sort((a, b) => a.rank - b.rank || (a.argument.name < b.argument.name ? -1 : 1))
    .map(({ argument }) => argument);
}

/** Texts of the arguments by name; empty where the value is not known. */
export function givenArguments(command: BoundCommand): ReadonlyMap<string, string> {
  return new Map(command.arguments.map(({ name, value }) => [name, constantText(value) ?? '']));
}

const Tier = { Required: 0, Needed: 1000, Common: 2000, Other: 3000, Placing: 4000, Useless: 5000 } as const;

function rankOf(argument: Argument, command: BoundCommand, given: ReadonlyMap<string, string>): number {
  const { name } = argument;
  const common = COMMON.indexOf(name);
  const within = common < 0 ? COMMON.length : common;
  const adds = command.name === 'add';
  if (adds && (argument.required || name === 'action')) return Tier.Required + within;
  if (name === 'place-before' || name === 'copy-from') return Tier.Placing;
  // What a changed rule holds besides the changes is not known here.
  if (adds && isUseless(argument, given)) return Tier.Useless + within;
  const action = given.get('action') ?? '';
  // Masquerading works without arguments of its own.
  if (common >= 0 && action !== 'masquerade' && ARGUMENTS_OF_ACTIONS[name]?.has(action)) return Tier.Needed + within;
  if (name === 'out-interface-list' && SIDES[given.get('chain') ?? ''] === 'in-') return Tier.Common;
  if (common >= 0) return Tier.Common + within;
  // A protocol's own matchers come to the front when the protocol is chosen.
  const own = argument.protocols?.length === 1 && argument.protocols[0] === given.get('protocol');
  return own ? Tier.Common + 1 : Tier.Other;
}

/** Whether the argument cannot matter beside what is given: the router ignores or refuses it. */
function isUseless({ name, protocols }: Argument, given: ReadonlyMap<string, string>): boolean {
  const actions = ARGUMENTS_OF_ACTIONS[name];
  if (actions !== undefined && !actions.has(given.get('action') ?? 'accept')) return true;
  const protocol = protocolName(given.get('protocol') ?? '');
  if (protocols !== undefined && protocol !== '' && !protocols.includes(protocol)) return true;
  const side = SIDES[given.get('chain') ?? ''];
  return side !== undefined && name.startsWith(side) && /-(?:interface|bridge-port)/.test(name);
}

function protocolName(text: string): string {
  return Object.keys(protocolNumbers).find((name) => String(protocolNumbers[name]) === text) ?? text;
}

/** Matchers of interfaces that a packet of the chain does not have. */
const SIDES: Readonly<Record<string, 'in-' | 'out-'>> = {
  input: 'out-',
  prerouting: 'out-',
  dstnat: 'out-',
  output: 'in-',
  postrouting: 'in-',
  srcnat: 'in-',
};

/** What people ask for most, in the order in which they think of a rule. */
const COMMON: readonly string[] = [
  ...['chain', 'action', 'list', 'address', 'name', 'interface', 'regexp', 'address-list', 'address-list-timeout'],
  ...['jump-target', 'reject-with', 'to-addresses', 'to-ports', 'where', 'protocol', 'dst-port', 'src-address-list'],
  ...['in-interface-list', 'connection-state', 'out-interface-list', 'src-address', 'dst-address', 'in-interface'],
  ...['out-interface', 'comment', 'timeout', 'dst-address-list', 'src-port', 'log', 'log-prefix', 'disabled', 'limit'],
  ...['in', 'from', 'to', 'step', 'command', 'do', 'while', 'else', 'on-error', 'file-name'],
];

const LISTS = new Set(['add-src-to-address-list', 'add-dst-to-address-list']);
const TRANSLATIONS = new Set(['dst-nat', 'src-nat', 'netmap', 'same']);
const PORT_TRANSLATIONS = new Set(['dst-nat', 'src-nat', 'masquerade', 'redirect', 'netmap']);
const MARKS = new Set(['mark-connection', 'mark-packet', 'mark-routing', 'change-dscp', 'change-mss', 'change-ttl']);

/** Arguments that only these actions use. */
const ARGUMENTS_OF_ACTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  'address-list': LISTS,
  'address-list-timeout': LISTS,
  'jump-target': new Set(['jump']),
  'reject-with': new Set(['reject']),
  'to-addresses': TRANSLATIONS,
  'to-address': TRANSLATIONS,
  'to-ports': PORT_TRANSLATIONS,
  'randomise-ports': new Set(['masquerade', 'src-nat', 'same']),
  'same-not-by-dst': new Set(['same']),
  'hw-offload': new Set(['fasttrack-connection']),
  'new-connection-mark': new Set(['mark-connection']),
  'new-packet-mark': new Set(['mark-packet']),
  'new-routing-mark': new Set(['mark-routing']),
  'new-dscp': new Set(['change-dscp']),
  'new-mss': new Set(['change-mss']),
  'new-ttl': new Set(['change-ttl']),
  'new-hop-limit': new Set(['change-hop-limit']),
  'new-priority': new Set(['set-priority']),
  passthrough: new Set([...MARKS, 'change-hop-limit', 'set-priority', 'strip-ipv4-options', 'clear-df']),
  'route-dst': new Set(['route']),
  'sniff-id': new Set(['sniff-pc']),
  'sniff-target': new Set(['sniff-pc', 'sniff-tzsp']),
  'sniff-target-port': new Set(['sniff-pc', 'sniff-tzsp']),
  'socks5-server': new Set(['socksify']),
  'socks5-port': new Set(['socksify']),
  'socksify-service': new Set(['socksify']),
  'src-prefix': new Set(['snpt']),
  'dst-prefix': new Set(['dnpt']),
};
