import { phrase } from '../language/phrase.ts';
import type { SyntaxTree } from '../syntax/ast.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { TokenKind } from '../syntax/token.ts';

/** What the router itself remarks in its export: that a part is missing, or that a rule cannot match. */
export function exportRemarks({ text, tokens }: SyntaxTree): SyntaxProblem[] {
  if (!HINTS.some((hint) => text.includes(hint))) return [];
  const problems: SyntaxProblem[] = [];
  for (const { index: start, 0: line, 1: lost, 2: slave, 3: master } of text.matchAll(REMARK)) {
    if (tokens.kinds[tokenAt(tokens.starts, tokens.count, start)] !== TokenKind.Comment) continue;
    const message =
      slave !== undefined
        ? phrase`RouterOS remarks that the next rule never matches, since ${slave} is a port of ${master}. Ask for ${master} in it.`
        : lost !== undefined
          ? phrase`RouterOS could not export ${lost}, so what it holds there is missing in this file. Export it again.`
          : phrase`This export was interrupted, so parts of the router are missing in this file. Export it again.`;
    problems.push({ code: 'export-remark', severity: 'warning', start, end: start + line.length, message });
  }
  return problems;
}

const HINTS = ['#error exporting', '#interrupted', ' is slave'];
const REMARK =
  /^#(?:error exporting "?(\/[a-z0-9/ -]{1,80})"?[^\r\n]{0,200}|interrupted\b[^\r\n]{0,200}| in\/out-(?:interface|bridge-port) matcher not possible when interface \(([^()\r\n]{1,60})\) is slave - use master instead \(([^()\r\n]{1,60})\)[^\r\n]{0,200})/gm;

function tokenAt(starts: Uint32Array, count: number, offset: number): number {
  let low = 0;
  let high = count;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
