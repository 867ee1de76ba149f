import type { DiagnosticMeta } from '../diagnostics/meta.ts';
import type { ProblemCode } from '../syntax/problem.ts';
import { nameEntries } from './entries/nameEntries.ts';
import { structureEntries } from './entries/structureEntries.ts';
import { textEntries } from './entries/textEntries.ts';
import { variableEntries } from './entries/variableEntries.ts';

/** What is known of each kind of fault of a text, in the order in which pages list them. */
export const PROBLEMS: readonly DiagnosticMeta[] = [
  ...textEntries,
  ...structureEntries,
  ...nameEntries,
  ...variableEntries,
];

const BY_CODE: ReadonlyMap<string, DiagnosticMeta> = new Map(PROBLEMS.map((entry) => [entry.id, entry]));

/** The entry of a kind. One that has none is a fault of ours, which a test finds. */
export function problemMeta(code: ProblemCode): DiagnosticMeta {
  const found = BY_CODE.get(code);
  if (found === undefined) throw new Error(`The register has no entry for ${code}.`);
  return found;
}
