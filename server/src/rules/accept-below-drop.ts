import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { defaultRule, type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import {
  assumptionText,
  blockerPlaces,
  type Dead,
  hangsOnPlaceholders,
  obstacleOf,
  takenFromManyPlaces,
  takerOf,
  takersText,
  takesText,
} from './common/blockers.ts';
import { duplicates } from './common/duplicates.ts';
import { helpsAbove } from './common/moving.ts';
import { appendArgument, moveAbove, originOf, placeOf, quoted, rangeOf, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** An accept that no packet reaches, because earlier rules drop or reject all that it accepts. */
export const acceptBelowDrop: Rule = {
  meta: {
    id: 'accept-below-drop',
    summary: 'An accept stands below a drop that takes all its packets.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'Rules of a chain are tried from top to bottom, and the first drop, reject or accept that matches decides. An accept below a drop that matches the same packets is never tried: the access it was meant to give does not exist. The order is the order of the list after `place-before` and `move`, not that of the file.',
    remedy:
      'Move the accept above the drop, or narrow the drop. Where the drop stands in another table, such as `raw`, only narrowing it helps.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface-list=WAN
add chain=input action=accept in-interface-list=WAN protocol=udp dst-port=51820
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=WAN protocol=udp dst-port=51820
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: rules are processed in the order in which they are listed.'],
  },

  *check(analysis) {
    const repeated = yield* duplicates(analysis);
    const byCause = new Map<string, [Victim, ...Victim[]]>();
    for (const rule of analysis.firewall.rules) {
      if (rule.action !== 'accept' || !rule.enabled || rule.item.assumed || repeated.has(rule)) continue;
      const status = analysis.reachability.of(rule);
      if (status.kind !== 'dead' || hangsOnPlaceholders(analysis.firewall, rule, status)) continue;
      if (!status.blockers.every(({ action }) => isRefusal(action))) continue;
      const cause = `${rule.chain} ${status.blockers.map(({ item }) => item.id).join(' ')}`;
      const known = byCause.get(cause);
      if (known === undefined) byCause.set(cause, [{ rule, status }]);
      else known.push({ rule, status });
    }
    for (const victims of byCause.values()) {
      const taker = takerOf(victims);
      if (taker !== undefined) yield atTaker(analysis, taker, victims);
      else for (const victim of victims) yield finding(analysis, victim);
    }
  },
};

interface Victim {
  readonly rule: FirewallRule;
  readonly status: Dead;
}

function finding(analysis: Analysis, { rule, status }: Victim): RuleFinding {
  const obstacle = obstacleOf(analysis.firewall, rule, status);
  const helps = obstacle !== undefined && helpsAbove(analysis, [rule], obstacle) ? obstacle : undefined;
  return {
    message: phrase`Never reached: ${takersText(analysis, status, rule)} every packet that this accepts${assumptionText(status)}. ${remedy(analysis, status, helps)}`,
    range: rangeOf(rule),
    confidence: status.assumptions.length === 0 ? 'certain' : 'high',
    related: blockerPlaces(status),
    fixes: helps === undefined ? [] : moveAccept(analysis, rule, helps),
    unnecessary: true,
  };
}

function atTaker(analysis: Analysis, taker: FirewallRule, victims: readonly [Victim, ...Victim[]]): RuleFinding {
  const [{ rule, status }] = victims;
  const assumptions = [...new Set(victims.flatMap((victim) => victim.status.assumptions))];
  const obstacle = obstacleOf(analysis.firewall, rule, status);
  const helps =
    obstacle !== undefined &&
    helpsAbove(
      analysis,
      victims.map((victim) => victim.rule),
      obstacle,
    );
  return {
    message: phrase`${takesText(analysis, taker, status)} every packet that ${victims.length} later rules accept${assumptionText({ assumptions })}, so none of them is ever reached. ${helps ? (obstacle === taker ? phrase`Move them above it.` : phrase`Move them above ${placeOf(analysis, obstacle)}.`) : phrase`Narrow it, or remove them.`}`,
    range: rangeOf(taker),
    confidence: assumptions.length === 0 ? 'certain' : 'high',
    related: takenFromManyPlaces(taker, victims),
    fixes: helps ? moveAccepts(analysis, victims, obstacle) : [],
  };
}

/** Where a blocker stands in another table, moving the accept in its chain does not help. */
function remedy(analysis: Analysis, { blockers }: Dead, obstacle: FirewallRule | undefined): string {
  if (obstacle !== undefined) return phrase`Move it above ${placeOf(analysis, obstacle)}.`;
  const places = [...new Set(blockers.map((blocker) => placeOf(analysis, blocker)))];
  return phrase`Narrow ${places.length === 1 ? places[0] : phrase`one of ${places.join(', ')}`}, or remove this.`;
}

function moveAccept(analysis: Analysis, rule: FirewallRule, blocker: FirewallRule): Fix[] {
  if (blocker.item.assumed) return placeAbove(rule, blocker);
  return moveAbove(analysis, rule, blocker, phrase`Move the accept above line ${ruleLine(analysis, blocker)}`);
}

function moveAccepts(analysis: Analysis, victims: readonly Victim[], blocker: FirewallRule): Fix[] {
  const moves = victims.map(({ rule }) => moveAccept(analysis, rule, blocker));
  if (moves.some(({ length }) => length === 0)) return [];
  const edits = moves.flatMap(([fix]) => fix?.edits ?? []);
  const [title = ''] = moves.map(
    ([fix]) => fix?.title.replace(phrase`the accept`, phrase`the ${victims.length} accepts`) ?? '',
  );
  return [{ title, safe: false, edits }];
}

/** Names a rule that the file does not show by its comment. */
function placeAbove(rule: FirewallRule, blocker: FirewallRule): Fix[] {
  const { name, arguments: given } = originOf(rule);
  const comment = blocker.item.properties.get('comment');
  const isPlaced = given.some((argument) => argument.name === 'place-before');
  if (name !== 'add' || isPlaced || comment?.constant !== true || comment.text === '') return [];
  const place = `place-before=[find chain=${quoted(blocker.chain)} comment=${quoted(comment.text)}]`;
  return [
    { title: phrase`Put the accept above ${defaultRule(blocker)}`, safe: false, edits: [appendArgument(rule, place)] },
  ];
}
