import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisOptions, FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { analysisOfSteps, compositionSteps, findingsByFile } from '../project/analyseComposition.ts';
import { Composition, importedNames, type Part } from '../project/composition.ts';
import { decoded } from '../project/project.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import { Outdated } from './analyses.ts';
import type { DeviceFiles } from './projects.ts';
import { MAX_SCRIPT_SIZE, type PlaceFiles } from './protocol.ts';
import type { Scheduler, Work } from './scheduler.ts';

/** What is known of the router that several scripts make up together. */
export interface RouterAnalysis {
  readonly analysis: FileAnalysis;
  readonly composition: Composition;
  /** Where a part of the composition is, by the name that findings show. */
  uriOf(file: string): string | undefined;
  /** The name of the part at a URI. */
  nameOf(uri: string): string | undefined;
  /** Findings about the router in the script at a URI; the faults of its text are its own. */
  problemsOf(uri: string, own: FileProblems): FileProblems;
}

/** Where scripts come from that may be parts of a router. */
export interface RouterSource {
  /** URIs of the scripts that are open. */
  openUris(): Iterable<string>;
  /** The text of a script that is open, as it is now. */
  open(uri: string): string | undefined;
  /** URIs of all scripts of the workspace. */
  list(): Promise<readonly string[]>;
  read(uri: string): Promise<string | undefined>;
  /** The files of the first device that has the script, in the order in which they run. */
  deviceFilesOf(uri: string, all: readonly string[]): Promise<DeviceFiles | undefined>;
  optionsOf(uri: string): Promise<{ readonly options: AnalysisOptions; readonly key: string }>;
}

/**
 * The routers that scripts belong to, put together as `rosfw check` does: the files of a device one after the other, and
 * each `/import` of a script of the workspace replaced by it. There is one analysis for each version of a router,
 * whichever of its scripts is asked about; an edit of a part ends that of the version before.
 */
export class Routers {
  readonly #source: RouterSource;
  readonly #scheduler: Scheduler;
  readonly #read = new Map<string, Promise<string | undefined>>();
  readonly #known = new Map<string, Known>();
  /** Scripts by themselves that were asked about last, open or not. */
  readonly #alone = new Map<
    string,
    { readonly revision: number; readonly analysis: Promise<FileAnalysis | undefined> }
  >();
  #listed: Promise<readonly string[]> | undefined;
  /** URIs of all scripts by the names they go by, as long as these are the same. */
  #uris: Promise<ReadonlyMap<string, string>> | undefined;
  readonly #revisions = new Map<string, number>();
  #revision = 0;

  constructor(source: RouterSource, scheduler: Scheduler) {
    this.#source = source;
    this.#scheduler = scheduler;
  }

  /** Undefined where the script is a router by itself. Rejects with `Outdated` where a part changes meanwhile. */
  async of(uri: string): Promise<RouterAnalysis | undefined> {
    const router = await this.#mains(uri);
    if (router.files.length < 2 && !mayImport((await this.#text(uri)) ?? '')) return undefined;
    const parts = await this.#parts(router);
    const composition = composed(router, parts);
    if (composition === undefined) return undefined;
    const first = router.files.find((file) => parts.has(file)) ?? '';
    const { options, key } = await this.#source.optionsOf(parts.get(first)?.uri ?? uri);
    return this.#analysis(router, composition, new Map([...parts.values()].map((part) => [part.file, part])), {
      options,
      key,
    });
  }

  /**
   * The router that a script belongs to as it would be with another text of that script; undefined where the script
   * would be a router by itself.
   */
  withText(uri: string, text: string): Promise<Composition | undefined> {
    const asked = decoded(uri);
    return this.withTexts(uri, (one) => (decoded(one) === asked ? text : this.#text(one)));
  }

  /** The same with other texts of any of its files; those without a text are not there. */
  async withTexts(uri: string, textOf: TextOf): Promise<Composition | undefined> {
    const router = await this.#mains(uri);
    return composed(router, await this.#parts(router, textOf));
  }

  /** URIs of the scripts of the workspace, and of those that are open. */
  scripts(): Promise<string[]> {
    return this.#all();
  }

  /** Another one whenever any script or setting may have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** The same as long as no text of the router of a script has changed, nor what the workspace consists of. */
  async versionOf(uri: string): Promise<string> {
    const parts = await this.#parts(await this.#mains(uri));
    return [...parts.values()].map((part) => `${part.uri} ${this.#revisions.get(part.uri) ?? 0}`).join('\n');
  }

  /** The router of a script, or the script where it is one by itself. */
  async analysisOf(uri: string): Promise<FileAnalysis | undefined> {
    const router = await this.of(uri);
    if (router !== undefined) return router.analysis;
    const revision = this.#revisions.get(uri) ?? 0;
    const known = this.#alone.get(uri);
    if (known?.revision === revision) return known.analysis;
    const analysis = this.#analysisAlone(uri, MAX_SCRIPT_SIZE);
    this.#alone.delete(uri);
    this.#alone.set(uri, { revision, analysis });
    analysis.catch(() => this.#alone.delete(uri));
    for (const oldest of [...this.#alone.keys()].slice(0, -MOST_ROUTERS)) this.#alone.delete(oldest);
    return analysis;
  }

  /** A script by itself, whether open or not, if it has at most so many characters. */
  alone(uri: string, longest: number): Promise<FileProblems | undefined> {
    return this.#analysisAlone(uri, longest);
  }

  /** The text of a script, as it is in the editor where it is open there; its URI may be written in another way. */
  async textOf(uri: string): Promise<string | undefined> {
    return this.#text((await this.#byName()).get(decoded(uri)) ?? uri);
  }

  async #analysisAlone(uri: string, longest: number): Promise<FileAnalysis | undefined> {
    const text = await this.#text(uri);
    if (text === undefined || text.length > longest) return undefined;
    const { options } = await this.#source.optionsOf(uri);
    return this.#scheduler.start(analysisOfSteps(text, options), Number.POSITIVE_INFINITY).done;
  }

  /** URIs of the scripts that make up the router of a script, as far as they were put together. */
  partsOf(uri: string): readonly string[] {
    return [...this.#known.values()].flatMap(({ uris }) => (uris.has(uri) ? [...uris] : []));
  }

  /** A script has another text, in the editor or on disk. */
  changed(uri: string): void {
    this.#read.delete(uri);
    this.#uris = undefined;
    this.#revisions.set(uri, ++this.#revision);
    for (const known of this.#known.values()) if (known.uris.has(uri)) known.work.cancel(new Outdated(false));
  }

  /** Scripts of the workspace came or went, or settings have changed. */
  forget(): void {
    this.#read.clear();
    this.#alone.clear();
    this.#listed = undefined;
    this.#uris = undefined;
    this.#revision++;
    for (const { work } of this.#known.values()) work.cancel(new Outdated(false));
    this.#known.clear();
  }

  async #mains(uri: string): Promise<Mains> {
    const device = await this.#source.deviceFilesOf(uri, await this.#all());
    if (device !== undefined && device.files.length > 1) return device;
    const slash = uri.lastIndexOf('/') + 1;
    return { name: `file ${uri}`, folder: uri.slice(0, slash), files: [decoded(uri.slice(slash))] };
  }

  /** All scripts of the workspace, and those that are open. */
  async #all(): Promise<string[]> {
    this.#listed ??= this.#source.list().catch(() => []);
    return [...new Set([...(await this.#listed), ...this.#source.openUris()])];
  }

  /** The files of a router and all that these import, by their names. */
  async #parts(
    { folder, files }: Mains,
    textOf: TextOf = (uri) => this.#text(uri),
  ): Promise<ReadonlyMap<string, RouterPart>> {
    const parts = new Map<string, RouterPart>();
    const uris = await this.#byName();
    const waiting = [...files];
    for (let file = waiting.shift(); file !== undefined && parts.size < MOST_PARTS; file = waiting.shift()) {
      if (parts.has(file)) continue;
      const uri = uris.get(`${decoded(folder)}${file}`);
      const text = uri === undefined ? undefined : await textOf(uri);
      if (uri === undefined || text === undefined) continue;
      parts.set(file, { file, text, uri });
      if (!mayImport(text)) continue;
      for (const name of importedNames(text)) {
        const imported = resolved(file, name);
        if (imported !== undefined) waiting.push(imported);
      }
    }
    return parts;
  }

  /** Clients write one path in several ways. */
  #byName(): Promise<ReadonlyMap<string, string>> {
    this.#uris ??= this.#all().then((all) => new Map(all.map((uri) => [decoded(uri), uri])));
    return this.#uris;
  }

  #text(uri: string): Promise<string | undefined> {
    const open = this.#source.open(uri);
    if (open !== undefined) return Promise.resolve(open);
    let text = this.#read.get(uri);
    if (text === undefined) {
      text = this.#source.read(uri).catch(() => undefined);
      this.#read.set(uri, text);
    }
    return text;
  }

  async #analysis(
    { name }: Mains,
    composition: Composition,
    parts: ReadonlyMap<string, RouterPart>,
    { options, key }: { readonly options: AnalysisOptions; readonly key: string },
  ): Promise<RouterAnalysis> {
    const last = this.#known.get(name);
    if (last?.composition.text === composition.text && last.key === key && !last.isCancelled) return last.work.done;
    last?.work.cancel(new Outdated(false));
    const previous = last?.key === key ? last.finished : undefined;
    const uris = new Set([...composition.parts.keys()].flatMap((file) => parts.get(file)?.uri ?? []));
    const steps = routerSteps(composition, options, previous, parts);
    const work = this.#scheduler.start(steps, composition.text.length);
    const known: Known = { composition, key, uris, work, finished: previous, isCancelled: false };
    this.#known.delete(name);
    this.#known.set(name, known);
    work.done.then(
      (router) => {
        known.finished = router.analysis;
      },
      () => {
        known.isCancelled = true;
      },
    );
    for (const oldest of [...this.#known.keys()].slice(0, -MOST_ROUTERS)) this.#known.delete(oldest);
    return work.done;
  }
}

/** A range of one of the files of a router. */
export interface PartPlace {
  readonly document: TextDocument;
  readonly range: TextRange;
}

/** The file of a router in which a range of the whole lies, with the range in it; undefined where it is in none. */
export function partAt({ composition, uriOf }: RouterAnalysis, range: TextRange): PartPlace | undefined {
  const place = composition.inFile(range);
  const text = place && composition.parts.get(place.file)?.text;
  const uri = place && uriOf(place.file);
  if (place === undefined || text === undefined || uri === undefined) return undefined;
  return { document: TextDocument.create(uri, 'routeros', 0, text), range: place.range };
}

/** The names of the files of a router, and where they are. */
export function placeFiles(router: RouterAnalysis | undefined, uri: string): PlaceFiles {
  const names = [...(router?.composition.parts.keys() ?? [])];
  return {
    file: router?.nameOf(uri),
    files: Object.fromEntries(names.map((name) => [name, router?.uriOf(name) ?? uri])),
  };
}

/** What is wrong with a script: faults of its own text, and what is found of the router that it is a part of. */
export async function routerProblems(routers: Routers, uri: string, own: FileProblems): Promise<FileProblems> {
  const router = await routers.of(uri);
  const file = router?.nameOf(uri);
  const part = file === undefined ? undefined : router?.composition.parts.get(file);
  // One that the device leaves out, since another file has its name, is judged alone.
  if (router === undefined || part === undefined) return own;
  if (part.text !== own.text) throw new Outdated(false);
  return router.problemsOf(uri, own);
}

/** Analyses of so many routers are kept. */
const MOST_ROUTERS = 4;
const MOST_PARTS = 1000;

type TextOf = (uri: string) => Promise<string | undefined> | string;

interface Mains extends DeviceFiles {}

interface RouterPart extends Part {
  readonly uri: string;
}

interface Known {
  readonly composition: Composition;
  readonly key: string;
  readonly uris: ReadonlySet<string>;
  readonly work: Work<RouterAnalysis>;
  /** The last version that came to its end, from which the next goes on. */
  finished: FileAnalysis | undefined;
  isCancelled: boolean;
}

function* routerSteps(
  composition: Composition,
  options: AnalysisOptions,
  previous: FileAnalysis | undefined,
  parts: ReadonlyMap<string, RouterPart>,
): Steps<RouterAnalysis> {
  yield;
  const analysis = yield* compositionSteps(composition, options, previous);
  yield;
  const names = new Map([...parts.values()].map(({ file, uri }) => [uri, file]));
  let findings: ReadonlyMap<string, readonly Finding[]> | undefined;
  return {
    analysis,
    composition,
    uriOf: (file) => parts.get(file)?.uri,
    nameOf: (uri) => names.get(uri),
    problemsOf: (uri, own) => {
      findings ??= findingsByFile(analysis.findings, composition);
      const { wholeBy, failures } = analysis;
      return {
        text: own.text,
        wholeBy,
        problems: own.problems,
        findings: findings.get(names.get(uri) ?? '') ?? [],
        failures,
      };
    },
  };
}

/** The files put together; undefined where there is nothing to put together. */
function composed({ files }: Mains, parts: ReadonlyMap<string, RouterPart>): Composition | undefined {
  const mains = files.flatMap((file) => parts.get(file) ?? []);
  const composition = new Composition(mains, (importer, name) => parts.get(resolved(importer, name) ?? ''));
  return mains.length === 0 || composition.isSingle ? undefined : composition;
}

/** Looking closer costs a second reading. */
function mayImport(text: string): boolean {
  return /(?:^|[\s;{[/:])import\b/.test(text);
}

/** The path of a file that another imports, from the folder of the router; undefined for one that is no script below it. */
function resolved(importer: string, name: string): string | undefined {
  if (!/^[^\0]{1,255}\.rsc$/.test(name)) return undefined;
  const path = importer.split('/').slice(0, -1);
  for (const segment of name.split('/')) {
    if (segment === '..') {
      if (path.pop() === undefined) return undefined;
    } else if (segment !== '' && segment !== '.') path.push(segment);
  }
  return path.join('/');
}
