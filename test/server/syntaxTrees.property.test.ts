import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { SyntaxTrees } from '../../server/src/lsp/syntaxTrees.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { finish, type Steps } from '../../server/src/text/steps.ts';
import { properties } from '../support/properties.ts';
import { piece, script } from '../support/scripts.ts';

const place = fc.record({ line: fc.nat(20), character: fc.nat(60) });
const change = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: place, end: place }), text: piece }) },
  { weight: 1, arbitrary: fc.record({ text: script }) },
);

/** The changes of a version, and how many steps of reading it are done before the next comes. */
const version = fc.tuple(fc.array(change, { maxLength: 12 }), fc.option(fc.nat(3), { nil: undefined }));

test('the tree is that of the text, whatever changes a client sends', () => {
  fc.assert(
    fc.property(
      script,
      fc.option(fc.nat(3), { nil: undefined }),
      fc.array(version, { maxLength: 6 }),
      (text, begun, versions) => {
        const trees = new SyntaxTrees();
        const document = TextDocument.create('file:///router.rsc', 'routeros', 0, text);
        begin(trees.steps(document), begun);
        for (const [index, [changes, steps]] of [...versions, [[], undefined] as const].entries()) {
          trees.update(document, changes, index + 1);
          begin(trees.steps(document), steps);
          if (steps !== undefined) continue;
          const tree = finish(trees.steps(document));
          expect(tree.text).toBe(document.getText());
          // Not compared by `expect`, which would print both trees.
          expect(isDeepStrictEqual(tree.list, parse(document.getText()).list)).toBe(true);
        }
      },
    ),
    properties('edits: documents'),
  );
});

/** Does so many steps, or all. */
function begin(steps: Steps<unknown>, count = Number.POSITIVE_INFINITY): void {
  for (let i = 0; i < count && steps.next().done !== true; i++);
}
