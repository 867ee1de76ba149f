import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit, withoutOverlaps } from '../../server/src/text/edit.ts';
import { overlaps, shift, touches } from '../../server/src/text/range.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

describe('applyEdits', () => {
  it('replaces, inserts and deletes, in whatever order the edits come', () => {
    const edits = [edit(6, 11, 'there'), edit(0, 0, '> '), edit(5, 6, ', ')];
    expect(applyEdits('hello world', edits)).toBe('> hello, there');
  });

  it('keeps the order of insertions at one place', () => {
    expect(applyEdits('x', [edit(0, 0, '1'), edit(0, 0, '2'), edit(1, 1, '3'), edit(1, 1, '4')])).toBe('12x34');
  });

  it('puts an insertion in front of a replacement that begins in the same place', () => {
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '+')])).toBe('a+Bc');
  });

  it('allows edits that meet', () => {
    expect(applyEdits('abcd', [edit(0, 2, 'x'), edit(2, 4, 'y')])).toBe('xy');
  });

  it('refuses edits that overlap', () => {
    expect(() => applyEdits('abcd', [edit(0, 3, 'x'), edit(2, 4, 'y')])).toThrow(/overlapping edits at offset 2/);
    expect(() => applyEdits('abcd', [edit(0, 3, ''), edit(1, 1, 'y')])).toThrow(RangeError);
  });

  it('leaves a text without edits alone', () => {
    expect(applyEdits('abc', [])).toBe('abc');
  });
});

describe('withoutOverlaps', () => {
  const fix = (name: string, ...edits: TextEdit[]) => ({ name, edits });
  const names = (...fixes: { name: string; edits: TextEdit[] }[]) => withoutOverlaps(fixes).map(({ name }) => name);

  it('serves first come first', () => {
    expect(names(fix('a', edit(0, 3, '')), fix('b', edit(2, 4, '')), fix('c', edit(4, 5, '')))).toEqual(['a', 'c']);
  });

  it('drops a fix whole when one of its edits clashes', () => {
    expect(names(fix('a', edit(5, 6, '')), fix('b', edit(0, 1, ''), edit(5, 7, '')), fix('c', edit(0, 1, '')))).toEqual(
      ['a', 'c'],
    );
  });

  it('takes two insertions at one place for a clash', () => {
    expect(names(fix('a', edit(1, 1, 'x')), fix('b', edit(1, 1, 'x')))).toEqual(['a']);
  });

  it('gives fixes that can be applied together', () => {
    const fixes = withoutOverlaps([fix('a', edit(0, 1, 'A')), fix('b', edit(0, 2, '')), fix('c', edit(2, 3, 'C'))]);
    expect(
      applyEdits(
        'abc',
        fixes.flatMap(({ edits }) => edits),
      ),
    ).toBe('AbC');
  });
});

describe('ranges', () => {
  const range = (start: number, end: number) => ({ start, end });

  it('move', () => {
    expect(shift(range(1, 2), 10)).toEqual(range(11, 12));
  });

  it('are touched at both ends', () => {
    expect([0, 1, 2, 3].map((offset) => touches(range(1, 2), offset))).toEqual([false, true, true, false]);
  });

  it('overlap where they share a character or begin together', () => {
    expect(overlaps(range(0, 2), range(1, 3))).toBe(true);
    expect(overlaps(range(0, 2), range(2, 3))).toBe(false);
    expect(overlaps(range(1, 1), range(1, 4))).toBe(true);
    expect(overlaps(range(0, 4), range(2, 2))).toBe(true);
  });
});
