import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bind } from '../../server/src/binding/bind.ts';
import { type EmbeddedScript, embeddedScripts, hostRange } from '../../server/src/binding/embeddedScripts.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { scriptProblems } from '../../server/src/problems/scriptProblems.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { inQuotes } from '../../server/src/syntax/quote.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { properties } from '../support/properties.ts';
import { mutated } from '../support/scripts.ts';

const HEAD = '/system script add name=x source=';

/** The script that is all of the argument, when the text can be read as one. */
function embedded(host: string): EmbeddedScript | undefined {
  return embeddedScripts(bind(parse(host), catalog), catalog)[0];
}

test('a script in a string is read as it was before it was put there', () => {
  fc.assert(
    fc.property(mutated, (script) => {
      const host = `${HEAD}${inQuotes(script)}`;
      const found = embedded(host);
      fc.pre(found?.text === script);
      let end = HEAD.length + 1;
      for (let offset = 0; offset < script.length; offset++) {
        const place = hostRange(found, { start: offset, end: offset + 1 });
        expect(place.start).toBe(end);
        end = place.end;
        const held = host.slice(place.start, place.end);
        expect(held === script[offset] || /^\\./.test(held)).toBe(true);
      }
      expect(end).toBe(host.length - 1);
      expect(found.map(script.length)).toBe(end);
    }),
    properties(300),
  );
});

test('a fix within a string does to the script what it does to the script alone', () => {
  fc.assert(
    fc.property(mutated, (script) => {
      const host = `${HEAD}${inQuotes(script)}`;
      fc.pre(embedded(host)?.text === script);
      const alone = scriptProblems(bind(parse(script), catalog));
      const inside = scriptProblems(bind(parse(host), catalog));
      // What does not begin with a command is data in a string, and a fault in a file.
      const isData = alone.some(
        ({ code, start }) => code === 'expected-command' && /^[\s{[(]*$/.test(script.slice(0, start)),
      );
      expect(inside.map(({ code }) => code)).toEqual(isData ? [] : alone.map(({ code }) => code));
      if (isData) return;
      for (const [index, { fix }] of alone.entries()) {
        if (fix === undefined) continue;
        const fixed = applyEdits(host, inside[index]?.fix?.edits ?? []);
        const again = embedded(fixed);
        // What is left of a script may look like a name, and then it is none.
        if (again !== undefined) expect(again.text).toBe(applyEdits(script, fix.edits));
      }
    }),
    properties(300),
  );
});
