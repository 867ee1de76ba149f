// jsdiff: the unified difference that `patch` and people read.
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { slashed } from '../reports/uri.ts';
import { clean, cleanLine } from '../text/printable.ts';
import { textWithoutSecrets } from '../text/secrets.ts';

/** What a repair changes, to be read: secrets are covered, and what would steer a terminal is shown as a sign. */
export function patchReport(file: string, before: string, after: string): string {
  const name = slashed(file);
  const patch = structuredPatch(`a/${name}`, `b/${name}`, before, after, '', '', { context: 3 });
  const old = textWithoutSecrets(before).split('\n');
  const now = textWithoutSecrets(after).split('\n');
  const hunks = patch.hunks.map((hunk) => {
    let oldLine = hunk.oldStart - 1;
    let newLine = hunk.newStart - 1;
    const lines = hunk.lines.map((line) => {
      if (line.startsWith('\\')) return line;
      if (line.startsWith('-')) return `-${shown(old[oldLine++])}`;
      if (line.startsWith('+')) return `+${shown(now[newLine++])}`;
      newLine++;
      return ` ${cleanLine(shown(old[oldLine++]))}`;
    });
    return { ...hunk, lines };
  });
  const names = { oldFileName: clean(`a/${name}`), newFileName: clean(`b/${name}`) };
  return formatPatch({ ...patch, ...names, hunks }, FILE_HEADERS_ONLY);
}

/** Lines of a file from Windows end as they did. */
function shown(line = ''): string {
  return line.endsWith('\r') ? `${clean(line.slice(0, -1))}\r` : clean(line);
}
