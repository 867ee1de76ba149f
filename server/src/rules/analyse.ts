import { bind } from '../binding/bind.ts';
import { scriptProblems } from '../binding/scriptProblems.ts';
import { targetVersion } from '../binding/targetVersion.ts';
import { catalog } from '../catalog/catalog.ts';
import { execute } from '../config/execute.ts';
import { buildFirewall } from '../firewall/firewall.ts';
import { reachability } from '../firewall/reachability.ts';
import { recogniseKnocks } from '../knock/recognise.ts';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { LineTable } from '../text/lineTable.ts';
import { RULES } from './registry.ts';
import type { Analysis, Finding, Rule } from './rule.ts';
import { isSuppressed, suppressions } from './suppressions.ts';

/** Everything that is known of one text version. */
export interface FileAnalysis extends Analysis, FileProblems {}

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
  /** The version of RouterOS that the text is for, such as `7.20`; by default what an export says, else any 7.x. */
  readonly version?: string | undefined;
}

export function analyse(text: string, options: AnalyseOptions = {}): FileAnalysis {
  return analyseTree(parse(text), options);
}

/** The same of a text that has been parsed. */
export function analyseTree(
  tree: SyntaxTree,
  { rules = RULES, random = Math.random, version }: AnalyseOptions = {},
): FileAnalysis {
  const { text } = tree;
  const script = bind(tree, catalog);
  const configuration = execute(script);
  const firewall = buildFirewall(configuration);
  const reached = reachability(firewall);
  const knocks = recogniseKnocks(firewall, reached);
  const lines = new LineTable(text);
  const analysis: Analysis = { text, lines, script, configuration, firewall, reachability: reached, knocks, random };
  const problems = scriptProblems(script, targetVersion(tree, version));
  return { ...analysis, problems, ...runRules(analysis, rules) };
}

/** Runs each rule by itself: one that throws costs its own findings only. */
function runRules(analysis: Analysis, rules: readonly Rule[]): Pick<FileAnalysis, 'findings' | 'failures'> {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const suppressed = suppressions(analysis.script.tree);
  for (const { meta, check } of rules) {
    try {
      for (const finding of check(analysis)) {
        const full: Finding = {
          severity: meta.severity,
          confidence: meta.confidence,
          related: [],
          fixes: [],
          ...finding,
          ruleId: meta.id,
        };
        if (!isSuppressed(suppressed, full)) findings.push(full);
      }
    } catch (error) {
      failures.push({ ruleId: meta.id, error });
    }
  }
  findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.ruleId < b.ruleId ? -1 : 1));
  return { findings, failures };
}
