/** What a user does in VS Code's window, and sees there. Everything waits, and fails when it waited in vain. */
import type { Locator, Page } from 'playwright-core';

/** Opens a file from the explorer and gives its editor. */
export async function openFile(page: Page, name: string): Promise<Locator> {
  const label = page.locator('.label-name').filter({ hasText: exactly(name) });
  const row = page.locator('.explorer-folders-view .monaco-list-row').filter({ has: label });
  const tab = page.locator('.tab.active').filter({ hasText: name }).first();
  await actUntil(tab, () => row.dblclick());
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

/** The language that the status bar shows. */
export async function languageShown(page: Page, name: string): Promise<void> {
  await page.locator('.statusbar-item', { hasText: name }).first().waitFor();
}

/** A line of an editor that has this text. */
export async function lineShown(editor: Locator, text: string | RegExp): Promise<void> {
  await editor.locator('.view-line', { hasText: text }).first().waitFor();
}

/** Opens the Problems panel and gives the first row of a problem that has this text. */
export async function problemRow(page: Page, text: string | RegExp): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  // The key closes the panel when it is open.
  if (!(await panel.isVisible())) await actUntil(panel, () => page.keyboard.press('Control+Shift+M'));
  const row = panel.locator('.monaco-list-row:has(.marker-icon)', { hasText: text }).first();
  await row.waitFor();
  return row;
}

/** Rests the pointer on the first occurrence of a token and gives the hover that has this text. */
export async function hoverOn(page: Page, editor: Locator, token: string, text: string | RegExp): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible', { hasText: text }).first();
  return actUntil(hover, async () => {
    await leave(page);
    await editor.locator('.view-line span span', { hasText: token }).first().hover();
  });
}

/** Types at the end of the file. */
export async function typeAtEnd(page: Page, editor: Locator, text: string): Promise<void> {
  await leave(page);
  await editor.locator('.view-line').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 60 });
}

/** Accepts what the suggest widget offers under this label; asks for suggestions when none come by themselves. */
export async function acceptSuggestion(page: Page, label: string): Promise<void> {
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: label }).first();
  if (!(await appears(row))) await actUntil(row, () => page.keyboard.press('Control+Space'));
  await row.click();
}

/** Goes to where a row of the Problems panel points, and applies the quick fix with this title there. */
export async function applyQuickFix(page: Page, problem: Locator, title: string | RegExp): Promise<void> {
  const fix = page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
  await actUntil(fix, async () => {
    await problem.dblclick();
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+.');
  });
  await fix.click();
}

/** Runs a command from the command palette, after which `shown` is to be seen. */
export async function runCommand(page: Page, title: string, shown: Locator): Promise<void> {
  await actUntil(shown, async () => {
    await page.keyboard.press('F1');
    await page.keyboard.type(title);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  });
}

/** Repeats an action until something is to be seen: VS Code drops input that comes before it is ready for it. */
async function actUntil(shown: Locator, action: () => Promise<void>): Promise<Locator> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await action();
    if (await appears(shown)) return shown;
  }
  throw new Error(`Not to be seen after five attempts: ${shown}`);
}

function appears(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 4000 }).then(
    () => true,
    () => false,
  );
}

/** Moves the pointer to where nothing has a hover. */
async function leave(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
