import * as vscode from 'vscode';

const SCHEME = 'rosfw-preview';

/** The script as it would be, beside the script as it is: nothing is written before somebody has seen it. */
export class PreviewText implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #text = '';

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show({ uri }: vscode.TextDocument, text: string, title: string): Promise<void> {
    this.#text = text;
    const preview = uriOf(uri);
    this.#changed.fire(preview);
    await vscode.commands.executeCommand('vscode.diff', uri, preview, title, { preserveFocus: true, preview: true });
  }

  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME,
    );
    if (shown.length > 0) await vscode.window.tabGroups.close(shown, true);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Its name ends like that of a script, so that it has colours. */
function uriOf({ path }: vscode.Uri): vscode.Uri {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.rsc$/, '');
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.rsc` });
}
