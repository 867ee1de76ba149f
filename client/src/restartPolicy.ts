/** Decides what follows when the language server stopped by itself. Knows no editor, so that a test can drive it. */

/** Up to this many restarts … */
const LIMIT = 4;
/**
 * … within this many milliseconds; a server that stops more often has a fault that a restart does not cure. One that
 * dies of a large file needs a minute for it each time.
 */
const WINDOW = 10 * 60 * 1000;

export interface Verdict {
  /** Start the server again, or leave it off. */
  readonly restart: boolean;
  /** Whether the user should hear of it: at the first crash of a series and when we give up, not in between. */
  readonly tell: boolean;
}

export class RestartPolicy {
  private crashes: number[] = [];

  /** The server stopped at the time `now` (milliseconds). */
  crashed(now: number): Verdict {
    this.crashes = this.crashes.filter((time) => now - time < WINDOW);
    this.crashes.push(now);
    const restart = this.crashes.length <= LIMIT;
    return { restart, tell: !restart || this.crashes.length === 1 };
  }
}
