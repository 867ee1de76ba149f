/**
 * Layer `knock`: sequences of packets that open something. It finds them in the rules, tells them from brute-force
 * counters, and judges them as far as single rules can tell; exact sequences come from an automaton.
 */

import type { Family, FirewallRule, TableName } from '../firewall/firewall.ts';
import type { PacketSorter } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import type { Packet } from '../packet/packet.ts';
import type { Automaton, Opening } from './automaton.ts';

export interface Knock {
  readonly family: Family;
  /** Table and chain of the last stage. */
  readonly table: TableName;
  readonly chain: string;
  /** In the order in which a person knocks. */
  readonly stages: readonly Stage[];
  readonly grant: Grant;
  readonly gates: readonly Gate[];
  /** Rules that list a source for a wrong knock, and what is done to the listed. */
  readonly traps: readonly Trap[];
  /** Undefined where this model cannot tell. */
  readonly verdict: Verdict | undefined;
  /** Why the verdict is what it is, in one sentence. */
  readonly reason: string;
  /** The sequence that opens it, sent through the reference interpreter; undefined where none does, or none is known. */
  readonly test: KnockTest | undefined;
}

/** The shortest way from nothing to what the gate lets in. */
export interface KnockTest {
  readonly knocks: readonly KnockPacket[];
  /** What gets in at the end. */
  readonly service: Packet;
  readonly automaton: Automaton;
  readonly space: PacketSpace;
  readonly sorter: PacketSorter;
  readonly opening: Opening;
}

export interface KnockPacket {
  readonly packet: Packet;
  /** Seconds since the packet before. */
  readonly after: number;
  /** What else the packet must have, as written in the rules: `content=sesame`. */
  readonly suppositions: readonly string[];
}

/** `design.md, Words`: the first that holds. */
export type Verdict = 'disabled' | 'incomplete' | 'unreachable' | 'bypassed' | 'broken' | 'works';

export interface Stage {
  readonly rule: FirewallRule;
  /** Text of the matcher `protocol`, undefined where absent. */
  readonly protocol: string | undefined;
  /** Text of `dst-port` or `port`. */
  readonly port: string | undefined;
  /** The list that the source must already be on. */
  readonly listIn: string | undefined;
  readonly listOut: string;
  /** Text of `address-list-timeout`, undefined where absent. */
  readonly timeout: string | undefined;
}

export interface Grant {
  readonly list: string;
  readonly timeout: string | undefined;
}

/** A rule whose verdict hangs on the grant. */
export interface Gate {
  readonly rule: FirewallRule;
  /** `admits`: accepts or redirects the listed; `spares`: refuses all others. */
  readonly kind: 'admits' | 'spares';
}

export interface Trap {
  /** The rule that lists a source. */
  readonly rule: FirewallRule;
  readonly list: string;
  /** Rules that refuse the listed; empty where the list is used for nothing. */
  readonly refusals: readonly FirewallRule[];
}

/** `tcp 888`, `icmp, packet size 428`: the stage's packet in a few words. */
export function knockText(stage: Stage): string {
  const { matchers } = stage.rule;
  const also = ['packet-size', 'layer7-protocol', 'content', 'icmp-options']
    .flatMap((name) => matchers.filter((matcher) => matcher.name === name))
    .map(({ name, negated, text }) => `${name.replaceAll('-', ' ')} ${negated ? '!' : ''}${text}`);
  const packet = [stage.protocol ?? 'any protocol', stage.port].filter((part) => part !== undefined).join(' ');
  return [packet, ...also].join(', ');
}
