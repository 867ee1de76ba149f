import path from 'node:path';
import { analyse } from '../analysis/analyse.ts';
import { analyseMarkdown } from '../analysis/analyseMarkdown.ts';
import type { FileProblems } from '../analysis/analysis.ts';
import { applyFixes } from '../analysis/applyFixes.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { type Selection, select } from '../diagnostics/selection.ts';
import type { Language } from '../language/language.ts';
import { analyseComposition } from '../project/analyseComposition.ts';
import { Composition, type LoadImport } from '../project/composition.ts';
import type { CheckFault } from '../reports/checkReport.ts';
import type { CheckEntry } from '../reports/jsonOutput.ts';
import { checkEntry } from '../reports/report.ts';
import type { Encoding } from '../text/decode.ts';
import { readSource, type SourceFile } from './sourceFile.ts';
import { analysisOptions, type Target } from './target.ts';
import { staysInside } from './workspace.ts';

/** What is to be done with one file, or with the files of one router: a value that can be sent to a worker. */
export interface CheckJob {
  /** In the order in which the router runs them. */
  readonly files: readonly CheckedPath[];
  /** What is known of the router. */
  readonly target: Target;
  /** The folder in which files that these import are looked for; without it none are. */
  readonly workspace?: string | undefined;
  /** Bytes of a file that is still read. */
  readonly largest?: number | undefined;
  readonly fix?: 'safe' | 'unsafe' | undefined;
  /** Whether the text is needed, for frames or a difference. */
  readonly withText: boolean;
  /** That of what is said in findings. */
  readonly language: Language;
}

export interface CheckedPath {
  /** Path to read; `-` for the standard input. */
  readonly path: string;
  /** The name that reports show. */
  readonly file: string;
  readonly selection: Selection;
  /** Whether it was asked for, or is only needed to judge the others. */
  readonly wanted: boolean;
}

export interface CheckedFile {
  readonly entry: CheckEntry;
  /** The text that the entry's places are in: the repaired one, where there were repairs. */
  readonly text?: string;
  readonly fixed?: {
    readonly before: string;
    readonly after: string;
    readonly count: number;
    readonly encoding: Encoding;
  };
  readonly faults: readonly CheckFault[];
}

/** Reads, analyses and, where that is wanted, repairs the files of a job; writes nothing. */
export function checkJob(job: CheckJob): CheckedFile[] {
  const checked: CheckedFile[] = [];
  const sources: Source[] = [];
  for (const { path: name, file, selection, wanted } of job.files) {
    const source = readSource(name, job.largest);
    if (!('fault' in source)) sources.push({ file, selection, wanted, ...source });
    else if (wanted)
      checked.push({ entry: { file, wholeBy: null, findings: [] }, faults: [{ file, message: source.fault }] });
  }
  const run = runner(job);
  const before = run(sources);
  const after =
    job.fix === undefined ? { sources, found: before, counts: NO_COUNTS } : repair(sources, before, run, job.fix);
  for (const source of after.sources.filter(({ wanted }) => wanted)) {
    const { file, selection, text, encoding } = source;
    const found = after.found.get(file) as FileProblems;
    const first = sources.find((one) => one.file === file)?.text ?? text;
    checked.push({
      entry: checkEntry(file, found, selection),
      faults: found.failures.map(({ ruleId, error }) => ({
        file,
        message: `the rule ${ruleId} failed, which is our fault; please report it: ${String(error)}`,
      })),
      ...(job.withText && { text }),
      ...(text !== first && { fixed: { before: first, after: text, count: after.counts.get(file) ?? 0, encoding } }),
    });
  }
  return checked;
}

interface Source extends SourceFile {
  readonly file: string;
  readonly selection: Selection;
  readonly wanted: boolean;
}

/** What is wrong with each file of a job. */
type Found = ReadonlyMap<string, FileProblems>;
type Run = (sources: readonly Source[]) => Found;

const NO_COUNTS: ReadonlyMap<string, number> = new Map();

function runner({ target, workspace }: CheckJob): Run {
  const options = analysisOptions(target);
  const load = importsWithin(workspace);
  return (sources) => {
    const [first] = sources;
    if (first === undefined) return new Map();
    if (sources.length === 1 && MARKDOWN.test(first.file))
      return new Map([[first.file, analyseMarkdown(first.text, { ...options, encoding: first.encoding })]]);
    const composition = new Composition(sources, load);
    if (composition.isSingle)
      return new Map([[first.file, analyse(first.text, { ...options, encoding: first.encoding })]]);
    const encodings = new Map(sources.map(({ file, encoding }) => [file, encoding]));
    const names = sources.map(({ file }) => file);
    return analyseComposition(composition, names, options, encodings);
  };
}

/** Repairs one file after the other: what one repair changes, the findings of the next have seen. */
function repair(
  sources: readonly Source[],
  found: Found,
  run: Run,
  kind: 'safe' | 'unsafe',
): { readonly sources: readonly Source[]; readonly found: Found; readonly counts: ReadonlyMap<string, number> } {
  const state = { sources, found };
  const counts = new Map<string, number>();
  for (const { file, selection, wanted } of sources) {
    if (!wanted) continue;
    // How loud a fault is says nothing about its repair; what is switched off is left alone.
    const { minSeverity: _, ...repaired } = selection;
    const isShown = (finding: Finding): boolean => select([finding], repaired).length > 0;
    const again = (text: string): FileProblems => {
      state.sources = state.sources.map((source) => (source.file === file ? { ...source, text } : source));
      state.found = run(state.sources);
      return state.found.get(file) as FileProblems;
    };
    const { count } = applyFixes(state.found.get(file) as FileProblems, again, isShown, kind === 'unsafe');
    counts.set(file, count);
  }
  return { ...state, counts };
}

/** Files that are imported are read where they lie beside the importer, inside the folder, and are scripts. */
function importsWithin(workspace: string | undefined): LoadImport {
  return (importer, name) => {
    if (workspace === undefined || importer === '-' || !/^[^\0]{1,255}\.rsc$/.test(name)) return undefined;
    const file = path.join(path.dirname(importer), name);
    // A link may lead out of the folder, so what counts is where it ends.
    if (!staysInside(workspace, file)) return undefined;
    const source = readSource(file, LARGEST_IMPORT);
    return 'fault' in source ? undefined : { file, text: source.text };
  };
}

const LARGEST_IMPORT = 4_000_000;

export const MARKDOWN = /\.(?:md|markdown)$/i;
