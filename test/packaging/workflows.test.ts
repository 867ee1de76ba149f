import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = '.github/workflows';

interface Step {
  readonly run?: string;
}
interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

function jobsOf(workflow: string): Readonly<Record<string, Job>> {
  return parse(readFileSync(path.join(folder, workflow), 'utf8')).jobs;
}

/** The commands of a job, with its own variables filled in. */
function commandsOf({ env = {}, steps }: Job): string[] {
  return steps.flatMap(({ run }) =>
    run === undefined ? [] : [run.replace(/\$\{\{ env\.(\w+) \}\}/g, (_, name: string) => env[name] ?? '')],
  );
}

describe.each(readdirSync(folder))('%s', (workflow) => {
  const commands = Object.values(jobsOf(workflow)).flatMap(commandsOf);

  test('runs only scripts that there are', () => {
    const names = commands.flatMap((command) =>
      [...command.matchAll(/npm run (?:-s )?([\w-]+)/g)].map((match) => match[1]),
    );
    for (const name of names) expect(manifest.scripts).toHaveProperty([name as string]);
    const files = commands.flatMap((command) => [...command.matchAll(/node (\S+\.ts)/g)].map((match) => match[1]));
    for (const file of files) expect(existsSync(file as string), file).toBe(true);
    expect(commands.length).toBeGreaterThan(0);
  });
});

test('CI runs each part of npm test in one job', () => {
  const { stderr } = spawnSync(process.execPath, ['scripts/test.ts', '--only', 'nothing'], { encoding: 'utf8' });
  const parts = /The parts are (.+)\.$/m.exec(stderr)?.[1]?.split(', ') ?? [];
  const chosen = Object.entries(jobsOf('ci.yml')).flatMap(([name, job]) => {
    const lists = commandsOf(job).flatMap((command) => /--only (\S+)/.exec(command)?.[1] ?? []);
    // One job may say it for each system.
    return [...new Set(lists)].flatMap((list) => list.split(',').map((part) => ({ part, job: name })));
  });
  expect(chosen.map(({ part }) => part).sort()).toEqual([...parts].sort());
  expect(parts.length).toBeGreaterThan(10);
});

test('the release workflow publishes what it has tried on each platform', () => {
  const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8'));
  expect(jobs.try.strategy.matrix.os).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest']);
  expect(jobs.npm.needs).toContain('try');
  expect(jobs.marketplaces.needs).toContain('try');
  expect(jobs.npm.permissions['id-token']).toBe('write');
  expect(JSON.stringify(jobs.npm)).toContain('--provenance');
  const scripts = jobs.build.steps.flatMap(({ run = '' }: { run?: string }) => [...run.matchAll(/npm run ([\w-]+)/g)]);
  expect(scripts.map(([, name]: string[]) => name)).toEqual(['package', 'npm-package']);
  for (const [, name] of scripts) expect(manifest.scripts).toHaveProperty([name]);
});

test('the site is published as it was tried, by a job that may do nothing else', () => {
  const { jobs, permissions } = parse(readFileSync('.github/workflows/site.yml', 'utf8'));
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.build.permissions).toBeUndefined();
  expect(commandsOf(jobs.build)).toEqual(['npm ci', 'npm test -- --only site', 'npm run site']);
  expect(jobs.publish.needs).toBe('build');
  expect(jobs.publish.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
  // It has the right to publish, so it runs no code of the repository.
  expect(commandsOf(jobs.publish)).toEqual([]);
});
