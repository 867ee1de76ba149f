import type { TextEdit } from './edit.ts';
import { isSecretName, isSecretVariable, WORDS_ONLY } from './secretNames.ts';

/**
 * Reports end up in logs of pipelines: what is a secret in a line of a script is covered, in its length. It is known by
 * what it is for (the name of its argument or variable) and by the form of what goes to other servers. Rather a word too
 * many is covered than one too few. `menu` is the menu in which the line stands, where it does not say so itself.
 */
export function withoutSecrets(line: string, menu = ''): string {
  let covered = line;
  for (const pattern of PATTERNS) {
    if (pattern.where?.test(`${menu}\n${line}`) !== false) covered = withoutValues(covered, pattern);
  }
  return covered;
}

/** A line of a text, where what a command has begun further up may go on in it. */
export function lineWithoutSecrets(text: string, start: number, end: number): string {
  const from = commandStart(text, start);
  return withoutSecrets(text.slice(from, end), menuAbove(text, from)).slice(start - from);
}

/** Whether an edit would write a secret: a report that shows it shows the secret. */
export function writesSecret(text: string, { range, newText }: TextEdit): boolean {
  // Signs are no secret, and only what is near tells what a word is.
  if (!/[a-z\d]{3}/i.test(newText)) return false;
  const line = text.lastIndexOf('\n', range.start - 1) + 1;
  const from = Math.max(commandStart(text, line), range.start - NEAR);
  const before = text.slice(from, range.start);
  const covered = withoutSecrets(
    before + newText + text.slice(range.end, Math.min(lineEnd(text, range.end), range.end + NEAR)),
    menuAbove(text, from),
  );
  return covered.slice(before.length, before.length + newText.length) !== newText;
}

/** All lines of a text, each in its length. */
export function textWithoutSecrets(text: string): string {
  const covered: string[] = [];
  let menu = '';
  for (let from = 0; from < text.length; ) {
    let end = lineEnd(text, from);
    for (let left = MAX_CONTINUED; left > 0 && end < text.length && isContinued(text, end); left--)
      end = lineEnd(text, end);
    const command = text.slice(from, end);
    if (command.startsWith('/')) menu = headOf(command);
    covered.push(withoutSecrets(command, menu));
    from = end;
  }
  return covered.join('');
}

/** Characters of the line around an edit. */
const NEAR = 1_000;
/** A command of more lines than these is a script. */
const MAX_CONTINUED = 40;
/** Nobody writes a longer path of a menu. */
const LONGEST_MENU = 200;

function isContinued(text: string, start: number): boolean {
  return /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start));
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}

/** Where the command begins that goes on in the line. */
function commandStart(text: string, start: number): number {
  let from = start;
  for (let left = MAX_CONTINUED; left > 0 && isContinued(text, from); left--) {
    from = text.lastIndexOf('\n', from - 2) + 1;
  }
  return from;
}

/** The line further up that names the menu. */
function menuAbove(text: string, start: number): string {
  if (text[start] === '/') return '';
  const at = text.lastIndexOf('\n/', start);
  return at < 0 ? (text.startsWith('/') ? headOf(text) : '') : headOf(text.slice(at + 1, at + 1 + LONGEST_MENU));
}

function headOf(command: string): string {
  return command.slice(0, LONGEST_MENU).split(/[\r\n]/, 1)[0] ?? '';
}

/** Covers each value behind a head; a value that is no secret may hold further heads. */
function withoutValues(line: string, { head, value, isSecret }: Pattern): string {
  const parts: string[] = [];
  let last = 0;
  for (const match of line.matchAll(head)) {
    const start = match.index + match[0].length;
    if (start < last || isSecret?.(match.groups?.name ?? '') === false) continue;
    value.lastIndex = start;
    const [secret] = value.exec(line) ?? [];
    if (secret === undefined) continue;
    // Line ends stay, so that places stay where they are.
    parts.push(line.slice(last, start), secret.replaceAll(/[^\r\n]/g, '*'));
    last = start + secret.length;
  }
  return `${parts.join('')}${line.slice(last)}`;
}

interface Pattern {
  /** What the menu or the line says where the pattern holds. */
  readonly where?: RegExp;
  /** What stands in front of a secret. */
  readonly head: RegExp;
  /** The secret itself. */
  readonly value: RegExp;
  /** Whether the group `name` of the head names one. */
  readonly isSecret?: (name: string) => boolean;
}

/** A string, also one in a string, an expression, a command in brackets, a word. */
const VALUE = /\\{0,3}"(?:\\.|[^"\\])*(?:\\?"|$)|\([^)\r\n]*\)?|\[[^\]\r\n]*\]?|[^\s;"[({][^\s;"]*/y;
const NAME = '(?<name>[a-z][a-z0-9._-]{0,79})';
const QUOTE = String.raw`\\{0,3}"`;
const CONTINUED = String.raw`[ \t]*(?:\\\r?\n[ \t]*)?`;
/** Words that stand behind a word for a secret where that is a menu, or a word of a sentence. */
const COMMANDS = String.raw`(?!(?:add|set|print|remove|find|export|edit|enable|disable|comment|where|unset|reset|move|get|is|and|for|in|to|of|the|was|has)\b)`;

const PATTERNS: readonly Pattern[] = [
  { head: new RegExp(`(?<![a-z0-9._-])${NAME}${CONTINUED}=${CONTINUED}`, 'gi'), value: VALUE, isSecret: isSecretName },
  // A name in quotes: of an array, of JSON.
  { head: new RegExp(`${QUOTE}${NAME}${QUOTE}[ \\t]*[=:][ \\t]*`, 'gi'), value: VALUE, isSecret: isSecretVariable },
  { head: new RegExp(`->[ \\t]*"?${NAME}"?[ \\t]*\\)[ \\t]+`, 'gi'), value: VALUE, isSecret: isSecretVariable },
  // `:local password "…"`, and a name whose `=` is missing.
  {
    head: new RegExp(`(?:local|global|set)[ \\t]+(?:${QUOTE})?${NAME}(?:${QUOTE})?[ \\t]+${COMMANDS}(?!=)`, 'gi'),
    value: VALUE,
    isSecret: isSecretVariable,
  },
  {
    head: new RegExp(`(?<=\\s)(?:password|passphrase|[a-z0-9-]*(?:private|shared)-key)[ \\t]+${COMMANDS}(?!=)`, 'gi'),
    value: VALUE,
  },
  { where: /\bkey=|\benvs?\b/i, head: /\bvalue=/gi, value: VALUE },
  { where: /\bsnmp[ /]+community\b/i, head: /\bname=/gi, value: VALUE },
  {
    where: /\bsnmp[ /]+community\b/i,
    head: /\b(?:set|remove|disable|enable|numbers=)[ \t]*/g,
    value: /(?!\d+(?:\s|$))(?:"(?:\\.|[^"\\])*"|[^\s="[({*;]+)(?=[\s;]|$)/y,
  },
  // A user in an address of the Web, a token in its path, a header.
  { head: /\/\/[^\s/"@:]{0,200}:/g, value: /[^\s/"@]+(?=@)/y },
  { head: /\/bot/g, value: /[^\s/"?]+/y },
  { head: /\//g, value: /[A-Za-z0-9_-]{28,}(?=[/"?\s]|$)/y },
  { head: /(?:authorization|cookie|x-[a-z-]{0,40}(?:key|token))\s{0,9}[:=]\s{0,9}/gi, value: /[^"\\\r\n]+/y },
  // What is long and looks drawn: a key in base 64.
  { head: /(?<![\w+/=-])(?=[A-Za-z\d])/g, value: /(?=\S*\d)(?=\S*[a-z])(?=\S*[A-Z])[A-Za-z\d+/_-]{40,}={0,2}/y },
  // A word with digits where RouterOS has none: a secret that got into the wrong argument.
  {
    head: new RegExp(`\\b(?:${[...WORDS_ONLY].join('|')})=`, 'g'),
    value: /(?=[^\s"]*\d)(?=[^\s"]*[a-z])[^\s";,]{8,}/iy,
  },
  // A value whose name is missing.
  {
    where: /(?:\bsecret|\buser|\bcommunity)(?:\s|$)/i,
    head: /\badd[ \t]+[^\s=]{1,200}[ \t]+/g,
    value: /[^\s="]+(?=\s|$)/y,
  },
];
