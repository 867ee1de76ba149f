import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const cli = path.resolve('server/src/cli.ts');

/** A checkout of ours with what `scripts/rosfw.sh` has built on first use, and a folder with scripts of somebody else. */
const checkout = mkdtempSync(path.join(tmpdir(), 'rosfw-checkout-'));
const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-integrations-'));
afterAll(() => {
  for (const each of [checkout, folder]) rmSync(each, { recursive: true, force: true });
});
cpSync('scripts/rosfw.sh', path.join(checkout, 'scripts/rosfw.sh'));
const outdir = path.join(checkout, 'dist');
const built = spawnSync(process.execPath, ['scripts/build.ts', '--cli', '--outdir', outdir], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(built.stderr);
writeFileSync(path.join(folder, 'bad one.rsc'), '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n');
writeFileSync(
  path.join(folder, 'warn.rsc'),
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=drop\n',
);
writeFileSync(path.join(folder, 'clean.rsc'), '/ip firewall filter\nadd chain=input action=drop\n');

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bash(script: string, env: Readonly<Record<string, string>> = {}): Run {
  // As a workflow runs it.
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GITHUB_ACTION_PATH: checkout, NO_COLOR: '1', ...env },
  });
}

function valid(schemaFile: string, value: unknown): void {
  const schema = JSON.parse(readFileSync(new URL(schemaFile, import.meta.url), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

describe.skipIf(process.platform === 'win32')('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8'));

  /** Runs the steps with a shell one after the other; the others are named. */
  function runAction(inputs: Readonly<Record<string, string>>): { code: number; out: string; uses: string[] } {
    const all = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [
        name,
        inputs[name] ?? (input as { default: string }).default,
      ]),
    );
    const filled = (text: string): string =>
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => all[name] as string);
    let out = '';
    const uses: string[] = [];
    for (const step of action.runs.steps) {
      if (step.uses !== undefined) {
        uses.push(`${step.uses} ${filled(step.with.sarif_file)} if ${step.if}`);
        continue;
      }
      expect(step.run).not.toContain('${{');
      const env = Object.fromEntries(
        Object.entries(step.env as Record<string, string>).map(([name, value]) => [name, filled(value)]),
      );
      const { status, stdout, stderr } = bash(step.run, { ...env, GITHUB_STEP_SUMMARY: 'summary.md' });
      out += stdout + stderr;
      if (status !== 0) return { code: status ?? -1, out, uses };
    }
    return { code: 0, out, uses };
  }

  test('has the shape of an action, and runs what it ships', () => {
    valid('schemas/github-action.json', action);
    for (const { run = '' } of action.runs.steps) expect(run).not.toMatch(/\bnpx\b|npm (?:i|install|exec)\b/);
  });
  test('annotates, fails, and has written SARIF for the upload', () => {
    const { code, out, uses } = runAction({});
    expect(code).toBe(1);
    expect(out).toContain('::error file=bad one.rsc,line=2,');
    expect(uses).toEqual(["github/codeql-action/upload-sarif@v3 rosfw.sarif if inputs.upload == 'true'"]);
    const { runs } = JSON.parse(readFileSync(path.join(folder, 'rosfw.sarif'), 'utf8'));
    expect(runs[0].results.length).toBeGreaterThan(1);
  });
  test('puts what is open into the summary, each script by itself', () => {
    rmSync(path.join(folder, 'summary.md'), { force: true });
    runAction({ paths: 'clean.rsc\nbad one.rsc' });
    const summary = readFileSync(path.join(folder, 'summary.md'), 'utf8');
    expect(summary.match(/^### What is open: .*$/gm)).toEqual([
      '### What is open: clean.rsc',
      '### What is open: bad one.rsc',
    ]);
  });
  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['a clean file', { paths: 'clean.rsc' }, 0],
    ['several paths with blanks', { paths: 'clean.rsc\nbad one.rsc\n' }, 1],
    ['warnings, where errors count', { paths: 'warn.rsc', 'fail-on': 'error' }, 0],
    ['warnings', { paths: 'warn.rsc' }, 1],
    ['errors, where nothing counts', { 'fail-on': 'never' }, 0],
    ['a missing file, where nothing counts', { paths: 'nowhere.rsc', 'fail-on': 'never' }, 2],
    ['a persona that is none', { persona: 'x' }, 2],
    ['an input that looks like a command', { paths: '$(touch hacked); clean.rsc' }, 2],
    ['an input that looks like an option', { paths: '--fix\nclean.rsc' }, 2],
  ])('%s', (_, inputs, code) => {
    expect(runAction(inputs)).toMatchObject({ code });
    expect(bash('ls').stdout).not.toContain('hacked');
  });
});

describe.skipIf(process.platform === 'win32')('.pre-commit-hooks.yaml', () => {
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
  test('has the shape of hooks', () => valid('schemas/pre-commit-hooks.json', hooks));
  test.each<[string, string, number]>([
    ['rosfw', 'clean.rsc', 0],
    ['rosfw', 'clean.rsc "bad one.rsc"', 1],
    ['rosfw-fix', 'clean.rsc', 0],
    ['rosfw-fix', '"bad one.rsc"', 1],
  ])('%s with %s', (id, files, code) => {
    const hook = hooks.find((one: { id: string }) => one.id === id);
    expect('a/b.rsc').toMatch(new RegExp(hook.files));
    expect(runHook(hook, files)).toMatchObject({ status: code, stderr: '' });
  });

  interface Hook {
    readonly entry: string;
    readonly args: readonly string[];
  }
  /** As pre-commit does: the entry lies in the checkout, then come its arguments, then the names. */
  function runHook({ entry, args }: Hook, files: string): Run {
    return bash(`${checkout}/${[entry, ...args].join(' ')} ${files}`);
  }
  const hookOf = (id: string): Hook => hooks.find((one: { id: string }) => one.id === id);

  test('rosfw-fix repairs what is safe, however quiet it is', () => {
    const faulty = '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=drop\n';
    writeFileSync(path.join(folder, 'quiet.rsc'), faulty);
    expect(runHook(hookOf('rosfw-fix'), 'quiet.rsc')).toMatchObject({ status: 0 });
    expect(readFileSync(path.join(folder, 'quiet.rsc'), 'utf8')).toBe(
      '/ip firewall filter\nadd chain=input action=drop\n',
    );
  });
  test.each(['rosfw', 'rosfw-fix'])('%s takes a file that is called like an option for a file', (id) => {
    const name = '--write-baseline.rsc';
    writeFileSync(path.join(folder, name), '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n');
    const { status, stdout } = runHook(hookOf(id), name);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(`--> ${name}:2`) });
    rmSync(path.join(folder, name));
  });
});

describe.skipIf(process.platform === 'win32')('a hundred files', () => {
  const action = parse(readFileSync('action.yml', 'utf8'));
  mkdirSync(path.join(folder, 'many'));
  for (let i = 0; i < 100; i++)
    writeFileSync(
      path.join(folder, `many/${i}.rsc`),
      '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n',
    );

  test('are checked by the action', () => {
    const run = action.runs.steps.at(-1).run as string;
    const env = { ROSFW_PATHS: 'many', ROSFW_PERSONA: '', ROSFW_BASELINE: '', ROSFW_FAIL_ON: 'warning' };
    const { status, stdout, stderr } = bash(run, env);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.match(/^::error file=many\/\d+\.rsc,/gm)).toHaveLength(100);
  });
  test('are checked by the hook', () => {
    const { status, stdout, stderr } = bash(`${checkout}/scripts/rosfw.sh check -- many/*.rsc`);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('100 errors in 100 files');
  });
});

describe('actions of others', () => {
  const files = ['action.yml', ...readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`)];
  const used = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\s*(?:- )?uses: *([^\s#]+)/gm)].map((match) => match[1] as string),
  );
  test('are pinned by the SHA of a commit, but for these, whose SHA cannot be looked up here', () => {
    const unpinned = used.filter((name) => !/@[0-9a-f]{40}$/.test(name) && !name.startsWith('./'));
    expect([...new Set(unpinned)].sort()).toEqual([
      'actions/checkout@v5',
      'actions/deploy-pages@v4',
      'actions/download-artifact@v5',
      'actions/setup-node@v5',
      'actions/upload-artifact@v4',
      'actions/upload-pages-artifact@v4',
      'github/codeql-action/upload-sarif@v3',
    ]);
  });
});

describe('problem matchers', () => {
  const line = /^.*$/m;
  test('of VS Code and of GitHub read what --format gcc prints', () => {
    const { stdout } = spawnSync(process.execPath, [cli, 'check', '--format', 'gcc', 'bad one.rsc'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [inEditor] = manifest.contributes.problemMatchers;
    const [inWorkflow] = JSON.parse(readFileSync('problem-matcher.json', 'utf8')).problemMatcher;
    for (const pattern of [inEditor.pattern, inWorkflow.pattern[0]]) {
      const match = new RegExp(pattern.regexp).exec(line.exec(stdout)?.[0] ?? '');
      expect(
        [pattern.file, pattern.line, pattern.column, pattern.severity, pattern.code].map((i) => match?.[i]),
      ).toEqual(['bad one.rsc', '2', '19', 'error', 'port-without-protocol']);
      expect(match?.[pattern.message]).toMatch(/^dst-port needs a protocol/);
    }
  });
});
