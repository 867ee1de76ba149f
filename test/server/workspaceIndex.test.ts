import { afterEach, expect, test, vi } from 'vitest';
import { type Progress, type ScriptSource, WorkspaceIndex } from '../../server/src/lsp/workspaceIndex.ts';

function source(files: Readonly<Record<string, string>>, read: string[] = []): ScriptSource {
  return {
    list: async () => Object.keys(files),
    read: async (uri) => {
      read.push(uri);
      return files[uri];
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

async function indexed(files: Readonly<Record<string, string>>): Promise<WorkspaceIndex> {
  const index = new WorkspaceIndex(source(files));
  index.refresh();
  await index.settled(20_000);
  return index;
}

test('places with their roles', async () => {
  const index = await indexed({
    a: '/ip firewall address-list add list=x address=192.0.2.1\n/ip firewall filter add src-address-list=x\n',
  });
  const [found] = [...index.with('address-list ip x')];
  expect(found?.name.places).toEqual([
    { range: { start: { line: 0, character: 35 }, end: { line: 0, character: 36 } }, role: 'definition' },
    { range: { start: { line: 1, character: 41 }, end: { line: 1, character: 42 } }, role: 'read' },
  ]);
});

test('a list of many entries keeps some of its places, and many lists as many as fit', async () => {
  const entries = Array.from({ length: 3_000 }, (_, n) => `add list=x address=10.0.${n >> 8}.${n & 255}`).join('\n');
  const index = await indexed({ a: `/ip firewall address-list\n${entries}\n` });
  expect([...index.with('address-list ip x')][0]?.name.places).toHaveLength(1_000);
  const lists = Array.from({ length: 6_000 }, (_, n) => `add list=l${n} address=10.0.0.1`).join('\n');
  const many = await indexed({ a: `/ip firewall address-list\n${lists}\n` });
  expect([...([...many.files()][0]?.names ?? [])]).toHaveLength(5_000);
});

test('more scripts than anybody has, too long ones and those that cannot be read are left out', async () => {
  const files = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`${n}.rsc`, '']));
  expect([...(await indexed(files)).uris]).toHaveLength(500);
  const long = await indexed({ a: ':global x 1\n'.padEnd(1_000_001, '#'), b: ':global x 1\n' });
  expect([...long.with('global x')].map(({ uri }) => uri)).toEqual(['b']);
  const failing = new WorkspaceIndex({
    list: async () => ['a', 'b'],
    read: async (uri) => {
      if (uri === 'a') throw new Error('gone');
      return ':global x 1\n';
    },
  });
  failing.refresh();
  await failing.settled(5_000);
  expect([...failing.with('global x')].map(({ uri }) => uri)).toEqual(['b']);
});

test('a list that cannot be had leaves the index empty', async () => {
  const index = new WorkspaceIndex({ list: () => Promise.reject(new Error('no')), read: async () => '' });
  index.refresh();
  await index.settled(5_000);
  expect([...index.uris]).toEqual([]);
});

test('begins late, or with the first question', async () => {
  vi.useFakeTimers();
  const read: string[] = [];
  const late = new WorkspaceIndex(source({ a: ':global x 1\n' }, read));
  late.begin(60_000);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(read).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toEqual(['a']);
  const index = new WorkspaceIndex(source({ a: ':global x 1\n' }));
  index.begin(60_000);
  const settled = index.settled(5_000);
  await vi.advanceTimersByTimeAsync(5_000);
  await settled;
  expect([...index.with('global x')].map(({ uri }) => uri)).toEqual(['a']);
  index.stop();
});

test('after it is stopped nothing is read', async () => {
  const read: string[] = [];
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`, '']));
  vi.useFakeTimers();
  const index = new WorkspaceIndex(source(files, read));
  index.refresh();
  // A script is read in each turn of the event loop.
  await vi.advanceTimersByTimeAsync(5);
  index.stop();
  const count = read.length;
  index.refresh();
  index.changed(['0']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read.length - count).toBeLessThanOrEqual(1);
  expect(count).toBeLessThan(50);
});

test('what takes long is shown, and ends when the user does not want it', async () => {
  vi.useFakeTimers();
  const steps: string[] = [];
  let cancelled = false;
  const progress: Progress = {
    isCancelled: () => cancelled,
    report: (done, total) => {
      steps.push(`${done}/${total}`);
      cancelled = done > 60;
    },
    done: () => steps.push('done'),
  };
  const slow: ScriptSource = {
    list: async () => Array.from({ length: 100 }, (_, n) => `${n}`),
    read: async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return '';
    },
  };
  const index = new WorkspaceIndex(slow, async () => progress);
  index.refresh();
  // Each script takes a tenth of a second, and as long a pause follows.
  await vi.advanceTimersByTimeAsync(20_000);
  expect(steps[0]).toMatch(/^\d+\/100$/);
  expect(steps.at(-1)).toBe('done');
  expect([...index.uris].length).toBeLessThan(70);
});
