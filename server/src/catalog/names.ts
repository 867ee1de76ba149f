/** Finding names the way the router does. */

export type NameResolution<T> =
  | { readonly kind: 'found'; readonly name: string; readonly value: T }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' };

/** Names in a catalogue of many versions. */
export class Names<T> extends Map<string, T> {
  /** Names that the newest version has no longer: an abbreviation means them only if nothing else begins so. */
  gone: ReadonlySet<string> | undefined;
}

const UNKNOWN = { kind: 'unknown' } as const;

/** What is known of the names of a map, so that finding one again makes no garbage. */
interface Index<T> {
  readonly words: readonly string[];
  /** Words that were found before; there are no more of them than prefixes. */
  readonly found: Map<string, NameResolution<T>>;
}

const indices = new WeakMap<ReadonlyMap<string, unknown>, Index<unknown>>();

/**
 * Finds `word` among names as the router does (`docs/facts/scripts.md#abbreviations`): an exact name wins, otherwise a
 * prefix that fits one name only. Two names of the same thing (an old name beside the new one) do not make a word
 * ambiguous. The names must not change once they have been looked through.
 */
export function resolve<T>(names: ReadonlyMap<string, T>, word: string): NameResolution<T> {
  let index = indices.get(names) as Index<T> | undefined;
  if (index === undefined) {
    index = { words: [...names.keys()], found: new Map() };
    indices.set(names, index);
  }
  const before = index.found.get(word);
  if (before !== undefined) return before;
  const resolution = search(names, index.words, word);
  if (resolution.kind === 'found') index.found.set(word, resolution);
  return resolution;
}

function search<T>(names: ReadonlyMap<string, T>, words: readonly string[], word: string): NameResolution<T> {
  const exact = names.get(word);
  if (exact !== undefined) return { kind: 'found', name: word, value: exact };
  if (word === '' || !words.some((name) => name.startsWith(word))) return UNKNOWN;
  const all = words.filter((name) => name.startsWith(word));
  const gone = names instanceof Names ? (names as Names<T>).gone : undefined;
  const current = gone === undefined ? all : all.filter((name) => !gone.has(name));
  const candidates = current.length > 0 ? current : all;
  const name = candidates[0] as string;
  const value = names.get(name) as T;
  if (candidates.every((candidate) => names.get(candidate) === value)) return { kind: 'found', name, value };
  return { kind: 'ambiguous', candidates: candidates.sort() };
}
