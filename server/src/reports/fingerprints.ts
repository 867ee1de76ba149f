import type { Finding } from '../diagnostics/finding.ts';
import { withoutSecrets } from '../text/secrets.ts';

/**
 * For each finding a name that stays when lines move, blanks change or an export breaks its lines elsewhere: made from
 * the rule, the command and, where these repeat, their number. The message is left out, since it names lines. Secrets
 * are covered before, so that none can be guessed from a name.
 */
export function fingerprints(text: string, findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ ruleId, range }) => {
    const key = `${ruleId}\n${normalised(logicalLine(text, range.start))}`;
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return fnv1a(`${key}\n${number}`);
  });
}

/** A 64-bit FNV-1a hash in hexadecimal digits: it names, it protects nothing. */
export function fnv1a(text: string): string {
  // In two halves, since large integers take a hundred times as long: the factor is 2 ** 40 + 0x1b3.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** The line at the offset with those that continue it; cut, since a hostile line may have any length. */
function logicalLine(text: string, offset: number): string {
  const from = Math.max(0, offset - LONGEST);
  const before = text.slice(from, offset);
  const after = text.slice(offset, offset + LONGEST);
  const start = [...before.matchAll(LINE_END)].at(-1);
  const end = new RegExp(LINE_END.source).exec(after);
  return (start === undefined ? before : before.slice(start.index + start[0].length)) + after.slice(0, end?.index);
}

function normalised(line: string): string {
  return withoutSecrets(line.replace(/\\(?:\r\n|\n|\r)[ \t]*/g, ''))
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** A line end that no backslash takes away. */
const LINE_END = /(?<!\\)(?:\r\n|(?<!\\\r)\n|\r)/g;

const LONGEST = 4096;
