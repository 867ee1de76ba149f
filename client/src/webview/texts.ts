/** The texts of the views in the language of the editor. The page is told them, since it has no bundles of its own. */

let bundle: Readonly<Record<string, string>> = {};

export function setTexts(texts: Readonly<Record<string, string>>): void {
  bundle = texts;
}

/** The text in the editor's language, with `{0}` and so on filled in. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (bundle[text] ?? text).replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}
