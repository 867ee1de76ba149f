import * as vscode from 'vscode';
import { MAX_SCRIPTS } from '../../server/src/lsp/protocol.ts';

/**
 * The scripts of the workspace, for the server: it has no file system in a browser, nor any of a virtual workspace. It
 * may read what it was told of, and nothing else.
 */
export class ScriptFiles {
  readonly #told = new Set<string>();

  /** URIs of the scripts in the folders of the workspace, without those that `files.exclude` hides. */
  async list(): Promise<string[]> {
    const found = await vscode.workspace.findFiles('**/*.rsc', undefined, MAX_SCRIPTS);
    const uris = found.map((uri) => uri.toString());
    this.#told.clear();
    for (const uri of uris) this.#told.add(uri);
    return uris;
  }

  has(uri: string): boolean {
    return this.#told.has(uri);
  }
}
