import { catalog, resolveChild } from '../catalog/catalog.ts';
import { isPathFromRoot } from '../catalog/menuPath.ts';
import { phrase } from '../language/phrase.ts';
import { type Line, linesOf } from './lines.ts';
import type { Paste } from './paste.ts';

/**
 * Blocks of sentences between the commands of a guide. A text without any line of a command is no script at all, and is
 * left alone; so are lines that continue a command or stand in a string.
 */
export function proseBlocks(text: string): Paste[] {
  const lines = linesOf(text);
  if (!lines.some(({ text: line }) => COMMAND.test(line))) return [];
  const blocks: Paste[] = [];
  let block: Line[] = [];
  const finish = (): void => {
    const [first] = block;
    const last = block.at(-1);
    if (first !== undefined && last !== undefined) blocks.push(paste(block, first, last, text));
    block = [];
  };
  let continues = false;
  let depth = 0;
  for (const line of lines) {
    const inside = continues || depth > 0;
    continues = /\\\s*$/.test(line.text);
    if (!inside && (isProse(line.text) || (block.length > 0 && isPlain(line.text)))) {
      block.push(line);
      continues = false;
    } else if (line.text.trim() !== '') {
      finish();
      depth = Math.max(0, depth + balance(line.text));
    }
  }
  finish();
  return blocks;
}

const COMMAND = /^\s*(?:[^\s=]{0,12}\s)?(?:\/[a-z]|(?:add|set)\s+(?:\[|[a-z-]+=))/;

/**
 * A sentence or a title: words, of which none is an argument, and a beginning that no command has. What is to be typed
 * into another system's shell is no command of the router either.
 */
function isProse(line: string): boolean {
  const bullet = BULLET.exec(line)?.[0] ?? '';
  const words = line.slice(bullet.length).trim().split(/\s+/);
  const [first = ''] = words;
  // A bullet in front of a command is another fault.
  if (first === '' || /^[#/:{}[\]$"]/.test(first) || /^[a-z0-9-]+=/.test(first)) return false;
  if (/(?:^|\s)[a-z][a-z-]*=\S/.test(line) || COMMANDS.test(first)) return false;
  const lower = words.map((word) => word.toLowerCase());
  if (isPathFromRoot(catalog.root, lower, true)) return false;
  if (SHELL.test(line)) return true;
  if (/[^\s\d*-]/.test(bullet) && !/^\d/.test(bullet.trim())) return true;
  // `status: ok` and the like.
  if (/^[A-Z\u00c0-\u024f\u2013\u2014-]/.test(first) || /^[a-z]+:$/.test(first) || /^https?:/.test(first)) return true;
  return words.length >= 4 && words.every((word) => PLAIN.test(word));
}

/** The end of a sentence from above. */
function isPlain(line: string): boolean {
  const words = line.trim().split(/\s+/);
  const [first = ''] = words;
  if (!/^[(\p{L}\d]/u.test(first) || COMMANDS.test(first) || resolveChild(catalog.root, first).kind === 'found')
    return false;
  return words.every((word) => PLAIN.test(word.replaceAll('/', '')));
}

const PLAIN = /^[\p{L}\p{N}'’"“”().,;:!?–-]+$/u;

/** Signs of lists, those of symbol fonts among them. */
const BULLET = /^\s*(?:[-*•‣▪●○–—\p{Co}]|\d{1,3}[.)])?\s*/u;
const COMMANDS = /^(?:add|set|remove|move|print|enable|disable|export|import|find|get|put)\b/;
const SHELL = /^\s*(?:[$#%] )?(?:sudo|nmap|knock|apt-get|apt|ssh|curl|wget|telnet|nc)\s|;\s*do\b.*\bdone\s*$/;

/** Brackets that are open behind a line of a script. */
function balance(line: string): number {
  const plain = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  return plain.split('{').length - plain.split('}').length;
}

function paste(block: readonly Line[], first: Line, last: Line, text: string): Paste {
  let script = text.slice(first.start, last.end);
  for (const { start, text: line } of [...block].reverse()) {
    if (line.trim() === '') continue;
    const at = start - first.start;
    script = `${script.slice(0, at)}# ${script.slice(at)}`;
  }
  const count = block.filter(({ text: line }) => line.trim() !== '').length;
  // Words in small letters are read as an unknown command.
  const isRefused = block.some(({ text: line }) => /^\s*[^\sa-z0-9]/.test(line));
  const fate = isRefused ? phrase`RouterOS rejects the file` : phrase`an import stops here`;
  return {
    kind: 'pasted-prose',
    start: first.start,
    end: last.end,
    what:
      count === 1
        ? phrase`This is a sentence, not a command: ${fate}.`
        : phrase`These ${count} lines are sentences, not commands: ${fate}.`,
    script,
  };
}
