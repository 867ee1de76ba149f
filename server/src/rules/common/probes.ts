import type { Hook, Supposition, Trace } from '../../firewall/interpret.ts';
import { Possibilities } from '../../firewall/possibilities.ts';
import { looksInside, looksOutside } from '../../firewall/uplinks.ts';
import type { Packet } from '../../packet/packet.ts';
import type { Steps } from '../../text/steps.ts';
import type { Analysis } from '../rule.ts';

/**
 * What becomes of a packet from outside to the inside whose addresses are on no list of which the file does not show
 * the members, and whose interface is on no other list; undefined where it hangs on anything else.
 */
export function* probe(
  { firewall }: Pick<Analysis, 'firewall'>,
  packet: Packet,
  hook?: Hook,
): Steps<Trace | undefined> {
  const { trace, certain } = yield* new Possibilities(firewall, fromOutside(packet)).sendSteps(packet, hook);
  return certain ? trace : undefined;
}

/** The same by each of the ways. */
export function* probeEach(
  analysis: Pick<Analysis, 'firewall'>,
  packet: Packet,
  ways: readonly (string | undefined)[],
  hook?: Hook,
): Steps<readonly (Trace | undefined)[]> {
  const traces: (Trace | undefined)[] = [];
  for (const inInterface of ways) traces.push(yield* probe(analysis, { ...packet, inInterface }, hook));
  return traces;
}

/** Asked only where neither file nor packet tells. */
function fromOutside({ inInterface }: Packet): Supposition {
  return (_, { name, text, negated }) => {
    if (name.endsWith('-address-list')) return false;
    // A packet without an interface comes by one that the file does not name.
    if (name === 'in-interface') return inInterface === undefined ? false : undefined;
    if (name === 'in-interface-list' && looksOutside(text)) return true;
    if (name === 'in-interface-list' && looksInside(text)) return false;
    // What a rule leaves out may well be the outside.
    if (name === 'in-interface-list' && inInterface !== undefined && !negated) return false;
    if (name.startsWith('out-interface') && looksOutside(text)) return false;
    if (name.startsWith('out-interface') && looksInside(text)) return true;
    return undefined;
  };
}
