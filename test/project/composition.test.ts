import { describe, expect, test } from 'vitest';
import { Composition, type Part } from '../../server/src/project/composition.ts';

/** The whole of `a` and what it imports, with `file:offset` for marks `^` in the whole's text. */
function compose(files: Readonly<Record<string, string>>, ...mains: readonly string[]): Composition {
  const part = (file: string): Part | undefined => {
    const text = files[file];
    return text === undefined ? undefined : { file, text };
  };
  return new Composition(
    mains.map((name) => part(name) as Part),
    (_, name) => part(name),
  );
}

describe('composition', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['one file is itself', { a: '/ip\nx' }, ['a'], '/ip\nx'],
    ['files one after the other, each from the root', { a: '/ip', b: 'y' }, ['a', 'b'], '/ip\n/\ny'],
    ['a file twice', { a: 'x' }, ['a', 'a'], 'x'],
    ['an import', { a: '/ip\n/import file-name=b\nz', b: 'y' }, ['a'], '/ip\n\n/\ny\n/ip\n\nz'],
    ['an import by a word', { a: 'import b', b: 'y' }, ['a'], '\n/\ny\n/\n'],
    ['an import of what is not known', { a: 'import c', b: 'y' }, ['a'], 'import c'],
    ['an import of itself', { a: 'import a' }, ['a'], ''],
    ['a circle', { a: 'import b', b: 'import a' }, ['a'], '\n/\n\n/\n'],
    ['an import that hangs on a condition', { a: ':if ($x) do={import b}', b: 'y' }, ['a'], ':if ($x) do={import b}'],
    ['an import by a variable', { a: 'import $b', b: 'y' }, ['a'], 'import $b'],
    ['a main that was imported before', { a: 'import b', b: 'y' }, ['a', 'b'], '\n/\ny\n/\n'],
  ])('%s', (_, files, mains, expected) => {
    expect(compose(files, ...mains).text).toBe(expected);
  });

  test('every character of a file is found again, and glue belongs to none', () => {
    const files = { a: '/ip\nimport b\nz', b: 'y\nimport c\nw', c: 'xx' };
    const composition = compose(files, 'a');
    const found: Record<string, string> = { a: '', b: '', c: '' };
    for (let offset = 0; offset < composition.text.length; offset++) {
      const at = composition.inFile({ start: offset, end: offset + 1 });
      if (at === undefined) {
        expect(composition.fileOf(offset)).toBeUndefined();
        continue;
      }
      const text = files[at.file as keyof typeof files].slice(at.range.start, at.range.end);
      expect(text).toBe(composition.text.charAt(offset));
      found[at.file] += text;
    }
    expect(found).toEqual({ a: '/ip\n\nz', b: 'y\n\nw', c: 'xx' });
    expect(composition.lineName(composition.text.indexOf('w'))).toBe('3 of b');
    expect(composition.inFile({ start: 0, end: composition.text.length })).toBeUndefined();
  });

  test('files that import each other without end are bounded', () => {
    let reads = 0;
    const composition = new Composition([{ file: '0', text: 'import 1\nimport 2' }], (_, name) => {
      reads++;
      return { file: name, text: `import ${name}1\nimport ${name}2` };
    });
    expect(reads).toBeLessThan(1000);
    expect(composition.parts.size).toBeLessThan(1000);
  });
});
