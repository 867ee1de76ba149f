/** IPv4 and IPv6 addresses, and the sets of them that a matcher can name. */
import { IntervalSet } from './intervalSet.ts';

/** IPv4 addresses as unsigned 32-bit numbers. */
export type Ipv4Set = IntervalSet<number>;

/** IPv6 addresses as unsigned 128-bit bigints. */
export type Ipv6Set = IntervalSet<bigint>;

const highestIpv4 = 0xffff_ffff;
const highestIpv6 = (1n << 128n) - 1n;

export const allIpv4: Ipv4Set = IntervalSet.range(0, highestIpv4);

export const allIpv6: Ipv6Set = IntervalSet.range(0n, highestIpv6);

/**
 * Reads an IPv4 address, also the router's short forms: the last part is the host, missing parts before it are zero
 * (`10.1` is 10.0.0.1, `docs/facts/scripts.md#literals`). One part alone is a number, not an address.
 */
export function parseIpv4(text: string): number | undefined {
  let before = 0;
  let parts = 0;
  let part = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0 || part > 255 || ++parts > 3) return undefined;
      before = before * 256 + part;
      part = 0;
      digits = 0;
      continue;
    }
    const isFirstZero = digits > 0 && part === 0;
    if (code < ZERO || code > ZERO + 9 || isFirstZero || ++digits > 3) return undefined;
    part = part * 10 + code - ZERO;
  }
  if (digits === 0 || part > 255 || parts === 0) return undefined;
  return before * 256 ** (4 - parts) + part;
}

const ZERO = 48;
const DOT = 46;

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/**
 * Reads an address, a prefix (`10.0.0.0/8`, `10.0.0.0/255.0.0.0`; host bits are ignored as the firewall menus do) or a
 * range (`10.0.0.1-10.0.0.9`).
 */
export function parseIpv4Set(text: string): Ipv4Set | undefined {
  const dash = text.indexOf('-');
  if (dash >= 0) {
    const low = parseIpv4(text.slice(0, dash));
    const high = parseIpv4(text.slice(dash + 1));
    return low === undefined || high === undefined || low > high ? undefined : IntervalSet.range(low, high);
  }
  const slash = text.indexOf('/');
  const address = parseIpv4(slash < 0 ? text : text.slice(0, slash));
  const length = slash < 0 ? 32 : ipv4PrefixLength(text.slice(slash + 1));
  if (address === undefined || length === undefined) return undefined;
  const width = 2 ** (32 - length);
  const low = address - (address % width);
  return IntervalSet.range(low, low + width - 1);
}

/** `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1-10.0.0.9`, joined by commas. */
export function formatIpv4Set(set: Ipv4Set): string {
  return set
    .intervals()
    .map(([low, high]) => {
      if (low === high) return formatIpv4(low);
      const width = high - low + 1;
      const length = 32 - Math.log2(width);
      return Number.isInteger(length) && low % width === 0
        ? `${formatIpv4(low)}/${length}`
        : `${formatIpv4(low)}-${formatIpv4(high)}`;
    })
    .join(',');
}

/** Reads an IPv6 address; a zone (`%ether1`) is allowed and does not change the number. */
export function parseIpv6(text: string): bigint | undefined {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '' || text.split('%').length > 2) return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const left = ipv6Groups(halves[0] ?? '', halves.length === 1);
  const right = halves.length === 2 ? ipv6Groups(halves[1] ?? '', true) : [];
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...new Array<number>(missing).fill(0), ...right];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The canonical text of RFC 5952: lower case, the first longest run of zero groups as `::`. */
export function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(112 - 16 * i)) & 0xffffn));
  let start = -1;
  let longest = 1;
  for (let i = 0; i < 8; i += 1) {
    let run = 0;
    while (i + run < 8 && groups[i + run] === 0) run += 1;
    if (run > longest) {
      start = i;
      longest = run;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + longest).join(':')}`;
}

/** Reads an IPv6 address or prefix; the IPv6 menus know no ranges (`docs/facts/firewall.md#matchers`). */
export function parseIpv6Set(text: string): Ipv6Set | undefined {
  const slash = text.indexOf('/');
  const address = parseIpv6(slash < 0 ? text : text.slice(0, slash));
  const length = slash < 0 ? 128 : prefixLength(text.slice(slash + 1), 128);
  if (address === undefined || length === undefined) return undefined;
  const width = 1n << BigInt(128 - length);
  const low = address - (address % width);
  return IntervalSet.range(low, low + width - 1n);
}

/** `2001:db8::/32`, `fe80::1`, `::1-::9`, joined by commas. */
export function formatIpv6Set(set: Ipv6Set): string {
  return set
    .intervals()
    .map(([low, high]) => {
      if (low === high) return formatIpv6(low);
      const width = high - low + 1n;
      const bits = width.toString(2).length - 1;
      return width === 1n << BigInt(bits) && low % width === 0n
        ? `${formatIpv6(low)}/${128 - bits}`
        : `${formatIpv6(low)}-${formatIpv6(high)}`;
    })
    .join(',');
}

function prefixLength(text: string, max: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

function ipv4PrefixLength(text: string): number | undefined {
  if (!text.includes('.')) return prefixLength(text, 32);
  const mask = parseIpv4(text);
  if (mask === undefined) return undefined;
  const length = 32 - Math.log2(highestIpv4 - mask + 1);
  return Number.isInteger(length) ? length : undefined;
}

/** The 16-bit groups of one side of `::`; an IPv4 address may stand at the very end. */
function ipv6Groups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [i, word] of words.entries()) {
    if (mayEndInIpv4 && i === words.length - 1 && word.split('.').length === 4) {
      const address = parseIpv4(word);
      if (address === undefined) return undefined;
      groups.push(address >>> 16, address & 0xffff);
    } else if (/^[0-9a-f]{1,4}$/i.test(word)) groups.push(Number.parseInt(word, 16));
    else return undefined;
  }
  return groups;
}
