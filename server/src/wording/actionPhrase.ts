/** What an action does to a packet, as an instruction: "drop it silently". Source: `docs/facts/firewall.md#actions`. */
import { formatDuration, parseTime } from '../packet/time.ts';
import { code } from '../text/markdown.ts';

export interface ActionPhrase {
  /** An instruction about "it", the packet. */
  readonly text: string;
  /** The words around "it", where "it" can be replaced by "every packet". */
  readonly around?: readonly [before: string, after: string];
  /** What becomes of the packet, where the action does not tell. */
  readonly outcome?: string;
}

export interface ActionContext {
  readonly table?: 'filter' | 'nat' | 'mangle' | 'raw' | undefined;
  /** Whether the sentence has named the source, so that "its address" is the source's. */
  readonly sourceNamed?: boolean;
}

/** The phrase of an action with the rule's other properties; `undefined` for an action that no table has. */
export function actionPhrase(
  action: string,
  properties: ReadonlyMap<string, string>,
  context: ActionContext = {},
): ActionPhrase | undefined {
  return Object.hasOwn(actions, action) ? actions[action]?.(properties, context) : undefined;
}

/** The names of all actions that have a phrase. */
export function actionNames(): readonly string[] {
  return Object.keys(actions);
}

type Properties = ReadonlyMap<string, string>;
type Say = (properties: Properties, context: ActionContext) => ActionPhrase;

const goesOn = 'The packet goes on to the next rule.';
const endsChain = 'The rest of this chain does not see the packet.';

const actions: Readonly<Record<string, Say>> = {
  accept: (_, { table }) => {
    if (table === 'nat') return { text: 'leave its addresses as they are' };
    if (table === 'mangle' || table === 'raw') return { ...onIt('accept'), outcome: endsChain };
    return onIt('accept');
  },
  'add-dst-to-address-list': (properties) => ({
    text: `remember its destination address ${remembered(properties)}`,
    outcome: goesOn,
  }),
  'add-src-to-address-list': (properties, { sourceNamed }) => ({
    text: `remember its ${sourceNamed === true ? '' : 'source '}address ${remembered(properties)}`,
    outcome: goesOn,
  }),
  'change-dscp': (properties) => changed(properties, 'new-dscp', (dscp) => `set its DSCP ${numberOrWords(dscp)}`),
  'change-hop-limit': (properties) => changed(properties, 'new-hop-limit', (change) => stepped('hop limit', change)),
  'change-mss': (properties) =>
    changed(properties, 'new-mss', (mss) =>
      mss === 'clamp-to-pmtu' ? 'lower its TCP MSS to what fits the path' : `set its TCP MSS to ${number(mss)}`,
    ),
  'change-ttl': (properties) => changed(properties, 'new-ttl', (change) => stepped('TTL', change)),
  'clear-df': (properties) => ({ text: 'allow it to be fragmented (clear DF)', ...afterChange(properties) }),
  dnpt: (properties) => ({
    text: `replace the prefix of its destination address with ${needed(properties, 'dst-prefix')}`,
  }),
  drop: () => onIt('drop', 'silently'),
  'dst-nat': (properties) => ({ text: `send it on to ${newAddress(properties)} instead` }),
  'endpoint-independent-nat': (properties) => ({
    text: `translate its address so that every outside host can use the mapping (endpoint-independent NAT)${newPorts(properties)}`,
  }),
  'fasttrack-connection': () => ({
    text: 'put its connection on the fast track, past most of the firewall and the queues',
    outcome: goesOn,
  }),
  jump: (properties) => {
    const target = properties.get('jump-target');
    return {
      text: target ? `continue in chain ${code(target)}` : 'continue in another chain, but `jump-target` is missing',
    };
  },
  log: (properties) => ({ text: `write it to the log${logPrefix(properties)}`, outcome: goesOn }),
  'mark-connection': (properties) =>
    changed(properties, 'new-connection-mark', (mark) => `mark its connection ${markName(mark)}`),
  'mark-packet': (properties) => changed(properties, 'new-packet-mark', (mark) => `mark it ${markName(mark)}`),
  'mark-routing': (properties) =>
    changed(properties, 'new-routing-mark', (table) => `look up its route in table ${code(table)}`),
  masquerade: (properties) => ({
    text: `replace its source address with that of the interface it leaves by${newPorts(properties)}`,
  }),
  netmap: (properties) => ({
    text: `map its address one to one onto ${needed(properties, ...newAddressNames)}${newPorts(properties)}`,
  }),
  notrack: () => ({ text: 'exempt it from connection tracking (its state is then `untracked`)' }),
  passthrough: () => ({ text: 'only count it', outcome: goesOn }),
  redirect: (properties) => {
    const ports = properties.get('to-ports');
    return { text: `redirect it to the router itself${ports ? `, port ${number(ports)}` : ''}` };
  },
  reject: (properties) => onIt('reject', rejection(properties.get('reject-with'))),
  return: () => ({ text: 'go back to the chain that jumped here' }),
  route: (properties) => ({ text: `send it to gateway ${needed(properties, 'route-dst')}` }),
  same: (properties) => ({
    text:
      `replace its source address with one of ${needed(properties, ...newAddressNames)}, ` +
      `the same for each client${properties.get('same-not-by-dst') === 'yes' ? ' whatever the destination' : ''}${newPorts(properties)}`,
  }),
  'set-priority': (properties) =>
    changed(properties, 'new-priority', (priority) => `set its priority ${numberOrWords(priority)}`),
  'sniff-pc': (properties) => sniffed(properties, 'in packet sniffer format'),
  'sniff-tzsp': (properties) => sniffed(properties, 'in TZSP format'),
  snpt: (properties) => ({ text: `replace the prefix of its source address with ${needed(properties, 'src-prefix')}` }),
  socksify: (properties) => {
    const server = properties.get('socks5-server');
    const port = properties.get('socks5-port');
    const service = properties.get('socksify-service');
    return {
      text:
        `carry its connection through ${server ? `the SOCKS5 server ${code(server)}` : 'a SOCKS5 server'}` +
        `${port ? ` port ${number(port)}` : ''}${service ? ` (service ${code(service)})` : ''}`,
    };
  },
  'src-nat': (properties) => ({ text: `replace its source address with ${newAddress(properties)}` }),
  'strip-ipv4-options': (properties) => ({ text: 'remove its IPv4 options', ...afterChange(properties) }),
  tarpit: () => ({ text: 'take its connection and hold it open without ever serving it (tarpit)' }),
};

function onIt(verb: string, adverb = ''): ActionPhrase {
  const after = adverb === '' ? '' : ` ${adverb}`;
  return { text: `${verb} it${after}`, around: [`${verb} `, after] };
}

/** Where and how long an address is remembered. */
function remembered(properties: Properties): string {
  const list = properties.get('address-list');
  const where = list ? `on list ${code(list)}` : 'on a list, but `address-list` is missing';
  return `${where}${list ? '' : ','} ${listTime(properties.get('address-list-timeout'))}`;
}

/** No time and `0s` are the same as `none-dynamic`, the default (`docs/facts/firewall.md#address-lists`). */
function listTime(timeout: string | undefined): string {
  if (timeout === undefined || timeout === '' || timeout === 'none-dynamic') return 'until the router reboots';
  if (timeout === 'none-static') return 'for ever, as a saved entry';
  const seconds = parseTime(timeout)?.seconds;
  if (seconds === 0) return 'until the router reboots';
  return `for ${seconds === undefined ? code(timeout) : formatDuration(seconds)}`;
}

/** Mangle goes on after a change unless `passthrough=no`. */
function afterChange(properties: Properties): { readonly outcome: string } {
  const passthrough = properties.get('passthrough');
  if (passthrough === 'no' || passthrough === 'false') return { outcome: endsChain };
  return { outcome: goesOn };
}

function changed(properties: Properties, argument: string, say: (value: string) => string): ActionPhrase {
  const value = properties.get(argument);
  const text = value ? say(value) : `change it, but \`${argument}\` is missing`;
  return { text, ...afterChange(properties) };
}

/** `set:64`, `increment:1`. */
function stepped(what: string, change: string): string {
  const [step = '', by = ''] = change.split(':', 2);
  if (/^\d+$/.test(by)) {
    if (step === 'set') return `set its ${what} to ${by}`;
    if (step === 'increment') return `raise its ${what} by ${by}`;
    if (step === 'decrement') return `lower its ${what} by ${by}`;
  }
  return `change its ${what} by ${code(change)}`;
}

function numberOrWords(value: string): string {
  return /^\d+$/.test(value) ? `to ${value}` : `as ${code(value)} says`;
}

function markName(mark: string): string {
  return mark === 'no-mark' ? 'with no mark' : code(mark);
}

function number(text: string): string {
  return /^\d+(?:-\d+)?$/.test(text) ? text : code(text);
}

function needed(properties: Properties, ...names: readonly string[]): string {
  for (const name of names) {
    const value = properties.get(name);
    if (value) return code(value);
  }
  return `an address that is missing (\`${names[0]}\`)`;
}

/** IPv4 NAT has `to-addresses`, IPv6 NAT `to-address`. */
const newAddressNames = ['to-addresses', 'to-address'] as const;

/** The new address, the new port, or both. */
function newAddress(properties: Properties): string {
  const target = properties.get('to-addresses') || properties.get('to-address');
  const ports = properties.get('to-ports');
  if (target) return ports ? `${code(target)} port ${number(ports)}` : code(target);
  return ports ? `port ${number(ports)} of the same address` : needed(properties, ...newAddressNames);
}

function newPorts(properties: Properties): string {
  const ports = properties.get('to-ports');
  return ports ? `, with source port ${number(ports)}` : '';
}

function rejection(answer: string | undefined): string {
  if (answer === undefined || answer === '') return 'with an ICMP error';
  if (answer === 'tcp-reset') return 'with a TCP reset';
  const words = /^icmp-[a-z-]+$/.test(answer) ? answer.slice('icmp-'.length).replaceAll('-', ' ') : undefined;
  return words === undefined ? `with ${code(answer)}` : `with the ICMP error “${words}”`;
}

function sniffed(properties: Properties, format: string): ActionPhrase {
  const port = properties.get('sniff-target-port');
  const id = properties.get('sniff-id');
  return {
    text:
      `send a copy of it ${format} to ${needed(properties, 'sniff-target')}` +
      `${port ? ` port ${number(port)}` : ''}${id ? ` (id ${number(id)})` : ''}`,
    ...afterChange(properties),
  };
}

/** ` with the prefix …`, for the log. */
export function logPrefix(properties: Properties): string {
  const prefix = properties.get('log-prefix');
  return prefix ? ` with the prefix ${code(prefix)}` : '';
}
