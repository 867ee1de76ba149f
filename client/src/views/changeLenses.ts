import * as vscode from 'vscode';
import type { CompareAnswer } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { Ask } from '../reports.ts';
import { savedText } from './savedText.ts';

/** Above each rule by which an unsaved change lets something else in or keeps it out: what, and against which file. */
export class ChangeLenses implements vscode.CodeLensProvider {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const wanted = vscode.workspace.getConfiguration('routerosFirewall', document).get('codeLens.changes') !== false;
    if (!wanted || !document.isDirty) return [];
    const before = await savedText(document.uri);
    if (before === undefined || token.isCancellationRequested) return [];
    const name = vscode.l10n.t('the saved file');
    const answer = await this.#ask<CompareAnswer>(REPORTS.compare, { uri: String(document.uri), before, name }, true);
    if (answer === undefined || 'fault' in answer || token.isCancellationRequested) return [];
    const counts = new Map<number, Counts>();
    for (const { kind, after } of answer.diff.changes) {
      if (after?.line == null || after.file !== answer.file || after.line > document.lineCount || !(kind in WORDS))
        continue;
      const count = counts.get(after.line) ?? {};
      count[kind as Told] = (count[kind as Told] ?? 0) + 1;
      counts.set(after.line, count);
    }
    // Above each of many rules they would push the text about.
    if (counts.size > MOST_LENSES) {
      const title = vscode.l10n.t('unsaved: {0} rules decide differently', counts.size);
      const { range } = document.lineAt(Math.min(...counts.keys()) - 1);
      return [new vscode.CodeLens(range, { title, command: 'routerosFirewall.compareWithSaved' })];
    }
    return [...counts].map(([line, count]) => {
      const { range } = document.lineAt(line - 1);
      const words = (Object.keys(WORDS) as Told[])
        .filter((kind) => count[kind] !== undefined)
        .map((kind) => WORDS[kind]);
      const title = vscode.l10n.t('unsaved: {0}', words.join(', '));
      return new vscode.CodeLens(range, { title, command: 'routerosFirewall.compareWithSaved' });
    });
  }
}

const MOST_LENSES = 5;

const WORDS = {
  'let-in': vscode.l10n.t('lets in more'),
  'sent-elsewhere': vscode.l10n.t('sends elsewhere'),
  'sent-as-other': vscode.l10n.t('sends from another address'),
  'kept-out': vscode.l10n.t('keeps out more'),
} as const;

type Told = keyof typeof WORDS;
type Counts = Partial<Record<Told, number>>;
