import { guessBraces } from '../catalog/catalog.ts';
import { children, type Group, type Node, type StatementList } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { BoundCommand } from './boundCommand.ts';
import type { BoundArgument, BoundScript } from './boundScript.ts';

/** The variables of a script: where each is declared, how far it reaches, and where it is read and written. */
export interface Variables {
  /** In text order. */
  readonly declarations: readonly Declaration[];
  /** Uses that no declaration in sight takes, in text order; those in a function are uses of its parameters. */
  readonly unresolved: readonly VariableUse[];
  /** Calls of functions whose code a declaration in sight tells, in text order. */
  readonly calls: readonly FunctionCall[];
}

/** `$f name=x`. */
export interface FunctionCall {
  readonly command: BoundCommand;
  readonly called: Declaration;
  /** The function around the call. */
  readonly owner: FunctionBody | undefined;
}

export interface Declaration {
  readonly name: string;
  /**
   * `counter`: of `:for`, `:foreach` or `:onerror`. `parameter`: of a function, which has no declaration of its own and
   * is told by its first use. Each `:global` of a name declares the same variable.
   */
  readonly kind: 'local' | 'global' | 'counter' | 'parameter';
  /** The name without quotes. */
  readonly range: TextRange;
  /** From the declaration to the end of its block. */
  readonly scope: TextRange;
  /** The function whose body it stands in. */
  readonly owner: FunctionBody | undefined;
  /** What it is in front of: a variable of the same name that is in sight around its block, or of the other kind in it. */
  readonly shadows: Declaration | undefined;
  /** The code of the function that it holds, as far as the declaration tells it. */
  readonly body: FunctionBody | undefined;
  /** Whether the declaration gives it a value. */
  readonly hasValue: boolean;
  /** In text order, the declaration apart. */
  readonly uses: readonly VariableUse[];
}

/** The commands of a function: `:global f do={ … }`. */
export interface FunctionBody extends TextRange {
  /** Its parameters by name, `1` and its like included. */
  readonly parameters: ReadonlyMap<string, Declaration>;
}

export interface VariableUse {
  readonly name: string;
  /** `argument`: named in a call, `$f name=x`. */
  readonly kind: 'read' | 'write' | 'argument';
  /** The name without `$` and quotes. */
  readonly range: TextRange;
  /** Written without `$`, in an expression or condition, where it may mean a property or plain text as well. */
  readonly bare: boolean;
  /** The innermost function around it. */
  readonly owner: FunctionBody | undefined;
  readonly command: BoundCommand;
}

/**
 * Reads the scopes of a script. A block has a scope of its own, and so has a loop with its counter; brackets have none.
 * The router looks names up block by block, also out of a function (`docs/facts/scripts.md#variables`,
 * `docs/facts/reader.md#first-error`).
 */
export function variables(script: BoundScript): Variables {
  return finish(variableSteps(script));
}

/** The same in steps. */
export function* variableSteps(script: BoundScript): Steps<Variables> {
  const reader = new ScopeReader();
  const end = script.tree.text.length;
  const scope = new Scope({ start: 0, end }, undefined, undefined);
  for (let from = 0; from < script.commands.length; from += STEP) {
    reader.commands(script.commands.slice(from, from + STEP), scope);
    yield;
  }
  reader.resolveArguments();
  return {
    declarations: reader.declarations.sort((a, b) => a.range.start - b.range.start),
    unresolved: reader.unresolved,
    calls: reader.calls,
  };
}

/** How many commands are read in a step. */
const STEP = 256;

/** A root command that declares or sets the variable named by its first value. */
export function declaringCommand({ command, name }: BoundCommand): 'local' | 'global' | 'set' | undefined {
  return command?.path === '/local' || command?.path === '/global' || command?.path === '/set'
    ? (name.slice(1) as 'local' | 'global' | 'set')
    : undefined;
}

/** What names the variable of `:local`, `:global` or `:set`; undefined where an expression does, or nothing. */
export function declaredName(command: BoundCommand): DeclaredName | undefined {
  const named = command.arguments.find(({ name }) => name === 'name');
  const first = named === undefined ? command.positionals[0] : undefined;
  const value = named?.value ?? first?.value;
  if (value === undefined) return undefined;
  const range = command.place(named?.valueRange ?? value);
  if (value.kind === 'Word') return { name: value.text, range, whole: range, sigil: false };
  if (value.kind === 'Variable')
    return { name: value.name, range: nameRange(value, range.start), whole: range, sigil: true };
  const [part, more] = value.kind === 'String' ? value.parts : [];
  if (part?.kind !== 'Text' || part.escape || more !== undefined) return undefined;
  return { name: part.value, range: { start: range.start + 1, end: range.end - 1 }, whole: range, sigil: false };
}

export interface DeclaredName {
  readonly name: string;
  readonly range: TextRange;
  /** With `$` and quotes. */
  readonly whole: TextRange;
  /** Whether it has a `$`. */
  readonly sigil: boolean;
}

interface OpenDeclaration extends Declaration {
  readonly uses: VariableUse[];
}

interface OpenBody extends FunctionBody {
  readonly parameters: Map<string, OpenDeclaration>;
}

class Scope {
  readonly range: TextRange;
  readonly parent: Scope | undefined;
  readonly owner: OpenBody | undefined;
  /** It may be data as well, so that nothing is certain to be wrong in it. */
  readonly isGuess: boolean;
  readonly #names = new Map<string, OpenDeclaration>();

  constructor(range: TextRange, parent: Scope | undefined, owner: OpenBody | undefined, isGuess = false) {
    this.isGuess = isGuess;
    this.range = range;
    this.parent = parent;
    this.owner = owner;
  }

  declare(declaration: OpenDeclaration): void {
    this.#names.set(declaration.name, declaration);
  }

  /** Declared in the block itself. */
  own(name: string): OpenDeclaration | undefined {
    return this.#names.get(name);
  }

  find(name: string): OpenDeclaration | undefined {
    return this.#names.get(name) ?? this.parent?.find(name);
  }
}

class ScopeReader {
  readonly declarations: OpenDeclaration[] = [];
  readonly unresolved: VariableUse[] = [];
  readonly calls: FunctionCall[] = [];

  commands(commands: readonly BoundCommand[], scope: Scope): void {
    for (const command of commands) this.#command(command, scope);
  }

  /** The arguments of calls are uses of the parameters, which are known when everything has been read. */
  resolveArguments(): void {
    for (const { command, called, owner } of this.calls) {
      for (const { name, nameRange } of command.arguments) {
        const range = command.place(nameRange);
        const parameter = called.body?.parameters.get(name) as OpenDeclaration | undefined;
        parameter?.uses.push({ name, kind: 'argument', range, bare: true, owner, command });
      }
    }
  }

  #command(command: BoundCommand, around: Scope): void {
    const { items } = command.statement;
    let scope = around;
    let body: OpenBody | undefined;
    let own: Node | undefined;
    const declares = declaringCommand(command);
    if (declares !== undefined) {
      const code = command.arguments.find(({ name, value }) => name === 'do' && value?.kind === 'Group');
      if (code !== undefined) body = { ...command.place(code.valueRange), parameters: new Map() };
      const named = declaredName(command);
      if (named !== undefined) {
        own = (command.arguments.find(({ name }) => name === 'name')?.value ?? command.positionals[0]?.value) as Node;
        const { name, range, sigil } = named;
        if (declares === 'set') this.#use({ name, range, kind: 'write', bare: !sigil }, command, scope);
        else this.#declare({ name, range, kind: declares, hasValue: givesValue(command) }, command, scope, body);
      }
    } else if (COUNTING.has(command.command?.path ?? '')) {
      scope = new Scope(command.range, around, around.owner, around.isGuess);
      for (const counter of counters(command)) {
        this.#declare({ ...counter, kind: 'counter', hasValue: true }, command, scope, undefined);
      }
    }
    for (const item of items) {
      if (item !== own) this.#node(item, command, scope, body);
    }
    const called = items[0]?.kind === 'Variable' ? scope.find(items[0].name) : undefined;
    if (command.kind === 'call' && called?.body !== undefined) this.calls.push({ command, called, owner: scope.owner });
  }

  /** Walks with a stack, since a chain of operators is as deep as it is long. */
  #node(root: Node, command: BoundCommand, scope: Scope, body: OpenBody | undefined, base = command.base): void {
    const stack: { node: Node; inExpression: boolean }[] = [{ node: root, inExpression: false }];
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const { node, inExpression } = entry;
      const nested = command.nested.get(node);
      if (node.kind === 'Variable') {
        const range = nameRange(node, base + node.start);
        this.#use({ name: node.name, range, kind: 'read', bare: false }, command, scope);
      } else if (node.kind === 'Word') {
        if (inExpression) this.#bareWord(node.text, base + node.start, command, scope);
      } else if (node.kind === 'Substitution') {
        this.commands(nested ?? [], scope);
      } else if (node.kind === 'Group') {
        if (nested !== undefined) this.#block(node, nested, command, scope, body, base);
        else if (!isText(node, command)) this.#data(node.list, base + node.start, command, scope);
      } else {
        const inside = inExpression || node.kind === 'Parenthesised' || node.kind === 'Condition';
        // What comes back last is pushed first, so that the order of the text is kept.
        for (const child of children(node).toReversed()) stack.push({ node: child, inExpression: inside });
      }
    }
  }

  #block(
    node: Group,
    nested: readonly BoundCommand[],
    command: BoundCommand,
    scope: Scope,
    body: OpenBody | undefined,
    base: number,
  ): void {
    const range = { start: base + node.start, end: base + node.end };
    const isBody = body !== undefined && body.start === range.start;
    // What a function or an unknown command does with a block is not known: it may be a function as well.
    const passed = command.kind === 'call' || command.kind === 'unknown';
    const owner = isBody ? body : passed ? { ...range, parameters: new Map() } : scope.owner;
    this.commands(nested, new Scope(range, scope, owner, scope.isGuess || passed));
  }

  /** An array: its values are read, and code is only in its brackets. */
  #data(list: StatementList, base: number, command: BoundCommand, scope: Scope): void {
    for (const [index, { items }] of list.statements.entries()) {
      const at = base + (list.starts[index] as number);
      for (const item of items) this.#node(item, command, scope, undefined, at);
    }
  }

  /**
   * In an expression a word without `$` is a variable too (`docs/facts/scripts.md#operators`), where one has that name.
   */
  #bareWord(text: string, start: number, command: BoundCommand, scope: Scope): void {
    for (const match of text.matchAll(/[A-Za-z][A-Za-z0-9]*/g)) {
      const [name] = match;
      if (scope.find(name) === undefined) continue;
      const range = { start: start + match.index, end: start + match.index + name.length };
      this.#use({ name, range, kind: 'read', bare: true }, command, scope);
    }
  }

  #declare(
    { name, range, kind, hasValue }: Pick<Declaration, 'name' | 'range' | 'kind' | 'hasValue'>,
    command: BoundCommand,
    scope: Scope,
    body: OpenBody | undefined,
  ): void {
    const { owner } = scope;
    const same = scope.own(name);
    const before = same !== undefined && same.kind !== kind ? same : scope.parent?.find(name);
    const shadows = before !== undefined && before.owner === owner ? before : undefined;
    const start = kind === 'counter' ? command.range.start : range.start;
    const declaration: OpenDeclaration = {
      name,
      kind,
      range,
      scope: { start, end: scope.range.end },
      owner,
      shadows,
      body,
      hasValue,
      uses: [],
    };
    this.declarations.push(declaration);
    scope.declare(declaration);
  }

  #use(found: Omit<VariableUse, 'owner' | 'command'>, command: BoundCommand, scope: Scope): void {
    const { owner } = scope;
    const { name, kind, range, bare } = found;
    const use: VariableUse = { name, kind, range, bare, owner, command };
    const declaration = scope.find(name);
    if (declaration !== undefined) {
      declaration.uses.push(use);
      return;
    }
    if (kind === 'write' && scope.isGuess) return;
    this.unresolved.push(use);
    if (kind !== 'read' || owner === undefined) return;
    let parameter = owner.parameters.get(name);
    if (parameter === undefined) {
      const place = { start: owner.start, end: owner.end };
      parameter = {
        name,
        kind: 'parameter',
        range,
        scope: place,
        owner,
        shadows: undefined,
        body: undefined,
        hasValue: true,
        uses: [],
      };
      owner.parameters.set(name, parameter);
      this.declarations.push(parameter);
    }
    parameter.uses.push(use);
  }
}

/** Commands with variables of their own, which end with the command. */
const COUNTING: ReadonlySet<string> = new Set(['/for', '/foreach', '/onerror']);

/** `i`, or `k,v` for key and value. */
function counters(command: BoundCommand): { name: string; range: TextRange }[] {
  const named = command.arguments.find(({ name }) => name === 'counter' || name === 'error');
  const value = named === undefined ? command.positionals[0]?.value : named.value;
  if (value?.kind !== 'Word') return [];
  const { start } = command.place(value);
  return [...value.text.matchAll(/[^,]+/g)].map((match) => ({
    name: match[0],
    range: { start: start + match.index, end: start + match.index + match[0].length },
  }));
}

function givesValue({ arguments: given, positionals }: BoundCommand): boolean {
  const isNamed = given.some(({ name }) => name === 'name');
  return positionals.length > (isNamed ? 0 : 1) || given.some(({ name }) => name !== 'name');
}

/** The text of a script, which is run elsewhere. */
function isText(group: Group, { arguments: given }: BoundCommand): boolean {
  const argument: BoundArgument | undefined = given.find(({ value }) => value === group);
  return argument !== undefined && (argument.argument?.braces ?? guessBraces(argument.name)) === 'text';
}

/** `$name` and `$"quoted name"` without their signs. */
function nameRange({ name, start, end }: { name: string; start: number; end: number }, at: number): TextRange {
  const length = end - start;
  const sign = length > name.length + 1 ? 2 : 1;
  return { start: at + sign, end: at + sign + name.length };
}
