import type { BoundCommand } from '../binding/boundCommand.ts';
import { MAX_ARRAY, MAX_TEXT } from './budget.ts';

/**
 * A value while the script runs (types: `docs/facts/scripts.md#literals`). A value that is not known is `undefined`
 * throughout this folder.
 */
export type RuntimeValue =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'number'; readonly number: bigint }
  | { readonly kind: 'truth'; readonly truth: boolean }
  | { readonly kind: 'text'; readonly text: string }
  /** A time, an address, a list: as it was written, which is not always how the router writes it. */
  | { readonly kind: 'literal'; readonly text: string; readonly canonical: boolean }
  | ArrayValue
  | ItemsValue
  | { readonly kind: 'code'; readonly body: readonly BoundCommand[] };

export interface ArrayValue {
  readonly kind: 'array';
  readonly entries: readonly ArrayEntry[];
}

export interface ArrayEntry {
  readonly key: string | undefined;
  readonly value: RuntimeValue | undefined;
}

/** Ids of items of one menu, such as `find` gives. */
export interface ItemsValue {
  readonly kind: 'items';
  readonly menu: string;
  readonly ids: readonly number[];
  /** Whether just these items are meant; otherwise some of them may be. */
  readonly certain: boolean;
  /** Whether the router may hold others that are meant, too, of which the file says nothing. */
  readonly mayBeMore: boolean;
}

export const NOTHING: RuntimeValue = { kind: 'nothing' };

export function textValue(text: string): RuntimeValue | undefined {
  return text.length > MAX_TEXT ? undefined : { kind: 'text', text };
}

/** Numbers have 64 bits with a sign; beyond them nothing is documented. */
export function numberValue(number: bigint): RuntimeValue | undefined {
  return number === BigInt.asIntN(64, number) ? { kind: 'number', number } : undefined;
}

export function truthValue(truth: boolean): RuntimeValue {
  return { kind: 'truth', truth };
}

/** Undefined where the order of the entries is not documented: keys with and without a name side by side. */
export function arrayValue(entries: readonly ArrayEntry[]): ArrayValue | undefined {
  if (entries.length > MAX_ARRAY) return undefined;
  const named = entries.filter(({ key }) => key !== undefined).length;
  if (named === 0) return { kind: 'array', entries };
  if (named < entries.length) return undefined;
  const byKey = new Map(entries.map((entry) => [entry.key as string, entry]));
  return {
    kind: 'array',
    entries: [...byKey.values()].sort((a, b) => ((a.key as string) < (b.key as string) ? -1 : 1)),
  };
}

/** What an unquoted word stands for. */
export function wordValue(word: string): RuntimeValue | undefined {
  if (/^-?[0-9]{1,19}$/.test(word)) return numberValue(BigInt(word));
  if (/^0x[0-9a-fA-F]{1,16}$/.test(word)) return numberValue(BigInt(word));
  if (word === 'true' || word === 'yes') return truthValue(true);
  if (word === 'false' || word === 'no') return truthValue(false);
  if (isLiteral(word)) return { kind: 'literal', text: word, canonical: isCanonicalAddress(word) };
  return textValue(word);
}

/** Text of the value within a string; undefined where the router may write it in another way. */
export function textOfValue(value: RuntimeValue | undefined): string | undefined {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    case 'truth':
      return String(value.truth);
    case 'literal':
      return value.canonical ? value.text : undefined;
    default:
      return undefined;
  }
}

/** Text of the value as that of a property, which reads all spellings of a time or an address alike. */
export function propertyText(value: RuntimeValue | undefined): string | undefined {
  if (value?.kind === 'truth') return value.truth ? 'yes' : 'no';
  return value?.kind === 'literal' ? value.text : textOfValue(value);
}

function isLiteral(word: string): boolean {
  const time = /^(?:[0-9]+(?:w|d|h|m|s|ms|us|ns))+$/.test(word);
  const digits = /^[0-9.]+(?:\/[0-9]+)?$/.test(word);
  const colons = word.includes(':') && /^[0-9a-fA-F:./%wd]+$/.test(word);
  return time || digits || colons || word.includes(',') || /^\*[0-9A-Fa-f]+$/.test(word);
}

/** Whether the router writes the address just so: four bytes, and of a prefix no bits behind its length. */
function isCanonicalAddress(word: string): boolean {
  const match = /^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})(?:\/([0-9]{1,2}))?$/.exec(word);
  if (match === null) return false;
  const bytes = match.slice(1, 5).map(Number);
  if (bytes.some((byte, index) => byte > 255 || String(byte) !== match[index + 1])) return false;
  if (match[5] === undefined) return true;
  const length = Number(match[5]);
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return length <= 32 && !bits.slice(length).includes('1');
}
