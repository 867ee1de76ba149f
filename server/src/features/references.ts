import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { definitionsOf, entityAt } from './entities.ts';

export interface ReferenceOptions {
  /** Whether the places that define the name count too. */
  readonly includeDeclaration: boolean;
}

/** All places of the name at the offset, in text order. */
export function references(
  analysis: Pick<Analysis, 'script'>,
  offset: number,
  { includeDeclaration }: ReferenceOptions,
): TextRange[] {
  const entity = entityAt(analysis, offset)?.entity;
  if (entity === undefined) return [];
  const left = new Set(includeDeclaration ? [] : definitionsOf(entity));
  return entity.occurrences.filter((occurrence) => !left.has(occurrence)).map(({ range }) => range);
}
