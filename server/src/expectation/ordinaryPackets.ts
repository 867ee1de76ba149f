import type { Family, Firewall, FirewallRule } from '../firewall/firewall.ts';
import type { Supposition } from '../firewall/interpret.ts';
import { ordinaryPoint, withListName } from '../firewall/ordinaryPacket.ts';
import type { Hook } from '../firewall/packetEffects.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { type Doubt, type Judgement, Possibilities } from '../firewall/possibilities.ts';
import { HOOKS } from '../firewall/walk.ts';
import { packetOf } from '../firewall/witness.ts';
import type { Box } from '../packet/box.ts';
import type { Packet } from '../packet/packet.ts';

/** Packets of the box that a person would send: first one that names a list of interfaces, where that is possible. */
export function ordinaryPackets(
  whole: Box,
  space: PacketSpace,
  family: Family,
  hook: Hook,
): readonly { readonly packet: Packet; readonly isPlain: boolean }[] {
  const first = packetOf(space, ordinaryPoint(whole, space), family, hook);
  // The state of a first packet is what connection tracking makes of it, as in a trace.
  const plain = first.state === 'new' ? { ...first, state: undefined } : first;
  const named = withListName(plain, whole, space);
  return [...(named === undefined ? [] : [{ packet: named, isPlain: false }]), { packet: plain, isPlain: true }];
}

/**
 * What becomes of the packet, if its source is on these lists and on no other that the file leaves open; `also` answers
 * what else no packet tells.
 */
export function sentFrom(
  listed: readonly string[],
  packet: Packet,
  hook: Hook,
  firewall: Firewall,
  also: Supposition = () => undefined,
): Judgement {
  const lists = onLists(listed);
  const possibilities = new Possibilities(firewall, (rule, asked) => lists(rule, asked) ?? also(rule, asked));
  for (const list of listed) possibilities.list(packet.family, list, packet.source);
  return possibilities.send(packet, hook);
}

/** Menus on the way of packets that something has touched which cannot be followed. */
export function opaqueMenusOf(families: readonly Family[], { configuration: { opaqueMenus } }: Firewall): string[] {
  const tables = new Set(Object.values(HOOKS).flatMap((chains) => chains.map(([table]) => table)));
  return families
    .flatMap((family) => [...tables].map((table) => `/${family}/firewall/${table}`))
    .filter((menu) => opaqueMenus.has(menu));
}

/** What a verdict hangs on, by the name that `assuming` takes. */
export function doubtName(
  { kind, rule, matcher, menu }: Doubt,
  lineOf: (rule: FirewallRule) => number | undefined,
): string {
  if (menu !== undefined) return menu;
  if (matcher !== undefined) return `${matcher.name}=${matcher.property.text}`.replace('=!', '=');
  return `${kind === 'place' ? 'place of ' : ''}line ${rule === undefined ? 0 : (lineOf(rule) ?? 0)}`;
}

/** The class says on which lists its source is, also where the file leaves that open. */
function onLists(listed: readonly string[]): Supposition {
  return (_, { name, text }) => (name === 'src-address-list' ? listed.includes(text) : undefined);
}
