import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SyntaxTrees } from '../../server/src/lsp/syntaxTrees.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { finish } from '../../server/src/text/steps.ts';
import { properties } from '../support/properties.ts';
import { piece, script } from '../support/scripts.ts';

const place = fc.record({ line: fc.nat(20), character: fc.nat(60) });
const change = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: place, end: place }), text: piece }) },
  { weight: 1, arbitrary: fc.record({ text: script }) },
);

test('the tree is that of the text, whatever changes a client sends', () => {
  fc.assert(
    fc.property(script, fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 6 }), (text, versions) => {
      const trees = new SyntaxTrees();
      const document = TextDocument.create('file:///router.rsc', 'routeros', 0, text);
      finish(trees.steps(document));
      for (const [version, changes] of versions.entries()) {
        trees.update(document, changes, version + 1);
        const tree = finish(trees.steps(document));
        expect(tree.text).toBe(document.getText());
        // Not compared by `expect`, which would print both trees.
        expect(isDeepStrictEqual(tree.list, parse(document.getText()).list)).toBe(true);
      }
    }),
    properties('edits: documents'),
  );
});
