/** Edits of the protocol in the text of the editor. */

import type { Text, TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { fromLsp } from './places.ts';
import { SCRIPT_URI } from './serverConnection.ts';

export function applyEdits(view: EditorView, edits: readonly TextEdit[]): void {
  if (edits.length > 0) view.dispatch(transaction(view.state.doc, edits));
}

/** Those edits of a change of the workspace that belong to the script; there is no other file. */
export function editsOf({ documentChanges = [], changes = {} }: WorkspaceEdit): TextEdit[] {
  const versioned = documentChanges.flatMap((change) =>
    'edits' in change && change.textDocument.uri === SCRIPT_URI ? change.edits.filter((edit) => 'newText' in edit) : [],
  );
  return [...versioned, ...(changes[SCRIPT_URI] ?? [])];
}

function transaction(doc: Text, edits: readonly TextEdit[]): TransactionSpec {
  const changes = edits.map(({ range, newText }) => ({
    from: fromLsp(doc, range.start),
    to: fromLsp(doc, range.end),
    insert: newText,
  }));
  return { changes, userEvent: 'input.fix', scrollIntoView: false };
}
