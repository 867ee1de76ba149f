import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
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

  test('brings nothing but the command line with what it shows, and no other package', () => {
    expect(readdirSync(path.join(folder, 'app/node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'rosfw',
    ]);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    const facts = readdirSync('docs/facts').map((name) => `docs/facts/${name}`);
    const others = files.filter((name) => name.includes('.') && !facts.includes(name));
    expect(files).toEqual(expect.arrayContaining(facts));
    expect(others.sort()).toEqual([
      'README.md',
      'dist/cli-notices.txt',
      'dist/cli.bundle.mjs',
      'dist/cli.js',
      'dist/cli.worker.mjs',
      'dist/entry/worker.js',
      'json.d.ts',
      'package.json',
    ]);
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ version, engines: { node: '>=22' }, publishConfig: { provenance: true } });
    expect(manifest.dependencies).toBeUndefined();
  });

  test('has a page of its own', () => {
    const text = readFileSync(path.join(installed, 'README.md'), 'utf8');
    expect(text).toContain('npm install --global rosfw');
    // Files of the checkout are not in it.
    expect(text).not.toMatch(/\]\((?!https:)/);
  });

  test('is the same when it is packed again', () => {
    const again = path.join(folder, 'again');
    const packed = spawnSync(process.execPath, ['scripts/npmPackage.ts', '--out', again], { encoding: 'utf8' });
    expect(packed.status, packed.stderr).toBe(0);
    const [tarball] = readdirSync(again);
    expect(readFileSync(path.join(again, tarball as string))).toEqual(
      readFileSync(path.join(folder, tarball as string)),
    );
  });

  test('is small enough to fetch for one run', () => {
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    expect(statSync(path.join(folder, tarball as string)).size).toBeLessThan(1_500_000);
  });

  test('lets an assistant read what is known of RouterOS', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const args = [path.join(installed, 'dist/cli.js'), 'mcp'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
    const { contents } = await client.readResource({ uri: 'rosfw://facts/firewall.md' });
    await client.close();
    expect(contents).toMatchObject([{ text: readFileSync('docs/facts/firewall.md', 'utf8') }]);
  });

  test('runs', () => {
    expect(rosfw(['--version']).stdout).toMatch(
      new RegExp(`^${version.replaceAll('.', '\\.')}(?: \\([0-9a-f]{12}\\))?\n$`),
    );
    const { status, stdout } = rosfw(['check', '--format', 'gcc', 'examples/mikrotik-manual-faulty.rsc']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^examples\/mikrotik-manual-faulty\.rsc:\d+:\d+: \w+: .* \[[a-z0-9-]+\]$/m);
  });

  // Written into a script as they are, objects must have each member that their type names, and none that it does not.
  test('has types for what it prints', () => {
    const examples = ['best-practices-trusted-faulty', 'mikrotik-manual-faulty', 'mikrotik-manual-clean'];
    const [trusted, faulty, fixed] = examples.map((name) => `examples/${name}.rsc`) as [string, string, string];
    const packet = ['--packet', 'tcp 198.51.100.7 -> :22 in=ether1'];
    const outputs: readonly (readonly [string, readonly string[]])[] = [
      ['CheckJson', ['check', 'examples']],
      ['ParseJson', ['parse', 'examples']],
      ['KnocksJson', ['knocks', 'examples']],
      ['TraceJson', ['trace', trusted, ...packet, '--then', 'udp 198.51.100.7 -> :53 in=ether1']],
      ['TraceJson', ['trace', trusted, ...packet, '--line-by-line']],
      ['DiffJson', ['diff', faulty, fixed]],
      ['ExposureJson', ['exposure', trusted]],
      ['ExposureJson', ['exposure', trusted, fixed, '--no-changes']],
      ['ExposureChangesJson', ['exposure', faulty, fixed, '--changes']],
      ['TestJson', ['test', 'test/e2e/workspace/expected.rsc']],
      ['RulesJson', ['rules']],
    ];
    const names = [...new Set(outputs.map(([name]) => name))];
    const constants = outputs.map(([name, args], index) => {
      const json = rosfw([...args, '--format', 'json']).stdout;
      expect(JSON.parse(json)).toMatchObject({ version: 1 });
      return `export const output${index}: ${name} = ${json}`;
    });
    const app = path.join(folder, 'app');
    const text = `import type { ${names.join(', ')} } from 'rosfw';\n${constants.join('')}`;
    writeFileSync(path.join(app, 'outputs.ts'), text);
    const compiler = [
      '--no-install',
      'tsc',
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--types',
      '',
      '--ignoreConfig',
    ];
    const compiled = spawnSync('npx', [...compiler, path.join(app, 'outputs.ts')], { encoding: 'utf8' });
    expect(compiled.stdout).toBe('');
    expect(compiled.status).toBe(0);
  }, 60_000);

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
