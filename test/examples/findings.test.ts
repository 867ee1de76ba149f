import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';
import { matchGolden } from '../support/golden.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Each line of the table has been read and judged: a new one is a claim that somebody has to stand for. */
test('what is said of the examples, each finding judged', () => {
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.rsc') && !name.endsWith('-printed.rsc'))
    .sort()
    .flatMap((name) => {
      const { findings, lines } = analyse(readFileSync(folder + name, 'utf8'));
      return select(findings, {}).map(
        ({ range, severity, ruleId, message }) =>
          `${name}:${lines.position(range.start).line + 1} ${severity} ${ruleId}\n    ${message}`,
      );
    });
  matchGolden(fileURLToPath(new URL('golden/findings.txt', import.meta.url)), `${rows.join('\n')}\n`);
});
