import type { TextRange } from '../text/range.ts';

/**
 * What a template engine fills in: `{{ .name }}` of Go and Jinja, `{% if … %}`. It is no text of the router, so nothing
 * is said of it. An array in an array has a semicolon or a brace in it, or no blank behind its braces.
 */
export function templateParts(text: string): readonly TextRange[] {
  if (!text.includes('{{') && !text.includes('{%')) return [];
  return [...text.matchAll(PART)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}

/** Whether an offset lies in one of the parts, which are in text order. */
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

/** The bounds keep the pattern cheap on hostile text. */
const PART = /\{\{(?:-|[ \t]+[^\s"$])[^{};]{0,500}\}\}|\{%[^{}]{0,500}%\}/g;
