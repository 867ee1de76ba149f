import { parseIpv4, parseIpv4Set, parseIpv6, parseIpv6Set } from '../packet/address.ts';
import type { IntervalSet, Point } from '../packet/intervalSet.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { parseTime } from '../packet/time.ts';
import { type Binary, children, type Expression, type Node } from '../syntax/ast.ts';
import type { ConfigurationItem } from './configuration.ts';
import { matchesPattern } from './pattern.ts';
import { propertyText, type RuntimeValue, wordValue } from './runtimeValue.ts';

/** Whether an item meets a condition, as far as the file tells. */
export type Truth = 'yes' | 'no' | 'unknown';

/** A condition that was read once, with the variables in it, to be asked for each item. */
export type Predicate = (item: ConfigurationItem) => Truth;

/** What a condition is read with. */
export interface ConditionContext {
  /**
   * Properties of the menu's items: within a condition their names mean the property
   * (`docs/facts/scripts.md#variables`).
   */
  readonly fields: ReadonlySet<string>;
  value(node: Expression): RuntimeValue | undefined;
  /** Counts the work; what exceeds the measure is not known. */
  spend(units: number): boolean;
}

/** `find` without a condition finds all. Conditions side by side must all hold (`docs/facts/scripts.md#find`). */
export function readCondition(expression: Expression | undefined, context: ConditionContext): Predicate {
  return expression === undefined ? always('yes') : predicate(expression, context, 0);
}

/** A chain of operators is as deep a tree as it is long; deeper than this nobody writes by hand. */
const MAX_CONDITION_DEPTH = 200;

function predicate(expression: Expression, context: ConditionContext, depth: number): Predicate {
  if (depth > MAX_CONDITION_DEPTH) return always('unknown');
  switch (expression.kind) {
    case 'Sequence': {
      const parts = expression.items.map((part) => predicate(part, context, depth + 1));
      return (item) => parts.reduce<Truth>((all, part) => (all === 'no' ? 'no' : and(all, part(item))), 'yes');
    }
    case 'Parenthesised':
      return expression.expression === undefined
        ? always('unknown')
        : predicate(expression.expression, context, depth + 1);
    case 'Unary': {
      if (expression.operator !== '!') return always('unknown');
      const operand = predicate(expression.operand, context, depth + 1);
      return (item) => not(operand(item));
    }
    case 'Word': {
      const { text } = expression;
      return context.fields.has(text) ? (item) => flag(text, item) : always(truthOf(wordValue(text)));
    }
    case 'Binary':
      return binary(expression, context, depth + 1);
    default:
      return mentionsField(expression, context) ? always('unknown') : always(truthOf(context.value(expression)));
  }
}

function binary(expression: Binary, context: ConditionContext, depth: number): Predicate {
  const { operator, left, right } = expression;
  if (operator === 'and' || operator === '&&' || operator === 'or' || operator === '||') {
    const [one, other] = [predicate(left, context, depth), predicate(right, context, depth)];
    if (operator.startsWith('a') || operator === '&&') return (item) => and(one(item), other(item));
    return (item) => not(and(not(one(item)), not(other(item))));
  }
  if (left.kind === 'Word' && context.fields.has(left.text)) {
    const compare = comparison(operator, left.text, operand(right, context), context);
    return (item) => compare(propertyOf(item, left.text));
  }
  if (!mentionsField(expression, context)) return always(truthOf(context.value(expression)));
  // `(name~"ether")=false` negates.
  const wanted = right.kind === 'Word' ? truthOf(wordValue(right.text)) : 'unknown';
  if (left.kind !== 'Parenthesised' || wanted === 'unknown' || (operator !== '=' && operator !== '!='))
    return always('unknown');
  const inner = predicate(left, context, depth);
  return (wanted === 'yes') === (operator === '=') ? inner : (item) => not(inner(item));
}

/** What a property is compared with. A plain word is itself, not a variable. */
function operand(node: Expression, context: ConditionContext): string | undefined {
  if (node.kind === 'Word') return node.text;
  if (mentionsField(node, context)) return undefined;
  const value = context.value(node);
  return value?.kind === 'nothing' ? '' : propertyText(value);
}

function comparison(
  operator: string,
  field: string,
  wanted: string | undefined,
  { spend }: ConditionContext,
): (actual: string | undefined) => Truth {
  if (wanted === undefined) return () => 'unknown';
  const equal = equalTo(field, wanted);
  switch (operator) {
    case '=':
      return (actual) => (spend(1) ? equal(actual) : 'unknown');
    case '!=':
      return (actual) => (spend(1) ? not(equal(actual)) : 'unknown');
    case '~':
      return (actual) =>
        truth(actual === undefined || !spend(4 + actual.length) ? undefined : matchesPattern(actual, wanted));
    default:
      return () => 'unknown';
  }
}

/** Undefined where the property is not known. An absent one has its default, or is empty. */
function propertyOf(item: ConfigurationItem, field: string): string | undefined {
  const property = item.properties.get(field);
  if (property !== undefined) return property.constant ? property.text : undefined;
  if (field === 'dynamic' && item.properties.has('timeout')) return 'yes';
  return RUN_TIME.has(field) ? undefined : (DEFAULTS[field] ?? '');
}

/** A property alone asks whether it is set, or for a flag whether it holds. */
function flag(field: string, item: ConfigurationItem): Truth {
  const text = propertyOf(item, field);
  return text === undefined ? 'unknown' : truth(text !== '' && text !== 'no' && text !== 'false');
}

function equalTo(field: string, wanted: string): (actual: string | undefined) => Truth {
  const value = comparable(field, wanted);
  if (value !== undefined) {
    const usual = equalText(field, wanted);
    return (actual) => {
      const own = actual === undefined ? undefined : comparable(field, actual);
      return own === undefined ? usual(actual) : truth(own === value);
    };
  }
  return equalText(field, wanted);
}

/** The router compares values: a protocol by its number, an address with its equal prefix or range, times by length. */
function comparable(field: string, text: string): string | undefined {
  const negated = text.startsWith('!');
  const plain = negated ? text.slice(1) : text;
  const read = READERS.find(([pattern]) => pattern.test(field))?.[1];
  const value = plain === '' ? undefined : read?.(plain);
  return value === undefined ? undefined : `${negated ? '!' : ''}${value}`;
}

const READERS: readonly (readonly [RegExp, (text: string) => string | undefined])[] = [
  [/^protocol$/, (text) => protocolNumber(text)?.toString()],
  [/(?:^|-)port(?:s)?$|^packet-size$/, (text) => parsePorts(text)?.toString()],
  [/(?:^|-)address(?:es)?$/, addresses],
  [/(?:^|-)timeout$/, (text) => parseTime(text)?.seconds.toString()],
];

/** An address with the length of its network and bits of its own is the address of an interface, and only itself. */
function addresses(text: string): string | undefined {
  const set: IntervalSet<Point> | undefined = (parseIpv4Set(text) ?? parseIpv6Set(text)) as
    | IntervalSet<Point>
    | undefined;
  const [host] = text.split(/[/-]/);
  const first = parseIpv4(host ?? '') ?? parseIpv6(host ?? '');
  if (set === undefined) return undefined;
  return set.first === first ? `${typeof first} ${set.toString()}` : text;
}

function equalText(field: string, wanted: string): (actual: string | undefined) => Truth {
  const usual = normal(wanted);
  const isTruth = usual === 'yes' || usual === 'no';
  const other = TEXTS.has(field) && !isTruth ? wanted : usual;
  const exact = TEXTS.has(field) || other === '';
  const [spelt, number] = [isSpelt(other), isNumber(other)];
  return (actual) => {
    if (actual === undefined) return 'unknown';
    if (actual === wanted) return 'yes';
    const one = exact && !isTruth ? actual : normal(actual);
    if (one === other) return 'yes';
    if (exact || one === '' || !(spelt || number)) return 'no';
    return isSpelt(one) || (spelt && isNumber(one)) ? 'unknown' : 'no';
  };
}

/** The router keeps lists in an order of its own, and a host without the length of its prefix. */
function normal(text: string): string {
  if (text === 'true') return 'yes';
  if (text === 'false') return 'no';
  if (text.endsWith('/32')) return text.slice(0, -'/32'.length);
  return text.includes(',') ? text.split(',').sort().join(',') : text;
}

/** Whether the router may keep the value in another spelling, as it does with times. */
function isSpelt(text: string): boolean {
  const value = wordValue(text);
  return value?.kind === 'literal' && !value.canonical && !/^[0-9,-]+$/.test(text);
}

function isNumber(text: string): boolean {
  return wordValue(text)?.kind === 'number';
}

function mentionsField(expression: Expression, { fields }: ConditionContext): boolean {
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'Word' && fields.has(node.text)) return true;
    if (node.kind === 'Variable' && fields.has(node.name)) return true;
    for (const child of children(node)) stack.push(child);
  }
  return false;
}

function always(result: Truth): Predicate {
  return () => result;
}

function truthOf(value: RuntimeValue | undefined): Truth {
  return truth(value?.kind === 'truth' ? value.truth : undefined);
}

function truth(value: boolean | undefined): Truth {
  return value === undefined ? 'unknown' : value ? 'yes' : 'no';
}

function and(a: Truth, b: Truth): Truth {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}

function not(a: Truth): Truth {
  return a === 'unknown' ? a : a === 'yes' ? 'no' : 'yes';
}

/** What an absent property stands for when a condition asks for it. What a file adds is neither dynamic nor built in. */
const DEFAULTS: Readonly<Record<string, string>> = {
  action: 'accept',
  builtin: 'no',
  disabled: 'no',
  dynamic: 'no',
  invalid: 'no',
  log: 'no',
};
/** Properties that only the running router has. */
const RUN_TIME: ReadonlySet<string> = new Set(['about', 'bytes', 'creation-time', 'packets']);
/** Properties that are kept as they were written. */
const TEXTS: ReadonlySet<string> = new Set([
  'address-list',
  'chain',
  'comment',
  'content',
  'dst-address-list',
  'jump-target',
  'list',
  'log-prefix',
  'name',
  'src-address-list',
]);
