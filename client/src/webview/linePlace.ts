import type { LinePlace } from '../../../server/src/reports/jsonOutput.ts';
import { t } from './texts.ts';

/** Shows a line of the script, from 1, or of another file of its router. */
export type Reveal = (line: number, file?: string) => void;

/** The number of a line of the script itself, else `line 9 of nat.rsc`; `own` is what places call the script. */
export function shortLine(place: LinePlace & { readonly line: number }, own: string | undefined): string {
  return place.file === own ? String(place.line) : lineText(place);
}

/** `line 9`, or `line 9 of nat.rsc` where several files make up the router. */
export function lineText({ line, file }: LinePlace): string {
  return file === undefined ? t('line {0}', line ?? 0) : t('line {0} of {1}', line ?? 0, file);
}
