import type * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../diagnostics/finding.ts';
import type { TextRange } from '../text/range.ts';

/** So long after the last key stroke a line counts as written, in milliseconds. */
export const PAUSE = 600;

/**
 * Keeps what is said of a script calm while somebody types in it: the command at the cursor is not judged, and what was said
 * of the rest stays as it was, moved along, until the cursor has gone elsewhere or the pause is over.
 */
export class Typing {
  readonly #clock: () => number;
  readonly #states = new Map<string, State>();

  /** `clock` tells milliseconds, from whenever on. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** To be asked before the changes are made: takes them along where they are one key stroke. */
  changes(document: TextDocument, changes: readonly lsp.TextDocumentContentChangeEvent[]): void {
    const { uri } = document;
    const [change] = changes;
    const state = this.#states.get(uri);
    const edit = changes.length === 1 && change !== undefined ? keyStroke(document, change) : undefined;
    if (edit === undefined || state === undefined) {
      this.#states.delete(uri);
      return;
    }
    const isBreak = edit.text.includes('\n');
    const isElsewhere = isBreak || (state.place !== undefined && !overlaps(state.place, edit));
    // Where the cursor has left a command, all of the others are judged again.
    const isLeft = isElsewhere && this.#isTyping(state);
    const lines = isBreak ? undefined : commandLines(document.getText(), edit.start);
    const growth = edit.text.length - (edit.end - edit.start);
    const behind = edit.start + edit.text.length;
    this.#states.set(uri, {
      findings: isLeft ? undefined : state.findings?.flatMap((one) => moved(one, edit, lines)),
      place:
        lines === undefined
          ? { start: behind, end: behind }
          : { start: lines.start, end: Math.max(lines.end, edit.end) + growth },
      at: this.#clock(),
    });
  }

  /** What is still said of the document, without a new look at it; undefined where it has to be judged. */
  heldFor({ uri }: TextDocument): readonly Finding[] | undefined {
    const state = this.#states.get(uri);
    return state !== undefined && this.#isTyping(state) ? state.findings : undefined;
  }

  /** What is said of a version that has been judged, without the command at the cursor as long as that is not written. */
  judged({ uri }: TextDocument, findings: readonly Finding[]): readonly Finding[] {
    const state = this.#states.get(uri);
    const place = state !== undefined && this.#isTyping(state) ? state.place : undefined;
    const shown = place === undefined ? findings : findings.filter(({ range }) => !overlaps(range, place));
    this.#states.set(uri, { findings: shown, place, at: state?.at ?? Number.NEGATIVE_INFINITY });
    return shown;
  }

  /** Milliseconds until the document has to be judged again; undefined where nobody types in it. */
  left({ uri }: TextDocument): number | undefined {
    const state = this.#states.get(uri);
    return state !== undefined && this.#isTyping(state) ? state.at + PAUSE - this.#clock() : undefined;
  }

  closed({ uri }: TextDocument): void {
    this.#states.delete(uri);
  }

  /** All has to be judged again, whoever types. */
  forget(): void {
    this.#states.clear();
  }

  #isTyping({ at }: State): boolean {
    return this.#clock() - at < PAUSE;
  }
}

interface State {
  /** What was said last, where it lies now; undefined where that is no longer known. */
  readonly findings: readonly Finding[] | undefined;
  /** The lines of the command that was typed in last. */
  readonly place: TextRange | undefined;
  /** When it was typed in. */
  readonly at: number;
}

interface KeyStroke extends TextRange {
  readonly text: string;
}

/** What one key does: a letter, a pair of quotes, a line end with its indentation, a word that was completed, a deletion. */
function keyStroke(document: TextDocument, change: lsp.TextDocumentContentChangeEvent): KeyStroke | undefined {
  if (!('range' in change)) return undefined;
  const { range, text } = change;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const isKey = /^(?:[^\r\n]*|\r?\n[ \t]*)$/.test(text) && text.length <= LONGEST_WORD;
  return isKey && end - start <= LONGEST_WORD && range.start.line === range.end.line ? { start, end, text } : undefined;
}

/** A longer text was not typed. */
const LONGEST_WORD = 40;

/** The line of an offset, and those that a backslash joins to it. */
function commandLines(text: string, offset: number): TextRange {
  let start = lineStart(text, offset);
  while (start > 0 && /\\\r?\n?$/.test(text.slice(Math.max(0, start - 3), start))) start = lineStart(text, start - 1);
  let end = lineEnd(text, offset);
  while (end < text.length && /\\\r?$/.test(text.slice(Math.max(0, end - 2), end))) end = lineEnd(text, end + 1);
  return { start, end };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Ranges that touch overlap. */
function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The finding where it lies after a key stroke; none in the command that was typed in. */
function moved(finding: Finding, edit: KeyStroke, place: TextRange | undefined): Finding[] {
  if (place !== undefined && overlaps(finding.range, place)) return [];
  const growth = edit.text.length - (edit.end - edit.start);
  if (growth === 0 || finding.range.end <= edit.start) return [withRelated(finding, edit, growth)];
  const { start, end } = finding.range;
  return [{ ...withRelated(finding, edit, growth), range: { start: start + growth, end: end + growth } }];
}

function withRelated(finding: Finding, edit: KeyStroke, growth: number): Finding {
  if (growth === 0 || finding.related.length === 0) return finding;
  const related = finding.related.map((place) => {
    const { start, end } = place.range;
    const after = (offset: number): number => (offset <= edit.start ? offset : Math.max(edit.start, offset + growth));
    return { ...place, range: { start: after(start), end: after(end) } };
  });
  return { ...finding, related };
}
