import { catalog, type Menu } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import { quoted } from '../syntax/quote.ts';
import { type Line, linesOf } from './lines.ts';
import type { Paste } from './paste.ts';

/**
 * What `print` has shown, in all its forms: items of one or several lines, with flags and comments, and the tables of
 * version 7. Dynamic items are left out, since the router makes them itself. `menu` is that of outputs that name none.
 */
export function printOutputs(text: string, menu?: string): Paste[] {
  const lines = linesOf(text);
  const found: Paste[] = [];
  for (let index = 0; index < lines.length; ) {
    const output = outputAt(lines, index);
    if (output === undefined) {
      index++;
      continue;
    }
    const asked = output.path ?? menu ?? menuAbove(lines, index);
    const last = lines[output.to - 1] as Line;
    found.push({
      kind: 'pasted-output',
      start: (lines[index] as Line).start,
      end: last.end,
      what: output.isStatistics
        ? phrase`This is what \`print stats\` shows: counters, without what the rules match, so no script can be made of it.`
        : phrase`This is what \`print\` shows, not a script: RouterOS rejects the file.`,
      script: output.isStatistics ? undefined : scriptOf(output.items, asked),
    });
    index = output.to;
  }
  return found;
}

interface Output {
  /** Index of the line behind it. */
  readonly to: number;
  /** The menu that the prompt names, as a path. */
  readonly path: string | undefined;
  readonly items: readonly Item[];
  readonly isStatistics: boolean;
}

interface Item {
  readonly flags: string;
  readonly comment: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

const PROMPT =
  /^\s*\[[^\]\s]{1,100}@[^\]\r\n]{0,100}\]\s*(?:\/?[a-z0-9 /-]{0,80})?>\s*(\/?[a-z0-9 /-]{1,120}?)[ /]print\b([^\r\n]{0,200})$/;
const FLAGS = /^\s*Flags:\s/;
const COLUMNS = /^\s*Columns:\s/;
/** `#    CHAIN   ACTION`: the line above a table. */
const HEADER = /^\s*#?\s+[A-Z][A-Z0-9-]*(?:[ .]\s*[A-Z0-9][A-Z0-9.-]*)+\s*$|^\s*#\s+[A-Z][A-Z0-9-]*\s*$/;
/** The number of an item and its flags. */
const ITEM = /^\s{0,3}(\d{1,5})\s(?:\s*([A-Za-z*]{1,6})(?=\s|$))?\s*(.*)$/;
const COMMENT = /^;;;\s?(.*)$/;
const PAIR = /^[a-z0-9.-]+=(?:"(?:[^"\\]|\\.)*"|\S*)/;

/** The output that begins in a line: with a prompt, with the words for the flags, or with a numbered item. */
function outputAt(lines: readonly Line[], from: number): Output | undefined {
  let at = from;
  const text = (index: number): string => lines[index]?.text ?? '';
  const prompt = PROMPT.exec(text(at));
  if (prompt !== null) at++;
  let isHeaded = prompt !== null;
  let columns: readonly Column[] | undefined;
  for (; at < lines.length; at++) {
    const line = text(at);
    if (FLAGS.test(line) || COLUMNS.test(line)) {
      isHeaded = true;
      // A long explanation goes on in the next lines.
      while (/^\s*[A-Z*] - /.test(text(at + 1))) at++;
    } else if (isHeaded && HEADER.test(line)) columns = columnsOf(line);
    else if (!(isHeaded && line.trim() === '')) break;
  }
  const items: Item[] = [];
  let end = at;
  let comment: string | undefined;
  let open: { flags: string; comment: string | undefined; values: Map<string, string> } | undefined;
  for (; at < lines.length; at++) {
    const line = text(at);
    const own = COMMENT.exec(line.trim())?.[1];
    const item = ITEM.exec(line);
    if (item !== null && isItem(item, columns, isHeaded)) {
      const [, , , rest = ''] = item;
      const flags = flagsOf(item);
      open = { flags, comment: COMMENT.exec(rest)?.[1] ?? comment, values: new Map() };
      comment = undefined;
      items.push(open);
      if (columns !== undefined && COMMENT.exec(rest) === null) readRow(line, columns, open.values);
      else readPairs(rest, open.values);
      end = at + 1;
    } else if (own !== undefined && (open !== undefined || isHeaded)) {
      // In a table of version 7 a comment stands above its row.
      if (columns === undefined && open !== undefined && open.values.size === 0 && open.comment === undefined)
        open.comment = own;
      else comment = own;
      end = at + 1;
    } else if (open !== undefined && /^\s/.test(line) && line.trim() !== '') {
      if (columns !== undefined) readRow(line, columns, open.values);
      else if (PAIR.test(line.trim())) readPairs(line.trim(), open.values);
      else break;
      end = at + 1;
    } else if (line.trim() !== '' || open === undefined || nextIsOver(lines, at)) break;
  }
  const isStatistics =
    /\bstats\b/.test(prompt?.[2] ?? '') || columns?.some(({ name }) => name === 'bytes' || name === 'packets') === true;
  const known = items.filter(({ values }) => values.size > 0 || isStatistics);
  if (known.length === 0 || (!isHeaded && !looksPrinted(items))) return undefined;
  const path = prompt?.[1]?.trim().replace(/^\/?/, '/').replaceAll(' ', '/');
  return { to: end, path, items, isStatistics };
}

/** Where nothing announces a list, its numbers begin at the beginning and go up. */
function looksPrinted(items: readonly Item[]): boolean {
  return items.every(({ values }) => values.has('chain') || values.has('list') || values.has('address'));
}

function isItem(
  [, number, , rest = '']: RegExpExecArray,
  columns: readonly Column[] | undefined,
  isHeaded: boolean,
): boolean {
  if (columns !== undefined) return number !== undefined;
  return COMMENT.test(rest) || PAIR.test(rest) || (isHeaded && rest === '');
}

function flagsOf([, , flags = '', rest = '']: RegExpExecArray): string {
  // A word of the first column is no flag.
  return /^[XIDASCPRHBEFGLMTUVdnosbry*]+$/.test(flags) || rest.startsWith(';;;') ? flags : '';
}

function nextIsOver(lines: readonly Line[], at: number): boolean {
  const next = lines.slice(at + 1).find(({ text }) => text.trim() !== '')?.text ?? '';
  return !ITEM.test(next) && !/^\s/.test(next);
}

interface Column {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A column reaches from its title to the next one. */
function columnsOf(header: string): Column[] {
  const titles = [...header.matchAll(/[A-Z][A-Z0-9.-]*(?: [A-Z0-9.-]+)*/g)];
  return titles.map(({ 0: title, index }, place) => ({
    name: title.toLowerCase().replaceAll(/[ .]+/g, '-'),
    from: index,
    to: titles[place + 1]?.index ?? Number.POSITIVE_INFINITY,
  }));
}

function readRow(line: string, columns: readonly Column[], values: Map<string, string>): void {
  for (const { name, from, to } of columns) {
    const cell = line.slice(from, to).trim();
    if (cell !== '' && !values.has(name)) values.set(name, cell);
  }
}

function readPairs(text: string, values: Map<string, string>): void {
  for (const [, name, string, word] of text.matchAll(/([a-z0-9.-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g)) {
    values.set(name as string, string ?? word ?? '');
  }
}

/** The menu line that stands last above the output, where one does. */
function menuAbove(lines: readonly Line[], from: number): string | undefined {
  for (let index = from - 1; index >= 0; index--) {
    const line = (lines[index] as Line).text.trim();
    if (/^\/[a-z0-9 /-]{1,100}$/.test(line)) return line.replaceAll(' ', '/').replace(/\/print$/, '');
    if (line !== '' && !line.startsWith('#')) return undefined;
  }
  return undefined;
}

/** The menu that fits what is known of the items. */
function guessedMenu(items: readonly Item[]): string | undefined {
  const names = new Set(items.flatMap(({ values }) => [...values.keys()]));
  const chains = new Set(items.map(({ values }) => values.get('chain')));
  if (names.has('chain'))
    return chains.has('srcnat') || chains.has('dstnat') ? '/ip/firewall/nat' : '/ip/firewall/filter';
  if (names.has('list') && names.has('address')) return '/ip/firewall/address-list';
  return undefined;
}

function scriptOf(items: readonly Item[], path: string | undefined): string | undefined {
  const guessed = path ?? guessedMenu(items);
  const menu = guessed === undefined ? undefined : catalog.menu(guessed.split('/').filter((word) => word !== ''));
  if (menu === undefined) return undefined;
  const lines = items.flatMap((item) => {
    const add = addOf(item, menu);
    return add === undefined ? [] : [add];
  });
  if (lines.length === 0) return undefined;
  return [`/${menu.path.slice(1).replaceAll('/', ' ')}`, ...lines].join('\n');
}

/** The command that adds the item; undefined for one that the router makes itself. */
function addOf({ flags, comment, values }: Item, menu: Menu): string | undefined {
  if (flags.includes('D')) return undefined;
  const known = menu.commands.get('add')?.arguments;
  const parts = [...values].flatMap(([name, value]) => {
    // What is not set, and what only `print` shows.
    if (value === '' || (name === 'log' && value === 'no') || known?.has(name) === false || name === 'dynamic')
      return [];
    return [`${name}=${quoted(value)}`];
  });
  if (parts.length === 0) return undefined;
  if (comment !== undefined && comment !== '' && !values.has('comment')) parts.push(`comment=${quoted(comment)}`);
  if (flags.includes('X') && !values.has('disabled')) parts.push('disabled=yes');
  return `add ${parts.join(' ')}`;
}
