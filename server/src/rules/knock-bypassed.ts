import type { RuleFinding } from '../diagnostics/finding.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import type { Knock } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { placeText } from './common/blockers.ts';
import { type FaultOf, faultyKnocks, stagePlaces, weaknessPlaces } from './common/knockFaults.ts';
import { quoted, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** What the gate of a knock guards is let in without a knock. */
export const knockBypassed: Rule = {
  meta: {
    id: 'knock-bypassed',
    summary: 'What a knock guards is open without it.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A gate protects a service only if nothing else lets it in. Where another rule accepts the same packets from everybody, or where an export shows a chain without a drop at its end, nobody needs the knock. The packet in the message comes from a source on no list; it has been sent through the rules one by one.',
    remedy:
      'Remove the other rule, narrow it to the sources that it is for, or let it ask for the list that the knock fills. Where the chain is open at its end, add a drop.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=accept protocol=tcp dst-port=20-25
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=accept protocol=tcp dst-port=25
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check(analysis) {
    for (const { knock, fault, others } of faultyKnocks(analysis, 'bypassed', ({ by }) => by)) {
      yield finding(analysis, knock, fault, others);
    }
  },
};

function finding(
  analysis: Analysis,
  knock: Knock,
  { packet, by }: FaultOf<'bypassed'>,
  others: readonly Knock[],
): RuleFinding {
  const gate = (knock.gates.find(({ rule }) => rule.enabled) ?? knock.gates[0])?.rule as FirewallRule;
  const sent = formatPacket(packet);
  const { list } = knock.grant;
  return {
    message:
      by === undefined
        ? phrase`Open without a knock: ${sent} meets no drop up to the end of the chain ${gate.chain}. Add a drop below the gate.`
        : phrase`Open without a knock: ${placeText(analysis, by, gate)} accepts ${sent} from a source on no list. Narrow that rule, or let it ask for src-address-list=${quoted(list)}.`,
    range: rangeOf(gate, 'src-address-list'),
    related: [
      ...(by?.item.origin === undefined ? [] : [{ message: phrase`lets in who has not knocked`, range: rangeOf(by) }]),
      ...stagePlaces(knock),
      ...others.flatMap(stagePlaces),
      ...weaknessPlaces(knock),
    ],
  };
}
