import * as lsp from 'vscode-languageserver';
import type { Answers } from './answers.ts';
import {
  type BeforeImportParams,
  type CheckParams,
  type CompareAnswer,
  type CompareParams,
  type ConvertAnswer,
  type ConvertParams,
  type ExposureAnswer,
  type ExposureParams,
  KNOCK_DEFAULTS,
  type KnocksAnswer,
  type NewKnockAnswer,
  type NewKnockParams,
  type PageAnswer,
  REPORTS,
  type RequestFault,
  type SaveExpectationAnswer,
  type SaveExpectationParams,
  type TableAnswer,
  type TraceAnswer,
  type TraceParams,
} from './protocol.ts';
import type { Questions } from './questions.ts';
import { nameOf } from './scriptName.ts';

/** What commands need beside answers to questions. */
export interface CommandHost {
  client(): lsp.ClientCapabilities;
  /** The text of a file of the workspace as it is on disk. */
  readFile(uri: string): Promise<string | undefined>;
  /** Keeps a text where the client can open it, until the server ends; returns its URI. */
  readonly keepText?: ((name: string, text: string) => Promise<string>) | undefined;
}

/**
 * What a client runs that has neither the commands nor the views of our extension. Most take the URI of a script. What
 * there is to read is opened as a document where the client can do that, and is the result in any case; what changes a
 * script is applied as an edit.
 */
export const COMMANDS = {
  showKnocks: 'routerosFirewall.showKnocks',
  showTable: 'routerosFirewall.showTable',
  tracePacket: 'routerosFirewall.tracePacket',
  compareWithSaved: 'routerosFirewall.compareWithSaved',
  compareWith: 'routerosFirewall.compareWith',
  showExposure: 'routerosFirewall.showExposure',
  checkFiles: 'routerosFirewall.checkFiles',
  beforeImport: 'routerosFirewall.beforeImport',
  newKnock: 'routerosFirewall.newKnock',
  convertPaste: 'routerosFirewall.convertPaste',
  saveAsExpectation: 'routerosFirewall.saveAsExpectation',
  copyText: 'routerosFirewall.copyText',
  showRulePage: 'routerosFirewall.showRulePage',
} as const;

/** Commands that VS Code would register a second time, and so are offered to other clients alone. */
export const COMMAND_CAPABILITIES: lsp.ServerCapabilities = {
  executeCommandProvider: { commands: Object.values(COMMANDS) },
};

/** Carries out the commands. What is wrong with one is an error that the client shows. */
export function serveCommands(
  connection: lsp.Connection,
  answers: Answers,
  questions: Questions,
  host: CommandHost,
): void {
  const commands = new Commands(connection, answers, questions, host);
  connection.onExecuteCommand(
    answers.any<lsp.ExecuteCommandParams, unknown>('A command', null, ({ command, arguments: given = [] }, token) =>
      commands.run(command, given, token),
    ),
  );
}

type Run = (given: readonly unknown[], token: lsp.CancellationToken) => Promise<unknown>;

class Commands {
  readonly #connection: lsp.Connection;
  readonly #answers: Answers;
  readonly #questions: Questions;
  readonly #host: CommandHost;
  readonly #runs: Readonly<Record<string, Run>>;

  constructor(connection: lsp.Connection, answers: Answers, questions: Questions, host: CommandHost) {
    this.#connection = connection;
    this.#answers = answers;
    this.#questions = questions;
    this.#host = host;
    this.#runs = {
      [COMMANDS.showKnocks]: ([uri], token) => this.#knocks(scriptOf(uri), token),
      [COMMANDS.showTable]: ([uri], token) => this.#table(scriptOf(uri), token),
      [COMMANDS.tracePacket]: ([uri, packets, lists], token) => this.#trace(scriptOf(uri), packets, lists, token),
      [COMMANDS.compareWithSaved]: ([uri], token) => this.#compare(scriptOf(uri), undefined, token),
      [COMMANDS.compareWith]: ([uri, other], token) => this.#compare(scriptOf(uri), scriptOf(other), token),
      [COMMANDS.showExposure]: ([uri], token) => this.#exposure(scriptOf(uri), token),
      [COMMANDS.checkFiles]: (uris, token) => this.#check(uris.map(scriptOf), token),
      [COMMANDS.beforeImport]: ([uri], token) => this.#beforeImport(scriptOf(uri), token),
      [COMMANDS.newKnock]: ([uri, wishes], token) => this.#newKnock(scriptOf(uri), wishes, token),
      [COMMANDS.convertPaste]: ([uri, menu], token) => this.#convert(scriptOf(uri), menu, token),
      [COMMANDS.saveAsExpectation]: ([params], token) => this.#saveExpectation(params, token),
      [COMMANDS.copyText]: ([text]) => this.#tell(String(text)),
      [COMMANDS.showRulePage]: ([url]) => this.#showRulePage(url),
    };
  }

  async run(command: string, given: readonly unknown[], token: lsp.CancellationToken): Promise<unknown> {
    const run = Object.hasOwn(this.#runs, command) ? this.#runs[command] : undefined;
    if (run === undefined) throw failure(`There is no command "${command}".`);
    return run(given, token);
  }

  async #knocks(uri: string, token: lsp.CancellationToken): Promise<string> {
    const { text } = await this.#ask<KnocksAnswer, CheckParams>(REPORTS.knocks, { uri }, token);
    return this.#show(`knocks of ${nameOf(uri)}.txt`, text);
  }

  async #table(uri: string, token: lsp.CancellationToken): Promise<string> {
    const { text } = await this.#ask<TableAnswer, CheckParams>(REPORTS.table, { uri }, token);
    return this.#show(`rules of ${nameOf(uri)}.txt`, text);
  }

  /** Packets come as a list, or as one text with semicolons between them. */
  async #trace(uri: string, given: unknown, on: unknown, token: lsp.CancellationToken): Promise<string> {
    const packets = (Array.isArray(given) ? given.map(String) : String(given ?? EXAMPLE).split(';')).map((one) =>
      one.trim(),
    );
    const lists = Array.isArray(on) ? on.map(String) : [];
    const { text } = await this.#ask<TraceAnswer, TraceParams>(REPORTS.trace, { uri, packets, lists }, token);
    return this.#show(`trace through ${nameOf(uri)}.txt`, text);
  }

  /** With another script, else with what is saved. */
  async #compare(uri: string, other: string | undefined, token: lsp.CancellationToken): Promise<string> {
    const name = other === undefined ? 'the saved file' : nameOf(other);
    const open = other === undefined ? undefined : this.#answers.document(other)?.getText();
    const before = open ?? (await this.#host.readFile(other ?? uri).catch(() => undefined));
    if (before === undefined) throw failure(`${nameOf(other ?? uri)} cannot be read in the workspace.`);
    const { text } = await this.#ask<CompareAnswer, CompareParams>(REPORTS.compare, { uri, before, name }, token);
    return this.#show(`changes of ${nameOf(uri)}.txt`, text);
  }

  async #exposure(uri: string, token: lsp.CancellationToken): Promise<string> {
    const { text } = await this.#ask<ExposureAnswer, ExposureParams>(REPORTS.exposure, { uri }, token);
    return this.#show(`what is open on ${nameOf(uri)}.txt`, text);
  }

  async #check(uris: readonly string[], token: lsp.CancellationToken): Promise<string> {
    const sections: string[] = [];
    for (const uri of uris) {
      const { markdown } = await this.#ask<PageAnswer, CheckParams>(REPORTS.check, { uri }, token);
      sections.push(markdown);
    }
    return this.#show('check.md', `# Check\n\n${sections.join('')}`);
  }

  async #beforeImport(uri: string, token: lsp.CancellationToken): Promise<string> {
    const saved = await this.#host.readFile(uri).catch(() => undefined);
    const isChanged = saved !== undefined && saved !== this.#answers.document(uri)?.getText();
    const before = isChanged ? { text: saved, name: 'the saved file' } : undefined;
    const params = { uri, before };
    const { markdown } = await this.#ask<PageAnswer, BeforeImportParams>(REPORTS.beforeImport, params, token);
    return this.#show(`before ${nameOf(uri)} is imported.md`, markdown);
  }

  async #newKnock(uri: string, given: unknown, token: lsp.CancellationToken): Promise<string> {
    const wishes = typeof given === 'object' && given !== null ? given : {};
    const params = { ...KNOCK_DEFAULTS, ...wishes, uri };
    const { edits, report } = await this.#ask<NewKnockAnswer, NewKnockParams>(REPORTS.newKnock, params, token);
    await this.#apply(uri, edits);
    return report.join('\n');
  }

  async #convert(uri: string, given: unknown, token: lsp.CancellationToken): Promise<string> {
    const menu = typeof given === 'string' ? given : undefined;
    const answer = await this.#ask<ConvertAnswer, ConvertParams>(REPORTS.convert, { uri, menu }, token);
    if (answer.edits.length > 0) await this.#apply(uri, answer.edits);
    return answer.left.join('\n');
  }

  async #saveExpectation(params: unknown, token: lsp.CancellationToken): Promise<string> {
    if (typeof params !== 'object' || params === null || !('uri' in params) || !('expectation' in params))
      throw failure('Say { "uri": …, "expectation": … }.');
    const asked = params as SaveExpectationParams;
    const saved = await this.#ask<SaveExpectationAnswer, SaveExpectationParams>(REPORTS.saveExpectation, asked, token);
    if (saved.edits.length > 0) await this.#apply(saved.target, saved.edits);
    return saved.expectation;
  }

  /** A page of ours; what else calls itself one is not opened. */
  async #showRulePage(url: unknown): Promise<string> {
    if (typeof url !== 'string' || !url.startsWith('https://')) throw failure('Name the page of a rule.');
    if (this.#host.client().window?.showDocument?.support === true)
      await this.#connection.window.showDocument({ uri: url, external: true });
    else await this.#tell(url);
    return url;
  }

  async #tell(text: string): Promise<string> {
    await this.#connection.sendNotification(lsp.ShowMessageNotification.type, {
      type: lsp.MessageType.Info,
      message: text,
    });
    return text;
  }

  async #ask<A, P extends object>(
    method: Parameters<Questions['ask']>[0],
    params: P,
    token: lsp.CancellationToken,
  ): Promise<Exclude<A, RequestFault>> {
    const answer = await this.#questions.ask<Exclude<A, RequestFault> | RequestFault>(method, params, token);
    if (typeof answer === 'object' && answer !== null && 'fault' in answer) throw failure(String(answer.fault));
    return answer as Exclude<A, RequestFault>;
  }

  /** The text is also the result, for clients that show results. */
  async #show(name: string, text: string): Promise<string> {
    const { keepText } = this.#host;
    if (keepText !== undefined && this.#host.client().window?.showDocument?.support === true)
      await this.#connection.window.showDocument({ uri: await keepText(name, text), takeFocus: true });
    return text;
  }

  async #apply(uri: string, edits: readonly lsp.TextEdit[]): Promise<void> {
    const { applied, failureReason } = await this.#connection.workspace.applyEdit({ changes: { [uri]: [...edits] } });
    if (!applied) throw failure(`The client did not apply the edit${failureReason ? `: ${failureReason}` : '.'}`);
  }
}

const EXAMPLE = 'tcp 198.51.100.7 -> :8291 in=ether1';

function scriptOf(uri: unknown): string {
  if (typeof uri !== 'string') throw failure('Name the script by its URI.');
  return uri;
}

function failure(message: string): lsp.ResponseError<void> {
  return new lsp.ResponseError(lsp.LSPErrorCodes.RequestFailed, message);
}
