import { describe, expect, test } from 'vitest';
import { analysisSteps } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import { parseSteps } from '../../server/src/syntax/parse.ts';
import type { Steps } from '../../server/src/text/steps.ts';
import { HOSTILE_SCRIPTS } from '../support/hostileScripts.ts';

interface Opened {
  readonly analysis: FileAnalysis;
  readonly steps: number;
}

function opened(text: string): Opened {
  let steps = 0;
  const counted = <T>(work: Steps<T>): T => {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      steps++;
    }
  };
  const tree = counted(parseSteps(text));
  return { analysis: counted(analysisSteps(tree)), steps };
}

/** Each rule takes one in any case. */
const LEAST = opened('').steps;

describe.each(HOSTILE_SCRIPTS)('$what', ({ count, text }) => {
  const [small, large] = [opened(text(Math.ceil(count / 20))), opened(text(Math.ceil(count / 5)))];

  test('no rule fails, and few words say what is wrong', () => {
    expect(large.analysis.failures).toEqual([]);
    const said = [...large.analysis.findings, ...large.analysis.problems];
    expect(Math.max(0, ...said.map(({ message }) => message.length))).toBeLessThan(1_000);
  });

  // Brackets in brackets are one command, which is not divided.
  if (!text(2).includes('[['))
    test('four times as much takes at least twice as many steps', () => {
      expect(large.steps - LEAST).toBeGreaterThan(2 * (small.steps - LEAST));
    });
});
