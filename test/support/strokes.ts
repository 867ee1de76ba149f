/** Drawn changes of a text, as an editor sends them. */
import fc from 'fast-check';
import type { TextEdit } from '../../server/src/text/edit.ts';
import { piece, script } from './scripts.ts';

/** A change at some place of whatever text there is: a key stroke, a deletion, a paste, a replacement. */
export interface Stroke {
  readonly at: number;
  readonly length: number;
  readonly newText: string;
}

const stroke: fc.Arbitrary<Stroke> = fc.record({
  at: fc.nat(1_000_000),
  length: fc.oneof(fc.constant(0), fc.constant(0), fc.constant(1), fc.nat(12), fc.nat(60)),
  newText: fc.oneof(
    fc.constant(''),
    fc.constantFrom('a', '1', ' ', '=', '\n', '\r', '\t', '"', '}', '{', '# c', ' # c\n', '\n\n'),
    piece,
    fc.tuple(piece, piece, piece).map((drawn) => drawn.join('')),
    script,
  ),
});

export const strokes = fc.array(stroke, { minLength: 1, maxLength: 6 });

export function toEdit(text: string, { at, length, newText }: Stroke): TextEdit {
  const start = at % (text.length + 1);
  return { range: { start, end: Math.min(start + length, text.length) }, newText };
}
