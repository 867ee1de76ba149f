/** VS Code's window in a browser, whichever host serves it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { type Look, openWindow } from './chromium.ts';

/** A running VS Code. */
export interface Host {
  /** Where a browser finds its window. */
  readonly url: string;
  /** Rejects when the host ends by itself. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export const screenshots = path.join(import.meta.dirname, 'screenshots');

/** A whole suite takes less than half a minute; one that takes three hangs. */
const SUITE_TIMEOUT = 400_000;

/** Runs the suite that the host was started with; `onLine` gets what it says. The result is its exit code. */
export async function runSuite(host: Host, onLine: (line: string) => void): Promise<number> {
  let exit: (code: number) => void;
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  return withWindow(host, SUITE_TIMEOUT, async (page) => {
    // VS Code calls these two functions of its page, if they are there, with the console and the end of a suite.
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
      onLine(args.map(String).join(' ')),
    );
    await page.exposeFunction('codeAutomationExit', (code: number) => exit(code));
    await page.goto(host.url);
    return exited;
  });
}

/** Opens the host's window, does something there, and closes it. A failure leaves a screenshot called `name`. */
export async function withPage(
  host: Host,
  name: string,
  action: (page: Page) => Promise<void>,
  look: Partial<Look> = {},
): Promise<void> {
  const shown = async (page: Page): Promise<void> => {
    try {
      await page.goto(host.url);
      await page.locator('.monaco-workbench').waitFor();
      await action(page);
    } catch (error) {
      await takeScreenshot(page, name).catch(() => {});
      throw error;
    }
  };
  await withWindow(host, SUITE_TIMEOUT, shown, look);
}

/** Takes a picture of the window, or of its upper part. */
export async function takeScreenshot(page: Page, name: string, height?: number): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  const clip = height === undefined ? {} : { clip: { x: 0, y: 0, width: page.viewportSize()!.width, height } };
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), ...clip });
}

/** A window that is closed whatever happens, and in which nothing takes longer than `timeout`. */
async function withWindow<T>(
  host: Host,
  timeout: number,
  action: (page: Page) => Promise<T>,
  look: Partial<Look> = {},
): Promise<T> {
  const { browser, page } = await openWindow(look);
  page.on('pageerror', (error) => console.log(`Error in the window: ${error.stack ?? error.message}`));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`VS Code did not get done within ${timeout / 1000} s.`)), timeout);
  });
  try {
    return await Promise.race([action(page), late, host.failed]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
