import path from 'node:path';
import { describe, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { matchGolden } from '../support/golden.ts';
import { seeded } from '../support/seeded.ts';

const HEADER = '# 2026-11-01 10:00:00 by RouterOS 7.20\n';

/** Lines and rules of the findings, with how loud and how sure each is; rules without a comment are too many. */
function said(script: string): string {
  const { findings, lines } = analyse(script, { random: seeded() });
  const others = findings.filter(({ ruleId }) => ruleId !== 'rule-without-comment');
  const shown = others.map(({ range, ruleId, severity, confidence, persona }) => {
    const line = lines.position(range.start).line + 1;
    return `  ${line} ${ruleId} ${severity} ${confidence} ${persona}`;
  });
  return shown.length === 0 ? '  nothing' : shown.join('\n');
}

/** What the rules say of each other's examples: one that speaks where it did not, or the other way round, is seen here. */
describe('what all rules say of the examples of all pages', () => {
  test.each([
    ['as they are', (script: string) => script, 'pages'],
    ['as whole exports', (script: string) => HEADER + script, 'pages-whole'],
  ] as const)('%s', (_, form, name) => {
    const parts = RULES.map(({ meta: { id, bad, good } }) =>
      [`# ${id}`, ' bad', said(form(bad)), ' good', said(form(good)), ''].join('\n'),
    );
    matchGolden(path.join(import.meta.dirname, `golden/${name}.txt`), parts.join('\n'));
  });
});
