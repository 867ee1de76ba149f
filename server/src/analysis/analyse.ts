import { bindSteps } from '../binding/bind.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import { namedInScripts } from '../binding/scriptTexts.ts';
import { targetVersion } from '../binding/targetVersion.ts';
import { isInTemplate, templateBlocks, templateParts } from '../binding/templates.ts';
import { catalog, catalogFor } from '../catalog/catalog.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { Suppressions } from '../diagnostics/suppressions.ts';
import { executeSteps } from '../execution/execute.ts';
import { firewallSteps } from '../firewall/firewall.ts';
import { reachability } from '../firewall/reachability.ts';
import { knockSteps } from '../knock/recognise.ts';
import { phraseKey, phraseOf } from '../language/phrase.ts';
import { withPastes } from '../problems/pasteProblems.ts';
import { problemFinding } from '../problems/problemFinding.ts';
import { problemMeta } from '../problems/problemRegister.ts';
import { withRouterWords } from '../problems/routerWords.ts';
import { problemSteps } from '../problems/scriptProblems.ts';
import { isSilenceable, REGISTER } from '../rules/register.ts';
import { RULES } from '../rules/registry.ts';
import type { Analysis } from '../rules/rule.ts';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parse, parseSteps } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { Encoding } from '../text/decode.ts';
import { LineTable } from '../text/lineTable.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { AnalysisOptions, FileAnalysis, TextReading } from './analysis.ts';
import { runRules } from './runRules.ts';
import { sameFaultsOnce } from './sameFaults.ts';

export function analyse(text: string, options?: AnalysisOptions): FileAnalysis {
  return analyseTree(parse(text), options);
}

/** The same of a text that has been parsed. */
export function analyseTree(tree: SyntaxTree, options?: AnalysisOptions, previous?: FileAnalysis): FileAnalysis {
  return finish(analysisSteps(tree, options, { previous }));
}

/** What goes with an analysis beside its question. */
export interface AnalysisRun {
  /** The analysis of the version before: what an edit leaves alone is taken from it. */
  readonly previous?: FileAnalysis | undefined;
  /** Gets what only reading the text has shown, long before all is known. */
  readonly whenRead?: (reading: TextReading) => void;
  /** Gets the faults of the text, before the firewall is proved. */
  readonly whenFaultsAreKnown?: (faults: readonly Finding[]) => void;
}

/** The same in steps. */
export function* analysisSteps(
  tree: SyntaxTree,
  options: AnalysisOptions = {},
  { previous, whenRead, whenFaultsAreKnown }: AnalysisRun = {},
): Steps<FileAnalysis> {
  const { rules = RULES, random = Math.random, version, assume, session, origin } = options;
  const { text } = tree;
  const script = yield* bindSteps(tree, catalog, { previous: previous?.script });
  whenRead?.({ text, script });
  yield;
  const suppressions = new Suppressions(script, origin);
  const faulty = yield* textFaults(script, options, suppressions, previous);
  whenFaultsAreKnown?.(faulty.problems);
  yield;
  const configuration = yield* executeSteps(script, assume, undefined, previous?.configuration);
  yield;
  const firewall = yield* firewallSteps(configuration, previous?.firewall);
  const reached = reachability(firewall, previous?.reachability);
  // Who asks for no rules may not ask about packets at all.
  if (rules.length > 0) yield* reached.steps();
  const knocks = yield* knockSteps(firewall, reached, previous?.reachability, namedInScripts(script));
  yield;
  const model: Analysis = {
    text,
    lines: new LineTable(text),
    origin,
    script,
    configuration,
    firewall,
    reachability: reached,
    knocks,
    session,
    assumption: assume,
    version: targetVersion(tree, version)?.version,
    silenceable: [...rules.map(({ meta }) => meta.id), ...SILENCEABLE_FAULTS],
    suppressions: [],
    random,
  };
  yield;
  const ran = yield* runRules(model, rules, suppressions, options.options);
  const problems = withoutCauses(faulty.problems, ran.findings);
  return { ...model, wholeBy: configuration.wholeBy, ...faulty, problems, ...ran, ...doorFor(options) };
}

/** What makes an import stop is said with what that costs. */
function withoutCauses(problems: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const stops = new Set(
    findings.filter(({ ruleId }) => ruleId === 'import-stops-here').map(({ range }) => range.start),
  );
  if (stops.size === 0) return problems;
  return problems.filter(({ ruleId, range }) => !STOPPING.has(ruleId) || !stops.has(range.start));
}

/** Faults of the text at which an import may stop. */
const STOPPING: ReadonlySet<string> = new Set(['missing-argument', 'unknown-command']);

/** Asks the same question again. It holds the question alone, so that no version keeps those before it alive. */
function doorFor(options: AnalysisOptions): Pick<FileAnalysis, 'options' | 'again' | 'againSteps'> {
  const againSteps: FileAnalysis['againSteps'] = function* (text, change) {
    const tree = yield* parseSteps(text);
    return yield* analysisSteps(tree, { ...options, ...change });
  };
  return { options, againSteps, again: (text, change) => finish(againSteps(text, change)) };
}

/** The faults of the text that nobody has silenced, and what the next version can take from the search for them. */
function* textFaults(
  script: BoundScript,
  { version, encoding }: AnalysisOptions,
  suppressions: Suppressions,
  previous: FileAnalysis | undefined,
): Steps<Pick<FileAnalysis, 'problems' | 'scriptProblems' | 'routerReader'>> {
  const { tree } = script;
  const target = targetVersion(tree, version);
  const template = templateParts(tree.text);
  const blocks = templateBlocks(tree.text, template);
  const scriptProblems = yield* problemSteps(script, target, previous?.scriptProblems);
  const said: SyntaxProblem[] = [];
  for (const [index, problem] of scriptProblems.all.entries()) {
    if (index % PROBLEMS_OF_A_STEP === 0) yield;
    const parts = problemMeta(problem.code).isLayout === true ? blocks : template;
    if (!isInTemplate(parts, problem.start)) said.push(problem);
  }
  const read = target === undefined ? catalog : catalogFor(target.version);
  const { problems, reader } = yield* withRouterWords(withPastes(said, tree.text), tree, read, previous?.routerReader);
  const all = withEncoding(problems, encoding);
  const shown: Finding[] = [];
  for (const [index, problem] of all.entries()) {
    if (index % PROBLEMS_OF_A_STEP === 0) yield;
    const finding = problemFinding(problem);
    if (!isSilenceable(problem.code) || !suppressions.silences(finding)) shown.push(finding);
  }
  return { problems: yield* sameFaultsOnce(shown), scriptProblems, routerReader: reader };
}

const PROBLEMS_OF_A_STEP = 256;

/** The byte order mark of UTF-16 goes with the encoding; without it the file would be harder to read. */
function withEncoding(problems: readonly SyntaxProblem[], encoding: Encoding = 'utf-8'): readonly SyntaxProblem[] {
  if (encoding === 'utf-8') return problems;
  const others = problems.filter(({ code }) => code !== 'byte-order-mark');
  const message = phraseOf(encoding === 'latin-1' ? NOT_UTF_8 : UTF_16);
  return [{ code: 'not-utf-8', severity: 'warning', start: 0, end: 0, message }, ...others];
}

const NOT_UTF_8 = phraseKey`This file is not UTF-8, so it is read as Latin-1 and letters with accents may look wrong. Save it as UTF-8.`;
const UTF_16 = phraseKey`This file is UTF-16, as Windows PowerShell writes it; RouterOS reads single bytes. Save it as UTF-8.`;

const SILENCEABLE_FAULTS: readonly string[] = REGISTER.slice(RULES.length)
  .map(({ id }) => id)
  .filter(isSilenceable);
