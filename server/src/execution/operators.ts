import { matchesPattern } from './pattern.ts';
import {
  type ArrayEntry,
  arrayValue,
  NOTHING,
  numberValue,
  type RuntimeValue,
  textOfValue,
  textValue,
  truthValue,
} from './runtimeValue.ts';

type Value = RuntimeValue | undefined;

/**
 * The operators of expressions (`docs/facts/scripts.md#operators`). Undefined where the result is not known for sure.
 */
export function binary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case 'and':
    case '&&':
      return both(left, right);
    case 'or':
    case '||':
      return unary('!', both(unary('!', left), unary('!', right)));
    case '=':
      return truthOf(equal(left, right));
    case '!=':
      return unary('!', truthOf(equal(left, right)));
    case '~':
      return matches(left, right);
    case '.':
      return concatenated(left, right);
    case ',':
      return listed(left, right);
    case '->':
      return element(left, right);
    default:
      return left?.kind === 'number' && right?.kind === 'number'
        ? arithmetic(operator, left.number, right.number)
        : undefined;
  }
}

export function unary(operator: string, operand: Value): Value {
  if (operator === '!' && operand?.kind === 'truth') return truthValue(!operand.truth);
  if (operator === '-' && operand?.kind === 'number') return numberValue(-operand.number);
  return undefined;
}

/** The element of an array under a key or at a place; `nothing` where there is none. */
export function element(array: Value, index: Value): Value {
  if (array?.kind === 'items' && index?.kind === 'number') {
    if (!array.certain || array.mayBeMore || index.number < 0n) return undefined;
    const id = array.ids[Number(index.number)];
    return id === undefined ? NOTHING : { ...array, ids: [id] };
  }
  if (array?.kind !== 'array') return undefined;
  if (index?.kind === 'text') {
    const entry = array.entries.find(({ key }) => key === index.text);
    return entry === undefined ? NOTHING : entry.value;
  }
  // Whether numbers count named elements too is not documented.
  if (index?.kind !== 'number' || index.number < 0n || array.entries.some(({ key }) => key !== undefined))
    return undefined;
  const entry = array.entries[Number(index.number)];
  return entry === undefined ? NOTHING : entry.value;
}

/**
 * Commands of the root that only compute, by name, with their unnamed arguments
 * (`docs/facts/scripts.md#global-commands`).
 */
export const FUNCTIONS: Readonly<Record<string, (...values: Value[]) => Value>> = {
  ':len': length,
  ':pick': pick,
  ':find': position,
  ':tostr': (value) => {
    const text = textOfValue(value);
    return text === undefined ? undefined : textValue(text);
  },
  ':tonum': (value) => {
    if (value?.kind === 'number') return value;
    return value?.kind === 'text' && /^-?[0-9]{1,18}$/.test(value.text) ? numberValue(BigInt(value.text)) : undefined;
  },
  ':toarray': toArray,
  ':typeof': (value) => {
    const name = value === undefined ? undefined : TYPES[value.kind];
    return name === undefined ? undefined : textValue(name);
  },
};

/** Elements of what a loop goes through; undefined where they are not known. */
export function elements(value: Value): readonly ArrayEntry[] | undefined {
  switch (value?.kind) {
    case 'array':
      return value.entries;
    case 'items':
      return value.ids.map((id) => ({ key: undefined, value: { ...value, ids: [id], mayBeMore: false } }));
    case 'text':
    case 'number':
      return [{ key: undefined, value }];
    default:
      return undefined;
  }
}

const TYPES: Readonly<Partial<Record<RuntimeValue['kind'], string>>> = {
  number: 'num',
  truth: 'bool',
  text: 'str',
  array: 'array',
};

function both(left: Value, right: Value): Value {
  if ((left?.kind === 'truth' && !left.truth) || (right?.kind === 'truth' && !right.truth)) return truthValue(false);
  return left?.kind === 'truth' && right?.kind === 'truth' ? truthValue(true) : undefined;
}

function truthOf(truth: boolean | undefined): Value {
  return truth === undefined ? undefined : truthValue(truth);
}

function equal(left: Value, right: Value): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left.kind === 'number' && right.kind === 'number') return left.number === right.number;
  if (left.kind === 'truth' && right.kind === 'truth') return left.truth === right.truth;
  if (left.kind === 'text' && right.kind === 'text') return left.text === right.text;
  if (left.kind === 'literal' && right.kind === 'literal') {
    if (left.text === right.text) return true;
    return left.canonical && right.canonical ? false : undefined;
  }
  // `[find …] = ""` asks whether nothing was found.
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.kind === 'items' && other.kind === 'text' && other.text === '') {
      const isEmpty = one.ids.length === 0;
      return one.certain && !(isEmpty && one.mayBeMore) ? isEmpty : undefined;
    }
    // How values of two types compare is not documented; a text that is no number is surely none.
    if (one.kind === 'text' && other.kind === 'number' && !/[0-9]/.test(one.text)) return false;
  }
  return undefined;
}

function matches(left: Value, right: Value): Value {
  const text = textOfValue(left);
  return text === undefined || right?.kind !== 'text' ? undefined : truthOf(matchesPattern(text, right.text));
}

function concatenated(left: Value, right: Value): Value {
  const [before, after] = [textOfValue(left), textOfValue(right)];
  return before === undefined || after === undefined ? undefined : textValue(before + after);
}

function listed(left: Value, right: Value): Value {
  if (left === undefined || right === undefined || left.kind === 'items' || right.kind === 'items') return undefined;
  const parts = [left, right].flatMap((value) =>
    value.kind === 'array' ? value.entries : [{ key: undefined, value }],
  );
  return arrayValue(parts);
}

function arithmetic(operator: string, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return numberValue(left + right);
    case '-':
      return numberValue(left - right);
    case '*':
      return numberValue(left * right);
    case '/':
      return right === 0n ? undefined : numberValue(left / right);
    case '%':
      return right === 0n ? undefined : numberValue(left % right);
    case '<':
      return truthValue(left < right);
    case '>':
      return truthValue(left > right);
    case '<=':
      return truthValue(left <= right);
    case '>=':
      return truthValue(left >= right);
    default:
      return undefined;
  }
}

/** The router counts bytes, so only plain ASCII has a length that is known here. */
function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

function length(value: Value): Value {
  switch (value?.kind) {
    case 'text':
      return isAscii(value.text) ? numberValue(BigInt(value.text.length)) : undefined;
    case 'array':
      return numberValue(BigInt(value.entries.length));
    case 'items':
      return value.certain && !value.mayBeMore ? numberValue(BigInt(value.ids.length)) : undefined;
    case 'nothing':
      return numberValue(0n);
    default:
      return undefined;
  }
}

/** `:pick value begin [end]`, without an end one character or element. */
function pick(value: Value, begin: Value, end?: Value): Value {
  if (begin?.kind !== 'number' || begin.number < 0n) return undefined;
  if (value?.kind === 'items' && end === undefined) return element(value, begin);
  if (end !== undefined && (end.kind !== 'number' || end.number < begin.number)) return undefined;
  const from = Number(begin.number);
  const to = end?.kind === 'number' ? Number(end.number) : from + 1;
  if (value?.kind === 'text') {
    return isAscii(value.text) && from < value.text.length ? textValue(value.text.slice(from, to)) : undefined;
  }
  if (value?.kind !== 'array' || value.entries.some(({ key }) => key !== undefined)) return undefined;
  if (end === undefined) return element(value, begin);
  return arrayValue(value.entries.slice(from, to));
}

/** `:find where what`: the place of the first, counted from 0. */
function position(where: Value, what: Value, from?: Value): Value {
  if (where?.kind !== 'text' || what?.kind !== 'text' || from !== undefined) return undefined;
  if (!isAscii(where.text) || what.text === '') return undefined;
  const index = where.text.indexOf(what.text);
  return index < 0 ? NOTHING : numberValue(BigInt(index));
}

function toArray(value: Value): Value {
  if (value?.kind === 'array') return value;
  const text = value?.kind === 'literal' ? value.text : textOfValue(value);
  // What becomes of blanks and of empty parts is not documented.
  if (text === undefined || text === '' || /\s|^,|,,|,$|[;={}]/.test(text)) return undefined;
  return arrayValue(text.split(',').map((part) => ({ key: undefined, value: textValue(part) })));
}
