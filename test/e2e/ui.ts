/**
 * Drives VS Code's window like a user and checks what a user sees. Each step is one test; a failed step ends the script.
 * The screenshots are in test/e2e/screenshots, named after the host and the step.
 */
import type { Page } from 'playwright-core';
import { languageShown, openFile, runCommand } from './window.ts';

export interface Ui {
  readonly page: Page;
  /** Does one step and records it as a test. */
  step(name: string, action: () => Promise<void>): Promise<void>;
  /** Takes a screenshot. */
  shot(name: string): Promise<void>;
}

export async function ui({ page, step, shot }: Ui): Promise<void> {
  await step('a script opens as RouterOS', async () => {
    await openFile(page, 'knock.rsc');
    await languageShown(page, 'RouterOS');
    await shot('script');
  });

  await step('a command shows the output of the language server', async () => {
    const log = page.locator('.panel .view-line', { hasText: 'The language server runs.' }).first();
    await runCommand(page, 'RouterOS Firewall: Show Output', log);
    await shot('output');
  });
}
