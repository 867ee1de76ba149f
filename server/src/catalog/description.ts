/** Reads what the router says of an argument's value: `0s..1d    (time interval)`, `string value, max length 31`. */
import type { ValueType } from './valueType.ts';

export interface DescribedType {
  readonly type: ValueType;
  /** The closed set of words, where the type is one. */
  readonly values?: readonly string[];
}

/** `undefined` where the description does not settle the type (`see documentation`). */
export function typeOfDescription(description: string): DescribedType | undefined {
  const text = description.replaceAll(/\s+/g, ' ').trim();
  const fixed = FIXED.get(text);
  if (fixed !== undefined) return { type: fixed };
  const string = /^(hexadecimal )?string value(?:, min length (\d+))?(?:, max length (\d+))?$/.exec(text);
  if (string !== null) {
    return {
      type: {
        kind: string[1] === undefined ? 'string' : 'hex',
        ...(string[2] !== undefined && { minLength: Number(string[2]) }),
        ...(string[3] !== undefined && { maxLength: Number(string[3]) }),
      },
    };
  }
  const interval = /^(\S*)\.\.(\S*) \(time interval\)$/.exec(text);
  if (interval !== null) return time(interval[1] ?? '', interval[2] ?? '');
  const number = /^(-?\d+)\.\.(-?\d+)$/.exec(text);
  if (number !== null) return { type: { kind: 'number', min: Number(number[1]), max: Number(number[2]) } };
  const flags = /^([^\s|[\]]+(?:\|[^\s|[\]]+)+)\[,\w+\*\]$/.exec(text);
  if (flags !== null) return { type: { kind: 'flags' }, values: (flags[1] as string).split('|') };
  return undefined;
}

const FIXED: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['time interval', { kind: 'time' }],
  ['script', { kind: 'code' }],
  ['A.B.C.D (IP address)', { kind: 'address' }],
  ['A.B.C.D/M (IP prefix)', { kind: 'prefix' }],
  ['A.B.C.D[-A.B.C.D |0..32 |/A.B.C.D ] (IP address range)', { kind: 'addresses' }],
  ['IPv6/0..128 (IPv6 prefix)', { kind: 'prefix6' }],
  ['AB[:|-|.]CD[:|-|.]EF[:|-|.]GH[:|-|.]IJ[:|-|.]KL (MAC address)', { kind: 'mac-address' }],
]);

function time(from: string, to: string): DescribedType {
  const min = milliseconds(from);
  const max = milliseconds(to);
  return {
    type: { kind: 'time', ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
  };
}

/** `1w2d3h4m5s6ms` or `00:01:00.250`. */
function milliseconds(text: string): number | undefined {
  const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (clock !== null) return Math.round((Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000);
  if (!/^(?:\d+(?:ms|[wdhms]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[wdhms])/g)) sum += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  return sum;
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** One word that the router offers for a value. */
export interface Completion {
  readonly style?: string;
  readonly desc?: string;
}

export interface CompletionFacts {
  readonly negatable: boolean;
  readonly type?: ValueType;
  /** Words worth offering; what belongs to the device that was asked is left out. */
  readonly suggestions?: readonly string[];
}

/** What the router offers for a value. This is never a closed set, but for `yes` and `no` alone. */
export function completionFacts(completion: Readonly<Record<string, Completion>>): CompletionFacts {
  const negatable = completion['!']?.desc === 'value prefix';
  const words = Object.entries(completion)
    .filter(([word, { style }]) => word !== '!' && WORDS.has(style ?? '') && !OF_THE_DEVICE.test(word))
    .map(([word]) => word)
    .sort();
  if (words.join() === 'no,yes') return { negatable, type: { kind: 'boolean' } };
  return { negatable, ...(words.length > 0 && { suggestions: words }) };
}

/** Colours of words that are part of the language; others are names of things on the device. */
const WORDS: ReadonlySet<string> = new Set(['none', 'arg']);

/** Interfaces of the router that was asked, its folders, and what cannot be one word. */
const OF_THE_DEVICE = /^(?:ether\d+|lo|skins\/|)$|\s/;
