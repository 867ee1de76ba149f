import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../server/src');

/** A text in the sources: a string or a template, with `{0}`, `{1}` for its values. */
export interface SourceText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly tag: string | undefined;
  /** Whether it is made once, when the program begins. */
  readonly isConstant: boolean;
  /** Whether it, or one of two, is all that a property holds. */
  readonly isWhole: boolean;
  /** The names of the properties it is in, the innermost first. */
  readonly properties: readonly string[];
}

export function sourceFiles(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !/^(?:catalog\/generated|language)\//.test(name))
    .sort();
}

export function textsOf(file: string): SourceText[] {
  return textsIn(readFileSync(path.join(source, file), 'utf8'), file);
}

/** All strings and templates of a module, without those that are names of modules or types. */
export function textsIn(code: string, file: string): SourceText[] {
  const texts: SourceText[] = [];
  const visit = (node: Node, parents: readonly Node[]): void => {
    if (/^(?:ImportDeclaration|Export(?:All|Named)Declaration)$/.test(node.type) && node['source'] != null) return;
    if (/^TS(?:TypeAnnotation|TypeAlias|Interface|TypeParameter|LiteralType)/.test(node.type)) return;
    const text = textOf(node);
    if (text !== undefined) {
      const [parent] = parents;
      texts.push({
        file,
        line: code.slice(0, node.start).split('\n').length,
        text,
        tag: parent?.type === 'TaggedTemplateExpression' ? nameOf(parent['tag']) : undefined,
        isConstant: !parents.some(({ type }) => /Function|PropertyDefinition/.test(type)),
        isWhole: parents.find(({ type }) => !/^(?:Conditional|Logical)/.test(type))?.type === 'Property',
        properties: parents.flatMap((one) => (one.type === 'Property' ? [nameOf(one['key']) ?? ''] : [])),
      });
    }
    for (const child of childrenOf(node)) visit(child, [node, ...parents]);
  };
  visit(parseAst(code, { lang: 'ts' }) as unknown as Node, []);
  return texts;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return parts.map(({ value }) => value.cooked).reduce((text, part, index) => `${text}{${index - 1}}${part}`);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'type' in value);
}

function nameOf(node: unknown): string | undefined {
  const { name, value } = (node ?? {}) as { readonly name?: string; readonly value?: string };
  return name ?? value;
}
