/** The part of the extension that both hosts share: the client's options, its life and its commands. */

import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  type ErrorHandlerResult,
  type LanguageClientOptions,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import type { StatusParams, TestEntry } from '../../server/src/lsp/protocol.ts';
import {
  LIST_SCRIPTS,
  MAX_PROJECT_FILE_SIZE,
  MAX_SCRIPT_SIZE,
  READ_FILE,
  STATUS,
} from '../../server/src/lsp/protocol.ts';
import type { ExposureEntry } from '../../server/src/reports/jsonOutput.ts';
import { AssistantTools } from './assistant/assistantTools.ts';
import { reportBug } from './bugReport/reportBug.ts';
import { ExposureTree } from './exposure/exposureTree.ts';
import { registerReports } from './reports.ts';
import { RestartPolicy } from './restartPolicy.ts';
import { RuleMarks } from './ruleMarks.ts';
import { saveAsExpectation } from './saveExpectation.ts';
import { ScriptFiles } from './scriptFiles.ts';
import { StatusItem } from './status/status.ts';
import { ExpectationTests } from './testing/expectationTests.ts';
import { type RealPath, WorkspaceFiles } from './workspaceFiles.ts';

/** Id of the client: the prefix of our settings, and the source of nothing else. */
export const CLIENT_ID = 'routerosFirewall';
export const CLIENT_NAME = 'RouterOS Firewall';

/** Makes a client for the server of one host (a process or a worker). */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

let running: LanguageServer | undefined;

/** What other extensions, and our tests in VS Code, may ask. */
export interface Api {
  /** What the server has said last of a script. */
  status(uri: vscode.Uri): StatusParams | undefined;
  /** What the expectations about a script came to when they were proved last. */
  tests(uri: vscode.Uri): readonly TestEntry[];
  /** What the tree "What Is Open" shows. */
  exposure(): ExposureEntry | undefined;
  /** What assistants may call. */
  readonly assistant: Pick<AssistantTools, 'tools' | 'confirmation'>;
}

/** Called by the entry point of each host; `realPath` where there are links. */
export async function activateWith(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  realPath?: RealPath,
): Promise<Api> {
  const log = vscode.window.createOutputChannel(CLIENT_NAME, { log: true });
  const server = new LanguageServer(log, createClient, realPath);
  context.subscriptions.push(server);
  running = server;
  const tests = new ExpectationTests((method, params, unasked) => server.ask(method, params, unasked === true));
  const assistant = new AssistantTools((method, params, unasked) => server.ask(method, params, unasked === true));
  const exposure = new ExposureTree((method, params, unasked) => server.ask(method, params, unasked === true));
  context.subscriptions.push(
    log,
    assistant,
    exposure,
    vscode.commands.registerCommand('routerosFirewall.restart', () => server.restart()),
    vscode.commands.registerCommand('routerosFirewall.showOutput', () => log.show()),
    vscode.commands.registerCommand('routerosFirewall.showRulePage', showRulePage),
    vscode.commands.registerCommand('routerosFirewall.openWalkthrough', () => openWalkthrough(context.extension.id)),
    vscode.commands.registerCommand('routerosFirewall.openSample', () => openSample(context.extensionUri)),
    vscode.commands.registerCommand('routerosFirewall.reportBug', () => reportBug(context.extension, server.state)),
    registerReports(context.extensionUri, (method, params, unasked) => server.ask(method, params, unasked === true)),
    vscode.commands.registerCommand('routerosFirewall.copyText', copyText),
    vscode.commands.registerCommand('routerosFirewall.saveAsExpectation', (params?: unknown) =>
      saveAsExpectation((method, asked, unasked) => server.ask(method, asked, unasked === true), params),
    ),
    tests,
    new RuleMarks(context.extensionUri, (method, params, unasked) => server.ask(method, params, unasked === true)),
  );
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(() => server.startIfNeeded()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(MARKDOWN)) await server.restartIfNeeded();
    }),
  );
  await server.startIfNeeded();
  return {
    status: (uri) => server.status.of(uri),
    tests: (uri) => tests.resultsOf(uri),
    exposure: () => exposure.exposure,
    assistant,
  };
}

/** VS Code waits for this promise before it ends the host, so that no server is left behind. */
export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}

async function openWalkthrough(extension: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension}#begin`);
}

/** A script to try things on; it has no file, so that nothing is written. */
async function openSample(extension: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'media/sample.rsc'));
  const content = new TextDecoder().decode(bytes);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'routeros', content }));
}

/** Opens the page of a rule; what other extensions pass in is not trusted. */
async function showRulePage(url: unknown): Promise<void> {
  if (typeof url === 'string' && url.startsWith('https://')) await vscode.env.openExternal(vscode.Uri.parse(url));
}

/** Puts what a code lens offers on the clipboard. */
async function copyText(text: unknown): Promise<void> {
  if (typeof text !== 'string') return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', text), 5000);
}

/** Whether the server may read a file that it was not told of: a project file of the workspace, and nothing else. */
function isProjectFile(file: vscode.Uri): boolean {
  return file.path.endsWith('/rosfw.json') && vscode.workspace.getWorkspaceFolder(file) !== undefined;
}

/** The setting that has scripts in Markdown checked too. */
const MARKDOWN = 'routerosFirewall.markdown.enable';

/** Whether any folder asks for it: there is one server for all of them, which knows the setting of each file. */
function readsMarkdown(): boolean {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  return [undefined, ...folders].some((scope) => vscode.workspace.getConfiguration('', scope).get(MARKDOWN) === true);
}

/** What a server answers about a text that is no more. */
const OUTDATED: readonly number[] = [
  LSPErrorCodes.ContentModified,
  LSPErrorCodes.ServerCancelled,
  LSPErrorCodes.RequestCancelled,
];

/** One language server, whichever client serves it at the moment. */
class LanguageServer {
  private client: BaseLanguageClient | undefined;
  readonly status = new StatusItem();
  private readonly log: vscode.LogOutputChannel;
  private readonly createClient: CreateClient;
  private readonly files: WorkspaceFiles;
  private readonly watchers = ['**/rosfw.json', '**/*.rsc'].map((glob) =>
    vscode.workspace.createFileSystemWatcher(glob),
  );

  constructor(log: vscode.LogOutputChannel, createClient: CreateClient, realPath: RealPath | undefined) {
    this.log = log;
    this.files = new WorkspaceFiles(realPath, (message) => log.warn(message));
    this.createClient = createClient;
  }

  /** The extension also wakes for Markdown; unless scripts in it are to be checked, the server waits for a script. */
  async startIfNeeded(): Promise<void> {
    const isScript = ({ languageId }: vscode.TextDocument): boolean => languageId === 'routeros';
    if (readsMarkdown() || vscode.workspace.textDocuments.some(isScript)) await this.start();
  }

  /** The client asks for other documents from now on. */
  async restartIfNeeded(): Promise<void> {
    await this.stop();
    await this.startIfNeeded();
  }

  /** Never rejects: colours, snippets and commands must work without a server too. */
  async start(): Promise<void> {
    if (this.client !== undefined) return;
    this.client = this.createClient(this.options());
    const scripts = new ScriptFiles();
    this.client.onRequest(LIST_SCRIPTS, () => scripts.list());
    this.client.onRequest(READ_FILE, ({ uri }: { readonly uri: string }) => {
      const file = vscode.Uri.parse(uri, true);
      if (scripts.has(uri)) return this.files.read(file, MAX_SCRIPT_SIZE);
      return isProjectFile(file) ? this.files.read(file, MAX_PROJECT_FILE_SIZE) : null;
    });
    this.client.onNotification(STATUS, (status: StatusParams) => this.status.told(status));
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.log.info('The language server runs.');
    });
    try {
      await this.client.start();
    } catch (error) {
      this.log.error('The language server could not be started.', error);
      this.warn(vscode.l10n.t('The language server could not be started: no diagnostics, no hovers.'));
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.status.clear();
    // A client that is still starting or failed to start cannot be stopped and says so: nothing to do then.
    await client?.dispose().catch((error: unknown) => this.log.debug('Stopping:', error));
  }

  /**
   * The answer of the server; undefined where none runs, which is said unless nobody has asked for anything, and where
   * the script has changed meanwhile.
   */
  async ask<A>(method: string, params: object, unasked: boolean): Promise<A | undefined> {
    await this.startIfNeeded();
    try {
      return await this.client?.sendRequest<A>(method, params);
    } catch (error) {
      if (error instanceof ResponseError && OUTDATED.includes(error.code)) return undefined;
      this.log.error(`The request ${method} failed.`, error);
      if (!unasked) void this.warn(vscode.l10n.t('The language server did not answer.'));
      return undefined;
    }
  }

  /** For a bug report. */
  get state(): string {
    return this.client === undefined ? 'not started' : State[this.client.state];
  }

  dispose(): void {
    this.status.dispose();
    for (const watcher of this.watchers) watcher.dispose();
  }

  /** A new client forgets the crashes of the old one. */
  async restart(): Promise<void> {
    this.log.info('Restarting the language server.');
    await this.stop();
    await this.start();
  }

  private options(): LanguageClientOptions {
    return {
      // No scheme: untitled files, files of a virtual workspace and Git revisions are files too.
      documentSelector: [{ language: 'routeros' }, ...(readsMarkdown() ? [{ language: 'markdown' }] : [])],
      outputChannel: this.log,
      initializationOptions: {
        hasCommands: true,
        readsFiles: true,
        listsScripts: true,
        showsStatus: true,
        drawsLabels: true,
      },
      synchronize: { fileEvents: this.watchers },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.errorHandler(),
      // One that stops while it starts is started again like any other, with the same message.
      initializationFailedHandler: () => false,
    };
  }

  /** `handled` keeps the client library from showing messages of its own for each crash. */
  private errorHandler(): ErrorHandler {
    const policy = new RestartPolicy();
    return {
      error: (error, _message, count): ErrorHandlerResult => {
        this.log.error('The connection to the language server failed.', error);
        return { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
      },
      closed: (): CloseHandlerResult => {
        const { restart, tell } = policy.crashed(Date.now());
        if (tell) {
          this.warn(
            restart
              ? vscode.l10n.t('The language server stopped and was started again.')
              : vscode.l10n.t('The language server keeps stopping and stays off until you restart it.'),
          );
        }
        return { action: restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async warn(message: string): Promise<void> {
    const showOutput = vscode.l10n.t('Show Output');
    const restart = vscode.l10n.t('Restart');
    const choice = await vscode.window.showWarningMessage(`${CLIENT_NAME}: ${message}`, showOutput, restart);
    if (choice === showOutput) this.log.show();
    if (choice === restart) await this.restart();
  }
}
