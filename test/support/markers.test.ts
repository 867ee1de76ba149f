import { describe, expect, it } from 'vitest';
import { marked } from './markers.ts';

const shown = (source: string) => {
  const { text, ranges } = marked(source);
  return ranges.map(({ start, end }) => text.slice(start, end));
};

describe('marked', () => {
  it('takes the underlines out and gives what they underline', () => {
    const source = 'add chain=input\n    ^^^^^ ^^^^^\nprint\n^^^^^';
    expect(marked(source).text).toBe('add chain=input\nprint');
    expect(shown(source)).toEqual(['chain', 'input', 'print']);
  });

  it('takes the cursors out and lets the underlines be where they are seen', () => {
    const source = '$0add $0chain=input\n        ^^^^^';
    expect(marked(source)).toMatchObject({ text: 'add chain=input', cursors: [0, 4] });
    expect(shown(source)).toEqual(['chain']);
  });

  it('drops the first line end and the shared indentation', () => {
    const source = `
      :do {
        add x
            ^
      }
    `;
    expect(marked(source).text).toBe(':do {\n  add x\n}\n');
    expect(shown(source)).toEqual(['x']);
  });

  it('leaves carets alone that underline nothing', () => {
    expect(marked('^^^').text).toBe('^^^');
    expect(marked(':put (a ^ b)').ranges).toEqual([]);
  });
});
