/** A value as RouterOS reads it back: in quotes where a character asks for it (`docs/facts/scripts.md#words`). */
export function quoted(value: string): string {
  return /^[A-Za-z0-9\-.,:<>/|+_*&^%#@!~]+$/.test(value) ? value : inQuotes(value);
}

/** A value in quotes, whether it needs them or not. */
export function inQuotes(value: string): string {
  return `"${escaped(value)}"`;
}

/** A text as it stands between quotes. */
export function escaped(value: string): string {
  return value
    .replace(/["\\$?]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
}
