import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { matchGolden } from '../support/golden.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const { run, file, read } = temporaryFolder();

const FIREWALL = `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop
add chain=input action=accept protocol=tcp dst-port=22 comment="100%, sure"
add chain=input action=drop
add chain=forward dst-port=80 action=drop
`;
file('site/edge router.rsc', FIREWALL);
file('clean.rsc', '/ip firewall filter\nadd chain=input action=drop\n');
file('note.rsc', '/ip firewall filter\nadd chain=input action=drop disabled=yes src-address-list=x\n');

function golden(name: string): string {
  return fileURLToPath(new URL(`golden/${name}`, import.meta.url));
}

describe('formats', () => {
  test.each(['pretty', 'json', 'sarif', 'github', 'gcc', 'gitlab'])('%s', (format) => {
    const { out, err } = run(['check', '--format', format, 'site']);
    expect(err).toBe('');
    // The list of the rules is long, and it is what the rules say themselves.
    const shown = format === 'sarif' ? withoutRules(out) : out;
    matchGolden(golden(`check.${format}.txt`), shown);
  });

  test('SARIF is valid, also where there is nothing to report or a file is missing', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    formats.default(ajv);
    const schema = JSON.parse(
      readFileSync(fileURLToPath(new URL('schemas/sarif-2.1.0.json', import.meta.url)), 'utf8'),
    );
    const validate = ajv.compile(schema);
    for (const args of [['site'], ['clean.rsc'], ['nowhere.rsc', 'site'], ['/dev/null'], ['.']]) {
      const valid = validate(JSON.parse(run(['check', '--format', 'sarif', '--persona', 'auditor', ...args]).out));
      expect(validate.errors ?? [], args.join(' ')).toEqual([]);
      expect(valid).toBe(true);
    }
  });

  test('each SARIF result points to a rule with help, and its fixes to the text', () => {
    const { runs } = JSON.parse(run(['check', '--format', 'sarif', 'site']).out);
    const [{ results, tool }] = runs;
    expect(results.length).toBeGreaterThan(2);
    for (const { ruleId, ruleIndex, partialFingerprints } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(tool.driver.rules[ruleIndex].help.markdown).toContain('**Good**');
      expect(partialFingerprints['rosfwFinding/v1']).toMatch(/^[0-9a-f]{16}$/);
    }
    expect(results.some(({ fixes }: { fixes?: unknown[] }) => fixes !== undefined)).toBe(true);
    expect(
      results.some(({ relatedLocations }: { relatedLocations?: unknown[] }) => relatedLocations !== undefined),
    ).toBe(true);
  });
});

describe('exit codes', () => {
  test.each<[string, readonly string[], number]>([
    ['an error', ['site'], 1],
    ['a note', ['note.rsc'], 0],
    ['nothing', ['clean.rsc'], 0],
    ['SARIF with findings', ['--format', 'sarif', 'site'], 0],
    ['SARIF without the file', ['--format', 'sarif', 'nowhere.rsc'], 2],
    ['a pattern without a match', ['nothing/*.rsc'], 2],
    ['an unknown severity', ['--min-severity', 'loud', 'site'], 2],
    ['an unknown persona', ['--persona', 'optimist', 'site'], 2],
    ['an unknown kind of repair', ['--fix=all', 'site'], 2],
    ['repairs of the standard input in place', ['--fix', '-'], 2],
    ['a difference as JSON', ['--diff', '--format', 'json', 'site'], 2],
    ['a baseline that is not there', ['--baseline', 'nowhere.json', 'site'], 2],
    ['a session that is none', ['--session', 'x', 'site'], 2],
  ])('%s', (_, args, code) => {
    expect(run(['check', ...args])).toMatchObject({ code });
  });
});

describe('input', () => {
  test('patterns, folders and files, each file once', () => {
    const { out } = run(['check', '--format', 'json', 'site/*.rsc', 'site', 'site/edge router.rsc', 'clean.rsc']);
    expect(JSON.parse(out).files.map((entry: { file: string }) => entry.file)).toEqual([
      'site/edge router.rsc',
      'clean.rsc',
    ]);
  });
  test('the standard input has the name that is given', () => {
    expect(run(['check', '--format', 'gcc', '-', '--stdin-filename', 'site/x.rsc'], FIREWALL).out).toMatch(
      /^site\/x\.rsc:4:/,
    );
  });
  test('without paths it is the folder', () => {
    expect(run(['check', '--format', 'gcc'], '', 'site').out).toMatch(/^edge router\.rsc:4:/);
  });
  test('many files are checked by several threads, and reported in order', () => {
    for (let i = 0; i < 60; i++) file(`many/${String(i).padStart(2, '0')}.rsc`, FIREWALL.replace('=22', `=${i + 1}`));
    const { code, out, err } = run(['check', '--format', 'json', 'many']);
    expect([code, err]).toEqual([1, '']);
    const { files } = JSON.parse(out);
    expect(files.map((entry: { file: string }) => entry.file)).toEqual(
      Array.from({ length: 60 }, (_, i) => `many/${String(i).padStart(2, '0')}.rsc`),
    );
    expect(new Set(files.map(({ findings }: { findings: unknown[] }) => findings.length)).size).toBe(1);
  });
});

test('--min-severity leaves out what is quieter', () => {
  expect(run(['check', '--min-severity', 'warning', 'note.rsc']).out).toBe('nothing to report in 1 file\n');
  expect(run(['check', 'note.rsc']).out).toContain('1 note in 1 file');
});

describe('repairs', () => {
  const DUPLICATE = `/ip firewall filter
add chain=input action=accept protocol=icmp
add chain=input action=accept protocol=icmp
add chain=input action=drop
add chain=forward dst-port=80 action=drop
`;
  test('--diff shows the safe ones and changes nothing', () => {
    file('fix.rsc', DUPLICATE);
    const { code, out, err } = run(['check', '--diff', 'fix.rsc']);
    matchGolden(golden('check.diff.txt'), `${out}---- standard error ----\n${err}`);
    expect(code).toBe(1);
    expect(read('fix.rsc')).toBe(DUPLICATE);
  });
  test('--fix makes them, and reports what is left', () => {
    file('fix.rsc', DUPLICATE);
    const { code, out } = run(['check', '--fix', 'fix.rsc']);
    expect(read('fix.rsc')).toBe(DUPLICATE.replace(/(.*icmp\n)\1/, '$1'));
    expect(code).toBe(1);
    expect(out).toContain('port-without-protocol');
    expect(out).toMatch(/1 repair made in 1 file; 1 error in 1 file\n$/);
  });
  test('--fix=unsafe makes the others too', () => {
    file('fix.rsc', DUPLICATE);
    expect(run(['check', '--fix=unsafe', 'fix.rsc'])).toMatchObject({ code: 0 });
    expect(read('fix.rsc')).toContain('add chain=forward dst-port=80 action=drop protocol=tcp');
  });
  test('Latin-1 stays Latin-1', () => {
    file('latin.rsc', new Uint8Array([...Buffer.from('# caf'), 0xe9, 0x0a, ...Buffer.from(DUPLICATE)]));
    run(['check', '--fix', 'latin.rsc']);
    expect(read('latin.rsc')).toContain('# caf\ufffd\n');
    expect(read('latin.rsc').match(/icmp/g)).toHaveLength(1);
  });
  test('the standard input with --diff', () => {
    expect(run(['check', '--fix', '--diff', '-', '--stdin-filename', 'a.rsc'], DUPLICATE).out).toContain(
      '--- a/a.rsc\n+++ b/a.rsc\n',
    );
  });
});

describe('baseline', () => {
  test('what is in it is not reported, also where lines have moved; new findings are', () => {
    file('base/a.rsc', FIREWALL);
    expect(run(['check', '--write-baseline', '.'], '', 'base')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d findings written to rosfw-baseline\.json\n$/),
    });
    matchGolden(golden('baseline.json'), read('base/rosfw-baseline.json'));
    file('base/a.rsc', `# moved\n\n${FIREWALL.replace('chain=forward dst-port', 'chain=forward  dst-port')}`);
    const again = run(['check', '--baseline', 'base/rosfw-baseline.json', 'base']);
    expect(again.out).toMatch(/^nothing to report in 1 file; \d more in the baseline\n$/);
    expect(again.code).toBe(0);
    file('base/a.rsc', `${FIREWALL}add chain=forward dst-port=81 action=drop\n`);
    const { code, out } = run(['check', '--format', 'gcc', '--baseline', 'base/rosfw-baseline.json', 'base']);
    expect(code).toBe(1);
    expect(out).toMatch(/^base\/a\.rsc:7:.*\n$/);
  });
  test.each(['[]', '{"version":2,"files":{}}', '{"version":1,"files":{"a":1}}', 'x'])('a broken one: %s', (text) => {
    file('broken.json', text);
    expect(run(['check', '--baseline', 'broken.json', 'site'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--write-baseline'),
    });
  });
});

function withoutRules(sarif: string): string {
  const log = JSON.parse(sarif);
  log.runs[0].tool.driver.rules = `${log.runs[0].tool.driver.rules.length > 20 ? 'more than 20' : 'too few'} rules`;
  for (const result of log.runs[0].results) result.ruleIndex = 0;
  log.runs[0].tool.driver.version = 'the version';
  log.runs[0].tool.driver.semanticVersion = 'the version';
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
