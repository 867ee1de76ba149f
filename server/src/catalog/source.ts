/** Where a catalogue comes from: the packed trees of many versions, or the tree of one router. */
import type { ValueType } from './valueType.ts';

export interface MenuSource {
  readonly name: string;
  /** Bit n is set if version n has it. */
  readonly versions: number;
  /** In the order of their names. */
  menus(): readonly MenuSource[];
  commands(): readonly CommandSource[];
}

export interface CommandSource {
  readonly name: string;
  readonly versions: number;
  /** Commands with the same arguments give the same array. */
  arguments(): readonly ArgumentSource[];
}

export interface ArgumentSource {
  readonly name: string;
  readonly versions: number;
  /** `undefined` where the router does not tell it. */
  readonly type: ValueType | undefined;
  /** The closed set if the type is one, else words worth offering. */
  readonly words: readonly string[];
  readonly negatable: boolean;
  readonly required: boolean;
}
