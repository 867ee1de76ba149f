/**
 * What the rules for everyday faults cost a key stroke: `npm run bench -- newRules`. Each edit is analysed twice in the
 * same run, with all rules and without these, in turns, so that the ratio of a pair holds on any machine.
 */
import { analysisSteps } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import type { SyntaxTree } from '../../server/src/syntax/ast.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { reparse } from '../../server/src/syntax/reparse.ts';
import { finish } from '../../server/src/text/steps.ts';
import { scriptOf } from '../../test/support/firewallOf.ts';
import { Random } from '../../test/support/randomSets.ts';
import { REALISTIC_INTERFACE_LISTS, realisticRules } from '../../test/support/realisticRules.ts';
import { judge, median, printTable, quantile } from './report.ts';

/** Those that answer what people ask for help with; all of them came together. */
const NEW: ReadonlySet<string> = new Set([
  ...['port-forward-blocked', 'replies-dropped', 'counter-collapses', 'slave-interface', 'drops-own-network'],
  ...[
    'interface-list-without-members',
    'nobody-gets-in',
    'list-without-effect',
    'source-port-opens',
    'duplicate-entry',
  ],
  ...['knock-timeout-too-short', 'knock-repeats-port', 'circular-interfaces', 'not-judged', 'related-refused'],
  ...['invalid-not-dropped', 'ban-late', 'ban-too-wide', 'ban-wrong-side', 'comment-contradicts-rule'],
  ...['drop-with-limit', 'forwarded-before-input', 'icmp-errors-dropped', 'l2tp-without-ipsec', 'limit-without-effect'],
  ...['log-prefix-unused', 'open-time-server', 'port-matches-replies', 'redirect-refused', 'tunnel-from-anywhere'],
  ...['undefined-routing-table', 'taken-by-state', 'ban-by-shared-limit', 'ban-spares-running'],
  ...['counter-counts-retries', 'knock-limit-shared', 'jump-repeated', 'port-without-pair', 'twin-without-end'],
  ...['entry-without-sender', 'public-space-inside', 'accept-hides-faults'],
]);
const RULE_COUNT = 1_000;
const WARM_UP = 20;
const PAIRS = 60;

/** Analyses one version after the other, as the editor's server does. */
class Typist {
  readonly #rules: readonly Rule[];
  #previous: FileAnalysis | undefined;

  constructor(some: readonly Rule[]) {
    this.#rules = some;
  }

  /** Milliseconds of the analysis. */
  analyse(version: SyntaxTree): number {
    const start = performance.now();
    this.#previous = finish(analysisSteps(version, { rules: this.#rules }, { previous: this.#previous }));
    return performance.now() - start;
  }
}

const without = RULES.filter(({ meta }) => !NEW.has(meta.id));
const gone = [...NEW].filter((id) => RULES.every(({ meta }) => meta.id !== id));
if (gone.length > 0) throw new Error(`There is no rule any more that is called ${gone.join(', ')}.`);

const header = '# 2025-01-01 12:00:00 by RouterOS 7.16.2';
const { rules } = realisticRules(RULE_COUNT, 1);
let tree = parse(`${header}\n${scriptOf(rules, { interfaceLists: REALISTIC_INTERFACE_LISTS })}`);
const all = new Typist(RULES);
const few = new Typist(without);
for (const typist of [all, few]) typist.analyse(tree);
const random = new Random(1);
const pairs: { readonly all: number; readonly few: number }[] = [];
for (let count = 0; count < WARM_UP + PAIRS; count++) {
  tree = struck(tree);
  // Whoever comes first finds what both share not yet made.
  const first = count % 2 === 0 ? all : few;
  const second = first === all ? few : all;
  const [one, other] = [first.analyse(tree), second.analyse(tree)];
  if (count >= WARM_UP) pairs.push(first === all ? { all: one, few: other } : { all: other, few: one });
}

const times = (which: 'all' | 'few'): number[] => pairs.map((pair) => pair[which]);
printTable([
  ['1,000 rules, a key stroke', 'p50 ms', 'p95 ms'],
  ...(['few', 'all'] as const).map((which) => [
    which === 'all' ? `all ${RULES.length} rules` : `without ${NEW.size} of them`,
    ...[0.5, 0.95].map((part) => quantile(times(which), part).toFixed(1)),
  ]),
]);
judge([
  {
    what: '1,000 rules, a key stroke: with the new rules : without',
    measured: median(pairs.map((pair) => pair.all / pair.few)),
    aim: 1.25,
  },
]);

/** A digit of a port is another one. */
function struck(before: SyntaxTree): SyntaxTree {
  const ports = [...before.text.matchAll(/(?<=dst-port=)[0-9]+(?= )/g)];
  const port = ports[random.upTo(ports.length)] as RegExpExecArray;
  const range = { start: port.index, end: port.index + port[0].length };
  return reparse(before, { range, newText: String(1 + random.upTo(65_535)) });
}
