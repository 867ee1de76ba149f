import * as vscode from 'vscode';
import type { LitStep } from './messages.ts';

/** The way of a packet through a script: the lines that it met, and behind each what came of it. */
export class PathLights {
  readonly #types: Readonly<Record<LitStep['kind'], vscode.TextEditorDecorationType>> = {
    accepts: lit('diffEditor.insertedLineBackground', 'editorOverviewRuler.addedForeground'),
    refuses: lit('diffEditor.removedLineBackground', 'editorOverviewRuler.deletedForeground'),
    matches: lit('editor.wordHighlightBackground', 'editorOverviewRuler.modifiedForeground'),
    misses: vscode.window.createTextEditorDecorationType({ after: NOTE }),
  };

  show(script: vscode.Uri, steps: readonly LitStep[]): void {
    this.clear();
    for (const editor of vscode.window.visibleTextEditors) {
      if (String(editor.document.uri) !== String(script)) continue;
      for (const kind of KINDS) {
        const lines = steps.filter(
          (step) => step.kind === kind && step.line >= 1 && step.line <= editor.document.lineCount,
        );
        editor.setDecorations(
          this.#types[kind],
          lines.map(({ line, note }) => ({
            range: editor.document.lineAt(line - 1).range,
            // Behind a long line the note is out of sight.
            hoverMessage: note,
            renderOptions: { after: { contentText: note } },
          })),
        );
      }
    }
  }

  clear(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      for (const kind of KINDS) editor.setDecorations(this.#types[kind], []);
    }
  }

  dispose(): void {
    for (const kind of KINDS) this.#types[kind].dispose();
  }
}

const KINDS: readonly LitStep['kind'][] = ['accepts', 'refuses', 'matches', 'misses'];

const NOTE: vscode.ThemableDecorationAttachmentRenderOptions = {
  margin: '0 0 0 3em',
  fontStyle: 'italic',
  color: new vscode.ThemeColor('editorCodeLens.foreground'),
};

function lit(background: string, ruler: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(background),
    overviewRulerColor: new vscode.ThemeColor(ruler),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    after: NOTE,
  });
}
