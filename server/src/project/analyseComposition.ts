import { analyse, analysisSteps } from '../analysis/analyse.ts';
import type { AnalysisOptions, FileAnalysis, FileProblems } from '../analysis/analysis.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { SyntaxTree } from '../syntax/ast.ts';
import { parseSteps } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { Encoding } from '../text/decode.ts';
import { difference } from '../text/difference.ts';
import { LineTable } from '../text/lineTable.ts';
import type { Steps } from '../text/steps.ts';
import type { Composition } from './composition.ts';

/** What is wrong with the whole, for each file; its faults of the text are those that it has by itself. */
export function analyseComposition(
  composition: Composition,
  files: readonly string[],
  options: AnalysisOptions,
  encodings: ReadonlyMap<string, Encoding> = new Map(),
): ReadonlyMap<string, FileProblems> {
  const whole = analyse(composition.text, { ...options, origin: composition });
  const byFile = findingsByFile(whole.findings, composition);
  return new Map(
    files.flatMap((file) => {
      const text = composition.parts.get(file)?.text;
      if (text === undefined) return [];
      const { problems } = whole.again(text, { rules: [], origin: undefined, encoding: encodings.get(file) });
      const { wholeBy, failures } = whole;
      return [[file, { text, wholeBy, problems, findings: byFile.get(file) ?? [], failures }] as const];
    }),
  );
}

/** The analysis of the whole in steps; what an edit of one part leaves alone is taken from the version before. */
export function* compositionSteps(
  composition: Composition,
  options: AnalysisOptions,
  previous: FileAnalysis | undefined,
): Steps<FileAnalysis> {
  const tree = yield* treeSteps(composition.text, previous?.script.tree);
  return yield* analysisSteps(tree, { ...options, origin: composition }, { previous });
}

/** The analysis of one text by itself in steps. */
export function* analysisOfSteps(text: string, options: AnalysisOptions): Steps<FileAnalysis> {
  yield;
  return yield* analysisSteps(yield* parseSteps(text), options);
}

function* treeSteps(text: string, previous: SyntaxTree | undefined): Steps<SyntaxTree> {
  const [edit, more] = previous === undefined ? [] : difference(previous.text, text);
  if (previous === undefined || more !== undefined) return yield* parseSteps(text);
  return edit === undefined ? previous : reparse(previous, edit);
}

/** Findings about the whole for each file, with places in that. */
export function findingsByFile(findings: readonly Finding[], composition: Composition): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const mapped = mapFinding(finding, composition);
    if (mapped === undefined) continue;
    const known = byFile.get(mapped.file);
    if (known === undefined) byFile.set(mapped.file, [mapped.finding]);
    else known.push(mapped.finding);
  }
  return byFile;
}

/** A finding with places in its own file; those in others say where they are, and repairs that reach there are left out. */
function mapFinding(
  finding: Finding,
  composition: Composition,
): { readonly file: string; readonly finding: Finding } | undefined {
  const own = composition.inFile(finding.range);
  if (own === undefined) return undefined;
  const related = finding.related.flatMap((place) => {
    const at = composition.inFile(place.range);
    if (at === undefined) return [];
    if (at.file === own.file) return [{ ...place, range: at.range }];
    const lines = new LineTable(composition.parts.get(at.file)?.text ?? '');
    const from = lines.position(at.range.start);
    const to = lines.position(at.range.end);
    const elsewhere = {
      file: at.file,
      line: from.line + 1,
      column: from.column + 1,
      endLine: to.line + 1,
      endColumn: to.column + 1,
    };
    return [{ ...place, range: own.range, elsewhere }];
  });
  const fixes = finding.fixes.flatMap((fix) => {
    const edits = fix.edits.flatMap(({ range, newText }) => {
      const at = composition.inFile(range);
      return at?.file === own.file ? [{ range: at.range, newText }] : [];
    });
    return edits.length === fix.edits.length ? [{ ...fix, edits }] : [];
  });
  return { file: own.file, finding: { ...finding, range: own.range, related, fixes } };
}
