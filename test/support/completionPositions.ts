import { analyse } from '../../server/src/analysis/analyse.ts';
import { bind } from '../../server/src/binding/bind.ts';
import type { BoundCommand } from '../../server/src/binding/boundCommand.ts';
import { type BoundArgument, forEachCommand } from '../../server/src/binding/boundScript.ts';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { type CompletionItem, complete } from '../../server/src/features/completion.ts';
import { mentionsOf } from '../../server/src/features/mentions.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { TextRange } from '../../server/src/text/range.ts';

/** A word of a script that an editor might have written for its user. */
export interface Word {
  readonly kind: WordKind;
  /** The word in full. */
  readonly word: string;
  readonly range: TextRange;
}

export type WordKind = 'menu' | 'command' | 'argument' | 'value' | 'name';

/** The text as it is while the word is being written, and the caret in it. */
export interface Position extends Word {
  readonly text: string;
  readonly offset: number;
}

/** All words of a script that the catalogue or the script itself could tell, in text order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const named: Word[] = [];
  const counts = new Map<string, number>();
  forEachCommand(bind(parse(text), catalog).commands, (command) => {
    words.push(...pathWords(text, command));
    for (const argument of command.arguments) words.push(...argumentWords(text, command, argument));
    for (const { kind, space, name, range } of mentionsOf(command)) {
      const key = `${kind} ${space} ${name}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (text.slice(range.start, range.end) === name) named.push({ kind: 'name', word: name, range });
    }
  });
  const all = named.filter(({ word }) => [...counts].some(([key, count]) => key.endsWith(` ${word}`) && count > 1));
  return [...words, ...all]
    .filter(({ word }) => word.length > 3)
    .sort((a, b) => a.range.start - b.range.start)
    .filter(({ range }, index, sorted) => range.start !== sorted[index - 1]?.range.start);
}

/**
 * The word cut behind its first letters. With `cutLine` nothing follows on the line, as where it is written anew, but
 * for the quote that an editor closes by itself.
 */
export function cut(text: string, word: Word, letters: number, cutLine: boolean): Position {
  const offset = word.range.start + letters;
  const rest = text.slice(word.range.end);
  const quote = rest.startsWith('"') ? '"' : '';
  const behind = cutLine ? quote + rest.slice(/[\r\n]|$/.exec(rest)?.index ?? 0) : rest;
  return { ...word, text: text.slice(0, offset) + behind, offset };
}

/** Where the word is in the list that the editor shows, from 0; -1 where it is not. */
export function placeInList({ text, offset, word }: Position): number {
  const items = shownFirst(complete(analyse(text, { rules: [] }), offset, { random: () => 0.5 }), text, offset);
  return items.findIndex(({ label }) => label === word || label === `:${word}`);
}

/** What an editor leaves of the items for what has been typed: beginnings first, then words that hold the letters. */
export function shownFirst(items: readonly CompletionItem[], text: string, offset: number): CompletionItem[] {
  const quality = ({ label, filterText = label, edit }: CompletionItem): number => {
    const typed = text.slice(edit.range.start, offset).toLowerCase();
    const name = filterText.toLowerCase();
    if (name.startsWith(typed)) return 2;
    let at = 0;
    for (const c of name) if (c === typed[at]) at++;
    return at === typed.length ? 1 : 0;
  };
  return items
    .map((item) => ({ item, rank: quality(item) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (a.item.sortText < b.item.sortText ? -1 : 1))
    .map(({ item }) => item);
}

/** Words of the path that are written in full, and the name of the command. */
function pathWords(text: string, { kind, menu, name, range, nameRange }: BoundCommand): Word[] {
  if (menu === undefined || (kind !== 'menu' && kind !== 'command')) return [];
  const end = kind === 'menu' ? range.end : nameRange.start;
  const known = new Set(menu.path.split('/'));
  const words: Word[] = [];
  for (const { index, 0: word } of text.slice(range.start, end).matchAll(/[a-z][a-z0-9-]*/g)) {
    const start = range.start + index;
    if (known.has(word)) words.push({ kind: 'menu', word, range: { start, end: start + word.length } });
  }
  // The colon of `:put` is typed before the first letter.
  const start = nameRange.start + (name.startsWith(':') ? 1 : 0);
  const word = name.slice(start - nameRange.start);
  const place = { start, end: nameRange.end };
  if (kind === 'command' && text.slice(start, nameRange.end) === word)
    words.push({ kind: 'command', word, range: place });
  return words;
}

/** The name of an argument that the catalogue knows, and its value where it is one of a closed set. */
function argumentWords(text: string, command: BoundCommand, given: BoundArgument): Word[] {
  const { name, argument, unset } = given;
  const [nameRange, valueRange] = [command.place(given.nameRange), command.place(given.valueRange)];
  if (argument === undefined || unset) return [];
  const words: Word[] = [];
  if (text.slice(nameRange.start, nameRange.end) === name)
    words.push({ kind: 'argument', word: name, range: nameRange });
  const value = text.slice(valueRange.start, valueRange.end);
  if (argument.values?.includes(value) === true) words.push({ kind: 'value', word: value, range: valueRange });
  return words;
}
