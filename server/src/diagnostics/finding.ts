/**
 * Layer `diagnostics`: what a finding is, what is known of each kind, and which of them are shown, silenced and fixed.
 */
import type { Severity } from '../syntax/problem.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import type { Persona } from './selection.ts';

/** How sure a finding is; `certain` is a proof, `high` leaves room for what the file does not show. */
export type Confidence = 'certain' | 'high' | 'medium' | 'low';

/** What is known of a text that consists of several files. */
export interface TextOrigin {
  fileOf(offset: number): string | undefined;
  /** Such as `9 of nat.rsc`. */
  lineName(offset: number): string;
}

export interface RuleFinding {
  /** What, why, what to do, in at most three short sentences. */
  readonly message: string;
  readonly range: TextRange;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** The editor shows the range greyed out. */
  readonly unnecessary?: boolean;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
}

export interface Finding extends RuleFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly range: TextRange;
  /** Where it lies in another file; lines and columns count from 1, and the range is that of the finding. */
  readonly elsewhere?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
}

/** `safe` fixes keep what the file means and never add a finding; all others are offered, not applied unasked. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}
