/** Which script is shown: that of a link, of a rule or an example, else the one that this tab had before. */
import { SHARE_PREFIX, sharedScript } from './shareLink.ts';

/** Files of the site that hold scripts to show. */
export interface Library {
  /** By their names. */
  readonly examples: Readonly<Record<string, string>>;
}

/** Settings of the server under which an example shows what it is there to show. */
export interface ExampleSettings {
  readonly persona?: string;
  readonly version?: string;
  readonly session?: string;
}

export type RuleExamples = Readonly<
  Record<string, { readonly bad: string; readonly good: string; readonly settings: ExampleSettings }>
>;

/** The example that is shown at first. */
export const FIRST_EXAMPLE = 'weak-knocks-faulty';

const DRAFT = 'script';

export type Asked =
  | { readonly text: string; readonly title: string; readonly settings: ExampleSettings }
  | { readonly fault: string }
  /** The fragment asks for nothing. */
  | undefined;

/** What the fragment of an address asks for. */
export async function askedFor(hash: string, loadJson: (file: string) => Promise<unknown>): Promise<Asked> {
  const fragment = hash.replace(/^#/, '');
  if (fragment.startsWith(SHARE_PREFIX)) {
    const shared = await sharedScript(fragment);
    return 'fault' in shared ? shared : { ...shared, title: 'the script of the link', settings: {} };
  }
  const parameters = new URLSearchParams(fragment);
  const rule = parameters.get('rule');
  if (rule !== null) {
    const kind = parameters.has('good') ? 'good' : 'bad';
    const examples = (await loadJson('rule-examples.json')) as RuleExamples;
    const found = Object.hasOwn(examples, rule) ? examples[rule] : undefined;
    if (found === undefined) return { fault: 'This link names a rule that there is not. Your own text is untouched.' };
    return { text: found[kind], title: `the ${kind} example of ${rule}`, settings: found.settings };
  }
  const example = parameters.get('example');
  if (example === null) return undefined;
  const { examples } = (await loadJson('examples.json')) as Library;
  if (!Object.hasOwn(examples, example))
    return { fault: 'This link names an example that there is not. Your own text is untouched.' };
  return { text: examples[example] as string, title: `the example ${example}`, settings: {} };
}

/** What the tab showed before the page was loaded again. */
export interface Draft {
  readonly text: string;
  /** Whether somebody has written it, and not only opened it. */
  readonly isOwn: boolean;
}

/** Nothing outlives the tab. */
export function draft(): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(DRAFT) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string')
      return undefined;
    return { text: kept.text, isOwn: 'isOwn' in kept && kept.isOwn === true };
  } catch {
    return undefined;
  }
}

export function keepDraft(kept: Draft): void {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(kept));
  } catch {
    // It is too long, or the browser keeps nothing: then it lives as long as the page.
  }
}
