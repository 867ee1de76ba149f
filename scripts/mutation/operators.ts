/** Small wrong changes to a source, as a person might make them: what tests that notice have to notice. */
import { parseAst } from 'vitest/node';

export interface Mutant {
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** It runs when the module is loaded, and not again. */
  readonly isStatic: boolean;
}

export type Operator =
  | 'boundary'
  | 'equality'
  | 'logic'
  | 'condition'
  | 'negation'
  | 'boolean'
  | 'string'
  | 'statement';

/** Where the number of the mutant stands that is on. */
export const SWITCH = 'globalThis.__mutant';

/**
 * The source with all the mutants in it, of which the one with the number in `SWITCH` is on: a run of the tests for each
 * need not read the file again. Static mutants are none for this.
 */
export function withSwitches(source: string, mutants: ReadonlyMap<number, Mutant>): string {
  const outerFirst = [...mutants].sort(([, a], [, b]) => a.start - b.start || b.end - a.end);
  let next = 0;
  const render = (start: number, end: number): string => {
    let text = '';
    let at = start;
    while (next < outerFirst.length) {
      const [, { start: from, end: to, operator }] = outerFirst[next] as [number, Mutant];
      if (from >= end) break;
      const here: [number, Mutant][] = [];
      for (; outerFirst[next]?.[1].start === from && outerFirst[next]?.[1].end === to; next++)
        here.push(outerFirst[next] as [number, Mutant]);
      text += source.slice(at, from);
      const inner = render(from, to);
      text +=
        operator === 'statement'
          ? `{ if (${here.map(([id]) => `${SWITCH} !== ${id}`).join(' && ')}) { ${inner} } }`
          : `(${here.map(([id, mutant]) => `${SWITCH} === ${id} ? (${mutant.replacement}) : `).join('')}(${inner}))`;
      at = to;
    }
    return text + source.slice(at, end);
  };
  return render(0, source.length);
}

/** What all nodes of the tree have; which further keys there are hangs on the type. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** All mutants of a TypeScript source, in text order. */
export function mutantsOf(source: string): Mutant[] {
  const found: Mutant[] = [];
  visit(parseAst(source, { lang: 'ts', astType: 'ts' } as never) as unknown as Node, source, true, found);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

export function applyMutant(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

const COMPARISONS: Readonly<Record<string, readonly [Operator, string]>> = {
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['equality', '!=='],
  '!==': ['equality', '==='],
};
const LOGIC: Readonly<Record<string, string>> = { '&&': '||', '||': '&&' };

/** Types are gone when the code runs, and imports are no behaviour. */
const SKIPPED = /^(?:TS(?!AsExpression|NonNullExpression|SatisfiesExpression)|Import|ExportAll)/;
/** Sentences for the pages: `npm run docs -- --check` compares them. */
const PROSE: ReadonlySet<string> = new Set([
  'summary',
  'why',
  'remedy',
  'bad',
  'good',
  'sources',
  'since',
  'description',
]);

const FUNCTION = /^(?:ArrowFunctionExpression|FunctionDeclaration|FunctionExpression)$/;

function visit(node: Node, source: string, isStatic: boolean, found: Mutant[]): void {
  if (SKIPPED.test(node.type)) return;
  const add = (operator: Operator, { start, end }: Pick<Node, 'start' | 'end'>, replacement: string): void => {
    if (source.slice(start, end) !== replacement) found.push({ operator, start, end, replacement, isStatic });
  };
  const operand = (key: string): Node => node[key] as Node;
  const text = ({ start, end }: Node): string => source.slice(start, end);
  switch (node.type) {
    case 'BinaryExpression': {
      const [operator, instead] = COMPARISONS[node['operator'] as string] ?? [];
      if (operator === undefined || instead === undefined) break;
      // Only the operator, since the ends of operands leave out their parentheses.
      const [left, right] = [operand('left').end, operand('right').start];
      const between = source.slice(left, right).replace(node['operator'] as string, () => instead);
      add(operator, node, source.slice(node.start, left) + between + source.slice(right, node.end));
      break;
    }
    case 'LogicalExpression': {
      const instead = LOGIC[node['operator'] as string];
      // In parentheses, since the two do not bind equally.
      if (instead !== undefined)
        add('logic', node, `((${text(operand('left'))}) ${instead} (${text(operand('right'))}))`);
      break;
    }
    case 'UnaryExpression':
      if (node['operator'] === '!') add('negation', node, `(${text(operand('argument'))})`);
      break;
    case 'IfStatement':
    case 'ConditionalExpression':
      add('condition', operand('test'), 'true');
      add('condition', operand('test'), 'false');
      break;
    case 'Literal':
      if (typeof node['value'] === 'boolean') add('boolean', node, String(!node['value']));
      if (typeof node['value'] === 'string') add('string', node, node['value'] === '' ? "'mutant'" : "''");
      break;
    case 'TemplateLiteral':
      add('string', node, "''");
      break;
    case 'ExpressionStatement':
      if (typeof node['directive'] !== 'string') add('statement', node, ';');
      break;
  }
  for (const [key, value] of Object.entries(node)) {
    if (isLeft(node, key)) continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isNode(child)) visit(child, source, isStatic && !FUNCTION.test(node.type), found);
  }
}

/** Parts of a node whose strings are names or sentences. */
function isLeft({ type, key }: Node, part: string): boolean {
  if (part === 'typeAnnotation' || part === 'typeArguments' || part === 'typeParameters' || part === 'returnType')
    return true;
  if (type === 'ExportNamedDeclaration' && part === 'source') return true;
  if (type === 'TaggedTemplateExpression' && part === 'quasi') return true;
  if (!/^(?:Property|PropertyDefinition|MethodDefinition)$/.test(type)) return false;
  return part === 'key' || (part === 'value' && isNode(key) && PROSE.has(String(key['name'])));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}
