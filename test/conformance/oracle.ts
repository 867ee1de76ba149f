import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../server/src/text/decode.ts';

/** A script with what a router's `:parse` said about it. */
export interface OracleScript {
  readonly id: string;
  readonly text: string;
  readonly verdict: 'accepts' | 'annotates' | 'rejects';
  /** Of the hard error. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** The intermediate form of a script that is not rejected. */
  readonly form: string | undefined;
}

/** Reads `index.tsv` and `scripts/ID.rsc`, `scripts/ID.il` of a folder. */
export function readOracle(folder: string): OracleScript[] {
  const rows = readFileSync(join(folder, 'index.tsv'), 'utf8').split(/\r?\n/);
  const header = (rows[0] ?? '').split('\t');
  const column = (name: string): number => header.indexOf(name);
  return rows.slice(1).flatMap((row) => {
    const fields = row.split('\t');
    const id = fields[column('id')] ?? '';
    if (id === '') return [];
    const verdict = fields[column('verdict')];
    if (verdict !== 'accepts' && verdict !== 'annotates' && verdict !== 'rejects') {
      throw new Error(`${id}: unknown verdict ${verdict}`);
    }
    const form = join(folder, 'scripts', `${id}.il`);
    return [
      {
        id,
        text: decode(readFileSync(join(folder, 'scripts', `${id}.rsc`))).text,
        verdict,
        message: fields[column('message')] ?? '',
        line: Number(fields[column('line')]),
        column: Number(fields[column('column')]),
        form: existsSync(form) ? decode(readFileSync(form)).text : undefined,
      },
    ];
  });
}

/** The soft messages of an intermediate form: `bad command name WORD (line L column C)`, sorted. */
export function notesOf(form: string): string[] {
  return [...form.matchAll(/\(?(?:bad command name|bad parameter) (\S+) \(line (\d+) column (\d+)\)/g)]
    .map(([, word, line, column]) => `${word} ${line}:${column}`)
    .sort();
}
