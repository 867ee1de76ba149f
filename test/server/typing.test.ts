import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../server/src/diagnostics/finding.ts';
import { PAUSE, Typing } from '../../server/src/lsp/typing.ts';
import { marked } from '../support/markers.ts';

/** A document with findings at the words underlined, each called after its word, and a hand that types in it. */
class Desk {
  #now = 0;
  #version = 1;
  document: TextDocument;
  readonly typing = new Typing(() => this.#now);

  constructor(source: string) {
    const { text, ranges } = marked(source);
    this.document = TextDocument.create('file:///a.rsc', 'routeros', 1, text);
    this.judge(ranges.map(({ start, end }) => [start, end]));
  }

  judge(ranges: readonly (readonly [number, number])[]): string[] {
    const findings = ranges.map(([start, end]) => finding(this.document.getText(), start, end));
    return this.typing.judged(this.document, findings).map(({ message }) => message);
  }

  /** Puts text behind a word, some time after the last key stroke. */
  type(behind: string, text: string, after = 150): this {
    const at = this.document.getText().indexOf(behind) + behind.length;
    return this.change(at, at, text, after);
  }

  change(start: number, end: number, text: string, after = 150): this {
    this.#now += after;
    const range = { start: this.document.positionAt(start), end: this.document.positionAt(end) };
    this.typing.changes(this.document, [{ range, text }]);
    this.document = TextDocument.update(this.document, [{ range, text }], ++this.#version);
    return this;
  }

  wait(time: number): this {
    this.#now += time;
    return this;
  }

  /** The words of which something is said still; undefined where the document has to be judged. */
  get held(): string[] | undefined {
    const text = this.document.getText();
    return this.typing.heldFor(this.document)?.map(({ range: { start, end }, related }) => {
      const places = related.map(({ range }) => text.slice(range.start, range.end));
      return [text.slice(start, end), ...places].join(' with ');
    });
  }
}

function finding(text: string, start: number, end: number): Finding {
  const message = text.slice(start, end);
  const last = text.lastIndexOf('drop');
  const related = last < 0 ? [] : [{ message: '', range: { start: last, end: last + 4 } }];
  const common = { ruleId: 'x', severity: 'error', confidence: 'certain', persona: 'regular', fixes: [] } as const;
  return { ...common, message, range: { start, end }, related };
}

const SCRIPT = `
add one
    ^^^
add two
    ^^^
add three
    ^^^^^
drop
`;

describe('while somebody types', () => {
  test('the line at the cursor is not judged, and the rest is what it was, where it lies now', () => {
    const desk = new Desk(SCRIPT);
    expect(desk.type('add two', ' more').held).toEqual(['one with drop', 'three with drop']);
    expect(desk.type('more', ' words').held).toEqual(['one with drop', 'three with drop']);
    expect(desk.change(8, 9, '').held).toEqual(['one with drop', 'three with drop']);
  });

  test('lines that a backslash joins are one command', () => {
    const desk = new Desk('add one \\\n  two\n  ^^^\nadd three\n    ^^^^^\n');
    expect(desk.type('one', 'x').held).toEqual(['three']);
  });

  test('a pause ends it', () => {
    const desk = new Desk(SCRIPT).type('two', 'x');
    expect(desk.typing.left(desk.document)).toBe(PAUSE);
    expect(desk.wait(PAUSE - 1).held).toEqual(['one with drop', 'three with drop']);
    expect(desk.wait(1).held).toBeUndefined();
    expect(desk.typing.left(desk.document)).toBeUndefined();
    expect(
      desk.judge([
        [4, 7],
        [12, 16],
      ]),
    ).toEqual(['one', 'twox']);
    expect(desk.held).toBeUndefined();
  });

  test('a line end does, and what is new is said of all but the line that it begins', () => {
    const desk = new Desk(SCRIPT).type('two', 'x').type('twox', '\n');
    expect(desk.held).toBeUndefined();
    expect(
      desk.judge([
        [4, 7],
        [12, 16],
        [17, 17],
      ]),
    ).toEqual(['one', 'twox']);
    expect(desk.type('twox\n', 'a').held).toEqual(['one with drop', 'twox with drop']);
  });

  test('so does a key in another line', () => {
    const desk = new Desk(SCRIPT).type('two', 'x').type('three', 'y');
    expect(desk.held).toBeUndefined();
    expect(
      desk.judge([
        [4, 7],
        [12, 16],
        [21, 27],
      ]),
    ).toEqual(['one', 'twox']);
  });

  test('what is pasted, or changed in several places, was not typed', () => {
    expect(new Desk(SCRIPT).type('two', '\nadd four\nadd five\n').held).toBeUndefined();
    expect(new Desk(SCRIPT).type('two', 'x'.repeat(41)).held).toBeUndefined();
    const desk = new Desk(SCRIPT);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    desk.typing.changes(desk.document, [
      { range, text: 'x' },
      { range, text: 'y' },
    ]);
    expect(desk.held).toBeUndefined();
    desk.typing.changes(desk.document, [{ text: 'all of it' }]);
    expect(desk.held).toBeUndefined();
  });

  test('nothing is held that nobody has judged', () => {
    const desk = new Desk(SCRIPT);
    desk.typing.forget();
    expect(desk.type('two', 'x').held).toBeUndefined();
  });
});
