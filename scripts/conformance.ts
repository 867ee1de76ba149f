/**
 * Compares the reading of scripts with that of a router.
 * Usage: npm run -s conformance -- DIR [--tree FILE] [--list]
 *
 * DIR holds `index.tsv` (id, verdict, message, line, column) and `scripts/ID.rsc`, with the router's intermediate form
 * in `scripts/ID.il`. The tree is the router's own; another one can be given as a dump of `/console/inspect`. The last
 * line of the output is one JSON object with the figures.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { catalogFor } from '../server/src/catalog/catalog.ts';
import { catalogFromInspect } from '../server/src/catalog/inspectTree.ts';
import { judge, MEASURES } from '../test/conformance/judge.ts';
import { readOracle } from '../test/conformance/oracle.ts';
import { summary } from '../test/conformance/summary.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tree: { type: 'string' }, list: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Usage: npm run -s conformance -- DIR [--tree FILE] [--list]');
  process.exit(2);
}
const tree =
  values.tree === undefined
    ? catalogFor('7.23rc1-base')
    : catalogFromInspect(JSON.parse(readFileSync(values.tree, 'utf8')) as unknown);
const judged = readOracle(folder).map((script) => ({ script, judgement: judge(script, tree) }));
if (values.list) {
  for (const measure of MEASURES) {
    for (const { script, judgement } of judged) {
      const comparison = judgement[measure];
      if (comparison === undefined || comparison.agrees) continue;
      console.log([measure, script.id, `router: ${comparison.router}`, `ours: ${comparison.ours}`].join('\t'));
    }
  }
}
console.log(JSON.stringify(summary(judged)));
