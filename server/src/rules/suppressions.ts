import { forEachStatement, type SyntaxTree } from '../syntax/ast.ts';
import { TokenKind } from '../syntax/token.ts';
import type { TextRange } from '../text/range.ts';

/** Text of a suppression; a comment line above a command, since RouterOS allows none behind it. */
export const SUPPRESSION_PREFIX = 'rosfw-ignore-next-line';

export interface Suppression {
  readonly rules: readonly string[];
  /** The text behind `--`, empty where there is none. */
  readonly reason: string;
  /** Range of the comment. */
  readonly comment: TextRange;
  /** Range of the command that it is for; undefined at the end of the text. */
  readonly target: TextRange | undefined;
}

/**
 * The problems that a suppression silences and a setting switches off beside the findings of the rules, each in one
 * line: those of names, values, versions and variables, where the user may know better. What the router cannot read is
 * mended, not put up with.
 */
export const SILENCEABLE: ReadonlyMap<string, string> = new Map([
  ['ambiguous-name', 'An abbreviation can mean several names.'],
  ['dollar-in-declaration', 'A variable is declared with a `$`.'],
  ['invalid-value', 'An argument has a value that RouterOS refuses.'],
  ['not-in-version', 'The version of RouterOS does not have it.'],
  ['set-undeclared-variable', 'A script sets a variable that it has not declared.'],
  ['shadowed-variable', 'Two variables in sight have the same name.'],
  ['undeclared-variable', 'A variable is read where it is not declared.'],
  ['unexpected-word', 'A word belongs to no argument.'],
  ['unknown-argument', 'RouterOS has no such argument.'],
  ['unknown-name', 'RouterOS has no such menu or command.'],
  ['unknown-parameter', 'A function has no parameter of the name.'],
  ['unused-variable', 'A local variable is never read.'],
  ['variable-hidden-by-property', 'In a condition a property hides the variable.'],
  ['variable-name', 'The name of a variable needs quotes.'],
]);

/** `# rosfw-ignore-next-line rule, rule -- reason` counts for the next command. */
export function suppressions(tree: SyntaxTree): Suppression[] {
  const { tokens, text } = tree;
  const comments: { range: TextRange; rules: string[]; reason: string }[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== TokenKind.Comment) continue;
    const range = { start: tokens.starts[i] as number, end: tokens.starts[i + 1] as number };
    // The bound keeps the pattern cheap on hostile lines.
    const match = PATTERN.exec(text.slice(range.start, Math.min(range.end, range.start + 512)));
    if (match === null) continue;
    const rules = (match[1] as string)
      .split(',')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== '');
    comments.push({ range, rules, reason: match[2] ?? '' });
  }
  if (comments.length === 0) return [];
  const targets: TextRange[] = [];
  forEachStatement(tree.list, (statement, base) => targets.push({ start: base, end: base + statement.length }));
  targets.sort((a, b) => a.start - b.start);
  return comments.map(({ range, rules, reason }) => ({
    rules,
    reason,
    comment: range,
    target: targets.find(({ start }) => start >= range.end),
  }));
}

export function isSuppressed(all: readonly Suppression[], finding: { ruleId: string; range: TextRange }): boolean {
  const { start } = finding.range;
  return all.some(
    ({ rules, target }) =>
      target !== undefined && target.start <= start && start < target.end && rules.includes(finding.ruleId),
  );
}

const PATTERN = /^#[ \t]*rosfw-ignore-next-line[ \t]+([a-z0-9, \t-]*?)[ \t]*(?:--[ \t]*(.*))?$/;
