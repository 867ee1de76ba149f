/** Entry point of the extension in the browser extension host: the server is a web worker. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith, CLIENT_ID, CLIENT_NAME } from './extension.ts';

export { deactivate } from './extension.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist/server.browser.js').toString(true);
  // A function, so that a restart gets a worker of its own: the old one ended with the old client.
  const server = async () => new Worker(url);
  await activateWith(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, server, options));
}
