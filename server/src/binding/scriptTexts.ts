import { type BoundScript, forEachCommand } from './boundScript.ts';

/**
 * Whether a script in the file, such as `source="…"` of `/system script` or `on-event=` of a scheduler, names this as a
 * word of its own: then the script may read or fill a list of that name. The answer is asked of few names.
 */
export function namedInScripts({ commands, tree }: BoundScript): (name: string) => boolean {
  let texts: readonly string[] | undefined;
  const read = (): readonly string[] => {
    const found: string[] = [];
    forEachCommand(commands, (command) => {
      for (const { argument, valueRange } of command.arguments) {
        if (argument?.braces !== 'text') continue;
        const { start, end } = command.place(valueRange);
        found.push(tree.text.slice(start, end));
      }
    });
    return found;
  };
  return (name) => {
    if (name === '') return false;
    texts ??= read();
    return texts.some((text) => hasWord(text, name));
  };
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isAlone = !WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + name.length));
    if (isAlone && !isOfSentence(text, at, name)) return true;
  }
  return false;
}

/** Whether it is one of several words of a string in the script, such as a comment or what is written to the log. */
function isOfSentence(text: string, at: number, name: string): boolean {
  const line =
    text
      .slice(Math.max(0, at - MAX_LINE), at)
      .split(LINE_END)
      .at(-1) ?? '';
  const strings = line.split(QUOTE);
  if (strings.length % 2 === 1 || line.length === MAX_LINE) return false;
  const start = (strings.at(-1) ?? '').trimEnd();
  const end = text.slice(at + name.length, at + name.length + MAX_LINE).split(QUOTE, 1)[0] ?? '';
  const isListed = /(?:[,;(]|\w=)$/.test(start) || /^\s*[,;)]/.test(end);
  return !isListed && /[^\s]/.test(start + end);
}

/** As strings and ends of lines are written within the text of a script. */
const QUOTE = '\\"';
const LINE_END = /\n|\\n/;
const MAX_LINE = 1_000;
const WORD = /[\w-]/;
