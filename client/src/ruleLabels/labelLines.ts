/** Which lines have a label in front, and what it says; without an editor, so that tests read it. */
import type { RuleLabel } from '../../../server/src/features/ruleLabels.ts';

/** A change of a text, as the editor tells it; lines from 0. */
export interface LineChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number };
  };
  readonly text: string;
}

export interface LabelParts {
  readonly numbers: boolean;
  readonly knocks: boolean;
}

/**
 * What stands in front of a line, in as many characters for all: the number on the right of its place, the part of a
 * knock behind it. Without a label it is blank.
 */
export function labelText(label: RuleLabel | undefined, { numbers, knocks }: LabelParts, digits: number): string {
  const parts = [
    ...(numbers ? [(label === undefined ? '' : String(label.number)).padStart(digits)] : []),
    ...(knocks ? [(label?.short ?? '').slice(0, PART).padEnd(PART)] : []),
  ];
  // Blanks would be taken together.
  return parts.join(' ').replaceAll(' ', '\u00a0');
}

/** How many digits the numbers need; never fewer than `least`, so that the text does not move back and forth. */
export function digitsOf(labels: readonly RuleLabel[], least: number): number {
  return labels.reduce((most, { number }) => Math.max(most, String(number).length), least);
}

/** Digits that are always there: most chains have less than a hundred rules. */
export const LEAST_DIGITS = 2;
/** `gate`, `trap`, `12/3`: no part is longer, but for knocks that nobody makes. */
const PART = 4;

/**
 * The labels after changes of the text, until the new ones are known: each stays with its line. The changes are given
 * from the end of the text to its beginning, as the editor gives them.
 */
export function shifted(labels: readonly RuleLabel[], changes: readonly LineChange[]): readonly RuleLabel[] {
  return changes.reduce(shiftedBy, labels);
}

function shiftedBy(labels: readonly RuleLabel[], { range, text }: LineChange): readonly RuleLabel[] {
  const { start, end } = range;
  const added = text.split('\n').length - 1;
  const by = added - (end.line - start.line);
  if (by === 0) return labels;
  // At the beginning of a line the last one goes on behind what is written; within a line the first one does.
  const [gone, kept] = start.character === 0 ? [start.line, end.line] : [start.line + 1, end.line + 1];
  return labels.flatMap((label) => {
    const line = label.line - 1;
    if (line < gone) return [label];
    return line < kept ? [] : [{ ...label, line: label.line + by }];
  });
}

/**
 * The lines, from 0, of a part of the text that stand below the line of a firewall's menu. They have room for a label
 * even without one, so that nothing moves when a rule comes to be one.
 */
export function firewallLines(lineAt: (line: number) => string, first: number, end: number): number[] {
  let inside = false;
  for (let line = first - 1; line >= 0; line--) {
    const text = lineAt(line);
    if (!text.startsWith('/')) continue;
    inside = MENU.test(text);
    break;
  }
  const found: number[] = [];
  for (let line = first; line < end; line++) {
    const text = lineAt(line);
    if (text.startsWith('/')) inside = MENU.test(text);
    else if (inside) found.push(line);
  }
  return found;
}

/** A menu on a line of its own, written in any of the usual ways. */
const MENU = /^\/ip(?:v6)?[ /]+fi(?:rewall)?[ /]+(?:filter|nat|mangle|raw)\s*$/;
