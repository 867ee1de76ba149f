import type { RelatedPlace } from '../diagnostics/finding.ts';
import { type Knock, knockText, type Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { shownAssignment } from '../text/secretNames.ts';
import { faultOf, weaknessPlaces } from './common/knockFaults.ts';
import { moveAbove, rangeOf, ruleLine } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Two stages that one packet passes. */
export const knockStagesCollapse: Rule = {
  meta: {
    id: 'knock-stages-collapse',
    summary: 'One packet passes two stages of a knock at once.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A rule that adds to a list lets the packet go on, and the next rule already finds the source on that list. Where the next stage stands below and matches the same packet, one packet passes both, and the knock is shorter than it looks: in the worst case a single packet opens it. The shortest sequence has been found by search and sent through the rules one by one.',
    remedy:
      'Give each stage a port of its own. Where two stages must share a packet, put the later one above the earlier, so that a packet meets it before it is listed.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41000-42000
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41000-42000 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=23951
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.', 'RouterOS manual, Bruteforce prevention: the order of its rules.'],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      const fault = faultOf(knock, 'collapsing');
      if (fault === undefined) continue;
      const [first, second] = fault.stages;
      const count = knock.test?.knocks.length;
      const number = (stage: Stage): number => knock.stages.indexOf(stage) + 1;
      const opens =
        count === undefined
          ? ''
          : phrase`: ${count === 1 ? phrase`one packet opens` : phrase`${count} packets open`} the whole knock`;
      yield {
        message: phrase`One packet passes knock ${number(first)} (${knockText(first)}) and knock ${number(second)} (${knockText(second)}), since the second stands below the first${opens}. Give each a port of its own, or move line ${ruleLine(analysis, second.rule)} above line ${ruleLine(analysis, first.rule)}.`,
        range: rangeOf(second.rule, 'dst-port', 'port', 'address-list'),
        confidence: knock.test?.knocks.some(({ suppositions }) => suppositions.length > 0) ? 'high' : 'certain',
        related: [
          { message: phrase`the first of the two`, range: rangeOf(first.rule, 'dst-port', 'port', 'address-list') },
          ...sequence(knock),
          ...weaknessPlaces(knock),
        ],
        fixes: moveAbove(
          analysis,
          second.rule,
          first.rule,
          phrase`Move the second stage above line ${ruleLine(analysis, first.rule)}`,
        ),
      };
    }
  },
};

/** The packets that open the knock, each at the first stage that it passes. */
function sequence({ stages, test }: Knock): RelatedPlace[] {
  const moves = test?.opening.moves.filter((move) => move.kind === 'packet') ?? [];
  return (test?.knocks ?? []).flatMap(({ packet, suppositions }, index) => {
    const matched = moves[index]?.outcome.matched ?? [];
    const stage = stages.find(({ rule }) => matched.includes(rule));
    if (stage === undefined) return [];
    const also = suppositions.length === 0 ? '' : phrase`, with ${suppositions.map(shownAssignment).join(', ')}`;
    return [{ message: phrase`packet ${index + 1}: ${formatPacket(packet)}${also}`, range: rangeOf(stage.rule) }];
  });
}
