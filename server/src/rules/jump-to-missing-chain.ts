import type { RuleFinding } from '../diagnostics/finding.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { alike, builtInChains, type ChainGraph, chainGraphs, isForeign, meantChain } from './common/chains.ts';
import { quoted, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A jump to a chain that has no rules. */
export const jumpToMissingChain: Rule = {
  meta: {
    id: 'jump-to-missing-chain',
    summary: 'A jump leads to a chain without rules.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'A packet that jumps to a chain without rules comes straight back, as if the jump were not there. Names of chains count every letter: `Drop-Chain` is not `drop-chain`. In a file that is no export only slips of the pen are reported, since the chain may stand in another file.',
    remedy: 'Correct the name, or write the rules of the chain.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=jump jump-target=Drop-Chain src-address=10.0.0.0/8
add chain=input action=jump jump-target=drop-chain connection-state=invalid
add chain=drop-chain action=log
add chain=drop-chain action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=jump jump-target=drop-chain src-address=10.0.0.0/8
add chain=input action=jump jump-target=drop-chain connection-state=invalid
add chain=drop-chain action=log
add chain=drop-chain action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: jump-target.'],
  },

  *check(analysis) {
    yield* ofLongNames(analysis);
    for (const { table, chains, jumps } of chainGraphs(analysis)) {
      const known = new Set([...builtInChains(table), ...chains.keys()]);
      for (const [name, all] of jumps) {
        const enabled = all.filter((jump) => jump.enabled);
        const [first, ...others] = enabled;
        if (first === undefined || known.has(name) || isForeign(analysis, name)) continue;
        const meant = meantChain(name, chains.keys());
        const isWhole = analysis.configuration.wholeBy !== undefined;
        // In a fragment a similar name is a slip only where nothing else speaks of either.
        const slip = meant !== undefined && (alike(name, meant) || !jumps.has(meant));
        if (!isWhole && !slip) continue;
        yield {
          message: `The chain ${name} has no rules, so this jump does nothing. ${meant === undefined ? 'Write them, or remove the jump.' : `Did you mean ${meant}?`}`,
          range: rangeOf(first, 'jump-target'),
          severity: meant === undefined ? 'warning' : 'error',
          confidence: isWhole ? 'certain' : 'high',
          related: others.map((jump) => ({ message: 'jumps to it too', range: rangeOf(jump, 'jump-target') })),
          fixes:
            meant === undefined
              ? []
              : [
                  {
                    title: `Change to ${quoted(meant)}`,
                    safe: false,
                    edits: enabled.flatMap(({ item }) => {
                      const property = item.properties.get('jump-target');
                      return property === undefined ? [] : [{ range: property.valueRange, newText: quoted(meant) }];
                    }),
                  },
                ],
        };
      }
    }
  },
};

/**
 * Names of several parts, such as `input:api`, those among them that a script puts together compared as they are written.
 * One that no chain has, beside a chain to which nothing jumps and whose name has one part more or less, is a slip.
 */
function* ofLongNames(analysis: Analysis): Iterable<RuleFinding> {
  for (const { chains, jumps } of chainGraphs(analysis, { computed: true })) {
    for (const [name, all] of jumps) {
      const [first, ...others] = all.filter(({ enabled }) => enabled);
      if (first === undefined || chains.has(name) || isFollowed(analysis, chains, first)) continue;
      const meant = meantComputed(name, chains, jumps);
      if (meant === undefined) continue;
      yield {
        message: `No chain of this file is called ${name}, and nothing jumps to ${meant}: if this is the one that is meant, the jump does nothing. Write the name as the chain has it.`,
        range: rangeOf(first, 'jump-target'),
        severity: 'information',
        confidence: 'medium',
        related: [
          ...(chains.get(meant) ?? [])
            .filter(({ item }) => item.origin !== undefined)
            .slice(0, 1)
            .map((rule) => ({ message: 'the chain to which nothing jumps', range: rangeOf(rule, 'chain') })),
          ...others.map((jump) => ({ message: 'jumps to it too', range: rangeOf(jump, 'jump-target') })),
        ],
      };
    }
  }
}

/** Names that are no more than near, and those of a whole file, are judged above. */
function isFollowed(analysis: Analysis, chains: ChainGraph['chains'], { item }: FirewallRule): boolean {
  const target = item.properties.get('jump-target');
  if (target?.constant !== true) return false;
  return analysis.configuration.wholeBy !== undefined || meantChain(target.text, chains.keys()) !== undefined;
}

/** The only chain to which nothing jumps and whose name, with the same variables, differs in one part. */
function meantComputed(name: string, chains: ChainGraph['chains'], jumps: ChainGraph['jumps']): string | undefined {
  const parts = partsOf(name);
  if (parts.length < FEWEST_PARTS) return undefined;
  const near = [...chains].filter(
    ([other, rules]) =>
      !jumps.has(other) &&
      rules.some(({ enabled }) => enabled) &&
      (isShorterByOne(partsOf(other), parts) || isShorterByOne(parts, partsOf(other))),
  );
  return near.length === 1 ? near[0]?.[0] : undefined;
}

function partsOf(name: string): string[] {
  return name.replaceAll('"', '').split(/[:/._-]/);
}

/** Whether one part of the longer name, neither its first nor its last, is all that the shorter one lacks. */
function isShorterByOne(short: readonly string[], long: readonly string[]): boolean {
  if (short.length + 1 !== long.length || short.length < FEWEST_PARTS) return false;
  const at = long.findIndex((part, index) => part !== short[index]);
  return at > 0 && at < long.length - 1 && long.slice(at + 1).every((part, index) => part === short[at + index]);
}

/** Names of fewer parts say nothing. */
const FEWEST_PARTS = 3;
