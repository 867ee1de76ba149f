import { bind } from '../../server/src/binding/bind.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { routerVerdict } from '../../server/src/router/routerVerdict.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { lower, MAY_REPEAT } from './lower.ts';
import { firstDifference, normalForm } from './normalForm.ts';
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
  const annotations = compare(notes === ownNotes, notes, ownNotes);
  if (ours.kind === 'rejects' || script.form === undefined) return { verdict, annotations };
  return { verdict, annotations, structure: structure(script.text, script.form, tree) };
}

function structure(text: string, form: string, tree: Catalog): Comparison {
  const { flags, form: own } = lower(bind(parse(text), tree, { asRouter: true }));
  const ours = normalForm(own, flags);
  const router = normalForm(form, flags);
  const at = firstDifference(ours, router);
  return compare(at.router < 0, excerpt(router, at.router), excerpt(ours, at.ours));
}

function excerpt(form: readonly string[], at: number): string {
  return form
    .slice(Math.max(0, at - 8), at + 8)
    .filter((token) => !token.startsWith(MAY_REPEAT))
    .join(' ')
    .replace(UNPRINTABLE, '.');
}

const UNPRINTABLE = /[^ -~]/g;

function compare(agrees: boolean, router: string, ours: string): Comparison {
  return { agrees, router, ours };
}
