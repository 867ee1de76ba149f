/**
 * The spec of a fault of the text as a table: texts without it, and texts that underline it, with what the message has
 * to say and the repaired text. Each is also tried between other commands, with CRLF and in a block.
 */
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import type { Severity } from '../../server/src/syntax/problem.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from './markers.ts';

export interface ProblemSpec {
  /** Two or more. */
  readonly good: readonly string[];
  /** Two or more. */
  readonly bad: readonly BadText[];
  /** Why it is not the same among other commands, with CRLF or in a block, where it is not. */
  readonly differs?: Readonly<Partial<Record<Surrounding, string>>>;
}

export interface BadText {
  readonly text: string;
  readonly message: string;
  readonly severity: Severity;
  /** The repaired text; undefined where there is no repair. */
  readonly output?: string;
  /** The repair is offered, and not made unasked. */
  readonly unsafe?: true;
  readonly version?: string;
}

type Surrounding = 'among others' | 'CRLF' | 'block';

const SURROUNDINGS: Readonly<Record<Surrounding, (text: string) => string>> = {
  'among others': (text) => `# a comment\n:put "before"\n${text}\n:put "behind"\n`,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  block: (text) => `{\n${text}\n}\n`,
};

export function specifyProblem(code: string, spec: ProblemSpec): void {
  describe(code, () => {
    if (spec.good.length < 2 || spec.bad.length < 2)
      throw new Error(`The spec of ${code} needs two texts of each kind.`);
    test.each(spec.good.map((source) => [JSON.stringify(source), source]))('good: %s', (_, source) =>
      expect(found(code, unmarked(source))).toEqual([]),
    );
    test.each(spec.bad.map((entry) => [JSON.stringify(entry.text), entry] as const))('bad: %s', (_, entry) =>
      checkBad(code, entry),
    );
    for (const [name, surround] of Object.entries(SURROUNDINGS)) {
      if (spec.differs?.[name as Surrounding] !== undefined) continue;
      test.each(spec.bad.map((entry) => [JSON.stringify(entry.text), entry] as const))(`${name}: %s`, (_, entry) => {
        const text = unmarked(entry.text);
        const words = (source: string): string[] => found(code, source, entry.version).map(({ message }) => message);
        expect(words(surround(text))).toEqual(words(text));
      });
    }
  });
}

function checkBad(code: string, { text: source, message, severity, output, unsafe, version }: BadText): void {
  const { text, ranges } = marked(source);
  const problems = found(code, text, version);
  const shown = problems.map(({ range: { start, end } }) => `${start}-${end} ${text.slice(start, end)}`);
  expect(shown, text).toEqual(ranges.map(({ start, end }) => `${start}-${end} ${text.slice(start, end)}`));
  for (const problem of problems) {
    expect(problem.message).toContain(message);
    expect(problem.severity).toBe(severity);
    for (const { title, safe } of problem.fixes) {
      expect(title).toMatch(/^[A-Z].+/);
      expect(safe).toBe(unsafe !== true);
    }
  }
  const fixes = problems.flatMap((problem) => problem.fixes);
  const fixed =
    fixes.length === 0
      ? undefined
      : applyEdits(
          text,
          fixes.flatMap(({ edits }) => edits),
        );
  expect(fixed).toBe(output === undefined ? undefined : unmarked(output));
  if (fixed !== undefined) expect(found(code, fixed, version)).toEqual([]);
}

function found(code: string, text: string, version?: string): Finding[] {
  return analyse(text, { rules: [], version }).problems.filter(({ ruleId }) => ruleId === code);
}

function unmarked(source: string): string {
  return marked(source).text;
}
