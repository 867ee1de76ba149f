import { chmodSync, linkSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { replaceFile, replaceText } from '../../server/src/cli/replaceFile.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const { run, file } = folder;
const at = (name: string): string => path.join(folder.path, name);
const OLD = '/ip firewall filter\nadd chain = input action=drop\n';
const NEW = '/ip firewall filter\nadd chain=input action=drop\n';

describe('a file is replaced whole or not at all', () => {
  test('its rights are kept, and nothing is left beside it', () => {
    file('rights.rsc', OLD);
    chmodSync(at('rights.rsc'), 0o640);
    expect(run(['check', '--fix', 'rights.rsc']).code).toBe(0);
    expect(readFileSync(at('rights.rsc'), 'utf8')).toBe(NEW);
    expect(statSync(at('rights.rsc')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('one that may not be written stays, but for the superuser, whom rights do not bind', () => {
    file('protected.rsc', OLD);
    chmodSync(at('protected.rsc'), 0o444);
    const { code, err } = run(['check', '--fix', 'protected.rsc']);
    const isBound = process.getuid?.() !== 0;
    expect({ code, isSaid: err.includes('it may not be written') }).toEqual({ code: isBound ? 2 : 0, isSaid: isBound });
    expect(readFileSync(at('protected.rsc'), 'utf8')).toBe(isBound ? OLD : NEW);
    expect(statSync(at('protected.rsc')).mode & 0o777).toBe(0o444);
  });

  test('a link stays a link, and what it leads to is repaired', () => {
    file('target.rsc', OLD);
    symlinkSync('target.rsc', at('link.rsc'));
    run(['check', '--fix', 'link.rsc']);
    expect(readlinkSync(at('link.rsc'))).toBe('target.rsc');
    expect(readFileSync(at('target.rsc'), 'utf8')).toBe(NEW);
  });

  test('one that has several names is left alone, said, and not counted', () => {
    file('first.rsc', OLD);
    linkSync(at('first.rsc'), at('second.rsc'));
    const { code, out, err } = run(['check', '--fix', 'first.rsc']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('several names') });
    expect(out).not.toContain('repair made');
    expect(readFileSync(at('second.rsc'), 'utf8')).toBe(OLD);
  });

  test('one that was changed since it was read is left alone', () => {
    const name = at(file('raced.rsc', 'what somebody else has written'));
    expect(replaceText(name, OLD, NEW, 'utf-8')).toContain('has changed since it was read');
    expect(readFileSync(name, 'utf8')).toBe('what somebody else has written');
  });

  test('where nothing can be written the old file stays', () => {
    const name = at(file('full.rsc', OLD));
    const tooLong = `${name}${'x'.repeat(250)}`;
    expect(replaceFile(tooLong, Buffer.from(NEW), undefined)).toBeDefined();
    expect(replaceFile(path.join(folder.path, 'nowhere', 'x.rsc'), Buffer.from(NEW), undefined)).toContain(
      'no such file',
    );
    expect(readFileSync(name, 'utf8')).toBe(OLD);
  });

  test('Latin-1 stays Latin-1, or the file stays as it is', () => {
    const before = Buffer.from('# B\u00fcro\n/ip firewall filter\nadd chain = input action=drop\n', 'latin1');
    file('latin.rsc', before);
    run(['check', '--fix', 'latin.rsc']);
    expect(readFileSync(at('latin.rsc')).toString('latin1')).toContain(
      'B\u00fcro\n/ip firewall filter\nadd chain=input',
    );
    expect(replaceText(at('latin.rsc'), 'x', '\u20ac', 'latin-1')).toContain('Latin-1');
  });

  test('so are baselines and what is formatted', () => {
    file('form.rsc', '/ip firewall filter\nadd   chain=input   action=drop\n');
    chmodSync(at('form.rsc'), 0o600);
    expect(run(['format', 'form.rsc']).code).toBe(0);
    expect(statSync(at('form.rsc')).mode & 0o777).toBe(0o600);
    expect(run(['check', '--write-baseline', 'form.rsc']).code).toBe(0);
    expect(readdirSync(folder.path)).toContain('rosfw-baseline.json');
  });
});
