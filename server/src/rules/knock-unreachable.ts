import type { RelatedPlace } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import type { RuleStatus } from '../firewall/reachability.ts';
import { phrase } from '../language/phrase.ts';
import { blockerPlaces, obstacleOf } from './common/blockers.ts';
import { faultOf, faultyKnocks, stagePlaces } from './common/knockFaults.ts';
import { placeOf, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A knock that opens for no sequence of packets. */
export const knockUnreachable: Rule = {
  meta: {
    id: 'knock-unreachable',
    summary: 'No sequence of packets opens a knock.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'Stages below a drop, a gate below a drop, a jump that lets no knock through, a packet size that no packet has: the rules look like a knock, but whoever knocks stays outside. When the knock is the only way in, that is a lock-out. All sequences of packets have been tried, with all pauses.',
    remedy:
      'Put the stages and the gate above the drop, in the order in which the knocks are sent. Keep another way in until you have tried the knock.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop in-interface-list=WAN
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873 in-interface-list=WAN
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1 in-interface-list=WAN
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873 in-interface-list=WAN
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1 in-interface-list=WAN
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check(analysis) {
    for (const { knock, fault, others } of faultyKnocks(analysis, 'unreached', ({ rule }) =>
      firstBlocker(analysis, rule),
    )) {
      const status = analysis.reachability.of(fault.rule);
      if (status.kind === 'unmatchable' || isAcceptBelowDrop(fault.rule, status)) continue;
      const [related, remedy] = aboutStatus(analysis, fault.rule, status);
      yield {
        message: `${verdictText(status)} ${knock.reason} ${remedy}`,
        range: rangeOf(fault.rule, 'dst-port', 'port', 'src-address-list', 'address-list'),
        confidence: status.kind === 'dead' && status.assumptions.length > 0 ? 'high' : 'certain',
        related: [...related, ...stagePlaces(knock), ...others.flatMap(stagePlaces)],
      };
    }
    for (const knock of analysis.knocks) {
      if (knock.verdict !== 'unreachable') continue;
      const impossible = faultOf(knock, 'impossible');
      // What the router refuses for its place is a fault of the text, and told there.
      if (impossible !== undefined && impossible.stage.rule.item.origin?.misplaced !== true) {
        yield {
          message: phrase`This knock never opens. ${knock.reason} Ask for a size that a packet can have.`,
          range: rangeOf(impossible.stage.rule, 'packet-size'),
          related: stagePlaces(knock),
        };
      }
      const stopped = faultOf(knock, 'stopped');
      if (stopped === undefined) continue;
      const gate = knock.gates.find(({ rule }) => rule.enabled)?.rule;
      const place = stopped.stage?.rule ?? gate ?? (knock.stages[0]?.rule as FirewallRule);
      const { by } = stopped;
      const remedy =
        by === undefined
          ? phrase`Compare what it asks for with ${stopped.stage === undefined ? phrase`the rules above` : phrase`the knocks before`}.`
          : phrase`Move ${stopped.stage === undefined ? phrase`the gate` : phrase`the knock`} above ${placeOf(analysis, by)}.`;
      const taken =
        by?.item.origin === undefined ? [] : [{ message: phrase`takes what comes from outside`, range: rangeOf(by) }];
      yield {
        message: phrase`This knock never opens${by === undefined ? '' : phrase` from the outside`}. ${knock.reason} ${remedy}`,
        range: rangeOf(place, 'src-address-list', 'dst-port', 'port', 'address-list'),
        related: [...taken, ...stagePlaces(knock)],
      };
    }
  },
};

/** Where an accept takes the knocks nobody needs them. */
function verdictText(status: RuleStatus): string {
  const accepted = status.kind === 'dead' && status.blockers.every(({ action }) => action === 'accept');
  return accepted ? phrase`This knock does nothing.` : phrase`This knock never opens.`;
}

function isAcceptBelowDrop({ action }: FirewallRule, status: RuleStatus): boolean {
  return action === 'accept' && status.kind === 'dead' && status.blockers.every((blocker) => isRefusal(blocker.action));
}

function firstBlocker({ reachability }: Analysis, rule: FirewallRule): FirewallRule | undefined {
  const status = reachability.of(rule);
  return status.kind === 'dead' ? status.blockers[0] : rule;
}

function aboutStatus(analysis: Analysis, rule: FirewallRule, status: RuleStatus): [RelatedPlace[], string] {
  if (status.kind === 'dead') {
    const obstacle = obstacleOf(analysis.firewall, rule, status);
    const remedy =
      obstacle === undefined
        ? phrase`Narrow ${placeOf(analysis, status.blockers[0] as FirewallRule)}.`
        : phrase`Move it above ${placeOf(analysis, obstacle)}.`;
    return [blockerPlaces(status), remedy];
  }
  const jumps = status.kind === 'unentered' ? status.jumps : [];
  const places = jumps.map((jump) => ({ message: phrase`jumps to ${rule.chain}`, range: rangeOf(jump) }));
  return [places, phrase`Compare the matchers of the two.`];
}
