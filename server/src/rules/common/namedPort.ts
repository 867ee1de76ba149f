import { type Family, type FirewallRule, matcher } from '../../firewall/firewall.ts';
import { isUnclearFrom, looksOutside } from '../../firewall/uplinks.ts';
import type { Packet } from '../../packet/packet.ts';
import { parsePorts } from '../../packet/ports.ts';
import type { Steps } from '../../text/steps.ts';
import type { Analysis } from '../rule.ts';
import { visitsOfRule } from './chainVisits.ts';
import { enteringEach, everybody, strangersOf } from './internetAccess.ts';

/** An accept that names a port and lets in strangers to it, by every way in. */
export interface OpenPort {
  readonly rule: FirewallRule;
  readonly packet: Packet;
  /** What is taken for granted of where they come from. */
  readonly assumption: string | undefined;
}

export function* openPorts(
  analysis: Analysis,
  family: Family,
  protocol: number,
  port: number,
): Steps<readonly OpenPort[]> {
  const naming: FirewallRule[] = [];
  for (const [index, rule] of analysis.firewall.rules.entries()) {
    if (index % RULES_A_STEP === 0) yield;
    if (rule.family === family && namesPort(rule, port)) naming.push(rule);
  }
  if (naming.length === 0) return [];
  const ways = yield* strangersOf(analysis, family);
  const found = yield* enteringEach(ways, protocol, port);
  const [first = []] = found;
  const open: OpenPort[] = [];
  for (const { by, packet } of first) {
    if (by === undefined || by.item.origin === undefined || !naming.includes(by)) continue;
    const isUnclear = (rule: FirewallRule): boolean =>
      ways.some(({ from }) => isUnclearFrom(from, rule, analysis.firewall));
    const path = visitsOfRule(analysis.firewall, by, 'input').flatMap(({ jumps }) => jumps);
    if ([by, ...path].some(isUnclear)) continue;
    if (!found.every((entries) => entries.some((entry) => entry.by === by))) continue;
    const assumption = ways[0]?.assumption;
    const all = assumption === undefined ? [] : yield* enteringEach(yield* everybody(analysis, family), protocol, port);
    const isOpenToAll = all.length > 0 && all.every((entries) => entries.some((entry) => entry.by === by));
    open.push({ rule: by, packet, assumption: isOpenToAll ? undefined : assumption });
  }
  // A rule that itself asks for a side that is outside by its name needs no other.
  for (const [index, entries] of found.entries()) {
    for (const { by, packet } of entries) {
      if (by?.item.origin === undefined || !naming.includes(by) || open.some(({ rule }) => rule === by)) continue;
      if (by.matchers.some(({ name, text, negated }) => isOutsideByName(name, text, negated, ways[index]?.from)))
        open.push({ rule: by, packet, assumption: undefined });
    }
  }
  return open;
}

function namesPort(rule: FirewallRule, port: number): boolean {
  if (!rule.enabled || rule.table !== 'filter' || rule.action !== 'accept') return false;
  return [matcher(rule, 'dst-port'), matcher(rule, 'port')].some(
    (asked) => asked !== undefined && !asked.negated && isFew(asked.text, port),
  );
}

/** A range of many ports speaks of none of them. */
function isFew(text: string, port: number): boolean {
  const ports = parsePorts(text);
  return ports?.contains(port) === true && ports.intervals().every(([low, high]) => high - low < MANY);
}

const MANY = 100;

/** The ports of one may be thousands. */
const RULES_A_STEP = 256;

function isOutsideByName(name: string, text: string, negated: boolean, from: string | undefined): boolean {
  return name.startsWith('in-interface') && !negated && text === from && looksOutside(text);
}
