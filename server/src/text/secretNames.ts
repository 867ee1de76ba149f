import { nearMiss } from './nearMiss.ts';

/**
 * Whether the value of an argument is a secret, by its name: also one that is shortened, misspelt or in capital letters.
 * What is said about a secret (`password-length`, `key-size`) is none.
 */
export function isSecretName(name: string): boolean {
  let known = asked.get(name);
  if (known === undefined) {
    known = meansSecret(name.toLowerCase());
    // The arguments of a router are few; a hostile script may have as many as it likes.
    if (asked.size >= MOST_ASKED) asked.clear();
    asked.set(name, known);
  }
  return known;
}

const asked = new Map<string, boolean>();
const MOST_ASKED = 2_000;

function meansSecret(folded: string): boolean {
  if (OTHERS.test(folded)) return false;
  if (SECRETS.test(folded)) return true;
  // A sure beginning of one, and a slip of the pen.
  return STARTS.some((secret) => folded.length >= 3 && secret.startsWith(folded)) || isSlip(folded);
}

/** Whether an argument holds a secret in this menu: by its name, or because the item itself is one. */
export function holdsSecret(menu: string | undefined, name: string): boolean {
  return (menu === '/snmp/community' && name === 'name') || isSecretName(name);
}

/** Stands where a secret would. */
export const COVERED = '***';

/**
 * The value of an argument of the firewall as it may be shown: the text that opens a knock (`content`) is a password, and
 * what looks drawn where RouterOS has words without digits is a secret in the wrong place.
 */
export function shownValue(name: string, value: string): string {
  if (!isSecretName(name) && !(WORDS_ONLY.has(name) && looksDrawn(value))) return value;
  return value.startsWith('!') ? `!${COVERED}` : COVERED;
}

/** The same of what is written as in a rule: `content=***`. */
export function shownAssignment(written: string): string {
  const equals = written.indexOf('=');
  return equals < 0
    ? written
    : `${written.slice(0, equals)}=${shownValue(written.slice(0, equals), written.slice(equals + 1))}`;
}

/** No value of theirs has a digit. */
export const WORDS_ONLY: ReadonlySet<string> = new Set([
  'action',
  'connection-nat-state',
  'connection-state',
  'disabled',
  'log',
  'passthrough',
]);

/** Whether a variable holds a secret, by one of the words in its name: `wifiPassword`, `bot_token`, `pw`. */
export function isSecretVariable(name: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some((word) => VARIABLES.test(word)) || isSecretName(name);
}

/** Whether a word is no name but drawn at random, as passwords and keys are: letters and digits, mixed. */
export function looksDrawn(word: string): boolean {
  return word.length >= 8 && /[a-z]/i.test(word) && /\d/.test(word) && !/[.:/]/.test(word);
}

/** How long, of which kind or where, but not what. */
const OTHERS =
  /^passive|\.passive$|^passthrough|-(?:algorithms?|authentication|certificate|characters|chain|cookie|file|format|group|handicap|id|ids|interval|length|lifetime|login|method|mode|name|options|owner|parameters|period|policy|port|size|timeout|types?|update|usage|usages)$|^(?:min|max|minimum|allow|show|no|public|remote)[a-z-]*-(?:password|key|export|login)/;

const SECRETS = new RegExp(
  [
    'pass(?!ive|through)',
    'paswo?r?d',
    'psw',
    'pwd',
    'secret',
    'psk',
    'pre-?shared',
    'private-key',
    '(?:auth|authentication|enc|encryption|hmac|md5|api|access|protection|download|mtik|master|session)-?key',
    'static-(?:sta-private-)?key',
    'key-(?:val|b64)',
    'cert-key',
    'token',
    'bearer',
    'credential',
    'cookie$',
    '(?:activation|confirmation)-code',
    'http-data',
    'http-header',
    'community',
    '^(?:sim-)?(?:pin|puk)$',
    '^(?:cak|key|apikey|identity|text|content|pw|auth)$',
  ].join('|'),
);

const STARTS = ['password', 'passphrase', 'pre-shared-key', 'preshared-key', 'private-key', 'secret'];

/** Of a whole name alone: many short words are alike. */
function isSlip(name: string): boolean {
  return name.length >= 5 && name.length <= 15 && nearMiss(name, STARTS) !== undefined && !WORDS.has(name);
}

/** Names of RouterOS that only look like one of them. */
const WORDS = new Set(['passive', 'select', 'server', 'search', 'script']);

const VARIABLES =
  /^(?:pass(?:w(?:or)?d|phrase|code)?|pwd?|secret|token|apikey|key|psk|pin|puk|credentials?|bearer|auth)s?$/;
