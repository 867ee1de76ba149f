/**
 * Layer `knock`: sequences of packets that open something. It finds them in the rules, tells them from brute-force
 * counters, and judges them as far as single rules can tell; exact sequences come from an automaton.
 */

import type { Family, FirewallRule, TableName } from '../firewall/firewall.ts';
import type { PacketSorter } from '../firewall/packetClasses.ts';
import type { PacketSpace } from '../firewall/packetSpace.ts';
import { phrase } from '../language/phrase.ts';
import type { Packet } from '../packet/packet.ts';
import { shownValue } from '../text/secretNames.ts';
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
  /** No rule, but a script of the file decides what the sources of the last list may do. */
  readonly handed: boolean;
  /** Rules that list a source for a wrong knock, and what is done to the listed. */
  readonly traps: readonly Trap[];
  /** Undefined where this model cannot tell. */
  readonly verdict: Verdict | undefined;
  /** Why the verdict is what it is, in one sentence. */
  readonly reason: string;
  /** Whether the search for a verdict was given up, since it would take too long. */
  readonly isGivenUp?: boolean;
  /** What the reason speaks of, as far as it speaks of rules or packets. */
  readonly fault: KnockFault | undefined;
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

export type KnockFault =
  /** A packet from a source on no list that gets in, and the rule that lets it, unless it is the end of the chain. */
  | { readonly kind: 'bypassed'; readonly packet: Packet; readonly by: FirewallRule | undefined }
  /** A stage that does not ask for the one before. */
  | { readonly kind: 'ungated'; readonly stage: Stage }
  /** Two stages that one packet passes. */
  | { readonly kind: 'collapsing'; readonly stages: readonly [Stage, Stage] }
  /** The packet of the stage lists the source where it is refused, by the rule. */
  | { readonly kind: 'trapped'; readonly stage: Stage; readonly trap: FirewallRule | undefined }
  /**
   * No packet is counted at the stage, or at none the gate lets in what it should. Where it opens from the inside, the
   * rule that keeps a stranger out.
   */
  | { readonly kind: 'stopped'; readonly stage: Stage | undefined; readonly by?: FirewallRule | undefined }
  /** No packet reaches the stage or the gate. */
  | { readonly kind: 'unreached'; readonly rule: FirewallRule }
  /** No packet can pass the stage for what it is. */
  | { readonly kind: 'impossible'; readonly stage: Stage };

/** `docs/facts/knocks.md#verdicts`: the first that holds. */
export type Verdict = 'disabled' | 'incomplete' | 'unreachable' | 'bypassed' | 'broken' | 'works';

export interface Stage {
  readonly rule: FirewallRule;
  /** Text of the matcher `protocol`, its own or that of the jump to its chain; undefined where absent. */
  readonly protocol: string | undefined;
  /** Text of `dst-port` or `port`. */
  readonly port: string | undefined;
  /** The list that the source must already be on. */
  readonly listIn: string | undefined;
  readonly listOut: string;
  /** Text of `address-list-timeout`, undefined where absent. */
  readonly timeout: string | undefined;
  /** What else it, or the jump to its chain, asks of the sender: `src-address-list=!banned`, `in-interface=ether1`. */
  readonly conditions: readonly string[];
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
  /** Rules that refuse the listed; empty where nothing does. */
  readonly refusals: readonly FirewallRule[];
}

/** Whether it lists somebody, and somebody refuses the listed. */
export function isArmed({ rule, refusals }: Trap): boolean {
  return rule.enabled && refusals.some(({ enabled }) => enabled);
}

/** `tcp 888`, `icmp, packet size 428`: the stage's packet in a few words. */
export function knockText(stage: Stage): string {
  const { matchers } = stage.rule;
  const also = ['packet-size', 'layer7-protocol', 'content', 'icmp-options']
    .flatMap((name) => matchers.filter((matcher) => matcher.name === name))
    .map(({ name, negated, text }) => `${name.replaceAll('-', ' ')} ${negated ? '!' : ''}${shownValue(name, text)}`);
  const packet = [stage.protocol ?? phrase`any protocol`, stage.port].filter((part) => part !== undefined).join(' ');
  return [packet, ...also].join(', ');
}
