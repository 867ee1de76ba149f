import type { RuleFinding } from '../diagnostics/finding.ts';
import { type FirewallRule, type Matcher, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { shownValue } from '../text/secretNames.ts';
import { lacksPorts } from './common/lacksPorts.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule whose own matchers exclude each other, or that asks for what no packet of its chain has. */
export const unmatchableRule: Rule = {
  meta: {
    id: 'unmatchable-rule',
    summary: 'The matchers of a rule exclude each other.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'All matchers of a rule must fit at once. Where no packet can fit them all, such as TCP flags of a UDP packet, an address outside of its own list, or a way out in the chain of packets that go to the router itself, the rule does nothing. Nor does one that names a port of a bridge: on layer 3 there is only the bridge.',
    remedy: 'Correct the matcher that was meant otherwise, or remove the rule.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop protocol=udp tcp-flags=syn
add chain=input action=accept protocol=icmp
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop protocol=tcp tcp-flags=syn
add chain=input action=accept protocol=icmp
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Common Firewall Matchers and Actions.', 'RouterOS manual, Packet Flow.'],
  },

  *check(analysis) {
    for (const rule of analysis.firewall.rules) {
      if (rule.item.assumed) continue;
      // `slave-interface` speaks of ports that are asked for as interfaces.
      if (!rule.enabled || lacksPorts(rule) || namesSlave(analysis, rule)) continue;
      const foreign = foreignInterface(rule);
      const invalid = invalidInterface(analysis, rule);
      if (foreign !== undefined) yield wrongWay(rule, foreign);
      else if (invalid !== undefined) yield invalid;
      else if (analysis.reachability.of(rule).kind === 'unmatchable') yield* contradiction(analysis, rule);
    }
  },
};

/** Packets to the router go out nowhere, and its own come in nowhere. */
function foreignInterface(rule: FirewallRule): Matcher | undefined {
  const side = FOREIGN[rule.chain];
  if (side === undefined) return undefined;
  return matcher(rule, `${side}-interface`) ?? matcher(rule, `${side}-interface-list`);
}

const FOREIGN: Readonly<Record<string, 'in' | 'out'>> = {
  input: 'out',
  prerouting: 'out',
  dstnat: 'out',
  output: 'in',
};

function wrongWay(rule: FirewallRule, { name }: Matcher): RuleFinding {
  const [why, instead] =
    FOREIGN[rule.chain] === 'out'
      ? [phrase`has not been sent anywhere yet`, name.replace('out-', 'in-')]
      : [phrase`comes from the router itself`, name.replace('in-', 'out-')];
  return {
    message: phrase`A packet in the chain ${rule.chain} ${why}, so ${name} fits none. Use ${instead}, or another chain.`,
    range: rangeOf(rule, name),
  };
}

/** A rule that RouterOS marks as invalid, since what it asks for does not exist on layer 3. */
function invalidInterface({ firewall: { interfaces } }: Analysis, rule: FirewallRule): RuleFinding | undefined {
  const asked = rule.matchers.find(({ name, text, property }) => property.constant && interfaces.isInvalid(name, text));
  if (asked === undefined) return undefined;
  const { name, text } = asked;
  const message = phrase`${text} is no port of a bridge, so RouterOS marks this rule as invalid and skips it. Write ${name.replace('bridge-port', 'interface')}=${text}.`;
  return { message, range: rangeOf(rule, name) };
}

function namesSlave({ firewall: { interfaces } }: Analysis, { matchers }: FirewallRule): boolean {
  return matchers.some(
    ({ name, text, property }) => name.endsWith('-interface') && property.constant && interfaces.isInvalid(name, text),
  );
}

function* contradiction(analysis: Analysis, rule: FirewallRule): Iterable<RuleFinding> {
  const space = analysis.reachability.space(rule.family);
  const isEmpty = (matchers: readonly Matcher[]): boolean => space.mayWith(rule, matchers).length === 0;
  // The fewest matchers that are at odds, the later ones kept.
  let odd = rule.matchers;
  for (const one of rule.matchers) {
    const rest = odd.filter((other) => other !== one);
    if (isEmpty(rest)) odd = rest;
  }
  const texts = odd.map(({ property }) => `${property.name}=${shownValue(property.name, property.text)}`);
  const [first] = odd;
  // `interface-list-without-members` speaks of it.
  if (odd.length === 1 && first?.name.endsWith('-interface-list')) return;
  yield {
    message:
      texts.length === 1
        ? phrase`No packet fits ${texts[0]}, so this rule never matches. Correct it, or remove the rule.`
        : phrase`${texts.slice(0, -1).join(', ')} and ${texts.at(-1)} exclude each other, so this rule never matches. Correct one of them, or remove the rule.`,
    range: first === undefined ? rangeOf(rule) : rangeOf(rule, first.name),
    related: odd
      .filter((one) => one !== first)
      .map(({ name }) => ({ message: phrase`excludes it`, range: rangeOf(rule, name) })),
  };
}
