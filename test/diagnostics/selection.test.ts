import { expect, test } from 'vitest';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { type Selection, select } from '../../server/src/diagnostics/selection.ts';

const findings: readonly Finding[] = (
  [
    ['loud', 'error', 'regular'],
    ['quiet', 'hint', 'regular'],
    ['style', 'warning', 'pedantic'],
    ['doubt', 'warning', 'auditor'],
  ] as const
).map(([ruleId, severity, persona]) => ({
  ruleId,
  severity,
  persona,
  confidence: 'high',
  message: '',
  range: { start: 0, end: 0 },
  related: [],
  fixes: [],
}));

test.each<[string, Selection, string]>([
  ['a regular reader by default', {}, 'loud:error quiet:hint'],
  ['a pedant', { persona: 'pedantic' }, 'loud:error quiet:hint style:warning'],
  ['an auditor sees all', { persona: 'auditor' }, 'loud:error quiet:hint style:warning doubt:warning'],
  ['a rule that is off', { severities: { loud: 'off' } }, 'quiet:hint'],
  [
    'a chosen severity shows a rule to everybody',
    { severities: { style: 'information' } },
    'loud:error quiet:hint style:information',
  ],
  ['the least severity', { minSeverity: 'warning', persona: 'pedantic' }, 'loud:error style:warning'],
  [
    'the least severity counts as chosen',
    { minSeverity: 'error', severities: { quiet: 'error' } },
    'loud:error quiet:error',
  ],
  ['names of the prototype are no rules', { severities: Object.create({ loud: 'off' }) }, 'loud:error quiet:hint'],
])('%s', (_, selection, expected) => {
  expect(
    select(findings, selection)
      .map(({ ruleId, severity }) => `${ruleId}:${severity}`)
      .join(' '),
  ).toBe(expected);
});
