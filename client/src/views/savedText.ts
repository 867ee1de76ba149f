import * as vscode from 'vscode';
import { decode } from '../../../server/src/text/decode.ts';

/** What was last saved under this name; undefined where nothing was. */
export async function savedText(script: vscode.Uri): Promise<string | undefined> {
  try {
    return decode(await vscode.workspace.fs.readFile(script)).text;
  } catch {
    return undefined;
  }
}
