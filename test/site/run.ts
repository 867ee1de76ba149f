/**
 * Drives the playground in Chromium, as people do: with a mouse, with the keyboard alone, on a phone, without a network.
 * Usage: node test/site/run.ts [--output RESULTS.json] [--only WORD]; pictures go to dist/test-results.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { root } from '../../scripts/process.ts';
import { buildSite, type Site } from '../../scripts/site/build.ts';
import { openWindow } from '../e2e/chromium.ts';
import { Recorder } from '../e2e/results.ts';
import { SiteServer } from './siteServer.ts';
import { type SiteTest, steps } from './steps.ts';

const pictures = path.join(root, 'dist/test-results');
const recorder = new Recorder();

async function drive(site: Site, server: SiteServer, browser: Browser, only = ''): Promise<void> {
  const faults: string[] = [];
  const open = async (address: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    context.setDefaultTimeout(20_000);
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.address) && !/^(?:data|blob):/.test(url)) faults.push(`asked elsewhere: ${url}`);
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`an error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !page.isClosed()) faults.push(`an error on the console: ${message.text()}`);
    });
    await page.goto(server.address + address);
    return page;
  };
  const test: SiteTest = {
    site,
    server,
    open,
    shot: async (page, name) => {
      await page.screenshot({ path: path.join(pictures, `site-${name}.png`) });
    },
    /** What went wrong unseen since the last call. */
    faults: () => faults.splice(0),
  };
  for (const [name, step] of steps.filter(([title]) => title.includes(only))) {
    await recorder.step(name, async () => {
      const pages = await step(test);
      const unseen = test.faults();
      for (const page of pages) await page.context().close();
      if (unseen.length > 0) throw new Error(unseen.join('\n'));
    });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { output: { type: 'string' }, only: { type: 'string' } } });
  mkdirSync(pictures, { recursive: true });
  const site = await buildSite();
  const server = await SiteServer.start(site.files);
  const { browser } = await openWindow();
  try {
    await drive(site, server, browser, values.only);
  } catch (error) {
    // A failed step has been recorded already.
    if (!recorder.failed) throw error;
  } finally {
    await browser.close();
    await server.stop();
  }
  if (values.output !== undefined) writeFileSync(values.output, JSON.stringify(recorder.results));
  process.exitCode = recorder.failed ? 1 : 0;
}

await main();
