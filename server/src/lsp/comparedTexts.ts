import type { AnalysisOptions, FileAnalysis } from '../analysis/analysis.ts';
import type { Composition } from '../project/composition.ts';
import type { Steps } from '../text/steps.ts';

/**
 * The version that scripts are compared with, of the last few that were: it stays while one types, so it is analysed
 * once. What is remembered only saves time; an answer never hangs on it.
 */
export class ComparedTexts {
  readonly #known = new Map<string, { readonly analysis: FileAnalysis; readonly question: string }>();

  /** The analysis of what was before that asks the same as that of the script at the URI. */
  *analysis(after: FileAnalysis, uri: string, before: string | Composition): Steps<FileAnalysis> {
    const known = this.#known.get(uri);
    this.#known.delete(uri);
    const [text, origin] = typeof before === 'string' ? [before, undefined] : [before.text, before];
    const question = `${questionKey(after.options)} ${origin?.layout ?? ''}`;
    const analysis =
      known?.analysis.text === text && known.question === question
        ? known.analysis
        : yield* after.againSteps(text, { rules: [], origin });
    this.#known.set(uri, { analysis, question });
    for (const oldest of [...this.#known.keys()].slice(0, -MAX_KNOWN)) this.#known.delete(oldest);
    return analysis;
  }
}

const MAX_KNOWN = 3;

/** The same for two questions that are the same but for the rules. */
function questionKey({ version, assume, session }: AnalysisOptions): string {
  return JSON.stringify([version, assume, session], (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
