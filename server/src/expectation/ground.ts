import { alternatives } from '../firewall/alternatives.ts';
import type { Family, Firewall } from '../firewall/firewall.ts';
import { wireAddresses } from '../firewall/packetEffects.ts';
import { PacketSpace } from '../firewall/packetSpace.ts';
import { type Effort, Passages } from '../firewall/passages.ts';
import { TrafficReader, type Zones } from './trafficBoxes.ts';

/** What all expectations about the packets of one family share, made once for a firewall. */
export interface Ground {
  readonly space: PacketSpace;
  /** The firewalls that the file may describe, the likeliest first. */
  readonly variants: readonly Variant[];
  /** There are more than can be tried. */
  readonly isCut: boolean;
  /** What puts the packets of a class together. */
  reader(zones: Zones): TrafficReader;
}

export interface Variant {
  readonly space: PacketSpace;
  readonly passages: Passages;
  readonly effort: Effort;
}

export function groundOf(firewall: Firewall, family: Family): Ground {
  let byFamily = known.get(firewall);
  if (byFamily === undefined) {
    byFamily = new Map();
    known.set(firewall, byFamily);
  }
  let ground = byFamily.get(family);
  if (ground === undefined) {
    ground = prepared(firewall, family);
    byFamily.set(family, ground);
  }
  return ground;
}

const known = new WeakMap<Firewall, Map<Family, Ground>>();

function prepared(firewall: Firewall, family: Family): Ground {
  const space = new PacketSpace(firewall, family, { timedEntries: true });
  const variant = (one: Firewall, own: PacketSpace): Variant => {
    const effort = { left: 0 };
    return { space: own, effort, passages: new Passages(one, family, own, effort, wireAddresses([one], family)) };
  };
  const { pairs, isCut } = alternatives([firewall, firewall]);
  // Rules are read before any class, so that all that they ask for has its dimension.
  const likeliest = variant(firewall, space);
  const others = pairs.map(([one]) =>
    variant(one, new PacketSpace(one, family, { timedEntries: true, beside: space })),
  );
  const readers = new WeakMap<Zones, TrafficReader>();
  return {
    space,
    variants: [likeliest, ...others],
    isCut,
    reader(zones) {
      let reader = readers.get(zones);
      if (reader === undefined) {
        reader = new TrafficReader(firewall, family, space, zones);
        readers.set(zones, reader);
      }
      return reader;
    },
  };
}
