import type { Matcher } from '../../firewall/firewall.ts';
import { parsePorts } from '../../packet/ports.ts';
import { protocolNumber } from '../../packet/protocol.ts';

/** Something that matches a packet. */
export interface Matching {
  readonly matchers: readonly Matcher[];
}

/** Whether some packet fits both, as far as matchers of one name tell. */
export function overlap(a: Matching, b: Matching): 'yes' | 'no' | 'unknown' {
  let isUnknown = false;
  for (const one of a.matchers) {
    for (const other of b.matchers) {
      if (one.name !== other.name) continue;
      const answer = ofPair(one, other);
      if (answer === 'no') return 'no';
      if (answer === 'unknown') isUnknown = true;
    }
  }
  return isUnknown ? 'unknown' : 'yes';
}

function ofPair(one: Matcher, other: Matcher): 'yes' | 'no' | 'unknown' {
  if (one.text === other.text) return one.negated === other.negated ? 'yes' : 'no';
  // An address may be on several lists.
  if (one.name.endsWith('-address-list')) return 'yes';
  if (one.negated || other.negated) return SINGLE.has(one.name) || PORTS.has(one.name) ? 'yes' : 'unknown';
  if (!one.property.constant || !other.property.constant) return 'unknown';
  if (PORTS.has(one.name)) {
    const [ports, others] = [parsePorts(one.text), parsePorts(other.text)];
    if (ports === undefined || others === undefined) return 'unknown';
    return ports.intersects(others) ? 'yes' : 'no';
  }
  if (one.name === 'protocol') return protocolNumber(one.text) === protocolNumber(other.text) ? 'yes' : 'no';
  if (one.name === 'connection-state') {
    const states = other.text.split(',');
    return one.text.split(',').some((state) => states.includes(state)) ? 'yes' : 'no';
  }
  return SINGLE.has(one.name) ? 'no' : 'unknown';
}

const PORTS: ReadonlySet<string> = new Set(['dst-port', 'src-port', 'port']);
/** Of these a packet has one, and values that differ exclude each other. */
const SINGLE: ReadonlySet<string> = new Set(['in-interface', 'out-interface']);
