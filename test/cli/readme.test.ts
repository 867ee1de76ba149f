import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What the pages show of the command line: a command, and lines of its output in their order; `…` stands for others. */
const SHOWN = ['README.md', 'docs/port-knocking.md', 'docs/continuous-integration.md'].flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```console\n\$ rosfw (.+)\n([\s\S]*?)^```$/gm)].map(
    ([, command, lines]) => [page, command as string, (lines as string).trimEnd().split('\n')] as const,
  ),
);

test.each(SHOWN)('%s: rosfw %s', (_, command, lines) => {
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain as string));
  const { stdout, stderr } = spawnSync(process.execPath, ['server/src/cli.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stderr).toBe('');
  const output = stdout.trimEnd().split('\n');
  let at = 0;
  let mayLeaveOut = false;
  for (const line of lines) {
    if (line === '…') {
      mayLeaveOut = true;
      continue;
    }
    const found = mayLeaveOut ? output.indexOf(line, at) : output[at] === line ? at : -1;
    expect(found, `"${line}" is not in the output, or not there:\n${stdout}`).toBeGreaterThanOrEqual(at);
    at = found + 1;
    mayLeaveOut = false;
  }
  expect(mayLeaveOut || at === output.length, 'something follows what is shown').toBe(true);
});

test('the page for newcomers shows four commands', () => {
  expect(SHOWN.filter(([page]) => page === 'README.md').map(([, command]) => command.split(' ')[0])).toEqual([
    'check',
    'knocks',
    'diff',
    'trace',
  ]);
});
