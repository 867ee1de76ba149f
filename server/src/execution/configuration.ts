/**
 * Layer `config`: what the router holds after the file ran. Statements are executed in order over ordered lists of
 * items, so the order of items is list order after `place-before` and `move`, not text order.
 */
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import type { Value } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
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
  /** By name. What a command has written stays the same object when an edit moves the command. */
  readonly properties: ReadonlyMap<string, Property>;
  /** The commands that wrote properties where that was not `origin`. */
  readonly writers: ReadonlyMap<string, BoundCommand> | undefined;
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
  /** What wrote it, with places that count from the command; undefined where no command of the file did. */
  readonly argument: BoundArgument | undefined;
}

/** A property where it stands in the text. */
export interface PlacedProperty extends Property {
  /** The command that wrote it, which is not always the one that made the item. */
  readonly command: BoundCommand;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange;
}

/** The command that wrote a property of the item; undefined where no command of the file did. */
export function writerOf(
  { writers, origin }: ConfigurationItem,
  { name, argument }: Property,
): BoundCommand | undefined {
  return argument === undefined ? undefined : (writers?.get(name) ?? origin);
}

/** A property of the item at its place in the text; undefined where no command of the file wrote it. */
export function placed(item: ConfigurationItem, property: Property | undefined): PlacedProperty | undefined {
  const command = property === undefined ? undefined : writerOf(item, property);
  if (property?.argument === undefined || command === undefined) return undefined;
  const { range, nameRange, valueRange } = property.argument;
  return {
    ...property,
    command,
    range: command.place(range),
    nameRange: command.place(nameRange),
    valueRange: command.place(valueRange),
  };
}

/** Text of a property, or undefined where it is absent. An empty value counts as absent: the matcher is not set. */
export function textOf(item: ConfigurationItem, name: string): string | undefined {
  const text = item.properties.get(name)?.text;
  return text === '' ? undefined : text;
}

export function isDisabled(item: ConfigurationItem): boolean {
  const text = textOf(item, 'disabled');
  return text === 'yes' || text === 'true';
}
