import { type FirewallRule, isRefusal, listAddedTo, listKey, type Matcher, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { targetOf } from './common/chains.ts';
import { placedOf, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A drop, trap, stage or gate that is switched off. */
export const disabledSecurityRule: Rule = {
  meta: {
    id: 'disabled-security-rule',
    summary: 'A rule that protects is disabled.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: "Templates often ship their blacklist with `disabled=yes`, so that nobody is locked out on the first day; MikroTik's own knock page does. A disabled rule stays in the list and looks like protection, but no packet is compared with it.",
    remedy: 'Enable it when another way in exists, best in Safe Mode, or remove it.',
    bad: `/ip firewall filter
add chain=input action=drop disabled=yes src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=23
add chain=input action=accept protocol=icmp
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=23
add chain=input action=accept protocol=icmp
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking, Blacklists.'],
  },

  *check(analysis) {
    const part = partsOfKnocks(analysis);
    for (const rule of analysis.firewall.rules) {
      if (rule.enabled) continue;
      const what = part.get(rule) ?? protects(analysis, rule);
      const disabled = placedOf(rule, 'disabled');
      // A default rule is spoken of where the file disables it.
      if (what === undefined || disabled === undefined) continue;
      yield {
        message: phrase`This ${what} is disabled, so no packet is compared with it. Enable it when you have another way in, or remove it.`,
        range: rangeOf(rule, 'disabled'),
        fixes:
          disabled.range.start === disabled.valueRange.start
            ? []
            : [{ title: phrase`Enable the rule`, safe: false, edits: [{ range: disabled.valueRange, newText: 'no' }] }],
      };
    }
  },
};

function partsOfKnocks({ knocks }: Analysis): Map<FirewallRule, string> {
  const parts = new Map<FirewallRule, string>();
  for (const { stages, gates, traps } of knocks) {
    for (const { rule } of traps) parts.set(rule, phrase`trap`);
    stages.forEach(({ rule }, index) => {
      parts.set(rule, phrase`knock ${index + 1} of ${stages.length}`);
    });
    if (gates.every(({ rule }) => !rule.enabled))
      for (const { rule } of gates) parts.set(rule, phrase`gate of a knock`);
  }
  return parts;
}

/** Drops of a list, drops of all that is left, and the rules that fill a list which is dropped. */
function protects(analysis: Analysis, rule: FirewallRule): string | undefined {
  if (isRefusal(rule.action)) {
    const asked = matcher(rule, 'src-address-list');
    if (asked !== undefined && !asked.negated) return phrase`${rule.action} of the list ${asked.text}`;
    return refusesRest(analysis, rule) ? phrase`${rule.action} of what is left` : undefined;
  }
  const target = targetOf(rule);
  if (target !== undefined) {
    const isRefusing = chainRefusesAll(analysis, rule, target);
    return isRefusing && refusesRest(analysis, rule) ? phrase`jump to the drop of what is left` : undefined;
  }
  const list = listAddedTo(rule)?.text;
  if (list === undefined) return undefined;
  const refused = analysis.firewall.rules.some((other) => {
    const asked = matcher(other, 'src-address-list');
    return (
      isRefusal(other.action) &&
      asked !== undefined &&
      !asked.negated &&
      listKey(other.family, asked.text) === listKey(rule.family, list)
    );
  });
  return refused ? phrase`trap` : undefined;
}

/** Whether it would refuse what is left, or all of it from a side, and no other rule does in its place. */
function refusesRest(analysis: Analysis, rule: FirewallRule): boolean {
  const inward = rule.chain === 'input' || rule.chain === 'forward';
  if (!inward || !rule.matchers.every(isSide)) return false;
  return !analysis.firewall.rules.some((other) => other.enabled && replaces(analysis, other, rule));
}

/** Another refusal of all, or of the same side; where the rule names a side, one of any side may be what it became. */
function replaces(analysis: Analysis, other: FirewallRule, rule: FirewallRule): boolean {
  if (other.family !== rule.family || other.table !== rule.table || other.chain !== rule.chain) return false;
  const target = targetOf(other);
  const isRefusing = isRefusal(other.action) || (target !== undefined && chainRefusesAll(analysis, other, target));
  if (!isRefusing || !other.matchers.every(isSide)) return false;
  return rule.matchers.length > 0 || other.matchers.every(({ negated }) => negated);
}

function isSide({ name }: Matcher): boolean {
  return name.startsWith('in-interface');
}

/** Whether a rule of the chain refuses everything, and none above it decides. */
function chainRefusesAll({ firewall }: Analysis, { family, table }: FirewallRule, chain: string): boolean {
  const first = firewall.rules.find(
    (rule) =>
      rule.family === family &&
      rule.table === table &&
      rule.chain === chain &&
      rule.enabled &&
      rule.action !== 'passthrough' &&
      rule.action !== 'log' &&
      listAddedTo(rule) === undefined,
  );
  return first !== undefined && isRefusal(first.action) && first.matchers.length === 0;
}
