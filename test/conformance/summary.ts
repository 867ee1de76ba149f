import { type Judgement, MEASURES, type Measure } from './judge.ts';
import type { OracleScript } from './oracle.ts';

export interface Count {
  agree: number;
  of: number;
}

export interface Judged {
  readonly script: OracleScript;
  readonly judgement: Judgement;
}

/** The figures of the command's last line. */
export function summary(judged: readonly Judged[]): Record<string, unknown> {
  const figures: Record<string, unknown> = { scripts: judged.length };
  for (const measure of MEASURES) figures[measure] = count(judged, measure);
  figures['distinct'] = { verdict: countDistinct(judged, 'verdict'), structure: countDistinct(judged, 'structure') };
  return figures;
}

export function count(judged: readonly Judged[], measure: Measure): Count {
  const result = { agree: 0, of: 0 };
  for (const { judgement } of judged) {
    const comparison = judgement[measure];
    if (comparison === undefined) continue;
    result.of++;
    if (comparison.agrees) result.agree++;
  }
  return result;
}

/** Each shape of text counts once, and agrees if all its scripts do. */
function countDistinct(judged: readonly Judged[], measure: Measure): Count {
  const shapes = new Map<string, boolean>();
  for (const { script, judgement } of judged) {
    const comparison = judgement[measure];
    if (comparison === undefined) continue;
    const shape = shapeOf(script.text);
    shapes.set(shape, (shapes.get(shape) ?? true) && comparison.agrees);
  }
  return { agree: [...shapes.values()].filter(Boolean).length, of: shapes.size };
}

/** The text without comments, with every word, number and run of blanks reduced to one character. */
export function shapeOf(text: string): string {
  return text
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/[A-Za-z_\u0080-\uffff]+/g, 'a')
    .replace(/[0-9]+/g, '0')
    .replace(/\s+/g, ' ')
    .trim();
}
