import type { RuleFinding } from '../diagnostics/finding.ts';
import { buildFirewall, type FirewallRule } from '../firewall/firewall.ts';
import { reachability } from '../firewall/reachability.ts';
import { HOOKS } from '../firewall/walk.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import { managementExposed } from './management-exposed.ts';
import { portMatchesReplies } from './port-matches-replies.ts';
import { portWithoutPair } from './port-without-pair.ts';
import { relatedRefused } from './related-refused.ts';
import { repliesDropped } from './replies-dropped.ts';
import type { Analysis, Rule } from './rule.ts';
import { sourcePortOpens } from './source-port-opens.ts';
import { unreachableRule } from './unreachable-rule.ts';

/** An accept of everything, behind which the rest of a chain cannot show what is wrong with it. */
export const acceptHidesFaults: Rule = {
  meta: {
    id: 'accept-hides-faults',
    summary: 'Behind an accept of everything there are faults that show once it is gone.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'An accept without a condition at the top of a chain, as one adds it to try whether the firewall is to blame, makes all rules below it idle. Their faults have no effect then, and are not named: on the day when the accept is taken away they are all there at once.',
    remedy: 'Disable the accept in the file, check it, and correct what it says then.',
    bad: `/ip firewall filter
add chain=input action=accept
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=udp src-port=53
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.0.2.7
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: rules are processed in the order in which they are listed.'],
  },

  *check(analysis, options) {
    const { rules } = analysis.firewall;
    if (rules.length > MANY) return;
    const accept = rules.find((rule) => acceptsAll(rule) && hidesChain(rules, rule));
    if (accept === undefined) return;
    yield undefined;
    const known = new Set<number>();
    for (const { range, related = [] } of yieldedBy(analysis, options)) {
      if (range.start > rangeOf(accept).end) for (const one of [{ range }, ...related]) known.add(one.range.start);
    }
    yield undefined;
    const hidden = [...yieldedBy(without(analysis, accept), options)].filter(
      (finding) => !known.has(finding.range.start) && finding.range.start > rangeOf(accept).end,
    );
    const [first, ...others] = hidden;
    if (first === undefined) return;
    const count = others.length === 0 ? phrase`one fault` : phrase`${hidden.length} faults`;
    yield {
      message: phrase`This hides ${count} of the rules behind it, which will show once it is gone: ${firstSentence(first)}. Disable it in the file and check again.`,
      range: rangeOf(accept, 'action'),
      related: hidden.slice(0, MAX_RELATED).map((finding) => ({ message: finding.message, range: finding.range })),
    };
  },
};

function acceptsAll({ enabled, action, matchers, item, table, chain }: FirewallRule): boolean {
  return (
    enabled &&
    action === 'accept' &&
    table === 'filter' &&
    chain in HOOKS &&
    item.origin !== undefined &&
    !item.conditional &&
    !item.placeUnknown &&
    matchers.length === 0
  );
}

/** Whether enough rules of its chain stand below for it to be no end. */
function hidesChain(rules: readonly FirewallRule[], { family, table, chain, place }: FirewallRule): boolean {
  const below = rules.filter(
    (rule) =>
      rule.enabled && rule.family === family && rule.table === table && rule.chain === chain && rule.place > place,
  );
  return below.length >= FEWEST;
}

/** The same router without the rule. */
function without(analysis: Analysis, { item }: FirewallRule): Analysis {
  const { configuration, firewall } = analysis;
  const items = (configuration.menus.get(item.menu) ?? []).filter((one) => one !== item);
  const changed = { ...configuration, menus: new Map(configuration.menus).set(item.menu, items) };
  const after = buildFirewall(changed, firewall);
  return { ...analysis, configuration: changed, firewall: after, reachability: reachability(after) };
}

/** What these rules say: of each what it would be worth to know. */
function* yieldedBy(analysis: Analysis, options: Parameters<Rule['check']>[1]): Iterable<RuleFinding> {
  for (const rule of HIDDEN) {
    for (const finding of rule.check(analysis, options)) if (finding !== undefined) yield finding;
  }
}

const HIDDEN: readonly Rule[] = [
  ...[managementExposed, sourcePortOpens, portMatchesReplies, portWithoutPair, repliesDropped, relatedRefused],
  unreachableRule,
];

function firstSentence({ message }: RuleFinding): string {
  return /^.*?(?=[.:](?: |$))/.exec(message)?.[0] ?? message;
}

/** Of a longer firewall each key stroke would cost too much. */
const MANY = 300;
const FEWEST = 3;
const MAX_RELATED = 20;
