/** Draws the secret numbers of a new knock: ports, and the sizes of pings. */
import { servicesAt } from '../../catalog/services.ts';

/** Where knock ports are drawn from: above the usual scans, below the ports that clients use themselves. */
const portBounds: Bounds = { low: 20_000, high: 60_999, gap: 2_000 };

/** Large enough that no ordinary ping has the size, small enough for one packet. */
const sizeBounds: Bounds = { low: 130, high: 1_200, gap: 40 };

interface Bounds {
  readonly low: number;
  readonly high: number;
  /** The least distance between two numbers, but for a step or two away from a bad one. */
  readonly gap: number;
}

/**
 * `count` (1 to 8) ports in the order of the knocks. No sweep in one direction passes more of them in order than it
 * must: two descend, more go both up and down. They lie about 2,000 or more apart, and none is a well-known port or a
 * pattern of digits. `random` yields numbers from 0 to below 1; the same numbers draw the same ports.
 */
export function drawPorts(count: number, random: () => number): number[] {
  return draw(count, random, portBounds);
}

/** `count` (1 to 8) sizes of IP packets for a knock of pings, in the order of the knocks. */
export function drawPacketSizes(count: number, random: () => number): number[] {
  return draw(count, random, sizeBounds);
}

/** `length` letters and digits that are not mistaken for each other. */
export function drawPassphrase(length: number, random: () => number): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}

/** A number from 0 to below 1 for ports of a router. Not Math.random: whoever can guess the ports can knock. */
export function secretRandom(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) / 2 ** 32;
}

/** One number from each of `count` equal parts of the range, so that none is near another; then their order. */
function draw(count: number, random: () => number, { low, high, gap }: Bounds): number[] {
  const part = (high - low + 1) / count;
  const numbers = Array.from({ length: count }, (_, i) => {
    let number = Math.ceil(low + i * part) + Math.floor(random() * (part - gap));
    while (isPredictable(number)) number += 1;
    return number;
  });
  return upAndDown(shuffled(numbers, random));
}

/** Equal digits, digits that count up or down, round numbers, well-known ports. */
function isPredictable(number: number): boolean {
  const digits = [...String(number)].map(Number);
  const steps = digits.slice(1).map((digit, i) => digit - (digits[i] ?? 0));
  const even = steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
  return even || number % 100 === 0 || servicesAt(number).length > 0;
}

function shuffled(numbers: readonly number[], random: () => number): number[] {
  const result = [...numbers];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as number, result[i] as number];
  }
  return result;
}

/** An order with a step down, and from three numbers on with a step up as well. */
function upAndDown(numbers: readonly number[]): number[] {
  const result = [...numbers];
  const steps = result.slice(1).map((number, i) => Math.sign(number - (result[i] ?? 0)));
  const last = result.length - 1;
  const oneWay = result.length > 2 ? steps.every((step) => step === steps[0]) : steps[0] === 1;
  if (oneWay) [result[last - 1], result[last]] = [result[last] as number, result[last - 1] as number];
  return result;
}
