import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { REGISTER } from '../../server/src/rules/register.ts';
import { matchGolden } from '../support/golden.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const { run } = temporaryFolder();

describe('rules', () => {
  test('lists each rule once', () => {
    const { code, out } = run(['rules']);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
      ...REGISTER.map(({ id }) => id),
      '',
      String(REGISTER.length),
      '',
    ]);
  });
  test('as JSON', () => {
    const { rules } = JSON.parse(run(['rules', '--format', 'json']).out);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(REGISTER.map(({ id }) => id));
    expect(rules.find(({ id }: { id: string }) => id === 'trap-locks-out')).toMatchObject({
      persona: 'regular',
      since: '0.1.0',
      options: { tolerated: { default: 900 } },
    });
  });
});

describe('explain', () => {
  test('a rule', () =>
    matchGolden(fileURLToPath(new URL('golden/explain.txt', import.meta.url)), run(['explain', 'trap-locks-out']).out));
  test('a fault of the text', () => {
    const { code, out } = run(['explain', 'stray-closer']);
    expect(code).toBe(0);
    expect(out).toContain('stops reading without a word');
    expect(out).toMatch(/Bad\n {4}:put 1/);
  });
  test('a wrong name', () =>
    expect(run(['explain', 'traps-lock-out'])).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining('there is no such rule'),
    }));
});

describe('completion', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['commands', ['rosfw', 'ch'], ['check']],
    ['options', ['rosfw', 'check', '--min'], ['--min-severity']],
    ['values of an option', ['rosfw', 'check', '--persona', 'a'], ['auditor']],
    ['rules', ['rosfw', 'explain', 'layer'], ['layer7-cost']],
    ['shells', ['rosfw', 'completion', 'f'], ['fish']],
  ])('of bash: %s', (_, words, expected) => {
    const script = `${run(['completion', 'bash']).out}
COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _rosfw; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(expected);
  });
  test('of fish and zsh', () => {
    expect(run(['completion', 'fish']).out).toContain(
      "complete -c rosfw -n '__fish_seen_subcommand_from check' -l persona",
    );
    expect(run(['completion', 'zsh']).out).toMatch(/^autoload -U \+X bashcompinit/);
    expect(run(['completion', 'tcsh'])).toMatchObject({ code: 2 });
  });
});

test('help says what each command is for', () => {
  const { out } = run(['--help']);
  for (const command of ['check', 'knocks', 'parse', 'trace', 'rules', 'explain', 'completion'])
    expect(out).toMatch(new RegExp(`^ {2}${command}\\b.* {2}\\S`, 'm'));
  expect(run(['check', '--help']).out).toContain('Exit codes:');
});
