import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

test('the census counts findings by rule and severity, and shows samples', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'census-'));
  const port = 'add chain=forward dst-port=80 action=drop';
  writeFileSync(path.join(folder, 'a.rsc'), `/ip firewall filter\n${port}\n${port} comment="a password=secret1"\n`);
  writeFileSync(path.join(folder, 'b.rsc'), `/ip firewall filter\n${port}\n`);
  const run = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, ['scripts/census.ts', ...args], { encoding: 'utf8' });
  const { status, stdout } = run(folder, '--samples', '1', '--severity', 'error');
  expect(status).toBe(0);
  expect(stdout).toContain('2 files');
  expect(stdout).toContain('| port-without-protocol | error | 3 | 2 |');
  expect(stdout.match(/\.rsc:\d+: /g)).toHaveLength(1);
  expect(stdout).not.toContain('secret1');
  expect(run(folder, '--samples', '1', '--severity', 'error').stdout).toBe(stdout);
  expect(run('nowhere').status).toBe(2);
  rmSync(folder, { recursive: true });
});
