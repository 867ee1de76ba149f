/**
 * A person who types scripts in VS Code's window, key by key: Tab whenever the first suggestion is what is wanted, Enter at
 * each line end. Says how many keys that took. A word that nobody wanted fails the script, and so does an error that is shown
 * before its line is written.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openFile } from './window.ts';

const scripts = path.join(import.meta.dirname, '../typist/scripts');

/** Of a hundred keys so many are saved at least. */
const LEAST_SAVED = 25;

/** For so long a person looks at the screen after a key, in milliseconds: suggestions are there then. */
const PACE = 50;
/** Longer than the pause after which a line counts as written. */
const REST = 1500;

export interface TypistOptions {
  readonly page: Page;
  /** The empty file to type in. */
  readonly file: string;
  step(name: string, action: () => Promise<void>): Promise<void>;
  note(text: string): void;
}

/** What the editor needs so that the text on the screen is that of the file. */
export const typistSettings = {
  'editor.inlayHints.enabled': 'off',
  'editor.codeLens': false,
  'editor.stickyScroll.enabled': false,
  'editor.wordWrap': 'off',
};

export async function typeScripts({ page, file, step, note }: TypistOptions): Promise<void> {
  const total = { keys: 0, needed: 0, errors: 0 };
  for (const name of readdirSync(scripts)) {
    await step(`${name} is typed with fewer keys and no wrong word`, async () => {
      const wanted = readFileSync(path.join(scripts, name), 'utf8');
      const needed = wanted.replaceAll(/\n +/g, '\n').length;
      await emptied(page, file);
      const { keys, errors } = await typed(page, wanted);
      const saved = 100 - (100 * keys) / needed;
      note(`${name}: ${keys} keys for ${needed} characters, ${saved.toFixed(0)} % saved, ${errors} errors shown`);
      total.keys += keys;
      total.needed += needed;
      total.errors += errors;
      if (saved < LEAST_SAVED) throw new Error(`Only ${saved.toFixed(1)} % of the keys were saved.`);
    });
  }
  const saved = 100 - (100 * total.keys) / total.needed;
  note(
    `All: ${total.keys} keys for ${total.needed} characters, ${saved.toFixed(0)} % saved, ${total.errors} errors shown`,
  );
}

async function emptied(page: Page, file: string): Promise<void> {
  const editor = await openFile(page, file);
  await editor.locator('.editor-scrollable').first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(10 * PACE);
}

async function typed(page: Page, wanted: string): Promise<{ keys: number; errors: number }> {
  let [keys, errors, shown, caret] = [0, 0, 0, 0];
  let screen = await look(page);
  while (caret < wanted.length) {
    const rest = wanted.slice(caret);
    const nextLine = /^\n *[}\])][^\n]*/.exec(rest)?.[0];
    if (isWanted(screen, wanted, caret)) {
      await page.keyboard.press('Tab');
      keys += 1;
    } else if (nextLine !== undefined && screen.text.startsWith(nextLine, caret)) {
      // The closing brace is there already.
      for (const key of [...(screen.first === undefined ? [] : ['Escape']), 'ArrowDown', 'End']) {
        await page.keyboard.press(key);
        keys += 1;
      }
    } else {
      const [key = ''] = rest;
      await (key === '\n' ? page.keyboard.press('Enter') : page.keyboard.type(key));
      keys += 1;
    }
    await page.waitForTimeout(PACE);
    const before = caret;
    screen = await moved(page, caret);
    caret = screen.caret;
    if (!wanted.startsWith(screen.text.slice(0, caret)) || caret <= before) {
      const made = screen.text.slice(0, caret).split('\n').at(-1);
      throw new Error(
        `The editor made ${JSON.stringify(made)} of it, where ${JSON.stringify(rest.slice(0, 20))} was typed.`,
      );
    }
    if (screen.errors > shown) errors += screen.errors - shown;
    shown = screen.errors;
  }
  await page.waitForTimeout(REST);
  const last = (await look(page)).errors;
  if (errors > last) throw new Error(`Of ${errors} errors that were shown on the way ${last} are left.`);
  return { keys, errors };
}

/** What is on the screen once the caret has gone on; what is there after a while where it does not. */
async function moved(page: Page, before: number): Promise<Screen> {
  let screen = await look(page);
  for (let attempt = 0; attempt < 20 && screen.caret <= before; attempt++) {
    await page.waitForTimeout(PACE);
    screen = await look(page);
  }
  return screen;
}

interface Screen {
  readonly text: string;
  readonly caret: number;
  readonly errors: number;
  /** The first suggestion, as it would be written. */
  readonly first: string | undefined;
}

function isWanted({ first, text }: Screen, wanted: string, caret: number): boolean {
  if (first === undefined) return false;
  for (let typed = Math.min(first.length - 1, caret); typed >= 0; typed--) {
    const start = caret - typed;
    const isBegun = text.slice(start, caret).toLowerCase() === first.slice(0, typed).toLowerCase();
    if (isBegun && /^$|[\s=,!"/:[$(]$/.test(text.slice(0, start).slice(-1))) return wanted.startsWith(first, start);
  }
  return false;
}

/** Reads the lines, the place of the caret in the status bar, the number of errors, and the first suggestion. */
async function look(page: Page): Promise<Screen> {
  const { lines, place, problems, first } = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.editor-instance .view-lines .view-line')];
    const row = document.querySelector<HTMLElement>('.suggest-widget.visible .monaco-list-row[data-index="0"]');
    const label = row?.querySelector('.label-name')?.textContent ?? undefined;
    const isArgument = row?.querySelector('.codicon-symbol-property') !== null && row !== null;
    return {
      lines: shown.map((line) => ({ top: line.offsetTop, text: line.textContent ?? '' })),
      place: document.querySelector('#status\\.editor\\.selection')?.textContent ?? '',
      problems: document.querySelector('#status\\.problems')?.textContent ?? '',
      first: label === undefined ? undefined : isArgument ? `${label}=` : label,
    };
  });
  const rows = lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' ').replaceAll('\u200c', ''));
  const [, line = '1', column = '1'] = /Ln ([\d,]+), Col ([\d,]+)/.exec(place) ?? [];
  const above = rows.slice(0, Number(line) - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const errors = Number(/\d+/.exec(problems)?.[0] ?? '0');
  return { text: rows.join('\n'), caret: above + Number(column) - 1, errors, first };
}
