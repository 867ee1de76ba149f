/**
 * The same fault in other words: mechanical changes of a script whose answer follows from what RouterOS does with
 * them, so that it can be written down before any rule is asked.
 */
import type { BoundCommand } from '../../server/src/binding/boundCommand.ts';
import { type BoundScript, commandAt } from '../../server/src/binding/boundScript.ts';
import type { TextEdit } from '../../server/src/text/edit.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineTable } from '../../server/src/text/lineTable.ts';
import type { TextRange } from '../../server/src/text/range.ts';

/**
 * - `same`: the router reads the same, so the finding is the same.
 * - `silent`: nothing is wrong any more at this place.
 * - `doubtful`: whether it is wrong hangs on the run, so nothing is said, or nothing certain.
 * - `other`: the change makes another fault of it, which another test speaks of.
 */
export type Answer = 'same' | 'silent' | 'doubtful' | 'other';

export const VARIANTS = {
  disabled: 'silent',
  conditional: 'doubtful',
  opaque: 'doubtful',
  CRLF: 'same',
  comments: 'same',
  continuations: 'same',
  terse: 'same',
  block: 'same',
} as const satisfies Record<string, Answer>;

export type VariantName = keyof typeof VARIANTS;

export interface Variant {
  readonly name: VariantName;
  readonly text: string;
  /** Where something that began at an offset of the first text begins now. */
  moved(offset: number): number;
  /** The line, counted from 1, of what stood on a line of the first text. */
  movedLine(line: number): number;
}

/** All variants of the script that make sense for a finding at `range`. */
export function variantsOf(script: BoundScript, range: TextRange): Variant[] {
  const { text } = script.tree;
  const flagged = flaggedCommand(script, range);
  const found: Variant[] = [];
  const add = (name: VariantName, edits: readonly TextEdit[] | undefined): void => {
    if (edits !== undefined && edits.length > 0) found.push(variant(name, text, edits));
  };
  add('disabled', flagged && disabled(flagged));
  add('conditional', flagged && conditional(flagged));
  add('opaque', flagged && opaque(flagged, text));
  add('CRLF', everywhere(text, /\n/g, '\r\n'));
  add('comments', comments(text));
  add('continuations', flagged && continuations(flagged));
  add('terse', terse(script));
  add('block', block(text));
  return found;
}

/** The innermost command that holds the range; a comment belongs to none. */
export function flaggedCommand(script: BoundScript, range: TextRange): BoundCommand | undefined {
  const command = commandAt(script, range.start);
  return command !== undefined && command.range.start <= range.start && range.end <= command.range.end
    ? command
    : undefined;
}

function disabled({ command, arguments: given, range: { end } }: BoundCommand): TextEdit[] | undefined {
  if (command?.name !== 'add' || command.arguments?.has('disabled') !== true) return undefined;
  if (given.some(({ name }) => name === 'disabled')) return undefined;
  return [insert(end, ' disabled=yes')];
}

/** `:global` without a value: only the router knows what the variable holds. */
function conditional({ kind, range }: BoundCommand): TextEdit[] | undefined {
  if (kind !== 'command') return undefined;
  return [insert(range.start, ':global wanted; :if ($wanted) do={ '), insert(range.end, ' }')];
}

/** Entries are switched off below that nobody can name. */
function opaque({ menu, name }: BoundCommand, text: string): TextEdit[] | undefined {
  if (menu === undefined || name !== 'add') return undefined;
  const command = ['disable', 'remove'].find((one) => menu.commands.has(one));
  const line = `:global ids\n${menu.path.replaceAll('/', ' ').replace(' ', '/')} ${command} $ids\n`;
  return command === undefined ? undefined : [insert(text.length, text.endsWith('\n') ? line : `\n${line}`)];
}

function comments(text: string): TextEdit[] {
  return [...text.matchAll(/(?<!\\)\n(?!$)/g)].map(({ index }) => insert(index + 1, '# between the lines\n'));
}

function continuations(command: BoundCommand): TextEdit[] | undefined {
  if (command.kind !== 'command') return undefined;
  return [...command.arguments.map(({ range }) => range), ...command.positionals.map(({ value }) => value)]
    .map((range) => command.place(range).start)
    .sort((a, b) => a - b)
    .map((start) => insert(start, '\\\n    '));
}

/** Each command with its menu on one line, as `export terse` writes it. */
function terse({ commands, tree: { text } }: BoundScript): TextEdit[] {
  return commands.flatMap(({ kind, menu, range }): TextEdit[] => {
    if (kind === 'menu') return [{ range, newText: '' }];
    if (menu === undefined || menu.path === '/' || /^[/:[]/.test(text.slice(range.start))) return [];
    return [insert(range.start, `${menu.path.replaceAll('/', ' ').replace(' ', '/')} `)];
  });
}

/** The line that says that the file is an export stays above. */
function block(text: string): TextEdit[] {
  const head = /^#.* by RouterOS .*\n/.exec(text)?.[0].length ?? 0;
  return [insert(head, '{\n'), insert(text.length, text.endsWith('\n') ? '}\n' : '\n}\n')];
}

function everywhere(text: string, pattern: RegExp, newText: string): TextEdit[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    range: { start: index, end: index + found.length },
    newText,
  }));
}

function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

function variant(name: VariantName, before: string, edits: readonly TextEdit[]): Variant {
  const text = applyEdits(before, edits);
  const lines = new LineTable(before);
  const linesNow = new LineTable(text);
  const moved = (offset: number): number =>
    edits.reduce(
      (sum, { range, newText }) => (range.end <= offset ? sum + newText.length - (range.end - range.start) : sum),
      offset,
    );
  const movedLine = (line: number): number => linesNow.position(moved(lines.lineStart(line - 1))).line + 1;
  return { name, text, moved, movedLine };
}

const V4 = /(?<![\w.:])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?(?![\w.])/g;

/** The same script for IPv6: each address keeps its bits below 2001:db8::/32, so that who contains whom stays. */
export function ipv6Twin(text: string): string {
  return text
    .replace(V4, (_all, a: string, b: string, c: string, d: string, bits: string | undefined) => {
      const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
      return `2001:db8:${pair(a, b)}:${pair(c, d)}::/${bits === undefined || bits === '32' ? 128 : 32 + Number(bits)}`;
    })
    .replaceAll('/ip firewall', '/ipv6 firewall')
    .replaceAll('protocol=icmp ', 'protocol=icmpv6 ')
    .replaceAll('protocol=icmp\n', 'protocol=icmpv6\n');
}
