/** Scripts to read: those of the project, and the real files beside it where there are any. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasShared, readShared, readTable } from './shared.ts';

export interface CorpusFile {
  readonly name: string;
  readonly kind: string;
  readonly text: string;
}

/** What is known of a script of the project. */
export interface OwnFile extends CorpusFile {
  readonly kind: 'export' | 'script' | 'fragment' | 'template';
  /** What it sets up, in words. */
  readonly about: string;
  /** Its knocks by hand, such as `3 works`: how many stages, and the verdict; `-` for none. */
  readonly knocks: string;
}

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../corpus');

export const ownFileNames: readonly string[] = readdirSync(path.join(folder, 'files')).sort();

/** As `index.tsv` lists them. */
export const ownFiles: readonly OwnFile[] = readFileSync(path.join(folder, 'index.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [name = '', kind = '', knocks = '', about = ''] = row.split('\t');
    const text = readFileSync(path.join(folder, 'files', name), 'utf8');
    return { name, kind: kind as OwnFile['kind'], knocks, about, text };
  });

/** All of them. */
export const corpusFiles: readonly CorpusFile[] = [
  ...ownFiles,
  ...(hasShared ? readTable('corpus/index.tsv') : []).map(({ file = '', kind = '' }) => ({
    name: file,
    kind,
    text: readShared(`corpus/${file}`),
  })),
];
