/**
 * The packed form of the trees of all sampled versions, and its reader. `scripts/packTree.ts` writes it.
 *
 * Everything is written once and then spoken of by its number: words, types, lists of words, sets of versions,
 * arguments, sets of arguments, commands. The numbers of a table are decoded together when the first of it is asked
 * for; objects are made only for what is looked up.
 */
import { decodeFresh, decodeIntegers, type IntegerLists } from './integers.ts';
import type { ArgumentSource, CommandSource, MenuSource } from './source.ts';
import type { ValueType } from './valueType.ts';

export const NEGATABLE = 1;
export const REQUIRED = 2;

export interface PackedTree {
  /** From the oldest to the newest. */
  readonly versions: readonly string[];
  /** Names, with blanks between. */
  readonly words: string;
  /** Each as JSON. */
  readonly types: readonly string[];
  /** Lists of words, one a line. */
  readonly values: string;
  /** Sets of versions. */
  readonly masks: readonly number[];
  readonly arguments: {
    readonly words: string;
    readonly masks: string;
    /** 0 where it is not known. */
    readonly types: string;
    readonly values: string;
    readonly flags: string;
  };
  /** Arguments of each set. */
  readonly sets: string;
  readonly commands: { readonly words: string; readonly masks: string; readonly sets: string };
  /** A parent comes before its children. */
  readonly menus: {
    readonly depths: string;
    readonly words: string;
    readonly masks: string;
    readonly commands: string;
  };
}

export function unpack(tree: PackedTree): MenuSource {
  return new Unpacked(tree).menu(0);
}

class Unpacked {
  readonly #tree: PackedTree;
  readonly #words: readonly string[];
  readonly #menus: {
    readonly depths: Uint16Array;
    readonly words: Uint16Array;
    readonly masks: Uint16Array;
    readonly commands: IntegerLists;
  };
  #commands: { readonly words: Uint16Array; readonly masks: Uint16Array; readonly sets: Uint16Array } | undefined;
  #arguments: Readonly<Record<keyof PackedTree['arguments'], Uint16Array>> | undefined;
  #sets: IntegerLists | undefined;
  #values: readonly string[] | undefined;
  readonly #typeCache: (ValueType | undefined)[] = [];
  readonly #argumentCache: (ArgumentSource | undefined)[] = [];
  readonly #setCache: (readonly ArgumentSource[] | undefined)[] = [];

  constructor(tree: PackedTree) {
    this.#tree = tree;
    this.#words = tree.words.split(' ');
    this.#menus = {
      depths: decodeIntegers(tree.menus.depths),
      words: decodeFresh(tree.menus.words).items,
      masks: decodeIntegers(tree.menus.masks),
      commands: decodeFresh(tree.menus.commands),
    };
  }

  menu(index: number): MenuSource {
    return {
      name: this.#word(this.#menus.words, index),
      versions: this.#mask(this.#menus.masks, index),
      menus: () => this.#children(index),
      commands: () => this.#commandsOf(index),
    };
  }

  #children(parent: number): readonly MenuSource[] {
    const { depths } = this.#menus;
    const depth = depths[parent] ?? 0;
    const found: MenuSource[] = [];
    for (let index = parent + 1; index < depths.length && (depths[index] as number) > depth; index++) {
      if (depths[index] === depth + 1) found.push(this.menu(index));
    }
    return found;
  }

  #commandsOf(menu: number): readonly CommandSource[] {
    const { commands } = this.#tree;
    this.#commands ??= {
      words: decodeFresh(commands.words).items,
      masks: decodeIntegers(commands.masks),
      sets: decodeFresh(commands.sets).items,
    };
    const { words, masks, sets } = this.#commands;
    return listAt(this.#menus.commands, menu).map((index) => ({
      name: this.#word(words, index),
      versions: this.#mask(masks, index),
      arguments: () => this.#set(sets[index] ?? 0),
    }));
  }

  #set(index: number): readonly ArgumentSource[] {
    this.#sets ??= decodeFresh(this.#tree.sets);
    let set = this.#setCache[index];
    if (set === undefined) {
      set = listAt(this.#sets, index).map((argument) => this.#argument(argument));
      this.#setCache[index] = set;
    }
    return set;
  }

  #argument(index: number): ArgumentSource {
    const known = this.#argumentCache[index];
    if (known !== undefined) return known;
    const packed = this.#tree.arguments;
    this.#arguments ??= {
      words: decodeFresh(packed.words).items,
      masks: decodeIntegers(packed.masks),
      types: decodeIntegers(packed.types),
      values: decodeFresh(packed.values).items,
      flags: decodeIntegers(packed.flags),
    };
    const { words, masks, types, values, flags } = this.#arguments;
    const flag = flags[index] ?? 0;
    const argument: ArgumentSource = {
      name: this.#word(words, index),
      versions: this.#mask(masks, index),
      type: this.#type(types[index] ?? 0),
      words: this.#list(values[index] ?? 0),
      negatable: (flag & NEGATABLE) !== 0,
      required: (flag & REQUIRED) !== 0,
    };
    this.#argumentCache[index] = argument;
    return argument;
  }

  #type(number: number): ValueType | undefined {
    if (number === 0) return undefined;
    const type = this.#typeCache[number] ?? (JSON.parse(this.#tree.types[number - 1] ?? '') as ValueType);
    this.#typeCache[number] = type;
    return type;
  }

  #list(index: number): readonly string[] {
    this.#values ??= this.#tree.values.split('\n');
    const text = this.#values[index] ?? '';
    return text === '' ? NOTHING : text.split(' ');
  }

  #word(words: Uint16Array, index: number): string {
    return this.#words[words[index] ?? 0] ?? '';
  }

  #mask(masks: Uint16Array, index: number): number {
    return this.#tree.masks[masks[index] ?? 0] ?? 0;
  }
}

const NOTHING: readonly string[] = [];

function listAt({ starts, items }: IntegerLists, index: number): number[] {
  return [...items.subarray(starts[index], starts[index + 1])];
}
