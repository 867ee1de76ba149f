import { catalog } from '../catalog/catalog.ts';
import { syntaxProblems } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { escaped } from '../syntax/quote.ts';
import type { BoundScript } from './boundScript.ts';
import { commandProblems } from './commandProblems.ts';
import { type EmbeddedScript, embeddedScripts, hostRange } from './embeddedScripts.ts';
import { nameProblems } from './nameProblems.ts';
import type { TargetVersion } from './targetVersion.ts';
import { valueProblems } from './valueProblems.ts';
import { variableProblems } from './variableProblems.ts';
import { versionProblems } from './versionProblems.ts';

/** All faults of a script, in text order: of its text, its names and values, and of the scripts in its arguments. */
export function scriptProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  return sorted([...syntaxProblems(script.tree), ...boundProblems(script, target, 0)]);
}

/** How deep scripts may lie in scripts; what lies deeper is not looked into. Each level doubles its backslashes. */
export const MAX_EMBEDDING = 8;

function boundProblems(script: BoundScript, target: TargetVersion | undefined, depth: number): SyntaxProblem[] {
  const own = [
    ...script.problems,
    ...commandProblems(script, target),
    ...nameProblems(script, target),
    ...valueProblems(script, target),
    ...versionProblems(script, target),
    ...variableProblems(script, firstDamage(syntaxProblems(script.tree))),
  ];
  if (depth >= MAX_EMBEDDING) return own;
  const embedded = embeddedScripts(script, catalog).flatMap((inner) => {
    // The text between braces has been read with the text around them, and so have the faults of its syntax.
    const syntax = inner.in === 'string' ? syntaxProblems(inner.bound.tree) : [];
    const problems = [...syntax, ...boundProblems(inner.bound, target, depth + 1)];
    if (isData(problems, inner)) return [];
    return problems
      .filter((problem) => !isSharedGlobal(problem, inner, script))
      .map((problem) => moved(problem, inner));
  });
  return [...own, ...embedded];
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

/** Some keep JSON or a list in the source of a script: what does not even begin with a command is no code. */
function isData(problems: readonly SyntaxProblem[], { text }: EmbeddedScript): boolean {
  return problems.some(({ code, start }) => code === 'expected-command' && /^[\s{[(]*$/.test(text.slice(0, start)));
}

/** What `:execute` runs knows the global variables of the script around it. */
function isSharedGlobal({ code, start, end }: SyntaxProblem, { text }: EmbeddedScript, { tree }: BoundScript): boolean {
  return code === 'set-undeclared-variable' && tree.text.includes(`global ${text.slice(start, end)}`);
}

/** The problem as one of the text around the script. */
function moved(problem: SyntaxProblem, script: EmbeddedScript): SyntaxProblem {
  const { code, severity, message, fix } = problem;
  // The text around is read all the same: it is the script that does not run.
  const told = message.replace(/\bthe (whole )?file\b/g, 'the $1script');
  const result = { code, severity, message: told, ...hostRange(script, problem) };
  if (fix === undefined) return result;
  const edits = fix.edits.map(({ range, newText }) => ({
    range: hostRange(script, range),
    newText: script.in === 'string' ? escaped(newText) : newText,
  }));
  return { ...result, fix: { title: fix.title, edits } };
}

function sorted(problems: SyntaxProblem[]): SyntaxProblem[] {
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}
