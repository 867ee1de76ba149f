/** Commands that ask the server about a script and show the answer: knocks, the way of a packet, a comparison, a wizard. */

import * as vscode from 'vscode';
import type {
  CompareAnswer,
  ConvertAnswer,
  KnocksAnswer,
  RequestFault,
  TableAnswer,
  TraceAnswer,
} from '../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../server/src/lsp/protocol.ts';
import { applyEdits } from './edits.ts';
import { type Before, registerExplorer } from './explorer.ts';
import { KnockWizard } from './newKnock/knockWizard.ts';
import { ChangeLenses } from './views/changeLenses.ts';
import type { ViewData, ViewKind } from './views/messages.ts';
import { savedText } from './views/savedText.ts';
import { TITLES, Views } from './views/views.ts';

/**
 * Sends a request to the server that runs now; undefined where none answers, which is told to the user unless it is
 * `unasked`.
 */
export type Ask = <A>(method: string, params: object, unasked?: boolean) => Promise<A | undefined>;

export function registerReports(extension: vscode.Uri, ask: Ask): vscode.Disposable {
  const reports = new Reports(extension, ask);
  const command = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`routerosFirewall.${name}`, run);
  return vscode.Disposable.from(
    reports,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, reports),
    vscode.languages.registerCodeLensProvider({ language: 'routeros' }, new ChangeLenses(ask)),
    command('showKnocks', () => reports.knocks()),
    command('showTable', () => reports.table()),
    command('tracePacket', (uri?: unknown, packets?: unknown, lists?: unknown) => reports.trace(uri, packets, lists)),
    command('compareWithSaved', () => reports.compareWithSaved()),
    registerExplorer(ask, (script, before) => reports.compareWith(script, before)),
    command('compareWithHead', () => reports.compareWithHead()),
    command('newKnock', (wishes?: unknown) => reports.newKnock(wishes)),
    command('convertPaste', () => reports.convertPaste()),
  );
}

const SCHEME = 'rosfw-report';
const EXAMPLE = 'tcp 198.51.100.7 -> :8291 in=ether1';
/** Reports of one sort use the same document, so that they do not pile up. */
const MOST_REPORTS = 8;

/** An answer in both forms: what a view draws, and a text to read. */
interface Shown {
  readonly text: string;
}

class Reports implements vscode.TextDocumentContentProvider {
  readonly #ask: Ask;
  readonly #views: Views;
  readonly #wizard: KnockWizard;
  /** What each view shows, as text. */
  readonly #shown = new Map<ViewKind, () => Promise<Shown | undefined>>();
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(extension: vscode.Uri, ask: Ask) {
    this.#ask = ask;
    this.#wizard = new KnockWizard(ask);
    this.#views = new Views(extension, ask, (kind) => void this.#openText(kind));
  }

  dispose(): void {
    this.#views.dispose();
    this.#wizard.dispose();
    this.#changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  async knocks(): Promise<void> {
    const script = activeScript()?.uri;
    if (script === undefined) return;
    const load = async () => unwrap(await this.#ask<KnocksAnswer>(REPORTS.knocks, { uri: String(script) }));
    await this.#show('knocks', script, load, (answer) => ({ kind: 'knocks', script: nameOf(script), answer }));
  }

  async table(): Promise<void> {
    const script = activeScript()?.uri;
    if (script === undefined) return;
    const load = async () => unwrap(await this.#ask<TableAnswer>(REPORTS.table, { uri: String(script) }));
    await this.#show('table', script, load, (answer) => ({ kind: 'table', script: nameOf(script), answer }));
  }

  /** A code lens names the script and the packets to begin with, with semicolons between them. */
  async trace(script: unknown, given: unknown, on: unknown): Promise<void> {
    const uri = typeof script === 'string' ? vscode.Uri.parse(script, true) : activeScript()?.uri;
    if (uri === undefined) return;
    const packets = (typeof given === 'string' ? given : EXAMPLE).split(';').map((one) => one.trim());
    const lists = Array.isArray(on) ? on.map(String) : [];
    const asText = async () =>
      unwrap(await this.#ask<TraceAnswer>(REPORTS.trace, { uri: String(uri), packets, lists }));
    this.#shown.set('trace', asText);
    if (!hasViews(uri)) await this.#openText('trace');
    // The view asks by itself, since what is asked stands in its form.
    else await this.#views.show('trace', uri, async () => ({ kind: 'trace', script: nameOf(uri), packets, lists }));
  }

  async compareWithSaved(): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    const before = await savedText(script.uri);
    if (before === undefined) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('This script has not been saved yet, so there is nothing to compare with.'),
      );
    } else await this.#compare(script.uri, () => savedText(script.uri), vscode.l10n.t('the saved file'));
  }

  async compareWithHead(): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    const before = await textInHead(script.uri);
    if (before === undefined) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Git knows no earlier version of this script. Commit it first.'),
      );
    } else await this.#compare(script.uri, async () => before, 'HEAD');
  }

  async compareWith(script: vscode.Uri, { name, text }: Before): Promise<void> {
    if ((await text()) !== undefined) await this.#compare(script, text, name);
    else void vscode.window.showWarningMessage(vscode.l10n.t('There is no such version of this script.'));
  }

  /** A wizard, unless somebody gives all answers. */
  async newKnock(given: unknown): Promise<void> {
    const script = activeScript();
    if (script !== undefined) await this.#wizard.run(script, given);
  }

  /** Makes a script of what was copied into the document; asks for the menu where the text does not tell it. */
  async convertPaste(): Promise<void> {
    const script = activeScript();
    if (script === undefined) return;
    const convert = async (menu?: string) =>
      unwrap(await this.#ask<ConvertAnswer>(REPORTS.convert, { uri: String(script.uri), menu }));
    let answer = await convert();
    if (answer !== undefined && answer.left.length > 0) {
      const menu = await vscode.window.showInputBox({
        title: vscode.l10n.t('Which menu do these items belong to?'),
        prompt: answer.left[0] ?? '',
        value: '/ip firewall filter',
      });
      if (menu === undefined) return;
      answer = await convert(menu);
    }
    if (answer === undefined) return;
    if (answer.edits.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to convert in this text.'));
      return;
    }
    await applyEdits(script.uri, answer.edits);
  }

  async #compare(script: vscode.Uri, textBefore: () => Promise<string | undefined>, name: string): Promise<void> {
    const load = async () => {
      const before = await textBefore();
      if (before === undefined) return undefined;
      return unwrap(await this.#ask<CompareAnswer>(REPORTS.compare, { uri: String(script), before, name }));
    };
    await this.#show('compare', script, load, (answer) => ({ kind: 'compare', script: nameOf(script), name, answer }));
  }

  async #show<A extends Shown>(
    kind: ViewKind,
    script: vscode.Uri,
    load: () => Promise<A | undefined>,
    toData: (answer: A) => ViewData,
  ): Promise<void> {
    this.#shown.set(kind, load);
    if (!hasViews(script)) {
      await this.#openText(kind);
      return;
    }
    await this.#views.show(kind, script, async () => {
      const answer = await load();
      return answer === undefined ? undefined : toData(answer);
    });
  }

  async #openText(kind: ViewKind): Promise<void> {
    const report = await this.#shown.get(kind)?.();
    if (report === undefined) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${TITLES[kind]}.txt` });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, report.text);
    for (const path of [...this.#texts.keys()].slice(0, -MOST_REPORTS)) this.#texts.delete(path);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }
}

/** Some read a plain text better than a page. */
function hasViews(script: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('routerosFirewall', script).get('views.enable') !== false;
}

/** The answer; undefined for a fault, which is told. */
function unwrap<A>(answer: A | undefined): Exclude<A, RequestFault> | undefined {
  if (answer === undefined || !isFault(answer)) return answer as Exclude<A, RequestFault> | undefined;
  void vscode.window.showWarningMessage(answer.fault);
  return undefined;
}

function isFault(answer: unknown): answer is RequestFault {
  return typeof answer === 'object' && answer !== null && 'fault' in answer;
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function activeScript(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'routeros') return document;
  void vscode.window.showWarningMessage(vscode.l10n.t('Open a RouterOS script first.'));
  return undefined;
}

/** As far as we use it: the interface of VS Code's own extension for Git. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): { show(ref: string, path: string): Promise<string> } | null;
  };
}

/** The text of the last commit; undefined where Git does not know the file. */
export async function textInHead(uri: vscode.Uri): Promise<string | undefined> {
  const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (git === undefined) return undefined;
  try {
    const api = (git.isActive ? git.exports : await git.activate()).getAPI(1);
    return await api.getRepository(uri)?.show('HEAD', uri.fsPath);
  } catch {
    return undefined;
  }
}
