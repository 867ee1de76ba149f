import type { BoundCommand } from '../binding/boundCommand.ts';
import { phrase } from '../language/phrase.ts';
import type { RouterError } from '../router/routerReader.ts';
import { error, faults, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';

/** What is wrong where the router stops in a command, and what was probably meant; undefined where that is not certain. */
export function refusalProblem(text: string, command: BoundCommand, refusal: RouterError): SyntaxProblem | undefined {
  for (const judge of JUDGES) {
    const problem = judge(text, command, refusal);
    if (problem !== undefined) return problem;
  }
  const { offset } = refusal;
  if (isUncertain(text, offset)) return undefined;
  const end = offset + Math.max(1, WORD.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 1);
  return error(
    'unreadable-command',
    Math.min(offset, command.range.end - 1),
    Math.min(end, Math.max(command.range.end, offset + 1)),
    phrase`RouterOS cannot read the command from here on and rejects the file: it says "${refusal.message}". Correct it, or put quotes around a text.`,
  );
}

/**
 * Where our reading of the router may be wrong: braces of root commands, text glued to a variable, addresses of the Web,
 * and a pattern that ends in `$`.
 */
function isUncertain(text: string, offset: number): boolean {
  if (/\$(?:[A-Za-z0-9]+|$)$/.test(text.slice(Math.max(0, offset - 60), offset))) return true;
  return /^(?:\{|,|:\/\/)/.test(text.slice(offset, offset + 3));
}

type Judge = (text: string, command: BoundCommand, refusal: RouterError) => SyntaxProblem | undefined;

const LONGEST = 2_000;
const WORD = /^[^\s;]+/;

/** `"pas$$word"`: a `$` begins a variable in a string, too. */
function loneDollar(text: string, _: BoundCommand, { offset }: RouterError): SyntaxProblem | undefined {
  if (text.charAt(offset - 1) !== '$' || /["A-Za-z0-9]/.test(text.charAt(offset))) return undefined;
  const at = offset - 1;
  return withUnsafeFix(faults.loneDollar(at), phrase`Write \\$`, [{ start: at, end: at, newText: '\\' }]);
}

/** `comment='office'`: the router knows double quotes only. */
function singleQuotes(text: string, _: BoundCommand, { offset }: RouterError): SyntaxProblem | undefined {
  if (!/['\u2018\u201a\u201b\u2039]/.test(text.charAt(offset))) return undefined;
  const quoted = /^['\u2018\u201a\u201b\u2039]([^'\u2018\u2019\u203a\r\n]*)['\u2018\u2019\u203a]/.exec(
    text.slice(offset, offset + LONGEST),
  );
  const end = offset + (quoted?.[0].length ?? 1);
  const problem = error(
    'single-quotes',
    offset,
    end,
    phrase`RouterOS knows no single quotes, so it rejects the file here. Use double quotes.`,
  );
  const [, content] = quoted ?? [];
  if (content === undefined || /["\\$]/.test(content)) return problem;
  return withFix(problem, phrase`Use double quotes`, [{ start: offset, end, newText: `"${content}"` }]);
}

/** `:put $a->"k"`, `:put "x" . $a`: outside of parentheses an operator is no operator. */
function operators(text: string, { range }: BoundCommand, refusal: RouterError): SyntaxProblem | undefined {
  // The router takes the first sign of an arrow for a word.
  const offset = text.slice(refusal.offset - 1, refusal.offset + 1) === '->' ? refusal.offset - 1 : refusal.offset;
  const before = text.slice(range.start, offset);
  const behind = text.slice(offset, Math.min(range.end, offset + LONGEST));
  const next = /^[ \t]*(->|&&|\|\||\.(?=[ \t"$([])|[+*%]|[<>!]=)/.exec(behind)?.[1];
  const left = next === undefined ? LEFT_OPERATOR.exec(before) : null;
  const sign = next ?? left?.[1];
  if (sign === undefined || (left !== null && !/^["$([]/.test(behind))) return undefined;
  // `name==value` and the like are another fault.
  if (/=$/.test(sign) && !/[ \t]$/.test(before)) return undefined;
  const operand = LAST_OPERAND.exec(left === null ? before : before.slice(0, left.index));
  const start = range.start + (operand === null ? before.length : operand.index);
  const length = /^(?:"(?:[^"\\]|\\.)*"|\\.|[^;\r\n{}])*/.exec(behind)?.[0].trimEnd().length ?? 0;
  const end = Math.max(offset + length, offset + 1);
  const problem = error(
    'missing-parentheses',
    start,
    end,
    phrase`Outside of parentheses \`${sign}\` is no operator, so RouterOS rejects the file. Put parentheses around the expression.`,
  );
  if (operand === null || /[)\]]/.test(operand[0])) return problem;
  return withUnsafeFix(problem, phrase`Put parentheses around it`, [
    { start, end: start, newText: '(' },
    { start: end, end, newText: ')' },
  ]);
}

/** What the router has taken for a value of its own, with the blanks around it. */
const LEFT_OPERATOR = /(?<=^|[ \t"\])])(->|[.+*/%-]|and|or|&&|\|\||[<>!]?=)[ \t]*$/;
const LAST_OPERAND = /(?:"(?:[^"\\]|\\.)*"|\$(?:[A-Za-z0-9]+|"[^"]*")|\)|\]|(?<![$A-Za-z0-9])[A-Za-z0-9]+)[ \t]*$/;

/** `:if ($a = 1) { … }`: the block is the value of `do`. */
function missingDo(text: string, { command, range }: BoundCommand, { offset }: RouterError): SyntaxProblem | undefined {
  if (command?.path !== `/${command?.name}` || !BLOCK_COMMANDS.has(command.name)) return undefined;
  const brace = /^[ \t]*\{/.exec(text.slice(offset, offset + LONGEST));
  const at = brace === null ? -1 : offset + brace[0].length - 1;
  if (at < 0 || /\bdo[ \t]*=[ \t]*$/.test(text.slice(range.start, at))) return undefined;
  return withFix(
    error(
      'missing-do',
      at,
      at + 1,
      phrase`The block of \`:${command.name}\` needs its name, so RouterOS rejects the file here. Write \`do={\`.`,
    ),
    phrase`Insert do=`,
    [{ start: at, end: at, newText: 'do=' }],
  );
}

const BLOCK_COMMANDS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'foreach']);

/** `comment="a"b`, `"a""b"`: a closing quote ends the value. */
function gluedValue(text: string, _: BoundCommand, { offset }: RouterError): SyntaxProblem | undefined {
  if (!/["\])}]/.test(text.charAt(offset - 1)) || /[\s;]/.test(text.charAt(offset))) return undefined;
  const sign = text.charAt(offset - 1);
  const end = offset + (WORD.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 1);
  return error(
    'missing-blank',
    offset,
    end,
    phrase`This stands directly behind a closing \`${sign}\`, which ends the value, so RouterOS rejects the file. Insert a blank, or put all of it into one pair of quotes.`,
  );
}

/** `dst-port=?`: some characters stand in quotes only. */
function needsQuotes(text: string, { range }: BoundCommand, { offset }: RouterError): SyntaxProblem | undefined {
  const sign = text.charAt(offset);
  if (!/[?`\u0080-\uffff]/.test(sign)) return undefined;
  const before = /[^\s="'[\](){};]*$/.exec(text.slice(range.start, offset))?.[0].length ?? 0;
  const start = offset - before;
  const end =
    offset + (/^[^\s;\])}]+/.exec(text.slice(offset, Math.min(range.end, offset + LONGEST)))?.[0].length ?? 1);
  const value = text.slice(start, end);
  const problem = error(
    'needs-quotes',
    start,
    end,
    phrase`A value without quotes has no \`${sign}\` in it, so RouterOS rejects the file here. Put quotes around it.`,
  );
  if (text.charAt(start - 1) !== '=' || /["\\$]/.test(value)) return problem;
  return withFix(problem, phrase`Put quotes around the value`, [{ start, end, newText: `"${value}"` }]);
}

/** `name guest1`: the name of an argument, a blank and its value. */
function missingEquals(
  text: string,
  { command, range }: BoundCommand,
  { offset }: RouterError,
): SyntaxProblem | undefined {
  const near = text.slice(range.start, Math.min(range.end, offset + LONGEST));
  const at = offset - range.start;
  const here = /^([a-z0-9.-]+)([ \t]+)([^\s=;{}()[\]]+)(?=[\s;]|$)/.exec(near.slice(at));
  const there = /(?:^|\s)([a-z0-9.-]+)([ \t]+)$/.exec(near.slice(0, at));
  const name = [here?.[1], there?.[1]].find((one) => one !== undefined && command?.arguments?.has(one));
  if (name === undefined) return undefined;
  const start = name === here?.[1] ? offset : offset - (there?.[1]?.length ?? 0) - (there?.[2]?.length ?? 0);
  const blank = start + name.length;
  const width = (name === here?.[1] ? here[2] : there?.[2])?.length ?? 0;
  return withUnsafeFix(
    error(
      'missing-equals',
      start,
      blank,
      phrase`A \`=\` is missing behind \`${name}\`, so RouterOS rejects the file here. Write \`${name}=\` with the value directly behind it.`,
    ),
    phrase`Insert =`,
    [{ start: blank, end: blank + width, newText: '=' }],
  );
}

/** `:put $a $b`: all values of the command have their place. */
function surplusValue(text: string, { command, range }: BoundCommand, refusal: RouterError): SyntaxProblem | undefined {
  const { offset, message } = refusal;
  if (message !== 'expected end of command' || command === undefined || command.path !== `/${command.name}`)
    return undefined;
  if (!/[ \t]/.test(text.charAt(offset - 1)) || offset >= range.end || command.unnamed.length === 0) return undefined;
  const value = /^(?:"(?:[^"\\]|\\.)*"|[^\s;"]+)/.exec(text.slice(offset, Math.min(range.end, offset + LONGEST)))?.[0];
  if (value === undefined || !/^["$([A-Za-z0-9]/.test(value)) return undefined;
  const values = command.unnamed.length === 1 ? phrase`one value` : phrase`${command.unnamed.length} values`;
  return error(
    'surplus-value',
    offset,
    offset + value.length,
    phrase`\`:${command.name}\` takes ${values} without a name, and this is one too many, so RouterOS rejects the file here. Put a text with blanks into quotes, and an expression into parentheses.`,
  );
}

const JUDGES: readonly Judge[] = [
  loneDollar,
  singleQuotes,
  operators,
  missingDo,
  gluedValue,
  needsQuotes,
  missingEquals,
  surplusValue,
];
