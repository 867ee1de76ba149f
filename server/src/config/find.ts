import type { BoundCommand } from '../binding/boundScript.ts';
import { type Binary, constantText, type Expression } from '../syntax/ast.ts';
import type { ConfigurationItem } from './configuration.ts';

/** Whether an item meets a condition, as far as the file tells. */
export type Truth = 'yes' | 'no' | 'unknown';

/** `find` without a condition finds all. Conditions side by side must all hold (`reference/routeros.md A.9`). */
export function matchesCondition(find: BoundCommand, item: ConfigurationItem): Truth {
  return find.condition === undefined ? 'yes' : evaluate(find.condition.expression, item, 0);
}

/** A chain of operators is as deep a tree as it is long; deeper than this nobody writes by hand. */
const MAX_DEPTH = 200;

function evaluate(expression: Expression, item: ConfigurationItem, depth: number): Truth {
  if (depth > MAX_DEPTH) return 'unknown';
  switch (expression.kind) {
    case 'Sequence':
      return expression.items.map((part) => evaluate(part, item, depth + 1)).reduce(and, 'yes');
    case 'Parenthesised':
      return expression.expression === undefined ? 'unknown' : evaluate(expression.expression, item, depth + 1);
    case 'Unary':
      return expression.operator === '!' ? not(evaluate(expression.operand, item, depth + 1)) : 'unknown';
    case 'Word':
      return flag(expression.text, item);
    case 'Binary':
      return binary(expression, item, depth + 1);
    default:
      return 'unknown';
  }
}

function binary({ operator, left, right }: Binary, item: ConfigurationItem, depth: number): Truth {
  if (operator === 'and' || operator === '&&') return and(evaluate(left, item, depth), evaluate(right, item, depth));
  if (operator === 'or' || operator === '||') {
    return not(and(not(evaluate(left, item, depth)), not(evaluate(right, item, depth))));
  }
  if (left.kind !== 'Word') return 'unknown';
  const wanted = constantOf(right);
  const property = item.properties.get(left.text);
  if (wanted === undefined || (property !== undefined && !property.constant)) return 'unknown';
  if (left.text === 'dynamic' || left.text === 'default') return 'unknown';
  const actual = property?.text ?? DEFAULTS[left.text] ?? '';
  switch (operator) {
    case '=':
      return truth(equal(actual, wanted));
    case '!=':
      return truth(!equal(actual, wanted));
    case '~':
      return matchesPattern(actual, wanted);
    default:
      return 'unknown';
  }
}

function flag(name: string, item: ConfigurationItem): Truth {
  const property = item.properties.get(name);
  if (name === 'dynamic' || name === 'invalid') return 'no';
  if (property !== undefined && !property.constant) return 'unknown';
  return name === 'disabled' || name === 'log'
    ? truth(property?.text === 'yes' || property?.text === 'true')
    : 'unknown';
}

function constantOf(expression: Expression): string | undefined {
  if (expression.kind === 'Word' || expression.kind === 'String') return constantText(expression);
  return undefined;
}

function equal(actual: string, wanted: string): boolean {
  const same = (text: string): string => (text === 'true' ? 'yes' : text === 'false' ? 'no' : text);
  return same(actual) === same(wanted);
}

/** Patterns are only compared where they are plain text with anchors; others stay unknown (no engine in this layer). */
function matchesPattern(actual: string, pattern: string): Truth {
  const start = pattern.startsWith('^');
  const end = pattern.endsWith('$');
  const plain = pattern.slice(start ? 1 : 0, end ? -1 : undefined);
  if (/[\\^$.|?*+()[\]{}]/.test(plain)) return 'unknown';
  if (start && end) return truth(actual === plain);
  if (start) return truth(actual.startsWith(plain));
  return truth(end ? actual.endsWith(plain) : actual.includes(plain));
}

function and(a: Truth, b: Truth): Truth {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}

function not(a: Truth): Truth {
  return a === 'unknown' ? a : a === 'yes' ? 'no' : 'yes';
}

function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

/** What an absent argument stands for when a condition asks for it. */
const DEFAULTS: Readonly<Record<string, string>> = { action: 'accept', disabled: 'no', log: 'no' };
