/**
 * Tools for assistants in agent mode. They are language model tools, not a server of the Model Context Protocol: those run
 * in the browser, too, see what is in the editor and not yet saved, and VS Code asks the user before each, in our words.
 */

import * as vscode from 'vscode';
import type {
  CompareAnswer,
  ConvertAnswer,
  ExposureAnswer,
  KnocksAnswer,
  NewKnockAnswer,
  PageAnswer,
  TestAnswer,
  TraceAnswer,
} from '../../../server/src/lsp/protocol.ts';
import { KNOCK_DEFAULTS, REPORTS } from '../../../server/src/lsp/protocol.ts';
import { editedText } from '../edits.ts';
import type { Ask } from '../reports.ts';

/** A script that a tool is about: a file of the workspace, or a text. Without both it is the script in the editor. */
interface Source {
  readonly path?: unknown;
  readonly text?: unknown;
}

type Input = Source & Readonly<Record<string, unknown>>;

/** What a tool says to the assistant; what is wrong with the question is an error. */
type Run = (input: Input) => Promise<string>;

const SCHEME = 'rosfw-assistant';

/** Registers all tools that the manifest names; what it returns ends them. */
export class AssistantTools implements vscode.TextDocumentContentProvider {
  readonly #ask: Ask;
  readonly #texts = new Map<string, string>();
  readonly #disposables: vscode.Disposable[] = [];
  #count = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#disposables.push(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
    for (const [name, run] of Object.entries(this.tools))
      this.#disposables.push(vscode.lm.registerTool(name, this.#tool(name, run)));
  }

  dispose(): void {
    for (const one of this.#disposables) one.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** By the names in the manifest. */
  get tools(): Readonly<Record<string, Run>> {
    return {
      rosfw_check: (input) =>
        this.#about(input, async (uri) => (await this.#answer<PageAnswer>(REPORTS.check, { uri })).markdown),
      rosfw_explain: async ({ rule }) =>
        (await this.#answer<PageAnswer>(REPORTS.explain, { rule: String(rule) })).markdown,
      rosfw_knocks: (input) =>
        this.#about(input, async (uri) => (await this.#answer<KnocksAnswer>(REPORTS.knocks, { uri })).text),
      rosfw_trace: (input) =>
        this.#about(input, async (uri) => {
          const params = { uri, packets: strings(input['packets']), lists: strings(input['lists']) };
          return (await this.#answer<TraceAnswer>(REPORTS.trace, params)).text;
        }),
      rosfw_diff: (input) => this.#diff(input),
      rosfw_exposure: (input) =>
        this.#about(input, async (uri) => (await this.#answer<ExposureAnswer>(REPORTS.exposure, { uri })).text),
      rosfw_test: (input) => this.#about(input, (uri) => this.#test(uri, strings(input['expectations']))),
      rosfw_generate_knock: (input) => this.#about(input, (uri) => this.#knock(uri, input)),
      // Of a text alone: of a file the assistant would get all that is in it.
      rosfw_convert: ({ text, menu }) => this.#about({ text: String(text ?? '') }, (uri) => this.#convert(uri, menu)),
    };
  }

  /** What the user reads before a tool runs. */
  confirmation(name: string, input: Input): { readonly title: string; readonly message: string } {
    const what = this.#described(input);
    const title = vscode.l10n.t('Let the assistant read a RouterOS script?');
    if (name === 'rosfw_explain')
      return {
        title: vscode.l10n.t('Let the assistant read the page of a rule?'),
        message: vscode.l10n.t('The page of {0} is part of the extension.', String(input['rule'])),
      };
    return {
      title,
      message: vscode.l10n.t(
        'RouterOS Firewall reads {0} on this machine. The assistant gets the result, without secrets. Nothing is changed.',
        what,
      ),
    };
  }

  #tool(name: string, run: Run): vscode.LanguageModelTool<Input> {
    return {
      prepareInvocation: ({ input }) => {
        const { title, message } = this.confirmation(name, input);
        return {
          invocationMessage: vscode.l10n.t('Asking RouterOS Firewall'),
          confirmationMessages: { title, message },
        };
      },
      invoke: async ({ input }) =>
        new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await run(input))]),
    };
  }

  #described({ path, text }: Source): string {
    if (typeof path === 'string') return path;
    if (typeof text === 'string') return vscode.l10n.t('the text that the assistant has written');
    return vscode.l10n.t('the script in the editor');
  }

  async #diff({ before, after }: Input): Promise<string> {
    const old = await this.#document(isSource(before) ? before : {});
    const now = await this.#document(isSource(after) ? after : {});
    const params = { uri: String(now.uri), before: old.getText(), name: nameOf(old.uri) };
    return (await this.#answer<CompareAnswer>(REPORTS.compare, params)).text;
  }

  async #test(uri: string, further: readonly string[]): Promise<string> {
    const { tests } = await this.#answer<TestAnswer>(REPORTS.test, { uri });
    const run = tests.map((_, index) => index);
    const judged = await this.#answer<TestAnswer>(REPORTS.test, { uri, run, further });
    const lines = judged.tests.map(({ text, result }) => `${result?.status}: ${text}\n  ${result?.message}`);
    return lines.length === 0 ? 'Nothing is expected of this script. Give "expectations".' : lines.join('\n');
  }

  /** Nothing is inserted: the assistant proposes it as an edit of its own. */
  async #knock(uri: string, input: Input): Promise<string> {
    const wishes = {
      ...KNOCK_DEFAULTS,
      ...(input['steps'] !== undefined && { steps: Number(input['steps']) }),
      ...(input['grant'] !== undefined && { grant: String(input['grant']) }),
      ...(input['opens'] !== undefined && { opens: strings(input['opens']) }),
      ...(input['ipv6'] !== undefined && { ipv6: input['ipv6'] === true }),
      ...(input['wan'] !== undefined && { wan: String(input['wan']) }),
    };
    const { edits, place, report } = await this.#answer<NewKnockAnswer>(REPORTS.newKnock, { uri, ...wishes });
    return [`Its rules go to: ${place}.`, ...edits.map(({ newText }) => newText), ...report].join('\n');
  }

  async #convert(uri: string, menu: unknown): Promise<string> {
    const params = { uri, ...(typeof menu === 'string' && { menu }) };
    const { edits, left } = await this.#answer<ConvertAnswer>(REPORTS.convert, params);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    return [editedText(document, edits), ...left.map((one) => `Not converted: ${one}`)].join('\n');
  }

  /** Asks about the script that is meant, which the server knows as soon as it is open. */
  async #about(input: Input, ask: (uri: string) => Promise<string>): Promise<string> {
    return ask(String((await this.#document(input)).uri));
  }

  async #document({ path, text }: Source): Promise<vscode.TextDocument> {
    if (typeof text === 'string') {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/script-${++this.#count}.rsc` });
      this.#texts.set(uri.path, text);
      const document = await vscode.workspace.openTextDocument(uri);
      this.#texts.delete(uri.path);
      return document;
    }
    const uri = typeof path === 'string' ? fileOf(path) : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) throw new Error('Give the path of a script in the workspace, or its text.');
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== 'routeros') throw new Error(`${nameOf(uri)} is no RouterOS script.`);
    return document;
  }

  async #answer<A>(method: string, params: object): Promise<Exclude<A, { readonly fault: string }>> {
    const answer = await this.#ask<A>(method, params, true);
    if (answer === undefined) throw new Error('The language server did not answer. Try again.');
    if (typeof answer === 'object' && answer !== null && 'fault' in answer) throw new Error(String(answer.fault));
    return answer as Exclude<A, { readonly fault: string }>;
  }
}

/** A file of the workspace; others are none of the assistant's business. */
function fileOf(path: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isWhole = /^(?:\/|[A-Za-z]:[\\/])/.test(path);
  const candidates = isWhole
    ? folders
        .slice(0, 1)
        .map(({ uri }) => uri.with({ path: path.replaceAll('\\', '/').replace(/^(?=[A-Za-z]:)/, '/') }))
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, path));
  const found = candidates.find((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  if (found === undefined) throw new Error(`${path} is not in the workspace.`);
  return found;
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
