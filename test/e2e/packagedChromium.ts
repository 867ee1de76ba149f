/** The Chromium of `test/e2e/browser`, for machines that have none: it needs no library of the system. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from '../../scripts/process.ts';

export interface PackagedChromium {
  readonly program: string;
  /** What it finds its libraries and fonts by. */
  readonly env: Readonly<Record<string, string>>;
}

/** Whether the package has a program for this machine. */
export const isPackaged = process.platform === 'linux' && process.arch === 'x64';

/** Installs and unpacks it on first use. */
export async function packagedChromium(): Promise<PackagedChromium> {
  const here = path.join(import.meta.dirname, 'browser');
  const unpacked = path.join(import.meta.dirname, '.work/chromium');
  if (!existsSync(path.join(here, 'node_modules'))) {
    console.log('There is no Chromium on this machine; installing one for the tests (once, 67 MB) …');
    const code = await runNpm(['ci', '--loglevel=error'], { cwd: here });
    if (code !== 0) throw new Error('The Chromium for the tests could not be installed: see npm’s message above.');
  }
  mkdirSync(unpacked, { recursive: true });
  // It unpacks into the folder for temporary files, where somebody else might have put a program of that name.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = unpacked;
  try {
    const { default: chromium, inflate } = (await import(PACKAGE)) as Sparticuz;
    const program = await chromium.executablePath();
    // For machines of one kind it would do this by itself.
    await inflate(path.join(here, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
    return { program, env: { LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'), FONTCONFIG_FILE: fontsIn(unpacked) } };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Says where the fonts are: the package has them in mind at another place, and without any Chromium ends. */
function fontsIn(folder: string): string {
  const file = path.join(folder, 'fonts.conf');
  const entries = `<dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>`;
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  writeFileSync(file, `${head}<fontconfig>${entries}</fontconfig>\n`);
  return file;
}

/** By its path, since it is not there where it is not needed. */
const PACKAGE = new URL('./browser/node_modules/@sparticuz/chromium/build/index.js', import.meta.url).href;

interface Sparticuz {
  readonly default: { executablePath(): Promise<string> };
  readonly inflate: (file: string) => Promise<string>;
}
