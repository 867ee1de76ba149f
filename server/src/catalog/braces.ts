/**
 * What a value in braces is. The argument decides, not the braces (`docs/facts/scripts.md#braces`): commands to run,
 * the text of a script, or data.
 */
import type { ValueType } from './valueType.ts';

export type Braces =
  /** Commands, read with the menu around them. */
  | 'code'
  /** Text that is stored as it stands and run later, elsewhere. */
  | 'text'
  /** An array. */
  | 'data';

/** `type` is `undefined` where the router does not tell it; `command` is the whole path, such as `/retry`. */
export function bracesOf(command: string, name: string, type: ValueType | undefined): Braces {
  if (type?.kind === 'code') return 'code';
  if (name === 'do' || `${command} ${name}` === '/onerror in') return 'code';
  if (name === 'on-event' && command.endsWith('/print')) return 'code';
  if (CODE_AT_ROOT.has(name) && command.lastIndexOf('/') === 0) return 'code';
  const mayBeText = type === undefined || type.kind === 'string';
  return mayBeText && SCRIPTS.test(name) && !NO_SCRIPTS.has(name) ? 'text' : 'data';
}

/** Arguments of root commands: `:if else=`, `:do on-error=`, `:retry command=`, `:time command=`. */
const CODE_AT_ROOT: ReadonlySet<string> = new Set(['command', 'else', 'on-error']);

/** `source`, `script`, `up-script`, `on-event`, `on-up`, … */
const SCRIPTS = /^(?:source|(?:[a-z]+-)?script|on-[a-z]+)$/;

/** Arguments that only look like one: a flag of a prefix, and where a key lies. */
const NO_SCRIPTS: ReadonlySet<string> = new Set(['on-link', 'on-smart-card']);

/** The best guess for an argument that the catalogue does not know, such as one of a function. */
export function guessBraces(name: string): Braces {
  return bracesOf('/', name, undefined);
}
