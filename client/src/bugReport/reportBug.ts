import * as vscode from 'vscode';
import { type BugFacts, bugReport } from './bugReport.ts';

/** Opens a text with what a bug report needs, for the user to read, to complete and to send, or not. */
export async function reportBug(extension: vscode.Extension<unknown>, server: string): Promise<void> {
  const { version, contributes } = extension.packageJSON as {
    version: string;
    contributes: { configuration: readonly { properties: Readonly<Record<string, unknown>> }[] };
  };
  const settings = vscode.workspace.getConfiguration();
  const scripts = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'routeros');
  const facts: BugFacts = {
    version,
    editor: `${vscode.env.appName} ${vscode.version}`,
    host: [vscode.env.appHost, vscode.env.remoteName].filter((part) => part !== undefined).join(', '),
    platform: vscode.env.uiKind === vscode.UIKind.Web ? 'browser' : 'desktop',
    language: vscode.env.language,
    server,
    settings: contributes.configuration
      .flatMap(({ properties }) => Object.keys(properties))
      .flatMap((name) => {
        const told = settings.inspect(name);
        const value = told?.workspaceFolderValue ?? told?.workspaceValue ?? told?.globalValue;
        return value === undefined ? [] : [{ name, value }];
      }),
    scripts: scripts.map((document) => ({
      lines: document.lineCount,
      scheme: document.uri.scheme,
      problems: vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ source }) => source === 'rosfw')
        .map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code))),
    })),
  };
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'markdown', content: bugReport(facts) }),
  );
}
