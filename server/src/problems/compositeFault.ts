import { phrase } from '../language/phrase.ts';
import { parseTime } from '../packet/time.ts';
import { nearest } from '../text/nearMiss.ts';
import { type Fault, listed, outside, span } from './valueFault.ts';

/**
 * Values of the firewall that are put together from several parts, such as `limit=10/1m,5:packet`. Said is only what no
 * form of the argument allows; the forms are those of `docs/facts/firewall.md#matchers`. `is6` is for the menus under
 * /ipv6.
 */
export function compositeFault(name: string, value: string, is6: boolean): Fault | undefined {
  return COMPOSITES.get(name)?.(value, name, is6);
}

type Check = (value: string, name: string, is6: boolean) => Fault | undefined;

const COMPARED = ['equal', 'not-equal', 'less-than', 'greater-than'];
const CHANGED = ['set', 'increment', 'decrement'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FULL_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const LIMITED = [
  'dst-address',
  'dst-address-and-port',
  'src-address',
  'src-and-dst-addresses',
  'addresses-and-dst-port',
];
const CLASSIFIED = [
  'both-addresses-and-ports',
  'both-addresses',
  'both-ports',
  'dst-address-and-port',
  'dst-address',
  'dst-port',
  'src-address-and-port',
  'src-address',
  'src-port',
];

const COMPOSITES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['limit', limitFault],
  ['dst-limit', dstLimitFault],
  ['nth', (value, name) => (/\d/.test(value) ? undefined : noNumber(value, name, 'every,packet'))],
  ['ttl', (value, name) => prefixedFault(value, name, COMPARED)],
  ['hop-limit', (value, name) => prefixedFault(value, name, COMPARED)],
  ['new-ttl', (value, name) => prefixedFault(value, name, CHANGED)],
  ['new-hop-limit', (value, name) => prefixedFault(value, name, CHANGED)],
  ['time', timeFault],
  ['connection-limit', connectionLimitFault],
  ['connection-bytes', (value, name) => (/\d/.test(value) ? undefined : noNumber(value, name, 'from-to'))],
  ['connection-rate', rateRangeFault],
  ['icmp-options', icmpFault],
  ['psd', psdFault],
  ['per-connection-classifier', classifierFault],
  ['ipsec-policy', ipsecFault],
  ['new-dscp', (value, name) => wordOrNumber(value, name, ['from-priority', 'from-priority-to-high-3-bits'], 0, 63)],
  ['new-mss', (value, name) => wordOrNumber(value, name, ['clamp-to-pmtu'], 40, 65_534)],
  [
    'new-priority',
    (value, name) => wordOrNumber(value, name, ['from-dscp', 'from-dscp-high-3-bits', 'from-ingress'], 0, 63),
  ],
  ['tos', tosFault],
]);

/** `rate[/time],burst[:packet|:bit]`. */
function limitFault(value: string, name: string): Fault | undefined {
  const parts = value.split(',');
  if (parts.length > 2) {
    return whole(
      value,
      phrase`${name} is \`rate/time,burst:mode\`, so RouterOS refuses a third part. Write \`10/1s,5\`.`,
    );
  }
  const mode = /:(.*)$/.exec(parts[1] ?? '')?.[1];
  const slip = mode === undefined ? undefined : slipOf(mode, ['packet', 'bit'], true);
  return slip === undefined
    ? rateFault(parts[0] ?? '', name)
    : fault(slip.word, value.length - (mode as string).length, slip.say(phrase`mode of ${name}`), slip.near);
}

/** `rate[/time],burst,mode[/expire]`. */
function dstLimitFault(value: string, name: string): Fault | undefined {
  const [rate = '', burst = '', last = ''] = value.split(',');
  const [mode = ''] = last.split('/');
  const slip = slipOf(mode, LIMITED, false);
  if (slip === undefined) return rateFault(rate, name);
  return fault(mode, rate.length + burst.length + 2, slip.say(phrase`mode of ${name}`), slip.near);
}

function rateFault(rate: string, name: string): Fault | undefined {
  return rate === '' || /\d/.test(rate) ? undefined : noNumber(rate, name, '10/1s,5');
}

/** `equal:64`, `set:64`. A number alone is left open. */
function prefixedFault(value: string, name: string, words: readonly string[]): Fault | undefined {
  const [word = '', number] = value.split(':');
  const slip = /^\d+$/.test(word) ? undefined : slipOf(word, words, true);
  if (slip !== undefined) return fault(word, 0, slip.say(name), slip.near);
  return numberIn(number, word.length + 1, name, 255);
}

/** `8h-17h,mon,tue`. */
function timeFault(value: string, name: string): Fault | undefined {
  let at = 0;
  for (const part of value.split(',')) {
    const full = FULL_DAYS.indexOf(part.toLowerCase());
    const day = full >= 0 ? DAYS[full] : undefined;
    if (/^[a-z]+$/i.test(part) && !DAYS.some((known) => known.startsWith(part))) {
      const message = phrase`RouterOS has no day \`${part}\`, so it refuses ${name}. Write ${day === undefined ? listed(DAYS, 'or') : `\`${day}\``}.`;
      return fault(part, at, message, day);
    }
    const clock = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?-(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(part);
    const wrong = clock?.slice(1).find((number, index) => Number(number ?? 0) > (index % 3 === 0 ? 24 : 59));
    if (wrong !== undefined) {
      return fault(
        part,
        at,
        phrase`${name} has no time of day with ${wrong}, so RouterOS refuses it. Write \`08:00:00-17:00:00\`.`,
      );
    }
    at += part.length + 1;
  }
  return undefined;
}

/** `count,prefix length`. */
function connectionLimitFault(value: string, name: string, is6: boolean): Fault | undefined {
  const [count = '', length] = value.split(',');
  if (!/\d/.test(count)) return noNumber(value, name, '10,32');
  if (length === undefined || !/^\d{1,9}$/.test(length)) return undefined;
  const bits = is6 ? 128 : 32;
  if (Number(length) <= bits) return undefined;
  return fault(length, count.length + 1, outside(length, phrase`prefix length`, 0, bits));
}

/** `type[:code[-code]]`. */
function icmpFault(value: string, name: string): Fault | undefined {
  let at = 0;
  for (const part of value.split(/[:-]/)) {
    const wrong = numberIn(part, at, name, 255);
    if (wrong !== undefined) return wrong;
    at += part.length + 1;
  }
  return undefined;
}

/** `weight,delay,weight of low ports,weight of high ports`. */
function psdFault(value: string, name: string): Fault | undefined {
  const parts = value.split(',');
  if (parts.length !== 4) {
    return whole(
      value,
      phrase`${name} has four parts, a weight, a time and the weights of low and high ports, so RouterOS refuses ${parts.length}. Write \`21,3s,3,1\`.`,
    );
  }
  const [, delay = ''] = parts;
  if (/\d/.test(delay) || parseTime(delay) !== undefined) return undefined;
  return fault(
    delay,
    (parts[0] ?? '').length + 1,
    phrase`\`${delay}\` is no time, so RouterOS refuses ${name}. Write \`21,3s,3,1\`.`,
  );
}

/** `classifier:divisor/remainder`. */
function classifierFault(value: string, name: string): Fault | undefined {
  const [word = '', rest] = value.split(':');
  const slip = slipOf(word, CLASSIFIED, false);
  if (slip !== undefined) return fault(word, 0, slip.say(name), slip.near);
  const match = /^(\d{1,9})\/(\d{1,9})$/.exec(rest ?? '');
  if (match === null || Number(match[2]) < Number(match[1])) return undefined;
  const message = phrase`The remainder of a division by ${match[1]} is never ${match[2]}, so this ${name} cannot match. Write ${span(0, Number(match[1]) - 1)}.`;
  const part = match[2] as string;
  // Exports of routers hold it, so it is stored as it is.
  return { part, at: value.length - part.length, message, isTaken: true };
}

/** `in,ipsec`. */
function ipsecFault(value: string, name: string): Fault | undefined {
  const [direction = '', policy] = value.split(',');
  const isSwapped = ['ipsec', 'none'].includes(direction) && (policy === 'in' || policy === 'out');
  if (isSwapped) {
    const right = `${policy},${direction}`;
    return {
      ...whole(value, phrase`${name} begins with \`in\` or \`out\`, so RouterOS refuses it. Write \`${right}\`.`),
      replacement: right,
    };
  }
  const one = slipOf(direction, ['in', 'out'], true);
  if (one !== undefined) return fault(direction, 0, one.say(phrase`direction of ${name}`), one.near);
  const other = policy === undefined ? undefined : slipOf(policy, ['ipsec', 'none'], true);
  return other === undefined ? undefined : fault(other.word, direction.length + 1, other.say(name), other.near);
}

/** `0..255[/mask]`. */
function tosFault(value: string, name: string): Fault | undefined {
  return numberIn(value.split('/')[0], 0, name, 255);
}

function wordOrNumber(
  value: string,
  name: string,
  words: readonly string[],
  min: number,
  max: number,
): Fault | undefined {
  if (/^\d{1,15}$/.test(value)) {
    const number = Number(value);
    return number < min || number > max ? whole(value, outside(value, name, min, max)) : undefined;
  }
  const slip = slipOf(value, words, false);
  return slip === undefined ? undefined : fault(value, 0, slip.say(name), slip.near);
}

function numberIn(part: string | undefined, at: number, name: string, max: number): Fault | undefined {
  if (part === undefined || !/^\d{1,15}$/.test(part) || Number(part) <= max) return undefined;
  return fault(part, at, outside(part, name, 0, max));
}

/** A word that is none of those known, nor begins one. Where the set is open only a slip counts. */
function slipOf(
  word: string,
  known: readonly string[],
  closed: boolean,
): { word: string; near: string | undefined; say: (what: string) => string } | undefined {
  if (!/^[a-z][a-z0-9-]*$/i.test(word) || known.some((one) => one.startsWith(word))) return undefined;
  const near = nearest(word, known);
  if (near?.certain !== true && !closed) return undefined;
  const remedy =
    near?.certain === true ? phrase`Did you mean \`${near.name}\`?` : phrase`Write ${listed(known, 'or')}.`;
  return {
    word,
    near: near?.certain === true ? near.name : undefined,
    say: (what) => phrase`RouterOS has no ${what} \`${word}\`, so it refuses the command. ${remedy}`,
  };
}

/** Two rates with a dash between them, `0-512k`; one of packets in a time is another matcher's. */
function rateRangeFault(value: string, name: string): Fault | undefined {
  if (/^\d+[kKMG]?(?:-\d+[kKMG]?)?$/.test(value)) return undefined;
  if (!/^\d/.test(value)) return noNumber(value, name, 'from-to');
  const meant = value.includes('/')
    ? phrase` New connections in a time are counted by \`limit\` or \`dst-limit\`.`
    : '';
  return whole(
    value,
    phrase`${name} is a range of bits per second, so RouterOS refuses \`${value}\`. Write it as \`0-512k\`.${meant}`,
  );
}

function noNumber(value: string, name: string, form: string): Fault | undefined {
  if (!/^[a-z]/i.test(value)) return undefined;
  return whole(value, phrase`${name} begins with a number, so RouterOS refuses \`${value}\`. Write \`${form}\`.`);
}

function whole(value: string, message: string): Fault {
  return { part: value, at: 0, message };
}

function fault(part: string, at: number, message: string, replacement?: string): Fault {
  return { part, at, message, ...(replacement !== undefined && { replacement }) };
}
