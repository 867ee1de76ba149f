import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { RuleFinding } from '../diagnostics/finding.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { duplicates } from './common/duplicates.ts';
import { originOf, rangeOf, ruleLine, standsAlone, wholeLines } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule that an earlier rule of its chain repeats word for word, or in other words. */
export const duplicateRule: Rule = {
  meta: {
    id: 'duplicate-rule',
    summary: 'A rule repeats an earlier rule of its chain.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The earlier rule matches the same packets and does the same with them, so the later one never has an effect. Whoever changes one of the two changes nothing, or only half. Two rules are the same when their matchers are, in whatever order and words: `protocol=6` is `protocol=tcp`, and 10.0.0.1/24 is 10.0.0.0/24.',
    remedy: 'Remove the later rule, or correct the matcher in which it was meant to differ.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.168.88.0/24
add chain=input action=accept protocol=icmp
add chain=input action=accept src-address=192.168.88.1/24 protocol=6 dst-port=22
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address=192.168.88.0/24
add chain=input action=accept protocol=icmp
add chain=input action=accept src-address=192.168.88.1/24 protocol=6 dst-port=8291
add chain=input action=drop
`,
    fix: 'safe',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: rules are processed in the order in which they are listed.'],
  },

  *check(analysis) {
    const numbered = numberedMenus(analysis);
    for (const run of runs(yield* duplicates(analysis))) yield finding(analysis, run, numbered);
  },
};

type Pair = readonly [rule: FirewallRule, earlier: FirewallRule];

/** Repeated rules one below the other, as from a block that was pasted twice, and those that repeat one and the same rule. */
function runs(pairs: Iterable<Pair>): Pair[][] {
  const found: Pair[][] = [];
  const byEarlier = new Map<FirewallRule, Pair[]>();
  for (const pair of pairs) {
    const run = byEarlier.get(pair[1]) ?? (follows(found.at(-1)?.at(-1), pair) ? found.at(-1) : undefined);
    if (run === undefined) found.push([pair]);
    else run.push(pair);
    byEarlier.set(pair[1], run ?? (found.at(-1) as Pair[]));
  }
  return found;
}

function follows(before: Pair | undefined, [{ family, table, chain, place }]: Pair): boolean {
  const last = before?.[0];
  return last?.family === family && last.table === table && last.chain === chain && last.place === place - 1;
}

function finding(analysis: Analysis, run: readonly Pair[], numbered: ReadonlySet<string>): RuleFinding {
  const [[rule, earlier], ...rest] = run as [Pair, ...Pair[]];
  const line = ruleLine(analysis, earlier);
  const message =
    rest.length === 0
      ? phrase`Line ${line} already does the same with the same packets, so this has no effect. Remove it, or correct the matcher that was meant to differ.`
      : phrase`Line ${line} already does the same with the same packets, so this has no effect; so it is with ${rest.length} more below. Remove them.`;
  const movable = run.every(([one]) => standsAlone(analysis, one));
  return {
    message,
    range: rangeOf(rule),
    related: [
      { message: phrase`the same rule`, range: rangeOf(earlier) },
      ...rest.map(([one, same]) => ({
        message: phrase`repeats line ${ruleLine(analysis, same)}`,
        range: rangeOf(one),
      })),
    ],
    fixes: movable
      ? [
          {
            title: rest.length === 0 ? phrase`Remove the rule` : phrase`Remove the ${run.length} rules`,
            safe: !numbered.has(rule.item.menu),
            edits: run.map(([one]) => ({ range: wholeLines(analysis.text, originOf(one)), newText: '' })),
          },
        ]
      : [],
    unnecessary: true,
  };
}

/** Menus in which commands may call rules by their numbers, which change when one is removed. */
function numberedMenus({ script }: Analysis): ReadonlySet<string> {
  const menus = new Set<string>();
  forEachCommand(otherCommands(script), ({ kind, menu, name, arguments: given }) => {
    if (kind !== 'command' || menu === undefined) return;
    const counts = name !== 'add' && name !== 'print' && name !== 'export';
    if (counts || given.some((argument) => argument.name === 'place-before' || argument.name === 'copy-from'))
      menus.add(menu.path);
  });
  return menus;
}
