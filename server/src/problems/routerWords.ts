import type { Catalog } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import { RouterReader, type RouterReading } from '../router/routerReader.ts';
import { children, type Node, nestedList, type StatementList, type SyntaxTree, statementFrom } from '../syntax/ast.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';

/**
 * Adds what the router itself says to our error in the statement where it stops, since that is what people have seen on
 * the router and search for. Nothing becomes an error by it. The problems are in text order. `previous` has read the
 * version before.
 */
export function* withRouterWords(
  problems: readonly SyntaxProblem[],
  { text, list }: SyntaxTree,
  catalog: Catalog,
  previous?: RouterReader,
): Steps<RouterWords> {
  if (!problems.some(({ severity }) => severity === 'error')) return { problems, reader: undefined };
  const reader = new RouterReader(text, catalog, previous);
  const { error } = yield* reader.steps();
  if (error === undefined) return { problems, reader };
  const first = problemOf(error, problems, list);
  const problem = problems[first];
  if (problem === undefined || problem.message.includes(error.message)) return { problems, reader };
  const message = phrase`${problem.message} RouterOS says "${error.message}".`;
  return { problems: problems.with(first, { ...problem, message }), reader };
}

export interface RouterWords {
  readonly problems: readonly SyntaxProblem[];
  /** What has read the text for them, if it was read. */
  readonly reader: RouterReader | undefined;
}

/** Index of our first error in the statement where the router stops; -1 where there is none. */
function problemOf(
  { message, offset }: NonNullable<RouterReading['error']>,
  problems: readonly SyntaxProblem[],
  list: StatementList,
): number {
  // The router misses a brace at the end of the text, we where it was opened.
  if (message === 'missing closing brace') return problems.findIndex(({ code }) => code === 'unclosed-bracket');
  const { start, end } = statementAt(list, offset) ?? { start: offset, end: offset };
  return problems.findIndex((problem) => problem.severity === 'error' && problem.end >= start && problem.start <= end);
}

/** The innermost statement that an offset lies in or directly behind. */
function statementAt(list: StatementList, offset: number): TextRange | undefined {
  let found: TextRange | undefined;
  let base = 0;
  let statements = list;
  for (;;) {
    const at = offset - base;
    const begun = statementFrom(statements, at);
    if (begun === undefined || at > begun.start + begun.statement.length) return found;
    const { statement } = begun;
    base += begun.start;
    found = { start: base, end: base + statement.length };
    const inner = groupAt(statement.items, offset - base);
    const nested = inner === undefined ? undefined : nestedList(inner);
    if (inner === undefined || nested === undefined) return found;
    base += inner.start;
    statements = nested;
  }
}

function groupAt(items: readonly Node[], at: number): Node | undefined {
  const stack = [...items];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (at < node.start || at > node.end) continue;
    if (nestedList(node) !== undefined) return node;
    for (const child of children(node)) stack.push(child);
  }
  return undefined;
}
