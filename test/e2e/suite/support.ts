/** What the tests in VS Code share. */
import * as vscode from 'vscode';

export const EXTENSION_ID = 'routeros-firewall.routeros-firewall';

/** Whether this is the browser extension host, where there are no processes and no files on disk. */
export const inBrowser = vscode.env.appHost === 'web';

/** Where files of the workspace are. */
export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)));
}

/** Opens a document that is on no disk. */
export async function openUntitled(content: string, language = 'routeros'): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

/** Closes all editors and throws away what was typed. */
export async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.activeTabGroup.activeTab) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** How often the language server has begun to run, by its log. Opens the output panel: only then its text is loaded. */
export async function serverStarts(): Promise<number> {
  const isLog = ({ uri }: vscode.TextDocument) => uri.scheme === 'output' && uri.path.includes('RouterOS Firewall');
  const log = await until('the log', async () => {
    // More than once: the first time may come before the panel is ready.
    await vscode.commands.executeCommand('routerosFirewall.showOutput');
    return vscode.workspace.textDocuments.find(isLog);
  });
  return log.getText().split('The language server runs.').length - 1;
}

/** Polls until `find` gives something (not undefined, null or false): much in VS Code comes late, and unannounced. */
export async function until<T>(
  what: string,
  find: () => T | undefined | null | false | PromiseLike<T | undefined | null | false>,
  timeout = 15_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for diagnostics of a document that `accept` takes; by default, for any. */
export async function diagnostics(
  uri: vscode.Uri,
  accept = (found: vscode.Diagnostic[]) => found.length > 0,
): Promise<vscode.Diagnostic[]> {
  return until(`diagnostics of ${uri.path}`, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return accept(found) && found;
  });
}

/** The texts of the hovers at a position. */
export async function hovers(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return found.flatMap((hover) => hover.contents.map((part) => (typeof part === 'string' ? part : part.value)));
}

/** The labels offered at a position. */
export async function completions(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const command = 'vscode.executeCompletionItemProvider';
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(command, uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** Fails with `message` unless both are the same; says what they are. */
export function equal<T>(actual: T, expected: T, message: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${message}: expected ${should}, got ${is}`);
}

/** Fails with `message` unless the condition holds. */
export function check(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
