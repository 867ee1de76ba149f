import { clean } from '../text/printable.ts';

/** Text of a workflow command of GitHub; a line end would begin another one. */
export function data(text: string): string {
  return clean(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of such a command. */
export function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
