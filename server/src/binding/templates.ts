import type { TextRange } from '../text/range.ts';

/**
 * What a template engine fills in: `{{ .name }}` of Go and Jinja, `{% if … %}`, and its comments `{# … #}`. It is no text of the router, so nothing
 * is said of it. An array in an array has a semicolon or a brace in it, or no blank behind its braces.
 */
export function templateParts(text: string): readonly TextRange[] {
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('#}')) return [];
  return [...text.matchAll(PART)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}

/**
 * The parts widened to the blocks of lines around them, up to blank lines. A line that the engine takes out, such as
 * `{{- else }}`, cuts a command in two that the router gets in one piece.
 */
export function templateBlocks(text: string, parts: readonly TextRange[]): readonly TextRange[] {
  if (parts.length === 0) return parts;
  const blanks = [...text.matchAll(BLANK_LINE)].map(({ index }) => index);
  const blocks: TextRange[] = [];
  let next = 0;
  for (const part of parts) {
    const last = blocks.at(-1);
    if (last !== undefined && part.end <= last.end) continue;
    while (next < blanks.length && (blanks[next] as number) < part.end) next++;
    let before = next - 1;
    while (before >= 0 && (blanks[before] as number) > part.start) before--;
    blocks.push({ start: blanks[before] ?? 0, end: blanks[next] ?? text.length });
  }
  return blocks;
}

/** Whether an offset lies in one of the parts or blocks, which are in text order. */
export function isInTemplate(parts: readonly TextRange[], offset: number): boolean {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle] as TextRange).end <= offset) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part !== undefined && part.start <= offset;
}

const BLANK_LINE = /^[ \t]*\r?$/gm;
/** The bounds keep the pattern cheap on hostile text. */
const PART = /\{\{(?:-|[ \t]+(?:[^\s"$]|\$\w{1,50}\.\w))[^{};]{0,500}\}\}|\{%[^{}]{0,500}%\}|\{#[^\r\n]{0,500}?#\}/g;

/** Whether a template engine fills in a part of a command, so that its words are not known. */
export function hasTemplate(text: string): boolean {
  return /\{\{|\{%|<%/.test(text);
}
