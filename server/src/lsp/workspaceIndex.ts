import type * as lsp from 'vscode-languageserver';
import { bind } from '../binding/bind.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import { catalog } from '../catalog/catalog.ts';
import { type EntityKind, entities, entityKey, type Occurrence } from '../features/entities.ts';
import { parse } from '../syntax/parse.ts';
import { LineTable } from '../text/lineTable.ts';
import { MAX_SCRIPT_SIZE, MAX_SCRIPTS } from './protocol.ts';

/** Where the scripts of the workspace come from. */
export interface ScriptSource {
  /** URIs of all scripts. */
  list(): Promise<readonly string[]>;
  /** The text of one of them; undefined where it cannot be read. */
  read(uri: string): Promise<string | undefined>;
  /** Is told where one could not be read though it should. */
  complain?(message: string): void;
}

/** Shows how far a long reading has come. */
export interface Progress {
  /** Whether the user does not want it any more. */
  isCancelled(): boolean;
  report(done: number, total: number): void;
  done(): void;
}

/** What a script names that others may name, too. */
export interface IndexedName {
  /** As `entityKey` makes it. */
  readonly key: string;
  readonly kind: EntityKind;
  readonly space: string;
  readonly name: string;
  readonly places: readonly IndexedPlace[];
}

export interface IndexedPlace {
  readonly range: lsp.Range;
  readonly role: Occurrence['role'];
}

/** Bounds on what is read and kept: a repository may hold anything. */
const MOST_NAMES = 5_000;
const MOST_PLACES = 1_000;
const MOST_PLACES_IN_ALL = 300_000;
const LONGEST_NAME = 200;

/**
 * The names in all scripts of the workspace and where they stand. Each text is dropped as soon as it is read; between
 * two of them others get as much time as the one took. What has changed is read again.
 */
export class WorkspaceIndex {
  readonly #source: ScriptSource;
  readonly #progress: () => Promise<Progress | undefined>;
  readonly #files = new Map<string, readonly StoredName[]>();
  readonly #queue = new Set<string>();
  #listing = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  /** `progress` is asked for where reading takes long. */
  constructor(source: ScriptSource, progress: () => Promise<Progress | undefined> = async () => undefined) {
    this.#source = source;
    this.#progress = progress;
  }

  /** Begins after so many milliseconds, or with the first question: what is open comes first. */
  begin(after: number): void {
    this.#later = setTimeout(() => this.refresh(), after);
  }

  /** The list of scripts is asked for again; new ones are read, and those that are gone forgotten. */
  refresh(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#listing = true;
    this.#start();
  }

  /** These scripts have another text. */
  changed(uris: readonly string[]): void {
    for (const uri of uris) {
      if (this.#files.has(uri)) this.#queue.add(uri);
      else this.#listing = true;
    }
    this.#start();
  }

  /** Ends when all is read, or after so many milliseconds; says whether all is read. */
  async settled(most: number): Promise<boolean> {
    if (this.#later !== undefined) this.refresh();
    if (this.#running === undefined) return true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), most);
    });
    const isDone = await Promise.race([this.#running.then(() => true), late]);
    clearTimeout(timer);
    return isDone;
  }

  /** Names by script, those of each in text order of their first place. */
  *files(): Iterable<{ readonly uri: string; readonly names: Iterable<IndexedName> }> {
    for (const [uri, names] of this.#files) yield { uri, names: shown(names) };
  }

  /** Scripts that have the name, with its places. */
  *with(key: string): Iterable<{ readonly uri: string; readonly name: IndexedName }> {
    for (const [uri, names] of this.#files) {
      const found = names.find((name) => name.key === key);
      if (found !== undefined) yield { uri, name: unpacked(found) };
    }
  }

  get uris(): Iterable<string> {
    return this.#files.keys();
  }

  /** Nothing is read any more. */
  stop(): void {
    clearTimeout(this.#later);
    this.#isStopped = true;
    this.#queue.clear();
  }

  #start(): void {
    if (this.#isStopped || this.#running !== undefined) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      // What came while the last text was put away.
      if (this.#listing || this.#queue.size > 0) this.#start();
    });
  }

  async #run(): Promise<void> {
    const begin = Date.now();
    let done = 0;
    let shownProgress: Progress | undefined;
    let isAsked = false;
    while (!this.#isStopped && (this.#listing || this.#queue.size > 0)) {
      if (this.#listing) await this.#list();
      const [uri] = this.#queue;
      if (uri === undefined) continue;
      this.#queue.delete(uri);
      // A script that cannot be read costs only itself.
      await this.#read(uri).catch((error: unknown) =>
        this.#source.complain?.(`${uri} is not indexed: ${String(error)}`),
      );
      done++;
      if (!isAsked && Date.now() - begin > LONG && this.#queue.size > 0) {
        isAsked = true;
        shownProgress = await this.#progress().catch(() => undefined);
      }
      shownProgress?.report(done, done + this.#queue.size);
      if (shownProgress?.isCancelled() === true) this.#queue.clear();
    }
    shownProgress?.done();
  }

  async #list(): Promise<void> {
    this.#listing = false;
    const listed = await this.#source.list().catch(() => []);
    const scripts = new Set(listed.slice(0, MAX_SCRIPTS));
    for (const uri of this.#files.keys()) if (!scripts.has(uri)) this.#files.delete(uri);
    for (const uri of this.#queue) if (!scripts.has(uri)) this.#queue.delete(uri);
    for (const uri of scripts) if (!this.#files.has(uri)) this.#queue.add(uri);
  }

  async #read(uri: string): Promise<void> {
    const text = await this.#source.read(uri);
    const pause = pauses();
    await pause();
    if (this.#isStopped) return;
    if (text === undefined) {
      this.#files.delete(uri);
      return;
    }
    const isLong = text.length > MAX_SCRIPT_SIZE;
    const tree = parse(isLong ? '' : text);
    await pause();
    const script = bind(tree, catalog);
    await pause();
    const names = namesIn(script);
    this.#files.delete(uri);
    this.#files.set(uri, this.#fitting(names));
  }

  /** What is over the bound of all scripts together is left out, from the names with the most places on. */
  #fitting(names: readonly StoredName[]): readonly StoredName[] {
    let left = MOST_PLACES_IN_ALL;
    for (const file of this.#files.values()) for (const { roles } of file) left -= roles.length;
    const sizes = names.reduce((sum, { roles }) => sum + roles.length, 0);
    if (sizes <= left) return names;
    const kept: StoredName[] = [];
    for (const name of [...names].sort((a, b) => a.roles.length - b.roles.length)) {
      left -= name.roles.length;
      if (left < 0) break;
      kept.push(name);
    }
    return kept;
  }
}

/** Lets others have as much time as was taken since the last pause, so that a key stroke is answered in between. */
function pauses(): () => Promise<void> {
  let last = Date.now();
  return async () => {
    const took = Math.min(Date.now() - last, LONGEST_PAUSE);
    await new Promise((resolve) => setTimeout(resolve, took));
    last = Date.now();
  };
}

/** Milliseconds after which it is shown that scripts are being read. */
const LONG = 3_000;
/** Milliseconds. */
const LONGEST_PAUSE = 200;

/** A name with its places in few bytes. */
interface StoredName extends Omit<IndexedName, 'places'> {
  /** Line and character of the start, and of the end. */
  readonly positions: Uint32Array;
  readonly roles: Uint8Array;
}

const ROLES: readonly Occurrence['role'][] = ['definition', 'declaration', 'write', 'read'];

function namesIn(script: BoundScript): StoredName[] {
  const lines = new LineTable(script.tree.text);
  const names: StoredName[] = [];
  for (const entity of entities({ script }).all) {
    const { kind, space, name, occurrences } = entity;
    const key = entityKey(entity);
    if (key === undefined || name.length > LONGEST_NAME || names.length >= MOST_NAMES) continue;
    const kept = occurrences.slice(0, MOST_PLACES);
    const positions = new Uint32Array(kept.length * 4);
    for (const [index, { range }] of kept.entries()) {
      const start = lines.position(range.start);
      const end = lines.position(range.end);
      positions.set([start.line, start.column, end.line, end.column], index * 4);
    }
    const roles = Uint8Array.from(kept, ({ role }) => ROLES.indexOf(role));
    // A part of a text would keep all of it.
    names.push({ key: copied(key), kind, space: copied(space), name: copied(name), positions, roles });
  }
  return names;
}

function copied(text: string): string {
  return Array.from({ length: text.length }, (_, index) => text.charAt(index)).join('');
}

function* shown(names: readonly StoredName[]): Iterable<IndexedName> {
  for (const name of names) yield unpacked(name);
}

function unpacked({ key, kind, space, name, positions, roles }: StoredName): IndexedName {
  const at = (index: number): lsp.Position => {
    return { line: positions[index] as number, character: positions[index + 1] as number };
  };
  const places = Array.from(
    roles,
    (role, index): IndexedPlace => ({
      range: { start: at(index * 4), end: at(index * 4 + 2) },
      role: ROLES[role] as Occurrence['role'],
    }),
  );
  return { key, kind, space, name, places };
}
