import { EITHER, MAY_REPEAT } from './lower.ts';

/**
 * The tokens of an intermediate form, such that equal meaning gives equal tokens
 * (`docs/facts/reader.md#comparing-forms`): literals are rewritten to one spelling, separators between atoms are one,
 * the dumped fields of `where` and the places of soft messages are left out. Order, nesting, operators, names and paths
 * stay.
 */
export type NormalForm = readonly string[];

/** Behind `flags` (tokens such as `once=`) the router prints a value of no meaning. */
export function normalForm(form: string, flags: ReadonlySet<string>): NormalForm {
  const text = form
    // The capture of the router's form lost the bytes above 127.
    .replace(/[\u0080-\udfff\ue100-\uffff](?:\s*[\u0080-\udfff\ue100-\uffff])*/g, '\u00bf')
    .replace(WHERE_FIELDS, 'where=')
    .replace(NOTE_PLACE, '')
    .replace(MENU_NODE, (node) => node.replaceAll('/', SLASH))
    .replace(TIME_OF_DAY, (_, weeks, days, hours, minutes, seconds, fraction) =>
      milliseconds({ w: weeks, d: days, h: hours, m: minutes, s: `${seconds}.${fraction ?? 0}` }),
    )
    .replace(TIME_WITH_UNITS, (word: string) =>
      milliseconds(Object.fromEntries([...word.matchAll(/(\d+)([a-z]+)/g)].map(([, amount, unit]) => [unit, amount]))),
    );
  const tokens: string[] = [];
  /** Index of the first atom of the value at work. */
  let value = Number.POSITIVE_INFINITY;
  /** Depth in an expression that is the value of a flag. */
  let noise = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    const ofFlag = tokens.length >= value && flags.has(tokens[value - 1] as string);
    if (noise > 0 || (ofFlag && token.startsWith('('))) {
      noise += token.startsWith('(') ? 1 : token === ')' ? -1 : 0;
      continue;
    }
    if (token.startsWith('(') || token === ')') {
      tokens.push(token);
      value = Number.POSITIVE_INFINITY;
    } else if (token.endsWith('=')) {
      tokens.push(token);
      value = tokens.length;
    } else {
      if (ofFlag) continue;
      // `true;X` is the negation of X.
      const negated = tokens.length > value && tokens.at(-1) === 'true';
      if (negated) tokens.pop();
      tokens.push(negated ? `!${atomOf(token)}` : atomOf(token));
    }
  }
  return tokens;
}

/**
 * Where the router's form first differs from ours, as indices in both, or -1 where it does not. Ours tells where the
 * router may print the menu again, any number of times.
 */
export function firstDifference(ours: NormalForm, router: NormalForm): { ours: number; router: number } {
  let i = 0;
  for (let j = 0; j <= router.length; j++) {
    const token = router[j];
    while (ours[i]?.startsWith(MAY_REPEAT) && ours[i]?.slice(1) !== token) i++;
    if (token !== undefined && ours[i] === MAY_REPEAT + token) continue;
    if (!isSame(ours[i], token)) return { ours: i, router: j };
    i++;
  }
  return { ours: -1, router: -1 };
}

function isSame(ours: string | undefined, router: string | undefined): boolean {
  if (ours?.startsWith(EITHER) !== true) return ours === router;
  return router === 'true' || router === 'false' || router === ours.slice(1);
}

/** The form as the router might print it: no menu is repeated, and no word is a flag. */
export function plainForm(form: NormalForm): NormalForm {
  return form
    .filter((token) => !token.startsWith(MAY_REPEAT))
    .map((token) => (token.startsWith(EITHER) ? token.slice(EITHER.length) : token));
}

function atomOf(token: string): string {
  if (token.startsWith(EITHER)) {
    const word = atomOf(token.slice(1));
    return word === 'true' || word === 'false' ? word : EITHER + word;
  }
  if (token === 'yes') return 'true';
  if (token === 'no') return 'false';
  if (/^0x[0-9A-Fa-f]+$/.test(token)) return clamped(BigInt(token));
  if (/^\d+$/.test(token)) return clamped(BigInt(token));
  const short = /^(\d+(?:\.\d+)?)\.(\d+)$/.exec(token);
  if (short !== null) return `${short[1]}${(short[1] as string).includes('.') ? '.0' : '.0.0'}.${short[2]}`;
  return token;
}

/** Numbers have 64 bits with a sign. */
function clamped(value: bigint): string {
  return String(value > MAX_NUMBER ? MAX_NUMBER : value);
}

const MAX_NUMBER = (1n << 63n) - 1n;

function milliseconds(amounts: Readonly<Record<string, string | undefined>>): string {
  let sum = 0;
  for (const [unit, amount] of Object.entries(amounts)) sum += Number(amount ?? 0) * (UNITS[unit] ?? 0);
  return `${Math.round(sum)}ms`;
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const SLASH = '\ue001';
const WHERE_FIELDS = /where=(?:\$[^;]*;)*\$\.about;/g;
const NOTE_PLACE = / \(line \d+ column \d+\)/g;
/** A menu alone, also the one that a block begins with. */
const MENU_NODE = /(?<=^|[;\s\ue000])\/(?:[a-z0-9.-]+\/)*(?=$|[;\s)\ue000])/g;
const TIME_OF_DAY = /(?<![\w:.-])(?:(\d+)w)?(?:(\d+)d)?(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?![\w:])/g;
const TIME_WITH_UNITS = /(?<![\w:.-])(?:\d+(?:ms|[wdhms]))+(?![\w-])/g;
const TOKEN =
  /\((?:(?:evl|<%%|->|and|or|in|any|!=|<=|>=|<<|>>|[-+*/%&|^.,<>=~!])(?=\s|$)|(?= {2}))?|\)|[^\s;,/:()=]+=|=|[^\s;,/:()=]+/g;
