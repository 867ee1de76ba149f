import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import {
  type Declaration,
  declaredName,
  declaringCommand,
  type FunctionCall,
  type VariableUse,
  variableSteps,
} from '../binding/variables.ts';
import { catalog } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import type { Node, Value } from '../syntax/ast.ts';
import { children } from '../syntax/ast.ts';
import { error, withFix, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { type Nearest, nearest } from '../text/nearMiss.ts';
import { finish, type Steps } from '../text/steps.ts';
import { menuWords, writesItems } from './checkedMenus.ts';
import { atRoot } from './commandProblems.ts';
import { VariableIndex } from './variableIndex.ts';

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
  const found = new VariableIndex(text, read, atRoot(script));
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
        phrase`:${declares} declares a name, and a name has no \`$\`, so RouterOS rejects the file here. Write \`${name}\`.`,
      ),
      phrase`Remove the $`,
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
    phrase`A name without quotes has letters a-z, A-Z and digits only, so RouterOS stops at the \`${sign}\`. Choose another name, or quote it: \`"${name}"\`, and \`$"${name}"\` where it is read.`,
  );
}

/** RouterOS takes no script that sets an undeclared name (`docs/facts/reader.md#first-error`, class E). */
function undeclaredWrite(use: VariableUse, found: VariableIndex): SyntaxProblem | undefined {
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
    error('set-undeclared-variable', range.start, range.end, phrase`${why}, so RouterOS rejects the whole file.`);
  const ended = found.ended(name, range.start, ({ kind }) => kind !== 'parameter');
  const global = same.find(({ kind }) => kind === 'global');
  if (global !== undefined) {
    const problem = refused(phrase`\`${name}\` is declared, but not in this block`);
    const { start } = command.range;
    return withUnsafeFix(
      { ...problem, message: phrase`${problem.message} Put \`:global ${name}\` in front of it.` },
      phrase`Insert :global ${name}`,
      [{ start, end: start, newText: `:global ${quoted(name)}; ` }],
    );
  }
  if (ended !== undefined) {
    const problem = refused(phrase`The \`${name}\` that line ${found.line(ended)} declares ended with its block`);
    return { ...problem, message: phrase`${problem.message} Declare it in front of that block.` };
  }
  const later = same.find(({ kind, range: place }) => kind !== 'parameter' && place.start > range.start);
  if (later !== undefined) {
    const problem = refused(phrase`\`${name}\` is declared in line ${found.line(later)} only`);
    return { ...problem, message: phrase`${problem.message} Move the declaration above this line.` };
  }
  const near = nearest(name, found.visible(range));
  const problem = refused(phrase`\`${name}\` is declared nowhere above`);
  if (near?.certain === true && name.length >= LONG_ENOUGH) {
    return withUnsafeFix(
      { ...problem, message: phrase`${problem.message} Did you mean \`${near.name}\`?` },
      phrase`Replace by ${near.name}`,
      [{ ...range, newText: near.name }],
    );
  }
  return {
    ...problem,
    message: phrase`${problem.message} Write \`:local ${quoted(name)}\` or \`:global ${quoted(name)}\` in front of it.`,
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
    phrase`No menu stands above this, so RouterOS reads the \`set\` for variables, knows no variable \`${name}\` and rejects the file. Write the menu in front, such as \`/ip service set\`.`,
  );
}

/**
 * A read of an undeclared name is legal and gives nothing: the name may be a parameter, or the router's own
 * (`docs/facts/scripts.md#variables`). Said is only what shows a slip.
 */
function undeclaredRead(use: VariableUse, found: VariableIndex): SyntaxProblem | undefined {
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
      message: phrase`\`$${name}\` is empty here: the variable that line ${found.line(ended)} declares ends with its block. Declare it in front of that block and use \`:set\` in it.`,
    };
  }
  if (!isSlip(use, found)) return odd(use, found);
  const near = meantVariable(name, found.visible(range)) ?? meantVariable(name, found.unread(range));
  if (near === undefined) return odd(use, found);
  const why = near.name.toLowerCase() === name.toLowerCase() ? phrase`: upper and lower case matter` : '';
  return withUnsafeFix(
    {
      code: 'undeclared-variable',
      severity: 'information',
      start: range.start,
      end: range.end,
      message: phrase`\`$${name}\` is declared nowhere, so it is empty here unless the caller sets it${why}. Did you mean \`$${near.name}\`?`,
    },
    phrase`Replace by $${near.name}`,
    [{ start: range.start, end: range.end, newText: near.name }],
  );
}

/** Of several names that are as near, the one that nothing reads is meant. */
function meantVariable(name: string, names: readonly string[]): Nearest | undefined {
  const near = nearest(name, names);
  if (near?.certain !== true || near.name.includes(name) || name.includes(near.name)) return undefined;
  // A script may give its constants the name of a parameter in capital letters.
  return near.name === name.toUpperCase() || name === near.name.toUpperCase() ? undefined : near;
}

/** The only name among many that nothing declares, and that no menu gives a meaning. */
function odd({ name, range, command, kind }: VariableUse, found: VariableIndex): SyntaxProblem | undefined {
  if (kind !== 'read' || !found.declaresAllBut(name) || command.menu === undefined || !writesItems(command)) {
    return undefined;
  }
  return {
    code: 'undeclared-variable',
    severity: 'information',
    start: range.start,
    end: range.end,
    message: phrase`\`$${name}\` is declared nowhere, unlike the other variables of this file, so it is empty here unless the caller sets it. Declare it, or correct the name.`,
  };
}

/** A name that is read in one place only, and is long enough for a slip to say something. */
function isSlip({ name }: VariableUse, found: VariableIndex): boolean {
  return name.length > LONG_ENOUGH && found.declared(name).length === 0 && found.missing(name) === 1;
}

/** Slips in shorter names say nothing. */
const LONG_ENOUGH = 4;

/** An argument of a call that looks like a parameter of the function, but is none: its value gets lost. */
function* unknownParameters({ command, called }: FunctionCall, found: VariableIndex): Iterable<SyntaxProblem> {
  const parameters = called.body?.parameters;
  // A function that was set or declared again may have other code.
  if (parameters === undefined || found.declared(called.name).length > 1 || called.uses.some(isWrite)) return;
  for (const { name, nameRange } of command.arguments) {
    if (parameters.has(name) || name.length < LONG_ENOUGH) continue;
    const near = nearest(name, parameters.keys());
    // A parameter that is given already is not the one that is meant.
    if (near?.certain !== true || command.arguments.some((other) => other.name === near.name)) continue;
    const range = command.place(nameRange);
    yield withUnsafeFix(
      {
        code: 'unknown-parameter',
        severity: 'information',
        ...range,
        message: phrase`The function \`${called.name}\` reads no \`$${name}\`, so this value is lost. Did you mean \`${near.name}\`?`,
      },
      phrase`Replace by ${near.name}`,
      [{ ...range, newText: near.name }],
    );
  }
}

function isWrite({ kind }: VariableUse): boolean {
  return kind === 'write';
}

/** A local variable whose value nobody reads. */
function unused(declaration: Declaration, found: VariableIndex): SyntaxProblem | undefined {
  const { name, kind, range, uses, scope } = declaration;
  if (kind !== 'local' || uses.some((use) => use.kind !== 'write')) return undefined;
  // A text that is run elsewhere, or that has lost its quotes, may read it after all.
  const known = new Set(uses.map((use) => use.range.start));
  if (found.isWritten(name, scope, known)) return undefined;
  const what = uses.length === 0 ? phrase`never used` : phrase`set, but never read`;
  return {
    code: 'unused-variable',
    severity: 'hint',
    start: range.start,
    end: range.end,
    message: phrase`\`${name}\` is ${what}. Remove it, or read it with \`$${name}\`.`,
    unnecessary: true,
  };
}

/**
 * A second variable of the same name within the block of the first. It is worth a warning where the inner value is
 * lost and the outer one is read below the block: `:local` was written for `:set`.
 */
function shadowing(declaration: Declaration, found: VariableIndex): SyntaxProblem | undefined {
  const { name, kind, range, shadows, scope, uses } = declaration;
  if (shadows === undefined || (kind !== 'local' && kind !== 'global') || shadows.kind === 'counter') return undefined;
  if (kind === 'global' || shadows.scope.end === scope.end) {
    if (kind === shadows.kind || shadows.kind === 'parameter') return undefined;
    return {
      code: 'shadowed-variable',
      severity: 'information',
      start: range.start,
      end: range.end,
      message: phrase`\`${name}\` is ${shadows.kind} since line ${found.line(shadows)} and ${kind} here: these are two variables, and \`$${name}\` means only one of them. Give one another name.`,
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
      ? phrase`This declares a second \`${name}\` that ends with this block, so the one of line ${line} keeps its value. Write \`:set ${name}\`.`
      : phrase`This is a second \`${name}\` beside the one of line ${line}, and ends with this block. Write \`:set ${name}\` if that one is meant, else choose another name.`,
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
      message: phrase`In a condition \`$${variable.name}\` is the item's own \`${variable.name}\`, so this is ${DIFFERING.has(node.operator) ? phrase`never true for an item` : phrase`true for every item`} of ${menuWords(menu)}. Give the variable another name.`,
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
