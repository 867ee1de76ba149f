/** Writes what the firewall does now down as an expectation: into the device's entry, or beside the rule. */

import * as vscode from 'vscode';
import type { SaveExpectationAnswer, SaveExpectationParams } from '../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../server/src/lsp/protocol.ts';
import type { Ask } from './reports.ts';

const EXAMPLE = 'internet -> router tcp 22,8291 => refused';

/** The command; it asks for the expectation where nobody gives one. Whether it was saved is its result. */
export async function saveAsExpectation(ask: Ask, given: unknown): Promise<boolean> {
  const params = isParams(given) ? given : await askForParams();
  if (params === undefined) return false;
  const unsaved = vscode.workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && uri.path.endsWith('/rosfw.json') && covers(uri, params.uri),
  );
  if (unsaved !== undefined) return warn(vscode.l10n.t('rosfw.json has unsaved changes. Save it first.'));
  const script = vscode.Uri.parse(params.uri, true);
  // The server knows what is open; a click in a tree may come before that.
  await vscode.workspace.openTextDocument(script);
  const answer = await ask<SaveExpectationAnswer>(REPORTS.saveExpectation, params);
  if (answer === undefined) return false;
  if ('fault' in answer) return warn(answer.fault);
  const target = vscode.Uri.parse(answer.target, true);
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    const { start, end } = range;
    edit.replace(target, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  if (answer.edits.length > 0 && !(await vscode.workspace.applyEdit(edit))) return false;
  // A project file counts as it is on disk. The script may have other changes, whose time the user chooses.
  if (answer.device !== null && answer.edits.length > 0) await (await vscode.workspace.openTextDocument(target)).save();
  tell(answer);
  return true;
}

function tell({
  expectation,
  status,
  device,
  edits,
}: Exclude<SaveExpectationAnswer, { readonly fault: string }>): void {
  const text =
    edits.length === 0
      ? vscode.l10n.t('Expected already: {0}', expectation)
      : device === null
        ? vscode.l10n.t('Written above the rule: {0}', expectation)
        : vscode.l10n.t('Added to {0} in rosfw.json: {1}', device, expectation);
  if (status === 'held') vscode.window.setStatusBarMessage(text, 5000);
  else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} The file as it is now does not hold it: run the test to see why.', text),
    );
  }
}

function warn(message: string): false {
  void vscode.window.showWarningMessage(message);
  return false;
}

/** Whether a project file may speak of the script. */
function covers(project: vscode.Uri, script: string): boolean {
  return script.startsWith(String(project.with({ path: project.path.slice(0, project.path.lastIndexOf('/') + 1) })));
}

function isParams(given: unknown): given is SaveExpectationParams {
  return (
    typeof given === 'object' &&
    given !== null &&
    typeof (given as SaveExpectationParams).uri === 'string' &&
    typeof (given as SaveExpectationParams).expectation === 'string'
  );
}

async function askForParams(): Promise<SaveExpectationParams | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'routeros') {
    warn(vscode.l10n.t('Open a RouterOS script first.'));
    return undefined;
  }
  const expectation = await vscode.window.showInputBox({
    title: vscode.l10n.t('What do you expect of this firewall?'),
    prompt: vscode.l10n.t('Such as {0}.', EXAMPLE),
    value: EXAMPLE,
    ignoreFocusOut: true,
  });
  if (expectation === undefined || expectation.trim() === '') return undefined;
  return { uri: String(editor.document.uri), expectation, line: editor.selection.active.line + 1 };
}
