import type { BoundScript } from '../binding/boundScript.ts';
import { type EmbeddedScript, embeddedScripts, hostRange } from '../binding/embeddedScripts.ts';
import { MAX_EMBEDDING } from '../binding/scriptProblems.ts';
import { catalog } from '../catalog/catalog.ts';
import { escaped } from '../syntax/quote.ts';
import type { TextRange } from '../text/range.ts';

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
