import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

const SOURCES = filesIn(['server', 'client', 'test', 'scripts', 'syntaxes'], /\.(ts|css)$/);
const DOCUMENTS = [
  ...filesIn(['docs', 'examples', 'media', '.github'], /\.md$/),
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
];

/** Where a path without a folder in front of it may begin. */
const HOMES = ['', 'docs', 'server', 'server/src', 'client', 'client/src', 'test', 'scripts'];

function filesIn(folders: readonly string[], name: RegExp): string[] {
  const patterns = folders.map((folder) => `${folder}/**`);
  // The VS Code of the tests holds a link to the folder that it lies in.
  const ignore = ['**/node_modules/**', '**/.work/**'];
  return globSync(patterns, { cwd: root, ignore, dot: true, followSymbolicLinks: false, expandDirectories: false })
    .filter((file) => name.test(file))
    .sort();
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The comments of a source, with the rest blank. */
function commentsOf(text: string): string {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm)].map(([comment]) => comment).join('\n');
}

/** The anchors that GitHub and VS Code make of headings. */
function anchorsOf(file: string): Set<string> {
  const headings = read(file).matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading]) =>
      (heading as string)
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** What is wrong with a reference to `target`, which may have an anchor and lies in one of the `homes`. */
function faultOf(target: string, from: string, homes: readonly string[]): string[] {
  const [name, anchor] = target.split('#') as [string, string | undefined];
  const file = homes.map((home) => path.posix.join(home, name)).find((one) => existsSync(path.join(root, one)));
  if (file === undefined) return [`${from} names ${target}: no such file`];
  if (anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor))
    return [`${from} names ${target}: no such section`];
  return [];
}

/** What lies beside the project, and what only a build makes, cannot be looked up in a clone. */
const ELSEWHERE = /^(?:\.\.\/)+shared\/|^(?:\.\/)?dist\/|^https?:/;

const LINK = /\]\(([^)\s]+)\)/g;

/** Files that a text names: pages with and without an anchor, and paths in backquotes; what commands name is theirs. */
function named(text: string): string[] {
  const prose = text.replaceAll(/`[^`\n]*`/g, (code) => (code.includes(' ') ? '' : code));
  const pages = prose.matchAll(/(?<![\w/.*<-])((?:\.{0,2}\/)?[\w./-]*\w\.md(?:#[\w-]+)?)(?![\w*])/g);
  const paths = prose.matchAll(/`((?:[\w.-]+\/)+(?:[\w.-]+\.(?:ts|mjs|css|json|yml|txt))?)`/g);
  return [...pages, ...paths].map((match) => match[1] as string).filter((target) => !ELSEWHERE.test(target));
}

test('comments name only files and sections that there are', () => {
  const wrong = SOURCES.flatMap((file) => {
    const homes = [path.posix.dirname(file), ...HOMES];
    return named(commentsOf(read(file))).flatMap((target) => faultOf(target, file, homes));
  });
  expect(wrong).toEqual([]);
});

test('documents link and name only what there is', () => {
  const wrong = DOCUMENTS.flatMap((file) => {
    const text = read(file);
    const here = path.posix.dirname(file);
    const links = [...text.matchAll(LINK)].map((match) => match[1] as string).filter((link) => !ELSEWHERE.test(link));
    return [
      ...links.flatMap((link) => faultOf(link.startsWith('#') ? path.posix.basename(file) + link : link, file, [here])),
      ...named(text.replaceAll(LINK, '')).flatMap((target) => faultOf(target, file, [here, ...HOMES])),
    ];
  });
  expect(wrong).toEqual([]);
});

test('each page of facts is cited, and so is nothing but pages', () => {
  const cited = new Set(
    SOURCES.flatMap((file) => named(commentsOf(read(file)))).flatMap((target) =>
      target.startsWith('docs/facts/') ? [target.split('#')[0]] : [],
    ),
  );
  const pages = readdirSync(path.join(root, 'docs/facts')).filter((name) => name !== 'README.md');
  expect([...cited].sort()).toEqual(pages.map((name) => `docs/facts/${name}`).sort());
});
