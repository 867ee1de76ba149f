/**
 * A short readable form of a syntax tree, for golden files and comparisons: one line for each statement of the file,
 * `(operator left right)` for operators, `{ … ; … }` and `[ … ; … ]` for nested statements, `_` for a missing operand.
 */
import type { Expression, Item, Statement, StatementList, StringLiteral } from '../../server/src/syntax/ast.ts';

export function dumpList(list: StatementList): string {
  return list.statements.map(dumpStatement).join('\n');
}

export function dumpStatement(statement: Statement): string {
  return statement.items.map(dumpItem).join(' ');
}

/** Recursive: for the small trees of tests only. */
function dumpItem(node: Item | Expression): string {
  switch (node.kind) {
    case 'Word':
      return node.text;
    case 'Argument':
      return `${dumpItem(node.name)}=${node.value === undefined ? '' : dumpItem(node.value)}`;
    case 'Condition':
      return `(cond ${dumpItem(node.expression)})`;
    case 'String':
      return dumpString(node);
    case 'Variable':
      return /^[A-Za-z0-9]+$/.test(node.name) ? `$${node.name}` : `$"${node.name}"`;
    case 'LoneDollar':
      return '(dollar)';
    case 'Substitution':
      return nested('[', node.list, node.closed ? ']' : '…');
    case 'Group':
      return nested('{', node.list, node.closed ? '}' : '…');
    case 'Parenthesised':
      return `(paren${node.expression === undefined ? '' : ` ${dumpItem(node.expression)}`}${node.closed ? ')' : '…'}`;
    case 'Binary':
      return `(${node.operator} ${dumpItem(node.left)} ${dumpItem(node.right)})`;
    case 'Unary':
      return `(${node.operator} ${dumpItem(node.operand)})`;
    case 'Sequence':
      return `(seq ${node.items.map(dumpItem).join(' ')})`;
    case 'Missing':
      return '_';
  }
}

/** A plain string is shown as the text that it stands for; one with parts as `(str …)`. */
function dumpString({ parts, closed, typographic }: StringLiteral): string {
  const pieces: string[] = [];
  let text: string | undefined;
  const flush = (): void => {
    if (text !== undefined) pieces.push(JSON.stringify(text));
    text = undefined;
  };
  for (const part of parts) {
    if (part.kind === 'Text') text = (text ?? '') + part.value;
    else if (part.kind === 'LoneDollar') text = `${text ?? ''}$`;
    else {
      flush();
      pieces.push(dumpItem(part));
    }
  }
  flush();
  const plain = parts.every(({ kind }) => kind === 'Text' || kind === 'LoneDollar');
  const shown = plain ? (pieces[0] ?? '""') : `(str ${pieces.join(' ')})`;
  return `${typographic ? 'typographic:' : ''}${shown}${closed ? '' : '…'}`;
}

function nested(open: string, list: StatementList, close: string): string {
  const statements = list.statements.map(dumpStatement).join(' ; ');
  return statements === '' ? `${open}${close}` : `${open} ${statements} ${close}`;
}
