/** The part of the extension that both hosts share. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

export const clientOptions: LanguageClientOptions = { documentSelector: [{ language: 'routeros' }] };

/** Starts the client and stops it with the extension. */
export async function start(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  context.subscriptions.push({ dispose: () => void client.stop() });
  await client.start();
}
