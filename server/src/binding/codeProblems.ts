import { catalog } from '../catalog/catalog.ts';
import { isPathFromRoot } from '../catalog/menuPath.ts';
import { amount, phrase } from '../language/phrase.ts';
import type { Argument, Item, Statement, StatementList, Word } from '../syntax/ast.ts';
import { error, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { finish, type Steps } from '../text/steps.ts';
import { ITEM_COMMANDS } from './openPath.ts';

/**
 * Faults of statements that are code; in an array the same tokens may be right. `base` is the absolute offset of the
 * list. Sources: `docs/facts/scripts.md#blanks`, `docs/facts/reader.md#first-error`.
 */
export function codeProblems(text: string, list: StatementList, base: number, atTop: boolean): SyntaxProblem[] {
  return finish(codeProblemSteps(text, list, base, atTop));
}

/** The same in steps. */
export function* codeProblemSteps(
  text: string,
  { statements, starts }: StatementList,
  base: number,
  atTop: boolean,
): Steps<SyntaxProblem[]> {
  const problems: SyntaxProblem[] = [];
  const strays: SyntaxProblem[] = [];
  let previous: PlacedStatement | undefined;
  for (const [index, statement] of statements.entries()) {
    if (index % STEP === STEP - 1) yield;
    const at = base + (starts[index] as number);
    const first = statement.items[0];
    if (first !== undefined) {
      const cut = first.kind === 'Argument' ? cutLine(text, previous, { statement, at }) : undefined;
      const known = cut ?? capitalLetters(statement.items, at);
      const stray = known === undefined ? commandBegin(text, first, at, atTop) : undefined;
      if (known !== undefined) problems.push(known);
      if (stray !== undefined) strays.push(stray);
      else if (strays.length > 0) problems.push(together(strays.splice(0)));
    }
    for (let index = 0; index < statement.items.length; index++) {
      const item = statement.items[index] as Item;
      if (item.kind === 'Word') {
        const word = gluedWord(statement.items[index - 1], item, at);
        if (word !== undefined) problems.push(word);
      }
      if (item.kind !== 'Argument') continue;
      const blank = blankBeforeEquals(text, item, at);
      if (blank !== undefined) problems.push(blank);
      const glued = missingBlank(text, statement.items[index - 1], item, at);
      if (glued !== undefined) problems.push(glued);
      if (item.value?.kind === 'String') for (const problem of brokenName(text, item, at)) problems.push(problem);
    }
    previous = { statement, at };
  }
  if (strays.length > 0) problems.push(together(strays));
  return problems;
}

interface PlacedStatement {
  readonly statement: Statement;
  readonly at: number;
}

/** How many statements are looked at in a step. */
const STEP = 1_024;

/** Prose has a fault on each line; one message for a run of them says it all. */
function together([first, ...others]: readonly SyntaxProblem[]): SyntaxProblem {
  const problem = first as SyntaxProblem;
  if (others.length === 0) return problem;
  const more = phrase`${problem.message} ${others.length === 1 ? phrase`The next command has` : phrase`The next ${amount(others.length)} commands have`} the same fault: is this a RouterOS script?`;
  return { ...problem, message: more };
}

/** `from = 1`: RouterOS takes the name for a value of its own and stops at the `=`. */
function blankBeforeEquals(text: string, item: Argument, at: number): SyntaxProblem | undefined {
  const start = at + item.name.end;
  const end = at + item.equals;
  if (start === end || item.name.start === item.name.end || !/^[ \t]+$/.test(text.slice(start, end))) return undefined;
  const valueStart = item.value === undefined ? end + 1 : at + item.value.start;
  const name = text.slice(at + item.name.start, start);
  const edits = [{ start, end, newText: '' }];
  if (/^[ \t]+$/.test(text.slice(end + 1, valueStart))) edits.push({ start: end + 1, end: valueStart, newText: '' });
  return withFix(
    error(
      'blank-before-equals',
      start,
      end + 1,
      phrase`RouterOS allows no blank between \`${name}\` and \`=\`, and rejects the file here. Write \`${name}=\`.`,
    ),
    phrase`Remove the blanks around =`,
    edits,
  );
}

/** `comment="x"chain=input`: two arguments without a blank. */
function missingBlank(text: string, before: Item | undefined, item: Argument, at: number): SyntaxProblem | undefined {
  const value = before?.kind === 'Argument' ? before.value : before;
  if (value?.kind !== 'String' || value.end !== item.start || item.name.kind !== 'Word') return undefined;
  const start = at + item.start;
  const name = text.slice(start, at + item.name.end);
  return withFix(
    error(
      'missing-blank',
      start,
      at + item.name.end,
      phrase`A blank is missing between the closing quote and \`${name}\`, so RouterOS rejects the file. Insert one.`,
    ),
    phrase`Insert a blank`,
    [{ start, end: start, newText: ' ' }],
  );
}

/** `comment="a"b`: the closing quote ends the value. */
function gluedWord(before: Item | undefined, item: Item, at: number): SyntaxProblem | undefined {
  if (before?.kind !== 'Argument' || before.value?.kind !== 'String' || before.value.end !== item.start)
    return undefined;
  return error(
    'missing-blank',
    at + item.start,
    at + item.end,
    phrase`This stands directly behind a closing quote, which ends the value, so RouterOS takes it for a word of its own and refuses the command. Put all of the text into one pair of quotes.`,
  );
}

/**
 * A line end in a name or comment. It is legal and becomes part of the text, which is never meant: the line was cut
 * when it was printed. Scripts in strings have line ends by right.
 */
function* brokenName(text: string, item: Argument, at: number): Iterable<SyntaxProblem> {
  if (item.value?.kind !== 'String' || item.name.kind !== 'Word' || !ONE_LINE.has(item.name.text)) return;
  for (const part of item.value.parts) {
    if (part.kind !== 'Text' || part.escape || !/[\r\n]/.test(part.value)) continue;
    // Blanks are only tried from their first one, so that long runs of them cost no more than their length.
    for (const match of part.value.matchAll(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\n|\r)[ \t]*/g)) {
      const start = at + part.start + match.index;
      const end = start + match[0].length;
      yield withFix(
        {
          code: 'line-break-in-string',
          severity: 'warning',
          start,
          end: Math.min(end, text.length),
          message: phrase`The line was cut inside this ${item.name.text}, so the line end becomes part of it. Join the two lines.`,
        },
        phrase`Join with the next line`,
        [{ start, end, newText: ' ' }],
      );
    }
  }
}

/** Arguments whose value is one line of text. */
const ONE_LINE: ReadonlySet<string> = new Set([
  'comment',
  'list',
  'name',
  'chain',
  'address-list',
  'src-address-list',
  'dst-address-list',
  'log-prefix',
  'jump-target',
]);

/** The line before was cut: this statement begins with `name=value`, which no command does. */
function cutLine(
  text: string,
  previous: PlacedStatement | undefined,
  { statement, at: start }: PlacedStatement,
): SyntaxProblem | undefined {
  const last = previous?.statement.items.at(-1);
  const argument = statement.items[0];
  if (previous === undefined || last === undefined || argument?.kind !== 'Argument') return undefined;
  const end = previous.at + previous.statement.length;
  const between = text.slice(end, start);
  if (!/^[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(between)) return undefined;
  const inWord = last.kind === 'Word' && last.text.endsWith('-');
  const place = { start, end: start + argument.name.end };
  const problem = error(
    'line-cut',
    place.start,
    place.end,
    inWord
      ? phrase`The line above was cut in the middle of a word, so RouterOS reads two commands and rejects the file. Join the two lines.`
      : phrase`This belongs to the command on the line above, but RouterOS begins a new command here and rejects the file. Join the two lines.`,
  );
  const repair = continues(previous.statement, statement) ? withFix : withUnsafeFix;
  return inWord
    ? repair(problem, phrase`Join the word with the line above`, [{ start: end, end: start, newText: '' }])
    : repair(problem, phrase`Join with the line above`, [{ start: end, end: start, newText: ' ' }]);
}

/**
 * Whether a line surely holds the rest of the command above: that one is a command that is read without a fault, and
 * none of the arguments stands in both.
 */
function continues({ items, problems }: Statement, rest: Statement): boolean {
  const [first] = items;
  if (first?.kind !== 'Word' || !/^[/:a-z]/.test(first.text) || problems.length > 0 || rest.problems.length > 0)
    return false;
  const names = new Set(argumentNames(items));
  return !argumentNames(rest.items).some((name) => names.has(name));
}

function argumentNames(items: readonly Item[]): string[] {
  return items.flatMap((item) => (item.kind === 'Argument' && item.name.kind === 'Word' ? [item.name.text] : []));
}

/** What stands where a command should begin, but cannot begin one. */
function commandBegin(text: string, first: Item, at: number, atTop: boolean): SyntaxProblem | undefined {
  const start = at + first.start;
  if (first.kind === 'Argument') {
    // An argument of a variable is a call with named arguments; in a nested list it may be data after all.
    if (first.name.kind !== 'Word' || first.name.text === '' || !atTop) return undefined;
    return error(
      'expected-command',
      start,
      at + first.name.end,
      phrase`A command should begin here, but \`${first.name.text}=\` is an argument, so RouterOS rejects the file. Write the command in front of it.`,
    );
  }
  if (first.kind === 'String' || (first.kind === 'Word' && !/^[a-z0-9:/.-]/.test(first.text))) {
    const c = text.slice(start, start + 1);
    return error(
      'expected-command',
      start,
      Math.min(at + first.end, start + 40),
      phrase`RouterOS expects a command here and none begins with ${shown(c)}, so it rejects the file. If this is meant as text, put \`#\` in front of the line.`,
    );
  }
  return first.kind === 'Word' ? commandName(first.text, start) : undefined;
}

/** `Ip firewall filter`, `Add chain=input`: a path or command but for its capital letters. */
function capitalLetters([first, ...rest]: readonly Item[], at: number): SyntaxProblem | undefined {
  if (first?.kind !== 'Word' || !/^[A-Z]/.test(first.text)) return undefined;
  const words: Word[] = [first];
  for (const item of rest) {
    if (item.kind !== 'Word') break;
    words.push(item);
  }
  const behind = rest[words.length - 1];
  const lower = words.flatMap(({ text }) => text.toLowerCase().split('/'));
  const isPath = isPathFromRoot(catalog.root, lower, behind === undefined);
  const isCommand = words.length === 1 && ITEM_COMMANDS.has(lower[0] ?? '') && behind !== undefined;
  if (!isPath && !isCommand) return undefined;
  const written = words.map(({ text }) => text.toLowerCase()).join(' ');
  const right = isPath ? `/${written}` : written;
  const range = { start: at + first.start, end: at + (words.at(-1) as Word).end };
  return withFix(
    error(
      'expected-command',
      range.start,
      range.end,
      phrase`Names of menus and commands are in lower case, so RouterOS stops at ${shown(first.text.charAt(0))} and rejects the file. Write \`${right}\`.`,
    ),
    phrase`Replace by ${right}`,
    [{ ...range, newText: right }],
  );
}

/**
 * The first word of a command. The router reads as much of it as a name may have; what follows directly must then end
 * the name, be it that of a menu, of a command or an unknown one (`docs/facts/reader.md#first-error`, classes A to C).
 */
function commandName(word: string, start: number): SyntaxProblem | undefined {
  const sign = /^[:/]/.test(word) ? 1 : 0;
  // A colon alone, or an address: no menu begins with a digit, and below an unknown one there is nothing.
  const lone = word === ':' ? 0 : /^[\d.]+(?=\/)/.exec(word)?.[0].length;
  const at = lone ?? word.slice(sign).search(/[^a-z0-9./-]/);
  if (at < 0) return undefined;
  const c = String.fromCodePoint(word.codePointAt(lone ?? sign + at) as number);
  const problem = (why: string): SyntaxProblem =>
    error('expected-command', start, start + Math.min(word.length, 40), why);
  if (sign === 1 && /^[:/][A-Za-z-]+$/.test(word)) {
    const lower = word.toLowerCase();
    return withFix(
      problem(
        phrase`Names of menus and commands are in lower case, so RouterOS stops at ${shown(c)} and rejects the file. Write \`${lower}\`.`,
      ),
      phrase`Replace by ${lower}`,
      [{ start, end: start + word.length, newText: lower }],
    );
  }
  return problem(
    phrase`RouterOS expects a command here and none has ${shown(c)} in its name, so it rejects the file. If this is meant as text, put \`#\` in front of the line.`,
  );
}

/** A character as a person can read it, also where it has no picture. */
function shown(c: string): string {
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(c);
  return visible ? `\`${c}\`` : `U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
