import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { definitionsOf, entityAt } from './entities.ts';

export interface Definition {
  /** The name that was asked about. */
  readonly origin: TextRange;
  readonly targets: readonly TextRange[];
}

/** Where the name at the offset is made: the rules that fill a list, the first rule of a chain, a declaration. */
export function definition(analysis: Pick<Analysis, 'script'>, offset: number): Definition | undefined {
  const found = entityAt(analysis, offset);
  if (found === undefined) return undefined;
  return { origin: found.occurrence.range, targets: definitionsOf(found.entity).map(({ range }) => range) };
}
