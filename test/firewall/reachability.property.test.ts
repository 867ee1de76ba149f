import { expect, test } from 'vitest';
import { type Firewall, type FirewallRule, listAddedTo } from '../../server/src/firewall/firewall.ts';
import { type RuleStatus, reachability } from '../../server/src/firewall/reachability.ts';
import { witnessOf } from '../../server/src/firewall/witness.ts';
import { blocked, matched } from '../support/oracle.ts';
import {
  built,
  edited,
  packetsFor,
  type RandomFirewall,
  randomFirewall,
  smallerFirewalls,
  told,
} from '../support/randomFirewalls.ts';
import { forSets } from '../support/randomSets.ts';

/** The analysis against all packets there are, over a few values of each field. */
test('a rule is dead just if no packet reaches and matches it', () => {
  let questions = 0;
  let dead = 0;
  let unshown = 0;
  forSets('reachability: all packets', {
    draw: randomFirewall,
    smaller: smallerFirewalls,
    check: (set) => {
      const packets = packetsFor(set.fields);
      const firewall = built(set);
      const seen = matched(firewall, packets);
      const statuses = reachability(firewall);
      const fills = firewall.rules.some((one) => listAddedTo(one) !== undefined);
      for (const [index, one] of firewall.rules.entries()) {
        const status = statuses.of(one);
        const claim = (holds: boolean): void => {
          if (!holds) throw new Error(`rule ${index + 1} is ${inWords(status)} in\n${told(set)}`);
        };
        questions++;
        const losers = statuses.takenFrom(one).rules;
        const alone = status.kind === 'reachable' && !status.walk.rooted;
        claim(losers.length === 0 || fills || alone || seen.has(one));
        if (status.kind === 'dead') {
          dead++;
          claim(!seen.has(one));
          claim(!matched(blocked(firewall, status.blockers, one), packets).has(one));
        } else if (status.kind === 'unmatchable' || status.kind === 'unentered') {
          claim(!seen.has(one));
        } else if (status.kind === 'reachable' && status.walk.rooted) {
          const shown = witnessOf(one, firewall, statuses) !== undefined;
          if (!shown) unshown++;
          claim(shown || mayHideWitnesses(firewall));
          // A list that is filled on the way may keep all packets away after all; then nothing is shown.
          claim(seen.has(one) || (fills && !shown));
        }
      }
    },
  });
  expect(dead).toBeGreaterThan(questions / 100);
  expect(unshown).toBeLessThan(questions / 20);
});

interface EditScript {
  readonly versions: readonly RandomFirewall[];
  /** Rules of each version that somebody asks about before the next edit, as bits. */
  readonly asked: readonly number[];
}

/** What is taken over from the version before an edit, which may have been asked about some of its rules only. */
test('after any edits each rule has the status that a new analysis gives it', () => {
  forSets<EditScript>('reachability: edits', {
    draw: (random) => {
      const versions = [randomFirewall(random)];
      for (let edits = 1 + random.upTo(5); edits > 0; edits--) versions.push(edited(versions.at(-1)!, random));
      return { versions, asked: versions.map(() => (random.chance(0.5) ? -1 : random.upTo(2 ** 31))) };
    },
    *smaller({ versions, asked }) {
      for (let at = 0; at < versions.length && versions.length > 1; at++) {
        const kept = (_: unknown, index: number): boolean => index !== at;
        yield { versions: versions.filter(kept), asked: asked.filter(kept) };
      }
      // A rule that stands in all versions can be left out of all of them.
      for (const rule of versions[0]?.rules ?? []) {
        const shorter = versions.map((set) => ({ ...set, rules: set.rules.filter((one) => one !== rule) }));
        yield { versions: shorter, asked };
      }
    },
    check: ({ versions, asked }) => {
      let previous: ReturnType<typeof reachability> | undefined;
      for (const [version, set] of versions.entries()) {
        const firewall = built(set);
        const continued = reachability(firewall, previous);
        previous = continued;
        const isLast = version === versions.length - 1;
        const fresh = reachability(firewall);
        for (const [index, one] of firewall.rules.entries()) {
          if (!isLast && ((asked[version] as number) & (1 << index)) === 0) continue;
          const status = continued.of(one);
          if (status.kind !== fresh.of(one).kind || !proved(one, status)) {
            const texts = versions.map(told).join('\n\n');
            const wanted = inWords(fresh.of(one));
            throw new Error(
              `rule ${index + 1} of version ${version + 1} is ${inWords(status)}, not ${wanted}, in\n${texts}`,
            );
          }
        }

        function proved(one: FirewallRule, status: RuleStatus): boolean {
          // What a rule would match if it were enabled, no packet shows.
          if (!one.enabled) return true;
          if (status.kind === 'dead') {
            return !matched(blocked(firewall, status.blockers, one), packetsFor(set.fields)).has(one);
          }
          if (status.kind !== 'reachable' || !isLast || !status.walk.rooted) return true;
          return mayHideWitnesses(firewall) || witnessOf(one, firewall, continued) !== undefined;
        }
      }
    },
  });
});

/**
 * A list that is filled on the way may keep a witness away, and one that gets there only since a rule that counts
 * packets lets it leave a chain or table is not sent that way. Such witnesses are not shown.
 */
function mayHideWitnesses({ rules }: Firewall): boolean {
  return rules.some((rule) => listAddedTo(rule) !== undefined || letsGoAtTimes(rule));
}

function letsGoAtTimes({ action, table, matchers }: FirewallRule): boolean {
  if (!matchers.some(({ name }) => name === 'limit')) return false;
  return action === 'return' || (table === 'raw' && action === 'accept');
}

function inWords(status: RuleStatus): string {
  if (status.kind !== 'dead') return status.kind;
  return `dead by ${status.blockers.map(({ chain, place }) => `${chain} ${place}`).join(', ')}`;
}
