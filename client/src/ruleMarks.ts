/** Icons in the gutter and labels in front of rules: what becomes of a packet at each. They stay until the server knows better. */
import * as vscode from 'vscode';
import type { RuleState } from '../../server/src/features/ruleMarks.ts';
import { REPORTS, type RuleMarksAnswer } from '../../server/src/lsp/protocol.ts';
import type { Ask } from './reports.ts';
import { RuleLabels } from './ruleLabels/ruleLabels.ts';

/** Milliseconds without a change after which the server is asked again. */
const CALM = 400;

const STATES: readonly RuleState[] = ['accept', 'drop', 'dead', 'knock'];

export class RuleMarks implements vscode.Disposable {
  readonly #ask: Ask;
  readonly #looks: ReadonlyMap<RuleState, vscode.TextEditorDecorationType>;
  readonly #labels = new RuleLabels();
  readonly #pending = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(extension: vscode.Uri, ask: Ask) {
    this.#ask = ask;
    this.#looks = new Map(STATES.map((state) => [state, look(extension, state)]));
    this.#listeners = [
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.#later(editors)),
      // The other files of a router have other marks, too.
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'routeros') this.#later(vscode.window.visibleTextEditors);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if ([GUTTER, LABELS, WRAPPING].some((name) => event.affectsConfiguration(name)))
          this.#later(vscode.window.visibleTextEditors);
      }),
    ];
    this.#later(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    for (const one of [...this.#listeners, ...this.#looks.values(), this.#labels]) one.dispose();
  }

  #later(editors: readonly vscode.TextEditor[]): void {
    for (const { document } of editors) {
      if (document.languageId !== 'routeros') continue;
      const key = String(document.uri);
      clearTimeout(this.#pending.get(key));
      this.#pending.set(
        key,
        setTimeout(() => {
          this.#pending.delete(key);
          void this.#draw(document);
        }, CALM),
      );
    }
  }

  async #draw(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const answer = await this.#ask<RuleMarksAnswer>(REPORTS.ruleMarks, { uri: String(document.uri) }, true);
    if (answer === undefined || 'fault' in answer || document.version !== version) return;
    this.#labels.show(document, answer.labels);
    const isWanted = vscode.workspace.getConfiguration('', document).get(GUTTER) !== false;
    const marks = isWanted ? answer.marks : [];
    for (const [state, type] of this.#looks) {
      const places = marks
        .filter((mark) => mark.state === state && mark.line <= document.lineCount)
        .map(({ line }) => new vscode.Range(line - 1, 0, line - 1, 0));
      for (const editor of editorsOf(document)) editor.setDecorations(type, places);
    }
  }
}

const GUTTER = 'routerosFirewall.gutter.enable';
const LABELS = 'routerosFirewall.inlayHints';
const WRAPPING = 'editor.wordWrap';

function editorsOf(document: vscode.TextDocument): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
}

function look(extension: vscode.Uri, state: RuleState): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    gutterIconPath: vscode.Uri.joinPath(extension, 'media', `rule-${state}.svg`),
    gutterIconSize: '75%',
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
}
