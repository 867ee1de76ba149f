import * as vscode from 'vscode';
import type { RuleLabel } from '../../../server/src/features/ruleLabels.ts';
import { digitsOf, firewallLines, type LabelParts, LEAST_DIGITS, labelText, shifted } from './labelLines.ts';

/**
 * Numbers and parts of rules in front of them, in a column of fixed width. They stay with their lines until the server
 * knows the new ones, and a line that is begun has the room already.
 */
export class RuleLabels implements vscode.Disposable {
  readonly #look = vscode.window.createTextEditorDecorationType({
    before: { color: new vscode.ThemeColor('editorLineNumber.foreground'), margin: '0 1ch 0 0', fontStyle: 'normal' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #known = new Map<string, { labels: readonly RuleLabel[]; digits: number }>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor() {
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const known = this.#known.get(String(document.uri));
        if (known === undefined || contentChanges.length === 0) return;
        known.labels = shifted(known.labels, contentChanges);
        this.#drawAll(document);
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#draw(textEditor)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(String(uri))),
    ];
  }

  /** What the server says of a script. */
  show(document: vscode.TextDocument, labels: readonly RuleLabel[]): void {
    const key = String(document.uri);
    const digits = digitsOf(labels, this.#known.get(key)?.digits ?? LEAST_DIGITS);
    this.#known.set(key, { labels, digits });
    this.#drawAll(document);
  }

  dispose(): void {
    for (const one of [...this.#listeners, this.#look]) one.dispose();
  }

  #drawAll(document: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const { document, visibleRanges } = editor;
    const known = this.#known.get(String(document.uri));
    if (known === undefined) return;
    const wanted = wantedIn(document);
    if (wanted === undefined) {
      editor.setDecorations(this.#look, []);
      return;
    }
    const first = Math.max(0, (visibleRanges[0]?.start.line ?? 0) - MARGIN);
    const end = Math.min(document.lineCount, (visibleRanges.at(-1)?.end.line ?? 0) + MARGIN);
    const labels = new Map(known.labels.map((label) => [label.line - 1, label]));
    const lines = new Set(firewallLines((line) => document.lineAt(line).text, first, end));
    for (const line of labels.keys()) if (line >= first && line < end) lines.add(line);
    editor.setDecorations(
      this.#look,
      [...lines].map((line) => decoration(line, labels.get(line), wanted, known.digits)),
    );
  }
}

/** Lines above and below those in sight: each label costs the editor a style of its own. */
const MARGIN = 200;

/**
 * What is wanted in front of the rules of a document; nothing where labels are inlay hints or off, and where lines are
 * wrapped: the editor does not count what stands in front, and would cut off the ends.
 */
function wantedIn(document: vscode.TextDocument): LabelParts | undefined {
  const settings = vscode.workspace.getConfiguration('routerosFirewall.inlayHints', document);
  if (settings.get('ruleLabels') !== 'before') return undefined;
  if (vscode.workspace.getConfiguration('editor', document).get('wordWrap') !== 'off') return undefined;
  const numbers = settings.get('ruleNumbers') !== false;
  const knocks = settings.get('knockStages') !== false;
  return numbers || knocks ? { numbers, knocks } : undefined;
}

function decoration(
  line: number,
  label: RuleLabel | undefined,
  wanted: LabelParts,
  digits: number,
): vscode.DecorationOptions {
  const text = labelText(label, wanted, digits);
  return {
    range: new vscode.Range(line, 0, line, 0),
    ...(label === undefined ? {} : { hoverMessage: [label.tooltip, ...(label.part === null ? [] : [label.part])] }),
    // The width holds also where the font is not of one width.
    renderOptions: { before: { contentText: text, width: `${text.length}ch` } },
  };
}
