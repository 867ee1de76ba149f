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

/** What was found before, so that finding it again makes no garbage. There are no more entries than prefixes. */
const found = new WeakMap<ReadonlyMap<string, unknown>, Map<string, NameResolution<unknown>>>();

/**
 * Finds `word` among names as the router does (reference/routeros.md A.5): an exact name wins, otherwise a prefix that
 * fits one name only. Two names of the same thing (an old name beside the new one) do not make a word ambiguous.
 * The names must not change once they have been looked through.
 */
export function resolve<T>(names: ReadonlyMap<string, T>, word: string): NameResolution<T> {
  let known = found.get(names) as Map<string, NameResolution<T>> | undefined;
  const before = known?.get(word);
  if (before !== undefined) return before;
  const resolution = search(names, word);
  if (resolution.kind === 'found') {
    if (known === undefined) {
      known = new Map();
      found.set(names, known);
    }
    known.set(word, resolution);
  }
  return resolution;
}

function search<T>(names: ReadonlyMap<string, T>, word: string): NameResolution<T> {
  const exact = names.get(word);
  if (exact !== undefined) return { kind: 'found', name: word, value: exact };
  if (word === '') return UNKNOWN;
  let all: string[] | undefined;
  for (const name of names.keys()) {
    if (!name.startsWith(word)) continue;
    if (all === undefined) all = [name];
    else all.push(name);
  }
  if (all === undefined) return UNKNOWN;
  const gone = names instanceof Names ? (names as Names<T>).gone : undefined;
  const current = gone === undefined ? all : all.filter((name) => !gone.has(name));
  const candidates = current.length > 0 ? current : all;
  const name = candidates[0] as string;
  const value = names.get(name) as T;
  if (candidates.every((candidate) => names.get(candidate) === value)) return { kind: 'found', name, value };
  return { kind: 'ambiguous', candidates: candidates.sort() };
}
