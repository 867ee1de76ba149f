import { describe, expect, test } from 'vitest';
import { cut, placeInList, type Word, type WordKind, wordsOf } from '../support/completionPositions.ts';
import { corpusFiles } from '../support/corpus.ts';

/** Larger files add time, and no other words. */
const LONGEST = 60_000;
const EACH = 40;
const KINDS: readonly WordKind[] = ['menu', 'command', 'argument', 'value', 'name'];

interface Place {
  readonly file: string;
  readonly text: string;
  readonly word: Word;
}

describe('completion in scripts as people have them', () => {
  const found = places();

  test.each(KINDS)('of 40 cut words that are a %s, 38 stand among the first five', (kind) => {
    const all = found.get(kind) ?? [];
    const chosen = Array.from({ length: EACH }, (_, index) => all[Math.floor((index * all.length) / EACH)] as Place);
    const missed = chosen.flatMap(({ file, text, word }, index) => {
      const position = cut(text, word, 1 + (index % 3), index % 2 === 0);
      const place = placeInList(position);
      const line = position.text.slice(position.text.lastIndexOf('\n', position.offset - 1) + 1, position.offset);
      return place >= 0 && place < 5 ? [] : [`${file}: ${line} wants ${word.word}, which is at ${place}`];
    });
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(EACH * 0.05);
  });
});

/** A few words of each kind from every file, at another depth of each. */
function places(): Map<WordKind, Place[]> {
  const found = new Map<WordKind, Place[]>();
  for (const [index, { name: file, text }] of corpusFiles.entries()) {
    if (text.length > LONGEST) continue;
    const words = wordsOf(text);
    for (const kind of KINDS) {
      const own = words.filter((word) => word.kind === kind);
      const word = own[(index * 7) % Math.max(1, own.length)];
      if (word !== undefined) found.set(kind, [...(found.get(kind) ?? []), { file, text, word }]);
    }
  }
  return found;
}
