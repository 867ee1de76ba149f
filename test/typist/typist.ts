/**
 * A person who types a script in an editor that works as VS Code does: pairs close themselves, suggestions come unasked
 * behind letters and trigger characters, Tab takes the first of them, and Enter the selected one unless it changes nothing.
 */
import { analyse } from '../../server/src/analysis/analyse.ts';
import { type CompletionItem, complete } from '../../server/src/features/completion.ts';
import { COMPLETION } from '../../server/src/lsp/completion.ts';
import { shownFirst } from '../support/completionPositions.ts';

export interface Typed {
  /** Keys that were pressed, and those that the text has. */
  readonly keys: number;
  readonly needed: number;
  /** What the editor made of it where that was not what the typist wanted: the line, and what was pressed. */
  readonly wrong: readonly string[];
  /** Times that Tab took a suggestion. */
  readonly taken: number;
}

/** Types the text, which ends with a line end and is indented as the editor does it. */
export function type(wanted: string): Typed {
  const editor = new Editor();
  const wrong: string[] = [];
  let [keys, taken] = [0, 0];
  while (editor.caret < wanted.length) {
    const { text, caret } = editor;
    const next = wanted.charAt(caret);
    const rest = wanted.slice(caret);
    const first = editor.first();
    if (first !== undefined && isWanted(first, caret, wanted)) {
      editor.tab();
      keys += 1;
      taken += 1;
    } else if (
      next === '\n' &&
      text.slice(caret).trim() !== '' &&
      /^\n *[}\])]/.test(rest) &&
      text.startsWith(lineOf(rest), caret)
    ) {
      // The line with the closing brace is there already.
      editor.moveTo(caret + lineOf(rest).length);
      keys += 2;
    } else {
      editor.key(next);
      keys += 1;
    }
    const made = editor.text.slice(0, editor.caret);
    if (!wanted.startsWith(made) || editor.caret <= caret) {
      wrong.push(`${made.slice(made.lastIndexOf('\n', made.length - 2) + 1)} behind ${JSON.stringify(next)}`);
      editor.undo(text, caret, next);
    }
  }
  return { keys, needed: wanted.replaceAll(/\n +/g, '\n').length, wrong, taken };
}

/** The line end and the next line. */
function lineOf(text: string): string {
  return /^\n[^\n]*/.exec(text)?.[0] ?? '';
}

/** Whether the item writes what is still to be typed, and saves something. */
function isWanted({ edit, snippet }: CompletionItem, caret: number, wanted: string): boolean {
  const { range, newText } = edit;
  return !snippet && range.start + newText.length > caret && wanted.startsWith(newText, range.start);
}

/** What is offered, and whether one of it is selected. */
interface Session {
  readonly items: readonly CompletionItem[];
  readonly isSelected: boolean;
}

class Editor {
  text = '';
  caret = 0;
  /** Characters behind the caret that closed themselves, which are overtyped. */
  #closing = 0;
  #session: Session | undefined;

  /** What Tab would take. */
  first(): CompletionItem | undefined {
    return this.#session === undefined ? undefined : this.#shown(this.#session)[0];
  }

  tab(): void {
    const item = this.first();
    if (item !== undefined) this.#accept(item);
  }

  moveTo(caret: number): void {
    this.caret = caret;
    this.#session = undefined;
  }

  key(key: string): void {
    if (key === '\n') this.#enter();
    else this.#type(key);
  }

  #type(key: string): void {
    const isOvertyped = this.#closing > 0 && this.text.charAt(this.caret) === key;
    if (isOvertyped) this.#closing -= 1;
    const closing = isOvertyped ? undefined : this.#closingOf(key);
    if (closing !== undefined) this.#closing += 1;
    this.#put(key, isOvertyped ? 1 : 0, closing);
    this.#suggest(key);
  }

  /** Back to what was there, with the key as it was meant. */
  undo(text: string, caret: number, key: string): void {
    this.text = text.slice(0, caret) + key + text.slice(caret);
    this.caret = caret + key.length;
    this.#session = undefined;
  }

  #enter(): void {
    const item = this.#session?.isSelected === true ? this.first() : undefined;
    const typed = item === undefined ? '' : this.text.slice(item.edit.range.start, this.caret);
    if (item !== undefined && (item.snippet || item.edit.newText !== typed)) this.#accept(item);
    else this.#break();
  }

  #break(): void {
    this.#session = undefined;
    const line = this.text.slice(this.text.lastIndexOf('\n', this.caret - 1) + 1, this.caret);
    const indent = /^ */.exec(line)?.[0] ?? '';
    const isOpen = /[{[(]\s*$/.test(line);
    const isBetween = isOpen && /^[}\])]/.test(this.text.slice(this.caret));
    if (isBetween) this.#closing -= 1;
    this.#put(`\n${indent}${isOpen ? '    ' : ''}`, 0, isBetween ? `\n${indent}` : undefined);
  }

  #accept({ edit: { range, newText }, asks = false }: CompletionItem): void {
    const end = Math.max(range.end, this.caret);
    this.text = this.text.slice(0, range.start) + newText + this.text.slice(end);
    this.caret = range.start + newText.length;
    this.#session = undefined;
    if (asks) this.#ask(true);
  }

  #put(before: string, overtyped: number, behind = ''): void {
    this.text = this.text.slice(0, this.caret) + before + behind + this.text.slice(this.caret + overtyped);
    this.caret += before.length;
  }

  #closingOf(key: string): string | undefined {
    const closing = PAIRS[key];
    if (closing === undefined || !/^(?:[;)\]} \t\r\n]|$)/.test(this.text.slice(this.caret))) return undefined;
    const line = this.text.slice(this.text.lastIndexOf('\n', this.caret - 1) + 1, this.caret);
    const isInString = (line.match(/"/g) ?? []).length % 2 === 1;
    // Neither in a text nor behind a word, where a quote ends one.
    return isInString || (key === '"' && /[\p{L}\p{N}]$/u.test(line)) ? undefined : closing;
  }

  #suggest(key: string): void {
    const session = this.#session;
    if (session !== undefined && /\S/.test(key)) {
      const refiltered = { ...session, isSelected: true };
      if (this.#shown(refiltered).length > 0) {
        this.#session = refiltered;
        return;
      }
    }
    this.#session = undefined;
    const isTrigger = COMPLETION.completionProvider?.triggerCharacters?.includes(key) === true;
    const word = /[$*.]?[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.exec(this.text.slice(0, this.caret))?.[0] ?? '';
    const isQuick = word !== '' && Number.isNaN(Number(word)) && !this.#isInString();
    if (isTrigger || isQuick) this.#ask(!isTrigger);
  }

  #ask(isSelected: boolean): void {
    const items = complete(analyse(this.text, { rules: [] }), this.caret, { random: () => 0.5 });
    const session = { items, isSelected };
    this.#session = this.#shown(session).length > 0 ? session : undefined;
  }

  #shown({ items }: Session): CompletionItem[] {
    return shownFirst(items, this.text, this.caret);
  }

  #isInString(): boolean {
    const line = this.text.slice(this.text.lastIndexOf('\n', this.caret - 1) + 1, this.caret);
    return (line.match(/"/g) ?? []).length % 2 === 1;
  }
}

const PAIRS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '"': '"' };
