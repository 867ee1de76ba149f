import { GERMAN } from './german/german.ts';
import { language } from './language.ts';

type Value = string | number | undefined;

/**
 * Tag of a text for people: as it stands, or as the catalogue of the language has it. The English with `{0}`, `{1}` in
 * place of its values is the key; values may be phrases themselves. A text that is made once when the program begins
 * must not be one, since the language is chosen later.
 */
export function phrase(template: TemplateStringsArray, ...values: readonly Value[]): string {
  if (language() === 'en') return filled(template, values);
  return translationOf(template)
    .map((part) => (typeof part === 'number' ? String(values[part]) : part))
    .join('');
}

/** Marks a text of a table, which is made before the language is chosen; `phraseOf` says it. */
export function phraseKey(template: TemplateStringsArray): string {
  return template.join('');
}

/** What `phraseKey` has marked, in the language; a name that is the same in all stays as it is. */
export function phraseOf(key: string): string {
  return language() === 'en' ? key : (GERMAN.get(key) ?? key);
}

/** The form that goes with a number. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  const rules = PLURALS[language()];
  return rules.select(count) === 'one' ? forms.one : forms.other;
}

/** A number with marks between its thousands. */
export function amount(count: number): string {
  return count.toLocaleString(language());
}

/** A number with the mark of the language before its decimals. */
export function decimal(count: number): string {
  return count.toLocaleString(language(), { useGrouping: false });
}

/** A whole sentence behind a colon: English goes on small, German begins anew. */
export function afterColon(sentence: string): string {
  return language() === 'en' ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

/** By hand, since a text with thousands of faults has thousands of messages. */
function filled(template: readonly string[], values: readonly Value[]): string {
  let text = template[0] ?? '';
  for (let i = 0; i < values.length; i++) text += `${values[i]}${template[i + 1]}`;
  return text;
}

/** What the catalogue calls a template. */
function keyOf(template: readonly string[]): string {
  return template.reduce((key, part, index) => `${key}{${index - 1}}${part}`);
}

const PLURALS = { en: new Intl.PluralRules('en'), de: new Intl.PluralRules('de') };

/** Texts, and numbers of values; a call in the code is always the same template. */
type Parts = readonly (string | number)[];
const translations = new WeakMap<TemplateStringsArray, Parts>();

function translationOf(template: TemplateStringsArray): Parts {
  const known = translations.get(template);
  if (known !== undefined) return known;
  const key = keyOf(template);
  const parts = (GERMAN.get(key) ?? key)
    .split(/\{(\d+)\}/)
    .map((part, index) => (index % 2 === 1 ? Number(part) : part));
  translations.set(template, parts);
  return parts;
}
