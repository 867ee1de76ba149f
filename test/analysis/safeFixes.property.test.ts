import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { applyFixes } from '../../server/src/analysis/applyFixes.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { properties } from '../support/properties.ts';

const folder = fileURLToPath(new URL('../corpus/files/', import.meta.url));
const TEXTS = readdirSync(folder)
  .filter((name) => name.endsWith('.rsc'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  // Where a command of a template ends, its engine decides.
  .filter((text) => text.length < 8_000 && !/\{[{%#]/.test(text));

/** What happens to texts between a router and an editor; each takes a line and gives the lines in its place. */
const CORRUPTIONS: Readonly<Record<string, (line: string, at: number) => string[]>> = {
  'a lost line end backslash': (line) => [line.replace(/\\$/, '')],
  'a blank behind the backslash': (line) => [line.replace(/\\$/, '\\ ')],
  'a line cut at a blank': (line, at) => cut(line, at),
  'typographic quotes': (line) => [line.replaceAll('"', '\u201d')],
  'a lost quote': (line) => [line.replace('"', '')],
  'a list number': (line) => [`3. ${line}`],
  'a prompt': (line) => [`[admin@edge] > ${line}`],
  'blanks around an equals sign': (line) => [line.replace('=', ' = ')],
  'a comment behind the command': (line) => [`${line} # a remark`],
  'no-break spaces': (line) => [line.replace(' ', '\u00a0')],
  'a lost blank behind a quote': (line) => [line.replace('" ', '"')],
  'a bracket too many': (line) => [`${line} ]`],
  'the line twice': (line) => [line, line],
  'a sentence above': (line) => ['Then add the next rule to the list.', line],
  'a mark of Git': (line) => ['<<<<<<< HEAD', line, '=======', line, '>>>>>>> other'],
};

function cut(line: string, at: number): string[] {
  const blanks = [...line.matchAll(/ (?=[a-z-]+=)/g)].map(({ index }) => index);
  const place = blanks[at % Math.max(1, blanks.length)];
  return place === undefined ? [line] : [line.slice(0, place), line.slice(place + 1)];
}

/** The commands of a text, each with its blanks and line breaks as one blank. */
function commandsOf(text: string): string[] {
  const { list } = parse(text);
  return list.statements.map(({ length }, index) => {
    const start = list.starts[index] as number;
    return plain(text.slice(start, start + length));
  });
}

function plain(command: string): string {
  return command.replaceAll(/(?:\s|\\\r?\n)+/g, ' ').trim();
}

const damage = fc.record({
  text: fc.constantFrom(...TEXTS),
  places: fc.array(fc.record({ line: fc.nat(), at: fc.nat(), how: fc.constantFrom(...Object.keys(CORRUPTIONS)) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

it('a safe fix never loses or joins a command that was whole', () => {
  fc.assert(
    fc.property(damage, ({ text, places }) => {
      const lines = text.split('\n');
      const chosen = new Map(places.map((place) => [place.line % lines.length, place] as const));
      const corrupted = lines
        .flatMap((line, index) => {
          const place = chosen.get(index);
          const corrupt = place === undefined ? undefined : CORRUPTIONS[place.how];
          return place === undefined || corrupt === undefined ? [line] : corrupt(line, place.at);
        })
        .join('\n');
      const { text: fixed } = applyFixes(
        analyse(corrupted),
        (next) => analyse(next),
        () => true,
      );
      // Those that no corruption has reached: whole before, and read as the same commands in the corrupted text.
      const inCorrupted = new Set(commandsOf(corrupted));
      const whole = commandsOf(text).filter((command) => command !== '' && inCorrupted.has(command));
      const after = new Set(commandsOf(fixed));
      const lost = whole.filter((command) => !after.has(command));
      expect(lost, `${corrupted}\n--- became\n${fixed}`).toEqual([]);
    }),
    properties(300),
  );
});
