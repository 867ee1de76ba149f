/**
 * Reports end up in logs of pipelines: what is a secret in a line of a script is covered, in its length. It is told by
 * what it is for: the name of its argument or variable, also shortened, misspelt or in capital letters, and the form of
 * what goes to other servers. Rather a word too many is covered than one too few.
 */
export function withoutSecrets(line: string): string {
  let covered = line;
  for (const [where, pattern] of PATTERNS) {
    if (where === undefined || where.test(line)) covered = covered.replace(pattern, cover);
  }
  return covered;
}

/** A line of a text, where what a command has begun further up may go on in it. */
export function lineWithoutSecrets(text: string, start: number, end: number): string {
  let from = start;
  for (let left = MAX_CONTINUED; left > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, from - 3), from)); left--) {
    from = text.lastIndexOf('\n', from - 2) + 1;
  }
  return withoutSecrets(text.slice(from, end)).slice(start - from);
}

/** A command of more lines than these is a script. */
const MAX_CONTINUED = 40;

/** The last group is what is covered; line ends stay, so that places stay where they are. */
function cover(match: string, ...groups: readonly unknown[]): string {
  const texts = groups.filter((group): group is string => typeof group === 'string').slice(0, -1);
  const secret = texts.at(-1) ?? '';
  return `${match.slice(0, match.length - secret.length)}${secret.replaceAll(/[^\r\n]/g, '*')}`;
}

/** A string, also one in a string, an expression, a command in brackets, a word. */
const VALUE = String.raw`\\?"(?:\\.|[^"\\])*(?:\\?"|$)|\([^)\r\n]*\)?|\[[^\]\r\n]*\]?|[^\s;"\[({][^\s;"]*`;
const NAME = String.raw`[a-z0-9._-]{0,60}(?:pass|pas+w|psw|pwd|secr|psk|pre-?shared|private-key|auth[a-z]*-key|enc[a-z]*-key|md5-key|static-key|api-?key|token|bearer|http-data|http-header|community)[a-z0-9._-]{0,60}|sim-pin|pin|cak|key|identity|text`;

const PATTERNS: readonly (readonly [where: RegExp | undefined, pattern: RegExp])[] = [
  [undefined, new RegExp(String.raw`(?<![a-z0-9._-])((?:${NAME})[ \t]*=[ \t]*(?:\\\r?\n[ \t]*)?)(${VALUE})`, 'gi')],
  // `:local password "…"`.
  [
    undefined,
    new RegExp(
      String.raw`((?:local|global|set)[ \t]+\\?"?[a-z0-9]{0,60}(?:pass|secret|token|key|psk|pin)[a-z0-9]{0,60}\\?"?[ \t]+)(${VALUE})`,
      'gi',
    ),
  ],
  [/\bkey=/i, new RegExp(String.raw`(\bvalue=)(${VALUE})`, 'gi')],
  [/\bsnmp[ /]community\b/i, new RegExp(String.raw`(\bname=)(${VALUE})`, 'gi')],
  // A user in an address of the Web, a token in its path, a header.
  [undefined, /(\/\/[^\s/"@:]*:)([^\s/"@]+)(?=@)/g],
  [undefined, /(\/bot)([^\s/"?]+)/g],
  [undefined, /(\/)([A-Za-z0-9_-]{28,})(?=[/"?\s]|$)/g],
  [undefined, /((?:authorization|cookie|x-[a-z-]*(?:key|token))\s*[:=]\s*)([^"\\\r\n]+)/gi],
  // A value whose name is missing.
  [/(?:\bsecret|\buser|\bcommunity)\s+add\s/i, /(\badd[ \t]+[^\s=]+[ \t]+)([^\s="]+)(?=\s|$)/g],
];
