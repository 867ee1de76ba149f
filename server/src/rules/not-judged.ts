import type { FirewallRule } from '../firewall/firewall.ts';
import type { Knock } from '../knock/knock.ts';
import { afterColon, amount, phrase, plural } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** What takes so long to judge that it is given up: nobody shall take silence about it for a good sign. */
export const notJudged: Rule = {
  meta: {
    id: 'not-judged',
    summary: 'Rules or knocks that have too many ways through the firewall to be judged.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'Jumps within jumps multiply the ways of a packet, and lists that depend on each other multiply the states of a knock. Beyond some tens of thousands the search is given up. Rules that are not judged may be dead, and knocks that are not judged may be open to everybody.',
    remedy: 'Jump to a chain once, with all that it is for, and let each knock have lists of its own.',
    bad: `/ip firewall filter\n${jumps(12)}add chain=c12 action=drop\n`,
    good: `/ip firewall filter\n${jumps(2)}add chain=c2 action=drop\n`,
    fix: 'none',
    since: '0.1.0',
    sources: ['Measured: `docs/known-differences.md` names the bounds.'],
  },

  *check(analysis) {
    yield* rulesNotJudged(analysis);
    yield* knocksNotJudged(analysis);
  },
};

function* rulesNotJudged({ firewall, reachability }: Analysis): ReturnType<Rule['check']> {
  const own = firewall.rules.filter(({ enabled, item }) => enabled && item.origin !== undefined);
  const left = own.filter((rule) => {
    const status = reachability.of(rule);
    return status.kind === 'unknown' && status.isCut === true;
  });
  const [first] = left;
  if (first === undefined) return;
  yield {
    message: phrase`${plural(left.length, { one: phrase`${amount(left.length)} of ${amount(own.length)} rules is`, other: phrase`${amount(left.length)} of ${amount(own.length)} rules are` })} not judged, since the jumps to their chains multiply to too many ways. What is dead among them is not reported. Jump to each chain once.`,
    range: rangeOf(first, 'chain'),
  };
}

function* knocksNotJudged({ knocks }: Analysis): ReturnType<Rule['check']> {
  const left = knocks.filter(({ isGivenUp }) => isGivenUp === true);
  const [first, ...others] = left;
  if (first === undefined) return;
  yield {
    message: phrase`${plural(left.length, { one: phrase`${amount(left.length)} of ${amount(knocks.length)} knocks is`, other: phrase`${amount(left.length)} of ${amount(knocks.length)} knocks are` })} not judged: ${afterColon(first.reason)} Whether they work, and what gets past them, is not reported.`,
    range: rangeOf(firstRule(first), 'dst-port', 'address-list'),
    related: others.map((knock) => ({
      message: phrase`the knock for ${knock.grant.list} is not judged either`,
      range: rangeOf(firstRule(knock), 'dst-port', 'address-list'),
    })),
  };
}

function firstRule({ stages, gates }: Knock): FirewallRule {
  return (stages[0] ?? gates[0])?.rule as FirewallRule;
}

/** Chains that jump on to the next by three rules each, so that their ways are a power of three. */
function jumps(chains: number): string {
  const names = ['input', ...Array.from({ length: chains }, (_, index) => `c${index + 1}`)];
  return names
    .slice(0, -1)
    .flatMap((chain, index) =>
      ['tcp', 'udp', 'icmp'].map(
        (protocol) => `add chain=${chain} action=jump jump-target=${names[index + 1]} protocol=${protocol}\n`,
      ),
    )
    .join('');
}
