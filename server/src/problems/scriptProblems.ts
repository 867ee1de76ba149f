import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, commandAt } from '../binding/boundScript.ts';
import { type EmbeddedScript, embeddedScriptSteps, hasEmbeddedScript, hostRange } from '../binding/embeddedScripts.ts';
import { ProblemsByCommand } from '../binding/problemsByCommand.ts';
import type { TargetVersion } from '../binding/targetVersion.ts';
import { catalog } from '../catalog/catalog.ts';
import { language } from '../language/language.ts';
import { lastCloser } from '../syntax/faults.ts';
import { syntaxProblems } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { escaped } from '../syntax/quote.ts';
import { RangeIndex } from '../text/rangeIndex.ts';
import { finish, type Steps } from '../text/steps.ts';
import { argumentProblems } from './argumentProblems.ts';
import { commandProblems, commandProblemsAlone } from './commandProblems.ts';
import { conflictMarkers, isAtConflictMarker } from './conflictMarkers.ts';
import { exportRemarks } from './exportRemarks.ts';
import { foreignCharacters } from './foreignCharacters.ts';
import { isInParentheses } from './inParentheses.ts';
import { itemNumbers } from './itemNumbers.ts';
import { nameProblems, nameProblemsAlone } from './nameProblems.ts';
import { placeholders } from './placeholders.ts';
import { problemMeta } from './problemRegister.ts';
import { inKnownMenus, refusals } from './refusals.ts';
import { valueProblems } from './valueProblems.ts';
import { mayHaveVariables, variableProblemSteps, variableProblems } from './variableProblems.ts';
import { versionProblems } from './versionProblems.ts';

/** All faults of a script, in text order: of its text, its names and values, and of the scripts in its arguments. */
export function scriptProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  return readProblems(script, target).all;
}

/** The faults of one version of a script, from which those of the next can be made. */
export interface ScriptProblems {
  /** In text order. */
  readonly all: SyntaxProblem[];
  readonly target: TargetVersion | undefined;
  /** What each pass has found; undefined where a problem hangs on several commands. */
  readonly parts: readonly (ProblemsByCommand | undefined)[];
}

/**
 * With `previous`, those of the script that this one was bound after, only the commands are looked at that have changed,
 * unless a pass has found something that hangs on several.
 */
export function readProblems(script: BoundScript, target?: TargetVersion, previous?: ScriptProblems): ScriptProblems {
  return finish(problemSteps(script, target, previous));
}

/** The same in steps. */
export function* problemSteps(
  script: BoundScript,
  target?: TargetVersion,
  previous?: ScriptProblems,
): Steps<ScriptProblems> {
  const same = previous?.target?.version === target?.version && previous?.target?.from === target?.from;
  const known = same ? previous : undefined;
  const kept = known === undefined ? undefined : script.kept;
  const { commands } = script;
  const [from, to] = [kept?.before ?? 0, commands.length - (kept?.behind ?? 0)];
  const fresh = kept === undefined ? commands : commands.slice(from, to);
  const parts: (ProblemsByCommand | undefined)[] = [];
  const results: (readonly SyntaxProblem[])[] = [];
  for (const [index, pass] of PASSES.entries()) {
    const before = known?.parts[index];
    const found =
      kept === undefined || before === undefined ? undefined : yield* localProblems(pass, script, fresh, target);
    if (kept !== undefined && before !== undefined && found !== undefined) {
      const part = before.next(kept, commands.length, ProblemsByCommand.of(found, commands, from, to));
      parts.push(part);
      results.push(part.placed(commands));
      continue;
    }
    const problems = yield* localProblems(pass, script, commands, target);
    parts.push(problems === undefined ? undefined : ProblemsByCommand.of(problems, commands));
    if (problems !== undefined) results.push(problems);
    else
      results.push(
        pass.wholeSteps === undefined ? pass.whole(script, target, 0) : yield* pass.wholeSteps(script, target, 0),
      );
    yield;
  }
  // Faults between the commands are few, and the tree has them ready.
  const between = syntaxProblems({ list: { ...script.tree.list, statements: [], starts: [] } });
  yield;
  const [syntax, ...bound] = results;
  const refused = inKnownMenus(bound.pop() ?? [], script);
  const remarks = exportRemarks(script.tree);
  const found = withLastBrace([between, remarks, syntax ?? [], script.problems, ...bound].flat(), script.tree.text);
  yield;
  const harmful = withoutHarmless(found, script);
  yield;
  const others = sorted(withConflicts(harmful, script.tree.text));
  yield;
  const all = sorted(withRefusals(refused, others, script));
  return { all, target, parts };
}

/** Where two versions stand in one text, that is said, and not what comes of it. */
function withConflicts(found: readonly SyntaxProblem[], text: string): SyntaxProblem[] {
  const conflicts = conflictMarkers(text);
  if (conflicts.length === 0) return [...found];
  return [...conflicts, ...found.filter(({ start }) => !isAtConflictMarker(text, start))];
}

/** At a brace below which nothing stands the router stops when it has read all there is. */
function withLastBrace(found: readonly SyntaxProblem[], text: string): readonly SyntaxProblem[] {
  const last = text.trimEnd().length - 1;
  if (text.charAt(last) !== '}' || found.some(({ code }) => code === 'unclosed-bracket')) return found;
  return found.map((problem) =>
    problem.code === 'stray-closer' && problem.start === last ? lastCloser(last, last + 1) : problem,
  );
}

/** What is said with these of a word is all that is wrong with it. */
const SAYS_ALL: ReadonlySet<string> = new Set(['foreign-character', 'placeholder-value']);

/** Without what is no fault at its place, or only follows from another one. */
function withoutHarmless(found: readonly SyntaxProblem[], script: BoundScript): SyntaxProblem[] {
  // Another fault in a word of which it is said what is wrong with it is none of its own.
  const foreign = new RangeIndex(found.filter(({ code }) => SAYS_ALL.has(code)));
  const all = found.filter((problem) => {
    if (problem.code === 'blank-after-backslash') return !isInParentheses(script.tree, problem.start);
    return SAYS_ALL.has(problem.code) || !foreign.crosses(problem);
  });
  // A command that cannot be read may have the argument that seems to be missing.
  if (!all.some(({ code }) => code === 'missing-argument')) return [...all];
  const unread = new RangeIndex(
    all.filter(({ code }) => problemMeta(code).silenceable === false && code !== 'missing-menu'),
  );
  return all.filter(({ code, start }) => {
    if (code !== 'missing-argument') return true;
    const around = commandAt(script, start)?.range;
    return around === undefined || !unread.crosses(around);
  });
}

/** The others, and refusals in commands of which no other error is known. */
function withRefusals(
  refused: readonly SyntaxProblem[],
  all: readonly SyntaxProblem[],
  script: BoundScript,
): SyntaxProblem[] {
  if (refused.length === 0) return [...all];
  // The words behind a wrong quote are no fault of their own.
  const quoted = new RangeIndex(refused.filter(({ code }) => code === 'single-quotes'));
  const others = all.filter(({ code, start }) => {
    if (code !== 'unexpected-word') return true;
    const around = commandAt(script, start)?.range;
    return around === undefined || !quoted.hasInside(around);
  });
  const errors = others.filter(({ severity }) => severity === 'error');
  const damage = firstDamage(errors) ?? Number.POSITIVE_INFINITY;
  const first = [...errors, ...refused].reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const known = new RangeIndex(errors);
  const added = refused.filter(({ code, start, end }) => {
    // A text in another language would be refused in each line, as the router does not even say.
    if (start >= damage || (code === 'unreadable-command' && start > first)) return false;
    const around = commandAt(script, start)?.range ?? { start, end };
    return !known.touches(around);
  });
  return [...others, ...added];
}

/** What a pass finds in some commands of the top level, each by itself; undefined where it hangs on others. */
function* localProblems(
  pass: Pass,
  script: BoundScript,
  commands: readonly BoundCommand[],
  target: TargetVersion | undefined,
): Steps<readonly SyntaxProblem[] | undefined> {
  if (commands.length <= STEP) return pass.local(script, commands, target);
  const found: SyntaxProblem[] = [];
  for (let from = 0; from < commands.length; from += STEP) {
    const problems = pass.local(script, commands.slice(from, from + STEP), target);
    if (problems === undefined) return undefined;
    for (const problem of problems) found.push(problem);
    yield;
  }
  return found;
}

/** How many commands are looked at in a step. */
const STEP = 1_024;

/** A way to look for problems. */
interface Pass {
  /** The problems of some commands of the top level; undefined where they hang on others. */
  local(
    script: BoundScript,
    commands: readonly BoundCommand[],
    target: TargetVersion | undefined,
  ): readonly SyntaxProblem[] | undefined;
  /** The same as below in steps, where it takes long. */
  readonly wholeSteps?: (
    script: BoundScript,
    target: TargetVersion | undefined,
    depth: number,
  ) => Steps<readonly SyntaxProblem[]>;
  /** The same of all commands, whatever they hang on. `depth` tells how many scripts are around this one. */
  whole(script: BoundScript, target: TargetVersion | undefined, depth: number): readonly SyntaxProblem[];
}

const SYNTAX: Pass = {
  local: (_, commands) =>
    syntaxProblems({
      list: {
        statements: commands.map(({ statement }) => statement),
        starts: commands.map(({ base }) => base),
        problems: [],
      },
    }),
  whole: ({ tree }) => syntaxProblems(tree),
};

const BOUND: readonly Pass[] = [
  {
    local: (script, commands, target) => commandProblemsAlone(script, commands, target),
    whole: commandProblems,
  },
  {
    local: nameProblemsAlone,
    whole: nameProblems,
  },
  {
    local: (script, commands, target) => valueProblems({ ...script, commands }, target),
    whole: valueProblems,
  },
  {
    local: (script, commands) => itemNumbers({ ...script, commands }),
    whole: itemNumbers,
  },
  {
    local: (script, commands, target) => argumentProblems({ ...script, commands }, target),
    whole: argumentProblems,
  },
  {
    local: (script, commands) => foreignCharacters({ ...script, commands }),
    whole: foreignCharacters,
  },
  {
    local: (script, commands) => placeholders({ ...script, commands }),
    whole: placeholders,
  },
  {
    // Of a menu it is said once.
    local: (script, commands, target) => noneOf(versionProblems({ ...script, commands }, target)),
    whole: versionProblems,
  },
  {
    local: ({ tree }, commands) => (mayHaveVariables(textOf(tree.text, commands)) ? undefined : []),
    whole: (script) => variableProblems(script, firstDamage(syntaxProblems(script.tree))),
    wholeSteps: (script) => variableProblemSteps(script, firstDamage(syntaxProblems(script.tree))),
  },
  {
    // Whether a variable is known in one hangs on the text around it.
    local: (script, commands) => (hasEmbeddedScript({ ...script, commands }) ? undefined : []),
    whole: (script, target, depth) => finish(embeddedProblemSteps(script, target, depth)),
    wholeSteps: embeddedProblemSteps,
  },
];

/** What the other passes have found is not said again in other words. */
const REFUSED: Pass = {
  local: refusals,
  whole: (script, target) => refusals(script, script.commands, target),
};

const PASSES: readonly Pass[] = [SYNTAX, ...BOUND, REFUSED];

function noneOf(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] | undefined {
  return problems.length === 0 ? problems : undefined;
}

/** The text from the first command to the last. */
function textOf(text: string, commands: readonly BoundCommand[]): string {
  return text.slice(commands[0]?.range.start ?? 0, commands.at(-1)?.range.end ?? 0);
}

/** How deep scripts may lie in scripts; what lies deeper is not looked into. Each level doubles its backslashes. */
export const MAX_EMBEDDING = 8;

function* embeddedProblemSteps(
  script: BoundScript,
  target: TargetVersion | undefined,
  depth: number,
): Steps<SyntaxProblem[]> {
  const all: SyntaxProblem[] = [];
  if (depth >= MAX_EMBEDDING) return all;
  for (const inner of yield* embeddedScriptSteps(script, catalog)) {
    for (const problem of yield* problemsWithin(inner, target, depth + 1))
      if (!isSharedGlobal(problem, inner, script)) all.push(moved(problem, inner));
    yield;
  }
  return all;
}

/** As places of the script itself; nothing of what is no code. */
function* problemsWithin(
  inner: EmbeddedScript,
  target: TargetVersion | undefined,
  depth: number,
): Steps<readonly SyntaxProblem[]> {
  const { bound } = inner;
  // The text between braces has been read with the text around them, and so have the faults of its syntax.
  const syntax = inner.in === 'string' ? syntaxProblems(bound.tree) : [];
  const found: (readonly SyntaxProblem[])[] = [];
  for (const { whole, wholeSteps } of BOUND) {
    yield;
    found.push(wholeSteps === undefined ? whole(bound, target, depth) : yield* wholeSteps(bound, target, depth));
  }
  const others = sorted([...withLastBrace([syntax, bound.problems, ...found].flat(), bound.tree.text)]);
  if (isData(others, inner)) return [];
  // What stands between braces has been read with the command around it.
  const refused = inner.in === 'string' ? inKnownMenus(REFUSED.whole(bound, target, depth), bound) : [];
  return withRefusals(refused, others, bound);
}

/** Where the text has lost a bracket or quote, so that its blocks are not certain from there on. */
function firstDamage(problems: readonly SyntaxProblem[]): number | undefined {
  return problems.find(({ code }) => problemMeta(code).damagesBlocks === true)?.start;
}

/** Some keep JSON or a list in the source of a script: what does not even begin with a command is no code. */
function isData(problems: readonly SyntaxProblem[], { text }: EmbeddedScript): boolean {
  return problems.some(({ code, start }) => code === 'expected-command' && /^[\s{[(]*$/.test(text.slice(0, start)));
}

/** What `:execute` runs knows the global variables of the script around it. */
function isSharedGlobal({ code, start, end }: SyntaxProblem, { text }: EmbeddedScript, { tree }: BoundScript): boolean {
  return code === 'set-undeclared-variable' && tree.text.includes(`global ${text.slice(start, end)}`);
}

function aboutScript(message: string): string {
  return language() === 'de'
    ? message.replace(/\bdie (ganze )?Datei\b/g, 'das $1Skript')
    : message.replace(/\bthe (whole )?file\b/g, 'the $1script');
}

/** The problem as one of the text around the script. */
function moved(problem: SyntaxProblem, script: EmbeddedScript): SyntaxProblem {
  const { code, severity, message, fix } = problem;
  // The text around is read all the same: it is the script that does not run.
  const told = aboutScript(message);
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
