/**
 * Work in steps. Whoever drives it may do something else between two of them, or give it up; a step should take no more
 * than a few milliseconds.
 */
export type Steps<T> = Generator<undefined, T, void>;

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
