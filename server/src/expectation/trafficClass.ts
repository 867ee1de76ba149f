import type { FileAnalysis } from '../analysis/analysis.ts';
import type { Family } from '../firewall/firewall.ts';
import type { ExpectationFault, Traffic } from './expectation.ts';
import { groundOf } from './ground.ts';
import { listsAfterKnock } from './listsAfterKnock.ts';
import { hasList, type TrafficBoxes, type Unsettled, type Zones } from './trafficBoxes.ts';

/** The packets of one family that an expectation is about. */
export interface TrafficClass {
  readonly family: Family;
  /** The lists on which the source is, those that a knock leaves behind among them. */
  readonly listed: readonly string[];
  readonly packets: readonly TrafficBoxes[] | Unsettled;
}

/** The packets of each family, or why there are none. */
export function trafficClasses(
  traffic: Traffic,
  analysis: Pick<FileAnalysis, 'firewall' | 'knocks'>,
  zones: Zones,
): readonly TrafficClass[] | ExpectationFault {
  const listed = listsOf(traffic, analysis);
  if ('fault' in listed) return listed;
  const only = traffic.family ?? listed.family;
  const families = only === undefined ? shownFamilies(listed.lists, analysis) : [only];
  const classes: TrafficClass[] = [];
  let fault: ExpectationFault | undefined;
  for (const family of families) {
    const packets = groundOf(analysis.firewall, family).reader(zones).read(traffic, listed.lists);
    // A name that one family does not have may be that of the other.
    if ('fault' in packets) fault ??= packets;
    else classes.push({ family, listed: listed.lists, packets });
  }
  if (classes.length === 0 && fault !== undefined) return fault;
  const isEmpty = classes.every(({ packets }) => 'length' in packets && packets.length === 0);
  return isEmpty ? { fault: 'No packet is of this class.' } : classes;
}

const FAMILIES: Family[] = ['ip', 'ipv6'];

function listsOf(
  { options, afterKnock }: Traffic,
  analysis: Pick<FileAnalysis, 'firewall' | 'knocks'>,
): { readonly lists: readonly string[]; readonly family: Family | undefined } | ExpectationFault {
  if (afterKnock === undefined) return { lists: options.listed, family: undefined };
  const found = listsAfterKnock(afterKnock, analysis);
  if ('fault' in found) return found;
  return { lists: [...new Set([...options.listed, ...found.lists])], family: found.family };
}

/** Of a part of a firewall only the families are judged that it shows; of lists those that have them. */
function shownFamilies(lists: readonly string[], { firewall }: Pick<FileAnalysis, 'firewall'>): readonly Family[] {
  const { rules, configuration } = firewall;
  const shown = FAMILIES.filter(
    (family) => configuration.wholeBy !== undefined || rules.some((rule) => rule.family === family),
  );
  const having = shown.filter((family) => lists.every((list) => hasList(list, family, firewall)));
  return having.length > 0 ? having : shown.length > 0 ? shown : FAMILIES;
}
