/** The rules of a firewall as WinBox lists them, each with what becomes of it. */
import type { Property } from '../execution/configuration.ts';
import { textOf } from '../execution/configuration.ts';
import type { Family, FirewallRule, TableName } from '../firewall/firewall.ts';
import type { RuleStatus } from '../firewall/reachability.ts';
import type { LinePlace } from '../reports/jsonOutput.ts';
import { linePlace } from '../reports/linePlace.ts';
import type { Analysis } from '../rules/rule.ts';
import { clean } from '../text/printable.ts';
import { shownValue } from '../text/secretNames.ts';
import { withoutSecrets } from '../text/secrets.ts';
import { finish, type Steps } from '../text/steps.ts';
import { knockParts } from './knockParts.ts';

export interface FirewallTable {
  /** In list order: families and menus as a packet meets them. */
  readonly rules: readonly TableRule[];
  /** Rules beyond the bound. */
  readonly omitted: number;
  /** Menus that the script changes in ways that cannot be followed, such as `/ip firewall nat`. */
  readonly opaque: readonly string[];
}

/** Without a line: a rule that the file does not show. */
export interface TableRule extends LinePlace {
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  /** In its chain, from 1. */
  readonly number: number;
  /** Where its command ends. */
  readonly lastLine: number | null;
  readonly enabled: boolean;
  readonly action: string;
  /** What the action needs: `knock-1 for 30s`, `to-addresses=192.0.2.7`. */
  readonly target: string;
  /** By name, with the sign of a negation: `dst-port` → `!22`. */
  readonly matchers: Readonly<Record<string, string>>;
  readonly comment: string;
  readonly status: TableStatus;
  /** What it is in a knock, such as `knock 1 of 3`. */
  readonly knock: string | null;
  /** Whether it is open that the rule exists in this form, and in this place. */
  readonly doubtful: boolean;
}

export type TableStatus =
  | { readonly kind: 'reachable' | 'unmatchable' | 'unentered' | 'unknown' | 'disabled' }
  /** The earlier rules that take all its packets: lines, from 1, or the numbers of rules that no line says. */
  | { readonly kind: 'dead'; readonly by: readonly (LinePlace & { readonly number: number })[] };

/** So much is told at most. */
export interface TableBounds {
  readonly rules: number;
  /** UTF-16 units of a value or a comment. */
  readonly text: number;
}

export function firewallTable(analysis: Analysis, bounds: TableBounds): FirewallTable {
  return finish(firewallTableSteps(analysis, bounds));
}

/** The same in steps. */
export function* firewallTableSteps(analysis: Analysis, bounds: TableBounds): Steps<FirewallTable> {
  const { firewall, configuration } = analysis;
  const parts = knockParts(analysis.knocks);
  const rules: TableRule[] = [];
  for (const rule of firewall.rules.slice(0, bounds.rules)) {
    rules.push(tableRule(analysis, rule, parts.get(rule) ?? null, bounds.text));
    yield;
  }
  const opaque = [...configuration.opaqueMenus.keys()].filter((menu) => TABLE_MENU.test(menu));
  return {
    rules,
    omitted: Math.max(0, firewall.rules.length - bounds.rules),
    opaque: opaque.map((menu) => `/${menu.slice(1).replaceAll('/', ' ')}`),
  };
}

const TABLE_MENU = /^\/(?:ip|ipv6)\/firewall\/(?:filter|nat|mangle|raw)$/;

function tableRule(analysis: Analysis, rule: FirewallRule, knock: string | null, longest: number): TableRule {
  const { family, table, chain, place, enabled, action, item } = rule;
  const cut = (text: string): string => cutTo(clean(text), longest);
  const matchers = rule.matchers.map(
    ({ name, property }) => [cut(name), cut(shownValue(name, property.text))] as const,
  );
  return {
    family,
    table,
    chain: cut(chain),
    number: place,
    ...placeOf(analysis, rule),
    lastLine: lastLineOf(analysis, rule),
    enabled,
    action: cut(action),
    target: cut(targetOf(rule)),
    matchers: Object.fromEntries(matchers),
    comment: cut(withoutSecrets(textOf(item, 'comment') ?? '')),
    status: enabled ? statusOf(analysis, analysis.reachability.of(rule)) : { kind: 'disabled' },
    knock,
    doubtful: item.conditional || item.placeUnknown,
  };
}

function statusOf(analysis: Analysis, status: RuleStatus): TableStatus {
  if (status.kind !== 'dead') return { kind: status.kind };
  const by = status.blockers.slice(0, MOST_BLOCKERS);
  return { kind: 'dead', by: by.map((rule) => ({ ...placeOf(analysis, rule), number: rule.place })) };
}

/** Nobody looks up more. */
const MOST_BLOCKERS = 5;

function placeOf(analysis: Analysis, { item }: FirewallRule): LinePlace {
  return linePlace(analysis, item.origin?.nameRange);
}

/** The command has as many lines in its own file as in the text that is put together. */
function lastLineOf(analysis: Analysis, { item }: FirewallRule): number | null {
  const { origin } = item;
  const { line } = linePlace(analysis, origin?.nameRange);
  if (origin === undefined || line === null) return null;
  const { lines } = analysis;
  return line + lines.position(origin.range.end).line - lines.position(origin.nameRange.start).line;
}

/** What of a rule is neither its action nor a matcher nor a note. */
function targetOf(rule: FirewallRule): string {
  const matched = new Set(rule.matchers.map(({ property }) => property));
  const list = textOf(rule.item, 'address-list');
  const timeout = textOf(rule.item, 'address-list-timeout');
  const parts = [
    textOf(rule.item, 'jump-target') ?? '',
    list === undefined ? '' : timeout === undefined ? list : `${list} for ${timeout}`,
    ...[...rule.item.properties.values()].filter((property) => !matched.has(property)).map(option),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function option({ name, text }: Property): string {
  if (text === '' || SAID_ELSEWHERE.has(name) || (name === 'log' && text === 'no')) return '';
  return name === 'log' ? 'log' : `${name}=${shownValue(name, text)}`;
}

const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'action',
  'address-list',
  'address-list-timeout',
  'chain',
  'comment',
  'copy-from',
  'disabled',
  'jump-target',
  'place-before',
]);

function cutTo(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
