import type { Catalog, Argument as CatalogArgument } from '../catalog/catalog.ts';
import type { Group, StringLiteral, Value } from '../syntax/ast.ts';
import { parseSteps } from '../syntax/parse.ts';
import type { TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { bindSteps } from './bind.ts';
import { type BoundScript, forEachCommand } from './boundScript.ts';

/** A script in the value of an argument, such as `source="…"` or `on-event={…}`: RouterOS runs it later, elsewhere. */
export interface EmbeddedScript {
  /** What holds it in the text around it: the string with its quotes, or the group with its braces. */
  readonly range: TextRange;
  readonly in: 'string' | 'braces';
  readonly text: string;
  readonly bound: BoundScript;
  /** Where the character at an offset of `text` begins in the text around it. */
  map(offset: number): number;
  /** Where the character before an offset of `text` ends there, so that a line that goes on ends where it is cut. */
  mapEnd(offset: number): number;
}

/**
 * The scripts in the arguments of a script, in text order; for those within them, ask again with `bound`. Left out is
 * what is not known before the run, such as text with variables, and what may be the name of a script.
 */
export function embeddedScripts(script: BoundScript, catalog: Catalog): EmbeddedScript[] {
  return finish(embeddedScriptSteps(script, catalog));
}

/** The same in steps. */
export function* embeddedScriptSteps(script: BoundScript, catalog: Catalog): Steps<EmbeddedScript[]> {
  const scripts: EmbeddedScript[] = [];
  for (const found of embeddedTexts(script)) {
    const tree = yield* parseSteps(found.text);
    scripts.push({ ...found, bound: yield* bindSteps(tree, catalog) });
    yield;
  }
  return scripts;
}

/** Whether any of its arguments has a script. */
export function hasEmbeddedScript(script: BoundScript): boolean {
  return embeddedTexts(script).length > 0;
}

/** In text order. */
function embeddedTexts(script: BoundScript): Found[] {
  const texts: Found[] = [];
  const add = (argument: CatalogArgument | undefined, value: Value | undefined, base: number): void => {
    if (argument?.braces !== 'text' || value === undefined) return;
    const read = value.kind === 'String' ? readString(value, base) : readGroup(value, base, script.tree.text);
    if (read !== undefined && !MAY_BE_NAME.test(read.text)) texts.push(read);
  };
  forEachCommand(script.commands, ({ base, command, arguments: given, positionals }) => {
    if (command === undefined) return;
    for (const { argument, value } of given) add(argument, value, base);
    for (const [index, { value }] of positionals.entries()) {
      add(command.arguments?.get(command.unnamed[index] ?? ''), value, base);
    }
  });
  return texts.sort((a, b) => a.range.start - b.range.start);
}

/** A range of the script in the text around it. */
export function hostRange(script: Pick<EmbeddedScript, 'map' | 'mapEnd'>, { start, end }: TextRange): TextRange {
  const from = script.map(start);
  return { start: from, end: end > start ? script.mapEnd(end) : from };
}

/** What holds a script and where it stands, before it is read. */
type Found = Omit<EmbeddedScript, 'bound'>;

/** One line without any of the signs that code is made of; most arguments for scripts take the name of one too. */
const MAY_BE_NAME = /^[^/:;=[\](){}"$\\\r\n]*$/;

function readString({ start, end, parts, closed, typographic }: StringLiteral, base: number): Found | undefined {
  if (!closed || typographic) return undefined;
  let text = '';
  // Parallel and ascending; in a part that is no escape each character stands for itself.
  const textStarts: number[] = [];
  const hostStarts: number[] = [];
  const hostEnds: number[] = [];
  for (const part of parts) {
    if (part.kind !== 'Text') return undefined;
    textStarts.push(text.length);
    hostStarts.push(base + part.start);
    hostEnds.push(base + part.end);
    text += part.value;
  }
  const range = { start: base + start, end: base + end };
  const within = (offset: number): number => {
    let low = 0;
    let high = textStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((textStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const map = (offset: number): number => {
    if (offset >= text.length) return range.end - 1;
    const part = within(offset);
    return (hostStarts[part] as number) + offset - (textStarts[part] as number);
  };
  const mapEnd = (offset: number): number => {
    if (offset <= 0) return range.start + 1;
    const part = within(offset - 1);
    const behind = textStarts[part + 1] ?? text.length;
    return offset === behind
      ? (hostEnds[part] as number)
      : (hostStarts[part] as number) + offset - (textStarts[part] as number);
  };
  return { range, in: 'string', text, map, mapEnd };
}

function readGroup(value: Exclude<Value, StringLiteral>, base: number, host: string): Found | undefined {
  if (value.kind !== 'Group' || !(value satisfies Group).closed) return undefined;
  const range = { start: base + value.start, end: base + value.end };
  const map = (offset: number): number => range.start + 1 + offset;
  return { range, in: 'braces', text: host.slice(range.start + 1, range.end - 1), map, mapEnd: map };
}
