/** The tree "What Is Open": for the script that was edited last, what each side can reach. */

import * as vscode from 'vscode';
import type { ExposureAnswer, WhyNotAnswer } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { CellEntry, ExposureEntry } from '../../../server/src/reports/jsonOutput.ts';
import type { Ask } from '../reports.ts';

/** What rests after an edit before it is asked again. */
const REST_MS = 700;
const VIEW = 'routerosFirewall.exposure';

type Origin = ExposureEntry['origins'][number];
type Target = ExposureEntry['targets'][number];

/** A side, a cell of it, or those of its cells that are closed. */
export type ExposureNode =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'cell'; readonly cell: CellEntry }
  | { readonly kind: 'closed'; readonly origin: Origin }
  | { readonly kind: 'note'; readonly text: string };

export class ExposureTree implements vscode.TreeDataProvider<ExposureNode>, vscode.Disposable {
  readonly #ask: Ask;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<ExposureNode>;
  readonly #subscriptions: vscode.Disposable[];
  #script: vscode.Uri | undefined;
  #exposure: ExposureEntry | undefined;
  /** Where its files are, where there are several. */
  #uris: Readonly<Record<string, string>> = {};
  #pending: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const command = (name: string, run: (node: unknown) => unknown): vscode.Disposable =>
      vscode.commands.registerCommand(`routerosFirewall.${name}`, run);
    this.#subscriptions = [
      this.#changed,
      this.#view,
      command('showExposure', (file) => this.#show(file)),
      command('exposureTrace', (node) => this.#trace(node)),
      command('exposureExpect', (node) => this.#expect(node)),
      command('whyNot', (node) => this.#whyNot(node)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#activate(editor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (String(document.uri) === String(this.#script)) this.#later();
      }),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#later(0);
      }),
    ];
    this.#activate(vscode.window.activeTextEditor);
  }

  dispose(): void {
    clearTimeout(this.#pending);
    for (const one of this.#subscriptions) one.dispose();
  }

  /** What is shown now. */
  get exposure(): ExposureEntry | undefined {
    return this.#exposure;
  }

  getChildren(node?: ExposureNode): ExposureNode[] {
    const exposure = this.#exposure;
    if (exposure === undefined) return [];
    if (node === undefined) {
      const notes = exposure.notes.map((text) => ({ kind: 'note', text }) as const);
      return [...exposure.origins.map((origin) => ({ kind: 'origin', origin }) as const), ...notes];
    }
    if (node.kind !== 'origin' && node.kind !== 'closed') return [];
    const own = exposure.cells.filter(({ from }) => from === node.origin.id);
    const cells = (isClosed: boolean): ExposureNode[] =>
      ORDER.flatMap((state) => own.filter((cell) => cell.state === state && (state === 'closed') === isClosed)).map(
        (cell) => ({ kind: 'cell', cell }),
      );
    if (node.kind === 'closed') return cells(true);
    const hasClosed = own.some(({ state }) => state === 'closed');
    return [...cells(false), ...(hasClosed ? [{ kind: 'closed', origin: node.origin } as const] : [])];
  }

  getTreeItem(node: ExposureNode): vscode.TreeItem {
    if (node.kind === 'note') return noteItem(node.text);
    if (node.kind === 'cell') return this.#cellItem(node.cell);
    const { origin } = node;
    const own = this.#exposure?.cells.filter(({ from }) => from === origin.id) ?? [];
    if (node.kind === 'closed') {
      const item = new vscode.TreeItem(vscode.l10n.t('Closed'), vscode.TreeItemCollapsibleState.Collapsed);
      item.description = String(own.filter(({ state }) => state === 'closed').length);
      item.iconPath = new vscode.ThemeIcon(ICONS.closed);
      item.id = `closed ${origin.id}`;
      return item;
    }
    const isFirst = this.#exposure?.origins[0] === origin;
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(vscode.l10n.t('From {0}', origin.name), isFirst ? Expanded : Collapsed);
    item.id = `from ${origin.id}`;
    const open = own.filter(({ state }) => state !== 'closed').length;
    item.description = open === 0 ? vscode.l10n.t('nothing is open') : vscode.l10n.t('{0} open', open);
    item.tooltip = [
      origin.because ?? '',
      ...(origin.also.length > 0 ? [vscode.l10n.t('The same from {0}', origin.also.join(', '))] : []),
    ]
      .filter((line) => line !== '')
      .join('\n');
    item.iconPath = new vscode.ThemeIcon(origin.kind === 'internet' || origin.kind === 'elsewhere' ? 'globe' : 'plug');
    return item;
  }

  #cellItem(cell: CellEntry): vscode.TreeItem {
    const target = this.#targetOf(cell);
    const item = new vscode.TreeItem(labelOf(cell, target), vscode.TreeItemCollapsibleState.None);
    item.id = `${cell.family} ${cell.from} > ${cell.to}`;
    item.description = descriptionOf(cell);
    item.iconPath = new vscode.ThemeIcon(ICONS[cell.state], new vscode.ThemeColor(COLOURS[cell.state]));
    item.contextValue = cell.state === 'closed' || cell.state === 'after knock' ? 'closed' : 'open';
    if (cell.packets.length > 0) item.contextValue += ' packet';
    const isWhole = cell.filter === 'accepted' || cell.filter === 'refused';
    if (isWhole && target?.kind !== 'network') item.contextValue += ' expectation';
    item.tooltip = tooltipOf(cell, target);
    const place = cell.by?.line == null ? target : cell.by;
    const uri = this.#uriOf(place?.file);
    if (uri !== undefined && place?.line != null) {
      const start = new vscode.Position(place.line - 1, 0);
      item.command = {
        command: 'vscode.open',
        title: vscode.l10n.t('Show the Line'),
        arguments: [uri, { selection: new vscode.Range(start, start) }],
      };
    }
    return item;
  }

  #uriOf(file: string | undefined): vscode.Uri | undefined {
    const uri = file === undefined ? undefined : this.#uris[file];
    return uri === undefined ? this.#script : vscode.Uri.parse(uri, true);
  }

  #targetOf({ to, family }: CellEntry): Target | undefined {
    const fitting = this.#exposure?.targets.filter(({ id }) => id === to) ?? [];
    return fitting.find(({ protocol }) => family === 'ipv6' || protocol !== 'icmpv6') ?? fitting[0];
  }

  /** Of a file that was chosen in the Explorer, else of the script in the editor. */
  async #show(file: unknown): Promise<void> {
    if (file instanceof vscode.Uri) this.#activate(await vscode.window.showTextDocument(file));
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await this.#load();
  }

  #activate(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId !== 'routeros') return;
    this.#script = editor.document.uri;
    this.#later(0);
  }

  #later(rest = REST_MS): void {
    clearTimeout(this.#pending);
    if (!this.#view.visible) return;
    this.#pending = setTimeout(() => void this.#load(), rest);
  }

  async #load(): Promise<void> {
    const script = this.#script;
    if (script === undefined) return;
    const answer = await this.#ask<ExposureAnswer>(REPORTS.exposure, { uri: String(script) }, true);
    if (answer === undefined || 'fault' in answer || String(script) !== String(this.#script)) return;
    this.#exposure = answer.exposure;
    this.#uris = answer.uris;
    this.#view.description = script.path.slice(script.path.lastIndexOf('/') + 1);
    this.#changed.fire(undefined);
  }

  async #trace(node: unknown): Promise<void> {
    if (!isCell(node) || this.#script === undefined) return;
    await vscode.commands.executeCommand(
      'routerosFirewall.tracePacket',
      String(this.#script),
      node.cell.packets.join(';'),
    );
  }

  async #expect(node: unknown): Promise<void> {
    if (!isCell(node) || this.#script === undefined) return;
    const { cell } = node;
    const fate = cell.filter === 'accepted' ? 'accepted' : 'refused';
    const traffic = this.#targetOf(cell)?.traffic ?? cell.to;
    await vscode.commands.executeCommand('routerosFirewall.saveAsExpectation', {
      uri: String(this.#script),
      expectation: `${cell.family} ${cell.from} -> ${traffic} => ${fate}`,
      line: cell.by?.line ?? undefined,
    });
  }

  /** Says what closes it, and offers the accept that opens it: it is for the user to decide whether that is wanted. */
  async #whyNot(node: unknown): Promise<void> {
    const script = this.#script;
    if (!isCell(node) || script === undefined) return;
    const { from, to, family } = node.cell;
    const answer = await this.#ask<WhyNotAnswer>(REPORTS.whyNot, { uri: String(script), from, to, family });
    if (answer === undefined) return;
    if ('fault' in answer) {
      void vscode.window.showInformationMessage(answer.fault);
      return;
    }
    const { reason, commands, edits, packet } = answer;
    const insert = vscode.l10n.t('Insert');
    const proof = packet === undefined ? [] : ['', vscode.l10n.t('This packet gets through then: {0}', packet)];
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('Open it to {0}?', this.#exposure?.origins.find(({ id }) => id === from)?.name ?? from),
      { modal: true, detail: [reason, '', ...commands, ...proof].join('\n') },
      insert,
    );
    if (choice !== insert) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, range, newText } of edits) {
      const { start, end } = range;
      edit.replace(
        vscode.Uri.parse(uri, true),
        new vscode.Range(start.line, start.character, end.line, end.character),
        newText,
      );
    }
    await vscode.workspace.applyEdit(edit);
  }
}

const ORDER: readonly CellEntry['state'][] = ['open', 'limited', 'after knock', 'depends', 'closed'];
const ICONS = { open: 'unlock', limited: 'filter', 'after knock': 'key', depends: 'question', closed: 'lock' } as const;
const COLOURS = {
  open: 'errorForeground',
  limited: 'list.warningForeground',
  'after knock': 'list.warningForeground',
  depends: 'list.warningForeground',
  closed: 'disabledForeground',
} as const;

function noteItem(text: string): vscode.TreeItem {
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('info');
  item.tooltip = text;
  return item;
}

function labelOf({ to, family }: CellEntry, target: Target | undefined): string {
  const name =
    target === undefined
      ? to
      : target.kind === 'service'
        ? `${target.name} ${target.protocol} ${target.ports}`
        : target.name;
  return family === 'ipv6' ? `${name}, IPv6` : name;
}

function descriptionOf({ state, by, knock }: CellEntry): string {
  const where = by === null || by.line === null ? '' : vscode.l10n.t('line {0}', by.line);
  const what = {
    open: vscode.l10n.t('open'),
    limited: vscode.l10n.t('limited'),
    'after knock': vscode.l10n.t('after the knock for {0}', knock ?? ''),
    depends: vscode.l10n.t('depends'),
    closed: vscode.l10n.t('closed'),
  }[state];
  return [what, where].filter((part) => part !== '').join(' · ');
}

function tooltipOf({ packets, hangsOn, by }: CellEntry, target: Target | undefined): string {
  const only = target?.restrictedTo;
  return [
    ...(by === null ? [] : [`${by.table}: ${by.action}`]),
    ...packets,
    ...(hangsOn.length === 0 ? [] : [vscode.l10n.t('Depends on {0}', hangsOn.join(', '))]),
    ...(only === null || only === undefined ? [] : [vscode.l10n.t('Answers {0} only', only.join(', '))]),
  ].join('\n');
}

function isCell(node: unknown): node is Extract<ExposureNode, { readonly kind: 'cell' }> {
  return typeof node === 'object' && node !== null && (node as { kind?: unknown }).kind === 'cell';
}
