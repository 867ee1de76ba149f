import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { progressText } from '../../server/src/cli/terminal.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const PORT = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n';
for (let i = 0; i < 100; i++) folder.file(`many/${String(i).padStart(3, '0')}.rsc`, PORT);
folder.file('many/050-deadly.rsc', PORT);

/** Runs `check` on the hundred files; whoever opens the deadly one does the deed. */
function check(deed: string, args: readonly string[] = []): { status: number | null; stdout: string; stderr: string } {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const open = fs.openSync;
    fs.openSync = (name, ...rest) => {
      if (String(name).includes('deadly')) { ${deed} }
      return open(name, ...rest);
    };
    syncBuiltinESMExports();`;
  const hook = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  return spawnSync(process.execPath, [folder.cli, 'check', '--no-config', '--format', 'json', ...args, 'many'], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: hook },
  });
}

describe('a file that ends its thread costs itself a message, and the other hundred nothing', () => {
  test.each([
    [
      'its memory does not suffice',
      'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
      ['--threads', '2'],
    ],
    ['something throws in a thread', "throw new TypeError('x');", ['--threads', '2']],
    ['something throws without threads', "throw new TypeError('x');", ['--threads', '1']],
  ])('%s', (_, deed, args) => {
    const { status, stdout, stderr } = check(deed, args);
    expect(stderr).toMatch(/^rosfw: many\/050-deadly\.rsc: .*\n$/);
    expect(status).toBe(2);
    const { files } = JSON.parse(stdout) as { files: { file: string; findings: unknown[] }[] };
    expect(files).toHaveLength(101);
    expect(files.filter(({ findings }) => findings.length === 0).map(({ file }) => file)).toEqual([
      'many/050-deadly.rsc',
    ]);
  });
});

test('a thread that ends without a word ends the run with a line and 2', () => {
  const { status, stdout, stderr } = check('process.exit(7);', ['--threads', '2']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^rosfw: this ended before it was done.*\n$/);
});

test('how far it is, and how long it will take', () => {
  expect(progressText(10, 100, 2_000)).toBe('10 of 100 files, about 18 s left');
  expect(progressText(1_000, 10_000, 60_000)).toBe('1000 of 10000 files, about 9 min left');
  expect(progressText(0, 10, 1_000)).toBe('0 of 10 files, about 10 s left');
});
