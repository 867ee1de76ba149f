/**
 * Drives VS Code's window like a user and checks what a user sees. Each step is one test; a failed step ends the script.
 * The screenshots are in test/e2e/screenshots, named after the host and the step.
 */
import type { Page } from 'playwright-core';
import {
  accessible,
  chooseTheme,
  closeTab,
  hideProblems,
  hoverOn,
  labelsShown,
  languageShown,
  lineShown,
  notifications,
  openFile,
  outline,
  problemShown,
  quickFix,
  ruleMargins,
  runCommand,
  selectNoProblem,
  shownText,
  squiggleBelow,
  suggestion,
  toggleSideBar,
  typeAtEnd,
  viewNamed,
} from './window.ts';

export interface Ui {
  readonly page: Page;
  /** Does one step and records it as a test. */
  step(name: string, action: () => Promise<void>): Promise<void>;
  /** Takes a picture of the window, or of its upper part. */
  shot(name: string, height?: number): Promise<void>;
  /** Kills the language server, where it is a process. */
  readonly killServer?: () => void;
}

const FAULTY = 'wiki-9000-6000-faulty.rsc';
const PORT_PROBLEM =
  'dst-port needs a protocol that has ports: RouterOS refuses the rule, and an import stops here. Add protocol=tcp or ' +
  'protocol=udp. rosfw port-without-protocol [Ln 7, Col 61]';
const ACCEPT_PROBLEM =
  'Never reached: rule 7 of the chain input (line 15) already drops every packet that this accepts. Move it above ' +
  'line 15. rosfw accept-below-drop [Ln 17, Col 1]';
const ACCEPT = 'add action=accept chain=input src-address-list=secure';

const TABLE = 'RouterOS Firewall: Show the Firewall as a Table';
/** The last is the one that the window begins with. */
const THEMES = [
  ['Dark Modern', '-dark'],
  ['Dark High Contrast', '-contrast'],
  ['Light 2026', ''],
] as const;

export async function ui({ page, step, shot, killServer }: Ui): Promise<void> {
  await step('a script opens as RouterOS', async () => {
    await openFile(page, FAULTY);
    await languageShown(page, 'RouterOS');
    await shot('script');
  });

  await step('squiggles are below what is wrong', async () => {
    const editor = await openFile(page, FAULTY);
    await squiggleBelow(page, editor, 'error', 'WinBox from the LAN', 'dst-port=8291');
    await squiggleBelow(page, editor, 'error', ACCEPT, 'add');
  });

  await step('the Problems panel says what is wrong and where', async () => {
    const editor = await openFile(page, FAULTY);
    await problemShown(page, PORT_PROBLEM);
    await problemShown(page, ACCEPT_PROBLEM);
    await toggleSideBar(page);
    await selectNoProblem(page, editor);
    await shot('problems', 590);
    await toggleSideBar(page);
  });

  await step('the light bulb offers a quick fix', async () => {
    const problem = await problemShown(page, ACCEPT_PROBLEM);
    await quickFix(page, problem, 'Move the accept above line 15');
    await shot('quickfix');
  });

  await step('the quick fix moves the accept above the drop', async () => {
    const problem = await problemShown(page, ACCEPT_PROBLEM);
    await page.locator('.action-widget .monaco-list-row.action', { hasText: 'Move the accept above line 15' }).click();
    await problem.waitFor({ state: 'detached' });
    const text = await shownText(page.locator('.editor-instance .monaco-editor').first());
    if (text.indexOf(ACCEPT) > text.indexOf('add action=drop chain=input\n')) throw new Error(`Not moved:\n${text}`);
    await shot('quickfix-applied');
    await hideProblems(page);
  });

  await step('the outline has the rules by what they are for', async () => {
    await openFile(page, 'knock.rsc');
    const rows = await outline(page);
    for (const name of ['/ip firewall filter', 'gate', 'second knock', 'add to knock-1', 'everything else']) {
      await rows.filter({ hasText: name }).first().waitFor();
    }
    await shot('outline');
  });

  await step('a hover tells what a knock does', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await toggleSideBar(page);
    const hover = await hoverOn(page, editor, 'dst-port=51753', 'add', 'Knock 1 of 2');
    const way = '[tcp 51753] → tcp 14201 → granted 10 min → tcp 22';
    const next = 'Leads to: granted (10 min) → accepts tcp 22. No trap.';
    for (const text of ['rule 4 of 5 in input', way, next]) await hover.getByText(text).first().waitFor();
    await shot('hover', 480);
    await toggleSideBar(page);
  });

  await step('a knock is drawn and played', async () => {
    const editor = await openFile(page, 'knock.rsc');
    const lens = editor.locator('.codelens-decoration a', { hasText: 'knock: 2 steps, opens ssh for 10 min' }).first();
    await lens.click();
    const view = await viewNamed(page, 'Port knocks');
    await view.getByText('knock: 2 steps, opens ssh for 10 min: works.').waitFor();
    for (let packet = 1; packet <= 3; packet++) await view.getByRole('button', { name: 'Step', exact: true }).click();
    await view.getByText('accept by line 4; the gate is open.').waitFor();
    await view.locator('.state.open.lit').waitFor();
    await accessible(view);
    await shot('knock-view');
  });

  await step('a sweep opens the knock', async () => {
    const view = await viewNamed(page, 'Port knocks');
    await view.getByLabel('Send').selectOption('descending sweep');
    await view.getByLabel('Rate of a scan').selectOption('20,000 packets/s');
    await view.getByRole('button', { name: 'Play' }).click();
    await view.getByText('the gate is open.').waitFor();
    await view.getByText(/^packet 51,335 of /).waitFor();
  });

  await step('the views follow the theme', async () => {
    const view = await viewNamed(page, 'Port knocks');
    for (const [theme, name] of THEMES) {
      await chooseTheme(page, theme);
      await accessible(view);
      await shot(`knock-view${name}`);
    }
    await closeTab(page, 'Port knocks');
  });

  await step('in a narrow panel a knock is as large as in a wide one, and its player stays in sight', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await editor.locator('.codelens-decoration a', { hasText: 'knock: 2 steps' }).first().click();
    const view = await viewNamed(page, 'Port knocks');
    const size = page.viewportSize();
    await page.setViewportSize({ width: 800, height: 620 });
    for (let packet = 1; packet <= 3; packet++) await view.getByRole('button', { name: 'Step', exact: true }).click();
    await view.locator('.state.open.lit').waitFor();
    const seen = await view.evaluate(() => {
      const svg = document.querySelector('.diagram') as SVGSVGElement;
      const [lit, player] = ['.state.open.lit', '.player'].map((name) =>
        (document.querySelector(name) as Element).getBoundingClientRect(),
      ) as [DOMRect, DOMRect];
      return {
        scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
        isLitSeen: lit.top >= 0 && lit.bottom <= player.top,
        isPlayerSeen: player.bottom <= innerHeight + 1,
      };
    });
    await accessible(view);
    await shot('knock-view-narrow');
    if (seen.scale < 0.84 || !seen.isLitSeen || !seen.isPlayerSeen)
      throw new Error(`Not seen: ${JSON.stringify(seen)}`);
    if (size !== null) await page.setViewportSize(size);
    await closeTab(page, 'Port knocks');
  });

  await step('a packet is traced, and its way is lit in the script', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await runCommand(page, 'RouterOS Firewall: Trace a Packet', page.locator('.tab', { hasText: 'Packet trace' }));
    const view = await viewNamed(page, 'Packet trace');
    await view.getByText('drop by line 8.').waitFor();
    await editor.locator('.view-overlays .cdr[class*="TextEditorDecorationType"]').first().waitFor();
    await view
      .getByLabel('Packets, one in a line')
      .fill('tcp 198.51.100.7 -> :51753\ntcp 198.51.100.7 -> :14201\ntcp 198.51.100.7 -> :22');
    await view.getByRole('button', { name: 'Trace', exact: true }).click();
    await view.getByText('accept by line 4.').waitFor();
    await accessible(view);
    await shot('trace');
    await view.getByLabel('Packets, one in a line').fill('nonsense\n\ntcp 198.51.100.7 -> :22\nmore');
    await view.getByRole('button', { name: 'Trace', exact: true }).click();
    for (const text of ['Line 1: "nonsense" is not a packet', 'Line 4: "more" is not a packet'])
      await view.getByText(text).waitFor();
    await closeTab(page, 'Packet trace');
  });

  await step('a change says what it lets in', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await typeAtEnd(page, editor, 'add chain=forward action=drop protocol=gre');
    await page.keyboard.press('Escape');
    const lens = editor.locator('.codelens-decoration a', { hasText: 'unsaved: keeps out more' }).first();
    await lens.click();
    const view = await viewNamed(page, 'Firewall changes');
    await view.getByRole('heading', { name: 'newly kept out' }).waitFor();
    await accessible(view);
    await shot('compare');
    await closeTab(page, 'Firewall changes');
    await openFile(page, 'knock.rsc');
    await runCommand(
      page,
      'File: Revert File',
      editor.locator('.codelens-decoration', { hasText: 'knock: 2 steps' }).first(),
    );
  });

  await step('labels stand in front of rules, and nothing moves while one types', async () => {
    const editor = await openFile(page, 'knock.rsc');
    const labels = ['1', '2gate', '32/2', '41/2', '5'];
    await labelsShown(editor, labels);
    const places = new Set(await ruleMargins(editor));
    await typeAtEnd(page, editor, '');
    for (const key of 'add chain=input action=drop comment=new') {
      await page.keyboard.type(key);
      await page.waitForTimeout(60);
      for (const left of await ruleMargins(editor)) places.add(left);
    }
    await page.keyboard.press('Escape');
    await labelsShown(editor, [...labels, '6']);
    for (const left of await ruleMargins(editor)) places.add(left);
    if (places.size !== 1) throw new Error(`The text stood at ${[...places].join(' and ')} px.`);
    await page.keyboard.press('Home');
    await shot('labels');
    await runCommand(
      page,
      'File: Revert File',
      editor.locator('.codelens-decoration', { hasText: 'knock: 2' }).first(),
    );
  });

  await step('the rules are a table, which goes with the cursor and the keyboard', async () => {
    const editor = await openFile(page, 'knock.rsc');
    await runCommand(page, TABLE, page.locator('.tab', { hasText: 'Firewall table' }));
    const view = await viewNamed(page, 'Firewall table');
    const marked = view.locator('tr[aria-selected="true"]');
    await view.getByText('5 rules, 3 in a knock').waitFor();
    await editor.locator('.view-line', { hasText: 'everything else' }).first().click();
    await marked.filter({ hasText: 'everything else' }).waitFor();
    await view.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await marked.filter({ hasText: 'what is already open' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await view.locator('.detail').getByText('In a port knock: gate of a knock.').waitFor();
    await editor.locator('.active-line-number', { hasText: /^4$/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('14201');
    await view.getByText('1 match the filter').waitFor();
    await page.keyboard.press('Escape');
    await view.getByText('5 rules, 3 in a knock').waitFor();
    for (const [theme, name] of THEMES) {
      await chooseTheme(page, theme);
      await accessible(view);
      await shot(`table${name}`);
    }
  });

  await step('the table is kept up to date while one types', async () => {
    const editor = await openFile(page, 'knock.rsc');
    const view = await viewNamed(page, 'Firewall table');
    await typeAtEnd(page, editor, 'add chain=input action=accept protocol=icmp');
    await page.keyboard.press('Escape');
    await view.getByText('6 rules, 1 never reached, 3 in a knock').waitFor();
    await view.locator('.detail').getByText('Never reached: all its packets are taken by').waitFor();
    await runCommand(page, 'File: Revert File', view.getByText('5 rules, 3 in a knock'));
  });

  await step('a table of 5,000 rules is quick, and shows markup as it stands', async () => {
    await openFile(page, 'large.rsc');
    await runCommand(page, TABLE, page.locator('.tab', { hasText: 'Firewall table: large.rsc' }));
    const view = await viewNamed(page, 'Firewall table');
    await view.getByText('5000 rules, 1 never reached').waitFor();
    await view.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageDown');
    await view.getByText('<img src=x onerror=alert(1)> 12', { exact: true }).waitFor();
    await page.keyboard.press('End');
    await view.locator('tr[aria-selected="true"]', { hasText: 'never reached' }).waitFor();
    const rows = await view.locator('tr[data-index]').count();
    if (rows > 200) throw new Error(`${rows} rows are drawn, not those in sight.`);
    if ((await view.locator('img').count()) > 0) throw new Error('Markup of the script became part of the page.');
    await shot('table-large');
    await openFile(page, 'new.rsc');
    await runCommand(page, TABLE, view.getByText('There is no firewall rule in this script.'));
    await accessible(view);
    await closeTab(page, 'Firewall table');
    await closeTab(page, 'new.rsc');
    await closeTab(page, 'large.rsc');
  });

  await step('expectations are tests: green, red, and neither', async () => {
    const editor = await openFile(page, 'expected.rsc');
    await runCommand(page, 'Test: Run All Tests', editor.locator('.codicon-testing-failed-icon').first());
    for (const icon of ['passed', 'error']) await editor.locator(`.codicon-testing-${icon}-icon`).first().waitFor();
    await shot('expectations');
    await page.keyboard.press('Escape');
  });

  await step('what is open is a tree', async () => {
    const tree = page.locator('.pane-body .monaco-list-row', { hasText: 'Closed' }).first();
    await runCommand(page, 'RouterOS Firewall: Show What Is Open', tree);
    await shot('exposure');
    await runCommand(page, 'View: Show Explorer', page.locator('.explorer-folders-view').first());
  });

  await step('a knock is written step by step, with a way back and a preview', async () => {
    const editor = await openFile(page, 'new.rsc');
    const input = page.locator('.quick-input-widget');
    await runCommand(page, 'RouterOS Firewall: New Port Knock', input.getByText('How many packets open it?'));
    const next = async (title: string, key = 'Enter'): Promise<void> => {
      await page.keyboard.press(key);
      await input.getByText(title).waitFor();
    };
    await input.getByText('(1/8)').waitFor();
    await next('Which protocols do they have?');
    await shot('wizard');
    await input.locator('.codicon-quick-input-back').click();
    await input.getByText('How many packets open it?').waitFor();
    await next('Which protocols do they have?');
    await next('What does it open?');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('no-such-service');
    await next('"no-such-service" is no service');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('ssh');
    await next('For how long?');
    await next('Is there a trap');
    await next('Which addresses?');
    await next('Which interface list is the Internet?');
    await next('Insert this port knock?');
    await input.getByText('4 packets in order open ssh for 30m.').waitFor();
    await page.locator('.tab', { hasText: 'New port knock: what changes' }).waitFor();
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await shot('wizard-preview');
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'New port knock: what changes' }).waitFor({ state: 'detached' });
    await lineShown(editor, 'Knock 4 of 4');
    await runCommand(page, 'File: Revert File', page.locator('.tab.active:not(.dirty)', { hasText: 'new.rsc' }));
  });

  await step('a snippet is suggested as one types', async () => {
    const editor = await openFile(page, 'new.rsc');
    await typeAtEnd(page, editor, 'kno');
    await suggestion(page, 'knock3');
    await shot('suggest');
  });

  await step('the snippet comes with ports of its own', async () => {
    await (await suggestion(page, 'knock3')).click();
    const editor = page.locator('.editor-instance .monaco-editor').first();
    await lineShown(editor, 'Knock 3 of 3');
    const text = await shownText(editor);
    // Hints stand among the text, such as the number in front of each rule.
    const ports = [...text.matchAll(/add action=add-src.*dst-port=(\d+)/g)].map(([, port]) => port);
    if (new Set(ports).size !== 3 || /\$[{\d]/.test(text)) throw new Error(`Not what a knock looks like:\n${text}`);
    await shot('snippet');
  });

  await step('an argument and its value come with a few keys', async () => {
    const editor = await openFile(page, 'new.rsc');
    await typeAtEnd(page, editor, 'add cha');
    await suggestion(page, 'chain');
    await page.keyboard.press('Tab');
    await suggestion(page, 'input');
    await shot('values');
    await page.keyboard.press('Enter');
    await lineShown(editor, /^(\d+)?\s*add\schain=input$/);
  });

  if (killServer !== undefined) {
    await step('the user hears once of a language server that stopped, and goes on', async () => {
      const editor = await openFile(page, FAULTY);
      killServer();
      const all = await notifications(page, 'The language server stopped and was started again.');
      await shot('stopped');
      await typeAtEnd(page, editor, 'add chain=input protocol=icmp dst-port=65001\n');
      await squiggleBelow(page, editor, 'error', 'dst-port=65001', 'dst-port=65001');
      killServer();
      await typeAtEnd(page, editor, 'add chain=input protocol=icmp dst-port=65002');
      await squiggleBelow(page, editor, 'error', 'dst-port=65002', 'dst-port=65002');
      const count = await all.filter({ hasText: 'language server' }).count();
      if (count !== 1) throw new Error(`There are ${count} notifications, not 1.`);
    });
  }

  await step('a command shows the output of the language server', async () => {
    const log = page.locator('.panel .view-line', { hasText: 'The language server runs.' }).first();
    await runCommand(page, 'RouterOS Firewall: Show Output', log);
    await shot('output');
  });
}
