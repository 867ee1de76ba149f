import type { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Position } from 'vscode-languageserver';

/** The offset of a position of the protocol; inside of the text in any case. */
export function fromLsp(doc: Text, { line, character }: Position): number {
  if (line >= doc.lines) return doc.length;
  const { from, to } = doc.line(line + 1);
  return Math.min(from + character, to);
}

/** Shows a line, from 1, with the cursor in it. The keyboard stays where it is unless asked. */
export function reveal(view: EditorView, line: number, focus = false): void {
  if (!(line >= 1 && line <= view.state.doc.lines)) return;
  const { from } = view.state.doc.line(line);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  if (focus) view.focus();
}
