import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import type { Value } from '../syntax/ast.ts';
import type { RelativeRange, TextRange } from '../text/range.ts';
import type { ConfigurationItem, Property } from './configuration.ts';

export function withProperties(item: ConfigurationItem, changes: readonly Property[]): ConfigurationItem {
  const properties = new Map(item.properties);
  for (const property of changes) {
    if (property.argument.unset) properties.delete(property.name);
    else properties.set(property.name, property);
  }
  return { ...item, properties };
}

export function withoutProperties(item: ConfigurationItem, names: readonly string[]): ConfigurationItem {
  const properties = new Map(item.properties);
  for (const name of names) properties.delete(name);
  return { ...item, properties };
}

/** `disable` writes a property that stands in the text without its name. */
export function disabledBy(command: BoundCommand): Property {
  const value: Value = { kind: 'Word', start: 0, end: 0, text: command.name === 'disable' ? 'yes' : 'no' };
  return propertyAt('disabled', value.text, value, command.bound.nameRange, command);
}

export function assumedProperty(name: string, text: string): Property {
  return propertyAt(name, text, undefined, { start: 0, end: 0 }, undefined);
}

/** What was copied of an item that has no place in the text stands where it was copied. */
export function copiedProperty({ name, text }: Property, source: BoundArgument, command: BoundCommand): Property {
  return { ...propertyAt(name, text, source.value, source.range, command), computed: true };
}

function propertyAt(
  name: string,
  text: string,
  value: Value | undefined,
  range: RelativeRange,
  command: BoundCommand | undefined,
): Property {
  const argument = { name, argument: undefined, unset: false, value, range, nameRange: range, valueRange: range };
  return {
    name,
    text,
    constant: true,
    computed: false,
    argument,
    command,
    value,
    ...(command === undefined ? NOWHERE : placesOf(argument, command)),
  };
}

/** Where the argument of a command stands in the text. */
export function placesOf(
  { range, nameRange, valueRange }: BoundArgument,
  command: BoundCommand,
): Pick<Property, 'range' | 'nameRange' | 'valueRange'> {
  return { range: command.place(range), nameRange: command.place(nameRange), valueRange: command.place(valueRange) };
}

const NOTHING: TextRange = { start: 0, end: 0 };
const NOWHERE: Pick<Property, 'range' | 'nameRange' | 'valueRange'> = {
  range: NOTHING,
  nameRange: NOTHING,
  valueRange: NOTHING,
};
