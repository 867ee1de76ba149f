import { properties, SETS } from './properties.ts';

/**
 * Checks many random sets of rules. They are drawn by hand, for fast-check's values cost more than what is to be
 * checked; a set that fails is made smaller here. `FC_SEED` and `FC_RUNS` hold as for all properties.
 */
export function forSets<T>(name: keyof typeof SETS, { draw, check, smaller }: SetProperty<T>): void {
  const { numRuns, seed = Math.floor(Math.random() * 2 ** 31) } = properties(SETS[name]);
  for (let run = 0; run < (numRuns as number); run++) {
    const set = draw(new Random(seed + run));
    const error = failure(check, set);
    if (error === undefined) continue;
    const least = smallest(set, check, smaller);
    throw new Error(`FC_SEED=${seed + run} fails: ${String(failure(check, least))}`, { cause: error });
  }
}

export interface SetProperty<T> {
  draw(random: Random): T;
  /** Throws where the property does not hold. */
  check(set: T): void;
  /** Sets with a little less in them. */
  smaller(set: T): Iterable<T>;
}

/** Numbers that hang on nothing but the seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e37_79b1) >>> 0;
  }

  /** From 0 to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(part: number): boolean {
    return this.next() < part;
  }

  /** A whole number below the limit. */
  upTo(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(all: readonly T[]): T {
    return all[this.upTo(all.length)] as T;
  }

  /** So many of them, in their order. */
  some<T>(all: readonly T[], count: number): T[] {
    let missing = count;
    return all.filter((_, index) => {
      const taken = this.chance(missing / (all.length - index));
      if (taken) missing--;
      return taken;
    });
  }
}

function failure<T>(check: (set: T) => void, set: T): unknown {
  try {
    check(set);
    return undefined;
  } catch (error) {
    return error ?? new Error('failed');
  }
}

/** Leaves out what it can as long as the rest still fails. */
function smallest<T>(set: T, check: (set: T) => void, smaller: (set: T) => Iterable<T>): T {
  for (const less of smaller(set)) {
    if (failure(check, less) !== undefined) return smallest(less, check, smaller);
  }
  return set;
}
