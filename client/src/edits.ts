import * as vscode from 'vscode';

/** An edit as the server gives it. */
export interface ServerEdit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly newText: string;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** The text of a document with the edits made in it. */
export function editedText(document: vscode.TextDocument, edits: readonly ServerEdit[]): string {
  const offset = ({ line, character }: Place): number => document.offsetAt(new vscode.Position(line, character));
  const parts = edits.map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }));
  return parts
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), document.getText());
}

/** Makes the edits in the editor, as one step that can be undone. */
export function applyEdits(uri: vscode.Uri, edits: readonly ServerEdit[]): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    const { start, end } = range;
    edit.replace(uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  return vscode.workspace.applyEdit(edit);
}
