import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import { constantText, type Value } from '../syntax/ast.ts';
import type { Budget } from './budget.ts';
import { argument } from './commandArguments.ts';
import type { ConfigurationItem, Property } from './configuration.ts';
import type { Evaluator } from './evaluator.ts';
import { readCondition } from './find.ts';
import { holdsMore, type Menus, NONE, SETTINGS_MENUS, type Selection } from './menus.ts';
import { FUNCTIONS } from './operators.ts';
import { copied, disabledBy, withoutProperties, withProperties } from './property.ts';
import { type ItemsValue, propertyText, type RuntimeValue, textValue } from './runtimeValue.ts';
import type { Scope } from './variables.ts';

/** Commands of the followed menus that this file carries out. */
export function isMenuCommand(name: string): boolean {
  return MENU_COMMANDS.has(name);
}

/** Whether the command leaves its menu as it is. */
export function isReading(name: string): boolean {
  return READING.has(name);
}

/** What an `add` has made. */
export interface Added {
  readonly item: ConfigurationItem;
  /** Whether the item hangs on nothing but the text of the command. */
  readonly isPlain: boolean;
}

export function itemsOf({ item }: Added): ItemsValue {
  return { kind: 'items', menu: item.menu, ids: [item.id], certain: true, mayBeMore: false };
}

/**
 * Reads commands on the followed menus and carries them out (`docs/facts/scripts.md#find`,
 * `docs/facts/scripts.md#commands`).
 */
export class MenuCommands {
  readonly #text: string;
  readonly #menus: Menus;
  readonly #budget: Budget;
  readonly #evaluator: Evaluator;
  readonly #fields = new Map<string, ReadonlySet<string>>();

  constructor(text: string, menus: Menus, budget: Budget, evaluator: Evaluator) {
    this.#text = text;
    this.#menus = menus;
    this.#budget = budget;
    this.#evaluator = evaluator;
  }

  /** Carries the command out; gives what it stands for in brackets. In doubt it runs perhaps. */
  run(command: BoundCommand, menu: string, scope: Scope, doubtful: boolean): RuntimeValue | undefined {
    switch (command.name) {
      case 'add':
        return itemsOf(this.add(command, menu, scope, doubtful));
      case 'find':
        return this.#find(command, menu, scope);
      case 'get':
        return this.#get(command, menu, scope);
      case 'print': {
        const counts = command.positionals.some(({ value }) => constantText(value) === 'count-only');
        const found = this.#find(command, menu, scope);
        return counts ? FUNCTIONS[':len']?.(found) : undefined;
      }
      case 'set':
      case 'comment': {
        const targets = this.#targets(command, menu, scope);
        const changes = this.#properties(command, scope);
        this.#menus.change(menu, targets, doubtful, command, (item) => withProperties(item, changes, command));
        return undefined;
      }
      case 'unset': {
        const targets = this.#targets(command, menu, scope);
        const names = constantText(argument(command, 'value-name') ?? EMPTY)?.split(',') ?? [];
        this.#menus.change(menu, targets, doubtful, command, (item) => withoutProperties(item, names));
        return undefined;
      }
      case 'reset':
        // What the defaults are is not known here.
        this.#menus.change(menu, this.#targets(command, menu, scope), true, command, (item) => item);
        return undefined;
      case 'enable':
      case 'disable': {
        const targets = this.#targets(command, menu, scope);
        const change = disabledBy(command);
        this.#menus.change(menu, targets, doubtful, command, (item) => withProperties(item, [change], command));
        return undefined;
      }
      case 'remove':
        this.#menus.remove(menu, this.#targets(command, menu, scope), doubtful, command);
        return undefined;
      case 'move': {
        const destination = argument(command, 'destination');
        const what = argument(command, 'numbers');
        const moved = what === undefined ? NONE : this.#select(what, command, menu, scope);
        const before = destination === undefined ? undefined : this.#place(destination, command, menu, scope);
        this.#menus.move(menu, moved, before, doubtful);
        return undefined;
      }
      default:
        return undefined;
    }
  }

  add(command: BoundCommand, menu: string, scope: Scope, doubtful: boolean): Added {
    const place = command.arguments.find(({ name }) => name === 'place-before');
    const source = command.arguments.find(({ name }) => name === 'copy-from');
    const from = source === undefined ? undefined : this.#one(source.value, command, menu, scope);
    const original = typeof from === 'number' ? this.#menus.list(menu).get(from) : undefined;
    const { properties, writers } = copied(original, source);
    const written = this.#properties(command, scope);
    for (const property of written) {
      properties.set(property.name, property);
      writers.delete(property.name);
    }
    // A word that belongs to no argument may be a broken matcher: what the rule then matches nobody knows.
    const isBroken = command.positionals.length > 0;
    const item = this.#menus.add(menu, {
      origin: command,
      properties,
      writers: writers.size === 0 ? undefined : writers,
      conditional: doubtful || isBroken || from === null || original?.conditional === true,
      before: place === undefined ? undefined : this.#place(place.value, command, menu, scope),
    });
    const isPlain =
      !isBroken && place === undefined && source === undefined && written.every(({ computed }) => !computed);
    return { item, isPlain };
  }

  /** The same for a command that said all by itself when it was carried out in the version before. */
  addAgain(known: ConfigurationItem, command: BoundCommand, menu: string, doubtful: boolean): Added {
    const { properties } = known;
    const added = { origin: command, properties, writers: undefined, conditional: doubtful, before: undefined };
    return { item: this.#menus.add(menu, added, known), isPlain: true };
  }

  /** The item before which to add. Where the file shows no item yet, the top of the list is before all that follow. */
  #place(node: Value | undefined, command: BoundCommand, menu: string, scope: Scope): number | null | undefined {
    const top = constantText(node) === '0' && this.#menus.list(menu).items.length === 0;
    if (top) return undefined;
    if (this.#affords(menu)) return this.#one(node, command, menu, scope);
    this.#menus.obscure(menu, this.#text.slice(command.range.start, command.range.end));
    return null;
  }

  #get(command: BoundCommand, menu: string, scope: Scope): RuntimeValue | undefined {
    const numbers = argument(command, 'number');
    const name = constantText(argument(command, 'value-name') ?? EMPTY);
    const id = numbers === undefined ? null : this.#one(numbers, command, menu, scope);
    const item = typeof id === 'number' ? this.#menus.list(menu).get(id) : undefined;
    const property = name === undefined ? undefined : item?.properties.get(name);
    if (item?.conditional !== false || property?.constant !== true) return undefined;
    // Of other properties it is not known how the router writes them.
    return property.name === 'comment' || property.name === 'name' || property.name === 'list'
      ? textValue(property.text)
      : undefined;
  }

  /** The items that the command changes. Where they are not to be told, nothing is changed and the menu is opaque. */
  #targets(command: BoundCommand, menu: string, scope: Scope): Selection {
    const targets = SETTINGS_MENUS.has(menu) ? this.#all(menu) : this.#numbers(command, menu, scope);
    if (targets !== undefined && this.#affords(menu)) return targets;
    this.#menus.obscure(menu, this.#text.slice(command.range.start, command.range.end));
    return NONE;
  }

  #all(menu: string): Selection {
    return { ids: this.#menus.list(menu).items.map(({ id }) => id), certain: true };
  }

  #numbers(command: BoundCommand, menu: string, scope: Scope): Selection | undefined {
    const value = argument(command, 'numbers');
    return value === undefined ? NONE : this.#select(value, command, menu, scope);
  }

  /** Whether the items behind a place may be moved once more. */
  #affords(menu: string): boolean {
    return this.#budget.spend(this.#menus.list(menu).items.length >> 6);
  }

  /** The one item that a value names; null where it is not known. */
  #one(node: Value | undefined, command: BoundCommand, menu: string, scope: Scope): number | null {
    const selection = node === undefined ? undefined : this.#select(node, command, menu, scope);
    return selection?.certain === true ? (selection.ids[0] ?? null) : null;
  }

  /** The items that a value names: what was found, numbers of the list, or names. Undefined: not to be told. */
  #select(node: Value, command: BoundCommand, menu: string, scope: Scope): Selection | undefined {
    const constant = constantText(node);
    if (constant !== undefined) return this.#named(constant, menu);
    return this.#selected(this.#evaluator.value(node, command, scope), menu);
  }

  #selected(value: RuntimeValue | undefined, menu: string): Selection | undefined {
    switch (value?.kind) {
      case 'items':
        return value.menu === menu ? value : undefined;
      case 'text':
      case 'literal':
        return this.#named(value.text, menu);
      case 'number':
        return this.#named(String(value.number), menu);
      case 'nothing':
        return NONE;
      case 'array': {
        const parts = value.entries.map((entry) => this.#selected(entry.value, menu));
        if (parts.some((part) => part === undefined)) return undefined;
        const all = parts as Selection[];
        return { ids: all.flatMap(({ ids }) => ids), certain: all.every(({ certain }) => certain) };
      }
      default:
        return undefined;
    }
  }

  #named(text: string, menu: string): Selection | undefined {
    const { items } = this.#menus.list(menu);
    const ids: number[] = [];
    let certain = true;
    for (const word of text.split(',')) {
      if (word === '' || /^\*[0-9A-Fa-f]+$/.test(word)) continue;
      const isNumber = /^[0-9]+$/.test(word);
      const index = isNumber ? Number(word) : items.findIndex((item) => item.properties.get('name')?.text === word);
      if (!this.#budget.spend(Math.min(index < 0 ? items.length : index, items.length) + 1)) return undefined;
      const item = items[index];
      if (item === undefined) continue;
      ids.push(item.id);
      // Numbers count what stands before.
      if (isNumber && items.slice(0, index + 1).some((before) => before.conditional || before.placeUnknown))
        certain = false;
    }
    return { ids, certain };
  }

  #find(command: BoundCommand, menu: string, scope: Scope): ItemsValue | undefined {
    const { items } = this.#menus.list(menu);
    const meets = readCondition(command.condition?.expression, {
      fields: this.#fieldsOf(command, menu),
      value: (node) => this.#evaluator.expression(node, command, scope),
      spend: (units) => this.#budget.spend(units),
    });
    if (!this.#budget.spend(items.length)) return undefined;
    const ids: number[] = [];
    let certain = true;
    for (const item of items) {
      const truth = meets(item);
      if (truth === 'no') continue;
      if (truth === 'unknown' || item.conditional) certain = false;
      ids.push(item.id);
    }
    return { kind: 'items', menu, ids, certain, mayBeMore: holdsMore(menu) };
  }

  #fieldsOf({ menu }: BoundCommand, path: string): ReadonlySet<string> {
    let fields = this.#fields.get(path);
    if (fields === undefined) {
      const added = menu?.commands.get('add')?.arguments?.keys() ?? [];
      fields = new Set([...(menu?.fields ?? []), ...added]);
      this.#fields.set(path, fields);
    }
    return fields;
  }

  #properties(command: BoundCommand, scope: Scope): Property[] {
    const properties: Property[] = [];
    for (const given of command.arguments) {
      if (!NO_PROPERTIES.has(given.name)) properties.push(this.#property(given, command, scope));
    }
    // `comment numbers "text"`
    const note = command.name === 'comment' ? command.positionals[1] : undefined;
    if (note !== undefined) {
      const { value } = note;
      const at = { value, range: value, nameRange: value, valueRange: value };
      properties.push(this.#property({ name: 'comment', argument: undefined, unset: false, ...at }, command, scope));
    }
    return properties;
  }

  #property(given: BoundArgument, command: BoundCommand, scope: Scope): Property {
    const { name, value } = given;
    const constant = given.unset ? '' : constantText(value);
    const text =
      constant ?? (value === undefined ? undefined : propertyText(this.#evaluator.value(value, command, scope)));
    return {
      name,
      value,
      text: text ?? this.#text.slice(command.base + given.valueRange.start, command.base + given.valueRange.end),
      constant: text !== undefined,
      computed: constant === undefined,
      argument: given,
    };
  }
}

const MENU_COMMANDS: ReadonlySet<string> = new Set([
  'add',
  'comment',
  'disable',
  'enable',
  'find',
  'get',
  'move',
  'print',
  'remove',
  'reset',
  'set',
  'unset',
]);
const READING: ReadonlySet<string> = new Set(['find', 'get', 'print', 'export', '']);
const EMPTY: Value = { kind: 'Word', start: 0, end: 0, text: '' };
/** Arguments that say where the item goes and which it is, not what it holds. */
const NO_PROPERTIES: ReadonlySet<string> = new Set(['place-before', 'copy-from', 'numbers']);
