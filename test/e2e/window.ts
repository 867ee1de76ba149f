/** What a user does in VS Code's window, and sees there. Everything waits, and fails when it waited in vain. */
import type { Locator, Page } from 'playwright-core';

/** Opens a file from the explorer and gives its editor. */
export async function openFile(page: Page, name: string): Promise<Locator> {
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
  await row.dblclick();
  await page.locator('.tab.active', { hasText: name }).first().waitFor();
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

/** The language that the status bar shows. */
export async function languageShown(page: Page, name: string): Promise<void> {
  await page.locator('.statusbar-item', { hasText: name }).first().waitFor();
}

/** The text of an editor, as far as it is in view. */
export async function editorText(editor: Locator): Promise<string> {
  return (await editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
}

/** Opens the Problems panel and gives the row that has this text. */
export async function problemRow(page: Page, text: string | RegExp): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M');
  const row = panel.locator('.monaco-list-row:has(.marker-icon)', { hasText: text }).first();
  await row.waitFor();
  return row;
}

/** Rests the pointer on the first occurrence of a token and gives the hover that has this text. */
export async function hoverOn(page: Page, editor: Locator, token: string, text: string | RegExp): Promise<Locator> {
  await editor.locator('.view-line span span', { hasText: token }).first().hover();
  const hover = page.locator('.monaco-hover:visible', { hasText: text }).first();
  await hover.waitFor();
  return hover;
}

/** Types at the end of the file. */
export async function typeAtEnd(page: Page, editor: Locator, text: string): Promise<void> {
  // Away from everything that has a hover.
  await page.mouse.move(5, 5);
  await editor.locator('.view-line').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 60 });
}

/** Accepts what the suggest widget offers under this label; asks for suggestions when none come by themselves. */
export async function acceptSuggestion(page: Page, label: string): Promise<void> {
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: label }).first();
  await row.waitFor({ timeout: 5000 }).catch(async () => {
    await page.keyboard.press('Control+Space');
    await row.waitFor();
  });
  await row.click();
}

/** Runs a command from the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}
