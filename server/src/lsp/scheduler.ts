import type { Steps } from '../text/steps.ts';

/** Milliseconds of work between two looks at what has come in. */
const SLICE = 10;

/** So many turns of the event loop at most are left to messages before the work goes on. */
const MOST_TURNS = 50;

/** The work would need more memory than there is. */
export class OutOfMemory extends Error {
  constructor() {
    super('It needs more memory than there is.');
  }
}

interface SchedulerOptions {
  readonly clock?: (() => number) | undefined;
  readonly isMemoryShort?: (() => boolean) | undefined;
}

/** Work that has been begun. */
export interface Work<T> {
  readonly done: Promise<T>;
  /** Milliseconds that have been spent on it. */
  readonly spent: number;
  readonly isOver: boolean;
  /** Gives it up; waiters are told why. */
  cancel(reason: Error): void;
}

/**
 * Does long work in slices, with time between them for requests and edits. What is small comes first, so that a large
 * file holds up no small one.
 */
export class Scheduler {
  readonly #clock: () => number;
  readonly #isMemoryShort: () => boolean;
  #jobs: Job<unknown>[] = [];
  #isWaiting = false;
  #hasHeard = false;

  /** `clock` tells milliseconds, from whenever on. */
  constructor({ clock = () => performance.now(), isMemoryShort = () => false }: SchedulerOptions = {}) {
    this.#clock = clock;
    this.#isMemoryShort = isMemoryShort;
  }

  /** The first slice is done at once; most work is done with it. `size` is how much it is, in whatever unit. */
  start<T>(steps: Steps<T>, size: number): Work<T> {
    const job = new Job(steps, size, this.#clock);
    job.slice();
    if (!job.isOver) {
      this.#jobs.push(job as Job<unknown>);
      this.#wait();
    }
    return job;
  }

  /** A message has come in, and more may stand behind it: each takes a turn of the event loop. */
  heard(): void {
    this.#hasHeard = true;
  }

  #wait(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#turn(MOST_TURNS);
  }

  #turn(left: number): void {
    this.#hasHeard = false;
    setTimeout(() => {
      if (this.#hasHeard && left > 0) this.#turn(left - 1);
      else this.#next();
    }, 0);
  }

  #next(): void {
    this.#isWaiting = false;
    this.#jobs = this.#jobs.filter((job) => !job.isOver);
    const [first, ...others] = this.#jobs;
    if (first === undefined) return;
    if (this.#isMemoryShort()) {
      // The others can go on without what the largest holds.
      others.reduce((largest, job) => (job.size > largest.size ? job : largest), first).cancel(new OutOfMemory());
      this.#wait();
      return;
    }
    // Of two of a size what was asked last: a question about a text before its analysis.
    others.reduce((smallest, job) => (job.size <= smallest.size ? job : smallest), first).slice();
    this.#wait();
  }
}

class Job<T> implements Work<T> {
  readonly size: number;
  readonly done: Promise<T>;
  spent = 0;
  isOver = false;
  readonly #steps: Steps<T>;
  readonly #clock: () => number;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;

  constructor(steps: Steps<T>, size: number, clock: () => number) {
    const { promise, resolve, reject } = withResolvers<T>();
    this.#steps = steps;
    this.#clock = clock;
    this.size = size;
    this.done = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    // Nobody may be waiting when it fails.
    promise.catch(() => undefined);
  }

  slice(): void {
    const start = this.#clock();
    const end = start + SLICE;
    let now = start;
    try {
      while (!this.isOver && now < end) {
        const step = this.#steps.next();
        if (step.done === true) this.#end(() => this.#resolve(step.value));
        now = this.#clock();
      }
    } catch (error) {
      this.#end(() => this.#reject(error));
    }
    this.spent += now - start;
  }

  cancel(reason: Error): void {
    if (!this.isOver) this.#end(() => this.#reject(reason));
  }

  #end(tell: () => void): void {
    this.isOver = true;
    tell();
  }
}

interface Resolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** `Promise.withResolvers`, which not every host has. */
export function withResolvers<T>(): Resolvers<T> {
  let resolve: Resolvers<T>['resolve'] = () => undefined;
  let reject: Resolvers<T>['reject'] = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
