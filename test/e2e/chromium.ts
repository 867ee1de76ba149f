/** The browser that shows VS Code's window in the tests: one that the machine has, else one of a package. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { isPackaged, type PackagedChromium, packagedChromium } from './packagedChromium.ts';

/** The program of an installed Chromium, Chrome or Edge, else of the package. */
export async function findChromium(): Promise<Partial<PackagedChromium> & { readonly program: string }> {
  const asked = process.env['CHROMIUM'];
  if (asked) {
    if (existsSync(asked)) return { program: asked };
    throw new Error(`CHROMIUM is set to ${asked}, but there is no such file. Correct or unset it.`);
  }
  const found = candidates().find((file) => existsSync(file));
  if (found) return { program: found };
  if (isPackaged) return packagedChromium();
  throw new Error(
    'No Chromium, Chrome or Edge was found. The tests in VS Code show its window in one, invisibly. ' +
      'Install one (Debian: "apt-get install chromium"; macOS: "brew install --cask google-chrome"), ' +
      'or set CHROMIUM to the path of its program.',
  );
}

function candidates(): string[] {
  const { env } = process;
  if (process.platform === 'win32') {
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((f) => f !== undefined);
    return folders.flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** How large a window is, in pixels of its page, and how many of the picture each has. */
export interface Look {
  readonly size: { readonly width: number; readonly height: number };
  readonly scale: number;
  /** The language that VS Code is set to, such as `de`. */
  readonly language: string;
}

/** An invisible window that reaches this machine and nothing else. */
export async function openWindow(look: Partial<Look> = {}): Promise<{ browser: Browser; page: Page }> {
  const { program, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath: program,
    ...(env !== undefined && { env: { ...process.env, ...env } }),
    args: [
      '--disable-gpu',
      // In a container it may be small or missing.
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
  const { size = { width: 1280, height: 720 }, scale = 1, language } = look;
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale });
  // Where it is set by a language pack, VS Code itself says so in the same way.
  if (language !== undefined)
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
  return { browser, page: await context.newPage() };
}
