import type { TextRange } from './range.ts';

/**
 * The contents of the fenced code blocks whose first word is one of `languages` (in lower case), in text order. Blocks
 * in lists may be indented; those in quotes are left out, since a mark stands in front of each of their lines.
 */
export function markdownFences(text: string, languages: ReadonlySet<string>): TextRange[] {
  const fences: TextRange[] = [];
  let open: { mark: string; wanted: boolean; start: number } | undefined;
  for (const { 0: line, index } of text.matchAll(LINE)) {
    const fence = FENCE.exec(line);
    if (open === undefined) {
      const [, mark, language = ''] = fence ?? [];
      if (mark === undefined || (mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`')))
        continue;
      open = { mark, wanted: languages.has(language.toLowerCase()), start: index + line.length };
    } else if (fence?.[1]?.startsWith(open.mark) === true && /^[`~\s]*$/.test(line)) {
      if (open.wanted) fences.push({ start: open.start, end: index });
      open = undefined;
    }
  }
  if (open?.wanted === true) fences.push({ start: open.start, end: text.length });
  return fences;
}

/** A line with its end. */
const LINE = /[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g;
/** The marks, and the language behind them, in a line of its own or as the first thing of a list's item. */
const FENCE = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^\s`{]*)/;
