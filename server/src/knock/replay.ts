import { type Firewall, type FirewallRule, isRefusal, type Matcher, matcher } from '../firewall/firewall.ts';
import { Interpreter, type Trace } from '../firewall/interpret.ts';
import { formatPacket, type Packet, parsePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { type Knock, knockText } from './knock.ts';

/**
 * Sends the knock's own sequence through the reference interpreter, and then what its gate guards. Undefined: it opens,
 * or it cannot be told, since a matcher on the way is not modelled. Else why it does not open, as a sentence.
 */
export function whyItStaysShut(
  { stages, gates }: Pick<Knock, 'stages' | 'gates'>,
  firewall: Firewall,
): string | undefined {
  const open = gates.filter(({ rule }) => rule.enabled);
  const rules = [...stages.map(({ rule }) => rule), ...open.map(({ rule }) => rule)];
  const at = sameInterface(rules);
  const knocks = stages.map(({ rule }) => packetFor(rule, at));
  const services = open.map(({ rule }) => packetFor(rule, at));
  if (open.length === 0 || knocks.includes(undefined) || services.includes(undefined)) return undefined;
  const interpreter = new Interpreter(firewall);
  for (const [index, stage] of stages.entries()) {
    const packet = knocks[index] as Packet;
    const trace = interpreter.send(packet);
    if (isDoubtful(trace)) return undefined;
    if (!interpreter.listsOf(packet.family, packet.source).includes(stage.listOut)) {
      return `The knock ${knockText(stage)} is not counted: ${decision(trace)} before its stage sees it.`;
    }
    interpreter.wait(PAUSE);
  }
  const traces = (services as Packet[]).map((packet) => interpreter.send(packet));
  if (traces.some(isDoubtful) || traces.some(({ verdict }) => !isRefusal(verdict))) return undefined;
  const [first] = traces as [Trace, ...Trace[]];
  return `After the whole sequence ${decision(first)} what the gate should let in (${formatPacket(first.packet)}).`;
}

/** Between two knocks, in seconds: as a client does that waits for packets not to overtake each other. */
const PAUSE = 0.5;
const SOURCE = { ip: '198.51.100.7', ipv6: '[2001:db8::7]' } as const;

/** What a packet can be made for; with any other matcher the rule is left alone. */
const MODELLED: ReadonlySet<string> = new Set([
  ...['protocol', 'dst-port', 'port', 'packet-size', 'icmp-options', 'connection-state', 'src-address-list'],
  ...['in-interface', 'in-interface-list', 'dst-address-type'],
]);

/** A packet that passes the matchers of the rule, the lists apart. */
function packetFor(rule: FirewallRule, at: string | undefined): Packet | undefined {
  const nat = rule.table === 'nat';
  if (nat || rule.matchers.some(({ name, property }) => !MODELLED.has(name) || !property.constant)) return undefined;
  const states = matcher(rule, 'connection-state');
  if (states !== undefined && states.text.split(',').includes('new') === states.negated) return undefined;
  const protocol = plain(matcher(rule, 'protocol')) ?? 'tcp';
  const ports = matcher(rule, 'dst-port') ?? matcher(rule, 'port');
  const port = ports === undefined ? undefined : parsePorts(ports.text)?.first;
  if (ports?.negated === true || (ports !== undefined && port === undefined)) return undefined;
  const size = plain(matcher(rule, 'packet-size'))?.split('-')[0];
  const icmp = plain(matcher(rule, 'icmp-options'))?.split('-')[0];
  const hasPorts = protocol === 'tcp' || protocol === 'udp';
  const text = [
    `${protocol} ${SOURCE[rule.family]} ->${hasPorts ? ` :${port ?? 8291}` : ''}`,
    at === undefined ? '' : `in=${at}`,
    size === undefined ? '' : `size=${size}`,
    icmp === undefined ? '' : `icmp=${icmp}`,
  ];
  const packet = parsePacket(text.filter((part) => part !== '').join(' '));
  return 'fault' in packet ? undefined : packet;
}

/** The interface that all rules ask for, by its name or that of its list; undefined where none does. */
function sameInterface(rules: readonly FirewallRule[]): string | undefined {
  const names = rules.flatMap((rule) => {
    const asked = matcher(rule, 'in-interface') ?? matcher(rule, 'in-interface-list');
    return asked === undefined ? [] : [asked.negated ? 'outside' : asked.text];
  });
  return names[0];
}

function plain(found: Matcher | undefined): string | undefined {
  return found === undefined || found.negated ? undefined : found.text;
}

/** Whether a rule that could decide was passed by only because it is not known whether it matches. */
function isDoubtful({ steps }: Trace): boolean {
  return steps.some(({ doubtful, rule }) => doubtful && rule.action !== 'log' && rule.action !== 'passthrough');
}

function decision({ by, verdict }: Trace): string {
  return by === undefined
    ? 'the end of the chain takes'
    : `rule ${by.place} of the chain ${by.chain} (${verdict}) takes`;
}
