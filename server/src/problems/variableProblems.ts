import { type BoundCommand, type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import {
  type Declaration,
  declaredName,
  declaringCommand,
  type FunctionCall,
  type Variables,
  type VariableUse,
  variableSteps,
} from '../binding/variables.ts';
import { catalog } from '../catalog/catalog.ts';
import type { Node, Value } from '../syntax/ast.ts';
import { children } from '../syntax/ast.ts';
import { error, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { LineTable } from '../text/lineTable.ts';
import { nearest } from '../text/nearMiss.ts';
import type { TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { menuWords } from './checkedMenus.ts';
import { atRoot } from './commandProblems.ts';

/**
 * Variables that the router refuses, or that do not hold what one thinks. `damaged` is where the text has lost its
 * brackets or quotes: behind it the blocks are not certain, and neither is what is declared in them.
 */
export function variableProblems(script: BoundScript, damaged?: number): SyntaxProblem[] {
  return finish(variableProblemSteps(script, damaged));
}

/** The same in steps. */
export function* variableProblemSteps(script: BoundScript, damaged = Number.POSITIVE_INFINITY): Steps<SyntaxProblem[]> {
  const { text } = script.tree;
  if (!mayHaveVariables(text)) return [];
  const read = yield* variableSteps(script);
  const found = new Index(text, read, atRoot(script));
  yield;
  const problems: SyntaxProblem[] = [];
  const add = (problem: SyntaxProblem | undefined): void => {
    if (problem !== undefined) problems.push(problem);
  };
  forEachCommand(script.commands, (command) => {
    if (command.range.start >= damaged) return;
    add(refusedName(command));
    for (const problem of hiddenByProperty(command)) problems.push(problem);
  });
  for (const [index, use] of found.unresolved.entries()) {
    if (index % STEP === 0) yield;
    if (use.range.start < damaged) add(use.kind === 'write' ? undeclaredWrite(use, found) : undeclaredRead(use, found));
  }
  if (damaged !== Number.POSITIVE_INFINITY) return problems;
  for (const call of found.calls) for (const problem of unknownParameters(call, found)) problems.push(problem);
  for (const [index, declaration] of found.declarations.entries()) {
    if (index % STEP === 0) yield;
    add(shadowing(declaration, found) ?? unused(declaration, found));
  }
  return problems;
}

/** How many variables are looked at in a step. */
const STEP = 256;

/** Exports have no variables, and most text need not be read twice. */
export function mayHaveVariables(text: string): boolean {
  return text.includes('$') || /(?:local|global|set)\b/.test(text);
}

/** The variables of a text, to be asked by name, so that many of them cost no more than their number. */
class Index implements Variables {
  readonly declarations: readonly Declaration[];
  readonly unresolved: readonly VariableUse[];
  readonly calls: readonly FunctionCall[];
  /** Commands that certainly stand at the root. */
  readonly root: ReadonlySet<BoundCommand>;
  readonly #text: string;
  readonly #lines: LineTable;
  readonly #declared = new Map<string, Declaration[]>();
  readonly #missing = new Map<string, number>();
  #written: Map<string, number[]> | undefined;

  constructor(text: string, { declarations, unresolved, calls }: Variables, root: ReadonlySet<BoundCommand>) {
    this.root = root;
    this.#text = text;
    this.#lines = new LineTable(text);
    this.declarations = declarations;
    this.unresolved = unresolved;
    this.calls = calls;
    for (const declaration of declarations) entry(this.#declared, declaration.name).push(declaration);
    for (const { name } of unresolved) this.#missing.set(name, (this.#missing.get(name) ?? 0) + 1);
  }

  /** In text order. */
  declared(name: string): readonly Declaration[] {
    return this.#declared.get(name) ?? [];
  }

  /** The last declaration whose block has ended at an offset; only the nearest ones are looked at. */
  ended(name: string, offset: number, accepts: (declaration: Declaration) => boolean): Declaration | undefined {
    const all = this.declared(name);
    const behind = firstFrom(all, offset, ({ range }) => range.start);
    return all.slice(Math.max(0, behind - NEARBY), behind).findLast((one) => one.scope.end <= offset && accepts(one));
  }

  /** How often a name is used where no declaration takes it. */
  missing(name: string): number {
    return this.#missing.get(name) ?? 0;
  }

  /** Names in sight; none where there are too many for a slip to be told from another name. */
  visible({ start }: TextRange): string[] {
    if (this.declarations.length > MANY) return [];
    return this.declarations
      .filter(({ kind, scope }) => kind !== 'parameter' && scope.start <= start && start < scope.end)
      .map(({ name }) => name);
  }

  /** Whether `$name` is written in a range in code, in the text of a script or in a comment, but for `known`. */
  isWritten(name: string, { start, end }: TextRange, known: ReadonlySet<number>): boolean {
    const places = this.#places(name);
    for (let i = firstFrom(places, start, (at) => at); (places[i] ?? end) < end; i++) {
      if (!known.has(places[i] as number)) return true;
    }
    return false;
  }

  #places(name: string): readonly number[] {
    if (this.#written === undefined) {
      this.#written = new Map();
      for (const { 0: match, 1: plain, 2: inQuotes, index } of this.#text.matchAll(WRITTEN)) {
        const name = plain ?? inQuotes ?? '';
        const quote = plain === undefined ? 1 : 0;
        entry(this.#written, name).push(index + match.length - name.length - quote);
      }
    }
    return this.#written.get(name) ?? [];
  }

  /** Whether the command is written as one of the root. */
  startsWithSign({ nameRange }: BoundCommand): boolean {
    return /[:/]/.test(this.#text.charAt(nameRange.start));
  }

  line({ range }: Declaration): number {
    return this.#lines.position(range.start).line + 1;
  }
}

/** Index of the first item that stands at an offset or behind it; the items are in text order. */
function firstFrom<T>(items: readonly T[], offset: number, at: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(items[middle] as T) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NEARBY = 50;
const MANY = 1000;
const WRITTEN = /\$(?:([A-Za-z0-9]+)|\\?"([^"\\$\r\n]{1,100})\\?")/g;

function entry<T>(map: Map<string, T[]>, name: string): T[] {
  let list = map.get(name);
  if (list === undefined) {
    list = [];
    map.set(name, list);
  }
  return list;
}

/** `:global $x`, and names with characters that only a name in quotes may have. */
function refusedName(command: BoundCommand): SyntaxProblem | undefined {
  const declares = declaringCommand(command);
  const named = declares === undefined ? undefined : declaredName(command);
  if (declares === undefined || named === undefined) return undefined;
  const { name, range, whole, sigil } = named;
  if (sigil) {
    // `:set $x` is taken.
    if (declares === 'set') return undefined;
    const { start, end } = whole;
    return withFix(
      error(
        'dollar-in-declaration',
        start,
        end,
        `:${declares} declares a name, and a name has no \`$\`, so RouterOS rejects the file here. Write \`${name}\`.`,
      ),
      'Remove the $',
      [{ start, end: start + 1, newText: '' }],
    );
  }
  const isQuoted = whole.start < range.start;
  if (isQuoted || /^[A-Za-z0-9]*$/.test(name) || !/^[\p{L}\p{N}_.-]+$/u.test(name)) return undefined;
  const sign = /[^A-Za-z0-9]/u.exec(name)?.[0] ?? '';
  return error(
    'variable-name',
    range.start,
    range.end,
    `A name without quotes has letters a-z, A-Z and digits only, so RouterOS stops at the \`${sign}\`. Choose another name, or quote it: \`"${name}"\`, and \`$"${name}"\` where it is read.`,
  );
}

/** RouterOS takes no script that sets an undeclared name (`docs/facts/reader.md#first-error`, class E). */
function undeclaredWrite(use: VariableUse, found: Index): SyntaxProblem | undefined {
  const { name, range, command, bare } = use;
  // The router takes `:set $x`.
  if (!bare) return undefined;
  if (!found.startsWithSign(command)) {
    if (!found.root.has(command)) return undefined;
    // `set total 1` is one of variables, anything else one of items.
    if (command.arguments.length > 0 || command.positionals.length !== 2) return setWithoutMenu(use);
  }
  const same = found.declared(name);
  const refused = (why: string): SyntaxProblem =>
    error('set-undeclared-variable', range.start, range.end, `${why}, so RouterOS rejects the whole file.`);
  const ended = found.ended(name, range.start, ({ kind }) => kind !== 'parameter');
  const global = same.find(({ kind }) => kind === 'global');
  if (global !== undefined) {
    const problem = refused(`\`${name}\` is declared, but not in this block`);
    const { start } = command.range;
    return withUnsafeFix(
      { ...problem, message: `${problem.message} Put \`:global ${name}\` in front of it.` },
      `Insert :global ${name}`,
      [{ start, end: start, newText: `:global ${quoted(name)}; ` }],
    );
  }
  if (ended !== undefined) {
    const problem = refused(`The \`${name}\` that line ${found.line(ended)} declares ended with its block`);
    return { ...problem, message: `${problem.message} Declare it in front of that block.` };
  }
  const later = same.find(({ kind, range: place }) => kind !== 'parameter' && place.start > range.start);
  if (later !== undefined) {
    const problem = refused(`\`${name}\` is declared in line ${found.line(later)} only`);
    return { ...problem, message: `${problem.message} Move the declaration above this line.` };
  }
  const near = nearest(name, found.visible(range));
  const problem = refused(`\`${name}\` is declared nowhere above`);
  if (near?.certain === true && name.length >= LONG_ENOUGH) {
    return withUnsafeFix(
      { ...problem, message: `${problem.message} Did you mean \`${near.name}\`?` },
      `Replace by ${near.name}`,
      [{ ...range, newText: near.name }],
    );
  }
  return {
    ...problem,
    message: `${problem.message} Write \`:local ${quoted(name)}\` or \`:global ${quoted(name)}\` in front of it.`,
  };
}

/** A plain `set` may be meant for a menu, whose line is missing. */
function setWithoutMenu({ name, range, command }: VariableUse): SyntaxProblem | undefined {
  // Of `set [find …]` the `find` is told.
  if (command.positionals[0]?.value.kind === 'Substitution') return undefined;
  return error(
    'set-undeclared-variable',
    range.start,
    range.end,
    `No menu stands above this, so RouterOS reads the \`set\` for variables, knows no variable \`${name}\` and rejects the file. Write the menu in front, such as \`/ip service set\`.`,
  );
}

/**
 * A read of an undeclared name is legal and gives nothing: the name may be a parameter, or the router's own
 * (`docs/facts/scripts.md#variables`). Said is only what shows a slip.
 */
function undeclaredRead(use: VariableUse, found: Index): SyntaxProblem | undefined {
  const { name, range, owner } = use;
  if (owner !== undefined || use.bare || INJECTED.has(name) || /^\d+$/.test(name)) return undefined;
  const { command } = use;
  const ended = found.ended(
    name,
    // `:do { :local x … } while=($x)` is left alone.
    Math.min(range.start, command.range.start),
    (one) => (one.kind === 'local' || one.kind === 'counter') && one.owner === undefined,
  );
  if (ended !== undefined) {
    return {
      code: 'undeclared-variable',
      severity: 'warning',
      start: range.start,
      end: range.end,
      message: `\`$${name}\` is empty here: the variable that line ${found.line(ended)} declares ends with its block. Declare it in front of that block and use \`:set\` in it.`,
    };
  }
  const near = isSlip(use, found) ? nearest(name, found.visible(range)) : undefined;
  if (near?.certain !== true || near.name.includes(name) || name.includes(near.name)) return undefined;
  // A script may give its constants the name of a parameter in capital letters.
  if (near.name === name.toUpperCase() || name === near.name.toUpperCase()) return undefined;
  const why = near.name.toLowerCase() === name.toLowerCase() ? ': upper and lower case matter' : '';
  return withUnsafeFix(
    {
      code: 'undeclared-variable',
      severity: 'information',
      start: range.start,
      end: range.end,
      message: `\`$${name}\` is declared nowhere, so it is empty here unless the caller sets it${why}. Did you mean \`$${near.name}\`?`,
    },
    `Replace by $${near.name}`,
    [{ start: range.start, end: range.end, newText: near.name }],
  );
}

/** A name that is read in one place only, and is long enough for a slip to say something. */
function isSlip({ name }: VariableUse, found: Index): boolean {
  return name.length > LONG_ENOUGH && found.declared(name).length === 0 && found.missing(name) === 1;
}

/** Slips in shorter names say nothing. */
const LONG_ENOUGH = 4;

/** An argument of a call that looks like a parameter of the function, but is none: its value gets lost. */
function* unknownParameters({ command, called }: FunctionCall, found: Index): Iterable<SyntaxProblem> {
  const parameters = called.body?.parameters;
  // A function that was set or declared again may have other code.
  if (parameters === undefined || found.declared(called.name).length > 1 || called.uses.some(isWrite)) return;
  for (const { name, nameRange } of command.arguments) {
    if (parameters.has(name) || name.length < LONG_ENOUGH) continue;
    const near = nearest(name, parameters.keys());
    // A parameter that is given already is not the one that is meant.
    if (near?.certain !== true || command.arguments.some((other) => other.name === near.name)) continue;
    yield withUnsafeFix(
      {
        code: 'unknown-parameter',
        severity: 'information',
        start: nameRange.start,
        end: nameRange.end,
        message: `The function \`${called.name}\` reads no \`$${name}\`, so this value is lost. Did you mean \`${near.name}\`?`,
      },
      `Replace by ${near.name}`,
      [{ start: nameRange.start, end: nameRange.end, newText: near.name }],
    );
  }
}

function isWrite({ kind }: VariableUse): boolean {
  return kind === 'write';
}

/** A local variable whose value nobody reads. */
function unused(declaration: Declaration, found: Index): SyntaxProblem | undefined {
  const { name, kind, range, uses, scope } = declaration;
  if (kind !== 'local' || uses.some((use) => use.kind !== 'write')) return undefined;
  // A text that is run elsewhere, or that has lost its quotes, may read it after all.
  const known = new Set(uses.map((use) => use.range.start));
  if (found.isWritten(name, scope, known)) return undefined;
  const what = uses.length === 0 ? 'never used' : 'set, but never read';
  return {
    code: 'unused-variable',
    severity: 'hint',
    start: range.start,
    end: range.end,
    message: `\`${name}\` is ${what}. Remove it, or read it with \`$${name}\`.`,
    unnecessary: true,
  };
}

/**
 * A second variable of the same name within the block of the first. It is worth a warning where the inner value is
 * lost and the outer one is read below the block: `:local` was written for `:set`.
 */
function shadowing(declaration: Declaration, found: Index): SyntaxProblem | undefined {
  const { name, kind, range, shadows, scope, uses } = declaration;
  if (shadows === undefined || (kind !== 'local' && kind !== 'global') || shadows.kind === 'counter') return undefined;
  if (kind === 'global' || shadows.scope.end === scope.end) {
    if (kind === shadows.kind || shadows.kind === 'parameter') return undefined;
    return {
      code: 'shadowed-variable',
      severity: 'information',
      start: range.start,
      end: range.end,
      message: `\`${name}\` is ${shadows.kind} since line ${found.line(shadows)} and ${kind} here: these are two variables, and \`$${name}\` means only one of them. Give one another name.`,
    };
  }
  const isLost =
    uses.every((use) => use.kind === 'write') &&
    shadows.uses.some((use) => use.kind === 'read' && use.range.start >= scope.end);
  if (!isLost && uses.length === 0) return undefined;
  const line = found.line(shadows);
  return {
    code: 'shadowed-variable',
    severity: isLost ? 'warning' : 'information',
    start: range.start,
    end: range.end,
    message: isLost
      ? `This declares a second \`${name}\` that ends with this block, so the one of line ${line} keeps its value. Write \`:set ${name}\`.`
      : `This is a second \`${name}\` beside the one of line ${line}, and ends with this block. Write \`:set ${name}\` if that one is meant, else choose another name.`,
  };
}

/**
 * `[find where name=$name]`: in a condition the names of the menu's properties mean the property, so it compares the
 * property with itself and finds every item (`docs/facts/scripts.md#variables`).
 */
function* hiddenByProperty({ condition, menu, base, command }: BoundCommand): Iterable<SyntaxProblem> {
  if (condition === undefined || menu === undefined || menu === catalog.root || command === undefined) return;
  const stack: Node[] = [condition.expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const child of children(node)) stack.push(child);
    if (node.kind !== 'Binary' || !COMPARISONS.has(node.operator)) continue;
    const { left, right } = node;
    if (left.kind !== 'Word') continue;
    const variable = soleVariable(right as Value);
    if (variable === undefined || variable.name !== left.text || !menu.fields.includes(left.text)) continue;
    yield {
      code: 'variable-hidden-by-property',
      severity: 'warning',
      start: base + variable.start,
      end: base + variable.end,
      message: `In a condition \`$${variable.name}\` is the item's own \`${variable.name}\`, so this is ${DIFFERING.has(node.operator) ? 'never true for an item' : 'true for every item'} of ${menuWords(menu)}. Give the variable another name.`,
    };
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '~', '<', '>', '<=', '>=', 'in']);

/** Comparisons that nothing meets with itself. */
const DIFFERING: ReadonlySet<string> = new Set(['!=', '<', '>']);

/** `$name`, `"$name"` or `($name)`. */
function soleVariable(value: Node): { name: string; start: number; end: number } | undefined {
  let node: Node | undefined = value;
  while (node !== undefined) {
    if (node.kind === 'Variable') return node;
    const inside: readonly Node[] = node.kind === 'String' || node.kind === 'Parenthesised' ? children(node) : [];
    node = inside.length === 1 ? inside[0] : undefined;
  }
  return undefined;
}

function quoted(name: string): string {
  return /^[A-Za-z0-9]+$/.test(name) ? name : `"${name}"`;
}

/**
 * Variables that the router hands to scripts of DHCP, PPP, netwatch, hotspot, VRRP and its like
 * (`docs/facts/scripts.md#variables`; the manual's pages of the menus that have scripts).
 */
const INJECTED: ReadonlySet<string> = new Set([
  'bound',
  'cause',
  'comment',
  'done',
  'failed',
  'fileName',
  'filename',
  'host',
  'interface',
  'interval',
  'lease-address',
  'lease-hostname',
  'lease-options',
  'leaseActIP',
  'leaseActMAC',
  'leaseBound',
  'leaseServerMAC',
  'leaseServerName',
  'mac-address',
  'message',
  'name',
  'pd-prefix',
  'pd-valid',
  'na-address',
  'na-valid',
  'options',
  'remote',
  'since',
  'status',
  'type',
  'user',
  'username',
]);
