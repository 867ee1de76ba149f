import type * as lsp from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/analysis.ts';
import { EXPECTATION_PREFIX, expectationComments } from '../expectation/expectationComments.ts';
import type { CompletionItem } from '../features/completion.ts';
import {
  badZoneName,
  completeProject,
  projectTextAt,
  type ZoneOccurrence,
  zonesInExpectation,
  zonesInProject,
} from '../features/projectHelp.ts';
import { decoded, type FileSettings, Project } from '../project/project.ts';
import { PROJECT_FILE } from '../project/projectFile.ts';
import { type ProjectLayer, type ProjectPlaces, type ProjectText, projectPlaces } from '../project/projectPlaces.ts';
import { parse } from '../syntax/parse.ts';
import { touches } from '../text/range.ts';
import { toEdit, toRange } from './convert.ts';
import { isProjectFile, type Projects } from './projects.ts';
import type { Routers } from './routers.ts';

/** A zone at a place of a document. */
export interface ZoneAt {
  readonly zone: ZoneOccurrence;
  readonly document: TextDocument;
  /** The project file that defines it. */
  readonly project: string;
}

/** A place where a zone is named, in a project file or in a script. */
export interface ZonePlace {
  readonly zone: ZoneOccurrence;
  readonly document: TextDocument;
}

/** A router of which a layer of a project file speaks, by one of its scripts. */
export interface ProjectRouter {
  readonly script: string;
  readonly settings: FileSettings;
}

/**
 * Project files as documents: open ones as they are in the editor, others as they are on disk; and the zones that they
 * define, with the expectations in scripts that name them.
 */
export class ProjectDocuments {
  readonly #open: (uri: string) => TextDocument | undefined;
  readonly #projects: Pick<Projects, 'fileOf' | 'read'>;
  readonly #routers: Pick<Routers, 'scripts' | 'textOf' | 'analysisOf'>;

  constructor(
    open: (uri: string) => TextDocument | undefined,
    projects: Pick<Projects, 'fileOf' | 'read'>,
    routers: Pick<Routers, 'scripts' | 'textOf' | 'analysisOf'>,
  ) {
    this.#open = open;
    this.#projects = projects;
    this.#routers = routers;
  }

  /** The zone that a project file, or an expectation in a script, names at a place. */
  async zoneAt({ textDocument: { uri }, position }: lsp.TextDocumentPositionParams): Promise<ZoneAt | undefined> {
    const document = this.#open(uri);
    if (document === undefined || !mayNameZone(document, position)) return undefined;
    const project = isProjectFile(uri) ? uri : await this.#projects.fileOf(uri);
    const file = project === undefined ? undefined : await this.#document(project);
    if (project === undefined || file === undefined) return undefined;
    const offset = document.offsetAt(position);
    const places = projectPlaces(file.getText());
    const zones =
      project === uri ? zonesInProject(places) : this.#zonesInScript(document.getText(), uri, project, places);
    const zone = zones.find(({ range }) => touches(range, offset));
    return zone && { zone, document, project };
  }

  /** All places of a zone: in the project file, and in the scripts that the project file is about. */
  async placesOf({ zone: { name }, project }: ZoneAt): Promise<ZonePlace[]> {
    const file = await this.#document(project);
    if (file === undefined) return [];
    const places = projectPlaces(file.getText());
    const found: ZonePlace[] = zonesInProject(places).map((zone) => ({ zone, document: file }));
    for (const script of await this.#scriptsOf(project)) {
      const text = await this.#routers.textOf(script);
      if (text === undefined) continue;
      const document = this.#open(script) ?? TextDocument.create(script, 'routeros', 0, text);
      found.push(...this.#zonesInScript(text, script, project, places).map((zone) => ({ zone, document })));
    }
    return found.filter(({ zone }) => zone.name === name);
  }

  /** The edits that give a zone another name everywhere, or why it cannot be called so. */
  async rename(at: ZoneAt, name: string): Promise<lsp.TextDocumentEdit[] | { readonly refused: string }> {
    const file = await this.#document(at.project);
    const refused = file && badZoneName(projectPlaces(file.getText()), name);
    if (refused !== undefined && name !== at.zone.name) return { refused };
    const edits = new Map<TextDocument, lsp.TextEdit[]>();
    for (const { zone, document } of await this.placesOf(at)) {
      const own = edits.get(document) ?? [];
      own.push(toEdit(document, zone.renamed(name)));
      edits.set(document, own);
    }
    return [...edits].map(([document, own]) => {
      const isOpen = this.#open(document.uri) === document;
      return { textDocument: { uri: document.uri, version: isOpen ? document.version : null }, edits: own };
    });
  }

  /** What may stand at a place of a project file that is open. */
  async complete(uri: string, position: lsp.Position): Promise<{ document: TextDocument; items: CompletionItem[] }> {
    const document = this.#open(uri);
    if (document === undefined) throw new Error('The project file is not open.');
    const offset = document.offsetAt(position);
    const places = projectPlaces(document.getText());
    const text = projectTextAt(places, offset);
    if (text === undefined) return { document, items: [] };
    const scripts = await this.#scriptsOf(uri);
    const files = scripts.map((script) => pathIn(uri, script)).sort();
    const [router] = text.kind === 'pattern' ? [] : await this.routersOf(uri, places, text.layer);
    const analysis = router && (await this.#routers.analysisOf(router.script));
    return { document, items: completeProject(places, text, offset, { analysis, files }) };
  }

  /** The expectation at a place of a project file that is open, and the routers that it is about. */
  async expectationAt(
    uri: string,
    position: lsp.Position,
  ): Promise<{ document: TextDocument; text: ProjectText; routers: readonly ProjectRouter[] } | undefined> {
    const document = this.#open(uri);
    if (document === undefined) return undefined;
    const places = projectPlaces(document.getText());
    const text = projectTextAt(places, document.offsetAt(position));
    if (text?.kind !== 'expectation') return undefined;
    return { document, text, routers: await this.routersOf(uri, places, text.layer) };
  }

  /** Some of the routers that a layer of a project file is about, at most so many as are kept. */
  async routersOf(uri: string, { file }: ProjectPlaces, layer: ProjectLayer): Promise<ProjectRouter[]> {
    const project = new Project(file);
    const scripts = new Map((await this.#scriptsOf(uri)).map((script) => [pathIn(uri, script), script]));
    const paths = [...scripts.keys()].sort();
    const firsts = new Map<string, string>();
    const mine =
      layer.kind === 'device'
        ? project.filesOf(layer.name, paths)
        : layer.kind === 'override'
          ? project.filesOfOverride(layer.index, paths)
          : paths;
    for (const path of mine) {
      const { device } = project.settingsOf(path);
      const router = device === undefined ? `file ${path}` : `device ${device}`;
      if (!firsts.has(router)) firsts.set(router, path);
    }
    return [...firsts.values()].slice(0, MOST_ROUTERS).map((path) => {
      return { script: scripts.get(path) as string, settings: project.settingsOf(path) };
    });
  }

  analysisOf({ script }: ProjectRouter): Promise<FileAnalysis | undefined> {
    return this.#routers.analysisOf(script);
  }

  #zonesInScript(text: string, uri: string, project: string, { file }: ProjectPlaces): ZoneOccurrence[] {
    if (!text.includes(EXPECTATION_PREFIX)) return [];
    const { zones = {} } = new Project(file).settingsOf(pathIn(project, uri));
    return expectationComments({ tree: parse(text) }).flatMap((one) =>
      zonesInExpectation(one.text, one.range.start, (name) => Object.hasOwn(zones, name)),
    );
  }

  /** URIs of the scripts of which a project file is the nearest. */
  async #scriptsOf(project: string): Promise<string[]> {
    const folder = decoded(project.slice(0, -PROJECT_FILE.length));
    const below = (await this.#routers.scripts()).filter((uri) => decoded(uri).startsWith(folder));
    const files = await Promise.all(below.map((uri) => this.#projects.fileOf(uri)));
    return below.filter((_, index) => decoded(files[index] ?? '') === decoded(project));
  }

  async #document(project: string): Promise<TextDocument | undefined> {
    const open = this.#open(project);
    if (open !== undefined) return open;
    const text = await this.#projects.read(project);
    return text === undefined ? undefined : TextDocument.create(project, 'jsonc', 0, text);
  }
}

const MOST_ROUTERS = 4;

/** Reading a whole script costs more than looking at its line. */
function mayNameZone(document: TextDocument, { line }: lsp.Position): boolean {
  if (isProjectFile(document.uri)) return true;
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  return document.getText(range).includes(EXPECTATION_PREFIX);
}

function pathIn(project: string, script: string): string {
  return decoded(script).slice(decoded(project).length - PROJECT_FILE.length);
}

/** A place as the protocol has it. */
export function locationOf({ zone, document }: ZonePlace): lsp.Location {
  return { uri: document.uri, range: toRange(document, zone.range) };
}
