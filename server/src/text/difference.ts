import type { TextEdit } from './edit.ts';

/**
 * Edits that turn one text into another and leave equal lines alone, so that cursors, folds and marks stay where they
 * are. Lines that stand for each other are compared one by one; where their number differs, the changed middle is
 * replaced as a whole.
 */
export function difference(before: string, after: string): TextEdit[] {
  const old = lines(before);
  const now = lines(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const oldMiddle = old.slice(head, old.length - tail);
  const nowMiddle = now.slice(head, now.length - tail);
  let offset = old.slice(0, head).join('').length;
  const pairs =
    oldMiddle.length === nowMiddle.length
      ? oldMiddle.map((line, i) => [line, nowMiddle[i] as string] as const)
      : [[oldMiddle.join(''), nowMiddle.join('')] as const];
  const edits: TextEdit[] = [];
  for (const [line, changed] of pairs) {
    if (line !== changed) edits.push(trimmed(line, changed, offset));
    offset += line.length;
  }
  return edits;
}

/** The edit without what both texts begin and end with. */
function trimmed(before: string, after: string, offset: number): TextEdit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    range: { start: offset + head, end: offset + before.length - tail },
    newText: after.slice(head, after.length - tail),
  };
}

/** Lines with their ends. */
function lines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}
