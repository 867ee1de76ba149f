import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;

const PORT = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n';

/** The findings as `file:line severity rule`, and what was said beside them. */
function check(args: readonly string[], cwd = '.'): { code: number | null; found: string[]; err: string } {
  const { code, out, err } = run(['check', '--format', 'json', ...args], '', cwd);
  const files = out === '' ? [] : JSON.parse(out).files;
  const found = files.flatMap(
    (entry: { file: string; findings: { line: number; severity: string; ruleId: string }[] }) =>
      entry.findings.map(({ line, severity, ruleId }) => `${entry.file}:${line} ${severity} ${ruleId}`),
  );
  return { code, found, err };
}

describe('rosfw.json', () => {
  file(
    'site/rosfw.json',
    '// ours\n{ "rules": { "port-without-protocol": "hint" }, "ignore": ["old/**"], "overrides": [{ "files": ["lab/**"], "rules": { "port-without-protocol": "off" } }] }',
  );
  for (const name of ['site/a.rsc', 'site/deep/b.rsc', 'site/lab/c.rsc', 'site/old/d.rsc', 'other.rsc'])
    file(name, PORT);

  test('the nearest one above each file counts', () => {
    expect(check(['.'])).toEqual({
      code: 1,
      err: '',
      found: [
        'other.rsc:2 error port-without-protocol',
        'site/a.rsc:2 hint port-without-protocol',
        'site/deep/b.rsc:2 hint port-without-protocol',
      ],
    });
  });
  test('nothing above the folder in which rosfw runs is read', () => {
    expect(check(['b.rsc'], 'site/deep').found).toEqual(['b.rsc:2 error port-without-protocol']);
  });
  test('but the repository around it is', () => {
    mkdirSync(path.join(folder.path, 'site/.git'));
    expect(check(['b.rsc'], 'site/deep').found).toEqual(['b.rsc:2 hint port-without-protocol']);
  });
  test('--no-config and --config', () => {
    expect(check(['--no-config', 'site/a.rsc']).found).toEqual(['site/a.rsc:2 error port-without-protocol']);
    expect(check(['--config', 'site/rosfw.json', 'site/a.rsc']).found).toEqual([
      'site/a.rsc:2 hint port-without-protocol',
    ]);
    expect(check(['--config', 'nowhere.json', 'site/a.rsc'])).toMatchObject({
      code: 2,
      err: 'rosfw: nowhere.json: there is no such file; check the path\n',
    });
  });
  test('the standard input belongs where its name says', () => {
    expect(run(['check', '--format', 'gcc', '-', '--stdin-filename', 'site/lab/x.rsc'], PORT).out).toBe('');
  });
  test('what is wrong with it is said with its place, and the rest of it counts', () => {
    file('wrong/rosfw.json', '{\n  "persona": "pedant",\n  "rules": { "port-without-protocol": "hint" }\n}\n');
    file('wrong/a.rsc', PORT);
    expect(check(['wrong'])).toEqual({
      code: 2,
      err: 'rosfw: wrong/rosfw.json:2:14: "persona" must be one of "regular", "pedantic", "auditor". Did you mean "pedantic"?\n',
      found: ['wrong/a.rsc:2 hint port-without-protocol'],
    });
  });
  test('the command line goes before it', () => {
    file('version/rosfw.json', '{ "version": "7.9" }');
    file('version/a.rsc', '/ip firewall nat\nadd chain=srcnat action=src-nat randomise-ports=yes\n');
    expect(check(['version']).found).toContain('version/a.rsc:2 warning not-in-version');
    expect(check(['version', '--ros', '7.24']).found).not.toContain('version/a.rsc:2 warning not-in-version');
  });
});
