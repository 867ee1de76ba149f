/**
 * Layer `language`: the language in which people are spoken to, and the texts in it. English stands in the code, at the
 * place that says it; a catalogue has the others. What programs read (JSON, SARIF, baselines, scripts) stays English.
 */
export type Language = 'en' | 'de';

export const LANGUAGES: readonly Language[] = ['en', 'de'];

/** One for the whole process: nobody reads one half in another language than the other. */
let current: Language = 'en';

export function language(): Language {
  return current;
}

/** Before anything is said: what has been made stays as it is. */
export function setLanguage(chosen: Language): void {
  current = chosen;
}

/** The language for a tag such as `de-AT`, or a locale such as `de_CH.UTF-8`; undefined where we do not speak it. */
export function languageOf(locale: string): Language | undefined {
  const [primary = ''] = locale.split(/[-_.@]/, 1);
  if (primary === 'C' || primary === 'POSIX') return 'en';
  return LANGUAGES.find((known) => known === primary.toLowerCase());
}
