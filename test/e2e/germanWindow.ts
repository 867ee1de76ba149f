/** What a user sees whose VS Code speaks German. VS Code's own texts stay English: they come with a language pack. */

import type { Ui } from './ui.ts';
import {
  accessible,
  closeTab,
  hideProblems,
  hoverOn,
  openFile,
  problemRow,
  quickFix,
  toggleSideBar,
  viewNamed,
} from './window.ts';

export async function germanWindow({ page, step, shot }: Ui): Promise<void> {
  await step('problems and quick fixes are German', async () => {
    const editor = await openFile(page, 'wiki-9000-6000-faulty.rsc');
    const problem = await problemRow(page, /^dst-port braucht ein Protokoll mit Ports: /);
    await shot('german-problems');
    await quickFix(page, problem, 'protocol=tcp ergänzen');
    await shot('german-quickfix');
    await page.keyboard.press('Escape');
    await editor.locator('.view-line').nth(1).click();
    await hideProblems(page);
  });

  await step('hovers and lenses are German', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await toggleSideBar(page);
    await editor.locator('.codelens-decoration a', { hasText: 'Port Knock: 2 Stufen' }).first().waitFor();
    const hover = await hoverOn(page, editor, 'dst-port=51753', 'add', 'Klopfen 1 von 2');
    await hover.getByText('Regel 4 von 5 in input').first().waitFor();
    await shot('german-hover', 480);
  });

  await step('the views are German', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await editor.locator('.codelens-decoration a', { hasText: 'Port Knock: 2 Stufen' }).first().click();
    const knocks = await viewNamed(page, 'Port Knocks');
    await accessible(knocks);
    await shot('german-knock-view');
    await closeTab(page, 'Port Knocks');
    // In the web host VS Code takes the titles of commands from English.
    await page.locator('.editor-actions .codicon-table').first().click();
    await accessible(await viewNamed(page, 'Firewall-Tabelle'));
    await shot('german-table');
  });
}
