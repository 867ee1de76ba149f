import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { PERSONAS, SEVERITIES, type Selection, select } from '../../server/src/diagnostics/selection.ts';

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

describe('each severity and each persona', () => {
  const all = SEVERITIES.flatMap((severity) =>
    PERSONAS.map(
      (persona): Finding => ({ ...(findings[0] as Finding), ruleId: `${severity}-${persona}`, severity, persona }),
    ),
  );
  const shown = (selection: Selection): string[] => select(all, selection).map(({ ruleId }) => ruleId);
  test.each([
    ['error', 'error'],
    ['warning', 'error warning'],
    ['information', 'error warning information'],
    ['hint', 'error warning information hint'],
  ] as const)('at least %s', (minSeverity, severities) =>
    expect(shown({ minSeverity })).toEqual(severities.split(' ').map((severity) => `${severity}-regular`)),
  );
  test.each([
    ['regular', 'regular'],
    ['pedantic', 'regular pedantic'],
    ['auditor', 'regular pedantic auditor'],
  ] as const)('a %s reader', (persona, personas) =>
    expect(shown({ persona, minSeverity: 'error' })).toEqual(personas.split(' ').map((one) => `error-${one}`)),
  );
  test('what keeps its severity is the same finding, what gets another one is not', () => {
    const [finding] = findings;
    expect(select(findings, { severities: { loud: 'error' } })[0]).toBe(finding);
    expect(select(findings, { severities: { loud: 'hint' } })[0]).toEqual({ ...finding, severity: 'hint' });
    expect(finding?.severity).toBe('error');
  });
});
