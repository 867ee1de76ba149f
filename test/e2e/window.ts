/** What a user does in VS Code's window, and sees there. Everything waits, and fails when it waited in vain. */
import axe from 'axe-core';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';

/** Opens a file by its tab or else from the explorer, which shows only as many rows as fit, and gives its editor. */
export async function openFile(page: Page, name: string): Promise<Locator> {
  const label = page.locator('.label-name').filter({ hasText: exactly(name) });
  const row = page.locator('.explorer-folders-view .monaco-list-row').filter({ has: label });
  const tab = page.locator('.tab').filter({ hasText: name }).first();
  const active = page.locator('.tab.active').filter({ hasText: name }).first();
  await actUntil(active, async () => {
    if (await tab.isVisible()) return tab.click();
    await scrollTo(page, row);
    // Input that a busy window answers late may have scrolled past the row: the next attempt starts from the top again.
    return row.dblclick({ timeout: 4000 }).catch(ignoreTimeout);
  });
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

/** Scrolls the explorer from its top on until it shows the row: what does not fit is not there. */
async function scrollTo(page: Page, row: Locator): Promise<void> {
  // A VS Code that was just installed takes its time to list the folder.
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  if (await row.isVisible()) return;
  await page.locator('.explorer-folders-view .monaco-list').first().hover();
  await page.mouse.wheel(0, -10_000);
  for (let steps = 0; steps < 30; steps++) {
    const isShown = await row.waitFor({ timeout: 200 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
    await page.mouse.wheel(0, 120);
  }
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

/** Waits for what the Problems panel says in one row, all of it: message, source, code, position. */
export async function problemShown(page: Page, text: string): Promise<Locator> {
  const row = await problemRow(page, text.slice(0, text.indexOf(' rosfw')));
  const shown = (await row.innerText()).replace(/\s+/g, ' ').trim();
  if (shown !== text) throw new Error(`The Problems panel says "${shown}", not "${text}".`);
  return row;
}

/** Waits for a squiggle of this kind exactly below a text. */
export async function squiggleBelow(
  page: Page,
  editor: Locator,
  kind: 'error' | 'warning' | 'info',
  line: string,
  text: string,
): Promise<void> {
  const squiggles = editor.locator(`.squiggly-${kind}`);
  const isBelow = (other: Box, box: Box) =>
    Math.abs(other.x - box.x) < 2 &&
    Math.abs(other.width - box.width) < 2 &&
    other.y < box.y + box.height &&
    other.y + other.height >= box.y + box.height - 2;
  let box = await boxOf(editor, line, text);
  let found: Box[] = [];
  // As long as anything else is waited for: a server that was started again needs seconds on a busy machine.
  for (let attempt = 0; attempt < 300; attempt++) {
    // Hints and lenses come late and move the text.
    box = await boxOf(editor, line, text);
    found = await squiggles.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    if (found.some((other) => isBelow(other, box))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`No squiggle (${kind}) is below ${text}, ${JSON.stringify(box)}, but: ${JSON.stringify(found)}`);
}

/** Rests the pointer on a text in the line that has it and gives the hover that says this. */
export async function hoverOn(
  page: Page,
  editor: Locator,
  line: string,
  text: string,
  says: string | RegExp,
): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible', { hasText: says }).first();
  return actUntil(hover, async () => {
    await leave(page);
    // Hints and lenses come late and move the text.
    const { x, y, width, height } = await boxOf(editor, line, text);
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a text is to be seen, in the first line that has `line`. */
async function boxOf(editor: Locator, line: string, text: string): Promise<Box> {
  const row = editor.locator('.view-line', { hasText: line }).first();
  await row.waitFor();
  const box = await row.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const whole = nodes.map(({ data }) => data).join('');
    // The editor shows blanks as no-break spaces.
    const start = whole.replaceAll('\u00a0', ' ').indexOf(wanted);
    if (start < 0) return undefined;
    const point = (offset: number): [Text, number] => {
      let rest = offset;
      for (const node of nodes) {
        if (rest <= node.length) return [node, rest];
        rest -= node.length;
      }
      throw new Error('unreachable');
    };
    const range = document.createRange();
    range.setStart(...point(start));
    range.setEnd(...point(start + wanted.length));
    return range.getBoundingClientRect().toJSON() as { x: number; y: number; width: number; height: number };
  }, text);
  if (box === undefined) throw new Error(`"${text}" is not in the line with "${line}".`);
  return box;
}

/** Waits until the labels in front of the lines in sight are these, without their blanks. */
export async function labelsShown(editor: Locator, wanted: readonly string[]): Promise<void> {
  let shown: string[] = [];
  const all = editor.locator('.view-line > span > span:first-child');
  for (let attempt = 0; attempt < 300; attempt++) {
    const labels = await all.evaluateAll((spans) =>
      spans.map((span) => ({
        top: span.getBoundingClientRect().top,
        text: getComputedStyle(span, '::before').content.replace(/^"|"$|\s/g, ''),
      })),
    );
    shown = labels
      .filter(({ text }) => text !== 'none' && text !== '')
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text);
    if (shown.join() === wanted.join()) return;
    await editor.page().waitForTimeout(100);
  }
  throw new Error(`The labels are ${shown.join()}, not ${wanted.join()}.`);
}

/** Where the texts of lines begin that are neither menus nor comments, in whole pixels; a label in front is no text. */
export function ruleMargins(editor: Locator): Promise<number[]> {
  return editor.locator('.view-line').evaluateAll((lines) =>
    lines.flatMap((line) => {
      const first = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode() as Text | null;
      if (first === null || /^[#/]/.test(line.textContent ?? '')) return [];
      const range = document.createRange();
      range.setStart(first, 0);
      range.setEnd(first, Math.min(1, first.length));
      return first.length === 0 ? [] : [Math.round(range.getBoundingClientRect().left)];
    }),
  );
}

/** Types at the end of the file. */
export async function typeAtEnd(page: Page, editor: Locator, text: string): Promise<void> {
  await leave(page);
  // In the middle: above, lines of the blocks that are open may stick over those of the text.
  await editor.locator('.editor-scrollable').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 60 });
}

/** What the suggest widget offers under this label; asks for suggestions when none come by themselves. */
export async function suggestion(page: Page, label: string): Promise<Locator> {
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: label }).first();
  if (!(await appears(row))) await actUntil(row, () => page.keyboard.press('Control+Space'));
  return row;
}

/** Goes to where a row of the Problems panel points, and gives the quick fix with this title there. */
export async function quickFix(page: Page, problem: Locator, title: string | RegExp): Promise<Locator> {
  const fix = page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
  return actUntil(fix, async () => {
    await problem.dblclick();
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+.');
  });
}

/** Opens the outline and gives its rows. */
export async function outline(page: Page): Promise<Locator> {
  const rows = page.locator('.outline-pane .monaco-list-row');
  await runCommand(page, 'Explorer: Focus on Outline View', rows.first());
  return rows;
}

/** All notifications, one of which says this: in their list, where they stay. */
export async function notifications(page: Page, text: string): Promise<Locator> {
  const rows = page.locator('.notifications-center .notification-list-item');
  await runCommand(page, 'Notifications: Show Notifications', rows.filter({ hasText: text }).first());
  return rows;
}

/** The whole text that an editor shows, as far as it is in sight. */
export async function shownText(editor: Locator): Promise<string> {
  // The lines are not in order in the page.
  const lines = await editor
    .locator('.view-line')
    .evaluateAll((all) => all.map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' })));
  return lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** Hides or shows the side bar: without it pictures have room for what they are about. */
export async function toggleSideBar(page: Page): Promise<void> {
  await page.keyboard.press('Control+B');
}

/** Hides the Problems panel. */
export async function hideProblems(page: Page): Promise<void> {
  const panel = page.locator('.markers-panel');
  if (await panel.isVisible()) await page.keyboard.press('Control+J');
  await panel.waitFor({ state: 'hidden' });
}

/** Takes the selection in the Problems panel away from the problems: a selected one has a light bulb for its icon. */
export async function selectNoProblem(page: Page, editor: Locator): Promise<void> {
  const panel = page.locator('.markers-panel');
  await panel.locator('.monaco-list').first().focus();
  await page.keyboard.press('Home');
  await editor.locator('.view-line').nth(1).click();
  await leave(page);
  await panel.locator('.codicon-lightbulb, .codicon-light-bulb').first().waitFor({ state: 'hidden' });
}

/** Runs a command from the command palette, after which `shown` is to be seen. */
export async function runCommand(page: Page, title: string, shown: Locator): Promise<void> {
  const palette = page.locator('.quick-input-widget .quick-input-filter input');
  await actUntil(shown, async () => {
    await page.keyboard.press('F1');
    // What is typed before it is open goes into the editor.
    await palette.waitFor();
    await page.keyboard.type(title);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  });
}

/** Closes the tab with this title. */
export async function closeTab(page: Page, title: string): Promise<void> {
  const tab = page.locator('.tab', { hasText: title }).first();
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
}

/** The page of one of our views, by its title. */
export async function viewNamed(page: Page, title: string): Promise<Frame> {
  for (let attempt = 0; attempt < 300; attempt++) {
    for (const frame of page.frames()) {
      // A frame may go while it is asked.
      const drawn = frame.title().then((name) => (name === title ? frame.locator('#view > *').count() : 0));
      if ((await drawn.catch(() => 0)) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`There is no view "${title}".`);
}

/** Fails for what people with a screen reader, a keyboard or weak eyes would stumble over. */
export async function accessible(frame: Frame): Promise<void> {
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  if (violations.length === 0) return;
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
  throw new Error(`The view is not accessible:\n${told.join('\n')}`);
}

/** Chooses a colour theme by its name. */
export async function chooseTheme(page: Page, name: string): Promise<void> {
  const filter = page.locator('.quick-input-widget input[placeholder^="Select Color Theme"]');
  await runCommand(page, 'Preferences: Color Theme', filter);
  await filter.fill(name);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  await row.click();
  await row.waitFor({ state: 'hidden' });
}

/** Repeats an action until something is to be seen: VS Code drops input that comes before it is ready for it. */
async function actUntil(shown: Locator, action: () => Promise<void>): Promise<Locator> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await action();
    if (await appears(shown)) return shown;
  }
  throw new Error(`Not to be seen after five attempts: ${shown}`);
}

function ignoreTimeout(error: unknown): void {
  if (!(error instanceof errors.TimeoutError)) throw error;
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
