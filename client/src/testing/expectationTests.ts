/** The expectations about scripts as tests of VS Code: listed for each open script, run by the server. */

import * as vscode from 'vscode';
import type { TestAnswer, TestEntry } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { Ask } from '../reports.ts';

/** What rests after an edit before the tests are listed again, or run again where that is wanted. */
const REST_MS = 500;

/** Shows the expectations of all open scripts, and runs them. */
export class ExpectationTests implements vscode.Disposable {
  readonly #ask: Ask;
  readonly #controller = vscode.tests.createTestController('routerosFirewall', vscode.l10n.t('Firewall Expectations'));
  readonly #subscriptions: vscode.Disposable[] = [this.#controller];
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** What each script's tests came to last. */
  readonly #results = new Map<string, readonly TestEntry[]>();
  /** Requests that run again with each edit. */
  readonly #continuous = new Set<vscode.TestRunRequest>();

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#controller.refreshHandler = async () => {
      await Promise.all(vscode.workspace.textDocuments.map((document) => this.#list(document)));
    };
    this.#controller.createRunProfile(
      vscode.l10n.t('Prove'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
      undefined,
      true,
    );
    const projects = vscode.workspace.createFileSystemWatcher('**/rosfw.json');
    this.#subscriptions.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#later(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      projects,
      // The server hears of it in its own time, and forgets what it knew.
      ...[projects.onDidChange, projects.onDidCreate, projects.onDidDelete].map((changed) =>
        changed(() => {
          for (const document of vscode.workspace.textDocuments) this.#later(document);
        }),
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    );
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  /** What the tests of a script came to when they ran last; empty where they have not. */
  resultsOf(uri: vscode.Uri): readonly TestEntry[] {
    return this.#results.get(String(uri)) ?? [];
  }

  #later(document: vscode.TextDocument): void {
    if (document.languageId !== 'routeros') return;
    const key = String(document.uri);
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        void this.#list(document).then(() => this.#again(document));
      }, REST_MS),
    );
  }

  #forget(uri: vscode.Uri): void {
    clearTimeout(this.#waiting.get(String(uri)));
    this.#waiting.delete(String(uri));
    this.#controller.items.delete(String(uri));
  }

  async #list({ uri, languageId }: vscode.TextDocument): Promise<void> {
    if (languageId !== 'routeros') return;
    const tests = await this.#asked(uri, undefined);
    if (tests === undefined) return;
    const { items } = this.#controller;
    if (tests.length === 0) {
      items.delete(String(uri));
      return;
    }
    let file = items.get(String(uri));
    if (file === undefined) {
      file = this.#controller.createTestItem(String(uri), vscode.workspace.asRelativePath(uri), uri);
      items.add(file);
    }
    file.children.replace(
      tests.map(({ text, range }, index) => {
        const item = this.#controller.createTestItem(`${index} ${text}`, text, uri);
        if (range !== null) item.range = rangeOf(range);
        return item;
      }),
    );
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.continuous === true) {
      this.#continuous.add(request);
      token.onCancellationRequested(() => this.#continuous.delete(request));
    }
    await this.#prove(request, token, this.#filesOf(request));
  }

  async #again({ uri }: vscode.TextDocument): Promise<void> {
    const file = this.#controller.items.get(String(uri));
    if (file === undefined) return;
    for (const request of this.#continuous) {
      // The items of the request may be gone: those of the file are new with each edit.
      const whole = new vscode.TestRunRequest([file], undefined, request.profile, true);
      await this.#prove(whole, undefined, [file]);
    }
  }

  #filesOf({ include }: vscode.TestRunRequest): vscode.TestItem[] {
    const files: vscode.TestItem[] = [];
    if (include === undefined) for (const [, file] of this.#controller.items) files.push(file);
    else for (const item of include) files.push(item.parent ?? item);
    return [...new Set(files)];
  }

  async #prove(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken | undefined,
    files: readonly vscode.TestItem[],
  ): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const { include, exclude } = request;
    for (const file of files) {
      const wanted: { readonly item: vscode.TestItem; readonly index: number }[] = [];
      let index = 0;
      file.children.forEach((item) => {
        const own = index++;
        const isIncluded = include === undefined || include.includes(file) || include.includes(item);
        if (isIncluded && exclude?.includes(item) !== true) wanted.push({ item, index: own });
      });
      for (const { item } of wanted) run.started(item);
      const tests =
        token?.isCancellationRequested === true || file.uri === undefined
          ? undefined
          : await this.#asked(
              file.uri,
              wanted.map((one) => one.index),
            );
      if (tests !== undefined && file.uri !== undefined) this.#results.set(String(file.uri), tests);
      for (const { item, index: own } of wanted) tell(run, item, tests?.[own], file.uri);
    }
    run.end();
  }

  async #asked(uri: vscode.Uri, run: readonly number[] | undefined): Promise<readonly TestEntry[] | undefined> {
    try {
      const answer = await this.#ask<TestAnswer>(REPORTS.test, { uri: String(uri), run }, true);
      return answer === undefined || 'fault' in answer ? undefined : answer.tests;
    } catch {
      // The script has changed meanwhile, and is asked about again.
      return undefined;
    }
  }
}

/** The result of one: green, red, or neither where the file does not settle it. */
function tell(
  run: vscode.TestRun,
  item: vscode.TestItem,
  test: TestEntry | undefined,
  uri: vscode.Uri | undefined,
): void {
  const result = test?.text === item.label ? test.result : null;
  if (result === null || result === undefined) {
    run.skipped(item);
    return;
  }
  if (result.status === 'held') {
    run.passed(item);
    return;
  }
  const message = new vscode.TestMessage(result.message);
  const range = result.by === null ? item.range : rangeOf(result.by);
  const place = result.by === null || result.inOther === null ? uri : vscode.Uri.parse(result.inOther, true);
  if (place !== undefined && range !== undefined) message.location = new vscode.Location(place, range);
  if (result.status === 'failed') run.failed(item, message);
  else run.errored(item, message);
}

function rangeOf({ start, end }: NonNullable<TestEntry['range']>): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
