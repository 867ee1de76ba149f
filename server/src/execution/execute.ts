import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { meantBy } from '../binding/openPath.ts';
import type { Expression, Value } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type Assigned, assignedIn } from './assignments.ts';
import { type Assumption, refersToDefconf } from './assumption.ts';
import { Budget, MAX_DEPTH, MAX_LOOP } from './budget.ts';
import { argument, body, nameOf, unnamedBody } from './commandArguments.ts';
import type { Configuration, ConfigurationItem } from './configuration.ts';
import { type AssumedItem, COMMUNITIES, DEFCONF, SERVICES } from './defconf.ts';
import { Evaluator } from './evaluator.ts';
import { ForeignCode, runsCode } from './foreignCode.ts';
import { namedInterfaces } from './interfaceMenus.ts';
import { isMenuCommand, isReading, itemsOf, MenuCommands } from './menuCommands.ts';
import { followedMenus, isFollowed, Menus, SETTINGS_MENUS } from './menus.ts';
import { elements, FUNCTIONS } from './operators.ts';
import { assumedProperty } from './property.ts';
import { type ArrayEntry, arrayValue, NOTHING, numberValue, type RuntimeValue, textValue } from './runtimeValue.ts';
import { templateBranches } from './templateBranches.ts';
import { Scope, Store, type Variable } from './variables.ts';
import { isExport, type WholeBy, wholeBy } from './wholeness.ts';

/**
 * Runs the script over lists that hold nothing but what each router has, or the default firewall. What hangs on values
 * that the file does not tell runs in doubt: its items are conditional, and variables that it sets are not known
 * afterwards. A script that an `:error` or `:quit` may stop is taken to run to its end. `watch` is told each command
 * on a followed menu when it has run, with what the router holds then. `previous` is what came of the script that this
 * one was bound after: what plain commands have added is taken from it.
 */
export function execute(
  script: BoundScript,
  assumption: Assumption = 'auto',
  watch: (command: BoundCommand, state: () => Configuration) => void = () => {},
  previous?: Configuration,
): Configuration {
  return finish(executeSteps(script, assumption, watch, previous));
}

/** The same in steps. */
export function* executeSteps(
  script: BoundScript,
  assumption: Assumption = 'auto',
  watch: (command: BoundCommand, state: () => Configuration) => void = () => {},
  previous?: Configuration,
): Steps<Configuration> {
  const executor = new Executor(script, yield* wholeBy(script, assumption), watch, knownItems(script, previous));
  yield;
  executor.assume([...SERVICES, ...COMMUNITIES]);
  executor.assume([...SETTINGS_MENUS].map((menu) => [menu, {}]));
  executor.assume(namedInterfaces(script));
  const counts = assumption === 'defconf' || (assumption === 'auto' && refersToDefconf(script));
  // An export shows all that there is.
  if (counts && !isExport(script.tree.text)) executor.assume(DEFCONF);
  yield* executor.start(script.commands);
  return executor.configuration();
}

/** Why a list of commands ends early. */
const RETURN = 1;
const BREAK = 2;
const CONTINUE = 4;
const ERROR = 8;
const QUIT = 16;

interface Outcome {
  /** Why the commands surely ended early; 0 where they did not. */
  readonly stop: number;
  /** Why they may have ended early, as a set of bits. */
  readonly may: number;
  /** What the command in brackets stands for, or the function returns. */
  readonly value: RuntimeValue | undefined;
}

interface Round {
  /** Holds the variables of the round. */
  readonly scope: Scope;
  /** Whether it surely comes, and only once. */
  readonly certain: boolean;
}

const NORMAL: Outcome = { stop: 0, may: 0, value: undefined };

class Executor {
  readonly #text: string;
  readonly #isExport: boolean;
  readonly #wholeBy: WholeBy | undefined;
  readonly #templateBranches: readonly TextRange[];
  readonly #watch: (command: BoundCommand, state: () => Configuration) => void;
  /** What plain commands of the top level have added, before and now. */
  readonly #known: KnownItems;
  readonly #added: (ConfigurationItem | undefined)[];
  /** Index of the present command of the top level. */
  #index = 0;
  readonly #foreign: ForeignCode;
  readonly #menus = new Menus();
  readonly #store = new Store();
  readonly #budget = new Budget();
  readonly #evaluator = new Evaluator({
    bracketed: (commands, scope) => this.#bracketed(commands, scope),
    callUnknown: () => this.#store.forgetGlobals(),
  });
  readonly #menuCommands: MenuCommands;
  readonly #forgotten = new Set<readonly BoundCommand[]>();
  readonly #assigned = new Map<readonly BoundCommand[], Assigned>();
  /** Branches around the command that run or do not. */
  #doubt = 0;
  /** Loops and calls around the command. */
  #repeating = 0;
  #calls = 0;
  #depth = 0;
  /** Blocks around the command that have an `on-error`. */
  #handlers = 0;
  /** What stopped the commands in brackets of the current command. */
  #raised = 0;

  constructor(
    script: BoundScript,
    whole: WholeBy | undefined,
    watch: (command: BoundCommand, state: () => Configuration) => void,
    known: KnownItems,
  ) {
    const { text } = script.tree;
    this.#text = text;
    this.#foreign = new ForeignCode(script);
    this.#isExport = isExport(text);
    this.#wholeBy = whole;
    this.#known = known;
    this.#added = new Array(known.count);
    this.#templateBranches = templateBranches(text);
    this.#watch = watch;
    this.#menuCommands = new MenuCommands(text, this.#menus, this.#budget, this.#evaluator);
  }

  assume(items: readonly AssumedItem[]): void {
    for (const [menu, properties] of items) {
      const all = Object.entries(properties).map(([name, text]) => [name, assumedProperty(name, text)] as const);
      this.#menus.assume(menu, new Map(all));
    }
  }

  *start(commands: readonly BoundCommand[]): Steps<void> {
    yield* this.#runSteps(commands, new Scope());
  }

  configuration(): Configuration {
    return {
      isExport: this.#isExport,
      wholeBy: this.#wholeBy,
      menus: new Map([...this.#menus.lists].map(([menu, list]) => [menu, list.items])),
      opaqueMenus: this.#menus.opaque,
      added: this.#added,
    };
  }

  #run(commands: readonly BoundCommand[], scope: Scope): Outcome {
    return finish(this.#runSteps(commands, scope));
  }

  *#runSteps(commands: readonly BoundCommand[], scope: Scope): Steps<Outcome> {
    if (this.#depth >= MAX_DEPTH) return this.#forget(commands, scope);
    this.#depth++;
    let may = 0;
    let last = NORMAL;
    let doubtful = false;
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as BoundCommand;
      if (this.#depth === 1) this.#index = index;
      if (index % STEP === STEP - 1 || this.#budget.hasSpent(WORK_OF_A_STEP)) yield;
      if (this.#repeating > 0 && !this.#budget.step()) {
        this.#forget(commands, scope);
        break;
      }
      last = this.#command(command, scope);
      if (this.#raised !== 0) {
        may |= this.#raised;
        this.#raised = 0;
      }
      if (last.stop !== 0) break;
      may |= last.may;
      if (!doubtful && this.#mayEnd(may)) {
        doubtful = true;
        this.#begin();
      }
    }
    this.#depth--;
    if (!doubtful) return last.stop === 0 && may === last.may ? last : { ...last, may: may | last.may };
    for (const variable of this.#end()) this.#store.assign(variable, undefined);
    return { stop: 0, may: may | last.stop | last.may, value: undefined };
  }

  /** Whether what follows runs only perhaps. Nobody looks at a script for the case that it gives up. */
  #mayEnd(may: number): boolean {
    return (may & (RETURN | BREAK | CONTINUE)) !== 0 || ((may & ERROR) !== 0 && this.#handlers > 0);
  }

  #begin(): void {
    this.#doubt++;
    this.#store.begin();
  }

  #end(): readonly Variable[] {
    this.#doubt--;
    return this.#store.end();
  }

  /** Runs branches of which any or none may be taken; all begin with the same variables. */
  #branches(...branches: (() => Outcome)[]): Outcome {
    const written = new Set<Variable>();
    let may = 0;
    for (const branch of branches) {
      this.#begin();
      const outcome = branch();
      for (const variable of this.#end()) written.add(variable);
      may |= outcome.stop | outcome.may;
    }
    for (const variable of written) this.#store.assign(variable, undefined);
    return { stop: 0, may, value: undefined };
  }

  #command(command: BoundCommand, scope: Scope): Outcome {
    switch (command.kind) {
      case 'menu':
        return NORMAL;
      case 'call':
        return this.#call(command, scope);
      case 'block':
        return this.#block(command, scope);
      case 'unknown':
        this.#misspelt(command);
        return this.#effects(command, scope);
      default: {
        const path = command.menu?.path ?? '';
        if (isFollowed(path) && isMenuCommand(command.name)) {
          const doubtful = this.#doubt > 0 || this.#isInBranch(command);
          const value =
            command.name === 'add' && this.#depth === 1
              ? this.#add(command, path, scope, doubtful)
              : this.#menuCommands.run(command, path, scope, doubtful);
          this.#watch(command, () => this.configuration());
          return { ...NORMAL, value };
        }
        return path === '/' ? this.#rootCommand(command, scope) : this.#otherCommand(command, scope);
      }
    }
  }

  /** An `add` of the top level. */
  #add(command: BoundCommand, menu: string, scope: Scope, doubtful: boolean): RuntimeValue {
    const known = this.#known.item(this.#index);
    const added =
      known === undefined
        ? this.#menuCommands.add(command, menu, scope, doubtful)
        : this.#menuCommands.addAgain(known, command, menu, doubtful);
    if (added.isPlain) this.#added[this.#index] = added.item;
    return itemsOf(added);
  }

  #isInBranch({ range }: BoundCommand): boolean {
    if (this.#templateBranches.length === 0) return false;
    return this.#templateBranches.some(({ start, end }) => start <= range.start && range.start < end);
  }

  /** What stands below a name that may be a slip for that of a followed menu may be meant for that menu. */
  #misspelt(command: BoundCommand): void {
    const { menu } = command;
    if (menu?.isOpen !== true) return;
    const { parent } = menu;
    const meant = parent?.isOpen === false ? meantBy(menu) : undefined;
    if (meant !== undefined && isFollowed(`${parent?.path}/${meant}`))
      this.#obscure(`${parent?.path}/${meant}`, command);
  }

  /** Commands in brackets run; code in braces may run. */
  #effects(command: BoundCommand, scope: Scope): Outcome {
    for (const [node, commands] of command.nested) {
      if (node.kind === 'Substitution') this.#bracketed(commands, scope);
      else this.#branches(() => this.#run(commands, new Scope(scope)));
    }
    return NORMAL;
  }

  #block(command: BoundCommand, scope: Scope): Outcome {
    let outcome = NORMAL;
    for (const commands of command.nested.values()) {
      outcome = this.#run(commands, new Scope(scope));
      if (outcome.stop !== 0) break;
    }
    return outcome;
  }

  /** A command of a menu that is not followed. Another script may change any global variable. */
  #otherCommand(command: BoundCommand, scope: Scope): Outcome {
    this.#effects(command, scope);
    if (runsCode(command)) this.#runForeign(command);
    return NORMAL;
  }

  /** Code that is not there to be carried out: what it may change is not known from here on. */
  #runForeign(command: BoundCommand): void {
    this.#store.forgetGlobals();
    const { menus, code } = this.#foreign.runBy(command);
    for (const menu of menus) this.#menus.obscure(menu, code ?? this.#textOf(command));
  }

  #rootCommand(command: BoundCommand, scope: Scope): Outcome {
    switch (command.name) {
      case ':local':
      case ':global':
        return this.#declare(command, scope);
      case ':set':
        return this.#set(command, scope);
      case ':if':
        return this.#if(command, scope);
      case ':for':
        return this.#loop(this.#countedRounds(command, scope), body(command, 'do'), scope);
      case ':foreach':
        return this.#loop(this.#elementRounds(command, scope), body(command, 'do'), scope);
      case ':while':
        return this.#loop(
          this.#whileRounds(argument(command, 'condition'), command, scope),
          body(command, 'do'),
          scope,
        );
      case ':do':
        return this.#do(command, scope);
      case ':onerror':
        return this.#guarded(body(command, 'in'), body(command, 'do'), scope);
      case ':retry':
        return this.#guarded(body(command, 'command'), body(command, 'on-error'), scope);
      case ':return': {
        const value = argument(command, 'value');
        return {
          stop: RETURN,
          may: 0,
          value: value === undefined ? NOTHING : this.#evaluator.value(value, command, scope),
        };
      }
      case ':error':
      case ':break':
      case ':continue':
      case ':exit':
      case ':quit':
        this.#effects(command, scope);
        return STOPS[command.name] as Outcome;
      case ':import':
      case ':parse':
      case ':execute':
        this.#effects(command, scope);
        this.#runForeign(command);
        return NORMAL;
      default:
        return this.#function(command, scope);
    }
  }

  #function(command: BoundCommand, scope: Scope): Outcome {
    const compute = FUNCTIONS[command.name];
    const known = compute !== undefined && command.arguments.length === 0;
    if (!known) return this.#effects(command, scope);
    const values = command.positionals.map(({ value }) => this.#evaluator.value(value, command, scope));
    return { ...NORMAL, value: compute(...values) };
  }

  #declare(command: BoundCommand, scope: Scope): Outcome {
    const name = nameOf(argument(command, 'name'));
    const code = body(command, 'do');
    const given = argument(command, 'value');
    const value = this.#assignedValue(command, code, given, scope);
    if (name === undefined) return NORMAL;
    if (command.name === ':local') {
      scope.declare(name, { value: code === undefined && given === undefined ? NOTHING : value });
      return NORMAL;
    }
    const variable = this.#store.global(name);
    scope.declare(name, variable);
    if (code !== undefined || given !== undefined) this.#store.assign(variable, value);
    return NORMAL;
  }

  #set(command: BoundCommand, scope: Scope): Outcome {
    const target = argument(command, 'name');
    const given = argument(command, 'value');
    const code = body(command, 'do');
    const nothing = code === undefined && given === undefined;
    const value = nothing ? NOTHING : this.#assignedValue(command, code, given, scope);
    const name = target?.kind === 'Variable' ? target.name : nameOf(target);
    const variable = name === undefined ? undefined : scope.find(name);
    if (variable !== undefined) this.#store.assign(variable, value);
    else if (target?.kind === 'Parenthesised') this.#setElement(target.expression, value, command, scope);
    return NORMAL;
  }

  #assignedValue(
    command: BoundCommand,
    code: readonly BoundCommand[] | undefined,
    given: Value | undefined,
    scope: Scope,
  ): RuntimeValue | undefined {
    if (code !== undefined) return { kind: 'code', body: code };
    return given === undefined ? undefined : this.#evaluator.value(given, command, scope);
  }

  /** `:set ($array->key) value` */
  #setElement(
    target: Expression | undefined,
    value: RuntimeValue | undefined,
    command: BoundCommand,
    scope: Scope,
  ): void {
    let root = target;
    while (root?.kind === 'Binary') root = root.left;
    const variable = root?.kind === 'Variable' ? scope.find(root.name) : undefined;
    if (variable === undefined) return;
    const array = variable.value;
    let changed: RuntimeValue | undefined;
    if (target?.kind === 'Binary' && target.left === root && target.operator === '->' && array?.kind === 'array') {
      const key = this.#evaluator.expression(target.right, command, scope);
      if (key?.kind === 'text') {
        const others = array.entries.filter((entry) => entry.key !== key.text);
        changed = arrayValue([...others, { key: key.text, value }]);
      } else if (key?.kind === 'number' && array.entries[Number(key.number)]?.key === undefined) {
        const index = Number(key.number);
        if (index >= 0 && index < array.entries.length)
          changed = arrayValue(array.entries.map((entry, i) => (i === index ? { key: undefined, value } : entry)));
      }
    }
    this.#store.assign(variable, changed);
  }

  #if(command: BoundCommand, scope: Scope): Outcome {
    const condition = argument(command, 'condition');
    const truth = condition === undefined ? undefined : this.#evaluator.value(condition, command, scope);
    const branch = (code: readonly BoundCommand[] | undefined) => (): Outcome =>
      code === undefined ? NORMAL : this.#run(code, new Scope(scope));
    const then = branch(body(command, 'do'));
    // `} else {` of old scripts is read as a word and a block.
    const otherwise = branch(body(command, 'else') ?? unnamedBody(command));
    if (truth?.kind !== 'truth') return this.#branches(then, otherwise);
    const outcome = (truth.truth ? then : otherwise)();
    // A script that gives up because the lists are empty here runs elsewhere.
    const givesUp = (outcome.stop & (ERROR | QUIT)) !== 0 && this.#handlers === 0;
    return givesUp ? { stop: 0, may: outcome.may | outcome.stop, value: undefined } : outcome;
  }

  #do(command: BoundCommand, scope: Scope): Outcome {
    const code = body(command, 'command');
    const condition = argument(command, 'while');
    const onError = body(command, 'on-error');
    if (argument(command, 'if') !== undefined) return this.#branches(() => this.#guarded(code, onError, scope));
    if (condition === undefined) return this.#guarded(code, onError, scope);
    const first = this.#guarded(code, onError, scope);
    if (first.stop !== 0) return first.stop === BREAK ? { ...NORMAL, may: first.may & ~LOOP_ONLY } : first;
    const rest = this.#loop(this.#whileRounds(condition, command, scope), code, scope);
    return { ...rest, may: (rest.may | first.may) & ~LOOP_ONLY };
  }

  /** Code, and code for the case that it fails. Commands are taken to succeed, but any may fail. */
  #guarded(
    code: readonly BoundCommand[] | undefined,
    onError: readonly BoundCommand[] | undefined,
    scope: Scope,
  ): Outcome {
    if (onError !== undefined) this.#handlers++;
    const outcome = code === undefined ? NORMAL : this.#run(code, new Scope(scope));
    if (onError === undefined) return outcome;
    this.#handlers--;
    const handle = (): Outcome => this.#run(onError, new Scope(scope));
    if (outcome.stop === ERROR) {
      const handled = handle();
      return { ...handled, may: handled.may | (outcome.may & ~ERROR) };
    }
    const handled = this.#branches(handle);
    const raised = (outcome.may & ERROR) !== 0;
    return { ...outcome, may: (outcome.may & ~ERROR) | (raised ? handled.may : 0) };
  }

  /** Carries out the rounds of a loop. */
  #loop(rounds: Iterable<Round>, code: readonly BoundCommand[] | undefined, scope: Scope): Outcome {
    let may = 0;
    let stop = 0;
    let value: RuntimeValue | undefined;
    let doubtful = false;
    for (const round of rounds) {
      if (code === undefined || !this.#budget.step()) {
        this.#store.forgetGlobals();
        if (code !== undefined) this.#forget(code, scope);
        break;
      }
      const outcome = round.certain ? this.#repeat(code, round.scope) : this.#perhaps(code, round.scope);
      may |= outcome.may;
      if (outcome.stop !== 0 && outcome.stop !== CONTINUE) {
        ({ stop, value } = outcome);
        break;
      }
      if (!doubtful && this.#mayEnd(outcome.may & ~CONTINUE)) {
        doubtful = true;
        this.#begin();
      }
    }
    if (doubtful) {
      for (const variable of this.#end()) this.#store.assign(variable, undefined);
      may |= stop;
      stop = 0;
    }
    return { stop: stop === BREAK ? 0 : stop, may: may & ~LOOP_ONLY, value };
  }

  #repeat(code: readonly BoundCommand[], scope: Scope): Outcome {
    this.#repeating++;
    const outcome = this.#run(code, scope);
    this.#repeating--;
    return outcome;
  }

  /** A round of which it is not known whether and how often it comes runs once, with nothing known of what it writes. */
  #perhaps(code: readonly BoundCommand[], scope: Scope): Outcome {
    this.#forgetAssigned(code, scope);
    return this.#branches(() => this.#repeat(code, scope));
  }

  *#countedRounds(command: BoundCommand, scope: Scope): Iterable<Round> {
    const name = nameOf(argument(command, 'counter')) ?? '';
    const number = (which: string): bigint | undefined => {
      const node = argument(command, which);
      const value = node === undefined ? undefined : this.#evaluator.value(node, command, scope);
      return value?.kind === 'number' ? value.number : undefined;
    };
    const [from, to] = [number('from'), number('to')];
    const step = argument(command, 'step') === undefined ? 1n : number('step');
    // What a step does that leads away from the end is not documented.
    const known = from !== undefined && to !== undefined && step !== undefined && (step > 0n ? from <= to : from >= to);
    if (known && step !== 0n) {
      let rounds = 0;
      for (let i = from; step > 0n ? i <= to : i >= to; i += step) {
        if (++rounds > MAX_LOOP) return yield* uncertain(scope, [name]);
        yield { scope: withVariables(scope, [[name, numberValue(i)]]), certain: true };
      }
    } else yield* uncertain(scope, [name]);
  }

  *#elementRounds(command: BoundCommand, scope: Scope): Iterable<Round> {
    const names = nameOf(argument(command, 'counter'))?.split(',') ?? [];
    const value = this.#looped(argument(command, 'in'), command, scope);
    const all = elements(value);
    if (all === undefined || all.length > MAX_LOOP) return yield* uncertain(scope, names);
    const certain = value?.kind !== 'items' || value.certain;
    for (const [index, entry] of all.entries()) {
      const values: [string, RuntimeValue | undefined][] = [[names.at(-1) ?? '', entry.value]];
      if (names.length > 1) values.push([names[0] as string, keyOf(entry, index)]);
      yield { scope: withVariables(scope, values), certain };
    }
    if (value?.kind === 'items' && value.mayBeMore) yield* uncertain(scope, names);
  }

  /** `in=1,2,3` is a list, as `{1;2;3}` is. */
  #looped(node: Value | undefined, command: BoundCommand, scope: Scope): RuntimeValue | undefined {
    const value = node === undefined ? undefined : this.#evaluator.value(node, command, scope);
    return node?.kind === 'Word' && node.text.includes(',') ? FUNCTIONS[':toarray']?.(value) : value;
  }

  *#whileRounds(condition: Value | undefined, command: BoundCommand, scope: Scope): Iterable<Round> {
    for (let rounds = 0; condition !== undefined && rounds < MAX_LOOP; rounds++) {
      const truth = this.#evaluator.value(condition, command, scope);
      if (truth?.kind !== 'truth') break;
      if (!truth.truth) return;
      yield { scope: new Scope(scope), certain: true };
    }
    yield* uncertain(scope, []);
  }

  #call(command: BoundCommand, scope: Scope): Outcome {
    const [first, ...rest] = command.positionals;
    if (first === undefined) return this.#effects(command, scope);
    if (first.value.kind !== 'Variable') {
      return { ...NORMAL, value: rest.length === 0 ? this.#evaluator.value(first.value, command, scope) : undefined };
    }
    const code = scope.find(first.value.name)?.value;
    if (code?.kind !== 'code') {
      if (code !== undefined && rest.length === 0 && command.arguments.length === 0) return { ...NORMAL, value: code };
      this.#effects(command, scope);
      this.#store.forgetGlobals();
      return NORMAL;
    }
    const inner = new Scope();
    rest.forEach(({ value }, index) => {
      inner.declare(String(index + 1), { value: this.#evaluator.value(value, command, scope) });
    });
    for (const { name, value } of command.arguments) {
      inner.declare(name, { value: value === undefined ? NOTHING : this.#evaluator.value(value, command, scope) });
    }
    if (this.#budget.exhausted || this.#calls >= MAX_CALLS) {
      this.#store.forgetGlobals();
      return this.#forget(code.body, inner);
    }
    this.#calls++;
    const outcome = this.#repeat(code.body, inner);
    this.#calls--;
    const returned = outcome.stop === RETURN || (outcome.may & RETURN) === 0;
    const kept = ERROR | QUIT;
    return { stop: outcome.stop & kept, may: outcome.may & kept, value: returned ? outcome.value : undefined };
  }

  /** Beyond the bounds: what the code may do to menus and variables is not known. */
  #forget(commands: readonly BoundCommand[], scope: Scope): Outcome {
    this.#forgetAssigned(commands, scope);
    if (this.#forgotten.has(commands)) return NORMAL;
    this.#forgotten.add(commands);
    forEachCommand(commands, (command) => {
      const { kind, menu, name } = command;
      if (kind === 'call') for (const path of followedMenus()) this.#obscure(path, command);
      else if (menu !== undefined && isFollowed(menu.path) && !isReading(name)) this.#obscure(menu.path, command);
    });
    return NORMAL;
  }

  #obscure(menu: string, command: BoundCommand): void {
    this.#menus.obscure(menu, this.#textOf(command));
  }

  #textOf({ range }: BoundCommand): string {
    return this.#text.slice(range.start, range.end);
  }

  #forgetAssigned(commands: readonly BoundCommand[], scope: Scope): void {
    let assigned = this.#assigned.get(commands);
    if (assigned === undefined) {
      assigned = assignedIn(commands);
      this.#assigned.set(commands, assigned);
    }
    if (assigned.calls) this.#store.forgetGlobals();
    for (const name of assigned.names) {
      const variable = scope.find(name);
      if (variable !== undefined) this.#store.assign(variable, undefined);
    }
    for (const name of assigned.globals) this.#store.assign(this.#store.global(name), undefined);
  }

  #bracketed(commands: readonly BoundCommand[], scope: Scope): RuntimeValue | undefined {
    if (commands.length === 0) return NOTHING;
    const { stop, may, value } = this.#run(commands, new Scope(scope));
    this.#raised |= (stop | may) & (ERROR | QUIT);
    return value;
  }
}

interface KnownItems {
  /** How many commands the top level has. */
  readonly count: number;
  /** What the command of that index added in the version before. */
  item(index: number): ConfigurationItem | undefined;
}

function knownItems({ commands, kept }: BoundScript, previous: Configuration | undefined): KnownItems {
  const count = commands.length;
  const added = previous?.added;
  if (kept === undefined || added === undefined) return { count, item: () => undefined };
  const { before, behind } = kept;
  const more = count - added.length;
  const item = (index: number): ConfigurationItem | undefined =>
    index < before ? added[index] : index >= count - behind ? added[index - more] : undefined;
  return { count, item };
}

function withVariables(scope: Scope, values: readonly (readonly [string, RuntimeValue | undefined])[]): Scope {
  const inner = new Scope(scope);
  for (const [name, value] of values) inner.declare(name, { value });
  return inner;
}

/** It is not known whether there are further rounds, and with which values. */
function* uncertain(scope: Scope, names: readonly string[]): Iterable<Round> {
  const values = names.map((name) => [name, undefined] as const);
  yield { scope: withVariables(scope, values), certain: false };
}

function keyOf({ key }: ArrayEntry, index: number): RuntimeValue | undefined {
  return key === undefined ? numberValue(BigInt(index)) : textValue(key);
}

/** Reasons that end with the loop. */
const LOOP_ONLY = BREAK | CONTINUE;
/** How many commands run in a step. */
const STEP = 256;
/** In the units of the budget; a command may change all items that there are. */
const WORK_OF_A_STEP = 2_000;
/** Calls within each other that are followed. */
const MAX_CALLS = 32;
const STOPS: Readonly<Record<string, Outcome>> = {
  ':error': { ...NORMAL, stop: ERROR },
  ':break': { ...NORMAL, stop: BREAK },
  ':continue': { ...NORMAL, stop: CONTINUE },
  ':exit': { ...NORMAL, stop: QUIT },
  ':quit': { ...NORMAL, stop: QUIT },
};
