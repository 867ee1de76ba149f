import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const installed = path.join(folder, 'app/node_modules/rosfw');

function npm(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed: ${stderr}`);
}

function rosfw(args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const bin = path.join(folder, 'app/node_modules/.bin/rosfw');
  return spawnSync(bin, args, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    shell: process.platform === 'win32',
  });
}

describe('the npm package', () => {
  beforeAll(() => {
    const packed = spawnSync(process.execPath, ['scripts/npmPackage.ts', '--out', folder], { encoding: 'utf8' });
    if (packed.status !== 0) throw new Error(packed.stderr);
    const app = path.join(folder, 'app');
    mkdirSync(app);
    writeFileSync(path.join(app, 'package.json'), '{"private":true}');
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    npm(['install', '--offline', '--no-audit', '--no-fund', path.join(folder, tarball as string)], app);
  }, 120_000);

  test('brings nothing but the command line, and no other package', () => {
    expect(readdirSync(path.join(folder, 'app/node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'rosfw',
    ]);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    expect(files.filter((name) => name.includes('.')).sort()).toEqual([
      'README.md',
      'dist/cli-notices.txt',
      'dist/cli.bundle.mjs',
      'dist/cli.js',
      'dist/cli.worker.mjs',
      'dist/entry/worker.js',
      'package.json',
    ]);
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ version, engines: { node: '>=22' }, publishConfig: { provenance: true } });
    expect(manifest.dependencies).toBeUndefined();
  });

  test('runs', () => {
    expect(rosfw(['--version']).stdout).toBe(`${version}\n`);
    const { status, stdout } = rosfw(['check', '--format', 'gcc', 'examples/mikrotik-manual-faulty.rsc']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^examples\/mikrotik-manual-faulty\.rsc:\d+:\d+: \w+: .* \[[a-z0-9-]+\]$/m);
  });

  test('runs on many files with its worker threads', () => {
    const many = path.join(folder, 'many');
    mkdirSync(many);
    const script = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n';
    for (let i = 0; i < 100; i++) writeFileSync(path.join(many, `${i}.rsc`), script);
    const { status, stdout } = rosfw(['check', many]);
    expect(stdout).toMatch(/100 errors in 100 files\n$/);
    expect(status).toBe(1);
  });
});
