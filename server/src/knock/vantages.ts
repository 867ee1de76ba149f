import { type Family, type Firewall, type FirewallRule, matcher } from '../firewall/firewall.ts';
import { unknownLists, type Vantage } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { looksInside, looksOutside, type Uplinks, uplinks } from '../firewall/uplinks.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { perObject } from '../text/perObject.ts';

/**
 * From where a knock may come: sources and interfaces that its stages allow, those that a person means first. Where
 * these allow nothing but the inside, the knock is meant for who is there.
 */
export interface Vantages {
  /** A stranger on the Internet: by an uplink where the file tells of one, else by all that does not look like inside. */
  readonly outside: readonly Vantage[];
  readonly inside: readonly Vantage[];
}

export function vantages(stages: readonly FirewallRule[], firewall: Firewall, space: PacketSpace): Vantages {
  const [first] = stages;
  const source = first === undefined ? undefined : sourceOf(stages, firewall, space);
  if (first === undefined || source === undefined) return { outside: [], inside: [] };
  const names = interfaces(firewall).filter((name) => stages.every((rule) => allows(rule, name, firewall)));
  const known = uplinks(firewall);
  // An array sorts what is undefined to its end, whatever it is asked to do; so they are sorted as pairs.
  const ranked = names.map((name) => ({ name, rank: rank(name, known) })).sort((a, b) => a.rank - b.rank);
  const isUplink = ({ name }: { readonly name: string | undefined }): boolean =>
    name !== undefined && known.known.has(name);
  const isOutside = ranked.some(isUplink) ? isUplink : ({ rank: own }: { readonly rank: number }) => own < INSIDE;
  const vantage = ({ name: inInterface }: { readonly name: string | undefined }): Vantage => {
    return { family: first.family, source, inInterface, state: 'new' };
  };
  const outside = ranked.filter((one) => isOutside(one)).map(vantage);
  const inside = ranked.filter((one) => !isOutside(one)).map(vantage);
  return outside.length === 0 ? { outside: inside, inside: [] } : { outside, inside };
}

/** Interfaces and lists that rules name, and undefined for one that none names. */
const interfaces = perObject((firewall: Firewall): readonly (string | undefined)[] => {
  const { rules, interfaceLists } = firewall;
  const names = rules.flatMap(({ matchers }) =>
    matchers.filter(({ name, property }) => name === 'in-interface' && property.constant).map(({ text }) => text),
  );
  const members = [...interfaceLists.values()].flat();
  return [...new Set([...unknownLists(firewall), ...names, ...members]), undefined];
});

function allows(rule: FirewallRule, name: string | undefined, { interfaces: known }: Firewall): boolean {
  const one = matcher(rule, 'in-interface');
  if (one !== undefined && (name === undefined || known.fits(one.text, name) !== true) !== one.negated) return false;
  const list = matcher(rule, 'in-interface-list');
  if (list === undefined || list.text === 'all') return true;
  const on = name === undefined ? known.list(list.text).others : known.isOn(list.text, name);
  return (on ?? list.text === name) !== list.negated;
}

const INSIDE = 6;

/** The Internet first, then what nobody names, the inside last. */
function rank(name: string | undefined, { known, guarded, trusted }: Uplinks): number {
  if (name === undefined) return 4;
  if (looksOutside(name)) return 0;
  if (known.has(name)) return 1;
  if (trusted.has(name) || looksInside(name)) return INSIDE;
  if (guarded.has(name)) return 2;
  return /^ether1\b/i.test(name) ? 3 : 5;
}

/** The entries of all lists for which rules ask; many ask for the same. */
function sourceLists(firewall: Firewall, space: PacketSpace, family: Family): ReadonlySet<IntervalSet<Point>> {
  let known = lists.get(space);
  if (known?.firewall !== firewall) {
    const own = firewall.rules.filter((rule) => rule.family === family);
    const asked = own.flatMap((rule) => space.match(rule).lists).filter(({ side }) => side === 'source');
    known = { firewall, entries: new Set(asked.map(({ entries }) => entries)) };
    lists.set(space, known);
  }
  return known.entries;
}

/** Each knock of a firewall asks. */
const lists = new WeakMap<
  PacketSpace,
  { readonly firewall: Firewall; readonly entries: ReadonlySet<IntervalSet<Point>> }
>();

/** An address that all stages allow, on no list of the file if there is one. */
function sourceOf(stages: readonly FirewallRule[], firewall: Firewall, space: PacketSpace): Point | undefined {
  const [{ family }] = stages as readonly [FirewallRule, ...FirewallRule[]];
  const dimension = space.dimension('src-address');
  let allowed = space.domain(dimension);
  for (const rule of stages) {
    const asked = matcher(rule, 'src-address');
    if (asked === undefined || !asked.property.constant) continue;
    const set = (family === 'ip' ? parseIpv4Set(asked.text) : parseIpv6Set(asked.text)) as
      | IntervalSet<Point>
      | undefined;
    if (set !== undefined) allowed = asked.negated ? allowed.minus(set) : allowed.intersect(set);
  }
  let free = allowed;
  for (const entries of sourceLists(firewall, space, family)) free = free.minus(entries);
  const among = free.isEmpty ? allowed : free;
  return space.ordinary(dimension).find((address) => among.contains(address)) ?? among.first;
}
