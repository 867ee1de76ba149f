/** What the status bar counts while a rule is typed key by key. */
import * as vscode from 'vscode';
import { closeAll, diagnostics, note, openUntitled, until } from './support.ts';

const RULE = 'add action=accept chain=input comment="web" connection-state=new dst-port=443 protocol=tcp';

/** Milliseconds between two keys. */
const PACE = 150;
/** Longer than the pause after which a line counts as written. */
const REST = 1500;
const MOST_CHANGES = 4;

const RULES = Array.from(
  { length: 200 },
  (_, index) => `add action=accept chain=forward dst-address=192.0.2.${index} dst-port=${1000 + index} protocol=tcp`,
);
/** One error stands in it from the start. */
const SCRIPT = [
  '/ip firewall filter',
  'add action=drop chain=input protocol=udp',
  'add action=accept chain=input dst-port=53 protocol=udp',
  ...RULES,
  '',
].join('\n');

describe('typing', () => {
  after(closeAll);

  it('a rule key by key changes the number of errors hardly ever', async () => {
    const { document } = await openUntitled(SCRIPT);
    const { uri } = document;
    await diagnostics(uri, (found) => found.some(isError));
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) throw new Error('No editor is in front.');
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    const counts = [errorsOf(uri)];
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((one) => String(one) === String(uri))) return;
      const now = errorsOf(uri);
      if (now !== counts.at(-1)) counts.push(now);
    });
    for (const key of RULE) {
      await vscode.commands.executeCommand('type', { text: key });
      await rest(PACE);
    }
    await rest(REST);
    listener.dispose();
    const typed = document.lineAt(document.lineCount - 1).text;
    note(`while a rule is typed the number of errors changes ${counts.length - 1} times: ${counts.join(' ')}`);
    if (typed !== RULE) throw new Error(`Typed was ${JSON.stringify(typed)}.`);
    if (counts.length - 1 > MOST_CHANGES) throw new Error(`The number of errors was ${counts.join(', ')}.`);
  });

  it('what is wrong with it is said when it is written', async () => {
    const { document } = await openUntitled('/ip firewall filter\n');
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) throw new Error('No editor is in front.');
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    for (const key of 'add chain=input protocol=tpc') await vscode.commands.executeCommand('type', { text: key });
    await until('the error', () => errorsOf(document.uri) > 0);
  });
});

function errorsOf(uri: vscode.Uri): number {
  return vscode.languages.getDiagnostics(uri).filter(isError).length;
}

function isError({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Error;
}

/** The pace of a person is what is tested, so that here it is waited for. */
function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
