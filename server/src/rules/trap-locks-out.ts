import type { RuleFinding } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import { type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import type { Lists } from '../firewall/listMachine.ts';
import type { PacketClass } from '../firewall/packetClasses.ts';
import type { Automaton } from '../knock/automaton.ts';
import type { Knock, Trap } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import { rangeOf, ruleLine } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A trap that one forged packet springs, and that shuts out its victim for long. */
export const trapLocksOut: Rule = {
  meta: {
    id: 'trap-locks-out',
    summary: 'One forged packet locks the owner of an address out.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'The source of a single packet is easily forged. A trap that one packet springs, from a source that has not begun to knock, lets anybody put your address on the blacklist; then your knocks are dropped before they are counted. The longer the entry lasts, the longer you stay outside: from a day on, or without an end, this is a warning.',
    remedy:
      'Let the trap ask for the list of the first stage, so that only who has begun to knock can fall into it, and keep its timeout to minutes. Accept sources of the last list above the drop.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=1w protocol=tcp dst-port=23
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=drop
`,
    fix: 'none',
    options: {
      tolerated: {
        description: 'Longest stay on the blacklist, in seconds, that is only a nuisance.',
        default: 15 * 60,
        minimum: 0,
        maximum: 24 * 60 * 60,
      },
    },
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking, Blacklists.', 'RFC 2827: forged source addresses.'],
  },

  *check(analysis, { tolerated }) {
    const told = new Set<FirewallRule>();
    for (const knock of analysis.knocks) {
      const { test } = knock;
      if (test === undefined || knock.verdict !== 'works' || hasGreaterFault(knock)) continue;
      const traps = knock.traps.filter(({ rule }) => rule.enabled && !told.has(rule));
      const sprung = traps.filter((trap) => isSprung(trap, knock, test.automaton, tolerated as number));
      for (const { rule } of sprung) told.add(rule);
      // Several traps of one knock are one fault; the longest is shown.
      sprung.sort((a, b) => timeoutOf(b.rule) - timeoutOf(a.rule));
      const [longest, ...others] = sprung;
      if (longest !== undefined) yield finding(analysis, longest, others);
    }
  },
};

/** As long as a day it is a lock-out. */
const LOCK_OUT = 24 * 60 * 60;

/** One packet from a source on no list springs it, and then no packet is counted at the first stage. */
function isSprung(trap: Trap, { stages }: Knock, automaton: Automaton, tolerated: number): boolean {
  if (timeoutOf(trap.rule) <= tolerated || trap.refusals.length === 0) return false;
  const first = stages[0]?.rule;
  const sprung = automaton.classes.find((one) => listsAfter(one, automaton)?.has(trap.list) === true);
  const lists = sprung === undefined ? undefined : listsAfter(sprung, automaton);
  if (first === undefined || lists === undefined) return false;
  const counted = (on: Lists): boolean =>
    automaton.classes.some((one) => automaton.send(one, on, 1, false)?.matched.includes(first) === true);
  return counted(new Map()) && !counted(new Map([[trap.list, Number.POSITIVE_INFINITY]]));
}

function listsAfter(one: PacketClass, automaton: Automaton): Lists | undefined {
  return automaton.send(one, new Map(), 0, false)?.lists;
}

function finding(analysis: Analysis, { rule, list, refusals }: Trap, others: readonly Trap[]): RuleFinding {
  const timeout = textOf(rule.item, 'address-list-timeout');
  const seconds = timeoutOf(rule);
  const long = seconds === Number.POSITIVE_INFINITY ? phrase`until somebody removes it` : phrase`for ${timeout}`;
  const asked = matcher(rule, 'dst-port')?.property.text;
  const packet = asked === undefined ? phrase`One forged packet` : phrase`One forged packet to port ${asked}`;
  const refusal = refusals.find((one) => one.enabled && isRefusal(one.action)) ?? refusals[0];
  return {
    message: phrase`${packet.length > 60 ? phrase`One forged packet` : packet} puts your address on the list ${list} ${long}, and line ${refusal === undefined ? '?' : ruleLine(analysis, refusal)} then drops your knocks. Let the trap ask for the list of the first knock, or shorten it.`,
    range: rangeOf(rule, 'address-list-timeout', 'address-list'),
    severity: seconds >= LOCK_OUT ? 'warning' : 'information',
    related: [
      ...refusals.map((one) => ({ message: phrase`refuses who is on the list`, range: rangeOf(one) })),
      ...others.map((trap) => ({ message: phrase`so does this trap`, range: rangeOf(trap.rule) })),
    ],
  };
}
