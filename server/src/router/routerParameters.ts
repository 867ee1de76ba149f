import { type Braces, type Command, type NameResolution, resolve } from '../catalog/catalog.ts';

/**
 * How the router reads the arguments of a command, as far as its tree does not say it
 * (`docs/facts/reader.md#unnamed-arguments`).
 */

/** What braces hold as the value of a parameter; only root commands take data in them, others nothing at all. */
export function bracesOf({ path, name, arguments: known }: Command, parameter: string): Braces | undefined {
  const braces = known?.get(parameter)?.braces ?? 'data';
  return braces === 'data' && path.length > name.length + 1 ? undefined : braces;
}

/** Parameters that may stand without a name, in the order they are filled. */
export function unnamedOf(command: Command): readonly string[] {
  if (command.unnamed.length > 0 || command.arguments === undefined || STORING.has(command.name))
    return command.unnamed;
  const items = ITEMS.filter((name) => command.arguments?.has(name));
  const target = TARGETS.get(command.name);
  return target === undefined || items.length > 0 ? items : [target];
}

/** Whether the parameter may stand without a value; a command that stores takes only its whole name for that. */
export function isFlag(command: Command, parameter: string, written: string): boolean {
  return !VALUED.has(parameter) && (written === parameter || !STORING.has(command.name));
}

/** A root command also takes `else {` for `else={` and `from 1` for `from=1`. */
export function takesValueBehindBlank({ path, name }: Command, parameter: string): boolean {
  return path.length === name.length + 1 && !ROOT_FLAGS.has(parameter);
}

/**
 * Whether an unquoted value can be one of the parameter; doubtful ones can. Only closed sets of words are looked at,
 * which may be abbreviated and, in lists, negated.
 */
export function mayBeValue({ arguments: known }: Command, parameter: string, value: string): boolean {
  const argument = known?.get(parameter);
  const words = argument?.type.kind === 'boolean' ? BOOLEANS : argument?.values;
  if (words === undefined) return true;
  return value.split(',').every((part) => {
    const word = part.replace(/^!/, '');
    return /^\d*$/.test(word) || words.some((candidate) => candidate.startsWith(word));
  });
}

/** A leading dot repeats the group of the dotted parameter before it: `configuration.mode=ap .ssid=x`. */
export function resolveParameter(command: Command, written: string, group: string): NameResolution<unknown> {
  if (command.arguments === undefined) return { kind: 'found', name: written, value: undefined };
  return resolve(command.arguments, written.startsWith('.') ? group + written : written);
}

const BOOLEANS: readonly string[] = ['yes', 'no', 'true', 'false'];
const ITEMS: readonly string[] = ['numbers', 'number', 'value-name'];
/** What a tool works on. */
const TARGETS: ReadonlyMap<string, string> = new Map([
  ['bandwidth-test', 'address'],
  ['flood-ping', 'address'],
  ['mac-telnet', 'host'],
  ['monitor-traffic', 'interface'],
  ['ping', 'address'],
  ['ssh', 'address'],
  ['telnet', 'address'],
  ['torch', 'interface'],
  ['traceroute', 'address'],
]);
const ROOT_FLAGS: ReadonlySet<string> = new Set(['as-value', 'as-string', 'dry-run']);
/** Commands that store properties: none of theirs may lack its value. */
const STORING: ReadonlySet<string> = new Set(['add', 'set', 'reset']);
const VALUED: ReadonlySet<string> = new Set([
  'file',
  'from',
  'interval',
  'proplist',
  'numbers',
  'number',
  'name',
  'value',
]);
