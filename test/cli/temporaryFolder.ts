import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface TemporaryFolder {
  readonly path: string;
  /** The command line, bundled. */
  readonly cli: string;
  /** Runs `rosfw` in the folder. */
  run(args: readonly string[], input?: string, cwd?: string): Run;
  /** Writes a file and returns its name. */
  file(name: string, text: string | Uint8Array): string;
  read(name: string): string;
}

/**
 * A folder of its own for the tests of one file, removed after them. They run the bundle, as users do: it starts in a
 * third of the time.
 */
export function temporaryFolder(): TemporaryFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rosfw-')));
  const bundle = mkdtempSync(path.join(tmpdir(), 'rosfw-cli-'));
  afterAll(() => {
    for (const each of [folder, bundle]) rmSync(each, { recursive: true, force: true });
  });
  const built = spawnSync(process.execPath, ['scripts/build.ts', '--cli', '--outdir', bundle], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const cli = path.join(bundle, 'cli.js');
  return {
    path: folder,
    cli,
    run(args, input = '', cwd = '.') {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
        input,
        encoding: 'utf8',
        cwd: path.join(folder, cwd),
        env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
        maxBuffer: 64 * 1024 * 1024,
      });
      return { code: status, out: stdout, err: stderr };
    },
    file(name, text) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
      return name;
    },
    read: (name) => readFileSync(path.join(folder, name), 'utf8'),
  };
}
