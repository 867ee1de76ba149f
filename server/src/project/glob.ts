// RE2: a pattern from a file in the repository runs in an engine that is linear in the path, whatever it says.
import { RE2JS } from 're2js';

/**
 * A pattern for paths as in `.gitignore` and editors: `*` and `?` within a folder, `**` across folders, `{a,b}`.
 * Paths have slashes and begin at the folder of the project file.
 */
export class Glob {
  readonly #pattern: RE2JS;

  constructor(pattern: string) {
    this.#pattern = RE2JS.compile(toRegExp(pattern));
  }

  matches(path: string): boolean {
    return this.#pattern.matches(path);
  }

  /** What is wrong with a pattern; undefined where it can be used. */
  static fault(pattern: string): string | undefined {
    if (pattern === '') return 'It is empty; write a path such as "sites/*.rsc".';
    if (pattern.length > LONGEST) return `It is longer than ${LONGEST} characters; use folders instead of names.`;
    if (pattern.includes('\\')) return 'Write paths with slashes, also on Windows.';
    if (/^(?:\/|[A-Za-z]:)/.test(pattern) || pattern.split('/').includes('..'))
      return 'It leads out of the folder of this file; write a path from here, such as "sites/*.rsc".';
    const open = [...pattern].filter((c) => c === '{').length;
    const closed = [...pattern].filter((c) => c === '}').length;
    return open === closed && !/\{[^}]*\{/.test(pattern)
      ? undefined
      : 'Its braces do not fit; write {a,b} without braces inside.';
  }
}

const LONGEST = 256;

function toRegExp(pattern: string): string {
  let result = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (pattern.startsWith('**/', i) && (i === 0 || pattern[i - 1] === '/')) {
      result += '(?:.*/)?';
      i += 2;
    } else if (c === '*' && pattern[i + 1] === '*') {
      result += '.*';
      i++;
    } else if (c === '*') result += '[^/]*';
    else if (c === '?') result += '[^/]';
    else if (c === '{') {
      braces++;
      result += '(?:';
    } else if (c === '}' && braces > 0) {
      braces--;
      result += ')';
    } else if (c === ',' && braces > 0) result += '|';
    else result += RE2JS.quote(c);
  }
  return result;
}
