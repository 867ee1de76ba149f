import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { TextEdit } from '../text/edit.ts';

/** The tree of each open document. It goes on from that of an earlier version, so that a key stroke costs little. */
export class SyntaxTrees {
  readonly #known = new WeakMap<TextDocument, { readonly tree: SyntaxTree; readonly edits: TextEdit[] }>();

  /** Carries the changes out in the document, and notes them for its next tree. */
  update(
    document: TextDocument,
    changes: readonly lsp.TextDocumentContentChangeEvent[],
    version: number,
  ): TextDocument {
    for (const change of changes) {
      const known = this.#known.get(document);
      if (!lsp.TextDocumentContentChangeEvent.isIncremental(change) || known?.edits.length === MOST_EDITS) {
        this.#known.delete(document);
      } else if (known !== undefined) {
        const [a, b] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
        known.edits.push({ range: { start: Math.min(a, b), end: Math.max(a, b) }, newText: change.text });
      }
      TextDocument.update(document, [change], version);
    }
    return document;
  }

  of(document: TextDocument): SyntaxTree {
    const text = document.getText();
    const tree = this.#edited(document);
    // Whatever a client sends, the tree is that of the text: positions behind the last line lead documents astray.
    const current = tree?.text === text ? tree : parse(text);
    this.#known.set(document, { tree: current, edits: [] });
    return current;
  }

  #edited(document: TextDocument): SyntaxTree | undefined {
    const known = this.#known.get(document);
    let tree = known?.tree;
    for (const edit of known?.edits ?? []) {
      const { start, end } = edit.range;
      if (tree === undefined || !(start <= end && end <= tree.text.length)) return undefined;
      tree = reparse(tree, edit);
    }
    return tree;
  }
}

/** Where more has changed at once, such as by replacing all, the text is read anew. */
const MOST_EDITS = 8;
