import * as vscode from 'vscode';
import type { PlaceFiles, RequestFault } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { Ask } from '../reports.ts';
import type { Answers, FromView, Question, ViewData, ViewKind } from './messages.ts';
import { PathLights } from './pathLights.ts';
import { ViewPanel } from './viewPanel.ts';

/** What is asked again whenever the script changes. */
export type Load = () => Promise<ViewData | undefined>;

/** The views that are open: one of each kind, about the script for which it was last asked. */
export class Views {
  readonly #extension: vscode.Uri;
  readonly #ask: Ask;
  readonly #openText: (kind: ViewKind) => void;
  readonly #open = new Map<ViewKind, OpenView>();
  readonly #lights = new PathLights();
  readonly #subscriptions: vscode.Disposable;

  constructor(extension: vscode.Uri, ask: Ask, openText: (kind: ViewKind) => void) {
    this.#extension = extension;
    this.#ask = ask;
    this.#openText = openText;
    this.#subscriptions = vscode.Disposable.from(
      this.#lights,
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor)),
    );
  }

  /** Shows what `load` gives, now and after each change of the script. */
  async show(kind: ViewKind, script: vscode.Uri, load: Load): Promise<void> {
    const data = await load();
    if (data === undefined) return;
    let view = this.#open.get(kind);
    if (view === undefined) {
      const panel = new ViewPanel(kind, TITLES[kind], this.#extension, {
        receive: (message) => void this.#receive(kind, message),
        closed: () => {
          this.#open.delete(kind);
          if (kind === 'trace') this.#lights.clear();
        },
      });
      view = { panel, script, load, files: {} };
      this.#open.set(kind, view);
    }
    view.script = script;
    view.load = load;
    view.panel.reveal(script.path.slice(script.path.lastIndexOf('/') + 1));
    await this.#draw(view, data);
    const editor = editorOf(script);
    if (editor !== undefined) this.#moved(editor);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  #changed(document: vscode.TextDocument): void {
    for (const [kind, view] of this.#open) {
      if (String(view.script) !== String(document.uri)) continue;
      // What was lit may not be so any more.
      if (kind === 'trace') this.#lights.clear();
      clearTimeout(view.pending);
      view.pending = setTimeout(() => void this.#reload(view), CALM);
    }
  }

  async #reload(view: OpenView): Promise<void> {
    const data = await view.load();
    if (data !== undefined && [...this.#open.values()].includes(view)) await this.#draw(view, data);
  }

  /** Only files that the server has named are opened. */
  async #draw(view: OpenView, data: ViewData): Promise<void> {
    if (data.kind !== 'trace') view.files = filesOf(data.answer);
    await view.panel.send({ type: 'show', data });
  }

  #moved(editor: vscode.TextEditor): void {
    const line = editor.selection.active.line + 1;
    for (const { panel, script } of this.#open.values()) {
      if (String(script) === String(editor.document.uri)) void panel.send({ type: 'cursor', line });
    }
  }

  async #receive(kind: ViewKind, message: FromView): Promise<void> {
    const view = this.#open.get(kind);
    if (view === undefined) return;
    switch (message.type) {
      case 'ask':
        await view.panel.send({ type: 'answer', id: message.id, answer: await this.#answer(view, message.question) });
        return;
      case 'reveal':
        await reveal(
          (message.file === undefined ? undefined : view.files[message.file]) ?? view.script,
          Number(message.line),
        );
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(String(message.text));
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
        return;
      case 'save':
        await save(String(message.svg));
        return;
      case 'light':
        this.#lights.show(view.script, message.steps);
        return;
      case 'trace':
        await vscode.commands.executeCommand(
          'routerosFirewall.tracePacket',
          String(view.script),
          message.packets.join(';'),
          message.lists,
        );
        return;
      case 'expect': {
        const [expectation, otherwise] = message.expectations;
        const line = message.line ?? undefined;
        const params = { uri: String(view.script), expectation, otherwise, line };
        await vscode.commands.executeCommand('routerosFirewall.saveAsExpectation', params);
        return;
      }
      case 'newKnock':
        await vscode.window.showTextDocument(view.script, { viewColumn: columnOf(view.script) });
        await vscode.commands.executeCommand('routerosFirewall.newKnock');
        return;
      case 'text':
        this.#openText(kind);
        return;
      case 'ready':
        return;
    }
  }

  async #answer(view: OpenView, question: Question): Promise<Answers[Question['what']]> {
    const uri = String(view.script);
    if (question.what === 'play')
      return (await this.#ask<Answers['play']>(REPORTS.play, { ...question.question, uri })) ?? SILENT;
    const { packets, lists } = question;
    const answer = (await this.#ask<Answers['trace']>(REPORTS.trace, { uri, packets, lists })) ?? SILENT;
    if (!('fault' in answer)) view.files = filesOf(answer);
    return answer;
  }
}

export const TITLES: Readonly<Record<ViewKind, string>> = {
  knocks: vscode.l10n.t('Port knocks'),
  table: vscode.l10n.t('Firewall table'),
  trace: vscode.l10n.t('Packet trace'),
  compare: vscode.l10n.t('Firewall changes'),
};

/** Milliseconds without a key stroke after which a view is drawn anew. */
const CALM = 300;

const SILENT: RequestFault = { fault: vscode.l10n.t('The language server did not answer.') };

interface OpenView {
  readonly panel: ViewPanel;
  script: vscode.Uri;
  load: Load;
  /** The other files of the router of which lines may be shown, by their names. */
  files: Readonly<Record<string, vscode.Uri>>;
  pending?: ReturnType<typeof setTimeout>;
}

function filesOf({ files }: PlaceFiles): OpenView['files'] {
  return Object.fromEntries(Object.entries(files).map(([name, at]) => [name, vscode.Uri.parse(at)]));
}

function editorOf(script: vscode.Uri): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => String(document.uri) === String(script));
}

/** Where the script is to be seen; the first column where it is not. */
function columnOf(script: vscode.Uri): vscode.ViewColumn {
  return editorOf(script)?.viewColumn ?? vscode.ViewColumn.One;
}

/** The view keeps the keyboard: one goes through its lines and sees each in the script. */
async function reveal(script: vscode.Uri, line: number): Promise<void> {
  const shown = { viewColumn: columnOf(script), preserveFocus: true, preview: true };
  const editor = editorOf(script) ?? (await vscode.window.showTextDocument(script, shown));
  if (!(line >= 1 && line <= editor.document.lineCount)) return;
  const { range } = editor.document.lineAt(line - 1);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function save(svg: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({ filters: { SVG: ['svg'] } });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
