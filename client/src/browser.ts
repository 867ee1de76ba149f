/** Entry point of the extension in the browser extension host: the server is a web worker. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, start } from './extension.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist/server.browser.js').toString(true);
  await start(context, new LanguageClient('routerosFirewall', 'RouterOS Firewall', new Worker(url), clientOptions));
}
