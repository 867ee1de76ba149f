import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parseSteps } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Steps } from '../text/steps.ts';

/** The tree of each open document. It goes on from that of an earlier version, so that a key stroke costs little. */
export class SyntaxTrees {
  readonly #known = new WeakMap<TextDocument, Known>();

  /** Carries the changes out in the document, and notes them for its next tree. */
  update(
    document: TextDocument,
    changes: readonly lsp.TextDocumentContentChangeEvent[],
    version: number,
  ): TextDocument {
    for (const change of changes) {
      const known = this.#known.get(document);
      const most = known?.tree === undefined ? MOST_EDITS_BEFORE : MOST_EDITS;
      if (!lsp.TextDocumentContentChangeEvent.isIncremental(change) || known?.edits.length === most) {
        this.#known.delete(document);
      } else if (known !== undefined) {
        const [a, b] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
        known.edits.push({ range: { start: Math.min(a, b), end: Math.max(a, b) }, newText: change.text });
      }
      TextDocument.update(document, [change], version);
    }
    return document;
  }

  /**
   * The tree of the text as it is when the last step is done. Who gives up has lost nothing: reading the text goes on
   * where it was with the next one who asks, and edits are carried out in its tree.
   */
  *steps(document: TextDocument): Steps<SyntaxTree> {
    for (;;) {
      let known = this.#known.get(document);
      if (known === undefined) {
        known = { tree: undefined, reading: parseSteps(document.getText()), edits: [] };
        this.#known.set(document, known);
      }
      while (known.tree === undefined) {
        const step: IteratorResult<void, SyntaxTree> = known.reading.next();
        if (step.done === true) known.tree = step.value;
        else yield;
      }
      while (known.edits.length > 0 && fits(known.tree, known.edits[0] as TextEdit)) {
        known.tree = reparse(known.tree, known.edits.shift() as TextEdit);
        if (known.edits.length > 0) yield;
      }
      // Whatever a client sends, the tree is that of the text: positions behind the last line lead documents astray.
      if (this.#known.get(document) === known) {
        if (known.edits.length === 0 && known.tree.text === document.getText()) return known.tree;
        this.#known.delete(document);
      }
    }
  }

  /** Gives back the memory of a tree; the next one is made from the text. */
  forget(document: TextDocument): void {
    this.#known.delete(document);
  }
}

interface Known {
  /** Of the text before the edits; undefined as long as that is being read. */
  tree: SyntaxTree | undefined;
  readonly reading: Steps<SyntaxTree>;
  readonly edits: TextEdit[];
}

/** Where more has changed at once, such as by replacing all, the text is read anew. */
const MOST_EDITS = 8;
/** While a large text is read for the first time, somebody may type on and on. */
const MOST_EDITS_BEFORE = 64;

function fits({ text }: SyntaxTree, { range: { start, end } }: TextEdit): boolean {
  return start <= end && end <= text.length;
}
