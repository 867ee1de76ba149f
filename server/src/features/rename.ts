import { BUILT_IN_CHAINS } from '../firewall/firewall.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import { code } from '../text/markdown.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { type Entity, type EntityKind, entities, entityAt } from './entities.ts';
import { NO_MARKS } from './mentions.ts';

/** Why a name cannot be changed, in a sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

/** The name at the offset and its place, where it can be changed; undefined where there is no name. */
export function prepareRename(
  analysis: Pick<Analysis, 'script'>,
  offset: number,
): { readonly range: TextRange; readonly placeholder: string } | Refusal | undefined {
  const found = entityAt(analysis, offset);
  if (found === undefined) return undefined;
  const { entity, occurrence } = found;
  const refused = fixedName(entity);
  return refused === undefined ? { range: occurrence.range, placeholder: entity.name } : { refused };
}

/** The changes that give what is named at the offset another name, everywhere in the file. */
export function rename(
  analysis: Pick<Analysis, 'script'>,
  offset: number,
  name: string,
): { readonly edits: readonly TextEdit[] } | Refusal | undefined {
  const entity = entityAt(analysis, offset)?.entity;
  return entity === undefined ? undefined : renameEntity(analysis, entity, name);
}

/** The same for an entity of the file that is already known. */
export function renameEntity(
  analysis: Pick<Analysis, 'script'>,
  entity: Entity,
  name: string,
): { readonly edits: readonly TextEdit[] } | Refusal {
  if (name === entity.name) return { edits: [] };
  const refused = fixedName(entity) ?? badName(entity.kind, name) ?? takenName(analysis, entity, name);
  return refused === undefined ? { edits: distinct(entity.occurrences.map((one) => one.renamed(name))) } : { refused };
}

function fixedName({ kind, name }: Entity): string | undefined {
  if (isBuiltIn(kind, name)) return `${code(name)} is built into RouterOS.`;
  return kind === 'parameter' && /^\d+$/.test(name)
    ? `${code(`$${name}`)} is the place of a value in the call.`
    : undefined;
}

function badName(kind: EntityKind, name: string): string | undefined {
  const what = WORDS[kind];
  if (name.trim() === '') return `The name of ${what} must not be empty.`;
  if (isVariable(kind)) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      return `The name of ${what} consists of letters and digits, so that it needs no quotes.`;
    return /^\d+$/.test(name) ? `A number stands for the place of a value in a call, not for ${what}.` : undefined;
  }
  if (/\p{Cc}/u.test(name)) return `The name of ${what} fits on one line.`;
  if (name.startsWith('!')) return 'An exclamation mark at the beginning means "not".';
  if (kind === 'interface-list' && name.includes(',')) return 'A comma separates two interface lists.';
  return isBuiltIn(kind, name) ? `${code(name)} is built into RouterOS.` : undefined;
}

/** What would melt together could not be told apart again. */
function takenName(analysis: Pick<Analysis, 'script'>, entity: Entity, name: string): string | undefined {
  const { all, unresolved } = entities(analysis);
  const other = all.find((one) => one !== entity && one.name === name && meets(one, entity));
  if (other !== undefined) return takenBy(other.kind, name);
  if (!isVariable(entity.kind)) return undefined;
  const caught = unresolved.some((use) => use.name === name && isIn(entity, use.range));
  return caught ? `${code(`$${name}`)} is read here already and would mean this variable.` : undefined;
}

/** Why a name cannot be given twice. */
export function takenBy(kind: EntityKind, name: string): string {
  return `There already is ${WORDS[kind]} ${code(name)}.`;
}

function meets(a: Entity, b: Entity): boolean {
  if (!isVariable(a.kind) || !isVariable(b.kind)) return a.kind === b.kind && a.space === b.space;
  return a.scope === undefined || b.scope === undefined || overlaps(a.scope, b.scope);
}

function isIn({ scope }: Entity, { start }: TextRange): boolean {
  return scope === undefined || (scope.start <= start && start < scope.end);
}

function isVariable(kind: EntityKind): boolean {
  return kind === 'variable' || kind === 'function' || kind === 'parameter';
}

function isBuiltIn(kind: EntityKind, name: string): boolean {
  if (kind === 'mark') return NO_MARKS.has(name);
  return kind === 'chain' ? BUILT_IN_CHAINS.has(name) : kind === 'interface-list' && BUILT_IN_LISTS.has(name);
}

/** A value that names the same list twice is written once. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ range }) => {
    const key = `${range.start} ${range.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

const WORDS: Readonly<Record<EntityKind, string>> = {
  'address-list': 'an address list',
  chain: 'a chain',
  'interface-list': 'an interface list',
  'layer7-protocol': 'a layer-7 entry',
  mark: 'a mark',
  script: 'a script',
  variable: 'a variable',
  function: 'a function',
  parameter: 'a parameter',
};
