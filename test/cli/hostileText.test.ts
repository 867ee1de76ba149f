import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { clean } from '../../server/src/text/printable.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;

/** What must not reach a terminal or a log: an escape, a title, a line of its own, a change of direction. */
const STEERS = '\u001b[31m\u001b]0;x\u0007\u009b2J\u202e\u2066';
const LIST = `k1\\n::error::pwned ##[error]${STEERS}`;
const SCRIPT = `# ${STEERS}
::error::begins a line
/ip firewall filter
add action=add-src-to-address-list address-list="${LIST}" address-list-timeout=10s chain=input dst-port=40011 protocol=tcp
add action=accept chain=input dst-port=22 protocol=tcp src-address-list="${LIST}" comment="${STEERS}"
add chain = forward action=accept comment="${STEERS}" ${STEERS}
::error::stands below
`;
const NAME = process.platform === 'win32' ? '\u202e.rsc' : `\n::error::\u001b[31m\u202e##[error].rsc`;

const PACKET = ['--packet', 'tcp 198.51.100.7 -> :22 in=ether1'];
const FORMATS = ['pretty', 'json', 'sarif', 'github', 'gcc', 'gitlab'];

/** What a terminal, or GitHub, would take for a command. */
function steering(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.filter((line) => clean(line) !== line || /^\s*::(?!(?:error|warning|notice) file=)/.test(line));
}

describe('nothing from a file or its name steers a terminal or a log', () => {
  mkdirSync(`${folder.path}/sites`);
  file(`sites/${NAME}`, SCRIPT);
  file('plain.rsc', '/ip firewall filter\nadd action=drop chain=input\n');
  const name = `sites/${NAME}`;

  test.each<[string, readonly string[]]>([
    ...FORMATS.map((format): [string, string[]] => [
      `check ${format}`,
      ['check', '--persona', 'auditor', '--format', format, 'sites'],
    ]),
    ['check --diff', ['check', '--fix=unsafe', '--diff', 'sites']],
    ['a file whose name begins the line', ['check', '--format', 'gcc', NAME]],
    ...['knocks', 'parse'].flatMap((command) =>
      ['pretty', 'json'].map((format): [string, string[]] => [
        `${command} ${format}`,
        [command, '--format', format, name],
      ]),
    ),
    ['knocks mermaid', ['knocks', '--format', 'mermaid', name]],
    ['trace', ['trace', ...PACKET, name]],
    ['trace json', ['trace', ...PACKET, '--format', 'json', '--line-by-line', name]],
    ['diff', ['diff', 'plain.rsc', name]],
    ['diff json', ['diff', '--format', 'json', 'plain.rsc', name]],
    ['format --check', ['format', '--check', name]],
    ['a file that is not there', ['check', `no${NAME}`, '--config', `no${NAME}`]],
    ['an option that is none', ['check', `--${NAME}`]],
    ['a value that is none', ['check', '--persona', NAME]],
    ['a command that is none', [NAME]],
    ['a rule that is none', ['explain', NAME]],
    ['a time that is none', ['trace', name, ...PACKET, '--pause', NAME]],
  ])('%s', (_, args) => {
    const { out, err } = run(args);
    expect(out + err).not.toBe('');
    expect(steering(out)).toEqual([]);
    expect(steering(err)).toEqual([]);
  });

  test('a project file and a baseline', () => {
    file('bad/rosfw.json', JSON.stringify({ version: NAME, [NAME]: 1 }));
    file('bad/a.rsc', SCRIPT);
    const { err } = run(['check', 'bad', '--baseline', 'bad/a.rsc']);
    expect(steering(err)).toEqual([]);
    expect(steering(run(['parse', 'bad']).err)).toEqual([]);
  });
});
