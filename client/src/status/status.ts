/** The language status item: which version a script is read for, and how the analysis is getting on. */
import * as vscode from 'vscode';
import type { StatusParams } from '../../../server/src/lsp/protocol.ts';
import { statusLook } from './statusLook.ts';

export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('routerosFirewall.status', { language: 'routeros' });
  readonly #known = new Map<string, StatusParams>();
  readonly #listeners = [
    vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(String(uri))),
  ];

  constructor() {
    this.#item.name = 'RouterOS Firewall';
    this.#item.command = {
      title: vscode.l10n.t('Change Version'),
      tooltip: vscode.l10n.t('Open the setting for the version that scripts are read for'),
      command: 'workbench.action.openSettings',
      arguments: ['routerosFirewall.version'],
    };
    this.#show();
  }

  /** What the server has said last of a script. */
  of(uri: vscode.Uri): StatusParams | undefined {
    return this.#known.get(String(uri));
  }

  told(status: StatusParams): void {
    this.#known.set(String(vscode.Uri.parse(status.uri)), status);
    this.#show();
  }

  /** No server runs that could say anything. */
  clear(): void {
    this.#known.clear();
    this.#show();
  }

  dispose(): void {
    for (const disposable of [this.#item, ...this.#listeners]) disposable.dispose();
  }

  /** An item is shown for all scripts, so that it says what holds for the one in front. */
  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const { text, detail, isSlow, busy } = statusLook(
      document === undefined ? undefined : this.of(document.uri),
      vscode.l10n.t,
    );
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.busy = busy;
    this.#item.severity = isSlow ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  }
}
