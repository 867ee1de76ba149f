import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { hasTemplate } from '../binding/templates.ts';
import { catalog, type Menu } from '../catalog/catalog.ts';
import { RouterReader } from '../router/routerReader.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { RangeIndex } from '../text/rangeIndex.ts';
import { refusalProblem } from './refusalProblem.ts';

/**
 * What the router rejects in some commands of the top level though the tree shows no fault: each is read as the router
 * reads it. Nothing is said where the tree may lack a command or a parameter of some device or package.
 */
export function refusals(
  script: BoundScript,
  commands: readonly BoundCommand[],
  target: TargetVersion | undefined,
): SyntaxProblem[] {
  // Version 6 read some of it in another way.
  if (isBeforeSeven(target)) return [];
  const { text } = script.tree;
  const problems: SyntaxProblem[] = [];
  const menus = menusAround(script, commands);
  for (const [index, command] of commands.entries()) {
    const menu = menus[index];
    if (menu === undefined || command.kind === 'menu') continue;
    if (command.misplaced === true || command.lacksSlash === true) continue;
    if (hasTemplate(text.slice(command.range.start, command.range.end))) continue;
    for (const problem of statementRefusals(command, menu, text)) problems.push(problem);
  }
  return problems;
}

/**
 * Without those in a menu that is only guessed, and those below an unknown word on a line of its own, which may be the
 * menu of a device. Both hang on the lines around a command, so that it is asked anew for each version of a script.
 */
export function inKnownMenus(
  problems: readonly SyntaxProblem[],
  { commands, reading: { turns } }: BoundScript,
): readonly SyntaxProblem[] {
  if (problems.length === 0) return problems;
  const guessed = new RangeIndex(
    turns.flatMap(({ index, inferred }, turn) => {
      const end = turns[turn + 1]?.index ?? commands.length;
      const first = inferred === undefined ? unknownFrom(commands, index, end) : index;
      return first < end ? [{ start: startOf(commands, first), end: startOf(commands, end) }] : [];
    }),
  );
  return problems.filter(({ start }) => !guessed.has(start));
}

/** Index of the command behind the first unknown one. */
function unknownFrom(commands: readonly BoundCommand[], from: number, to: number): number {
  let index = from;
  while (index < to && commands[index]?.kind !== 'unknown') index++;
  return index + 1;
}

function startOf(commands: readonly BoundCommand[], index: number): number {
  return commands[index]?.range.start ?? Number.POSITIVE_INFINITY;
}

/** The menu in which each command stands. */
function menusAround(
  { commands: all, reading: { turns } }: BoundScript,
  commands: readonly BoundCommand[],
): (Menu | undefined)[] {
  const first = commands[0] === undefined ? 0 : all.indexOf(commands[0]);
  let next = turns.findIndex(({ index }) => index > first);
  if (next < 0) next = turns.length;
  return commands.map((_, offset) => {
    while ((turns[next]?.index ?? Number.POSITIVE_INFINITY) <= first + offset) next++;
    return turns[next - 1]?.menu;
  });
}

/** So many faults of one statement are looked for: a block may have a whole script in it. */
const MAX_REFUSALS = 8;

/** The first error of the statement, and of the commands in its blocks those that the first one hides. */
function statementRefusals(command: BoundCommand, menu: Menu, text: string): SyntaxProblem[] {
  const { start, end } = command.range;
  const problems: SyntaxProblem[] = [];
  let read = text.slice(start, end);
  for (let left = MAX_REFUSALS; left > 0; left--) {
    const error = new RouterReader(read, catalog).readStatement(menu);
    if (error === undefined) break;
    const offset = start + error.offset;
    const inner = innermost(command, offset);
    if (!error.isOpen && inner.kind !== 'unknown') {
      const problem = refusalProblem(text, inner, { ...error, offset });
      if (problem !== undefined) problems.push(problem);
    }
    if (inner === command) break;
    // The commands beside it are read as if it were not there.
    const { start: from, end: to } = inner.range;
    read = `${read.slice(0, from - start)}${' '.repeat(to - from)}${read.slice(to - start)}`;
  }
  return problems;
}

/** The command in whose own words an offset lies. */
function innermost(command: BoundCommand, offset: number): BoundCommand {
  let found = command;
  for (;;) {
    const next: BoundCommand | undefined = [...found.nested.values()]
      .flat()
      .find(({ range }) => range.start <= offset && offset <= range.end);
    if (next === undefined) return found;
    found = next;
  }
}
