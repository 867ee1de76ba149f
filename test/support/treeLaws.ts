/** What holds for the tree of every text. Throws on the first breach. */
import { expect } from 'vitest';
import { children, forEachList, type Node, nestedList, type StatementList } from '../../server/src/syntax/ast.ts';
import { parse, print, syntaxProblems } from '../../server/src/syntax/parse.ts';
import { TokenKind, type Tokens } from '../../server/src/syntax/token.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { RelativeRange } from '../../server/src/text/range.ts';

export function checkTreeLaws(text: string): void {
  const tree = parse(text);
  expect(print(tree)).toBe(text);
  checkTokens(text, tree.tokens);
  checkCover(tree.tokens, tree.list);
  forEachList(tree.list, (list) => checkList(list));
  let before = 0;
  for (const problem of syntaxProblems(tree)) {
    const { start, end, code, fix } = problem;
    if (start < before || start >= end || end > text.length) throw new Error(`place of ${code}: ${start}-${end}`);
    before = start;
    if (fix !== undefined && applyEdits(text, fix.edits) === text) throw new Error(`fix of ${code} changes nothing`);
  }
}

/** Tokens are contiguous; brackets and strings end behind their beginning and inside what holds them. */
function checkTokens(text: string, { count, kinds, starts, closers }: Tokens): void {
  if (count === 0 ? text !== '' : starts[0] !== 0) throw new Error('the first token');
  if (starts[count] !== text.length || kinds.length !== count || closers.length !== count) throw new Error('the end');
  for (let i = 0; i < count; i++) {
    if ((starts[i] as number) >= (starts[i + 1] as number)) throw new Error(`token ${i} is empty`);
    const closer = closers[i] as number;
    const kind = kinds[i] as number;
    const opens = kind >= TokenKind.OpenParen && kind <= TokenKind.OpenBrace && kind % 2 === 0;
    if (!opens && kind !== TokenKind.StringStart) {
      if (closer !== 0) throw new Error(`token ${i} closes`);
    } else if (closer > 0) {
      const matches = opens ? kinds[closer] === kind + 1 : CLOSES_STRING.has(kinds[closer] as number);
      if (closer <= i || !matches) throw new Error(`token ${i} is closed by ${closer}`);
    } else if (~closer <= i || ~closer > count) throw new Error(`token ${i} ends at ${~closer}`);
  }
}

const CLOSES_STRING: ReadonlySet<number> = new Set([TokenKind.StringEnd, TokenKind.TypographicEnd]);

/** Every token that means something lies in an item of a statement. */
function checkCover({ count, kinds, starts }: Tokens, list: StatementList): void {
  const items = list.statements.flatMap(({ items }, index) => {
    const start = list.starts[index] as number;
    return items.map((item) => ({ start: start + item.start, end: start + item.end }));
  });
  let at = 0;
  for (let i = 0; i < count; i++) {
    const kind = kinds[i] as number;
    if (kind <= TokenKind.Semicolon) continue;
    while (at < items.length && (items[at] as RelativeRange).end <= (starts[i] as number)) at++;
    const item = items[at];
    if (item === undefined || item.start > (starts[i] as number) || item.end < (starts[i + 1] as number)) {
      throw new Error(`token ${i} of kind ${kind} is in no item`);
    }
  }
}

/** Statements follow each other; they begin with their first item and end with their last. */
function checkList(list: StatementList): void {
  let end = 0;
  if (list.starts.length !== list.statements.length) throw new Error('not as many starts as statements');
  for (const [index, { length, items, problems }] of list.statements.entries()) {
    const start = list.starts[index] as number;
    if (start < end || length <= 0) throw new Error(`statement ${start}+${length} behind ${end}`);
    end = start + length;
    if (items[0]?.start !== 0 || items.at(-1)?.end !== length) throw new Error(`items of ${start}+${length}`);
    checkNodes(items, { start: 0, end: length });
    for (const { start, end } of problems) {
      if (start < 0 || end > length) throw new Error('a problem outside of its statement');
    }
  }
}

function checkNodes(items: readonly Node[], statement: RelativeRange): void {
  const stack: { nodes: readonly Node[]; parent: RelativeRange }[] = [{ nodes: items, parent: statement }];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    let { start: before } = entry.parent;
    for (const node of entry.nodes) {
      const { kind, start, end } = node;
      if (!(start >= before && end >= start && end <= entry.parent.end)) {
        throw new Error(`${kind} ${start}-${end} in ${before}-${entry.parent.end}`);
      }
      before = end;
      if (start === end && kind !== 'Missing' && !(kind === 'Word' && node.text === ''))
        throw new Error(`empty ${kind}`);
      const nested = nestedList(node);
      const last = nested?.statements.at(-1);
      if (last !== undefined && (nested?.starts.at(-1) ?? 0) + last.length > end - start)
        throw new Error(`statements behind ${kind}`);
      stack.push({ nodes: children(node), parent: node });
    }
  }
}
