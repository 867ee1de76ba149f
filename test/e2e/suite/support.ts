/** What the tests in VS Code share. */
import * as vscode from 'vscode';
import { NOTE } from '../results.ts';

export const EXTENSION_ID = 'routeros-firewall.routeros-firewall';

/** Whether this is the browser extension host, where there are no processes and no files on disk. */
export const inBrowser = vscode.env.appHost === 'web';

/** Where files of the workspace are. */
export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

/** Opens a file of the workspace in an editor of its own. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)), { preview: false });
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

/** Tells people something that is neither passed nor failed. */
export function note(text: string): void {
  console.log(NOTE + text);
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

/** The problems of a document, without the hints that only fade text. */
export function problemsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((found) => codeOf(found) !== 'never-reached');
}

/** Waits for diagnostics of a document that `accept` takes; by default, for any. */
export async function diagnostics(
  uri: vscode.Uri,
  accept = (found: vscode.Diagnostic[]) => found.length > 0,
): Promise<vscode.Diagnostic[]> {
  return until(`diagnostics of ${uri.path}`, () => {
    const found = problemsOf(uri);
    return accept(found) && found;
  });
}

/** Where the `occurrence`th (from 1) of a text is. */
export function placeOf(document: vscode.TextDocument, text: string, occurrence = 1): vscode.Range {
  let at = -1;
  for (let i = 0; i < occurrence; i++) at = document.getText().indexOf(text, at + 1);
  if (at < 0) throw new Error(`${JSON.stringify(text)} is not ${occurrence} times in:\n${document.getText()}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** The id in the code of a diagnostic. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** A diagnostic in a line: `3 warning layer7-cost: layer7-protocol=pass`, with the text that it marks. */
export function inShort(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): string {
  const severity = vscode.DiagnosticSeverity[diagnostic.severity].toLowerCase();
  const { range } = diagnostic;
  return `${range.start.line + 1} ${severity} ${codeOf(diagnostic)}: ${document.getText(range)}`;
}

/** Waits until these are the codes of the diagnostics, in any order. */
export async function codesBecome(uri: vscode.Uri, codes: readonly string[]): Promise<void> {
  const expected = [...codes].sort().join(', ');
  const shown = () => problemsOf(uri).map(codeOf).sort().join(', ');
  await until(`the diagnostics [${expected}]`, () => shown() === expected).catch((error: Error) => {
    throw new Error(`${error.message} Shown are [${shown()}].`);
  });
}

/** The code actions for a range; of one kind, or those that the light bulb offers. */
export function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind?.value);
}

/** Changes a setting of ours, or takes the change back. */
export async function setting(name: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('routerosFirewall').update(name, value, target);
}

/** Puts text in a place of a document; does not wait for anything that comes of it. */
export async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  check(await vscode.workspace.applyEdit(edit), 'VS Code refuses an edit');
}

/** The texts of the hovers at a position. */
export async function hovers(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return found.flatMap((hover) => hover.contents.map((part) => (typeof part === 'string' ? part : part.value)));
}

/** What is offered at a position, in the order in which the widget shows it before anything is typed. */
export async function completions(uri: vscode.Uri, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  const command = 'vscode.executeCompletionItemProvider';
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(command, uri, position);
  // Without a detail and of the kind "text": VS Code's own guesses, made of words in open files.
  const items = list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
  return items.sort((a, b) => ((a.sortText ?? labelOf(a)) < (b.sortText ?? labelOf(b)) ? -1 : 1));
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** An expectation and what it came to, as the extension tells it. */
export interface Test {
  readonly range: { readonly start: { readonly line: number } } | null;
  readonly result: {
    readonly status: string;
    readonly message: string;
    readonly by: { readonly start: { readonly line: number } } | null;
    readonly inOther: string | null;
  } | null;
}

interface Api {
  tests(uri: vscode.Uri): readonly Test[];
}

/** Runs all tests until those of the script have results: they are listed a moment after it was opened. */
export async function proved(uri: vscode.Uri, count: number): Promise<readonly Test[]> {
  const api = vscode.extensions.getExtension<Api>(EXTENSION_ID)?.exports;
  const found = (): readonly Test[] => (api?.tests(uri) ?? []).filter(({ result }) => result !== null);
  await until('the tests have run', async () => {
    await vscode.commands.executeCommand('testing.runAll');
    return found().length === count;
  });
  return found();
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
