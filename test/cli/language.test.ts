import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
/** A dead rule, a fault of the text, and a rule that is silenced. */
const SCRIPT = `/ip firewall filter
add chain=input action=drop
add chain=input action=accept protocol=tcp dst-port=22
add chain=forward action=accept dst-port=80
# rosfw-ignore-next-line port-without-protocol -- a test
add chain=forward action=accept dst-port=81
add chain=output action=acept
`;
const ENGLISH = 'RouterOS refuses the rule';
const GERMAN = 'RouterOS lehnt die Regel ab';
folder.file('a.rsc', SCRIPT);
for (let i = 0; i < 30; i++) folder.file(`many/${i}.rsc`, SCRIPT);
// Six times the same fault are one finding.
folder.file('six.rsc', `/ip firewall filter\n${'add chain=forward action=accept dst-port=80 comment=x\n'.repeat(6)}`);

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [folder.cli, ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', LC_ALL: '', LC_MESSAGES: '', LANG: '', ...environment },
  });
  return { code: status, out: `${stdout}${stderr}` };
}

const check = ['check', '--no-config'];

test.each([
  ['nothing is said', [], {}, ENGLISH],
  ['the option', ['--lang', 'de'], {}, GERMAN],
  ['the option with a region', ['--lang', 'de-CH'], {}, GERMAN],
  ['the locale', [], { LANG: 'de_DE.UTF-8' }, GERMAN],
  ['the option goes before the locale', ['--lang', 'en'], { LC_ALL: 'de_DE.UTF-8' }, ENGLISH],
  ['threads', ['--lang', 'de', '--threads', '2', 'many'], {}, GERMAN],
  ['one thread', ['--lang', 'de', '--threads', '1', 'many'], {}, GERMAN],
] as const)('%s', (_, options, environment, expected) => {
  const { code, out } = run([...check, ...options, 'a.rsc'], environment);
  expect(code).toBe(1);
  expect(out).toContain(expected);
  expect(out).not.toContain(expected === GERMAN ? ENGLISH : GERMAN);
});

test('a language that it does not speak is a usage error', () => {
  const { code, out } = run([...check, '--lang', 'fr', 'a.rsc']);
  expect(code).toBe(2);
  expect(out).toContain('en or de');
});

test.each(['json', 'sarif', 'github', 'gcc', 'gitlab'])('%s is the same in every language', (format) => {
  const english = run([...check, '--format', format, '.'], { LANG: 'en_US.UTF-8' });
  expect(english.out).toContain(ENGLISH);
  expect(run([...check, '--format', format, '--lang', 'de', '.'], { LANG: 'de_DE.UTF-8' })).toEqual(english);
});

describe('a baseline', () => {
  test.each([
    ['de', 'en'],
    ['en', 'de'],
  ])('that was written in %s hides the same in %s', (one, other) => {
    const name = `${one}.json`;
    expect(run([...check, '--lang', one, '--baseline', name, '--write-baseline', '.']).code).toBe(0);
    const { code, out } = run([...check, '--lang', other, '--baseline', name, '.']);
    expect(out).not.toContain('[');
    expect(code).toBe(0);
  });

  test('is the same file in both', () => {
    expect(folder.read('de.json')).toBe(folder.read('en.json'));
  });
});

test('as many findings in both languages, in the same places, with the same ids', () => {
  const heads = (lang: string): string[] => run([...check, '--lang', lang, '.']).out.match(/\[[a-z-]+\]|--> .*/g) ?? [];
  expect(heads('en').length).toBeGreaterThan(100);
  expect(heads('de')).toEqual(heads('en'));
});
