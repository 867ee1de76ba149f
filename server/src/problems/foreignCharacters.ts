import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { hasTemplate } from '../binding/templates.ts';
import { type Argument, catalog, resolve, resolveChild } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import type { Word } from '../syntax/ast.ts';
import { error, withFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { foreignCharacter, inAscii, isAscii } from '../text/confusables.ts';

/**
 * Names and values with a letter or dash that only looks like the right one, as word processors, web pages and keyboards of
 * other alphabets make them. What is meant to be text in another alphabet is none of these.
 */
export function foreignCharacters(script: BoundScript): SyntaxProblem[] {
  const { text } = script.tree;
  const problems: SyntaxProblem[] = [];
  // Commands lie in each other, so that the text of one would be read once for each around it.
  if (isAscii(text.slice(script.commands[0]?.range.start, script.commands.at(-1)?.range.end))) return problems;
  forEachCommand(script.commands, (command) => {
    const { start, end } = command.range;
    if (isAscii(text.slice(start, end)) || hasTemplate(text.slice(start, end))) return;
    for (const problem of ofCommand(command, text)) problems.push(problem);
  });
  return problems;
}

function* ofCommand(command: BoundCommand, text: string): Iterable<SyntaxProblem> {
  const { statement, base, arguments: given } = command;
  let isPath = true;
  for (const item of statement.items) {
    if (item.kind !== 'Word') isPath = false;
    else if (!isAscii(item.text)) {
      const right = isPath ? pathWord(command, item) : looseWord(command, item);
      if (right !== undefined) yield problemAt(base + item.start, item.text, right);
    }
    // Behind the name of the command stand its values.
    if (base + item.start >= command.nameRange.start && command.kind !== 'menu') isPath = false;
  }
  for (const argument of given) {
    if (argument.unset) continue;
    const { start, end } = command.place(argument.nameRange);
    const name = argumentName(command, start, text.slice(start, end));
    if (name !== undefined) yield name;
    const value = argumentValue(argument, command);
    if (value !== undefined) yield value;
  }
}

/** A menu or a command; undefined where no other characters make one of it. */
function pathWord({ menu }: BoundCommand, { text }: Word): string | undefined {
  const right = inAscii(text).toLowerCase();
  if (!/^[:/]?[a-z0-9./-]+$/.test(right)) return undefined;
  const segments = right.split(/[:/]/).filter((segment) => segment !== '');
  const path = menu?.path.split('/') ?? [];
  const last = segments.at(-1) ?? '';
  const isKnown = (name: string): boolean =>
    path.includes(name) ||
    resolveChild(menu ?? catalog.root, name).kind === 'found' ||
    resolveChild(catalog.root, name).kind === 'found';
  return segments.length > 0 && isKnown(last) ? right : undefined;
}

/** A word that is neither: `chain＝input`, `—action=drop`. */
function looseWord({ command }: BoundCommand, { text }: Word): string | undefined {
  const right = inAscii(text).replace(/^-+(?=[a-z])/, '');
  const name = /^([a-z0-9.-]+)=/.exec(right)?.[1];
  if (!isAscii(right)) return undefined;
  if (name !== undefined && resolve(command?.arguments ?? new Map(), name).kind !== 'unknown') return right;
  return undefined;
}

function argumentName({ command }: BoundCommand, start: number, written: string): SyntaxProblem | undefined {
  if (isAscii(written) || command?.arguments === undefined) return undefined;
  const right = inAscii(written).replace(/^-+/, '').toLowerCase();
  const isKnown = isAscii(right) && resolve(command.arguments, right).kind === 'found';
  return problemAt(start, written, isKnown ? right : undefined);
}

/** A value without quotes; what is no name, number or word of RouterOS is a text that needs quotes. */
function argumentValue({ name, argument, value }: BoundArgument, command: BoundCommand): SyntaxProblem | undefined {
  if (value?.kind !== 'Word' || isAscii(value.text) || TEXTS.has(name)) return undefined;
  const { text } = value;
  const { start } = command.place(value);
  if (QUOTED.test(text)) return undefined;
  const right = inAscii(text);
  if (argument !== undefined && isClosed(argument)) {
    const isRight = right.split(',').every((part) => argument.values?.includes(part.replace(/^!/, '')));
    return problemAt(start, text, isRight ? right : undefined);
  }
  if (!isAscii(right)) return undefined;
  const isNumber = /^[\d.,:/!-]+$/.test(right);
  // A word in another alphabet, of letters that all look like Latin ones, is a word all the same.
  const isMixed = /[A-Za-z0-9]/.test(text) && /^[\w.,:/!-]+$/.test(right);
  return isNumber || isMixed ? problemAt(start, text, right) : undefined;
}

function isClosed({ values, type }: Argument): boolean {
  return (values?.length ?? 0) > 0 && type.kind !== 'string';
}

function problemAt(start: number, written: string, right: string | undefined): SyntaxProblem {
  const end = start + written.length;
  const shown = foreignCharacter(written) ?? '';
  const problem = error(
    'foreign-character',
    start,
    end,
    phrase`\`${written}\` has ${shown} in it, which no name of RouterOS has, so it rejects the file here. ${right === undefined ? phrase`Type the word anew.` : phrase`Write \`${right}\`.`}`,
  );
  return right === undefined
    ? problem
    : withFix(problem, phrase`Replace by ${right}`, [{ start, end, newText: right }]);
}

/** Arguments that are text for people. */
const TEXTS: ReadonlySet<string> = new Set(['comment', 'log-prefix']);
const QUOTED = /^[\u2018-\u201f\u00ab\u00bb\u2039\u203a]/;
