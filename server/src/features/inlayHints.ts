import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import type { Firewall, FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { knockParts } from './knockParts.ts';
import { numberSentences } from './ruleLabels.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** A sentence that explains the label. */
  readonly tooltip: string;
  /** On which side of the hint the text goes on after a blank. */
  readonly side: 'before' | 'after';
}

/** Which hints are wanted. */
export interface InlayHintOptions {
  readonly ruleNumbers: boolean;
  readonly menuPaths: boolean;
  readonly knockStages: boolean;
}

/** What the text does not say by itself, for the commands that meet the range. */
export function inlayHints(analysis: Analysis, range: TextRange, options: InlayHintOptions): InlayHint[] {
  const hints = [
    ...(options.menuPaths ? menuPaths(analysis, range) : []),
    ...(options.ruleNumbers ? ruleNumbers(analysis.firewall, range) : []),
    ...(options.knockStages ? knockStages(analysis, range) : []),
  ];
  return hints.sort((a, b) => a.offset - b.offset);
}

/** The number of each rule in its chain, before the command that made it. */
function ruleNumbers(firewall: Firewall, range: TextRange): InlayHint[] {
  const sentence = numberSentences(firewall);
  return placed(firewall.rules, range).map(({ rule, origin }) => ({
    offset: origin.nameRange.start,
    label: String(rule.place),
    tooltip: sentence(rule),
    side: 'after',
  }));
}

/** The menu of a line that says only a part of it: `filter add …` below `/ip firewall`. */
function menuPaths({ script }: Analysis, range: TextRange): InlayHint[] {
  const hints: InlayHint[] = [];
  const { text } = script.tree;
  forEachCommand(script.commands, ({ range: whole, nameRange, kind, menu }) => {
    if (menu === undefined || kind === 'unknown' || kind === 'call' || !meets(whole, range)) return;
    const hasPath = kind === 'menu' || (kind === 'block' ? text[whole.start] !== '{' : nameRange.start > whole.start);
    if (!hasPath || /^[/:[({$]/.test(text.charAt(whole.start))) return;
    hints.push({ offset: whole.start, label: menu.path, tooltip: phrase`The menu ${menu.path}`, side: 'after' });
  });
  return hints;
}

/** What a rule is in a knock, behind its command. */
function knockStages({ firewall, knocks }: Analysis, range: TextRange): InlayHint[] {
  const parts = knockParts(knocks);
  return placed(firewall.rules, range).flatMap(({ rule, origin }): InlayHint[] => {
    const part = parts.get(rule);
    if (part === undefined) return [];
    return [{ offset: origin.range.end, label: part, tooltip: phrase`In a port knock: ${part}`, side: 'before' }];
  });
}

/** Rules that a command of the range made; a command that runs several times makes several, and the first is told. */
function placed(rules: readonly FirewallRule[], range: TextRange): { rule: FirewallRule; origin: BoundCommand }[] {
  const seen = new Set<BoundCommand>();
  return rules.flatMap((rule) => {
    const { origin } = rule.item;
    if (origin === undefined || seen.has(origin) || rule.chain === '' || !meets(origin.range, range)) return [];
    seen.add(origin);
    return [{ rule, origin }];
  });
}

function meets(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}
