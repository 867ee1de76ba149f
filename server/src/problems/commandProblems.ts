import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundScript } from '../binding/boundScript.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { declaringCommand } from '../binding/variables.ts';
import { catalog, type Menu, resolve } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import type { Expression, Item } from '../syntax/ast.ts';
import { error, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { menuWords } from './checkedMenus.ts';

/**
 * Words of a command that the router cannot read, whatever its version and its packages: below a menu that some routers
 * lack the words are loose arguments, so only menus that all have are judged (`docs/facts/reader.md#unknown-names`).
 */
export function commandProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  const { problems, atRoot: doubtful } = ofCommands(script, script.commands, target);
  if (doubtful.length === 0) return problems;
  const root = atRoot(script);
  const isAtRoot = new Map(doubtful.map(({ command, problem }) => [problem, root.has(command)]));
  return problems.filter((problem) => isAtRoot.get(problem) !== false);
}

/** The same for some of the commands of the top level; undefined where they hang on the lines before. */
export function commandProblemsAlone(
  script: BoundScript,
  commands: readonly BoundCommand[],
  target?: TargetVersion,
): SyntaxProblem[] | undefined {
  const { problems, atRoot: doubtful } = ofCommands(script, commands, target);
  return doubtful.length === 0 ? problems : undefined;
}

interface Found {
  readonly problems: SyntaxProblem[];
  /** Those that are problems only at the root. */
  readonly atRoot: { readonly command: BoundCommand; readonly problem: SyntaxProblem }[];
}

function ofCommands({ tree: { text } }: BoundScript, commands: readonly BoundCommand[], target?: TargetVersion): Found {
  const found: Found = { problems: [], atRoot: [] };
  const old = isBeforeSeven(target);
  forEachCertain(commands, (command) => {
    const anywhere =
      behindMenu(command, text) ??
      gluedValue(command) ??
      missingSemicolon(command) ??
      missingEquals(command) ??
      halfArgument(command, text);
    const problem = anywhere ?? findWithoutMenu(command, text) ?? setWithoutMenu(command, text);
    if (problem !== undefined) {
      found.problems.push(problem);
      if (anywhere === undefined) found.atRoot.push({ command, problem });
    }
    if (!old) for (const sign of dollarInArgument(command)) found.problems.push(sign);
  });
  return found;
}

/** All commands but those in a block of which it is only guessed that it is code. */
function forEachCertain(commands: readonly BoundCommand[], visit: (command: BoundCommand) => void): void {
  for (const command of commands) {
    visit(command);
    const takesAny = command.kind === 'call' || command.kind === 'unknown';
    if (command.nested.size === 0) continue;
    for (const [node, inner] of command.nested) {
      if (!takesAny || node.kind !== 'Group') forEachCertain(inner, visit);
    }
  }
}

/**
 * The commands that certainly stand at the root: no menu is entered around them, and no word in front of them is unknown,
 * which might be a menu after all.
 */
export function atRoot(script: BoundScript): ReadonlySet<BoundCommand> {
  const found = new Set<BoundCommand>();
  const missing = script.problems.find(({ code }) => code === 'missing-menu')?.start;
  let isCertain = true;
  const visit = (commands: readonly BoundCommand[], around: Menu | undefined): void => {
    let current = around;
    for (const command of commands) {
      const { kind, menu, name, nested, range } = command;
      if (kind === 'unknown' || menu === undefined || range.start === missing) isCertain = false;
      if (!isCertain) return;
      if (current === catalog.root) found.add(command);
      const inner = menu === catalog.root && name.startsWith(':') ? current : menu;
      for (const list of nested.values()) visit(list, inner);
      if (kind === 'menu') current = menu;
    }
  };
  visit(script.commands, catalog.root);
  return found;
}

/** Behind a menu there is a command or a block: `/ip address name=x`, `/ip Address`. */
function behindMenu(command: BoundCommand, text: string): SyntaxProblem | undefined {
  const { menu, kind, base, statement, nameRange } = command;
  const { items } = statement;
  if (menu === undefined || menu === catalog.root || !isEverywhere(menu) || items[0]?.kind !== 'Word') return undefined;
  if (kind === 'unknown') {
    // The first word is judged with the text, before menus are known.
    if (nameRange.start === base) return undefined;
    const word = text.slice(nameRange.start, nameRange.end);
    const at = word.search(/[^a-z0-9./-]/);
    if (at < 0) return undefined;
    const lower = word.toLowerCase();
    const problem = (remedy: string): SyntaxProblem =>
      error(
        'expected-command',
        nameRange.start,
        nameRange.end,
        phrase`A menu or command of ${menuWords(menu)} should stand here, and none has \`${word.charAt(at)}\` in its name, so RouterOS rejects the file. ${remedy}`,
      );
    if (lower === word || !menu.children.has(lower))
      return problem(phrase`Write the command in front of it, or remove it.`);
    return withFix(problem(phrase`Write \`${lower}\`.`), phrase`Replace by ${lower}`, [
      { start: nameRange.start, end: nameRange.end, newText: lower },
    ]);
  }
  const item = kind === 'call' ? items.find((one) => one.kind !== 'Word') : undefined;
  if (item === undefined) return undefined;
  const first = text.slice(base + item.start, base + item.end);
  const shown = item.kind === 'Argument' ? `${first.slice(0, first.indexOf('=') + 1)}` : first.slice(0, 20);
  if (menu.path === '/log' && item.kind === 'String') return withoutTopic(base + item.start, base + item.end);
  const likely = item.kind === 'Argument' && menu.commands.has('add') ? phrase` such as \`add\` or \`set\`` : '';
  return error(
    'expected-command',
    base + item.start,
    base + (item.kind === 'Argument' ? item.equals : item.end),
    phrase`A command should stand between ${menuWords(menu)} and \`${shown}\`, so RouterOS rejects the file. Write it there${likely}.`,
  );
}

/** `:log "text"`. */
function withoutTopic(start: number, end: number): SyntaxProblem {
  return withUnsafeFix(
    error(
      'expected-command',
      start,
      end,
      phrase`How grave it is should stand between \`:log\` and the text, so RouterOS rejects the file. Write \`:log info\`, or \`warning\`, \`error\` or \`debug\`.`,
    ),
    phrase`Insert info`,
    [{ start, end: start, newText: 'info ' }],
  );
}

/** `:local x($y)`: behind the name there has to be a blank. */
function gluedValue(command: BoundCommand): SyntaxProblem | undefined {
  if (declaringCommand(command) === undefined) return undefined;
  const { base, statement, positionals } = command;
  const name = positionals[0]?.value;
  if (name?.kind !== 'Word') return undefined;
  const next: Item | undefined = statement.items[statement.items.indexOf(name) + 1];
  if (next === undefined || next.start !== name.end) return undefined;
  const at = base + name.end;
  return withFix(
    error(
      'missing-blank',
      base + name.start,
      at,
      phrase`A blank is missing behind the name \`${name.text}\`, so RouterOS rejects the file here. Insert one.`,
    ),
    phrase`Insert a blank`,
    [{ start: at, end: at, newText: ' ' }],
  );
}

/** `:if (…) do={ … } :put x`: all values have their place, so the next command needs a line or a semicolon. */
function missingSemicolon(bound: BoundCommand): SyntaxProblem | undefined {
  const { base, statement, command, positionals } = bound;
  // Of the commands of the root it is known which values need no name.
  if (command === undefined || command.versions !== ALL || command.path !== `/${command.name}`) return undefined;
  const next = positionals.slice(command.unnamed.length).find(({ value }) => value.kind === 'Word');
  if (next?.value.kind !== 'Word' || !/^:[a-z]+$/.test(next.value.text)) return undefined;
  if (resolve(catalog.root.children, next.value.text.slice(1)).kind !== 'found') return undefined;
  const { start, end } = bound.place(next.value);
  const before = statement.items[statement.items.indexOf(next.value) - 1];
  const at = before === undefined ? start : base + before.end;
  return withFix(
    error(
      'missing-semicolon',
      start,
      end,
      phrase`A \`;\` or a line end is missing in front of \`${next.value.text}\`, so RouterOS rejects the file here. Insert one.`,
    ),
    phrase`Insert a semicolon`,
    [{ start: at, end: at, newText: at === start ? '; ' : ';' }],
  );
}

/** `list$name`: between the name of an argument and its value there has to be a `=`. */
function missingEquals({ base, statement, menu, command, positionals }: BoundCommand): SyntaxProblem | undefined {
  if (command === undefined || (command.name !== 'add' && command.name !== 'set')) return undefined;
  if (menu === undefined || menu === catalog.root || !isEverywhere(menu)) return undefined;
  for (const { value } of positionals.slice(command.unnamed.length)) {
    if (value.kind !== 'Word' || command.arguments?.get(value.text)?.versions !== ALL) continue;
    const index = statement.items.indexOf(value);
    const next = statement.items[index + 1];
    const isGlued = statement.items[index - 1]?.end === value.start;
    if (isGlued || next === undefined || next.start !== value.end || !VALUES.has(next.kind)) continue;
    const at = base + value.end;
    return withFix(
      error(
        'missing-equals',
        base + value.start,
        at,
        phrase`A \`=\` is missing behind \`${value.text}\`, so RouterOS rejects the file here. Insert it.`,
      ),
      phrase`Insert =`,
      [{ start: at, end: at, newText: '=' }],
    );
  }
  return undefined;
}

const VALUES: ReadonlySet<Item['kind']> = new Set(['Variable', 'String', 'Substitution', 'Parenthesised']);

/** `set [find] disable`: a word alone is no argument of `add` and `set`, and half a name is none either. */
function halfArgument(bound: BoundCommand, text: string): SyntaxProblem | undefined {
  const { menu, command, positionals, statement } = bound;
  if (command === undefined || (command.name !== 'add' && command.name !== 'set')) return undefined;
  if (menu === undefined || menu === catalog.root || !isEverywhere(menu)) return undefined;
  const items = positionals.map(({ value }) => value);
  for (const { value } of positionals.slice(command.unnamed.length)) {
    if (value.kind !== 'Word' || value.text.length < 2 || !/^[a-z-]+$/.test(value.text)) continue;
    // Behind another lone word it is rather text that has no quotes.
    const before = statement.items[statement.items.indexOf(value) - 1];
    if (before?.kind === 'Word' && items.indexOf(before) >= command.unnamed.length) continue;
    // What is glued to something else is part of another word.
    const range = bound.place(value);
    if (!/^[ \t]$/.test(text.charAt(range.start - 1)) || !/^[ \t\r\n;\]}]?$/.test(text.charAt(range.end))) continue;
    if (command.arguments?.has(value.text) !== false || value.text === 'where') continue;
    const begun = [...command.arguments.values()].filter((one) => one.name.startsWith(value.text));
    if (!begun.some((one) => one.versions === ALL)) continue;
    const [argument, more] = begun;
    if (argument === undefined) continue;
    const problem = (remedy: string): SyntaxProblem =>
      error(
        'unexpected-word',
        range.start,
        range.end,
        phrase`\`${value.text}\` is no argument of its own, so RouterOS rejects the file here. ${remedy}`,
      );
    const right = `${argument.name}=yes`;
    if (more !== undefined || argument.type.kind !== 'boolean') {
      return problem(phrase`Write \`${argument.name}=\` with a value, or remove it.`);
    }
    return withFix(problem(phrase`Write \`${right}\`.`), phrase`Replace by ${right}`, [
      { start: range.start, end: range.end, newText: right },
    ]);
  }
  return undefined;
}

/** `$f $name=x` was taken by version 6; now the name of an argument has no `$`. */
function* dollarInArgument({ base, statement, kind }: BoundCommand): Iterable<SyntaxProblem> {
  if (kind === 'unknown') return;
  for (const item of statement.items) {
    if (item.kind !== 'Argument' || item.name.kind !== 'Variable') continue;
    const { name } = item.name;
    const start = base + item.start;
    const problem = error(
      'dollar-in-argument',
      start,
      base + item.name.end,
      phrase`The name of an argument has no \`$\`, so RouterOS rejects the file here. Write \`${name}=\`.`,
    );
    const plain = /^[A-Za-z0-9]+$/.test(name) && kind === 'call';
    yield plain ? withFix(problem, phrase`Remove the $`, [{ start, end: start + 1, newText: '' }]) : problem;
  }
}

/** `[find name=x]` where no menu is entered: the root has a `find` too, which searches text and takes no conditions. */
function findWithoutMenu(command: BoundCommand, text: string): SyntaxProblem | undefined {
  const { command: known, menu, condition, nameRange, base } = command;
  if (known?.path !== '/find' || menu !== catalog.root || condition === undefined) return undefined;
  // The first of several conditions.
  let first: Expression | undefined = condition.expression;
  while (first?.kind === 'Sequence' || (first?.kind === 'Binary' && JOINING.has(first.operator)))
    first = first.kind === 'Sequence' ? first.items[0] : first.left;
  if (first?.kind !== 'Binary') return undefined;
  const { left, operator } = first;
  if (left.kind !== 'Word' || operator !== '=' || !/^[a-z-]+$/.test(left.text)) return undefined;
  if (text.charAt(nameRange.start) === ':') return undefined;
  return error(
    'find-without-menu',
    nameRange.start,
    base + condition.end,
    phrase`No menu stands above this, so RouterOS reads the \`find\` that searches text and rejects \`${left.text}=\`. Write the menu in front, such as \`/interface find\`.`,
  );
}

const JOINING: ReadonlySet<string> = new Set(['and', 'or', '&&', '||']);

/** `set mtu=1500` where no menu is entered: the root has a `set` too, which takes a variable first. */
function setWithoutMenu(bound: BoundCommand, text: string): SyntaxProblem | undefined {
  const { command, menu, arguments: given, positionals, nameRange } = bound;
  const [first] = given;
  if (command?.path !== '/set' || menu !== catalog.root || first === undefined || positionals.length > 0)
    return undefined;
  if (first.argument !== undefined || first.unset || /[:/]/.test(text.charAt(nameRange.start))) return undefined;
  const { start, end } = bound.place(first.nameRange);
  return error(
    'set-undeclared-variable',
    start,
    end,
    phrase`No menu stands above this, so RouterOS reads the \`set\` for variables and rejects \`${first.name}=\`. Write the menu in front, such as \`/system identity set\`.`,
  );
}

/** Whether every router has the menu. */
function isEverywhere({ versions }: Menu): boolean {
  return versions === ALL;
}

const ALL = catalog.root.versions;
