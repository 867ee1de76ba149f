import type { RuleFinding } from '../diagnostics/finding.ts';
import { BUILT_IN_CHAINS, type FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { alike, builtInChains, type ChainGraph, chainGraphs, folded, isForeign, meantChains } from './common/chains.ts';
import { placedOf, quoted, rangeOf, ruleLine, valueEdits } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A chain with rules to which nothing jumps. */
export const chainNeverEntered: Rule = {
  meta: {
    id: 'chain-never-entered',
    summary: 'No rule jumps to a chain, so its rules do nothing.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'RouterOS makes a new chain of any name that it does not know. A slip of the pen such as `chain=inputs`, or `chain=Input` with a capital, makes a chain of its own that no packet ever enters, and no error tells it. In a file that is no export only such slips are reported, since the jump may stand in another file.',
    remedy: 'Correct the name of the chain, or add the jump that leads to it.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=inputs action=drop protocol=tcp dst-port=23
add chain=input action=accept protocol=icmp
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop protocol=tcp dst-port=23
add chain=input action=accept protocol=icmp
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Firewall > Filter: chain, "if the input does not match the name of an already defined chain, a new chain will be created".',
    ],
  },

  *check(analysis) {
    const meantOf = meantChains();
    for (const graph of chainGraphs(analysis)) {
      const builtIn = builtInChains(graph.table);
      const entered = enteredChains(graph);
      // A jump to a chain without rules asks for this one as much as a built-in chain does.
      const empty = new Set([...graph.jumps.keys()].filter((target) => !graph.chains.has(target)));
      const candidates = [...builtIn, ...empty];
      const search = { empty, entered, meant: (name: string) => meantOf(name, candidates) };
      for (const [name, rules] of graph.chains) {
        yield;
        const enabled = rules.filter((rule) => rule.enabled);
        const [first] = enabled;
        if (first === undefined || name === '' || builtIn.includes(name)) continue;
        const jumps = graph.jumps.get(name) ?? [];
        if (jumps.some((jump) => jump.enabled || jump.item.conditional) || isForeign(analysis, name)) continue;
        const finding = judged(analysis, graph, search, enabled, jumps);
        if (finding !== undefined) yield finding;
      }
    }
  },
};

/** Chains of rules that are entered, by their names without case and separators. */
function enteredChains({ chains, jumps }: ChainGraph): ReadonlyMap<string, string> {
  const entered = [...chains.keys()].filter((name) => jumps.get(name)?.some(({ enabled }) => enabled) === true);
  return new Map(entered.map((name) => [folded(name), name]));
}

interface NameSearch {
  /** Chains without rules to which something jumps. */
  readonly empty: ReadonlySet<string>;
  /** Chains of rules that are entered, by their names without case and separators. */
  readonly entered: ReadonlyMap<string, string>;
  /** The built-in chain, or the empty one, that was probably meant. */
  meant(name: string): string | undefined;
}

function judged(
  analysis: Analysis,
  graph: ChainGraph,
  { empty, entered, meant: meantOf }: NameSearch,
  rules: readonly FirewallRule[],
  jumps: readonly FirewallRule[],
): RuleFinding | undefined {
  const [first, ...others] = rules as readonly [FirewallRule, ...FirewallRule[]];
  const name = first.chain;
  const [disabled] = jumps;
  const place = {
    range: rangeOf(first, 'chain'),
    related: others.map((rule) => ({ message: phrase`also in ${name}`, range: rangeOf(rule, 'chain') })),
  };
  if (disabled !== undefined) {
    return {
      ...place,
      message: phrase`No packet enters the chain ${name}: the jump to it in line ${ruleLine(analysis, disabled)} is disabled. Enable it when you need the chain.`,
      severity: 'information',
      related: [{ message: phrase`the disabled jump`, range: rangeOf(disabled) }, ...place.related],
    };
  }
  if (BUILT_IN_CHAINS.has(name)) {
    const own = builtInChains(graph.table);
    return {
      ...place,
      message: phrase`The table ${graph.table} has no chain ${name}: packets enter ${own.slice(0, -1).join(', ')} and ${own.at(-1)} there, so none gets here. Use one of these.`,
    };
  }
  const meant = meantOf(name) ?? entered.get(folded(name));
  if (meant === undefined && analysis.configuration.wholeBy === undefined) return undefined;
  // The jump has a finding of its own.
  if (meant !== undefined && empty.has(meant)) return undefined;
  if (meant === undefined) {
    return {
      ...place,
      message: phrase`No rule jumps to the chain ${name}, so no packet enters it. Add the jump, or remove its rules.`,
    };
  }
  return {
    ...place,
    message: phrase`No rule jumps to the chain ${name}, so no packet enters it. Did you mean ${meant}?`,
    confidence: alike(name, meant) ? 'certain' : 'high',
    fixes: [
      {
        title: phrase`Change to ${quoted(meant)}`,
        safe: false,
        edits: valueEdits(
          rules.map((rule) => placedOf(rule, 'chain')),
          quoted(meant),
        ),
      },
    ],
  };
}
