import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { entityAt } from './entities.ts';

export interface DocumentHighlight {
  readonly range: TextRange;
  /** `write` where the name is made, filled or set. */
  readonly kind: 'read' | 'write';
}

/** The places of the name at the offset, for an editor that marks them. */
export function documentHighlights(analysis: Pick<Analysis, 'script'>, offset: number): DocumentHighlight[] {
  const occurrences = entityAt(analysis, offset)?.entity.occurrences ?? [];
  return occurrences.map(({ range, role }) => ({ range, kind: role === 'read' ? 'read' : 'write' }));
}
