import { bindSteps } from '../binding/bind.ts';
import { targetVersion } from '../binding/targetVersion.ts';
import { isInTemplate, templateBlocks, templateParts } from '../binding/templates.ts';
import { catalog, catalogFor } from '../catalog/catalog.ts';
import type { Finding, TextOrigin } from '../diagnostics/finding.ts';
import { Fixable } from '../diagnostics/fixable.ts';
import type { DiagnosticMeta, RuleOptions } from '../diagnostics/meta.ts';
import { SILENCEABLE, Suppressions } from '../diagnostics/suppressions.ts';
import type { Assumption } from '../execution/assumption.ts';
import { executeSteps } from '../execution/execute.ts';
import { buildFirewall } from '../firewall/firewall.ts';
import { reachability } from '../firewall/reachability.ts';
import { knockSteps } from '../knock/recognise.ts';
import type { Packet } from '../packet/packet.ts';
import { withRouterWords } from '../problems/routerWords.ts';
import { problemSteps, type ScriptProblems } from '../problems/scriptProblems.ts';
import type { RouterReader } from '../router/routerReader.ts';
import { RULES } from '../rules/registry.ts';
import type { Analysis, Rule } from '../rules/rule.ts';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { LineTable } from '../text/lineTable.ts';
import { finish, type Steps } from '../text/steps.ts';
import { Certainty } from './certainty.ts';

/** Everything that is known of one text version. */
export interface FileAnalysis extends Analysis, FileProblems {
  /** Faults of the text before any were silenced. */
  readonly scriptProblems: ScriptProblems;
  /** What has read the text as the router does, where that was asked. */
  readonly routerReader: RouterReader | undefined;
}

/** What reading a text shows, before anything is carried out. */
export type Reading = Pick<FileAnalysis, 'text' | 'script'>;

/** What is wrong with one text version. */
export interface FileProblems {
  readonly text: string;
  /** Faults of the text, in its order. */
  readonly problems: readonly SyntaxProblem[];
  /** Findings of the rules, in text order, suppressed ones left out. */
  readonly findings: readonly Finding[];
  /** Rules that threw: our faults, not the user's. */
  readonly failures: readonly RuleFailure[];
}

export interface RuleFailure {
  readonly ruleId: string;
  readonly error: unknown;
}

export interface AnalyseOptions {
  readonly rules?: readonly Rule[];
  readonly random?: () => number;
  /** Options of rules where a project sets them, by rule. */
  readonly options?: Readonly<Record<string, RuleOptions>> | undefined;
  /** The version of RouterOS that the text is for, such as `7.20`; by default what an export says, else any 7.x. */
  readonly version?: string | undefined;
  /** What the router holds before the file runs; by default what the file shows that it counts on. */
  readonly assume?: Assumption | undefined;
  /** The management session over which the file is applied. */
  readonly session?: Packet | undefined;
  /** Where the text comes from, where it is put together from several files. */
  readonly origin?: TextOrigin | undefined;
  /** The analysis of the version before: what an edit leaves alone is taken from it. */
  readonly previous?: FileAnalysis | undefined;
}

export function analyse(text: string, options: AnalyseOptions = {}): FileAnalysis {
  return analyseTree(parse(text), options);
}

/** The same of a text that has been parsed. */
export function analyseTree(tree: SyntaxTree, options?: AnalyseOptions): FileAnalysis {
  return finish(analysisSteps(tree, options));
}

/** The same in steps. `whenRead` is told what only reading the text has shown, long before all is known. */
export function* analysisSteps(
  tree: SyntaxTree,
  { rules = RULES, random = Math.random, options, version, assume, session, origin, previous }: AnalyseOptions = {},
  whenRead?: (reading: Reading) => void,
): Steps<FileAnalysis> {
  const { text } = tree;
  const script = yield* bindSteps(tree, catalog, { previous: previous?.script });
  whenRead?.({ text, script });
  yield;
  const configuration = yield* executeSteps(script, assume, undefined, previous?.configuration);
  yield;
  const firewall = buildFirewall(configuration, previous?.firewall);
  const reached = reachability(firewall, previous?.reachability);
  // Who asks for no rules may not ask about packets at all.
  if (rules.length > 0) yield* reached.steps();
  const knocks = yield* knockSteps(firewall, reached, previous?.reachability);
  yield;
  const lines = new LineTable(text);
  const analysis: Analysis = {
    text,
    lines,
    origin,
    script,
    configuration,
    firewall,
    reachability: reached,
    knocks,
    session,
    assumption: assume,
    version: targetVersion(tree, version)?.version,
    silenceable: [...rules.map(({ meta }) => meta.id), ...SILENCEABLE.keys()],
    suppressions: [],
    random,
  };
  const target = targetVersion(tree, version);
  const template = templateParts(text);
  const blocks = templateBlocks(text, template);
  const suppressions = new Suppressions(script, origin);
  yield;
  const found = yield* problemSteps(script, target, previous?.scriptProblems);
  const problems = found.all
    .filter(({ code, start }) => !isInTemplate(LAYOUT.has(code) ? blocks : template, start))
    .filter(
      ({ code, start, end }) =>
        !SILENCEABLE.has(code) || !suppressions.silences({ ruleId: code, range: { start, end } }),
    );
  const read = target === undefined ? catalog : catalogFor(target.version);
  const { problems: told, reader } = yield* withRouterWords(problems, tree, read, previous?.routerReader);
  const ran = yield* runRules(analysis, rules, suppressions, options);
  return { ...analysis, scriptProblems: found, problems: told, routerReader: reader, ...ran };
}

/**
 * Runs each rule by itself: one that throws costs its own findings only. What a rule says twice of one place, since
 * the command there ran twice, is said once.
 */
function* runRules(
  analysis: Analysis,
  rules: readonly Rule[],
  suppressions: Suppressions,
  options: AnalyseOptions['options'],
): Steps<Pick<FileAnalysis, 'findings' | 'failures'>> {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const fixable = new Fixable(analysis.configuration);
  const certainty = new Certainty(analysis);
  const said = new Set<string>();
  const last = rules.filter((rule) => rule.last === true);
  const run = function* ({ meta, check }: Rule, seen: Analysis): Steps<void> {
    yield;
    try {
      for (const finding of check(seen, withDefaults(meta, options))) {
        const { confidence = meta.confidence, range, related = [] } = finding;
        const full: Finding = {
          severity: meta.severity,
          persona: meta.persona,
          ...finding,
          related,
          confidence: certainty.of(confidence, range, related),
          fixes: fixable.filter(finding.fixes ?? []),
          ruleId: meta.id,
        };
        const key = `${meta.id} ${full.range.start} ${full.range.end} ${full.message}`;
        if (said.has(key) || suppressions.silences(full)) continue;
        said.add(key);
        findings.push(full);
        yield;
      }
    } catch (error) {
      failures.push({ ruleId: meta.id, error });
    }
  };
  for (const rule of rules) if (rule.last !== true) yield* run(rule, analysis);
  if (last.length > 0) {
    const undecided = new Set(rules.filter((rule) => !isDecided(rule, analysis)).map(({ meta }) => meta.id));
    if (analysis.version === undefined) undecided.add('not-in-version');
    const afterwards = { ...analysis, suppressions: suppressions.uses((id) => !undecided.has(id)) };
    for (const rule of last) yield* run(rule, afterwards);
  }
  findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.ruleId < b.ruleId ? -1 : 1));
  return { findings, failures };
}

/** Faults in the way a text is cut into lines and brackets, which a template engine changes. */
const LAYOUT: ReadonlySet<string> = new Set([
  'blank-after-backslash',
  'line-cut',
  'stray-backslash',
  'stray-closer',
  'unclosed-bracket',
  'unclosed-string',
]);

/** A rule that runs last has not run yet, and one that hangs on a session says nothing where none is stated. */
function isDecided({ meta, last }: Rule, { session }: Analysis): boolean {
  return last !== true && (meta.session === undefined || session !== undefined);
}

function withDefaults({ id, options = {} }: DiagnosticMeta, chosen: AnalyseOptions['options'] = {}): RuleOptions {
  const own = Object.hasOwn(chosen, id) ? (chosen[id] as RuleOptions) : {};
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, own[name] ?? option.default]));
}
