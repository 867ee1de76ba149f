/** What an editor may fold: sections, brackets and texts over several lines, comments, regions, continued commands. */

import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import type { Analysis } from '../rules/rule.ts';
import { TokenKind, type Tokens } from '../syntax/token.ts';
import { LineTable } from '../text/lineTable.ts';
import { finish, type Steps } from '../text/steps.ts';

/** Lines count from 0; the end is the last line that is hidden. No two ranges overlap unless one holds the other. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'section' | 'block' | 'comment' | 'region' | 'command';
}

export function foldingRanges(analysis: Pick<Analysis, 'text' | 'script'>): FoldingRange[] {
  return finish(foldingSteps(analysis));
}

/** The same in steps. */
export function* foldingSteps({ text, script }: Pick<Analysis, 'text' | 'script'>): Steps<FoldingRange[]> {
  const lines = new Lines(text);
  yield;
  const ranges = sections(script.commands, lines);
  yield;
  for (const range of yield* brackets(script.tree.tokens, lines)) ranges.push(range);
  yield;
  for (const range of yield* comments(script.tree.tokens, lines)) ranges.push(range);
  for (let from = 0; from < script.commands.length; from += STEP) {
    yield;
    for (const range of continued(script.commands.slice(from, from + STEP), lines)) ranges.push(range);
  }
  yield;
  return nest(ranges);
}

/** How many commands are looked at in a step. */
const STEP = 1_024;
const TOKENS_A_STEP = 32_768;

/** From a line with only a menu to the last command before the next one, in each list of statements. */
function sections(commands: readonly BoundCommand[], lines: Lines): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const inList = (list: readonly BoundCommand[]): void => {
    for (let i = 0; i < list.length; i++) {
      const line = list[i] as BoundCommand;
      for (const inner of line.nested.values()) inList(inner);
      if (line.kind !== 'menu') continue;
      let last = i;
      while (last + 1 < list.length && list[last + 1]?.kind !== 'menu') last++;
      const { end } = (list[last] as BoundCommand).range;
      ranges.push({ startLine: lines.of(line.range.start), endLine: lines.ofEnd(end), kind: 'section' });
    }
  };
  inList(commands);
  return ranges;
}

/** The line of the closing bracket stays visible when nothing else stands before it. */
function* brackets({ kinds, starts, closers, count }: Tokens, lines: Lines): Steps<FoldingRange[]> {
  const ranges: FoldingRange[] = [];
  for (let i = 0; i < count; i++) {
    if (i % TOKENS_A_STEP === TOKENS_A_STEP - 1) yield;
    const kind = kinds[i] as number;
    if (!OPENERS.has(kind)) continue;
    const closer = closers[i] as number;
    const startLine = lines.of(starts[i] as number);
    const end = starts[closer > 0 ? closer : ~closer] as number;
    const endLine = closer > 0 ? lines.of(end) - (lines.isFirst(end) ? 1 : 0) : lines.ofEnd(end);
    if (endLine > startLine) ranges.push({ startLine, endLine, kind: 'block' });
  }
  return ranges;
}

/** Comments in lines below each other, and what stands between `#region` and `#endregion`. */
function* comments({ kinds, starts, count }: Tokens, lines: Lines): Steps<FoldingRange[]> {
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
  let run: { startLine: number; endLine: number } | undefined;
  const endRun = (): void => {
    if (run !== undefined) ranges.push({ ...run, kind: 'comment' });
    run = undefined;
  };
  for (let i = 0; i < count; i++) {
    if (i % TOKENS_A_STEP === TOKENS_A_STEP - 1) yield;
    if (kinds[i] !== TokenKind.Comment) continue;
    const line = lines.of(starts[i] as number);
    const marker = lines.match(REGION, starts[i] as number);
    if (run !== undefined && run.endLine !== line - 1) endRun();
    if (marker === undefined) run = { startLine: run?.startLine ?? line, endLine: line };
    else {
      endRun();
      if (marker === 'region') open.push(line);
      else {
        const startLine = open.pop();
        if (startLine !== undefined) ranges.push({ startLine, endLine: line, kind: 'region' });
      }
    }
  }
  endRun();
  return ranges;
}

/** Commands whose first line ends in a backslash. */
function continued(commands: readonly BoundCommand[], lines: Lines): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  forEachCommand(commands, ({ range }) => {
    const startLine = lines.of(range.start);
    const endLine = lines.ofEnd(range.end);
    if (endLine > startLine && lines.isContinued(startLine)) ranges.push({ startLine, endLine, kind: 'command' });
  });
  return ranges;
}

/** Makes the ranges nest: a region stands as it was marked and cuts what it crosses, otherwise the outer one stands. */
function nest(ranges: readonly FoldingRange[]): FoldingRange[] {
  const sorted = ranges
    .filter(({ startLine, endLine }) => endLine > startLine)
    .map((range) => ({ ...range }))
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  const result: typeof sorted = [];
  const around: typeof sorted = [];
  for (const range of sorted) {
    for (let top = around.at(-1); top !== undefined; top = around.at(-1)) {
      if (top.endLine < range.startLine) around.pop();
      else if (range.endLine <= top.endLine) break;
      else if (range.kind === 'region' && top.kind !== 'region') {
        top.endLine = range.startLine - 1;
        around.pop();
      } else {
        range.endLine = top.endLine;
        break;
      }
    }
    const top = around.at(-1);
    // An editor shows one fold a line.
    if (range.endLine <= range.startLine || top?.startLine === range.startLine) continue;
    around.push(range);
    result.push(range);
  }
  return result.filter(({ startLine, endLine }) => endLine > startLine);
}

class Lines {
  readonly #text: string;
  readonly #table: LineTable;

  constructor(text: string) {
    this.#text = text;
    this.#table = new LineTable(text);
  }

  of(offset: number): number {
    return this.#table.position(offset).line;
  }

  /** Line of the last character before `end` that is no blank: what is not closed may reach over empty lines. */
  ofEnd(end: number): number {
    let last = end;
    while (last > 0 && /\s/.test(this.#text.charAt(last - 1))) last--;
    return this.of(Math.max(0, last - 1));
  }

  /** Whether only blanks stand before `offset` in its line. */
  isFirst(offset: number): boolean {
    return this.#text.slice(this.#table.lineStart(this.of(offset)), offset).trim() === '';
  }

  isContinued(line: number): boolean {
    const end = this.#table.lineStart(line + 1);
    return /\\(?:\r\n|\r|\n)$/.test(this.#text.slice(Math.max(0, end - 3), end));
  }

  match(pattern: RegExp, offset: number): string | undefined {
    return pattern.exec(this.#text.slice(offset, offset + 40))?.[1];
  }
}

const OPENERS: ReadonlySet<number> = new Set([
  TokenKind.OpenParen,
  TokenKind.OpenBracket,
  TokenKind.OpenBrace,
  TokenKind.StringStart,
]);
const REGION = /^#[ \t]*(region|endregion)\b/;
