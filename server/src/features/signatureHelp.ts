import type { BoundCommand } from '../binding/boundCommand.ts';
import { commandAt } from '../binding/boundScript.ts';
import { type FunctionCall, variables } from '../binding/variables.ts';
import type { Argument, Command } from '../catalog/catalog.ts';
import type { Analysis } from '../rules/rule.ts';
import { type TextRange, touches } from '../text/range.ts';
import { describeArgument } from '../wording/describe.ts';
import { cursorAt } from './cursor.ts';

export interface SignatureHelp {
  /** The command or function with its parameters. */
  readonly label: string;
  readonly parameters: readonly SignatureParameter[];
  /** The parameter at the caret. */
  readonly active: number | undefined;
  /** Whether the call is short enough to be shown while it is typed, unasked. */
  readonly short: boolean;
}

export interface SignatureParameter {
  /** Its place in the label. */
  readonly label: TextRange;
  /** Markdown; empty where there is nothing to say. */
  readonly documentation: string;
}

/** What the command or function at the offset takes, and which of it stands there. */
export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  return functionHelp(analysis, offset) ?? commandHelp(analysis, offset);
}

function functionHelp({ script }: Analysis, offset: number): SignatureHelp | undefined {
  const call = callAt(script, offset);
  const body = call?.called.body;
  if (call === undefined || body === undefined) return undefined;
  const parameters = [...body.parameters.keys()];
  const numbered = parameters.filter(isNumber).sort((a, b) => Number(a) - Number(b));
  const names = parameters.filter((name) => !isNumber(name));
  const known = [...numbered.map((name) => `$${name}`), ...names.map((name) => `${name}=`)];
  const { command } = call;
  const given = command.arguments.find(({ range }) => touches(command.place(range), offset));
  const before = values(command).filter(({ end }) => end < offset).length;
  const active = known.indexOf(given === undefined ? `$${before + 1}` : `${given.name}=`);
  return signature(`$${call.called.name}`, known, active, () => '', true);
}

/** The values behind the name of the function. */
function values(command: BoundCommand): TextRange[] {
  return command.positionals.flatMap(({ value }) => (value.start > 0 ? [command.place(value)] : []));
}

/** The call around the offset; a caret behind the blank after it still belongs to it. */
function callAt(script: Analysis['script'], offset: number): FunctionCall | undefined {
  const { text } = script.tree;
  let end = offset;
  while (end > 0 && offset - end < MOST_BLANKS && /[ \t]/.test(text.charAt(end - 1))) end--;
  const command = commandAt(script, offset) ?? commandAt(script, end);
  const near = command?.kind === 'call' ? command : commandAt(script, end);
  if (near?.kind !== 'call' || offset <= near.range.start) return undefined;
  return variables(script).calls.find(({ command: other }) => other === near);
}

const MOST_BLANKS = 32;

function commandHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const cursor = cursorAt(analysis, offset);
  if (cursor?.kind !== 'argument' && cursor?.kind !== 'value') return undefined;
  const { command: bound } = cursor;
  const { command, menu } = bound;
  if (command?.arguments === undefined || menu === undefined) return undefined;
  const name = cursor.kind === 'value' ? cursor.name : (command.unnamed[cursor.position] ?? '');
  const { shown, more } = shownArguments(command, [
    ...command.unnamed,
    ...bound.arguments.map((given) => given.name),
    name,
  ]);
  const labels = shown.map(({ name: argument, required }) => {
    const label = command.unnamed.includes(argument) ? `<${argument}>` : `${argument}=`;
    return required || command.unnamed.includes(argument) ? label : `[${label}]`;
  });
  const documentation = (index: number): string => {
    const argument = shown[index];
    return argument === undefined ? '' : (describeArgument(menu.path, argument.name) ?? argument.doc);
  };
  const active = shown.findIndex((argument) => argument.name === name);
  return signature(
    bound.name,
    more ? [...labels, '…'] : labels,
    active,
    documentation,
    menu.path === '/' && shown.length <= MOST_SHOWN,
  );
}

/** Those that need no name come first. All arguments of a small command; of a large one those that it cannot do without, and those that are given. */
function shownArguments(
  { arguments: all = new Map(), unnamed }: Command,
  wanted: readonly string[],
): { readonly shown: readonly Argument[]; readonly more: boolean } {
  // An old name of an argument leads to the same one.
  const position = ({ name }: Argument): number => (unnamed.includes(name) ? unnamed.indexOf(name) : unnamed.length);
  const known = [...new Set(all.values())].sort((a, b) => position(a) - position(b));
  if (known.length <= MOST_SHOWN) return { shown: known, more: false };
  const names = new Set(wanted);
  return { shown: known.filter(({ name, required }) => required || names.has(name)), more: true };
}

const MOST_SHOWN = 12;

function signature(
  name: string,
  parameters: readonly string[],
  active: number,
  documentation: (index: number) => string,
  short: boolean,
): SignatureHelp {
  let label = name;
  const places = parameters.map((parameter, index) => {
    const start = label.length + 1;
    label += ` ${parameter}`;
    return { label: { start, end: label.length }, documentation: documentation(index) };
  });
  return { label, parameters: places, active: active < 0 ? undefined : active, short };
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
