import * as lsp from 'vscode-languageserver';
import { bind } from '../binding/bind.ts';
import { catalog } from '../catalog/catalog.ts';
import { type Entity, entities, entityKey } from '../features/entities.ts';
import { type Refusal, renameEntity, takenBy } from '../features/rename.ts';
import { fits } from '../features/workspaceSymbols.ts';
import { BUILT_IN_CHAINS } from '../firewall/firewall.ts';
import { decoded } from '../project/project.ts';
import { parse } from '../syntax/parse.ts';
import { LineTable } from '../text/lineTable.ts';
import type { ReadScript } from './answers.ts';
import { toEdit, toRange } from './convert.ts';
import { nameOf } from './scriptName.ts';
import {
  type IndexedName,
  type IndexedPlace,
  type Progress,
  type ScriptSource,
  WorkspaceIndex,
} from './workspaceIndex.ts';

/** A name in another script. */
export interface Elsewhere {
  readonly uri: string;
  readonly places: readonly IndexedPlace[];
}

/**
 * The scripts of the workspace besides the one that is asked about: those that are open as they are in the editor, the
 * others as they were read.
 *
 * Which of them belong together is told by `rosfw.json` alone: two files of a folder may be two routers. For looking
 * something up, the files of a device go together, and those without a device; a name is changed in several files only
 * where one device has all of them.
 */
export class Workspace {
  readonly index: WorkspaceIndex;
  readonly #source: ScriptSource;
  readonly #open: () => AsyncIterable<ReadScript>;
  readonly #routersOf: (uri: string) => Promise<readonly string[]>;

  /** `routersOf` names the devices that have a file. */
  constructor(
    source: ScriptSource,
    open: () => AsyncIterable<ReadScript>,
    routersOf: (uri: string) => Promise<readonly string[]>,
    progress?: () => Promise<Progress | undefined>,
  ) {
    this.#source = source;
    this.#open = open;
    this.#routersOf = routersOf;
    this.index = new WorkspaceIndex(source, progress);
  }

  /** Files of the workspace came, went or have another text. */
  filesChanged(events: readonly lsp.FileEvent[]): void {
    const changed = events.filter(({ type }) => type === lsp.FileChangeType.Changed).map(({ uri }) => uri);
    this.index.changed(changed);
    if (changed.length < events.length) this.index.refresh();
  }

  /** Where other scripts have the name that an entity of the script has. */
  async elsewhere(uri: string, entity: Entity): Promise<Elsewhere[]> {
    const key = entityKey(entity);
    return key === undefined ? [] : this.#elsewhere(uri, key, false);
  }

  /**
   * The edits of other files that give an entity another name: those of the same router. Refused where one of them has
   * the new name already.
   */
  async renameElsewhere(uri: string, entity: Entity, name: string): Promise<lsp.TextDocumentEdit[] | Refusal> {
    const key = entityKey(entity);
    const taken = entityKey({ ...entity, name });
    if (key === undefined || taken === undefined || taken === key) return [];
    // Some of the files alone would be worse than none.
    const isComplete = (await this.#routersOf(uri)).length === 0 || (await this.index.settled(LONGEST_WAIT_TO_WRITE));
    if (!isComplete) return { refused: 'The scripts of the workspace are still being read. Try again in a moment.' };
    const [other] = await this.#elsewhere(uri, taken, true);
    if (other !== undefined) return { refused: `${takenBy(entity.kind, name)} It is in ${nameOf(other.uri)}.` };
    const edits: lsp.TextDocumentEdit[] = [];
    for (const other of await this.#elsewhere(uri, key, true)) {
      const found = await this.#renameIn(other.uri, key, name);
      if (found === undefined) continue;
      if ('refused' in found) return { refused: `${found.refused} It is in ${nameOf(other.uri)}.` };
      edits.push(found);
    }
    return edits;
  }

  /** Names of scripts that are not open and that fit a query, each where it is made. */
  async *symbols(
    query: string,
  ): AsyncIterable<{ readonly uri: string; readonly name: IndexedName; readonly range: lsp.Range }> {
    const open = new Set((await this.#openUris()).map(decoded));
    for (const { uri, names } of this.index.files()) {
      if (open.has(decoded(uri))) continue;
      for (const name of names) {
        const place =
          name.kind === 'chain' && BUILT_IN_CHAINS.has(name.name) ? undefined : definitionsAmong(name.places)[0];
        if (place !== undefined && fits(name.name, query)) yield { uri, name, range: place.range };
      }
    }
  }

  /** The script that an `/import` in another one means: the nearest of those that end with the name. */
  async script(importer: string, file: string): Promise<string | undefined> {
    await this.index.settled(LONGEST_WAIT);
    const segments = file.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
    if (segments.length === 0 || segments.includes('..')) return undefined;
    const end = `/${segments.join('/')}`;
    const known = new Set([...(await this.#openUris()), ...this.index.uris]);
    const found = [...known].filter((uri) => decoded(uri) !== decoded(importer) && decoded(uri).endsWith(end));
    return found.sort((a, b) => shared(importer, b) - shared(importer, a) || (a < b ? -1 : 1))[0];
  }

  async #openUris(): Promise<string[]> {
    const uris: string[] = [];
    for await (const { document } of this.#open()) uris.push(document.uri);
    return uris;
  }

  async #elsewhere(uri: string, key: string, sameRouter: boolean): Promise<Elsewhere[]> {
    await this.index.settled(LONGEST_WAIT);
    const own = await this.#routersOf(uri);
    const belongs = async (other: string): Promise<boolean> => {
      const routers = await this.#routersOf(other);
      if (own.length === 0) return !sameRouter && routers.length === 0;
      return routers.some((router) => own.includes(router));
    };
    const found: Elsewhere[] = [];
    // Client and server may write one path in two ways.
    const open = new Set([decoded(uri)]);
    for await (const { document, analysis } of this.#open()) {
      open.add(decoded(document.uri));
      if (document.uri === uri) continue;
      const entity = entityWith(analysis, key);
      if (entity === undefined || !(await belongs(document.uri))) continue;
      const places = entity.occurrences.map(({ range, role }) => ({ range: toRange(document, range), role }));
      found.push({ uri: document.uri, places });
    }
    for (const { uri: other, name } of this.index.with(key)) {
      if (open.has(decoded(other)) || !(await belongs(other))) continue;
      found.push({ uri: other, places: name.places });
    }
    return found;
  }

  async #renameIn(uri: string, key: string, name: string): Promise<lsp.TextDocumentEdit | Refusal | undefined> {
    for await (const { document, analysis } of this.#open()) {
      if (document.uri !== uri) continue;
      const entity = entityWith(analysis, key);
      if (entity === undefined) return undefined;
      const renamed = renameEntity(analysis, entity, name);
      if ('refused' in renamed) return renamed;
      const edits = renamed.edits.map((edit) => toEdit(document, edit));
      return { textDocument: { uri, version: document.version }, edits };
    }
    const text = await this.#source.read(uri).catch(() => undefined);
    if (text === undefined) return undefined;
    const analysis = { script: bind(parse(text), catalog) };
    const entity = entityWith(analysis, key);
    if (entity === undefined) return undefined;
    const renamed = renameEntity(analysis, entity, name);
    if ('refused' in renamed) return renamed;
    const lines = new LineTable(text);
    const at = (offset: number): lsp.Position => {
      const { line, column } = lines.position(offset);
      return { line, character: column };
    };
    const edits = renamed.edits.map(({ range, newText }) => {
      return { range: { start: at(range.start), end: at(range.end) }, newText };
    });
    return { textDocument: { uri, version: null }, edits };
  }
}

/** Shows in the editor that scripts are being read, where it can. */
export async function progressOf(
  connection: lsp.Connection,
  client: lsp.ClientCapabilities,
  title = 'Reading RouterOS scripts',
): Promise<Progress | undefined> {
  if (client.window?.workDoneProgress !== true) return undefined;
  const shown = await connection.window.createWorkDoneProgress();
  shown.begin(title, 0, undefined, true);
  return {
    isCancelled: () => shown.token.isCancellationRequested,
    report: (done, total) => shown.report(Math.floor((done / total) * 100), `${done} of ${total}`),
    done: () => shown.done(),
  };
}

/** The places that tell what a name is: its definitions, else the first place that declares it. */
export function definitionsAmong(places: readonly IndexedPlace[]): readonly IndexedPlace[] {
  const definitions = places.filter(({ role }) => role === 'definition');
  return definitions.length > 0 ? definitions : places.filter(({ role }) => role === 'declaration').slice(0, 1);
}

/** How long a question waits for scripts that are still being read, in milliseconds. */
const LONGEST_WAIT = 2_000;
const LONGEST_WAIT_TO_WRITE = 10_000;

function entityWith(analysis: Parameters<typeof entities>[0], key: string): Entity | undefined {
  return entities(analysis).all.find((entity) => entityKey(entity) === key);
}

/** How many characters two URIs begin with together. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
