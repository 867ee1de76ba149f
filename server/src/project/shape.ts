import { getNodeValue, type Node } from 'jsonc-parser';
import { nearMiss } from '../text/nearMiss.ts';
import type { TextRange } from '../text/range.ts';

/** What a JSON value has to be: the reader, and the schema for editors, are made from it. */
export type Shape = { readonly description?: string } & (
  | { readonly kind: 'text'; readonly fault?: (text: string) => string | undefined }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly most: number }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | {
      readonly kind: 'either';
      readonly choice: Shape & { kind: 'choice' };
      readonly record: Shape & { kind: 'record' };
    }
);

/** What is wrong, why, what to do, and where. */
export interface ShapeFault extends TextRange {
  readonly message: string;
  /** The schema cannot say it: what the text means is wrong, not its shape. */
  readonly isBeyondSchema?: boolean;
}

/** JSON schema of the shape. */
export function schemaOf(shape: Shape): Record<string, unknown> {
  const description = shape.description === undefined ? {} : { description: shape.description };
  switch (shape.kind) {
    case 'text':
      return { type: 'string', ...description };
    case 'integer':
      return { type: 'integer', minimum: shape.minimum, maximum: shape.maximum, ...description };
    case 'choice':
      return { enum: shape.of, ...description };
    case 'list':
      return { type: 'array', maxItems: shape.most, items: schemaOf(shape.of), ...description };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of), ...description };
    case 'record':
      return {
        type: 'object',
        additionalProperties: false,
        ...(shape.required !== undefined && { required: shape.required }),
        properties: Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(field)])),
        ...description,
      };
    case 'either':
      return { anyOf: [schemaOf(shape.choice), schemaOf(shape.record)], ...description };
  }
}

/** The value as far as it has the shape; what has not is left out and said. */
export function readShape(shape: Shape, node: Node, faults: ShapeFault[], name: string): unknown {
  const fail = (message: string, at = node, isBeyondSchema = false): undefined => {
    faults.push({ message, start: at.offset, end: at.offset + at.length, ...(isBeyondSchema && { isBeyondSchema }) });
    return undefined;
  };
  switch (shape.kind) {
    case 'text': {
      if (node.type !== 'string') return fail(`${name} must be a text in quotes.`);
      const fault = shape.fault?.(node.value as string);
      return fault === undefined ? node.value : fail(`${name} cannot be ${quoted(node.value)}. ${fault}`, node, true);
    }
    case 'integer': {
      const { minimum, maximum } = shape;
      const fits = Number.isInteger(node.value) && node.value >= minimum && node.value <= maximum;
      return fits ? node.value : fail(`${name} must be a whole number from ${minimum} to ${maximum}.`);
    }
    case 'choice': {
      if (shape.of.includes(node.value as string)) return node.value;
      const meant = typeof node.value === 'string' ? nearMiss(node.value, shape.of) : undefined;
      return fail(
        `${name} must be one of ${shape.of.map(quoted).join(', ')}.${meant === undefined ? '' : ` Did you mean ${quoted(meant)}?`}`,
      );
    }
    case 'list': {
      if (node.type !== 'array') return fail(`${name} must be a list in brackets.`);
      const children = node.children ?? [];
      if (children.length > shape.most) return fail(`${name} has more than ${shape.most} entries; use patterns.`);
      return children
        .map((child, index) => readShape(shape.of, child, faults, `${name}[${index}]`))
        .filter((value) => value !== undefined);
    }
    case 'map':
      return readMembers(node, faults, name, () => shape.of);
    case 'record': {
      const value = readMembers(node, faults, name, (member, key) => {
        if (Object.hasOwn(shape.fields, member)) return shape.fields[member];
        const meant = nearMiss(member, Object.keys(shape.fields));
        fail(
          `There is no ${quoted(member)} in ${name}. ${meant === undefined ? `It may have ${Object.keys(shape.fields).slice(0, 8).map(quoted).join(', ')}.` : `Did you mean ${quoted(meant)}?`}`,
          key,
        );
        return undefined;
      });
      const missing = value === undefined ? undefined : shape.required?.find((field) => !Object.hasOwn(value, field));
      return missing === undefined ? value : fail(`${name} needs ${quoted(missing)}.`);
    }
    case 'either':
      return readShape(node.type === 'object' ? shape.record : shape.choice, node, faults, name);
  }
}

function readMembers(
  node: Node,
  faults: ShapeFault[],
  name: string,
  shapeOf: (member: string, key: Node) => Shape | undefined,
): Record<string, unknown> | undefined {
  if (node.type !== 'object') {
    faults.push({
      message: `${name} must be an object in braces.`,
      start: node.offset,
      end: node.offset + node.length,
    });
    return undefined;
  }
  const entries: [string, unknown][] = [];
  for (const { children } of node.children ?? []) {
    const [key, child] = children ?? [];
    // The parser has said what is wrong with a member that lacks one of them.
    if (key === undefined || child === undefined) continue;
    const member = String(getNodeValue(key));
    const shape = shapeOf(member, key);
    const value = shape === undefined ? undefined : readShape(shape, child, faults, quoted(member));
    if (value !== undefined) entries.push([member, value]);
  }
  return Object.fromEntries(entries);
}

/** What others wrote is cut, so that no report becomes as long as the file. */
function quoted(text: unknown): string {
  const whole = JSON.stringify(text) ?? 'nothing';
  return whole.length > 60 ? `${whole.slice(0, 57)}…"` : whole;
}
