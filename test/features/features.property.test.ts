import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { callHierarchyId, incomingCalls, itemOf, outgoingCalls } from '../../server/src/features/callHierarchy.ts';
import { codeLenses } from '../../server/src/features/codeLenses.ts';
import { complete } from '../../server/src/features/completion.ts';
import { documentLinks } from '../../server/src/features/documentLinks.ts';
import { type DocumentSymbol, documentSymbols } from '../../server/src/features/documentSymbols.ts';
import { foldingRanges } from '../../server/src/features/foldingRanges.ts';
import { hover } from '../../server/src/features/hover.ts';
import { inlayHints } from '../../server/src/features/inlayHints.ts';
import { listAt } from '../../server/src/features/lists.ts';
import { references } from '../../server/src/features/references.ts';
import { rename } from '../../server/src/features/rename.ts';
import { selectionRanges } from '../../server/src/features/selectionRanges.ts';
import { semanticTokens } from '../../server/src/features/semanticTokens.ts';
import { signatureHelp } from '../../server/src/features/signatureHelp.ts';
import { workspaceSymbols } from '../../server/src/features/workspaceSymbols.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { TextRange } from '../../server/src/text/range.ts';
import { properties } from '../support/properties.ts';

const examples = readdirSync('examples')
  .filter((name) => name.endsWith('.rsc'))
  .map((name) => readFileSync(`examples/${name}`, 'utf8'));

/** Pieces that bring a parser into trouble. */
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '$',
    '\\',
    '\\\n',
    '\r\n',
    ';',
    '#',
    '=',
    '!',
    '..',
    '/',
    ':',
    ',',
  ),
  fc.constantFrom(':if (true) do={', '[find ', ' where ', '/ip firewall filter\n', 'add list="', '\n#region x\n'),
  fc.constantFrom('\ue000', '\ufeff', '\u201d', '\ud83d', '\u0000', '#endregion\n', ':global f do={\n'),
  fc.string({ maxLength: 6 }),
);
const mutated = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), piece), { maxLength: 6 }),
  )
  .map(([text, changes]) =>
    changes.reduce((result, [place, removed, inserted]) => {
      const at = Math.floor(place * result.length);
      return result.slice(0, at) + inserted + result.slice(at + removed);
    }, text),
  );
const small = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const text = fc.oneof(mutated, small);
const place = fc.double({ min: 0, max: 1, noNaN: true });

test('completion gives edits around the caret in one line, whatever the text', () => {
  fc.assert(
    fc.property(text, fc.array(place, { minLength: 1, maxLength: 6 }), (script, places) => {
      const analysis = analyse(script);
      for (const at of places) {
        const offset = Math.round(at * script.length);
        for (const { edit, label } of complete(analysis, offset, { random: () => 0.5 })) {
          const { start, end } = edit.range;
          if (!(0 <= start && start <= offset && offset <= end && end <= script.length)) throw new Error(label);
          expect(script.slice(start, end)).not.toMatch(/[\r\n]/);
        }
        listAt(analysis, offset);
      }
    }),
    properties(150),
  );
});

test('symbols nest, and have a name', () => {
  const inside = (symbols: readonly DocumentSymbol[], start: number, end: number): void => {
    for (const { name, range, selectionRange, children } of symbols) {
      expect(name).not.toBe('');
      expect(start <= range.start && range.start <= range.end && range.end <= end, name).toBe(true);
      const { start: from, end: to } = selectionRange;
      expect(range.start <= from && from <= to && to <= range.end, name).toBe(true);
      inside(children, range.start, range.end);
    }
  };
  fc.assert(
    fc.property(text, (script) => inside(documentSymbols(analyse(script)), 0, script.length)),
    properties(200),
  );
});

test('folds lie in the text and nest, one a line', () => {
  fc.assert(
    fc.property(text, (script) => {
      const folds = foldingRanges(analyse(script));
      const lines = script.split(/\r\n|\r|\n/).length;
      expect(new Set(folds.map(({ startLine }) => startLine)).size).toBe(folds.length);
      for (const [i, fold] of folds.entries()) {
        expect(fold.startLine).toBeLessThan(fold.endLine);
        expect(fold.endLine).toBeLessThan(lines);
        for (const other of folds.slice(i + 1)) {
          expect(other.startLine > fold.endLine || other.endLine <= fold.endLine).toBe(true);
        }
      }
    }),
    properties(200),
  );
});

test('a renamed name stands in as many places, whatever the text', () => {
  const all = { includeDeclaration: true };
  fc.assert(
    fc.property(text, fc.array(place, { minLength: 1, maxLength: 6 }), (script, places) => {
      const analysis = analyse(script, { rules: [] });
      for (const at of places) {
        const offset = Math.round(at * script.length);
        const before = references(analysis, offset, all);
        for (const { start, end } of before) expect(start < end && end <= script.length).toBe(true);
        const renamed = rename(analysis, offset, 'unheardOf');
        if (renamed === undefined || 'refused' in renamed) continue;
        const changed = applyEdits(script, renamed.edits);
        const after = references(analyse(changed, { rules: [] }), changed.indexOf('unheardOf'), all);
        expect(after.length, changed).toBe(before.length);
      }
    }),
    properties(300),
  );
});

test('selections, links, symbols and calls lie in the text, whatever it is', () => {
  fc.assert(
    fc.property(text, fc.array(place, { minLength: 1, maxLength: 6 }), (script, places) => {
      const analysis = analyse(script, { rules: [] });
      const inText = ({ start, end }: TextRange): void => {
        expect(0 <= start && start <= end && end <= script.length).toBe(true);
      };
      for (const { range } of [...documentLinks(analysis), ...workspaceSymbols(analysis, '')]) inText(range);
      for (const at of places) {
        const offset = Math.round(at * script.length);
        const ranges = selectionRanges(analysis, offset);
        for (const [i, range] of ranges.entries()) {
          inText(range);
          const inner = ranges[i - 1] ?? { start: offset, end: offset };
          expect(range.start <= inner.start && inner.end <= range.end).toBe(true);
        }
        const id = callHierarchyId(analysis, offset);
        const item = id === undefined ? undefined : itemOf(analysis, id);
        if (item === undefined) continue;
        inText(item.range);
        for (const call of [...incomingCalls(analysis, item.id), ...outgoingCalls(analysis, item.id)]) {
          call.places.forEach(inText);
        }
      }
    }),
    properties(200),
  );
});

test('hints, lenses and signatures say something, whatever the text', () => {
  const hinted = { ruleNumbers: true, menuPaths: true, knockStages: true };
  const lensed = { knock: true, sweep: true, client: true, trace: true };
  fc.assert(
    fc.property(text, fc.array(place, { minLength: 1, maxLength: 4 }), (script, places) => {
      const analysis = analyse(script, { rules: [] });
      for (const { offset, label } of inlayHints(analysis, { start: 0, end: script.length }, hinted)) {
        expect(label).not.toBe('');
        expect(0 <= offset && offset <= script.length).toBe(true);
      }
      for (const lens of codeLenses(analysis, lensed)) expect(lens.resolve().title).not.toBe('');
      for (const at of places) {
        const help = signatureHelp(analysis, Math.round(at * script.length));
        expect(help?.active ?? 0).toBeLessThan(Math.max(1, help?.parameters.length ?? 0));
      }
    }),
    properties(150),
  );
});

test('hovers lie in the text around the caret, and their code blocks are closed, whatever the text', () => {
  fc.assert(
    fc.property(text, fc.array(place, { minLength: 1, maxLength: 6 }), (script, places) => {
      const analysis = analyse(script);
      for (const at of places) {
        const offset = Math.round(at * script.length);
        const found = hover(analysis, offset);
        if (found === undefined) continue;
        const { range, markdown } = found;
        expect(0 <= range.start && range.start <= range.end && range.end <= script.length).toBe(true);
        expect((markdown.match(/^```/gm)?.length ?? 0) % 2, markdown).toBe(0);
      }
    }),
    properties(150),
  );
});

test('tokens are in order, apart from each other and in one line, whatever the text', () => {
  fc.assert(
    fc.property(text, (script) => {
      let last = 0;
      for (const { range } of semanticTokens(analyse(script, { rules: [] }))) {
        expect(last <= range.start && range.start < range.end && range.end <= script.length).toBe(true);
        expect(script.slice(range.start, range.end)).not.toMatch(/[\r\n]/);
        last = range.end;
      }
    }),
    properties(200),
  );
});
