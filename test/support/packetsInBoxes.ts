import type { PacketSpace } from '../../server/src/firewall/packetSpace.ts';
import type { Box } from '../../server/src/packet/box.ts';
import { connectionStates, type Packet } from '../../server/src/packet/packet.ts';

/** What decides besides the packet: lists on which its source is, and matchers that hold, as `limit = 1`. */
export interface Circumstances {
  readonly lists?: readonly string[];
  readonly holding?: readonly string[];
}

/** Whether the packet, sent under these circumstances, is one of the box. */
export function isIn(
  box: Box,
  packet: Packet,
  space: PacketSpace,
  { lists = [], holding = [] }: Circumstances = {},
): boolean {
  return box.every(({ dimension, set }) => {
    const { name } = space.info(dimension);
    const list = space.list(dimension);
    if (list !== undefined) return set.contains(lists.includes(list.list) ? 1 : 0);
    if (name.includes(' = ')) return set.contains(holding.includes(name) ? 1 : 0);
    switch (name) {
      case 'protocol':
        return set.contains(packet.protocol);
      case 'dst-port':
        return set.contains(packet.destinationPort ?? 0);
      case 'src-port':
        return set.contains(packet.sourcePort ?? 0);
      case 'connection-state':
        return set.contains(connectionStates.indexOf(packet.state ?? 'new'));
      case 'src-address':
        return set.contains(packet.source);
      case 'in-interface':
        // No rule names an interface `other`, and such interfaces are all one.
        return set.contains(packet.inInterface === 'other' ? 0 : space.interfaceNumber(packet.inInterface ?? ''));
      case 'dst-address-type':
        return set.contains(packet.destination === undefined ? 0 : 1);
      default:
        throw new Error(`what is ${name}?`);
    }
  });
}
