/** Entry point of the extension in the Node extension host. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, start } from './extension.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.node.cjs');
  const server = { module, transport: TransportKind.ipc };
  await start(
    context,
    new LanguageClient('routerosFirewall', 'RouterOS Firewall', { run: server, debug: server }, clientOptions),
  );
}
