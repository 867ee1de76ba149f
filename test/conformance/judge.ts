import { routerVerdict } from '../../server/src/binding/routerVerdict.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { notesOf, type OracleScript } from './oracle.ts';

/** What is compared with the router, in the order of the report. */
export const MEASURES = ['verdict', 'firstErrorLine', 'firstErrorColumn', 'annotations', 'structure'] as const;
export type Measure = (typeof MEASURES)[number];

/** One comparison with the router: what it says and what we say. A measure that does not apply is left out. */
export interface Comparison {
  readonly agrees: boolean;
  readonly router: string;
  readonly ours: string;
}

export type Judgement = Readonly<Partial<Record<Measure, Comparison>>>;

export function judge(script: OracleScript, tree: Catalog): Judgement {
  const ours = routerVerdict(script.text, tree);
  const rejected = script.verdict === 'rejects';
  const router = rejected ? `${script.message} ${script.line}:${script.column}` : script.verdict;
  const said = ours.kind === 'rejects' ? `${ours.message} ${ours.line}:${ours.column}` : ours.kind;
  const verdict = compare(rejected === (ours.kind === 'rejects'), router, said);
  if (rejected) {
    if (ours.kind !== 'rejects') return { verdict };
    const sameLine = ours.line === script.line;
    return {
      verdict,
      firstErrorLine: compare(sameLine, router, said),
      firstErrorColumn: compare(sameLine && ours.column === script.column, router, said),
    };
  }
  const notes = notesOf(script.form ?? '').join(', ');
  const ownNotes =
    ours.kind === 'annotates'
      ? ours.notes
          .map(({ word, line, column }) => `${word} ${line}:${column}`)
          .sort()
          .join(', ')
      : ours.kind === 'rejects'
        ? said
        : '';
  return { verdict, annotations: compare(notes === ownNotes, notes, ownNotes) };
}

function compare(agrees: boolean, router: string, ours: string): Comparison {
  return { agrees, router, ours };
}
