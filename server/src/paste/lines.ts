/** A line of a text without its end, and where it begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
  /** Behind the text, in front of the line end. */
  readonly end: number;
}

/** Lines beyond these are not looked at: nobody pastes so many. */
const MAX_LINES = 20_000;

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const pattern = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
  while (pattern.lastIndex < text.length && lines.length < MAX_LINES) {
    const start = pattern.lastIndex;
    const whole = pattern.exec(text)?.[0] ?? '';
    const content = whole.replace(/[\r\n]+$/, '');
    lines.push({ text: content, start, end: start + content.length });
  }
  return lines;
}
