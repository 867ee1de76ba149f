import { lineText } from '../reports/linePlace.ts';
import { NEVER_REACHED } from './deadRules.ts';
import type { FirewallTable, TableRule, TableStatus } from './firewallTable.ts';

/** The table as a text to read: a section for each chain, columns one below the other. */
export function firewallTableText({ rules, omitted, opaque }: FirewallTable): string {
  if (rules.length === 0) return 'No firewall rule in this file.\n';
  const chains = new Map<string, TableRule[]>();
  for (const rule of rules) {
    const name = `/${rule.family} firewall ${rule.table}, chain ${rule.chain}`;
    const chain = chains.get(name);
    if (chain === undefined) chains.set(name, [rule]);
    else chain.push(rule);
  }
  const notes = [
    ...opaque.map((menu) => `The script changes ${menu} in ways that cannot be followed.`),
    ...(omitted > 0 ? [`${omitted} further rules are not shown.`] : []),
  ];
  return [...[...chains].map(section), ...notes.map((note) => `${note}\n`)].join('\n');
}

function section([name, rules]: readonly [string, readonly TableRule[]]): string {
  const rows = [HEADS, ...rules.map(cells)];
  const widths = HEADS.map((_, column) => Math.min(WIDEST, Math.max(...rows.map((row) => row[column]?.length ?? 0))));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `${name}: ${counts(rules)}\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}`;
}

/** A longer value pushes what is behind it to the right in its own line alone. */
const WIDEST = 80;
const HEADS = ['#', 'line', 'action', 'matchers', 'state', 'comment'];

function cells(rule: TableRule): string[] {
  const matchers = Object.entries(rule.matchers).map(([name, value]) => `${name}=${value}`);
  return [
    `${rule.number}${rule.enabled ? '' : ' X'}`,
    rule.line === null ? '-' : rule.file === undefined ? String(rule.line) : `${rule.file}:${rule.line}`,
    rule.target === '' ? rule.action : `${rule.action} ${rule.target}`,
    matchers.length === 0 ? 'all packets' : matchers.join(' '),
    [rule.knock, statusText(rule.status), rule.doubtful ? 'not certain' : ''].filter((text) => text).join(', '),
    rule.comment,
  ];
}

function statusText(status: TableStatus): string {
  switch (status.kind) {
    case 'dead': {
      const by = status.by.map((one) => (one.line === null ? `rule ${one.number}` : lineText(one)));
      return `never reached (${by.join(', ')})`;
    }
    case 'reachable':
      return 'reached';
    case 'unmatchable':
      return 'never reached (its matchers exclude each other)';
    case 'unentered':
      return 'never reached (no jump lets through what it matches)';
    case 'unknown':
      return 'not decided';
    case 'disabled':
      return 'disabled';
  }
}

function counts(rules: readonly TableRule[]): string {
  const count = (is: (rule: TableRule) => boolean): number => rules.filter(is).length;
  const parts = [
    [count(({ status }) => NEVER_REACHED.has(status.kind)), 'never reached'],
    [count(({ knock }) => knock !== null), 'in a knock'],
    [count(({ enabled }) => !enabled), 'disabled'],
  ] as const;
  const total = `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`;
  return [total, ...parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)].join(', ');
}
