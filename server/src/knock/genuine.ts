import type { FirewallRule } from '../firewall/firewall.ts';
import type { Lists, Outcome } from '../firewall/listMachine.ts';
import type { PacketClass } from '../firewall/packetClasses.ts';
import type { Automaton } from './automaton.ts';
import type { Stage } from './knock.ts';

export type Genuine =
  | { readonly kind: 'opens'; readonly lists: Lists; readonly at: number }
  /** The stage at whose packet the source came onto a list that keeps it out, and the rule that listed it. */
  | { readonly kind: 'trapped'; readonly stage: Stage; readonly trap: FirewallRule | undefined }
  /** The source never got so far. */
  | { readonly kind: 'stopped'; readonly stage: Stage | undefined };

/**
 * Knocks as a person does: one packet for each stage in its order, without waiting for anything. Of several packets
 * that pass a stage the one that lists the source least elsewhere is sent.
 */
export function genuineSequence(stages: readonly Stage[], grant: string, automaton: Automaton): Genuine {
  let lists: Lists = new Map();
  let now = 0;
  let listed: { stage: Stage; trap: FirewallRule | undefined } | undefined;
  for (const stage of stages) {
    now += automaton.pause;
    const best = gentlest(stage, lists, now, automaton);
    if (best === undefined) return listed === undefined ? { kind: 'stopped', stage } : { kind: 'trapped', ...listed };
    const own = new Set(stages.map(({ listOut }) => listOut));
    const foreign = [...best.lists.keys()].find((list) => !lists.has(list) && !own.has(list));
    if (foreign !== undefined) listed ??= { stage, trap: best.matched.find((rule) => fills(rule, foreign)) };
    lists = best.lists;
  }
  now += automaton.pause;
  if (!lists.has(grant)) return { kind: 'stopped', stage: undefined };
  if (automaton.services(lists, now).length > 0) return { kind: 'opens', lists, at: now };
  return listed === undefined ? { kind: 'stopped', stage: undefined } : { kind: 'trapped', ...listed };
}

function gentlest(stage: Stage, lists: Lists, now: number, automaton: Automaton): Outcome | undefined {
  let best: Outcome | undefined;
  for (const one of automaton.classes) {
    if (!mentions(one, stage.rule)) continue;
    const outcome = automaton.send(one, lists, now);
    if (outcome?.matched.includes(stage.rule) !== true) continue;
    if (best === undefined || outcome.lists.size < best.lists.size) best = outcome;
  }
  return best;
}

function mentions({ hits }: PacketClass, rule: FirewallRule): boolean {
  return hits.some((hit) => hit.rule === rule);
}

function fills({ item, action }: FirewallRule, list: string): boolean {
  return action === 'add-src-to-address-list' && item.properties.get('address-list')?.text === list;
}
