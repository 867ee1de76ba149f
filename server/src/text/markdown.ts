/** Puts text from a file into Markdown that we write. */
import { phrase } from '../language/phrase.ts';

/** How much of a value a sentence shows. */
const longestShown = 80;
/** How much of a line in a code block is shown. */
const longestLine = 200;

/**
 * `text` as a Markdown code span that it cannot break out of: the fence is longer than any run of backticks inside, and
 * characters that end a line, move the cursor or turn the reading direction are replaced. Never empty.
 */
export function code(text: string): string {
  const clean = oneLine(text, longestShown);
  if (clean.trim() === '') return `\`"${clean}"\``;
  const longestRun = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const padding = /^[` ]|[` ]$/.test(clean) ? ' ' : '';
  return `${fence}${padding}${clean}${padding}${fence}`;
}

/** Text of which nothing is Markdown, in a sentence and in a cell of a table. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|!~&]/g, '\\$&');
}

/** The text in a line of a code block of its own; a line that is not all backticks cannot end it. */
export function codeBlock(text: string): string {
  return `\`\`\`text\n${oneLine(text, longestLine).replaceAll('`', "'")}\n\`\`\``;
}

function oneLine(text: string, longest: number): string {
  const characters = [...text.replaceAll(/\r\n?|[\n\u2028\u2029]/g, '⏎').replaceAll('\t', ' ')];
  const shown = characters.length > longest ? [...characters.slice(0, longest - 1), '…'] : characters;
  return shown.join('').replaceAll(/\p{Cc}|\p{Cf}|\p{Cs}/gu, '\u{fffd}');
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  const between = conjunction === 'and' ? phrase` and ` : phrase` or `;
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')}${between}${last}`;
}

export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
