import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAnalysis } from '../analysis/analysis.ts';
import { EXPECTATION_PREFIX } from '../expectation/expectationComments.ts';
import { type ExpectationProblem, expectationFaultSteps } from '../expectation/expectationFaults.ts';
import { expectationsOf, readZones } from '../expectation/expectationsOf.ts';
import { zoneFaults } from '../features/projectFaults.ts';
import { PROJECT_FILE, readProjectFile } from '../project/projectFile.ts';
import { type ProjectPlaces, type ProjectText, projectPlaces } from '../project/projectPlaces.ts';
import type { Scripts } from './answers.ts';
import { toRange } from './convert.ts';
import type { ProjectDocuments, ProjectRouter } from './projectDocuments.ts';
import type { Projects } from './projects.ts';
import type { Routers } from './routers.ts';

/** What is wrong with expectations whatever the firewall does; whether they hold is for tests to say. */
export class ExpectationProblems {
  readonly #scripts: Pick<Scripts, 'document' | 'find' | 'work'>;
  readonly #projects: Pick<Projects, 'settingsOf'>;
  readonly #routers: Pick<Routers, 'of'>;
  readonly #documents: ProjectDocuments;
  readonly #readsSchema: () => boolean;

  /** `readsSchema`: the client itself says where a project file does not have the shape of its schema. */
  constructor(
    scripts: Pick<Scripts, 'document' | 'find' | 'work'>,
    projects: Pick<Projects, 'settingsOf'>,
    routers: Pick<Routers, 'of'>,
    documents: ProjectDocuments,
    readsSchema: () => boolean,
  ) {
    this.#scripts = scripts;
    this.#projects = projects;
    this.#routers = routers;
    this.#documents = documents;
    this.#readsSchema = readsSchema;
  }

  /** Of a project file that is open: what cannot be read, zones, and expectations of each router. */
  async inProject(uri: string, withRelated: boolean): Promise<lsp.Diagnostic[]> {
    const document = this.#scripts.document(uri);
    if (document === undefined) return [];
    const source = document.getText();
    const faults = readProjectFile(source).faults.filter((one) => one.isBeyondSchema === true || !this.#readsSchema());
    const places = projectPlaces(source);
    const found = [
      ...faults.map(({ start, end, message }) => problem(toRange(document, { start, end }), message)),
      ...zoneFaults(places).map(({ range, message }) => problem(toRange(document, range), message)),
    ];
    const layers = new Map(places.texts.map(({ layer }) => [JSON.stringify(layer), layer]));
    const routers = new Map<string, ProjectRouter>();
    for (const layer of layers.values())
      for (const router of await this.#documents.routersOf(uri, places, layer)) routers.set(router.script, router);
    for (const router of [...routers.values()].slice(0, MOST_ROUTERS)) {
      const analysis = await this.#documents.analysisOf(router);
      if (analysis !== undefined)
        found.push(...(await this.#ofRouter(document, places, router, analysis, withRelated)));
    }
    // What several routers say of one place is said once.
    return [...new Map(found.map((one) => [JSON.stringify([one.range, one.message]), one])).values()];
  }

  async #ofRouter(
    document: TextDocument,
    { texts: all }: ProjectPlaces,
    { settings }: ProjectRouter,
    analysis: FileAnalysis,
    withRelated: boolean,
  ): Promise<lsp.Diagnostic[]> {
    const texts = settings.expect ?? [];
    const steps = expectationFaultSteps(texts, analysis, readZones(settings.zones ?? {}));
    const problems = await this.#scripts.work(document, steps);
    const places = placesOf(texts, all, settings);
    return problems.flatMap((one) => {
      const at = places[one.index];
      const other = one.other === undefined ? undefined : places[one.other];
      if (at === undefined) return [];
      const whose = at.layer.kind === 'device' || settings.device === undefined ? '' : ` (${settings.device})`;
      const location = other && { uri: document.uri, range: toRange(document, other.range) };
      return [
        expectationDiagnostic(
          { ...one, message: `${one.message}${whose}` },
          toRange(document, at.range),
          withRelated ? location : undefined,
        ),
      ];
    });
  }

  /** Of those in comments of a script. */
  async inScript(uri: string, withRelated: boolean): Promise<lsp.Diagnostic[]> {
    const script = await this.#scripts.find(uri);
    if (script === undefined || !script.analysis.text.includes(EXPECTATION_PREFIX)) return [];
    const { document, analysis } = script;
    const [settings, router] = await Promise.all([this.#projects.settingsOf(uri), this.#routers.of(uri)]);
    const { expectations, zones } = expectationsOf(analysis.script, settings);
    const texts = expectations.map(({ text }) => text);
    const steps = expectationFaultSteps(texts, router?.analysis ?? analysis, zones);
    const problems = await this.#scripts.work(document, steps);
    const places = expectations.map(({ range }) => range && { uri, range: toRange(document, range) });
    return problems.flatMap((problem) => {
      const place = places[problem.index];
      const other = problem.other === undefined ? undefined : places[problem.other];
      return place === undefined ? [] : [expectationDiagnostic(problem, place.range, withRelated ? other : undefined)];
    });
  }
}

/** Of more routers nobody waits for the answer. */
const MOST_ROUTERS = 50;

/** Where expectations of a router stand, in the order of its layers. */
function placesOf(
  texts: readonly string[],
  all: readonly ProjectText[],
  { device }: ProjectRouter['settings'],
): readonly (ProjectText | undefined)[] {
  const left = all.filter(
    ({ kind, layer }) => kind === 'expectation' && (layer.kind !== 'device' || layer.name === device),
  );
  return texts.map((text) => {
    const at = left.findIndex((one) => one.text === text);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  });
}

function problem(range: lsp.Range, message: string): lsp.Diagnostic {
  return { range, severity: lsp.DiagnosticSeverity.Error, source: 'rosfw', code: PROJECT_FILE, message };
}

/** `other`: where the one is that it contradicts. */
export function expectationDiagnostic(
  { kind, message }: ExpectationProblem,
  range: lsp.Range,
  other: lsp.Location | undefined,
): lsp.Diagnostic {
  return {
    range,
    severity: lsp.DiagnosticSeverity.Error,
    source: 'rosfw',
    code: kind === 'invalid' ? 'invalid-expectation' : 'contradicting-expectations',
    message,
    ...(other !== undefined && {
      relatedInformation: [{ location: other, message: 'The expectation that it contradicts.' }],
    }),
  };
}
