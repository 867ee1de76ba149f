import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import type { Value } from '../syntax/ast.ts';
import { type ConfigurationItem, type Property, writerOf } from './configuration.ts';

/** The item with what the arguments of a command write. */
export function withProperties(
  item: ConfigurationItem,
  changes: readonly Property[],
  command: BoundCommand,
): ConfigurationItem {
  const properties = new Map(item.properties);
  const writers = new Map(item.writers);
  for (const property of changes) {
    const { name, argument } = property;
    if (argument?.unset === true) {
      properties.delete(name);
      writers.delete(name);
    } else {
      properties.set(name, property);
      writers.set(name, command);
    }
  }
  return { ...item, properties, writers };
}

export function withoutProperties(item: ConfigurationItem, names: readonly string[]): ConfigurationItem {
  const properties = new Map(item.properties);
  const writers = new Map(item.writers);
  for (const name of names) {
    properties.delete(name);
    writers.delete(name);
  }
  return { ...item, properties, writers };
}

/** `disable` writes a property that stands in the text without its name. */
export function disabledBy({ name, bound }: BoundCommand): Property {
  const value: Value = { kind: 'Word', start: 0, end: 0, text: name === 'disable' ? 'yes' : 'no' };
  const range = bound.nameRange;
  return {
    name: 'disabled',
    value,
    text: value.text,
    constant: true,
    computed: false,
    argument: {
      name: 'disabled',
      argument: undefined,
      unset: false,
      value,
      range,
      nameRange: range,
      valueRange: range,
    },
  };
}

export function assumedProperty(name: string, text: string): Property {
  return { name, value: undefined, text, constant: true, computed: false, argument: undefined };
}

/**
 * What `copy-from` takes over from an item. What has no place in the text stands where it was copied; all else keeps the
 * command that wrote it.
 */
export function copied(
  original: ConfigurationItem | undefined,
  source: BoundArgument | undefined,
): { properties: Map<string, Property>; writers: Map<string, BoundCommand> } {
  const properties = new Map(original?.properties);
  const writers = new Map<string, BoundCommand>();
  if (original === undefined) return { properties, writers };
  for (const [name, property] of properties) {
    const writer = writerOf(original, property);
    if (writer !== undefined) writers.set(name, writer);
    else if (original.assumed && source !== undefined) properties.set(name, copiedProperty(property, source));
  }
  return { properties, writers };
}

function copiedProperty({ name, text }: Property, { value, range }: BoundArgument): Property {
  const argument = { name, argument: undefined, unset: false, value, range, nameRange: range, valueRange: range };
  return { name, value, text, constant: true, computed: true, argument };
}
