/**
 * What a script may cost. A file is a few kilobytes and can ask for a million rounds, so everything that runs more
 * than once is counted; what exceeds the measure is left as not known, never as wrong.
 */
export class Budget {
  #rounds = MAX_ROUNDS;
  #work = MAX_WORK;
  #marked = MAX_WORK;

  get exhausted(): boolean {
    return this.#rounds <= 0;
  }

  /** One round of a loop, or one command in a loop or a function. */
  step(): boolean {
    if (this.#rounds <= 0) return false;
    this.#rounds--;
    return true;
  }

  /** Work such as comparing items with a condition; one unit is one item. */
  spend(units: number): boolean {
    this.#work -= units;
    return this.#work >= 0;
  }

  /** Whether so much has been spent since it was last so. */
  hasSpent(units: number): boolean {
    if (this.#marked - this.#work < units) return false;
    this.#marked = this.#work;
    return true;
  }
}

/** Rounds of all loops, and the commands in them and in all calls, together. */
const MAX_ROUNDS = 20_000;
/** Items compared with conditions, positions moved and characters matched, in units of some 50 ns. */
const MAX_WORK = 10_000_000;

/** Rounds of one loop that are carried out; of a longer one only what it may do is known. */
export const MAX_LOOP = 2_048;
/** Calls, blocks and expressions within each other. */
export const MAX_DEPTH = 400;
/** Characters of a computed text. */
export const MAX_TEXT = 16_384;
/** Elements of a computed array. */
export const MAX_ARRAY = 4_096;
