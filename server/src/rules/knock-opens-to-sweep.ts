import { isArmed } from '../knock/knock.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import { describeSweep } from '../knock/sweep.ts';
import { phrase } from '../language/phrase.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A knock whose trap does not stop a scanner that sends all ports in order. */
export const knockOpensToSweep: Rule = {
  meta: {
    id: 'knock-opens-to-sweep',
    summary: 'A sweep over all ports opens the knock in spite of its trap.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'RouterOS does not reset a knock at a wrong port, so a scanner that sends every port in order, a few times over, sends the right ones in the right order at last. A trap is to list it at the first wrong port. This one lets it through: it does not cover the ports in between, it stands where the scanner does not come by, or nobody drops who is on its list before the gate.',
    remedy:
      'Let the trap cover every port but those of the knock, for sources that have begun to knock, and drop the sources on its list above the gate and the stages.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=21873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=33951 src-address-list=knock2
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=25,110 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=21873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=33951 src-address-list=knock2
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!21873,52306,33951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=safe
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking, Blacklists.'],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      // Without a trap another rule says the same with what to do about it.
      const [first, ...others] = knock.stages;
      const trap = knock.traps.find(isArmed);
      if (first === undefined || trap === undefined) continue;
      if (hasGreaterFault(knock)) continue;
      const found = cheapestSweep(knock, FAST);
      if (found === undefined) continue;
      const text = describeSweep(found);
      yield {
        message: phrase`${text.charAt(0).toUpperCase()}${text.slice(1)}: the trap for ${trap.list} does not stop it. Let the trap cover all ports but those of the knock.`,
        range: rangeOf(first.rule, 'dst-port', 'port', 'address-list'),
        related: [
          { message: phrase`the trap`, range: rangeOf(trap.rule, 'dst-port', 'port', 'address-list') },
          ...others.map(({ rule }, index) => ({
            message: phrase`knock ${index + 2} of ${knock.stages.length}`,
            range: rangeOf(rule, 'dst-port', 'port', 'address-list'),
          })),
        ],
      };
    }
  },
};
