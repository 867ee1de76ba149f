import { alike, builtInChains, chainGraphs, isForeign, meantChain } from './common/chains.ts';
import { quoted, rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

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
