import type { Statement, SyntaxTree } from '../../server/src/syntax/ast.ts';
import { forEachStatement } from '../../server/src/syntax/ast.ts';
import { TokenKind } from '../../server/src/syntax/token.ts';

/** A change of one token, or of the place of one statement or brace, that should change the meaning of a script. */
export const MUTATIONS = ['argument', 'operator', 'word', 'variable', 'order', 'brace'] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** The changed text, or `undefined` where the script has no such place. `draw(n)` draws a number below `n`. */
export function mutate(tree: SyntaxTree, mutation: Mutation, draw: (below: number) => number): string | undefined {
  switch (mutation) {
    case 'order':
      return swapStatements(tree, draw);
    case 'brace':
      return moveBrace(tree, draw);
    default:
      return changeToken(tree, mutation, draw);
  }
}

const NAMES = [
  'address',
  'chain',
  'comment',
  'disabled',
  'from',
  'interface',
  'list',
  'message',
  'name',
  'to',
  'value',
];
const OPERATORS = ['=', '!=', '<', '>', '+', '-', '*', '.', '~', '&&', '||'];

function changeToken(
  { text, tokens }: SyntaxTree,
  mutation: Mutation,
  draw: (below: number) => number,
): string | undefined {
  const places: number[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    const name = kind === TokenKind.Word && tokens.kinds[index + 1] === TokenKind.Equals;
    const fits =
      mutation === 'argument'
        ? name
        : mutation === 'operator'
          ? kind === TokenKind.Operator
          : mutation === 'variable'
            ? kind === TokenKind.Variable
            : kind === TokenKind.Word && !name;
    if (fits) places.push(index);
  }
  const index = places[draw(places.length)];
  if (index === undefined) return undefined;
  const start = tokens.starts[index] as number;
  const end = tokens.starts[index + 1] as number;
  const word = text.slice(start, end);
  const others = (mutation === 'operator' ? OPERATORS : NAMES).filter((other) => other !== word);
  const other =
    mutation === 'argument' || mutation === 'operator' ? (others[draw(others.length)] as string) : changedWord(word);
  return text.slice(0, start) + other + text.slice(end);
}

/** Another word of the same kind: a digit more, or a letter more. */
function changedWord(word: string): string {
  if (word.endsWith('"')) return `${word.slice(0, -1)}q"`;
  return /\d$/.test(word) ? `${word.slice(0, -1)}${(Number(word.at(-1)) + 1) % 10}` : `${word}q`;
}

/** Exchanges two statements that follow each other and differ. */
function swapStatements({ text, list }: SyntaxTree, draw: (below: number) => number): string | undefined {
  const ranges: { start: number; end: number; depth: number }[] = [];
  forEachStatement(list, ({ length }: Statement, base, depth) =>
    ranges.push({ start: base, end: base + length, depth }),
  );
  const pairs = ranges.flatMap((first) => {
    const second = ranges.find(({ start, depth }) => start >= first.end && depth === first.depth);
    if (second === undefined) return [];
    const differ = text.slice(first.start, first.end) !== text.slice(second.start, second.end);
    return differ && /^[\s;]*$/.test(text.slice(first.end, second.start)) ? [{ first, second }] : [];
  });
  const pair = pairs[draw(pairs.length)];
  if (pair === undefined) return undefined;
  const { first, second } = pair;
  return (
    text.slice(0, first.start) +
    text.slice(second.start, second.end) +
    text.slice(first.end, second.start) +
    text.slice(first.start, first.end) +
    text.slice(second.end)
  );
}

/** Moves a closing brace in front of the last statement that it encloses. */
function moveBrace({ text, tokens, list }: SyntaxTree, draw: (below: number) => number): string | undefined {
  const starts: number[] = [];
  forEachStatement(list, (_, base) => starts.push(base));
  starts.sort((a, b) => a - b);
  const places: { brace: number; to: number }[] = [];
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.OpenBrace) continue;
    const closer = tokens.closers[index] as number;
    if (closer < 0) continue;
    const open = tokens.starts[index] as number;
    const brace = tokens.starts[closer] as number;
    const to = starts.findLast((start) => start < brace);
    if (to !== undefined && to > open + 1) places.push({ brace, to });
  }
  const place = places[draw(places.length)];
  if (place === undefined) return undefined;
  const { brace, to } = place;
  return `${text.slice(0, to)}}\n${text.slice(to, brace)}${text.slice(brace + 1)}`;
}
