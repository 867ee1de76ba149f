import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inRoot, rootOf, type Transcript } from './roots.ts';

/** Editors that are not VS Code, with `rosfw lsp` as their users set it up in docs/editors.md. */
const folder = mkdtempSync(path.join(tmpdir(), 'rosfw-editors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dist = path.join(folder, 'dist');

const FIXED = [
  '/ip firewall filter',
  'add chain=input action=accept connection-state=established,related',
  'add chain=input action=drop connection-state=invalid',
  'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=admins',
  'add chain=input action=accept protocol=udp dst-port=123 src-address-list=admins',
  'add chain=input action=drop',
];
const RENAMED = FIXED.map((line) => line.replace('admins', 'staff'));
const LISTS = ['/ip firewall address-list', 'add list=staff address=192.0.2.0/28'];

const TRANSCRIPT: Transcript = {
  // The whole rule fades by a hint of its own.
  diagnostics: expect.arrayContaining([{ code: 'accept-below-drop', line: 6 }]),
  hover: expect.stringMatching(/Accept it\.[\s\S]*rule 1 of 5 in `input`/),
  completion: expect.arrayContaining(['accept', 'drop', 'add-src-to-address-list']),
  actions: expect.arrayContaining([
    'Move the accept above line 5 of filter.rsc',
    'Disable accept-below-drop for this line',
  ]),
  fixed: FIXED,
  renamed: { filter: RENAMED, lists: LISTS },
  exposure: expect.stringContaining('From sources on staff\n  open         SSH tcp 22'),
  end: true,
};

const EMACS = 'emacs --batch -Q -l $HERE/emacs.el';
const NEOVIM = (recipe: number): string => `nvim --headless -u $HERE/recipe${recipe}.lua -S $HERE/neovim.lua`;
const EDITORS = [
  { editor: 'Neovim 0.10, which asks for problems', release: 'trixie', command: NEOVIM(1), pulls: true },
  { editor: 'Neovim 0.7, to which they are sent', release: 'bookworm', command: NEOVIM(2), pulls: false },
  { editor: 'Emacs 30 with eglot', release: 'trixie', command: EMACS, pulls: false },
] as const;

function needed(release: 'bookworm' | 'trixie', skip: (note: string) => void): string | undefined {
  const root = rootOf(release);
  if (root === undefined) skip(`there is no ${release} to start editors in; as root, run .ci/editor-roots`);
  else if (spawnSync(process.execPath, ['scripts/build.ts', '--cli', '--outdir', dist]).status !== 0)
    throw new Error('the command line could not be built');
  return root;
}

describe.each(EDITORS)('$editor', ({ release, command, pulls }) => {
  test('diagnostics, hover, completion, a fix, a rename in two files, a report', ({ skip }) => {
    const root = needed(release, skip);
    if (root === undefined) return;
    const { status, output, transcript } = inRoot(root, dist, command);
    expect(transcript, output).toMatchObject({ ...TRANSCRIPT, pulls });
    expect(status, output).toBe(0);
  });
});

test('Helix 25.01, to which problems are sent: the same, as its screen shows it', ({ skip }) => {
  const root = needed('trixie', skip);
  if (root === undefined) return;
  const { status, output, read } = inRoot(root, dist, 'sh $HERE/helix.sh');
  expect(status, output).toBe(0);
  expect(read('screen-problems')).toMatch(/● +6 +add chain=input action=accept protocol=udp/);
  expect(read('screen-hover')).toContain('rule 1 of 5 in input');
  expect(read('screen-completion')).toContain('add-src-to-address-list');
  expect(read('site/filter.rsc').trimEnd().split('\n')).toEqual(RENAMED);
  expect(read('site/lists.rsc').trimEnd().split('\n')).toEqual(LISTS);
});
