/** What the table of a firewall shows, without a page: which rows, which columns, which part of them is in sight. */
import type { TableRule } from '../../../server/src/features/firewallTable.ts';
import { t } from './texts.ts';

/** Which rules are wanted; an empty name means all. */
export interface Selection {
  /** Such as `ip filter`. */
  readonly menu: string;
  readonly chain: string;
  /** Words that all occur in the row. */
  readonly text: string;
}

export interface Menu {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly chains: readonly { readonly name: string; readonly count: number }[];
}

export interface Column {
  readonly head: string;
  text(rule: TableRule): string;
  /** In characters. */
  readonly width: number;
}

export function menuOf({ family, table }: TableRule): string {
  return `${family} ${table}`;
}

/** The menus that have rules, each with its chains, in the order of the rules. */
export function menus(rules: readonly TableRule[]): Menu[] {
  const counts = new Map<string, Map<string, number>>();
  for (const rule of rules) {
    const chains = counts.get(menuOf(rule)) ?? new Map<string, number>();
    counts.set(menuOf(rule), chains.set(rule.chain, (chains.get(rule.chain) ?? 0) + 1));
  }
  return [...counts].map(([id, chains]) => ({
    id,
    name: menuName(id),
    count: [...chains.values()].reduce((sum, count) => sum + count, 0),
    chains: [...chains].map(([name, count]) => ({ name, count })),
  }));
}

/** The rules that are wanted. */
export function selected(rules: readonly TableRule[], { menu, chain, text }: Selection): TableRule[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rules.filter((rule) => {
    if (menu !== '' && menuOf(rule) !== menu) return false;
    if (chain !== '' && rule.chain !== chain) return false;
    if (words.length === 0) return true;
    const searched = searchedText(rule);
    return words.every((word) => searched.includes(word));
  });
}

/** The columns that some of the rules fill, in the order of WinBox. */
export function columns(rules: readonly TableRule[], { menu, chain }: Selection): Column[] {
  const used = new Set(rules.flatMap(({ matchers }) => Object.keys(matchers)));
  const all: Omit<Column, 'width'>[] = [
    { head: '#', text: ({ number, enabled }) => `${number}${enabled ? '' : ' X'}` },
    { head: t('State'), text: stateText },
    ...(menu === '' ? [{ head: t('Menu'), text: (rule: TableRule) => menuName(menuOf(rule)) }] : []),
    ...(chain === '' ? [{ head: 'Chain', text: (rule: TableRule) => rule.chain }] : []),
    { head: 'Action', text: actionText },
    ...WINBOX.filter(([name]) => used.has(name)).map(([name, head]) => ({
      head,
      text: ({ matchers }: TableRule) => matchers[name] ?? '',
    })),
    ...([...used].some((name) => !KNOWN.has(name)) ? [{ head: t('Other matchers'), text: otherMatchers }] : []),
    ...(rules.some(({ comment }) => comment !== '')
      ? [{ head: 'Comment', text: (rule: TableRule) => rule.comment }]
      : []),
    {
      head: t('Line'),
      text: ({ line, file }) => (line === null ? '' : file === undefined ? String(line) : `${file}:${line}`),
    },
  ];
  return all.map((column) => {
    const longest = rules.reduce((most, rule) => Math.max(most, column.text(rule).length), column.head.length);
    return { ...column, width: Math.min(longest, WIDEST) };
  });
}

/** What becomes of packets at the rule, in a few words. */
export function stateText({ status, knock, doubtful, line }: TableRule): string {
  const states = {
    reachable: t('reached'),
    dead: t('never reached'),
    unmatchable: t('never reached'),
    unentered: t('never reached'),
    unknown: t('not decided'),
    disabled: t('disabled'),
  };
  const parts = [knock ?? '', knock !== null && status.kind === 'reachable' ? '' : states[status.kind]];
  if (line === null) parts.push(t('default rule'));
  if (doubtful) parts.push(t('not certain'));
  return parts.filter((part) => part !== '').join(', ');
}

/** The look of a row: the first of these that holds. */
export function stateClass({
  status,
  knock,
  action,
}: TableRule): 'disabled' | 'dead' | 'knock' | 'accept' | 'drop' | '' {
  if (status.kind === 'disabled') return 'disabled';
  if (status.kind === 'dead' || status.kind === 'unmatchable' || status.kind === 'unentered') return 'dead';
  if (knock !== null) return 'knock';
  if (action === 'drop' || action === 'reject' || action === 'tarpit') return 'drop';
  return action === 'accept' || action === 'fasttrack-connection' ? 'accept' : '';
}

export function actionText({ action, target }: TableRule): string {
  return target === '' ? action : `${action} ${target}`;
}

/** How many rules there are, and how many of them deserve a look. */
export function summary(rules: readonly TableRule[], shown: number): string {
  const count = (look: string): number => rules.filter((rule) => stateClass(rule) === look).length;
  const knocks = rules.filter(({ knock }) => knock !== null).length;
  const parts = [
    rules.length === 1 ? t('1 rule') : t('{0} rules', rules.length),
    count('dead') === 0 ? '' : t('{0} never reached', count('dead')),
    knocks === 0 ? '' : t('{0} in a knock', knocks),
    count('disabled') === 0 ? '' : t('{0} disabled', count('disabled')),
  ].filter((part) => part !== '');
  const text = parts.join(', ');
  return shown === rules.length ? text : t('{0}; {1} match the filter', text, shown);
}

/** The rows to draw: those in sight, and some above and below them. */
export function inSight(top: number, height: number, rowHeight: number, count: number): { first: number; end: number } {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - MARGIN);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + MARGIN);
  return { first, end: Math.max(first, end) };
}

/** Where a key leads from a row; undefined for keys that lead nowhere. */
export function rowAfter(key: string, row: number, count: number, page: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  };
  if (!Object.hasOwn(moves, key) || count === 0) return undefined;
  return Math.max(0, Math.min(count - 1, moves[key] as number));
}

function menuName(id: string): string {
  const [family, table = ''] = id.split(' ');
  return `${family === 'ip' ? 'IPv4' : 'IPv6'} ${table}`;
}

function otherMatchers({ matchers }: TableRule): string {
  return Object.entries(matchers)
    .filter(([name]) => !KNOWN.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function searchedText(rule: TableRule): string {
  const matchers = Object.entries(rule.matchers).map(([name, value]) => `${name}=${value}`);
  return [menuName(menuOf(rule)), rule.chain, actionText(rule), ...matchers, rule.comment, stateText(rule)]
    .join(' ')
    .toLowerCase();
}

/** Longer values are cut off in a row; below the table the whole is to be read. */
const WIDEST = 36;
/** Rows that are drawn beyond those in sight. */
const MARGIN = 10;

/** The columns of WinBox, with its heads. */
const WINBOX: readonly (readonly [string, string])[] = [
  ['src-address', 'Src. Address'],
  ['dst-address', 'Dst. Address'],
  ['src-address-list', 'Src. Address List'],
  ['dst-address-list', 'Dst. Address List'],
  ['protocol', 'Protocol'],
  ['src-port', 'Src. Port'],
  ['dst-port', 'Dst. Port'],
  ['in-interface', 'In. Interface'],
  ['out-interface', 'Out. Interface'],
  ['in-interface-list', 'In. Interface List'],
  ['out-interface-list', 'Out. Interface List'],
  ['connection-state', 'Connection State'],
];
const KNOWN: ReadonlySet<string> = new Set(WINBOX.map(([name]) => name));
