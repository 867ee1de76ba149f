import { children, type Node, nestedList, type SyntaxTree } from '../syntax/ast.ts';

/**
 * Whether an offset lies in parentheses, and in no command within them. There a line end is a blank like any other, so a
 * backslash in front of it needs not be the last character of its line.
 */
export function isInParentheses({ list }: SyntaxTree, offset: number): boolean {
  let inside = false;
  let base = 0;
  let statements = list.statements;
  for (;;) {
    const at = offset - base;
    const statement = statements.findLast(({ start }) => start <= at);
    if (statement === undefined || at > statement.start + statement.length) return inside;
    base += statement.start;
    const path = pathTo(statement.items, offset - base);
    for (const { kind } of path) {
      if (kind === 'Parenthesised') inside = true;
      else if (kind === 'Substitution') inside = false;
    }
    const inner = path.at(-1);
    const nested = inner === undefined ? undefined : nestedList(inner);
    if (inner === undefined || nested === undefined) return inside;
    base += inner.start;
    statements = nested.statements;
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
