import type { Connection } from 'vscode-languageserver';
import type { Attempt } from './analyses.ts';
import { STATUS, type StatusParams, type TargetSource } from './protocol.ts';

/** Milliseconds after which an analysis is told of, and after which it counts as slow. */
const BUSY_AFTER = 250;
const SLOW = 2_000;

/** Tells the client how things are with each script. */
export class Status {
  readonly #connection: Connection;
  readonly #known = new Map<string, StatusParams>();
  /** Scripts of which the log says that they are slow. */
  readonly #logged = new Set<string>();
  isShown = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `chosen` is where the user has chosen a version, if he has. */
  follow(uri: string, attempt: Attempt, chosen: TargetSource | undefined): void {
    const timer = setTimeout(() => this.#tell(uri, { busy: true }), BUSY_AFTER);
    attempt.done.then(
      ({ version }) => {
        clearTimeout(timer);
        const from = chosen ?? (version === undefined ? 'default' : 'header of the export');
        const slow = attempt.spent > SLOW ? Math.round(attempt.spent) : undefined;
        this.#tell(uri, { version, from, busy: false, slow });
        if (slow !== undefined) this.#log(uri, slow);
      },
      () => clearTimeout(timer),
    );
  }

  problems(uri: string, problems: number): void {
    this.#tell(uri, { problems });
  }

  closed(uri: string): void {
    this.#known.delete(uri);
    this.#logged.delete(uri);
  }

  #tell(uri: string, news: Partial<StatusParams>): void {
    const before = this.#known.get(uri);
    const now: StatusParams = { uri, from: 'default', busy: false, problems: 0, ...before, ...news };
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(now)) return;
    this.#known.set(uri, now);
    if (this.isShown) void this.#connection.sendNotification(STATUS, now);
  }

  #log(uri: string, time: number): void {
    if (this.#logged.has(uri)) return;
    this.#logged.add(uri);
    this.#connection.console.warn(`The analysis of ${uri} took ${(time / 1000).toFixed(1)} s.`);
  }
}
