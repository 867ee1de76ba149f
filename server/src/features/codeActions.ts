import type { BoundCommand } from '../binding/boundScript.ts';
import { type AnalyseOptions, analyse, type FileAnalysis } from '../rules/analyse.ts';
import { RULES, ruleUrl } from '../rules/registry.ts';
import type { Finding } from '../rules/rule.ts';
import { SILENCEABLE, SUPPRESSION_PREFIX, Suppressions } from '../rules/suppressions.ts';
import { difference } from '../text/difference.ts';
import type { TextEdit } from '../text/edit.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { applyFixes } from './applyFixes.ts';
import { allProblems } from './problems.ts';

export interface CodeAction {
  readonly title: string;
  /** `fixAll` is what an editor may run on save. */
  readonly kind: 'quickfix' | 'fixAll';
  readonly edits: readonly TextEdit[];
  /** The only safe repair: what the editor takes without asking. */
  readonly preferred: boolean;
  /** The findings that the action answers, as they are shown. */
  readonly findings: readonly Finding[];
  /** Instead of an edit: a page to show. */
  readonly url?: string;
}

/** Which findings the user sees; what is switched off has no repairs either. */
export type IsShown = (finding: Finding) => boolean;

/** Repairs, suppressions and pages for what is found in the range; the options are those of the analysis. */
export function codeActions(
  analysis: FileAnalysis,
  range: TextRange,
  isShown: IsShown = () => true,
  options: AnalyseOptions = {},
): CodeAction[] {
  const shown = allProblems(analysis).filter(isShown);
  const found = shown.filter((finding) => overlaps(finding.range, range) || touchesEdge(finding.range, range));
  const fixes = found.flatMap((finding) =>
    finding.fixes.map((fix) => ({
      title: fix.title,
      kind: 'quickfix' as const,
      edits: fix.edits,
      preferred: fix.safe && finding.fixes.length === 1,
      findings: [finding],
    })),
  );
  const rules = found.filter(({ ruleId }) => RULES.some(({ meta }) => meta.id === ruleId));
  const silenceable = found.filter((finding) => rules.includes(finding) || SILENCEABLE.has(finding.ruleId));
  const suppress = silenceable.map((finding) => ({
    title: `Disable ${finding.ruleId} for this command`,
    kind: 'quickfix' as const,
    edits: [suppression(analysis, finding)],
    preferred: false,
    findings: [finding],
  }));
  const pages = [...new Set(rules.map(({ ruleId }) => ruleId))].map((id) => ({
    title: `Show documentation for ${id}`,
    kind: 'quickfix' as const,
    edits: [],
    preferred: false,
    findings: rules.filter(({ ruleId }) => ruleId === id),
    url: ruleUrl(id),
  }));
  const all = fixAll(analysis, isShown, options);
  const several = found.length > 0 && all !== undefined ? [{ ...all, kind: 'quickfix' as const }] : [];
  return [...fixes, ...several, ...suppress, ...pages];
}

/** All safe repairs; undefined where there is nothing to repair. */
export function fixAll(
  analysis: FileAnalysis,
  isShown: IsShown = () => true,
  options: AnalyseOptions = {},
): CodeAction | undefined {
  const { text, first } = applyFixes(analysis, (fixed) => analyse(fixed, options), isShown);
  const edits = difference(analysis.text, text);
  if (edits.length === 0) return undefined;
  return { title: 'Fix all auto-fixable problems', kind: 'fixAll', edits, preferred: false, findings: first };
}

/** A comment line above the command, or the rule added to the one that is there. */
function suppression(analysis: FileAnalysis, finding: Finding): TextEdit {
  const { text, script } = analysis;
  const present = new Suppressions(script).all.find(
    ({ scope, target }) =>
      scope === 'next-line' &&
      target !== undefined &&
      target.start <= finding.range.start &&
      finding.range.start < target.end,
  );
  if (present !== undefined) {
    const comment = text.slice(present.comment.start, present.comment.end);
    const at =
      present.comment.start +
      comment.indexOf(present.rules.at(-1) ?? SUPPRESSION_PREFIX) +
      (present.rules.at(-1) ?? SUPPRESSION_PREFIX).length;
    return {
      range: { start: at, end: at },
      newText: present.rules.length === 0 ? ` ${finding.ruleId}` : `, ${finding.ruleId}`,
    };
  }
  let start = commandStart(analysis, finding.range.start);
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 256))?.[0] ?? '';
  return { range: { start, end: start }, newText: `${indent}# ${SUPPRESSION_PREFIX} ${finding.ruleId} -- \n` };
}

/**
 * Start of the innermost command that begins its line: a comment inside a continued command would be a syntax error.
 */
function commandStart({ script, text }: FileAnalysis, offset: number): number {
  let start = offset;
  let commands: readonly BoundCommand[] = script.commands;
  for (;;) {
    const command = commands.find(({ range }) => range.start <= offset && offset < range.end);
    if (command === undefined) return start;
    const before = text.slice(Math.max(0, command.range.start - 256), command.range.start);
    if (commands === script.commands || /(?:^|[\r\n])[ \t]*$/.test(before)) start = command.range.start;
    commands = [...command.nested.values()].flat();
  }
}

function touchesEdge(finding: TextRange, caret: TextRange): boolean {
  return caret.start === caret.end && (finding.end === caret.start || finding.start === caret.start);
}
