import * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allProblems } from '../analysis/allProblems.ts';
import { select } from '../diagnostics/selection.ts';
import { Outdated } from './analyses.ts';
import type { OpenScript } from './answers.ts';
import { toDiagnostic } from './convert.ts';
import { MAX_SCRIPT_SIZE, MAX_SCRIPTS } from './protocol.ts';
import { type Routers, routerProblems } from './routers.ts';
import { OutOfMemory } from './scheduler.ts';
import { type DocumentSettings, keyOf } from './settingsStore.ts';
import type { Progress } from './workspaceIndex.ts';

/** Problems of all files together, at most. */
const MOST_PROBLEMS = 5_000;
/** Milliseconds after which it is shown that scripts are being checked. */
const LONG = 3_000;

/** What the problems of the workspace are made of. */
export interface WorkspaceProblemsSource {
  /** The script at a URI, where it is open. */
  open(uri: string): Promise<OpenScript | undefined>;
  settingsOf(uri: string): Promise<DocumentSettings>;
  progress(): Promise<Progress | undefined>;
}

/**
 * The problems of all scripts of the workspace, where the setting wants them: one file after the other, in slices, with
 * nothing said again that has not changed. Who asks may end it at any time; clients ask every few seconds. What is open
 * is not left out: an editor may hold a text whose tab is closed, and asks about what it shows by itself.
 */
export class WorkspaceProblems {
  readonly #routers: Routers;
  readonly #source: WorkspaceProblemsSource;
  readonly #states = new Map<string, { readonly state: string; readonly id: string }>();
  /** What a server before this one has said is not what this one would. */
  readonly #start = Date.now().toString(36);
  #count = 0;
  /** The last answer, and when it was one about all. */
  #last: { readonly revision: number; readonly ids: ReadonlyMap<string, string> } | undefined;

  constructor(routers: Routers, source: WorkspaceProblemsSource) {
    this.#routers = routers;
    this.#source = source;
  }

  /** `send` gets each file as soon as it is done; without it all come with the answer. */
  async report(
    { previousResultIds }: Pick<lsp.WorkspaceDiagnosticParams, 'previousResultIds'>,
    isCancelled: () => boolean,
    send: ((items: lsp.WorkspaceDocumentDiagnosticReport[]) => void) | undefined,
  ): Promise<lsp.WorkspaceDiagnosticReport> {
    const { revision } = this.#routers;
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    if (this.#last?.revision === revision && isSame(this.#last.ids, before))
      return { items: [...before].map(([uri, id]) => unchanged(uri, id)) };
    const items: lsp.WorkspaceDocumentDiagnosticReport[] = [];
    const ids = new Map<string, string>();
    const add = (item: lsp.WorkspaceDocumentDiagnosticReport): void => {
      if (item.resultId !== undefined) ids.set(item.uri, item.resultId);
      if (send === undefined) items.push(item);
      else send([item]);
    };
    const isDone = await this.#each(before, add, isCancelled);
    this.#last = isDone ? { revision, ids } : undefined;
    return { items };
  }

  /** Returns whether it came to the end with all that there is. */
  async #each(
    before: Map<string, string>,
    add: (item: lsp.WorkspaceDocumentDiagnosticReport) => void,
    isCancelled: () => boolean,
  ): Promise<boolean> {
    const scripts = (await this.#routers.scripts()).slice(0, MAX_SCRIPTS);
    const begin = Date.now();
    let progress: Promise<Progress | undefined> | undefined;
    let left = MOST_PROBLEMS;
    let isDone = true;
    try {
      for (const [index, uri] of scripts.entries()) {
        if (isCancelled() || (await progress)?.isCancelled() === true) return false;
        const item = await this.#item(uri, before.get(uri), left);
        before.delete(uri);
        if (item === 'outdated') isDone = false;
        else if (item !== undefined) {
          if (item.kind === 'full') left -= item.items.length;
          add(item);
        }
        if (Date.now() - begin > LONG) progress ??= this.#source.progress().catch(() => undefined);
        (await progress)?.report(index + 1, scripts.length);
      }
      // Files that are gone have no problems any more.
      for (const [uri, value] of before) if (value !== NONE) add(full(uri, NONE, []));
      return isDone;
    } finally {
      (await progress)?.done();
    }
  }

  /** The same as long as what the problems hang on is. */
  #idOf(uri: string, state: string): string {
    const known = this.#states.get(uri);
    if (known?.state === state) return known.id;
    const id = `${this.#start}-${++this.#count}`;
    this.#states.set(uri, { state, id });
    return id;
  }

  async #item(
    uri: string,
    before: string | undefined,
    most: number,
  ): Promise<lsp.WorkspaceDocumentDiagnosticReport | 'outdated' | undefined> {
    const settings = await this.#source.settingsOf(uri);
    if (!settings.workspaceProblems || !settings.enable)
      return before === undefined || before === NONE ? undefined : full(uri, NONE, []);
    try {
      const version = await this.#routers.versionOf(uri);
      const asked = JSON.stringify([keyOf(settings), settings.persona, settings.rules, settings.maxProblems]);
      const id = this.#idOf(uri, `${version}\n${asked}`);
      if (before === id) return unchanged(uri, id);
      const open = await this.#source.open(uri);
      const own = open?.analysis ?? (await this.#routers.alone(uri, MAX_SCRIPT_SIZE));
      if (own === undefined) return full(uri, id, []);
      const router = await this.#routers.of(uri);
      const found = await routerProblems(this.#routers, uri, own);
      const findings = select(allProblems(found), { persona: settings.persona, severities: settings.rules });
      const document = open?.document ?? TextDocument.create(uri, 'routeros', 0, own.text);
      const shown = findings.slice(0, Math.max(0, Math.min(settings.maxProblems, most)));
      const uriOf = (file: string): string | undefined => router?.uriOf(file);
      const diagnostics = shown.map((finding) => toDiagnostic(document, finding, true, uriOf));
      return { ...full(uri, id, diagnostics), version: open?.document.version ?? null };
    } catch (error) {
      // It has changed meanwhile, and is asked about again.
      if (error instanceof Outdated || error instanceof OutOfMemory) return 'outdated';
      throw error;
    }
  }
}

/** The result of a script of which nothing is said. */
const NONE = 'none';

function full(uri: string, resultId: string, items: lsp.Diagnostic[]): lsp.WorkspaceFullDocumentDiagnosticReport {
  return { kind: lsp.DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items };
}

function unchanged(uri: string, resultId: string): lsp.WorkspaceUnchangedDocumentDiagnosticReport {
  return { kind: lsp.DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId };
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
