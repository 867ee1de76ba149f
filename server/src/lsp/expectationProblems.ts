import * as lsp from 'vscode-languageserver';
import { EXPECTATION_PREFIX } from '../expectation/expectationComments.ts';
import { type ExpectationProblem, expectationFaultSteps } from '../expectation/expectationFaults.ts';
import { expectationsOf } from '../expectation/expectationsOf.ts';
import type { Scripts } from './answers.ts';
import { toRange } from './convert.ts';
import type { Projects } from './projects.ts';
import type { Routers } from './routers.ts';

/** What is wrong with expectations whatever the firewall does; whether they hold is for tests to say. */
export class ExpectationProblems {
  readonly #scripts: Pick<Scripts, 'find' | 'work'>;
  readonly #projects: Pick<Projects, 'settingsOf'>;
  readonly #routers: Pick<Routers, 'of'>;

  constructor(
    scripts: Pick<Scripts, 'find' | 'work'>,
    projects: Pick<Projects, 'settingsOf'>,
    routers: Pick<Routers, 'of'>,
  ) {
    this.#scripts = scripts;
    this.#projects = projects;
    this.#routers = routers;
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
