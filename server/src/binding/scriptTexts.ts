import { type BoundScript, forEachCommand } from './boundScript.ts';

/**
 * Whether a script in the file, such as `source="…"` of `/system script` or `on-event=` of a scheduler, names this as a
 * word of its own: then the script may read or fill a list of that name. The answer is asked of few names.
 */
export function namedInScripts({ commands, tree }: BoundScript): (name: string) => boolean {
  let texts: readonly string[] | undefined;
  const read = (): readonly string[] => {
    const found: string[] = [];
    forEachCommand(commands, ({ arguments: given }) => {
      for (const { argument, valueRange } of given) {
        if (argument?.braces === 'text') found.push(tree.text.slice(valueRange.start, valueRange.end));
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
    if (isAlone) return true;
  }
  return false;
}

const WORD = /[\w-]/;
