import { EXPECTATION_PREFIX, expectationComments } from '../expectation/expectationComments.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';

/**
 * The edit that writes an expectation into the script as a comment: above the command in the line (from 1), or above the
 * first rule of the firewall. Undefined where the script has the expectation already.
 */
export function expectationLine(analysis: Analysis, expectation: string, line?: number): TextEdit | undefined {
  const { script, lines, text } = analysis;
  if (expectationComments(script).some((one) => one.text === expectation)) return undefined;
  const wanted = line === undefined ? firstRule(analysis) : lines.lineStart(line - 1);
  const at = commandStart(analysis, wanted);
  const indent = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  // Behind the last line there may be no line yet.
  const before = at > 0 && text[at - 1] !== '\n' ? end : '';
  return { range: { start: at, end: at }, newText: `${before}${indent}# ${EXPECTATION_PREFIX} ${expectation}${end}` };
}

/** Where the first rule of a filter begins, else the beginning of the text. */
function firstRule({ firewall }: Analysis): number {
  const starts = firewall.rules.flatMap(({ item, table }) =>
    table === 'filter' && item.origin !== undefined ? [item.origin.range.start] : [],
  );
  return starts.length === 0 ? 0 : Math.min(...starts);
}

/**
 * The start of the line in which the outermost command begins that holds the offset: inside of a block, a text or a
 * continued line a comment could mean something else.
 */
function commandStart({ script, lines }: Analysis, offset: number): number {
  let at = lines.lineStart(lines.position(offset).line);
  for (;;) {
    const around = script.commands.find(({ range }) => range.start < at && at < range.end);
    if (around === undefined) return at;
    at = lines.lineStart(lines.position(around.range.start).line);
  }
}
