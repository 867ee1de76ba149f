import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { isTargetOf } from './common/blockers.ts';
import { chainGraphs } from './common/chains.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import { mayBeReached } from './common/reached.ts';
import { asksForNoMore } from './common/sameMatchers.ts';
import type { Rule } from './rule.ts';

/** A jump of packets that a jump above has led through the same chain. */
export const jumpRepeated: Rule = {
  meta: {
    id: 'jump-repeated',
    summary: 'A jump leads packets through a chain that they have passed already.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Where an earlier jump of the same chain takes all packets of a later one to the same target, what comes to the later one has been through it and came back undecided. The second pass decides nothing new, or counts twice: a rule that lists or limits attempts sees each of them two times.',
    remedy: 'Remove one of the two jumps, or narrow the earlier one.',
    bad: `/ip firewall filter
add chain=forward action=accept connection-state=established,related
add chain=forward action=jump jump-target=check-ssh protocol=tcp dst-port=22
add chain=forward action=accept in-interface-list=LAN
add chain=forward action=jump jump-target=check-ssh protocol=tcp dst-port=22 connection-state=new
add chain=check-ssh action=accept src-address-list=admins
add chain=check-ssh action=add-src-to-address-list address-list=tries address-list-timeout=1m
`,
    good: `/ip firewall filter
add chain=forward action=accept connection-state=established,related
add chain=forward action=accept in-interface-list=LAN
add chain=forward action=jump jump-target=check-ssh protocol=tcp dst-port=22 connection-state=new
add chain=check-ssh action=accept src-address-list=admins
add chain=check-ssh action=add-src-to-address-list address-list=tries address-list-timeout=1m
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: jump, return.'],
  },

  *check(analysis) {
    for (const { jumps } of chainGraphs(analysis, { computed: true })) {
      for (const [target, all] of jumps) {
        yield undefined;
        const counted = all.filter(({ enabled }) => enabled).slice(0, MANY);
        for (const [index, jump] of counted.entries()) {
          const earlier = counted.slice(0, index).find((one) => takesAll(one, jump));
          if (earlier === undefined || jump.item.origin === undefined || !mayBeReached(analysis, jump)) continue;
          if (changesBetween(analysis.firewall.rules, earlier, jump)) continue;
          yield {
            message: phrase`The jump in line ${ruleLine(analysis, earlier)} has led every packet that this takes through ${target} already, so it decides nothing new, or counts them twice. Remove one of the two.`,
            range: rangeOf(jump, 'jump-target'),
            related: [{ message: phrase`jumps to ${target} before`, range: rangeOf(earlier, 'jump-target') }],
          };
        }
      }
    }
  },
};

/** Whether it stands above in the same chain and asks for less; what is repeated to the letter is `duplicate-rule`'s. */
function takesAll(earlier: FirewallRule, jump: FirewallRule): boolean {
  if (earlier.chain !== jump.chain || earlier.item.origin === undefined) return false;
  if (earlier.item.conditional || earlier.item.placeUnknown || jump.item.placeUnknown) return false;
  return earlier.matchers.length < jump.matchers.length && asksForNoMore(earlier, jump);
}

/** What is put on a list, or gets a mark, between the two may be treated otherwise. */
function changesBetween(rules: readonly FirewallRule[], earlier: FirewallRule, jump: FirewallRule): boolean {
  return rules
    .slice(earlier.index + 1, jump.index)
    .some((rule) => rule.enabled && (CHANGING.test(rule.action) || leadsToChange(rules, rule)));
}

/** Of a chain that another file has, nothing is known. */
function leadsToChange(rules: readonly FirewallRule[], jump: FirewallRule): boolean {
  return rules.some((rule) => rule.enabled && CHANGING.test(rule.action) && isTargetOf(rule, jump));
}

const CHANGING = /^(?:add-|mark-|set-|change-)/;
/** Of one target; each is compared with those above. */
const MANY = 100;
