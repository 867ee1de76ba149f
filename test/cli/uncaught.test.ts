import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const script = folder.file('router.rsc', '/ip firewall filter\nadd  chain=input action=drop\n');

/** The commands that end; the two servers answer a mistake, and stay. */
const COMMANDS: readonly (readonly string[])[] = [
  ['check', script],
  ['knocks', script],
  ['parse', script],
  ['trace', script, '--packet', 'tcp 198.51.100.7 -> :22 in=ether1'],
  ['diff', script, script],
  ['test', script, '--init'],
  ['exposure', script],
  ['format', script, '--check'],
  ['format', '-'],
  ['generate', 'knock'],
  ['convert', '-'],
  ['rules'],
  ['explain', 'missing-blacklist'],
  ['completion', 'bash'],
];

/** A mistake of ours in whatever prints: thrown, or as the reason of a promise that nobody waits for. */
const MISTAKES = {
  'thrown error': "throw new TypeError('no such thing\\nat line two');",
  'rejected promise': "Promise.reject(new TypeError('no such thing\\nat line two')); return true;",
  'rejection that is no error': "Promise.reject('no such thing\\nat line two'); return true;",
};

describe.each(Object.entries(MISTAKES))('a mistake of ours, %s', (_, mistake) => {
  test.each(COMMANDS.map((args) => ({ name: args.slice(0, 1).concat(args.slice(2)).join(' '), args })))(
    'ends $name with 2 and one line',
    ({ args }) => {
      const hook = `data:text/javascript,${encodeURIComponent(`process.stdout.write = () => { ${mistake} };`)}`;
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', hook, folder.cli, ...args], {
        cwd: folder.path,
        encoding: 'utf8',
        input: 'add chain=input action=drop\n',
        timeout: 60_000,
      });
      expect(stdout).toBe('');
      expect(stderr).toMatch(
        /^rosfw: this failed, which is our fault; please report it: (?:TypeError: )?no such thing\n$/,
      );
      expect(status).toBe(2);
    },
  );
});
