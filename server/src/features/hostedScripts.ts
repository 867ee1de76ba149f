import { type BoundScript, commandAt } from '../binding/boundScript.ts';
import { type EmbeddedScript, embeddedScripts, hostRange } from '../binding/embeddedScripts.ts';
import { catalog } from '../catalog/catalog.ts';
import { MAX_EMBEDDING } from '../problems/scriptProblems.ts';
import { escaped } from '../syntax/quote.ts';
import { type TextRange, touches } from '../text/range.ts';

/** A script of a file: its own text, or one that stands in the value of an argument, at any depth. */
export interface HostedScript {
  readonly bound: BoundScript;
  /** Where a range of the script stands in the file. */
  inFile(range: TextRange): TextRange;
  /** How a text of the script is written in the file, where it may stand within quotes within quotes. */
  write(text: string): string;
}

/** The script of the file and those within it, outer before inner. */
export function hostedScripts(script: BoundScript): readonly HostedScript[] {
  let found = known.get(script);
  if (found === undefined) {
    found = read(script);
    known.set(script, found);
  }
  return found;
}

/** The innermost script within another that holds the offset, and where in it that is; undefined in the file's own text. */
export function hostedAt(
  script: BoundScript,
  offset: number,
): { readonly script: HostedScript; readonly offset: number } | undefined {
  if (!mayHost(script, offset)) return undefined;
  const [, ...within] = hostedScripts(script);
  const found = within.findLast((hosted) => {
    const { start } = hosted.inFile({ start: 0, end: 0 });
    return start <= offset && offset <= endOf(hosted);
  });
  return found === undefined ? undefined : { script: found, offset: offsetIn(found, offset) };
}

/** Whether a string or braces stand at the offset; looking for the scripts of a large file costs more. */
function mayHost(script: BoundScript, offset: number): boolean {
  const command = commandAt(script, offset);
  if (command === undefined) return false;
  return [...command.arguments, ...command.positionals].some(
    ({ value }) => (value?.kind === 'String' || value?.kind === 'Group') && touches(command.place(value), offset),
  );
}

function endOf({ bound, inFile }: HostedScript): number {
  const { length } = bound.tree.text;
  return inFile({ start: length, end: length }).start;
}

/** The first place of the script that stands at the offset of the file or behind it. */
function offsetIn({ bound, inFile }: HostedScript, offset: number): number {
  let low = 0;
  let high = bound.tree.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inFile({ start: middle, end: middle }).start >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Several features ask for the same text version. */
const known = new WeakMap<BoundScript, readonly HostedScript[]>();

function read(script: BoundScript): HostedScript[] {
  const found: HostedScript[] = [];
  const add = (hosted: HostedScript, depth: number): void => {
    found.push(hosted);
    if (depth >= MAX_EMBEDDING) return;
    for (const inner of embeddedScripts(hosted.bound, catalog)) add(within(hosted, inner), depth + 1);
  };
  add({ bound: script, inFile: (range) => range, write: (text) => text }, 0);
  return found;
}

function within(host: HostedScript, inner: EmbeddedScript): HostedScript {
  return {
    bound: inner.bound,
    inFile: (range) => host.inFile(hostRange(inner, range)),
    write: (text) => host.write(inner.in === 'string' ? escaped(text) : text),
  };
}
