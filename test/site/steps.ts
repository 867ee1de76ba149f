/** What people do on the site, one thing after the other; each begins with a page of its own. */
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { build } from 'esbuild';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Site } from '../../scripts/site/build.ts';
import type { SiteServer } from './siteServer.ts';

export interface SiteTest {
  readonly site: Site;
  readonly server: SiteServer;
  open(address: string, options?: BrowserContextOptions): Promise<Page>;
  shot(page: Page, name: string): Promise<void>;
  faults(): string[];
}

/** Returns the pages that are to be closed. */
export type Step = (test: SiteTest) => Promise<readonly Page[]>;

const SCRIPT = `/ip firewall filter
add chain=input action=drop
add chain=input action=accept protocol=tcp dst-port=22
`;

export const steps: readonly (readonly [string, Step])[] = [
  ['the first load is below 1 MB compressed, and what the build says it is', firstLoad],
  ['an example has its problems, in the script and beside it', problemsShown],
  ['a problem goes with its fix', fixApplied],
  ['hovers explain, completion offers', hoverAndCompletion],
  ['what a script says is shown as text', markupIsText],
  ['a knock is drawn and played', knockPlayed],
  ['a packet is traced, and its way lights up', packetTraced],
  ['what is open is listed, and why the rest is not', exposureShown],
  ['expectations are judged, tried and written', expectationsJudged],
  ['a link holds the script', linkShared],
  ['a link that is cut or hostile says so and takes nothing away', linksRefused],
  ['one’s own script comes back after an example', scriptRestored],
  ['the page of a rule opens its example, with the settings that it needs', ruleTried],
  ['nothing keeps the keyboard', keyboardAlone],
  ['nobody is kept out: both themes, all views, all kinds of pages', accessible],
  ['it fits a phone', fitsPhone],
  ['it works without a network', worksOffline],
];

async function firstLoad({ site, server, open }: SiteTest): Promise<readonly Page[]> {
  server.asked.length = 0;
  const page = await open('playground.html', { serviceWorkers: 'block' });
  await problemRow(page, 'knock-opens-to-sweep').first().waitFor();
  const asked = [...new Set(server.asked)].sort();
  equal(asked.join(' '), [...site.firstLoad].sort().join(' '));
  const size = asked.reduce((sum, name) => sum + gzipSync(site.files.get(name) as Uint8Array).length, 0);
  if (size >= 1_000_000) throw new Error(`It is ${size} bytes.`);
  return [page];
}

async function problemsShown({ open, shot }: SiteTest): Promise<readonly Page[]> {
  const page = await open('playground.html#example=mikrotik-manual-faulty');
  await page.locator('#status', { hasText: /\d+ errors?/ }).waitFor();
  await problemRow(page, 'knock-stages-collapse').first().waitFor();
  const line = problemRow(page, 'knock-stages-collapse').first().locator('button.line').first();
  const number = /\d+/.exec(await line.innerText())?.[0] ?? '';
  await line.click();
  await page.locator('.cm-activeLineGutter', { hasText: number }).first().waitFor();
  await page.locator('.cm-lintRange-error').first().waitFor();
  await page.locator('.token-namespace').first().waitFor();
  await page.locator('.token-method').first().waitFor();
  await shot(page, 'light');
  return [page];
}

async function fixApplied({ site, open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  const row = problemRow(page, 'accept-below-drop');
  // It fades the rule that is never reached, and says it once.
  await page.locator('.unnecessary').first().waitFor();
  const links = await page.locator('.problems a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  equal(links.filter((href) => !site.files.has(href ?? '')).join(), '');
  equal(await page.locator('.problems > li', { hasText: /never reached/i }).count(), 1);
  await row.locator('button:not(.line)').first().click();
  await row.waitFor({ state: 'detached' });
  const [menu, drop, accept] = SCRIPT.split('\n');
  equal(await textOf(page), `${menu}\n${accept}\n${drop}\n`);
  // Undone, it is there again.
  await content(page).click();
  await page.keyboard.press('Control+z');
  await row.waitFor();
  return [page];
}

async function hoverAndCompletion({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  await page.locator('.token-method').first().waitFor();
  const hover = page.locator('.cm-tooltip-hover .cm-lsp-documentation');
  await until(hover, async () => {
    await page.mouse.move(5, 5);
    await page.locator('.cm-line', { hasText: 'action=drop' }).locator('.token-enumMember').hover();
  });
  if (!/drop/i.test(await hover.first().innerText())) throw new Error(`The hover says ${await hover.innerText()}`);
  await content(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('add chain=input action=rej');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'reject' }).first().waitFor();
  // The list drops keys that come too soon after it opened.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.locator('.cm-line', { hasText: 'action=reject' }).waitFor();
  return [page];
}

/** Neither the server, nor the filter of its Markdown, nor a view lets markup through. */
async function markupIsText({ open, faults }: SiteTest): Promise<readonly Page[]> {
  const markup = '<img src=x><b>bold</b>';
  const page = await openScript(
    open,
    `${SCRIPT}add chain=input action=drop comment="${markup}" src-address-list="${markup}"\n`,
  );
  const hover = page.locator('.cm-tooltip-hover');
  await until(hover, async () => {
    await page.mouse.move(5, 5);
    await page.locator('.cm-line', { hasText: 'comment=' }).locator('.token-method').hover();
  });
  for (const tab of ['trace', 'exposure', 'knocks', 'problems'] as const) {
    await page.locator(`#tab-${tab}`).click();
    await page.locator(`#panel-${tab}`, { hasText: /line 2|no port knock/ }).waitFor();
  }
  equal(await page.locator('img:not(.cm-widgetBuffer), b').count(), 0);
  equal(faults().join(), '');
  const filter = await bundled('client/src/playground/safeHtml.ts');
  const clean = (html: string): Promise<string> =>
    page.evaluate(`(() => { ${filter}; return made.safeHtml(${JSON.stringify(html)}); })()`);
  equal(await clean('<p class="x">a <b>b</b></p>'), '<p class="x">a <b>b</b></p>');
  equal(await clean('<img src="x" onerror="alert(1)"><script>1</script><b onclick="2">b</b>'), '1<b>b</b>');
  equal(
    await clean('<a href="javascript:1">a</a><a href="https://example.org/">b</a>'),
    '<a>a</a><a href="https://example.org/">b</a>',
  );
  equal(await clean('<svg><text>b</text></svg><p style="top:0">c</p>'), 'b<p>c</p>');
  // The policy has refused what was tried, which is its part.
  faults();
  return [page];
}

async function knockPlayed({ open, shot }: SiteTest): Promise<readonly Page[]> {
  const page = await open('playground.html#example=mikrotik-manual-clean');
  await page.locator('#tab-knocks').click();
  const panel = page.locator('#panel-knocks');
  await panel.locator('svg.diagram').waitFor();
  await panel.locator('.verdict', { hasText: 'works' }).waitFor();
  for (let step = 1; step <= 3; step++) {
    await panel.getByRole('button', { name: 'Step' }).click();
    await panel.locator('.progress', { hasText: `packet ${step} of` }).waitFor();
  }
  await panel.locator('.said', { hasText: 'now on' }).waitFor();
  // Who looks elsewhere meanwhile finds it as it was.
  await page.locator('#tab-problems').click();
  await page.locator('#tab-knocks').click();
  await page.waitForTimeout(500);
  await panel.locator('.progress', { hasText: 'packet 3 of' }).waitFor();
  await panel.locator('svg .lit').first().waitFor();
  await panel.getByRole('button', { name: 'Play' }).click();
  await panel.locator('.said', { hasText: 'the gate is open' }).waitFor();
  await shot(page, 'knock');
  await panel.getByRole('button', { name: 'Copy as Mermaid' }).click();
  await page.locator('#status', { hasText: 'Copied.' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  if (!copied.includes('stateDiagram')) throw new Error(`Copied was ${copied}`);
  await panel.getByRole('button', { name: 'Open as text' }).click();
  await page.locator('dialog pre', { hasText: 'knock 1' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  return [page];
}

async function packetTraced({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  await page.locator('#tab-trace').click();
  const panel = page.locator('#panel-trace');
  await panel.locator('#packets').fill('tcp 198.51.100.7 -> :22');
  await panel.getByRole('button', { name: 'Trace', exact: true }).click();
  await panel.locator('.verdict', { hasText: 'drop by line 2' }).waitFor();
  await page.locator('.lit-refuses', { hasText: 'action=drop' }).waitFor();
  await panel.locator('#packets').fill('nonsense');
  await panel.getByRole('button', { name: 'Trace', exact: true }).click();
  await panel.getByRole('alert').waitFor();
  await page.locator('.lit-refuses').waitFor({ state: 'detached' });
  await panel.locator('#packets').fill('tcp 198.51.100.7 -> :22');
  await panel.getByRole('button', { name: 'Trace', exact: true }).click();
  await page.locator('.lit-refuses').waitFor();
  // Of another text nothing is known until it is traced.
  await page.locator('#tab-problems').click();
  await content(page).click();
  await page.keyboard.type('#');
  await page.locator('.lit').first().waitFor({ state: 'detached' });
  return [page];
}

async function exposureShown({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await open('playground.html#example=open-router-faulty');
  await page.locator('#tab-exposure').click();
  const panel = page.locator('#panel-exposure');
  await panel.locator('.cells > .bad', { hasText: 'WinBox' }).first().waitFor();
  const closed = panel.locator('details details').first();
  await closed.locator('summary').click();
  await closed
    .getByRole('button', { name: /^Why not/ })
    .first()
    .click();
  await closed.locator('[role=status] p').first().waitFor();
  await panel
    .getByRole('button', { name: /^Trace: WinBox/ })
    .first()
    .click();
  await page.locator('#panel-trace .verdict', { hasText: 'accept by line' }).waitFor();
  return [page];
}

async function expectationsJudged({ open }: SiteTest): Promise<readonly Page[]> {
  const lists = '/interface list\nadd name=WAN\n/interface list member\nadd interface=ether1 list=WAN\n';
  const expected = `# rosfw-expect internet -> router tcp 22 => accepted\n${lists}${SCRIPT}`;
  const page = await openScript(open, expected);
  await page.locator('#tab-expectations').click();
  const panel = page.locator('#panel-expectations');
  await panel.getByText('0 of 1 hold.').waitFor();
  await panel.locator('li', { hasText: 'failed' }).waitFor();
  await panel.locator('#expectation').fill('internet -> router tcp 22 => refused');
  await panel.getByRole('button', { name: 'Try' }).click();
  await panel.locator('[role=status]', { hasText: 'held' }).waitFor();
  await panel.getByRole('button', { name: 'Write into the script' }).click();
  await panel.getByText('1 of 2 hold.').waitFor();
  if (!(await textOf(page)).includes('tcp 22 => refused')) throw new Error('It was not written.');
  return [page];
}

async function linkShared({ open }: SiteTest): Promise<readonly Page[]> {
  const text = `${SCRIPT}# Grüße 出口\n`;
  const page = await openScript(open, text);
  await page.locator('#share').click();
  await page.locator('#status', { hasText: 'Copied.' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await open(link.slice(link.indexOf('playground.html')));
  await problemRow(other, 'accept-below-drop').waitFor();
  equal(await textOf(other), text);
  return [page, other];
}

async function linksRefused({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  await page.locator('#share').click();
  await page.locator('#status', { hasText: 'Copied.' }).waitFor();
  const fragment = new URL(await page.evaluate(() => navigator.clipboard.readText())).hash;
  const bomb = `#script=${gzipSync(Buffer.alloc(50_000_000)).toString('base64url')}`;
  await content(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# mine');
  const mine = await textOf(page);
  for (const [hash, says] of [
    [fragment.slice(0, -9), 'cut or changed'],
    ['#script=<img src=x onerror=alert(1)>', 'cut or changed'],
    [bomb, 'more than 1 MB'],
    ['#rule=__proto__', 'a rule that there is not'],
  ] as const) {
    await page.evaluate((wanted) => {
      location.hash = wanted;
    }, hash);
    await page.locator('#notice', { hasText: says }).waitFor();
    equal(await textOf(page), mine);
  }
  // Neither is it lost where such a link is loaded anew.
  await page.reload();
  await page.locator('#notice', { hasText: 'a rule that there is not' }).waitFor();
  await content(page).waitFor();
  equal(await textOf(page), mine);
  return [page];
}

async function scriptRestored({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  await page.locator('#examples').selectOption('open-router-faulty');
  await page.locator('.cm-line', { hasText: 'management' }).first().waitFor();
  // What came from a link is not one's own; what was typed is.
  if (await page.locator('#restore').isVisible()) throw new Error('There is nothing to bring back.');
  await content(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# mine');
  const mine = await textOf(page);
  await page.locator('#examples').selectOption('mikrotik-manual-clean');
  await page.locator('#restore').click();
  equal(await textOf(page), mine);
  // A page that is loaded anew has it still, with the last key.
  await page.reload();
  await content(page).waitFor();
  equal(await textOf(page), mine);
  return [page];
}

async function ruleTried({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await open('rules/rule-without-comment.html');
  await page.getByRole('link', { name: 'Try the bad example' }).click();
  await problemRow(page, 'rule-without-comment').first().waitFor();
  equal(await page.locator('#persona').inputValue(), 'auditor');
  await page.locator('#persona').selectOption('regular');
  await problemRow(page, 'rule-without-comment').first().waitFor({ state: 'detached' });
  await page.locator('#persona').selectOption('auditor');
  await problemRow(page, 'rule-without-comment').first().waitFor();
  await content(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# mine');
  const mine = await textOf(page);
  // The tab remembers it soon.
  await page.waitForTimeout(1_000);
  await problemRow(page, 'rule-without-comment').first().getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'rule-without-comment' }).waitFor();
  await page.getByRole('link', { name: 'Try the good example' }).click();
  await page.locator('#restore').click();
  equal(await textOf(page), mine);
  return [page];
}

async function keyboardAlone({ open }: SiteTest): Promise<readonly Page[]> {
  const page = await openScript(open, SCRIPT);
  await page.keyboard.press('Tab');
  equal(await focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await content(page).focus();
  await page.keyboard.press('Tab');
  equal(await focused(page), 'Keys');
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement?.id), 'tab-problems');
  await page.keyboard.press('ArrowRight');
  equal(await page.evaluate(() => document.activeElement?.id), 'tab-knocks');
  await page.locator('#panel-knocks', { hasText: 'no port knock' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  equal(
    await page.locator('[role=tab][aria-selected=true]').innerText(),
    await page.locator('#tab-problems').innerText(),
  );
  await page.keyboard.press('Tab');
  equal(await focused(page), 'line 3');
  await page.keyboard.press('Enter');
  await page.locator('.cm-activeLineGutter', { hasText: '3' }).first().waitFor();
  await content(page).focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.cm-tooltip[role=note]:focus', { hasText: 'accept' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.cm-content:focus').waitFor();
  return [page];
}

async function accessible(test: SiteTest): Promise<readonly Page[]> {
  const { server, open, shot } = test;
  const pages: Page[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open('playground.html#example=wiki-9000-6000-faulty', { colorScheme });
    pages.push(page);
    await problemRow(page, 'accept-below-drop').first().waitFor();
    await page.locator('.token-method').first().waitFor();
    await audit(test, page, `problems, ${colorScheme}`);
    await shot(page, `audit-${colorScheme}`);
    for (const [tab, ready] of VIEWS) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(`#panel-${tab} ${ready}`).first().waitFor();
      await audit(test, page, `${tab}, ${colorScheme}`);
    }
    for (const address of ['index.html', 'guide/index.html', 'rules/unreachable-rule.html']) {
      await page.goto(server.address + address);
      await audit(test, page, `${address}, ${colorScheme}`);
    }
  }
  // The switch goes before the system, and is remembered.
  const [light] = pages as [Page];
  await light.locator('#theme').selectOption('dark');
  equal(await background(light), await background(pages[1] as Page));
  await light.reload();
  equal(await background(light), await background(pages[1] as Page));
  return pages;
}

const VIEWS: readonly (readonly [string, string])[] = [
  ['knocks', 'svg'],
  ['trace', '.verdict'],
  ['exposure', '.cells'],
  ['expectations', '#expectation'],
];

async function fitsPhone({ server, open, shot }: SiteTest): Promise<readonly Page[]> {
  const page = await open('playground.html', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });
  await problemRow(page, 'knock-opens-to-sweep').first().waitFor();
  await shot(page, 'phone');
  const fits = async (what: string): Promise<void> => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) throw new Error(`${what} is ${width} px wide.`);
  };
  await fits('the list of problems');
  for (const [tab, ready] of VIEWS) {
    await page.locator(`#tab-${tab}`).tap();
    await page.locator(`#panel-${tab} ${ready}`).first().waitFor();
    await fits(tab);
    await shot(page, `phone-${tab}`);
  }
  for (const address of ['index.html', 'rules/index.html', 'facts/firewall.html', 'guide/editor-features.html']) {
    await page.goto(server.address + address);
    await fits(address);
  }
  return [page];
}

async function worksOffline({ site, server, open, faults }: SiteTest): Promise<readonly Page[]> {
  const page = await open('playground.html');
  await problemRow(page, 'knock-opens-to-sweep').first().waitFor();
  const pages = [...site.files.keys()].filter((name) => name !== 'offline.js');
  const isKept = (): Promise<boolean> =>
    page.evaluate(
      async (files) => {
        for (const file of files) if ((await caches.match(file)) === undefined) return false;
        return true;
      },
      pages.map((name) => server.address + name),
    );
  for (let attempt = 0; !(await isKept()); attempt++) {
    if (attempt === 150) throw new Error('The service worker does not keep all files.');
    await page.waitForTimeout(200);
  }
  equal(faults().join(), '');
  server.isSilent = true;
  await page.context().setOffline(true);
  await page.reload();
  await problemRow(page, 'knock-opens-to-sweep').first().waitFor();
  await page.goto(`${server.address}rules/accept-below-drop.html`);
  await page.getByRole('link', { name: 'Try the bad example' }).click();
  await problemRow(page, 'accept-below-drop').first().waitFor();
  await page.goto(server.address);
  await page.getByRole('heading', { level: 1, name: 'RouterOS Firewall' }).waitFor();
  server.isSilent = false;
  return [page];
}

/** A page with a script that comes from a link. */
async function openScript(open: SiteTest['open'], text: string): Promise<Page> {
  const page = await open(`playground.html#script=${gzipSync(text).toString('base64url')}`);
  await page.locator('.cm-content').waitFor();
  await page.locator('#panel-problems ol').waitFor();
  return page;
}

function content(page: Page): Locator {
  return page.locator('.cm-content');
}

/** The text of the editor, which draws all lines of a short one. */
async function textOf(page: Page): Promise<string> {
  const lines = await content(page).locator('.cm-line').allTextContents();
  return lines.join('\n');
}

function problemRow(page: Page, rule: string): Locator {
  return page.locator('.problems > li').filter({ has: page.locator(`a[href="rules/${rule}.html"]`) });
}

function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

/** Fails for what people with a screen reader, a keyboard or weak eyes would stumble over. */
async function audit({ faults }: SiteTest, page: Page, what: string): Promise<void> {
  equal(faults().join(), '');
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  // It tries styles that the policy of the page forbids.
  faults();
  if (violations.length === 0) return;
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
  throw new Error(`Not accessible: ${what}\n${found.join('\n')}`);
}

/** Repeats an action until something is to be seen. */
async function until(shown: Locator, action: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await action();
    const isShown = await shown
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    if (isShown) return;
  }
  throw new Error(`Not to be seen: ${shown}`);
}

/** A module of the page as one expression `made`. */
async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'made',
  });
  return outputFiles[0]?.text ?? '';
}

function equal(is: unknown, wanted: unknown): void {
  if (is !== wanted) throw new Error(`It is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}.`);
}
