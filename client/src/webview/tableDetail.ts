import type { TableRule } from '../../../server/src/features/firewallTable.ts';
import { h } from './dom.ts';
import type { Reveal } from './linePlace.ts';
import { actionText } from './tableModel.ts';
import { t } from './texts.ts';
import { lineLink } from './viewFrame.ts';

/** All of one rule, below the table: nothing is cut off, and why no packet gets there is said. */
export function tableDetail(rule: TableRule | undefined, reveal: Reveal): HTMLElement[] {
  if (rule === undefined) return [];
  const { number, chain, line, file, comment } = rule;
  const matchers = Object.entries(rule.matchers).map(([name, value]) => `${name}=${value}`);
  return [
    h(
      'p',
      {},
      h('strong', {}, t('Rule {0} of {1}', number, chain)),
      ' ',
      line === null ? t('default rule') : lineLink({ line, ...(file && { file }) }, reveal),
      comment === '' ? undefined : ` ${comment}`,
    ),
    h('p', {}, h('code', {}, [actionText(rule), ...matchers].join(' '))),
    h('p', {}, ...reason(rule, reveal)),
  ];
}

function reason({ status, knock, doubtful, chain }: TableRule, reveal: Reveal): (Node | string)[] {
  const parts: (Node | string)[] = knock === null ? [] : [`${t('In a port knock: {0}.', knock)} `];
  switch (status.kind) {
    case 'dead':
      parts.push(t('Never reached: all its packets are taken by'));
      for (const { line, file, number } of status.by)
        parts.push(
          ' ',
          line === null ? t('default rule {0}', number) : lineLink({ line, ...(file && { file }) }, reveal),
        );
      parts.push('.');
      break;
    case 'unmatchable':
      parts.push(t('Matches no packet: its own matchers exclude each other.'));
      break;
    case 'unentered':
      parts.push(t('Never reached: no jump to {0} lets through what it matches.', chain));
      break;
    case 'reachable':
      parts.push(t('At least one packet gets here.'));
      break;
    case 'unknown':
      parts.push(t('Whether a packet gets here is not decided.'));
      break;
    case 'disabled':
      parts.push(t('It is disabled.'));
      break;
  }
  if (doubtful) parts.push(` ${t('Not certain: its form or its place depends on how the script runs.')}`);
  return parts;
}
