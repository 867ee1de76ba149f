import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KNOWN, placesOf } from '../../scripts/mutation/known.ts';
import { applyMutant, mutantsOf, withSwitches } from '../../scripts/mutation/operators.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const sources = fileURLToPath(new URL('../../server/src', import.meta.url));

describe('the changes that tests once let through', () => {
  const texts = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
    .map((name) => readFileSync(path.join(sources, name), 'utf8'));

  test.each(KNOWN.map((known) => [known.rule, known] as const))(
    '%s: what it replaces is there, once',
    (rule, known) => {
      expect(RULES.map(({ meta }) => meta.id)).toContain(rule);
      expect(
        texts.flatMap((text) => placesOf(known, text)),
        `write the change of ${rule} anew: ${known.search}`,
      ).toHaveLength(1);
    },
  );

  test('line breaks do not count', () => {
    const known = { rule: 'x', what: '', search: 'if (a || b.c[0]) continue;', replace: '' };
    expect(placesOf(known, 'x;\nif (a ||\n  b.c[0]) continue;')).toEqual([{ start: 3, end: 31 }]);
    expect(placesOf(known, 'if (a || bxc[0]) continue;')).toEqual([]);
  });
});

/** The mutants of a source, each as the text that it makes. */
function check(source: string, texts: readonly string[]): void {
  expect(mutantsOf(source).map((mutant) => `${mutant.operator}: ${applyMutant(source, mutant)}`)).toEqual(texts);
}

describe('wrong changes', () => {
  test('comparisons', () => {
    check('x = a < b;', ['statement: ;', 'boundary: x = a <= b;']);
    check('x = a >= b;', ['statement: ;', 'boundary: x = a > b;']);
    check('x = a !== b;', ['statement: ;', 'equality: x = a === b;']);
    check('x = (a ?? b) > (c);', ['statement: ;', 'boundary: x = (a ?? b) >= (c);']);
  });
  test('conditions, each way', () =>
    check('if (!a) b();', [
      'condition: if (true) b();',
      'condition: if (false) b();',
      'negation: if ((a)) b();',
      'statement: if (!a) ;',
    ]));
  test('what does not bind equally gets parentheses', () =>
    check('x = a && b || c;', ['statement: ;', 'logic: x = ((a) || (b)) || c;', 'logic: x = ((a && b) && (c));']));
  test('strings and truth', () => {
    check("const a = 'x', b = '', c = `d`, e = true;", [
      "string: const a = '', b = '', c = `d`, e = true;",
      "string: const a = 'x', b = 'mutant', c = `d`, e = true;",
      "string: const a = 'x', b = '', c = '', e = true;",
      "boolean: const a = 'x', b = '', c = `d`, e = false;",
    ]);
  });
  test('names, types, imports and the sentences of a page are left', () =>
    check("import a from 'a';\nconst b: 'x' | 'y' = c as 'x';\nconst d = { 'e-f': 1, why: 'Because.' };", []));
});

describe('many mutants in one text', () => {
  /** What the function returns for each mutant, and without any. */
  function results(code: string, argument: unknown): unknown[] {
    const source = `const f = ${code};`;
    const mutants = new Map(mutantsOf(source).map((mutant, id) => [id, mutant] as const));
    const run = new Function(`${withSwitches(source, mutants)} return f;`)() as (argument: unknown) => unknown;
    return [undefined, ...mutants.keys()].map((id) => {
      Object.assign(globalThis, { __mutant: id });
      try {
        return run(argument);
      } finally {
        Object.assign(globalThis, { __mutant: undefined });
      }
    });
  }

  test('each is on by its number alone', () => {
    // Without any, each way of the condition, the boundary, and the two strings.
    expect(results("(x) => (x < 2 ? 'few' : 'many')", 2)).toEqual(['many', 'few', 'many', 'few', 'many', '']);
    expect(results("(x) => (x < 2 ? 'few' : 'many')", 1)).toEqual(['few', 'few', 'many', 'few', '', 'few']);
  });
  test('one within the other', () =>
    expect(results('([a, b, c]) => a && b || c', [true, false, false])).toEqual([false, true, false]));
  test('a statement that is left out', () =>
    expect(results('(x) => { let y = 1; if (x) y = 2; else y = 3; return y; }', true)).toEqual([2, 2, 3, 1, 2]));
  test('what runs when the module is loaded is told', () => {
    const kinds = mutantsOf("const a = 'x';\nconst b = () => 'y';\nfunction c() { return 'z'; }");
    expect(kinds.map(({ isStatic }) => isStatic)).toEqual([true, false, false]);
  });
});
