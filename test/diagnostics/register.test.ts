import { describe, expect, test } from 'vitest';
import { allProblems } from '../../server/src/analysis/allProblems.ts';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { PROBLEMS } from '../../server/src/problems/problemRegister.ts';
import { isSilenceable, metaOf, REGISTER } from '../../server/src/rules/register.ts';
import { PROBLEM_CODES } from '../../server/src/syntax/problem.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

test('ids are unique', () => {
  expect(new Set(REGISTER.map(({ id }) => id)).size).toBe(REGISTER.length);
});

test('every fault that the code can report has an entry', () => {
  expect(PROBLEMS.map(({ id }) => id).sort()).toEqual([...PROBLEM_CODES].sort());
});

/** What holds for every fault of the text. */
describe.each(PROBLEMS.map((meta) => [meta.id, meta] as const))('%s', (id, meta) => {
  const { bad, good, version, savedAs } = meta;
  const all = (text: string): Finding[] =>
    allProblems(analyse(text, { version, encoding: isAscii(text) ? 'utf-8' : savedAs }));
  const own = (text: string): Finding[] => all(text).filter(({ ruleId }) => ruleId === id);

  test('has an id in kebab case, sentences that end, and a source', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const text of [meta.summary, meta.why, meta.remedy]) expect(text.trim()).toMatch(/[.`]$/);
    expect(meta.sources.length).toBeGreaterThan(0);
  });

  test('is found once in the bad example, with what the entry says of it', () => {
    const found = own(bad);
    expect(found.map(({ severity, confidence, persona }) => ({ severity, confidence, persona }))).toEqual([
      { severity: meta.severity, confidence: meta.confidence, persona: meta.persona },
    ]);
    expect(found[0]?.message.split(/[.!?](?:\s|$)/).filter((part) => part !== '').length).toBeLessThanOrEqual(4);
  });

  test('is not found in the good example, nor is any other fault of the text', () => {
    expect(analyse(good, { version }).problems).toEqual([]);
  });

  test('has the fix that the entry declares, and the fix works', () => {
    const fixes = own(bad).flatMap((finding) => finding.fixes);
    expect(fixes.map(({ safe }) => (safe ? 'safe' : 'unsafe'))).toEqual(meta.fix === 'none' ? [] : [meta.fix]);
    for (const { edits } of fixes) expect(own(applyEdits(bad, edits))).toEqual([]);
  });

  test('is silenced by a comment only where that is allowed', () => {
    const comment = `# rosfw-ignore-file ${id} -- tested\n`;
    // The mark has to stay the first character.
    const silenced = bad.startsWith('\ufeff') ? `\ufeff${comment}${bad.slice(1)}` : `${comment}${bad}`;
    expect(own(silenced).length).toBe(isSilenceable(id) ? 0 : 1);
    expect(metaOf(id)).toBe(meta);
  });
});

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
