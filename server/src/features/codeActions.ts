import { allProblems } from '../analysis/allProblems.ts';
import type { FileAnalysis } from '../analysis/analysis.ts';
import { fixSteps } from '../analysis/applyFixes.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { FILE_SUPPRESSION, SUPPRESSION_PREFIX, type Suppression, Suppressions } from '../diagnostics/suppressions.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { eol } from '../rules/common/places.ts';
import { isSilenceable, pageUrl } from '../rules/register.ts';
import { difference } from '../text/difference.ts';
import type { TextEdit } from '../text/edit.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';

export interface CodeAction {
  readonly title: string;
  /** `fixAll` is what an editor may run on save. */
  readonly kind: 'quickfix' | 'fixAll';
  readonly edits: readonly TextEdit[];
  /** Instead of edits: what `fixAllSteps` is to fix, which takes as long as reading the whole text several times. */
  readonly fixAll?: FixAll;
  /** The only safe repair: what the editor takes without asking. */
  readonly preferred: boolean;
  /** The findings that the action answers, as they are shown. */
  readonly findings: readonly Finding[];
  /** Instead of an edit: a page to show. */
  readonly url?: string;
}

/** All fixes that are safe, or those of one rule. */
export interface FixAll {
  readonly rule?: string;
}

/** Which findings the user sees; what is switched off has no repairs either. */
export type IsShown = (finding: Finding) => boolean;

/** Repairs, suppressions and pages for what is found in the range. */
export function codeActions(analysis: FileAnalysis, range: TextRange, isShown: IsShown = () => true): CodeAction[] {
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
  const silenceable = found.filter(({ ruleId }) => isSilenceable(ruleId));
  const ids = [...new Set(silenceable.map(({ ruleId }) => ruleId))];
  const suppress = ids.flatMap((id) => {
    const findings = silenceable.filter(({ ruleId }) => ruleId === id);
    const action = { kind: 'quickfix' as const, preferred: false, findings };
    return [
      { ...action, title: phrase`Disable ${id} for this line`, edits: lineSuppressions(analysis, findings) },
      { ...action, title: phrase`Disable ${id} for the entire file`, edits: [fileSuppression(analysis, id)] },
    ];
  });
  const pages = [...new Set(found.map(({ ruleId }) => ruleId))].map((id) => ({
    title: phrase`Show documentation for ${id}`,
    kind: 'quickfix' as const,
    edits: [],
    preferred: false,
    findings: found.filter(({ ruleId }) => ruleId === id),
    url: pageUrl(id),
  }));
  const safe = found.length === 0 ? [] : shown.filter(({ fixes: own }) => own.some((fix) => fix.safe));
  const repairs = (title: string, findings: readonly Finding[], fixAll: FixAll): CodeAction => {
    return { title, kind: 'quickfix', edits: [], fixAll, preferred: false, findings };
  };
  const same = [...new Set(found.map(({ ruleId }) => ruleId))].flatMap((id) => {
    const own = safe.filter(({ ruleId }) => ruleId === id);
    return own.length < 2 ? [] : [repairs(phrase`Fix all ${id} problems`, own, { rule: id })];
  });
  const all = safe.length === 0 ? [] : [repairs(phraseOf(FIX_ALL_TITLE), safe, {})];
  return [...fixes, ...same, ...all, ...suppress, ...pages];
}

const FIX_ALL_TITLE = phraseKey`Fix all auto-fixable problems`;

/** All safe fixes, or those of one rule; undefined where there is nothing to fix. */
export function fixAll(
  analysis: FileAnalysis,
  isShown: IsShown = () => true,
  wanted: FixAll = {},
): CodeAction | undefined {
  return finish(fixAllSteps(analysis, isShown, wanted));
}

/** The same in steps. */
export function* fixAllSteps(
  analysis: FileAnalysis,
  isShown: IsShown,
  { rule }: FixAll,
): Steps<CodeAction | undefined> {
  const which: IsShown = (finding) => (rule === undefined || finding.ruleId === rule) && isShown(finding);
  const { text, first } = yield* fixSteps(analysis, (fixed) => analysis.againSteps(fixed), which);
  const edits = difference(analysis.text, text);
  if (edits.length === 0) return undefined;
  return { title: phraseOf(FIX_ALL_TITLE), kind: 'fixAll', edits, preferred: false, findings: first };
}

/** A comment line above each command that has one of the findings, or the rule added to the one that is there. */
function lineSuppressions(analysis: FileAnalysis, findings: readonly Finding[]): TextEdit[] {
  const edits = findings.map((finding) => lineSuppression(analysis, finding));
  return edits.filter((edit, index) => edits.findIndex(({ range }) => range.start === edit.range.start) === index);
}

function lineSuppression(analysis: FileAnalysis, { ruleId, range }: Finding): TextEdit {
  const { text, script } = analysis;
  const present = new Suppressions(script).all.find(
    ({ scope, target }) =>
      scope === 'next-line' && target !== undefined && target.start <= range.start && range.start < target.end,
  );
  if (present !== undefined) return extended(text, present, ruleId);
  let start = commandStart(analysis, range.start);
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 256))?.[0] ?? '';
  return { range: { start, end: start }, newText: `${indent}# ${SUPPRESSION_PREFIX} ${ruleId} -- ${eol(text)}` };
}

/** A comment line at the beginning of the file, below the one by which an export is known for what it is. */
function fileSuppression({ text, script }: FileAnalysis, ruleId: string): TextEdit {
  const present = new Suppressions(script).all.find(
    ({ scope, comment }) => scope === 'file' && text.charAt(comment.start) === '#',
  );
  if (present !== undefined) return extended(text, present, ruleId);
  const header = /^\ufeff?#[^\r\n]{0,200}by RouterOS[^\r\n]{0,200}(?:\r\n|\n|\r)/.exec(text.slice(0, 512));
  const start = header?.[0].length ?? (text.startsWith('\ufeff') ? 1 : 0);
  return { range: { start, end: start }, newText: `# ${FILE_SUPPRESSION} ${ruleId} -- ${eol(text)}` };
}

/** The rule added to a suppression that is there. */
function extended(text: string, { comment, rules, scope }: Suppression, ruleId: string): TextEdit {
  const last = rules.at(-1) ?? (scope === 'file' ? FILE_SUPPRESSION : SUPPRESSION_PREFIX);
  const at = comment.start + text.slice(comment.start, comment.end).indexOf(last) + last.length;
  return { range: { start: at, end: at }, newText: rules.length === 0 ? ` ${ruleId}` : `, ${ruleId}` };
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
