import * as vscode from 'vscode';

/** What was last saved under this name; undefined where nothing was. */
export async function savedText(script: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  } catch {
    return undefined;
  }
}
