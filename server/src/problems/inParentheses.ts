import { children, type Node, nestedList, type SyntaxTree, statementFrom } from '../syntax/ast.ts';

/**
 * Whether an offset lies in parentheses, and in no command within them. There a line end is a blank like any other, so a
 * backslash in front of it needs not be the last character of its line.
 */
export function isInParentheses({ list }: SyntaxTree, offset: number): boolean {
  let inside = false;
  let base = 0;
  let statements = list;
  for (;;) {
    const at = offset - base;
    const found = statementFrom(statements, at);
    if (found === undefined || at > found.start + found.statement.length) return inside;
    base += found.start;
    const path = pathTo(found.statement.items, offset - base);
    for (const { kind } of path) {
      if (kind === 'Parenthesised') inside = true;
      else if (kind === 'Substitution') inside = false;
    }
    const inner = path.at(-1);
    const nested = inner === undefined ? undefined : nestedList(inner);
    if (inner === undefined || nested === undefined) return inside;
    base += inner.start;
    statements = nested;
  }
}

/** The nodes around the place from the outside in, as far as the next list of statements. */
function pathTo(items: readonly Node[], at: number): Node[] {
  const path: Node[] = [];
  let nodes: readonly Node[] = items;
  for (;;) {
    const node: Node | undefined = nodes.find(({ start, end }) => start <= at && at < end);
    if (node === undefined) return path;
    path.push(node);
    if (nestedList(node) !== undefined) return path;
    nodes = [...children(node)];
  }
}
