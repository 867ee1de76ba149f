import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { type Encoding, encode } from '../../server/src/text/decode.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;
const at = (name: string): string => path.join(folder.path, name);

const PORT = '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n';
const FOUND = 'error: ';

describe('a file keeps the encoding in which it came', () => {
  const OLD = '# B\u00fcro\r\n/ip firewall filter\r\nadd   chain = input action=drop comment="\u00fc"\r\n';

  test.each<[string, Encoding, string]>([
    ['UTF-16 as PowerShell writes it', 'utf-16le', '\ufeff'],
    ['big-endian UTF-16', 'utf-16be', '\ufeff'],
    ['UTF-16 without a mark', 'utf-16le', ''],
    ['big-endian UTF-16 without a mark', 'utf-16be', ''],
    ['UTF-8', 'utf-8', ''],
    ['Latin-1', 'latin-1', ''],
  ])('%s', (name, encoding, mark) => {
    const file16 = file(`${name}.rsc`, encode(`${mark}${OLD}`, encoding) as Uint8Array);
    const bytes = (text: string): Buffer => Buffer.from(encode(`${mark}${text}`, encoding) as Uint8Array);
    const codes = JSON.parse(run(['check', '--format', 'json', file16]).out).files[0].findings.map(
      ({ ruleId }: { ruleId: string }) => ruleId,
    );
    expect(codes.includes('not-utf-8')).toBe(encoding !== 'utf-8');
    expect(codes).not.toContain('byte-order-mark');
    expect(run(['check', '--fix', file16]).out).toContain('repair made in 1 file');
    expect(readFileSync(at(file16))).toEqual(bytes(OLD.replace('chain = input', 'chain=input')));
    expect(run(['format', file16])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(at(file16))).toEqual(
      bytes('# B\u00fcro\r\n/ip firewall filter\r\nadd chain=input action=drop comment="\u00fc"\r\n'),
    );
  });

  test('UTF-16 that ends within a character is checked, and left alone', () => {
    const bytes = (encode(`\ufeff${OLD}`, 'utf-16le') as Uint8Array).subarray(0, -1);
    file('cut.rsc', bytes);
    expect(run(['check', '--format', 'gcc', 'cut.rsc']).out).toContain('[not-utf-8]');
    expect(run(['check', '--fix', 'cut.rsc'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('within a character'),
    });
    expect(readFileSync(at('cut.rsc'))).toEqual(Buffer.from(bytes));
  });

  test('every command reads it', () => {
    file('all.rsc', encode(`\ufeff${PORT}`, 'utf-16le') as Uint8Array);
    file('plain.rsc', PORT);
    for (const args of [
      ['diff', 'all.rsc', 'plain.rsc'],
      ['knocks', 'all.rsc'],
      ['convert', 'all.rsc'],
    ])
      expect(run(args), args[0]).toMatchObject({ code: 0, err: '' });
    expect(run(['check', '-'], PORT).out).toContain('port-without-protocol');
  });

  test('rosfw.json and a baseline may begin with a mark', () => {
    file('marked/rosfw.json', '\ufeff{ "rules": { "port-without-protocol": "off" } }');
    file('marked/a.rsc', PORT);
    expect(run(['check', 'marked'])).toMatchObject({ code: 0, err: '' });
    expect(run(['check', '--no-config', '--write-baseline', '--baseline', 'known.json', 'marked']).code).toBe(0);
    file('known.json', `\ufeff${folder.read('known.json')}`);
    expect(run(['check', '--no-config', '--baseline', 'known.json', 'marked'])).toMatchObject({ code: 0, err: '' });
  });
});

describe.skipIf(process.platform === 'win32')('what is no file is refused before it is read', () => {
  test.each(['/dev/zero', '/dev/tty0', '/dev/null'])('%s', (device) => {
    for (const command of [['check'], ['parse'], ['knocks'], ['format'], ['convert'], ['diff', device]]) {
      const { code, err } = run([...command, device]);
      expect(code, command[0]).toBe(2);
      expect(err, command[0]).toMatch(/it is a device|no such file|pipe or a device/);
    }
  });

  test('a pipe with a name, also as a project file and a baseline', () => {
    mkdirSync(at('pipes'));
    for (const name of ['pipe.rsc', 'rosfw.json']) spawnSync('mkfifo', [at(`pipes/${name}`)]);
    file('pipes/a.rsc', PORT);
    expect(run(['check', '--no-config', 'pipes/pipe.rsc'])).toMatchObject({
      code: 2,
      err: 'rosfw: pipes/pipe.rsc: it is a pipe, not a file; use "-" and the standard input\n',
    });
    expect(run(['check', 'pipes/a.rsc'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('rosfw.json: it is a pipe'),
    });
    expect(run(['check', '--no-config', '--baseline', 'pipes/rosfw.json', 'pipes/a.rsc']).code).toBe(2);
    expect(run(['check', '--baseline', 'pipes', '--no-config', 'pipes/a.rsc']).err).toContain('it is a folder');
  });

  test('but what a shell hands over is read', () => {
    file('handed.rsc', PORT);
    const command = '"$NODE" "$CLI" check --no-config --format gcc <(cat handed.rsc)';
    const { stdout, status } = spawnSync('bash', ['-c', command], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, CLI: folder.cli },
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('[port-without-protocol]') });
  });
});

test('a file that is too large is said, and an option allows it', () => {
  file('large.rsc', PORT);
  truncateSync(at('large.rsc'), 65 * 1024 * 1024);
  expect(run(['check', '--no-config', 'large.rsc'])).toMatchObject({
    code: 2,
    err: 'rosfw: large.rsc: it is larger than 64 MB, so it is not read; --max-file-size allows more\n',
  });
  file('small.rsc', PORT);
  expect(run(['check', '--max-file-size', '0.00001', 'small.rsc']).err).toContain('it is larger than');
  expect(run(['check', '--max-file-size', '0.00001', '-'], PORT).err).toContain('it is larger than');
  expect(run(['check', '--max-file-size', '1', 'small.rsc']).code).toBe(1);
});

describe.skipIf(process.platform === 'win32')('the workspace is a wall', () => {
  const SECRET = 'ZZTOKENVALUE';
  mkdirSync(at('repo/.git'), { recursive: true });
  mkdirSync(at('repo/sites'));
  mkdirSync(at('away'));
  writeFileSync(at('away/rosfw.json'), `{ "version": "${SECRET}" }`);
  writeFileSync(at('away/outside.rsc'), `${PORT}# ${SECRET}\n`);
  writeFileSync(at('repo/own.rsc'), PORT);

  test.each(['../away/rosfw.json', '/dev/zero'])('rosfw.json that leads to %s', (target) => {
    const link = at('repo/rosfw.json');
    spawnSync('ln', ['-sfn', target, link]);
    const { code, out, err } = run(['check', 'own.rsc'], '', 'repo');
    expect(code).toBe(2);
    expect(err).toBe('rosfw: rosfw.json: it is a link that leads out of the workspace, so it is left alone\n');
    expect(out).not.toContain(SECRET);
    spawnSync('rm', [link]);
  });

  test('a baseline is neither read nor written out there', () => {
    symlinkSync('../away/known.json', at('repo/known.json'));
    writeFileSync(at('away/known.json'), `${SECRET}`);
    for (const args of [[], ['--write-baseline']]) {
      const { code, out, err } = run(['check', 'own.rsc', '--baseline', 'known.json', ...args], '', 'repo');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('leads out of the workspace');
    }
    expect(readFileSync(at('away/known.json'), 'utf8')).toBe(SECRET);
  });

  test('scripts that are found: links inside are followed once, those that lead out or nowhere are said', () => {
    symlinkSync('../own.rsc', at('repo/sites/own.rsc'));
    symlinkSync('../../away/outside.rsc', at('repo/sites/outside.rsc'));
    symlinkSync('../../away', at('repo/sites/away'));
    symlinkSync('nowhere', at('repo/sites/nowhere.rsc'));
    symlinkSync('..', at('repo/sites/circle'));
    const expected =
      'rosfw: sites/away: it is a link that leads out of the workspace, so it is left alone\n' +
      'rosfw: sites/nowhere.rsc: it is a link that leads nowhere, so it is left out\n' +
      'rosfw: sites/outside.rsc: it is a link that leads out of the workspace, so it is left alone\n';
    const lines = (text: string): string => text.split('\n').sort().join('\n').trimStart();
    const all = run(['check', '--format', 'gcc', '.'], '', 'repo');
    expect(lines(all.err)).toBe(expected.trimEnd());
    // The file has been found by its own name.
    expect(all.out.split('\n').filter((line) => line.includes(FOUND))).toEqual([expect.stringMatching(/^own\.rsc:2:/)]);
    for (const paths of ['sites', 'sites/*.rsc'])
      expect(run(['check', '--format', 'gcc', paths], '', 'repo').out).toMatch(/^sites\/own\.rsc:2:.*\n$/);
    // Who names it himself means it.
    expect(run(['check', '--format', 'gcc', 'sites/outside.rsc'], '', 'repo').out).toMatch(/^sites\/outside\.rsc:2:/);
  });

  test('it is that of the path, wherever rosfw runs', () => {
    writeFileSync(at('repo/rosfw.json'), '{ "rules": { "port-without-protocol": "off" } }');
    expect(run(['check', '../repo/own.rsc'], '', 'away').code).toBe(0);
    writeFileSync(at('rosfw.json'), '{ "rules": { "port-without-protocol": "hint" } }');
    expect(run(['check', '--format', 'gcc', 'outside.rsc'], '', 'away').out).toContain(': error: ');
  });
});

test('a file that is called like an option is a file', () => {
  file('options/--baseline=x.rsc', PORT);
  file('options/--fix', PORT);
  expect(run(['check', '--format', 'gcc', '--baseline=x.rsc'], '', 'options').out).toContain('./--baseline=x.rsc:2:');
  expect(run(['check', '--format', 'gcc', '--', '--baseline=x.rsc'], '', 'options').out).toMatch(
    /^--baseline=x\.rsc:2:/,
  );
  expect(run(['parse', '--baseline=x.rsc'], '', 'options').code).toBe(0);
  expect(folder.read('options/--fix')).toBe(PORT);
});

test.skipIf(process.platform !== 'linux')('a full disk behind the standard output is one line and 2', () => {
  file('loud.rsc', PORT);
  const { status, stderr } = spawnSync('sh', ['-c', '"$NODE" "$CLI" check --no-config loud.rsc >/dev/full'], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, CLI: folder.cli },
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'rosfw: the output could not be written: no space is left on the disk\n',
  });
});

test('repairs do not hang on how loud their faults are', () => {
  file('quiet.rsc', '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=drop\n');
  expect(run(['check', '--fix', '--min-severity', 'error', 'quiet.rsc'])).toMatchObject({
    code: 0,
    out: '1 repair made in 1 file; nothing to report in 1 file\n',
  });
});
