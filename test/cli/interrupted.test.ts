import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder.path, name);
const NEW = '/ip firewall filter\nadd chain=input action=drop\n';

/** Steps of writing, each of which may be the last. */
const STEPS = ['openSync', 'writeSync', 'fchmodSync', 'fsyncSync', 'closeSync', 'renameSync', 'unlinkSync'];

/** A module that counts the steps that concern the file and does something before or after the one with a number. */
function preload(number: number, isAfter: boolean, deed: string): string {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let count = 0, isWriting = false;
    for (const name of ${JSON.stringify(STEPS)}) {
      const step = fs[name];
      fs[name] = (...args) => {
        if (name === 'openSync' && String(args[0]).endsWith('.tmp')) isWriting = true;
        const isIt = isWriting && count++ === ${number};
        if (isIt && !${isAfter}) { ${deed} }
        const result = step(...args);
        if (isIt && ${isAfter}) { ${deed} }
        return result;
      };
    }
    syncBuiltinESMExports();`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

function run(args: readonly string[], hook: string): { status: number | null; signal: string | null; err: string } {
  const { status, signal, stderr } = spawnSync(process.execPath, ['--import', hook, folder.cli, ...args], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  return { status, signal, err: stderr };
}

describe.skipIf(process.platform === 'win32').each([
  ['check --fix', ['check', '--fix', '--no-config'], '/ip firewall filter\nadd chain = input action=drop\n'],
  ['format', ['format'], '/ip firewall filter\nadd  chain=input action=drop\n'],
])('%s', (_, command, OLD) => {
  test('killed at any step, it leaves the old file or the new one', () => {
    const seen: string[] = [];
    for (const isAfter of [false, true]) {
      for (let step = 0; ; step++) {
        folder.file('killed.rsc', OLD);
        const { status, signal } = run(
          [...command, 'killed.rsc'],
          preload(step, isAfter, "process.kill(process.pid, 'SIGKILL');"),
        );
        const left = readFileSync(at('killed.rsc'), 'utf8');
        expect([OLD, NEW]).toContain(left);
        seen.push(left);
        for (const name of readdirSync(folder.path)) if (name.endsWith('.tmp')) rmSync(at(name));
        if (signal !== 'SIGKILL') {
          expect(status).toBe(0);
          expect(left).toBe(NEW);
          break;
        }
      }
    }
    // Both happened, so the steps were there.
    expect(seen.filter((text) => text === OLD).length).toBeGreaterThan(5);
    expect(seen.filter((text) => text === NEW).length).toBeGreaterThan(2);
  });

  test('what somebody writes meanwhile is not lost', () => {
    folder.file('shared.rsc', OLD);
    const more = '# a line of somebody else\n';
    const deed = `fs.appendFileSync(${JSON.stringify(at('shared.rsc'))}, ${JSON.stringify(more)});`;
    const { status, err } = run([...command, 'shared.rsc'], preload(0, false, deed));
    expect(status).toBe(2);
    expect(err).toContain('it has changed since it was read');
    expect(readFileSync(at('shared.rsc'), 'utf8')).toBe(`${OLD}${more}`);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

const canMount =
  process.platform === 'linux' && spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!canMount && process.env.CI === undefined)('a full disk', () => {
  /** Runs a command on a disk of 64 kB of which all but the file is full, and prints the file afterwards. */
  function onFullDisk(command: string): { status: number | null; out: string; err: string } {
    const script = `
      mount -t tmpfs -o size=64k tmpfs /mnt && cp old.txt /mnt/full.rsc && cd /mnt &&
      (cat /dev/zero > filling || true) 2>/dev/null &&
      { "$NODE" "$CLI" ${command}; code=$?; cat full.rsc; ls -A; exit $code; }`;
    const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, CLI: folder.cli, NO_COLOR: '1' },
    });
    return { status, out: stdout, err: stderr };
  }

  const script = (form: string): string =>
    `/ip firewall filter\n${Array.from({ length: 400 }, (_, port) => `${form} action=drop dst-port=${port} protocol=tcp\n`).join('')}`;

  test.each([
    ['check --fix --no-config', 'add chain = input'],
    ['format', 'add  chain=input'],
  ])('%s leaves the old file and says so', (command, form) => {
    folder.file('old.txt', script(form));
    const { status, out, err } = onFullDisk(`${command} full.rsc`);
    expect(err).toContain('no space is left');
    expect(status).toBe(2);
    expect(out).toContain(script(form));
    expect(out).not.toContain('repairs made');
    expect(out.trimEnd().split('\n').slice(-2)).toEqual(['filling', 'full.rsc']);
  });

  test('an old baseline stays whole', () => {
    folder.file('old.txt', script('add chain=input'));
    const { status, out, err } = onFullDisk('check --no-config full.rsc --write-baseline --baseline full.rsc');
    expect({ status, err }).toEqual({ status: 2, err: 'rosfw: full.rsc: no space is left on the disk\n' });
    expect(out).toContain(script('add chain=input'));
  });
});
