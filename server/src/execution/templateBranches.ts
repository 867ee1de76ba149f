import type { TextRange } from '../text/range.ts';

/**
 * Parts of a text that a template engine (Go, Jinja, ERB) may leave out or repeat: from an `if` or a loop to its end.
 * Commands in them exist under a condition that is none of RouterOS.
 */
export function templateBranches(text: string): TextRange[] {
  const branches: TextRange[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: directive, groups } of text.matchAll(DIRECTIVE)) {
    if (groups?.['close'] === undefined) {
      if (depth === 0) start = index;
      depth++;
    } else if (depth > 0) {
      depth--;
      if (depth === 0) branches.push({ start, end: index + directive.length });
    }
  }
  if (depth > 0) branches.push({ start, end: text.length });
  return branches;
}

/** `{{ if … }}`, `{%- for … %}`, `<% end %>`; each ends on the line on which it begins. */
const DIRECTIVE =
  /(?:\{\{|\{%|<%)[-+]?[ \t]*(?:(?<open>if|for|range|with|unless|block|define|macro|foreach)\b|(?<close>end[a-z]*\b))[^\r\n]*?(?:\}\}|%\}|%>)/g;
