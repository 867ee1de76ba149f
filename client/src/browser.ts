/** Entry point of the extension in the browser extension host: the server is a web worker. */
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { type Api, activateWith, CLIENT_ID, CLIENT_NAME } from './extension.ts';

export { deactivate } from './extension.ts';

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist/server.js').toString(true);
  // A function, so that a restart gets a worker of its own: the old one ended with the old client. Transports, not the
  // worker itself: the extension host's `Worker` makes objects that the library does not know as workers.
  const server = async (): Promise<MessageTransports> => {
    const worker = new Worker(url);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return activateWith(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, server, options));
}
