/** RouterOS durations. */

export interface Duration {
  readonly seconds: number;
}

/**
 * Reads a duration in every form the router takes (`docs/facts/scripts.md#literals`): units (`1w2d3h4m5s`, `500ms`), a
 * clock with or without weeks and days (`00:01:00`, `1d00:00:00`, `2735w21:41:43.48`; `10:30` is hours and minutes),
 * and a bare number of seconds. The words `none-dynamic` and `none-static` are not durations.
 */
export function parseTime(text: string): Duration | undefined {
  if (/^\d{1,10}$/.test(text)) return { seconds: Number(text) };
  const clock = clockForm.exec(text);
  if (clock !== null) {
    const [, weeks, days, hours, minutes, seconds] = clock;
    if (Number(minutes) > 59 || Number(seconds ?? 0) >= 60) return undefined;
    return {
      seconds: sum([weeks, WEEK], [days, DAY], [hours, HOUR], [minutes, MINUTE], [seconds, 1]),
    };
  }
  const units = unitForm.exec(text);
  if (units === null || text === '') return undefined;
  const [, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds] = units;
  return {
    seconds: sum(
      [weeks, WEEK],
      [days, DAY],
      [hours, HOUR],
      [minutes, MINUTE],
      [seconds, 1],
      [milliseconds, 1e-3],
      [microseconds, 1e-6],
      [nanoseconds, 1e-9],
    ),
  };
}

/** Says a duration the way a person would: `30 s`, `30 min`, `16 h 40 min`, `1 week`, `500 ms`. */
export function formatDuration(seconds: number): string {
  // Nanoseconds as integers, so that 0.1 + 0.2 does not show.
  let rest = BigInt(Math.round(seconds * 1e9));
  const parts: string[] = [];
  for (const [size, one, many] of sayings) {
    const count = rest / size;
    if (count === 0n) continue;
    parts.push(`${count} ${count === 1n ? one : many}`);
    rest -= count * size;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const clockForm = /^(?:(\d{1,10})w)?(?:(\d{1,10})d)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d{1,9})?))?$/;
const unitForm =
  /^(?:(\d{1,10})w)?(?:(\d{1,10})d)?(?:(\d{1,10})h)?(?:(\d{1,10})m(?!s))?(?:(\d{1,10}(?:\.\d{1,9})?)s)?(?:(\d{1,10})ms)?(?:(\d{1,10})us)?(?:(\d{1,10})ns)?$/;

const sayings: readonly (readonly [size: bigint, one: string, many: string])[] = [
  [BigInt(WEEK) * 1_000_000_000n, 'week', 'weeks'],
  [BigInt(DAY) * 1_000_000_000n, 'day', 'days'],
  [BigInt(HOUR) * 1_000_000_000n, 'h', 'h'],
  [BigInt(MINUTE) * 1_000_000_000n, 'min', 'min'],
  [1_000_000_000n, 's', 's'],
  [1_000_000n, 'ms', 'ms'],
  [1_000n, 'µs', 'µs'],
  [1n, 'ns', 'ns'],
];

function sum(...terms: readonly (readonly [text: string | undefined, factor: number])[]): number {
  return terms.reduce((total, [text, factor]) => total + Number(text ?? 0) * factor, 0);
}
