/** The desktop VS Code, where there can be one: fetched by @vscode/test-electron. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { download, runVSCodeCommand, SilentReporter } from '@vscode/test-electron';
import { atExit, root } from '../../scripts/process.ts';

const which = {
  version: process.env['VSCODE_VERSION'] ?? 'stable',
  cachePath: path.join(root, '.vscode-test'),
  // Without data for this long the network is not there, or lets nothing through.
  timeout: 5000,
};

/** The program of a desktop VS Code, fetched on first use; nothing where that cannot be, which is soon known. */
export async function fetchDesktop(): Promise<string | undefined> {
  return download({ ...which, reporter: new SilentReporter() }).catch(() => undefined);
}

/** Whether a desktop program could show a window here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * Whether the suite runs in the desktop VS Code: where it is asked for, and on Windows and macOS, where VS Code's server
 * would need native modules. On Linux the server runs everywhere and needs no display.
 */
export function wantsDesktop(): boolean {
  const asked = process.env['VSCODE_DESKTOP'];
  return asked ? asked !== '0' : process.platform !== 'linux';
}

/** Arguments for a desktop VS Code that shares nothing with the user's own. */
export function profileArguments(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'routeros-firewall-desktop-'));
  atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return [`--user-data-dir=${path.join(folder, 'user')}`, `--extensions-dir=${path.join(folder, 'extensions')}`];
}

/** Installs a packed extension the way a user does, into the profile of these arguments. */
export async function installInDesktop(vsix: string, profile: readonly string[]): Promise<void> {
  await runVSCodeCommand([...profile, '--install-extension', vsix, '--force'], which);
}
