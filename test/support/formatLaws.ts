import { expect } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { type FormatOptions, format } from '../../server/src/features/format.ts';
import { parse, syntaxProblems } from '../../server/src/syntax/parse.ts';
import { isTrivia, TokenKind } from '../../server/src/syntax/token.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { lower } from '../conformance/lower.ts';
import { normalForm, plainForm } from '../conformance/normalForm.ts';

/** What holds of the formatter for every text; returns what it makes of the text. */
export function expectFormatLaws(text: string, options: FormatOptions): string {
  const after = applyEdits(text, format(parse(text), options));
  expect(applyEdits(after, format(parse(after), options)), 'formatting again').toBe(after);
  // Arguments that change places take their words with them.
  const inOrder = (words: readonly string[]): readonly string[] => (options.sort ? [...words].sort() : words);
  expect(inOrder(words(after)), 'words').toEqual(inOrder(words(text)));
  expect(problems(after), 'problems').toEqual(problems(text));
  // Of a text with an open bracket the router makes nothing; the form that we write of it hangs on empty lines.
  const isRead = syntaxProblems(parse(text)).every(({ severity }) => severity !== 'error');
  if (!options.sort && isRead) expect(meaning(after), 'what the router makes of it').toEqual(meaning(text));
  return after;
}

/** All tokens but those that separate. */
function words(text: string): string[] {
  const { tokens } = parse(text);
  const result: string[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i] as number;
    if (isTrivia(kind) && kind !== TokenKind.Comment) continue;
    result.push(text.slice(tokens.starts[i], tokens.starts[i + 1]));
  }
  return result;
}

function problems(text: string): string[] {
  return syntaxProblems(parse(text)).map(({ code }) => code);
}

function meaning(text: string): readonly string[] {
  const { form, flags } = lower(bind(parse(text), catalog));
  return plainForm(normalForm(form, flags));
}
