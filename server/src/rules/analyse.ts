import { bind } from '../binding/bind.ts';
import { commandProblems } from '../binding/commandProblems.ts';
import { nameProblems } from '../binding/nameProblems.ts';
import { withRouterWords } from '../binding/routerWords.ts';
import { targetVersion } from '../binding/targetVersion.ts';
import { isInTemplate, templateParts } from '../binding/templates.ts';
import { valueProblems } from '../binding/valueProblems.ts';
import { variableProblems } from '../binding/variableProblems.ts';
import { versionProblems } from '../binding/versionProblems.ts';
import { catalog, catalogFor } from '../catalog/catalog.ts';
import type { Assumption } from '../config/assumption.ts';
import { execute } from '../config/execute.ts';
import { buildFirewall } from '../firewall/firewall.ts';
import { reachability } from '../firewall/reachability.ts';
import { recogniseKnocks } from '../knock/recognise.ts';
import { parse, syntaxProblems } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { LineTable } from '../text/lineTable.ts';
import { Fixable } from './fixable.ts';
import { RULES } from './registry.ts';
import type { Analysis, Finding, Rule } from './rule.ts';
import { isSuppressed, SILENCEABLE, type Suppression, suppressions } from './suppressions.ts';

/** Everything that is known of one text version. */
export interface FileAnalysis extends Analysis {
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
  /** The version of RouterOS that the text is for, such as `7.20`; by default what an export says, else any 7.x. */
  readonly version?: string | undefined;
  /** What the router holds before the file runs; by default what the file shows that it counts on. */
  readonly assume?: Assumption | undefined;
}

export function analyse(
  text: string,
  { rules = RULES, random = Math.random, version, assume }: AnalyseOptions = {},
): FileAnalysis {
  const tree = parse(text);
  const script = bind(tree, catalog);
  const configuration = execute(script, assume);
  const firewall = buildFirewall(configuration);
  const reached = reachability(firewall);
  const knocks = recogniseKnocks(firewall, reached);
  const lines = new LineTable(text);
  const analysis: Analysis = { text, lines, script, configuration, firewall, reachability: reached, knocks, random };
  const target = targetVersion(tree, version);
  const syntax = syntaxProblems(tree);
  const template = templateParts(text);
  const suppressed = suppressions(tree);
  const problems = [
    ...syntax,
    ...script.problems,
    ...commandProblems(script, target),
    ...nameProblems(script, target),
    ...valueProblems(script, target),
    ...versionProblems(script, target),
    ...variableProblems(script, firstDamage(syntax)),
  ]
    .filter(({ start }) => !isInTemplate(template, start))
    .filter(
      ({ code, start, end }) =>
        !SILENCEABLE.has(code) || !isSuppressed(suppressed, { ruleId: code, range: { start, end } }),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const read = target === undefined ? catalog : catalogFor(target.version);
  return { ...analysis, problems: withRouterWords(problems, tree, read), ...runRules(analysis, rules, suppressed) };
}

/** Where the text has lost a bracket or quote, so that its blocks are not certain from there on. */
function firstDamage(problems: readonly SyntaxProblem[]): number | undefined {
  return problems.find(({ code }) => DAMAGE.has(code))?.start;
}

const DAMAGE: ReadonlySet<string> = new Set([
  'unclosed-bracket',
  'unclosed-string',
  'stray-closer',
  'nesting-too-deep',
]);

/**
 * Runs each rule by itself: one that throws costs its own findings only. What a rule says twice of one place, since
 * the command there ran twice, is said once.
 */
function runRules(
  analysis: Analysis,
  rules: readonly Rule[],
  suppressed: readonly Suppression[],
): Pick<FileAnalysis, 'findings' | 'failures'> {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const fixable = new Fixable(analysis.configuration);
  const said = new Set<string>();
  for (const { meta, check } of rules) {
    try {
      for (const finding of check(analysis)) {
        const full: Finding = {
          severity: meta.severity,
          confidence: meta.confidence,
          related: [],
          ...finding,
          fixes: fixable.filter(finding.fixes ?? []),
          ruleId: meta.id,
        };
        const key = `${meta.id} ${full.range.start} ${full.range.end} ${full.message}`;
        if (said.has(key) || isSuppressed(suppressed, full)) continue;
        said.add(key);
        findings.push(full);
      }
    } catch (error) {
      failures.push({ ruleId: meta.id, error });
    }
  }
  findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.ruleId < b.ruleId ? -1 : 1));
  return { findings, failures };
}
