import type { RuleFinding } from '../diagnostics/finding.ts';
import { phrase } from '../language/phrase.ts';
import { alike, builtInChains, type ChainGraph, chainGraphs, isForeign, meantChains } from './common/chains.ts';
import { placedOf, quoted, rangeOf, valueEdits } from './common/places.ts';
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
    const meantOf = meantChains();
    for (const { table, chains, jumps } of chainGraphs(analysis)) {
      const names = [...chains.keys()];
      const known = new Set([...builtInChains(table), ...chains.keys()]);
      for (const [name, all] of jumps) {
        const enabled = all.filter((jump) => jump.enabled);
        const [first, ...others] = enabled;
        if (first === undefined || known.has(name) || isForeign(analysis, name)) continue;
        const meant = meantOf(name, names);
        const isWhole = analysis.configuration.wholeBy !== undefined;
        // In a fragment a similar name is a slip only where nothing else speaks of either.
        const slip = meant !== undefined && (alike(name, meant) || !jumps.has(meant));
        if (!isWhole && !slip) continue;
        yield {
          message: phrase`The chain ${name} has no rules, so this jump does nothing. ${meant === undefined ? phrase`Write them, or remove the jump.` : phrase`Did you mean ${meant}?`}`,
          range: rangeOf(first, 'jump-target'),
          severity: meant === undefined ? 'warning' : 'error',
          confidence: isWhole ? 'certain' : 'high',
          related: others.map((jump) => ({ message: phrase`jumps to it too`, range: rangeOf(jump, 'jump-target') })),
          fixes:
            meant === undefined
              ? []
              : [
                  {
                    title: phrase`Change to ${quoted(meant)}`,
                    safe: false,
                    edits: valueEdits(
                      enabled.map((jump) => placedOf(jump, 'jump-target')),
                      quoted(meant),
                    ),
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
  const meantOf = meantChains();
  for (const { chains, jumps } of chainGraphs(analysis, { computed: true })) {
    const names = [...chains.keys()];
    const index = new PartIndex(chains, jumps);
    const isFollowed = (target: string): boolean =>
      analysis.configuration.wholeBy !== undefined || meantOf(target, names) !== undefined;
    for (const [name, all] of jumps) {
      const [first, ...others] = all.filter(({ enabled }) => enabled);
      if (first === undefined || chains.has(name)) continue;
      const meant = index.meant(name);
      const target = first.item.properties.get('jump-target');
      // Names that are no more than near, and those of a whole file, are judged above.
      if (meant === undefined || (target?.constant === true && isFollowed(target.text))) continue;
      yield {
        message: phrase`No chain of this file is called ${name}, and nothing jumps to ${meant}: if this is the one that is meant, the jump does nothing. Write the name as the chain has it.`,
        range: rangeOf(first, 'jump-target'),
        severity: 'information',
        confidence: 'medium',
        related: [
          ...(chains.get(meant) ?? [])
            .filter(({ item }) => item.origin !== undefined)
            .slice(0, 1)
            .map((rule) => ({ message: phrase`the chain to which nothing jumps`, range: rangeOf(rule, 'chain') })),
          ...others.map((jump) => ({ message: phrase`jumps to it too`, range: rangeOf(jump, 'jump-target') })),
        ],
      };
    }
  }
}

/** Chains to which nothing jumps, by the parts of their names. */
class PartIndex {
  /** By the whole name, and by the name with one part left out, but for the first and the last. */
  readonly #whole = new Map<string, string[]>();
  readonly #shorter = new Map<string, string[]>();

  constructor(chains: ChainGraph['chains'], jumps: ChainGraph['jumps']) {
    for (const [name, rules] of chains) {
      if (jumps.has(name) || !rules.some(({ enabled }) => enabled)) continue;
      const parts = partsOf(name);
      push(this.#whole, parts.join(':'), name);
      for (const key of withoutOne(parts)) push(this.#shorter, key, name);
    }
  }

  /** The only one whose name has one part more or less. */
  meant(name: string): string | undefined {
    const parts = partsOf(name);
    const longer = parts.length < FEWEST_PARTS ? [] : (this.#shorter.get(parts.join(':')) ?? []);
    const near = new Set([...longer, ...withoutOne(parts).flatMap((key) => this.#whole.get(key) ?? [])]);
    const [only] = near;
    return near.size === 1 ? only : undefined;
  }
}

function partsOf(name: string): string[] {
  return name.replaceAll('"', '').split(/[:/._-]/);
}

/** The name without one of its parts, as often as that leaves enough of it. */
function withoutOne(parts: readonly string[]): string[] {
  if (parts.length <= FEWEST_PARTS || parts.length > MOST_PARTS) return [];
  return parts.slice(1, -1).map((_, index) => parts.toSpliced(index + 1, 1).join(':'));
}

function push(map: Map<string, string[]>, key: string, name: string): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else names.push(name);
}

/** Names of fewer parts say nothing, and nobody writes more. */
const FEWEST_PARTS = 3;
const MOST_PARTS = 20;
