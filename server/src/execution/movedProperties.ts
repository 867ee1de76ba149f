import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Property } from './configuration.ts';
import { placesOf } from './property.ts';

type Properties = ReadonlyMap<string, Property>;

/** The properties that a command has written with its arguments, where `command` is the same one at another place. */
export function movedProperties(properties: Properties, command: BoundCommand): Properties {
  return new MovedProperties(properties instanceof MovedProperties ? properties.original : properties, command);
}

/** The properties as they were written first: two that have one origin differ in nothing but their places. */
export function originOf(properties: Properties): Properties {
  return properties instanceof MovedProperties ? properties.original : properties;
}

/** The value of a property, without a look at the places. */
export function propertyTextOf(properties: Properties, name: string): string | undefined {
  return originOf(properties).get(name)?.text;
}

/** The places of entries that an edit has moved are computed when they are asked for. */
class MovedProperties implements Properties {
  readonly original: Properties;
  readonly #command: BoundCommand;
  #moved: Properties | undefined;

  constructor(original: Properties, command: BoundCommand) {
    this.original = original;
    this.#command = command;
  }

  get size(): number {
    return this.original.size;
  }

  has(name: string): boolean {
    return this.original.has(name);
  }

  get(name: string): Property | undefined {
    return this.#all.get(name);
  }

  keys(): MapIterator<string> {
    return this.original.keys();
  }

  values(): MapIterator<Property> {
    return this.#all.values();
  }

  entries(): MapIterator<[string, Property]> {
    return this.#all.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Property]> {
    return this.entries();
  }

  forEach(visit: (property: Property, name: string, all: Properties) => void): void {
    for (const [name, property] of this.#all) visit(property, name, this);
  }

  get #all(): Properties {
    this.#moved ??= new Map([...this.original].map(([name, property]) => [name, moved(property, this.#command)]));
    return this.#moved;
  }
}

function moved({ name, text, constant, computed, value, argument }: Property, command: BoundCommand): Property {
  return { name, value, text, constant, computed, argument, command, ...placesOf(argument, command) };
}
