/** Two versions of a firewall compared. What only has another name now is the same. */

import type { FileAnalysis } from '../analysis/analysis.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import { commandAt } from '../binding/boundScript.ts';
import type { TextOrigin } from '../diagnostics/finding.ts';
import { diffReportSteps, type Named } from '../reports/diffReport.ts';
import type { DiffReport, RenameEntry } from '../reports/jsonOutput.ts';
import type { Analysis } from '../rules/rule.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type Entity, entitySteps } from './entities.ts';

/** As `rosfw diff` prints it. */
export function compare(before: Named, after: Named): DiffReport {
  return finish(comparisonSteps(before, after));
}

/** The same in steps: the older version is read once more with the names of the newer one. */
export function* comparisonSteps(before: Named, after: Named): Steps<DiffReport> {
  const { renames, edits } = yield* renameSteps(before.analysis, after.analysis);
  if (renames.length === 0) return yield* diffReportSteps(before, after);
  const { text, origin } = before.analysis;
  const analysis = yield* before.analysis.againSteps(applyEdits(text, edits), {
    rules: [],
    origin: origin && editedOrigin(origin, edits),
  });
  return yield* diffReportSteps({ ...before, analysis }, after, renames);
}

/** Where the text with the edits comes from: the places in the text without them. */
function editedOrigin(origin: TextOrigin, edits: readonly TextEdit[]): TextOrigin {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const before = (offset: number): number => {
    let shift = 0;
    for (const { range, newText } of sorted) {
      const start = range.start + shift;
      if (offset <= start) break;
      const end = start + newText.length;
      if (offset < end) return Math.min(range.start + (offset - start), range.end);
      shift += newText.length - (range.end - range.start);
    }
    return offset - shift;
  };
  return { fileOf: (offset) => origin.fileOf(before(offset)), lineName: (offset) => origin.lineName(before(offset)) };
}

interface Renames {
  readonly renames: readonly RenameEntry[];
  /** What writes the new names into the older text. */
  readonly edits: readonly TextEdit[];
}

type Script = Pick<Analysis, 'text' | 'script'>;

/**
 * Pairs the names that only the older script has with those that only the newer one has, where both are made and filled
 * alike: at least half of the commands that do so are the same but for such names. A name that is only asked for has no
 * pair, since nothing shows that it means the same.
 */
export function* renameSteps(before: Script & Pick<FileAnalysis, 'text'>, after: Script): Steps<Renames> {
  const [old, now] = [yield* namesOf(before), yield* namesOf(after)];
  const [gone, added] = [without(old, now), without(now, old)];
  const renames: RenameEntry[] = [];
  const edits: TextEdit[] = [];
  if (gone.length === 0 || added.length === 0) return { renames, edits };
  const [goneMakers, addedMakers] = [makersOf(before, gone), makersOf(after, added)];
  const pairs = gone.flatMap((from) =>
    added
      .filter(({ kind, space }) => kind === from.kind && space === from.space)
      .map((to) => ({ from, to, likeness: likeness(goneMakers.get(from), addedMakers.get(to)) })),
  );
  const taken = new Set<Entity>();
  const likely = pairs.filter(({ likeness: found }) => found >= LEAST_LIKENESS);
  // The likeliest first; among equal ones in the order in which they stand.
  for (const { from, to } of likely.sort((a, b) => b.likeness - a.likeness)) {
    if (taken.has(from) || taken.has(to)) continue;
    const own = distinct(from.occurrences.map((place) => place.renamed(to.name)));
    // A value that names several things and would need quotes is written as a whole.
    if (own.some(({ range }) => edits.some((other) => overlaps(range, other.range)))) continue;
    taken.add(from).add(to);
    edits.push(...own);
    renames.push({ kind: from.kind as RenameEntry['kind'], from: from.name, to: to.name });
  }
  return { renames, edits };
}

/** Half of what makes them. */
const LEAST_LIKENESS = 0.5;

const KINDS: ReadonlySet<string> = new Set(['address-list', 'chain', 'interface-list', 'layer7-protocol', 'mark']);

function* namesOf(script: Script): Steps<Entity[]> {
  const { all } = yield* entitySteps(script);
  return all.filter(({ kind }) => KINDS.has(kind));
}

/** The names of the one that the other does not have, in text order. */
function without(own: readonly Entity[], others: readonly Entity[]): Entity[] {
  const known = new Set(others.map(keyOf));
  return own.filter((one) => !known.has(keyOf(one))).sort((a, b) => placeOf(a) - placeOf(b));
}

function keyOf({ kind, space, name }: Entity): string {
  return `${kind} ${space} ${name}`;
}

function placeOf({ occurrences }: Entity): number {
  return occurrences[0]?.range.start ?? 0;
}

/** How each name is made and filled: the texts of the commands, without the names that the other script lacks. */
function makersOf({ text, script }: Script, names: readonly Entity[]): Map<Entity, string[]> {
  const places = names.flatMap(({ kind, occurrences }) => occurrences.map(({ range }) => ({ range, kind })));
  places.sort((a, b) => a.range.start - b.range.start);
  const masked = new Map<BoundCommand, string>();
  const maskedText = (command: BoundCommand): string => {
    let made = masked.get(command);
    if (made === undefined) {
      made = `${command.menu?.path ?? ''} ${withoutNames(text, command.range, places)}`;
      masked.set(command, made);
    }
    return made;
  };
  return new Map(
    names.map((name) => {
      const makers = name.occurrences.filter(({ role }) => role === 'definition' || role === 'declaration');
      const commands = makers.flatMap(({ range }) => commandAt(script, range.start) ?? []);
      return [name, commands.map(maskedText)];
    }),
  );
}

function withoutNames(
  text: string,
  { start, end }: TextRange,
  places: readonly { readonly range: TextRange; readonly kind: string }[],
): string {
  let made = '';
  let at = start;
  for (let index = firstFrom(places, start); index < places.length; index++) {
    const { range, kind } = places[index] as (typeof places)[number];
    if (range.end > end) break;
    if (range.start < at) continue;
    made += `${text.slice(at, range.start)}\0${kind}\0`;
    at = range.end;
  }
  return (made + text.slice(at, end)).replaceAll('"\0', '\0').replaceAll('\0"', '\0');
}

/** The first place that begins at or behind the offset. */
function firstFrom(places: readonly { readonly range: TextRange }[], offset: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as { readonly range: TextRange }).range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which part of the larger number of commands both have. */
function likeness(a: readonly string[] = [], b: readonly string[] = []): number {
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const text of a) left.set(text, (left.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of b) {
    const count = left.get(text) ?? 0;
    if (count === 0) continue;
    left.set(text, count - 1);
    shared += 1;
  }
  return shared / Math.max(a.length, b.length);
}

/** A value that names the same thing twice is written once. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const found = new Map(edits.map((edit) => [`${edit.range.start} ${edit.range.end}`, edit]));
  return [...found.values()];
}
