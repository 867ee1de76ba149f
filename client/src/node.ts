/** Entry point of the extension in the Node extension host: the server is a process. */
import { realpath } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, activateWith, CLIENT_ID, CLIENT_NAME, type CreateClient } from './extension.ts';
import { registerTasks } from './tasks.ts';

export { deactivate } from './extension.ts';

/** For the launch configuration "Attach to Server". */
const DEBUG_PORT = 6009;

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', `--inspect=${DEBUG_PORT}`] } };
  context.subscriptions.push(registerTasks());
  const create: CreateClient = (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, options);
  return activateWith(context, create, (path) => realpath(path));
}
