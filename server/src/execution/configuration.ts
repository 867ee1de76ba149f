/**
 * Layer `config`: what the router holds after the file ran. Statements are executed in order over ordered lists of
 * items, so the order of items is list order after `place-before` and `move`, not text order.
 */
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import type { Value } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { propertyTextOf } from './movedProperties.ts';
import type { WholeBy } from './wholeness.ts';

export interface Configuration {
  /** The file is the `/export` of a router, by its header. */
  readonly isExport: boolean;
  /**
   * By what the file is taken for whole, so that what it does not show is not there, dynamic entries apart: a chain
   * without rules accepts everything, a menu that is missing is at its default. Undefined for a fragment, of which
   * nothing follows from absence.
   */
  readonly wholeBy: WholeBy | undefined;
  /** Items by menu path, such as `/ip/firewall/filter`, in list order. */
  readonly menus: ReadonlyMap<string, readonly ConfigurationItem[]>;
  /** Menus whose content the file changes in a way that cannot be followed, with the code that does so. */
  readonly opaqueMenus: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the commands of the top level: what each added that says all of it by itself. The next version takes it along. */
  readonly added?: readonly (ConfigurationItem | undefined)[];
}

export interface ConfigurationItem {
  /** Number of the item in order of creation, unique in the configuration. */
  readonly id: number;
  readonly menu: string;
  /**
   * The `add` that made the item. Of an item that was there before the file ran the first command that changes it,
   * and undefined where there is none: then the item has no place in the text.
   */
  readonly origin: BoundCommand | undefined;
  /** It was there before the file ran: each router has it, or the default configuration is taken for granted. */
  readonly assumed: boolean;
  readonly properties: ReadonlyMap<string, Property>;
  /** It depends on a condition, a loop or an unclear `set` whether the item exists or looks like this. */
  readonly conditional: boolean;
  /** Its place in the list hangs on items that the file does not show. */
  readonly placeUnknown: boolean;
}

export interface Property {
  readonly name: string;
  readonly value: Value | undefined;
  /** The value without quotes; the source text where it is not known. */
  readonly text: string;
  /** Whether `text` is the value. */
  readonly constant: boolean;
  /** The value comes out of variables or expressions, so its source is not to be replaced by a plain value. */
  readonly computed: boolean;
  readonly argument: BoundArgument;
  /**
   * The command that wrote it, which is not always the one that made the item. Undefined where no command of the file
   * did; then the ranges are empty and mean nothing.
   */
  readonly command: BoundCommand | undefined;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange;
}

/** Text of a property, or undefined where it is absent. An empty value counts as absent: the matcher is not set. */
export function textOf(item: ConfigurationItem, name: string): string | undefined {
  const text = propertyTextOf(item.properties, name);
  return text === '' ? undefined : text;
}

export function isDisabled(item: ConfigurationItem): boolean {
  const text = textOf(item, 'disabled');
  return text === 'yes' || text === 'true';
}
