// RE2 for patterns: a pattern from a file must not cost more than time linear in the text, which JavaScript's RegExp
// does not promise. Pure JavaScript, without dependencies, MIT.
import { RE2JS } from 're2js';

/**
 * Whether a text matches a pattern of the operator `~`, a POSIX extended regular expression
 * (`docs/facts/scripts.md#operators`). Undefined where the pattern is not one, or where RE2 could read it in another
 * way.
 */
export function matchesPattern(text: string, pattern: string): boolean | undefined {
  const plain = plainMatch(text, pattern);
  if (plain !== undefined) return plain;
  return compiled(pattern)?.test(text);
}

/** Most patterns are plain text, perhaps with anchors. */
function plainMatch(text: string, pattern: string): boolean | undefined {
  const start = pattern.startsWith('^');
  const end = pattern.endsWith('$');
  const plain = pattern.slice(start ? 1 : 0, end ? -1 : undefined);
  if (/[\\^$.|?*+()[\]{}]/.test(plain)) return undefined;
  if (start && end) return text === plain;
  if (start) return text.startsWith(plain);
  return end ? text.endsWith(plain) : text.includes(plain);
}

const MAX_PATTERN = 500;
const MAX_KNOWN = 64;
/** Patterns that were read; null for those that cannot be. */
const known = new Map<string, RE2JS | null>();

function compiled(pattern: string): RE2JS | null | undefined {
  if (pattern.length > MAX_PATTERN || isDialect(pattern)) return undefined;
  let result = known.get(pattern);
  if (result === undefined) {
    result = compile(pattern);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(pattern, result);
  }
  return result;
}

function compile(pattern: string): RE2JS | null {
  try {
    // In POSIX a period also matches a line end.
    return RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch {
    return null;
  }
}

/** What Perl and RE2 added to the language of POSIX, and repetitions that make the automaton large. */
function isDialect(pattern: string): boolean {
  return /\\[0-9A-Za-z]|\(\?|[*+?}][*+?]|\{[0-9,]*[0-9]{3}/.test(pattern);
}
