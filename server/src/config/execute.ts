import type { BoundArgument, BoundCommand, BoundScript } from '../binding/boundScript.ts';
import { constantText, type Value } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import type { Configuration, ConfigurationItem, Property } from './configuration.ts';
import { matchesCondition, type Truth } from './find.ts';
import { templateBranches } from './templateBranches.ts';

/** Menus whose items are followed. Others parse and stay silent. */
const EXECUTED_MENUS: ReadonlySet<string> = new Set([
  ...['filter', 'nat', 'mangle', 'raw', 'address-list', 'layer7-protocol'].map((name) => `/ip/firewall/${name}`),
  ...['filter', 'nat', 'mangle', 'raw', 'address-list'].map((name) => `/ipv6/firewall/${name}`),
  '/interface/list',
  '/interface/list/member',
  '/ip/service',
]);

/** Runs the script over empty lists. */
export function execute(script: BoundScript): Configuration {
  const executor = new Executor(script.tree.text);
  executor.run(script.commands, false);
  return executor.configuration();
}

class Executor {
  readonly #text: string;
  readonly #branches: readonly TextRange[];
  readonly #menus = new Map<string, ConfigurationItem[]>();
  readonly #opaque = new Set<string>();
  #nextId = 0;

  constructor(text: string) {
    this.#text = text;
    this.#branches = templateBranches(text);
  }

  configuration(): Configuration {
    return { isExport: EXPORT_HEADER.test(this.#text.slice(0, 200)), menus: this.#menus, opaqueMenus: this.#opaque };
  }

  run(commands: readonly BoundCommand[], conditional: boolean): void {
    for (const command of commands) this.#command(command, conditional || this.#isInBranch(command));
  }

  #isInBranch({ range }: BoundCommand): boolean {
    return this.#branches.some(({ start, end }) => start <= range.start && range.start < end);
  }

  #command(command: BoundCommand, conditional: boolean): void {
    const path = command.menu?.path ?? '';
    if (command.kind === 'command' && EXECUTED_MENUS.has(path)) this.#execute(command, path, conditional);
    else this.#nested(command, conditional);
  }

  /** Blocks run as they stand; what hangs on a condition or a loop may run or not; a function body does not run here. */
  #nested(command: BoundCommand, conditional: boolean): void {
    if (DECLARATIONS.has(command.name)) return;
    for (const [node, commands] of command.nested) {
      const argument = command.arguments.find(({ value }) => value === node);
      const certain = command.kind === 'block' || (CERTAIN_BLOCKS.has(command.name) && argument?.name !== 'on-error');
      this.run(commands, conditional || !certain);
    }
  }

  #execute(command: BoundCommand, path: string, conditional: boolean): void {
    switch (command.name) {
      case 'add':
        this.#add(command, path, conditional);
        break;
      case 'set':
      case 'unset':
        this.#change(command, path, conditional, (item) => withProperties(item, this.#properties(command)));
        break;
      case 'enable':
      case 'disable':
        this.#change(command, path, conditional, (item) => withDisabled(item, command));
        break;
      case 'comment':
        this.#change(command, path, conditional, (item) => withProperties(item, this.#properties(command)));
        break;
      case 'remove':
        this.#remove(command, path, conditional);
        break;
      case 'move':
        this.#move(command, path, conditional);
        break;
    }
  }

  #add(command: BoundCommand, path: string, conditional: boolean): void {
    const items = this.#items(path);
    const place = command.arguments.find(({ name }) => name === 'place-before');
    const copied = this.#copied(command, path);
    const properties = new Map(copied?.properties);
    for (const property of this.#properties(command)) properties.set(property.name, property);
    const at = place === undefined ? items.length : this.#placeOf(place, command, path);
    const item: ConfigurationItem = {
      id: this.#nextId++,
      menu: path,
      origin: command,
      properties,
      conditional: conditional || copied === null,
      placeUnknown: at === undefined,
    };
    items.splice(at ?? items.length, 0, item);
  }

  /** Item that `copy-from` names; null where it is not known. */
  #copied(command: BoundCommand, path: string): ConfigurationItem | null | undefined {
    const argument = command.arguments.find(({ name }) => name === 'copy-from');
    if (argument === undefined) return undefined;
    const targets = this.#select(argument.value, command, path);
    return targets?.certain === true ? (targets.items[0] ?? null) : null;
  }

  /** Index before which to insert; undefined where the target is not among the known items. */
  #placeOf(place: BoundArgument, command: BoundCommand, path: string): number | undefined {
    const targets = this.#select(place.value, command, path);
    const target = targets?.certain === true ? targets.items[0] : undefined;
    return target === undefined ? undefined : this.#items(path).indexOf(target);
  }

  #change(
    command: BoundCommand,
    path: string,
    conditional: boolean,
    change: (item: ConfigurationItem) => ConfigurationItem,
  ): void {
    const items = this.#items(path);
    const targets = this.#targets(command, path);
    for (const target of targets.items) {
      const index = items.indexOf(target);
      const changed = change(target);
      items[index] = { ...changed, conditional: target.conditional || conditional || !targets.certain };
    }
    if (targets.items.length === 0 && path === '/ip/service') this.#builtIn(command, path, conditional);
  }

  /** `/ip service set telnet …`: the router brings the item along. */
  #builtIn(command: BoundCommand, path: string, conditional: boolean): void {
    const name = command.positionals[0]?.value;
    const text = name === undefined ? undefined : constantText(name as Value);
    if (name === undefined || text === undefined || name.kind !== 'Word') return;
    for (const service of text.split(',')) {
      const properties = new Map(this.#properties(command).map((property) => [property.name, property]));
      const range = command.positionals[0]?.range ?? command.range;
      properties.set('name', {
        name: 'name',
        value: name,
        text: service,
        constant: true,
        argument: {
          name: 'name',
          argument: undefined,
          unset: false,
          value: name,
          range,
          nameRange: range,
          valueRange: range,
        },
        command,
        range,
        nameRange: range,
        valueRange: range,
      });
      const item = { id: this.#nextId++, menu: path, origin: command, properties, conditional, placeUnknown: false };
      this.#items(path).push(item);
      if (command.name === 'enable' || command.name === 'disable') {
        const items = this.#items(path);
        items[items.length - 1] = withDisabled(item, command);
      }
    }
  }

  #remove(command: BoundCommand, path: string, conditional: boolean): void {
    const items = this.#items(path);
    const targets = this.#targets(command, path);
    for (const target of targets.items) {
      const index = items.indexOf(target);
      if (conditional || !targets.certain) items[index] = { ...target, conditional: true };
      else items.splice(index, 1);
    }
  }

  /** `move what [destination]`: to the end where there is no destination (`reference/routeros.md A.10`). */
  #move(command: BoundCommand, path: string, conditional: boolean): void {
    const items = this.#items(path);
    const [first, second] = command.positionals;
    const named = (name: string): Value | undefined =>
      command.arguments.find((argument) => argument.name === name)?.value;
    const what = this.#select((named('numbers') ?? first?.value) as Value | undefined, command, path);
    const destination = (named('destination') ?? second?.value) as Value | undefined;
    const before = destination === undefined ? undefined : this.#select(destination, command, path);
    const target = before?.items[0];
    const unclear =
      conditional ||
      what === undefined ||
      !what.certain ||
      (destination !== undefined && (target === undefined || before?.certain !== true));
    if (unclear) {
      for (const item of what?.items ?? items) items[items.indexOf(item)] = { ...item, placeUnknown: true };
      return;
    }
    const moved = what.items.filter((item) => item !== target);
    for (const item of moved) items.splice(items.indexOf(item), 1);
    items.splice(target === undefined ? items.length : items.indexOf(target), 0, ...moved);
  }

  /** The items that the command changes. Where they are not to be told, nothing is changed and the menu is opaque. */
  #targets(command: BoundCommand, path: string): Selection {
    const numbers = command.arguments.find(({ name }) => name === 'numbers');
    const value = numbers?.value ?? (command.positionals[0]?.value as Value | undefined);
    const targets = value === undefined ? NONE : this.#select(value, command, path);
    if (targets === undefined) this.#opaque.add(path);
    return targets ?? NONE;
  }

  /** The items that a value names: `[find …]`, numbers of the list, or a name. Undefined: not to be told. */
  #select(value: Value | undefined, command: BoundCommand, path: string): Selection | undefined {
    const items = this.#items(path);
    if (value === undefined) return NONE;
    if (value.kind === 'Substitution') {
      const find = command.nested.get(value)?.[0];
      if (find === undefined || find.name !== 'find' || find.menu?.path !== path) return undefined;
      return this.#find(find, items);
    }
    const text = constantText(value);
    if (text === undefined) return undefined;
    const selected: ConfigurationItem[] = [];
    for (const word of text.split(',')) {
      if (/^\*[0-9A-Fa-f]+$/.test(word)) continue;
      const item = /^[0-9]+$/.test(word)
        ? items[Number(word)]
        : items.find((candidate) => candidate.properties.get('name')?.text === word);
      if (item !== undefined) selected.push(item);
    }
    return { items: selected, certain: true };
  }

  #find(find: BoundCommand, items: readonly ConfigurationItem[]): Selection {
    const selected: ConfigurationItem[] = [];
    let certain = true;
    for (const item of items) {
      const truth: Truth = matchesCondition(find, item);
      if (truth === 'no') continue;
      if (truth === 'unknown' || item.conditional) certain = false;
      selected.push(item);
    }
    return { items: selected, certain };
  }

  #properties(command: BoundCommand): Property[] {
    const properties: Property[] = [];
    for (const argument of command.arguments) {
      if (argument.name === 'place-before' || argument.name === 'copy-from' || argument.name === 'numbers') continue;
      const constant = argument.unset ? '' : constantText(argument.value);
      properties.push({
        name: argument.name,
        value: argument.value,
        text: constant ?? this.#text.slice(argument.valueRange.start, argument.valueRange.end),
        constant: constant !== undefined,
        argument,
        command,
        range: argument.range,
        nameRange: argument.nameRange,
        valueRange: argument.valueRange,
      });
    }
    return properties;
  }

  #items(path: string): ConfigurationItem[] {
    let items = this.#menus.get(path);
    if (items === undefined) {
      items = [];
      this.#menus.set(path, items);
    }
    return items;
  }
}

const NONE: Selection = { items: [], certain: true };

interface Selection {
  readonly items: readonly ConfigurationItem[];
  /** Whether just these items are meant; otherwise some of them may be. */
  readonly certain: boolean;
}

function withProperties(item: ConfigurationItem, changes: readonly Property[]): ConfigurationItem {
  const properties = new Map(item.properties);
  for (const property of changes) {
    if (property.argument.unset) properties.delete(property.name);
    else properties.set(property.name, property);
  }
  return { ...item, properties };
}

function withDisabled(item: ConfigurationItem, command: BoundCommand): ConfigurationItem {
  const range = command.nameRange;
  const value: Value = { kind: 'Word', start: 0, end: 0, text: command.name === 'disable' ? 'yes' : 'no' };
  const argument = {
    name: 'disabled',
    argument: undefined,
    unset: false,
    value,
    range,
    nameRange: range,
    valueRange: range,
  };
  const property = {
    name: 'disabled',
    value,
    text: value.text,
    constant: true,
    argument,
    command,
    range,
    nameRange: range,
    valueRange: range,
  };
  return { ...item, properties: new Map(item.properties).set('disabled', property) };
}

/** `# 2026-01-01 12:00:00 by RouterOS 7.20`, with the older forms of the date (`reference/routeros.md A.12`). */
const EXPORT_HEADER = /^\uFEFF?# [a-z0-9/ :-]{10,40} by RouterOS [0-9]/;

/** Declaring a function does not run it. */
const DECLARATIONS: ReadonlySet<string> = new Set([':global', ':local', ':set']);
/** Commands whose block runs once and always. */
const CERTAIN_BLOCKS: ReadonlySet<string> = new Set([':do', ':onerror', ':retry']);
