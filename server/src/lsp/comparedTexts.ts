import type { AnalysisOptions, FileAnalysis } from '../analysis/analysis.ts';
import type { Steps } from '../text/steps.ts';

/**
 * The version that scripts are compared with, of the last few that were: it stays while one types, so it is analysed
 * once. What is remembered only saves time; an answer never hangs on it.
 */
export class ComparedTexts {
  readonly #known = new Map<string, FileAnalysis>();

  /** The analysis of `before` that asks the same as that of the script at the URI. */
  *analysis(after: FileAnalysis, uri: string, before: string): Steps<FileAnalysis> {
    const known = this.#known.get(uri);
    this.#known.delete(uri);
    const analysis =
      known?.text === before && questionKey(known.options) === questionKey(after.options)
        ? known
        : yield* after.againSteps(before, { rules: [] });
    this.#known.set(uri, analysis);
    for (const oldest of [...this.#known.keys()].slice(0, -MAX_KNOWN)) this.#known.delete(oldest);
    return analysis;
  }
}

const MAX_KNOWN = 3;

/** The same for two questions that are the same but for the rules. */
function questionKey({ version, assume, session }: AnalysisOptions): string {
  return JSON.stringify([version, assume, session], (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
