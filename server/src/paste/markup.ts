import { phrase } from '../language/phrase.ts';
import { type Line, linesOf } from './lines.ts';
import type { Paste } from './paste.ts';

/** Marks around a script that belong to the page, the mail or the forum from which it was copied. */
export function markupOf(text: string): Paste | undefined {
  const lines = linesOf(text);
  const used = lines.filter((line) => line.text.trim() !== '');
  if (used.length === 0) return undefined;
  for (const find of [codeTags, entities, quotation, lineNumbers, pipes]) {
    const found = find(text, lines, used);
    if (found !== undefined) return { kind: 'pasted-markup', ...found };
  }
  return undefined;
}

type Found = Omit<Paste, 'kind'>;

const TAG = /^\s*(?:\[\/?code(?:=[a-z0-9]{0,20})?\]|```[a-z]{0,20}|<\/?(?:pre|code)>)\s*$/i;

/** `[code]`, a fence of Markdown, `<pre>`: on lines of their own. */
function codeTags(text: string, lines: readonly Line[]): Found | undefined {
  const tags = lines.filter((line) => TAG.test(line.text));
  const [first] = tags;
  if (first === undefined) return undefined;
  return {
    start: first.start,
    end: first.end,
    what: phrase`\`${first.text.trim()}\` marks code on a page and is no command: RouterOS rejects the file.`,
    script: without(text, tags),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&amp;': '&',
};
const ENTITY = /&(?:quot|#34|#39|apos|lt|gt|nbsp|amp);/g;

function entities(text: string): Found | undefined {
  const [first] = text.matchAll(ENTITY);
  if (first === undefined) return undefined;
  return {
    start: first.index,
    end: first.index + first[0].length,
    what: phrase`\`${first[0]}\` is how a page of the Web writes \`${ENTITIES[first[0]]}\`: RouterOS takes it as it stands.`,
    script: text.replaceAll(ENTITY, (entity) => ENTITIES[entity] ?? entity),
  };
}

/** Each line behind `> `, as mails quote. */
function quotation(text: string, _: readonly Line[], used: readonly Line[]): Found | undefined {
  return eachBehind(
    text,
    used,
    /^\s?>\s?/,
    phrase`Each line stands behind \`>\`, as mails quote: RouterOS rejects the file.`,
  );
}

/** The numbers of lines, as viewers show them, from the first line on. */
function lineNumbers(text: string, lines: readonly Line[], used: readonly Line[]): Found | undefined {
  const numbers = used.map((line) => Number(/^\s*(\d{1,5})[:|.)]?\s+(?=\S)/.exec(line.text)?.[1]));
  const [first] = numbers;
  const isRising = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
  if (used.length < 3 || first === undefined || !isRising || lines.length - used.length > used.length) return undefined;
  // The numbers of a printed list have items behind them, not commands.
  const commands = used.filter((line) => /^\s*\d+[:|.)]?\s+(?:[/:#]|add\b|set\b)/.test(line.text));
  if (commands.length * 2 < used.length || !/^\s*\d+[:|.)]?\s/.test(used[0]?.text ?? '')) return undefined;
  return eachBehind(
    text,
    used,
    /^\s*\d{1,5}[:|.)]?\s+/,
    phrase`Each line begins with its number: RouterOS rejects the file.`,
  );
}

/** Cells of a table in Markdown. */
function pipes(_text: string, _lines: readonly Line[], used: readonly Line[]): Found | undefined {
  if (used.length === 0 || !used.every((line) => /^\s*\|.*\|\s*$/.test(line.text))) return undefined;
  const first = used[0] as Line;
  const rows = used.filter((line) => !/^[\s|:-]+$/.test(line.text));
  return {
    start: first.start,
    end: first.end,
    what: phrase`The lines stand between \`|\`, as in a table: RouterOS rejects the file.`,
    script: `${rows
      .map((line) =>
        line.text
          .trim()
          .replace(/^\|\s*/, '')
          .replace(/\s*\|$/, ''),
      )
      .join('\n')}\n`,
  };
}

function eachBehind(text: string, used: readonly Line[], mark: RegExp, what: string): Found | undefined {
  if (used.length < 2 || !used.every((line) => mark.test(line.text))) return undefined;
  const first = used[0] as Line;
  let script = text;
  for (const { start, text: line } of [...used].reverse()) {
    const length = mark.exec(line)?.[0].length ?? 0;
    script = `${script.slice(0, start)}${script.slice(start + length)}`;
  }
  return { start: first.start, end: first.start + (mark.exec(first.text)?.[0].length ?? 1), what, script };
}

function without(text: string, lines: readonly Line[]): string {
  let script = text;
  for (const { start, end } of [...lines].reverse()) {
    script = `${script.slice(0, start)}${script.slice(end).replace(/^(?:\r\n|\n|\r)/, '')}`;
  }
  return script;
}
