/**
 * Lists of small numbers as text: five bits a character, the lowest first; a sixth bit says that more follow.
 *
 * Numbers that were given in the order of first use, as those of the catalogue are, are written by `encodeFresh`: 0 is
 * the next number that was not used before, 1 the one after its neighbour. That leaves long runs of zeros and ones.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LIST_END = '\n';

const DIGITS = new Uint8Array(128);
for (let index = 0; index < ALPHABET.length; index++) DIGITS[ALPHABET.charCodeAt(index)] = index;

export function encodeIntegers(integers: Iterable<number>): string {
  let text = '';
  for (const integer of integers) {
    let rest = integer;
    while (rest > 31) {
      text += ALPHABET.charAt(32 + (rest % 32));
      rest = Math.floor(rest / 32);
    }
    text += ALPHABET.charAt(rest);
  }
  return text;
}

/** Lists one after the other: `lists[n]` are the `items` from `starts[n]` up to `starts[n + 1]`. */
export interface IntegerLists {
  readonly starts: Uint32Array;
  readonly items: Uint16Array;
}

export function encodeFresh(lists: readonly (readonly number[])[]): string {
  let next = 0;
  return lists
    .map((list) => {
      let previous = -1;
      const codes = list.map((integer) => {
        const code = integer === next ? 0 : integer === previous + 1 ? 1 : integer + 2;
        if (integer === next) next++;
        previous = integer;
        return code;
      });
      return encodeIntegers(codes) + LIST_END;
    })
    .join('');
}

export function decodeIntegers(text: string): Uint16Array {
  return decode(text, false).items;
}

export function decodeFresh(text: string): IntegerLists {
  return decode(text, true);
}

function decode(text: string, fresh: boolean): IntegerLists {
  const items = new Uint16Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  let lists = 0;
  let next = 0;
  let previous = -1;
  let value = 0;
  let shift = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10) {
      starts[++lists] = count;
      previous = -1;
      continue;
    }
    const digit = DIGITS[code] as number;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit > 31) continue;
    if (fresh) {
      value = value === 0 ? next : value === 1 ? previous + 1 : value - 2;
      if (value === next) next++;
      previous = value;
    }
    items[count++] = value;
    value = 0;
    shift = 0;
  }
  return { starts: starts.slice(0, lists + 1), items: items.slice(0, count) };
}
