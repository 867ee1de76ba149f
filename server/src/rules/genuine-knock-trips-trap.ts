import type { Fix } from '../diagnostics/finding.ts';
import { placed, textOf } from '../execution/configuration.ts';
import { type FirewallRule, matcher } from '../firewall/firewall.ts';
import { type Knock, knockText, type Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { IntervalSet } from '../packet/intervalSet.ts';
import { parsePorts } from '../packet/ports.ts';
import { faultOf, stagePlaces } from './common/knockFaults.ts';
import { rangeOf, ruleLine, valueEdits } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A trap that catches who knocks rightly. */
export const genuineKnockTripsTrap: Rule = {
  meta: {
    id: 'genuine-knock-trips-trap',
    summary: 'The right sequence springs its own trap.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A rule that adds to a list lets the packet go on, so a right knock passes its stage and then meets the trap below, or it meets the trap above first. Where the trap does not spare the ports of the knock, the right sequence bans its sender, and the knock never opens for the one it is for.',
    remedy: 'Leave all ports of the knock out of the trap.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking, Blacklists.'],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      const fault = faultOf(knock, 'trapped');
      if (fault === undefined) continue;
      const { stage, trap } = fault;
      const number = knock.stages.indexOf(stage) + 1;
      const at = trap === undefined ? phrase`a trap` : phrase`the trap in line ${ruleLine(analysis, trap)}`;
      yield {
        message: phrase`Knock ${number} (${knockText(stage)}) also matches ${at}, so the right sequence bans its sender${duration(trap)}. Leave ${stage.port ?? phrase`its packet`} out of the trap.`,
        range: rangeOf(trap ?? stage.rule, 'dst-port', 'port', 'address-list'),
        related: stagePlaces(knock),
        fixes: trap === undefined ? [] : spare(knock, stage, trap),
      };
    }
  },
};

function duration(trap: FirewallRule | undefined): string {
  const timeout = trap === undefined ? undefined : textOf(trap.item, 'address-list-timeout');
  return timeout === undefined || timeout.startsWith('none') ? '' : phrase` for ${timeout}`;
}

/** Takes all ports of the knock that the trap catches out of it. */
function spare({ stages }: Knock, { protocol }: Stage, trap: FirewallRule): Fix[] {
  const ports = matcher(trap, 'dst-port');
  const named = ports === undefined ? undefined : parsePorts(ports.text);
  if (ports === undefined || named === undefined || matcher(trap, 'protocol')?.property.text !== protocol) return [];
  const caught = stages
    .filter((stage) => stage.protocol === protocol && /^[0-9]{1,5}$/.test(stage.port ?? ''))
    .map((stage) => Number(stage.port))
    .filter((port) => named.contains(port) !== ports.negated);
  if (caught.length === 0) return [];
  const left = named.minus(IntervalSet.of(caught.map((port) => [port, port] as const)));
  const kept = left.intervals().map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`));
  const newText = ports.negated ? `!${[ports.text, ...caught].join(',')}` : kept.join(',');
  if (kept.length === 0) return [];
  return [
    {
      title: phrase`Leave ${caught.join(phrase` and `)} out of the trap`,
      safe: false,
      edits: valueEdits([placed(trap.item, ports.property)], newText),
    },
  ];
}
