/**
 * Makes the pictures of the README anew, at twice the size, so that they are sharp: `node test/e2e/run.ts node pictures`.
 * Each shows a part of the window in which no line is cut in two.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { root } from '../../scripts/process.ts';
import { animatedPng, type PngFrame } from './animatedPng.ts';
import {
  closeTab,
  hideProblems,
  hoverOn,
  openFile,
  problemShown,
  quickFix,
  runCommand,
  toggleSideBar,
  typeAtEnd,
  viewNamed,
} from './window.ts';

export const PICTURE_SIZE = { width: 1360, height: 760 };

/** Pixels of the window above and below what is of interest. */
const TITLE_BAR = 34;
const STATUS_BAR = 32;
export interface Pictures {
  readonly page: Page;
  step(name: string, action: () => Promise<void>): Promise<void>;
  /** Changes the settings of the workspace. */
  readonly set: (settings: object) => void;
  /** What must not be read in any of them, such as the folders of the machine that makes them. */
  readonly unwanted: readonly string[];
}

const FAULTY = 'wiki-9000-6000-faulty.rsc';
const ACCEPT =
  'Never reached: rule 7 of the chain input (line 15) already drops every packet that this accepts. Move it above ' +
  'line 15. rosfw accept-below-drop [Ln 17, Col 1]';

export async function pictures({ page, step, set, unwanted }: Pictures): Promise<void> {
  const take = (name: string, height?: number) => takePicture(page, name, unwanted, height);

  await step('problems, and the light bulb', async () => {
    const editor = await openFile(page, FAULTY);
    await toggleSideBar(page);
    const problem = await problemShown(page, ACCEPT);
    await editor.locator('.view-line').nth(1).click();
    await take('problems');
    await quickFix(page, problem, 'Move the accept above line 15');
    await take('quickfix');
    await page.keyboard.press('Escape');
    await hideProblems(page);
  });

  await step('a hover', async () => {
    await toggleSideBar(page);
    const editor = await openFile(page, 'knock.rsc');
    await toggleSideBar(page);
    await hoverOn(page, editor, 'dst-port=51753', 'add', 'Knock 1 of 2');
    await take('hover', 480);
    await page.mouse.move(5, 5);
  });

  // Beside a view there is half of the window: no line is to be cut off.
  set({ 'editor.wordWrap': 'on' });

  await step('a knock', async () => {
    const editor = page.locator('.editor-instance .monaco-editor').first();
    await editor.locator('.codelens-decoration a', { hasText: 'knock: 2 steps' }).first().click();
    const view = await viewNamed(page, 'Port knocks');
    await atRest(page, view);
    const frames: PngFrame[] = [{ png: await viewOnly(page), milliseconds: 1_200 }];
    for (let packet = 1; packet <= 3; packet++) {
      await view.getByRole('button', { name: 'Step', exact: true }).click();
      await view.getByText(`packet ${packet} of 3`).waitFor();
      await atRest(page, view);
      frames.push({ png: await viewOnly(page), milliseconds: packet === 3 ? 3_000 : 1_200 });
    }
    await view.locator('.state.open.lit').waitFor();
    writeFileSync(path.join(root, 'docs/images/knock-opens.png'), animatedPng(frames));
    await closeTab(page, 'Port knocks');
  });

  await step('a trace', async () => {
    await runCommand(page, 'RouterOS Firewall: Trace a Packet', page.locator('.tab', { hasText: 'Packet trace' }));
    const view = await viewNamed(page, 'Packet trace');
    await view.getByText('drop by line 8.').waitFor();
    await atRest(page, view);
    await take('trace');
    await closeTab(page, 'Packet trace');
  });

  await step('a table', async () => {
    await runCommand(
      page,
      'RouterOS Firewall: Show the Firewall as a Table',
      page.locator('.tab', { hasText: 'Firewall table' }),
    );
    const view = await viewNamed(page, 'Firewall table');
    await view.locator('tr[data-index]').nth(2).click();
    await atRest(page, view);
    await take('table');
    writeFileSync(path.join(root, 'media/table.png'), await viewOnly(page, 400));
    await closeTab(page, 'Firewall table');
  });

  await step('a comparison', async () => {
    const editor = page.locator('.editor-instance .monaco-editor').first();
    await typeAtEnd(page, editor, 'add chain=forward action=drop protocol=gre');
    await page.keyboard.press('Escape');
    await editor.locator('.codelens-decoration a', { hasText: 'unsaved: keeps out more' }).first().click();
    const view = await viewNamed(page, 'Firewall changes');
    await view.getByRole('heading', { name: 'newly kept out' }).waitFor();
    await atRest(page, view);
    await take('compare');
  });
}

/** Takes the pointer away from what it would explain, and shows the view from its beginning. */
async function atRest(page: Page, view: Frame): Promise<void> {
  await page.mouse.move(5, 5);
  await view.locator('body').evaluate((body) => body.ownerDocument.defaultView?.scrollTo(0, 0));
  await page.waitForTimeout(400);
}

/** The view beside the editor, of its natural size. */
function viewOnly(page: Page, height = 640): Promise<Buffer> {
  const x = 708;
  return page.screenshot({ clip: { x, y: 74, width: PICTURE_SIZE.width - x - 12, height }, scale: 'css' });
}

/** The window, or its upper part; fails where something unwanted is to be read in it. */
async function takePicture(
  page: Page,
  name: string,
  unwanted: readonly string[],
  height = PICTURE_SIZE.height,
): Promise<void> {
  for (const frame of page.frames()) {
    const text = await frame.evaluate(() => document.body?.innerText ?? '').catch(() => '');
    const found = unwanted.find((one) => text.includes(one));
    if (found !== undefined) throw new Error(`In the picture ${name} "${found}" is to be read.`);
  }
  const folder = path.join(root, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const clip = { x: 0, y: TITLE_BAR, width: PICTURE_SIZE.width, height: height - TITLE_BAR - STATUS_BAR };
  await page.screenshot({ path: path.join(folder, `${name}.png`), clip });
}
