/** The name that was probably meant: alike but for case, blanks and separators, or at most two slips of the pen. */
export function nearMiss(name: string, candidates: Iterable<string>): string | undefined {
  return nearest(name, candidates)?.name;
}

export interface Nearest {
  readonly name: string;
  /** One slip at most, and no other candidate is as near: the name can be put in place of the wrong one. */
  readonly certain: boolean;
}

/** As `nearMiss`, with how sure it is. */
export function nearest(name: string, candidates: Iterable<string>): Nearest | undefined {
  let best: string | undefined;
  let rivals = 0;
  const limit = name.length < 5 ? 2 : 3;
  let distance = limit;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const slips = fold(candidate) === fold(name) ? 0 : editDistance(name, candidate, Math.min(distance + 1, limit));
    if (slips < distance) {
      best = candidate;
      rivals = 0;
      distance = slips;
    } else if (slips === distance) rivals++;
  }
  return best === undefined ? undefined : { name: best, certain: distance < 2 && rivals === 0 };
}

/** The only candidate that has all words of `name` in their order: `add-src-to-address-list` for `add-src-to-list`. */
export function sameWords(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = words(name);
  if (wanted.length === 0) return undefined;
  let found: string | undefined;
  for (const candidate of candidates) {
    let next = 0;
    for (const word of words(candidate)) if (word === wanted[next]) next++;
    if (next < wanted.length) continue;
    if (found !== undefined) return undefined;
    found = candidate;
  }
  return found;
}

function words(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours; at least `limit` where it takes that many or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
