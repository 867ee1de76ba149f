import type { RelatedPlace } from '../../diagnostics/finding.ts';
import type { FirewallRule } from '../../firewall/firewall.ts';
import { isArmed, type Knock, type KnockFault, knockText } from '../../knock/knock.ts';
import { knockPortSets, portPattern, sequenceText } from '../../knock/ports.ts';
import { phrase } from '../../language/phrase.ts';
import type { Analysis } from '../rule.ts';
import { rangeOf } from './places.ts';

export type FaultOf<K extends KnockFault['kind']> = Extract<KnockFault, { kind: K }>;

/** The knock's fault, if it is of that kind. */
export function faultOf<K extends KnockFault['kind']>({ fault }: Knock, kind: K): FaultOf<K> | undefined {
  return fault?.kind === kind ? (fault as FaultOf<K>) : undefined;
}

/** A rule tells that the knock is by-passed, shortened or never opens; then its lesser weaknesses are told beside. */
export function hasGreaterFault({ fault }: Knock): boolean {
  return fault !== undefined && fault.kind !== 'stopped' && fault.kind !== 'ungated';
}

/** The knocks that differ in their way to the same gate, but not in their fault, as one. */
export function faultyKnocks<K extends KnockFault['kind']>(
  { knocks }: Analysis,
  kind: K,
  key: (fault: FaultOf<K>) => FirewallRule | undefined,
): { readonly knock: Knock; readonly fault: FaultOf<K>; readonly others: readonly Knock[] }[] {
  const found = new Map<string, { knock: Knock; fault: FaultOf<K>; others: Knock[] }>();
  for (const knock of knocks) {
    const fault = faultOf(knock, kind);
    if (fault === undefined) continue;
    const name = `${knock.family} ${knock.grant.list} ${key(fault)?.item.id ?? ''}`;
    const known = found.get(name);
    if (known === undefined) found.set(name, { knock, fault, others: [] });
    else known.others.push(knock);
  }
  return [...found.values()];
}

/** The stages in order, as places: `knock 2 of 3: tcp 555`. */
export function stagePlaces({ stages }: Knock): RelatedPlace[] {
  return stages.map((stage, index) => ({
    message: phrase`knock ${index + 1} of ${stages.length}: ${knockText(stage)}`,
    range: rangeOf(stage.rule, 'dst-port', 'port', 'address-list'),
  }));
}

/** Lesser weaknesses of a knock, told beside the greater one. */
export function weaknessPlaces({ stages, gates, traps, verdict }: Knock): RelatedPlace[] {
  const [first] = stages;
  if (first === undefined) return [];
  const range = rangeOf(first.rule, 'dst-port', 'port', 'address-list');
  const places: RelatedPlace[] = [];
  const ports = knockPortSets(stages);
  if (ports !== undefined && portPattern(ports) !== undefined) {
    places.push({ message: phrase`besides, the ports ${sequenceText(ports)} are easy to guess`, range });
  }
  if (gates.length > 0 && verdict !== 'disabled' && !traps.some(isArmed)) {
    places.push({ message: phrase`besides, no trap stops who knocks at wrong ports`, range });
  }
  return places;
}

/** Dead and unentered rules that `knock-unreachable` tells, since a knock needs them. */
export function rulesOfShutKnocks({ knocks, reachability }: Analysis): Set<FirewallRule> {
  const told = new Set<FirewallRule>();
  for (const knock of knocks) {
    const fault = faultOf(knock, 'unreached');
    if (fault === undefined || reachability.of(fault.rule).kind === 'unmatchable') continue;
    for (const { rule } of [...knock.stages, ...knock.gates]) {
      const { kind } = reachability.of(rule);
      if (kind === 'dead' || kind === 'unentered') told.add(rule);
    }
  }
  return told;
}
