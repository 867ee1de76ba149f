/**
 * Layer `paste`: texts that are no script but were copied from somewhere: the output of `print`, fields of WinBox, a
 * page with prose between its commands. It says what they are, and makes a script of them.
 */
import { markupOf } from './markup.ts';
import { printOutputs } from './printOutput.ts';
import { proseBlocks } from './prose.ts';
import { winBoxFields } from './winBoxFields.ts';

export type PasteKind = 'pasted-output' | 'pasted-markup' | 'pasted-prose';

/** A part of a text that is no script, and what a script would have in its place. */
export interface Paste {
  readonly kind: PasteKind;
  readonly start: number;
  readonly end: number;
  /** What it is, as a sentence. */
  readonly what: string;
  /** What to write instead; undefined where the text does not tell enough. */
  readonly script: string | undefined;
}

/** The parts of a text that are no script, in text order and apart from each other. */
export function pastes(text: string): Paste[] {
  // Marks go first: what they hide is read when they are gone.
  const markup = markupOf(text);
  if (markup !== undefined) return [markup];
  const found = [...printOutputs(text), ...winBoxFields(text)].sort((a, b) => a.start - b.start);
  const prose = proseBlocks(text).filter(({ start, end }) => !found.some((one) => one.start < end && one.end > start));
  return [...found, ...prose].sort((a, b) => a.start - b.start);
}

/** The text as a script, as far as it tells enough; `menu` is that of items whose menu is not said. */
export function converted(text: string, menu?: string): string {
  let result = text;
  for (let left = MAX_ROUNDS; left > 0; left--) {
    const markup = markupOf(result);
    if (markup?.script === undefined) break;
    result = markup.script;
  }
  const found = [...printOutputs(result, menu), ...winBoxFields(result)].sort((a, b) => a.start - b.start);
  const prose = proseBlocks(result).filter(
    ({ start, end }) => !found.some((one) => one.start < end && one.end > start),
  );
  const parts = [...found, ...prose].sort((a, b) => b.start - a.start);
  for (const { start, end, script } of parts) {
    if (script !== undefined) result = `${result.slice(0, start)}${script}${result.slice(end)}`;
  }
  return result;
}

/** A quote in a quote in a page: more than these nobody pastes. */
const MAX_ROUNDS = 4;
