import { matcher } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import type { Knock, Stage } from '../knock/knock.ts';
import { knockPortSets } from '../knock/ports.ts';
import { phrase } from '../language/phrase.ts';
import type { PortSet } from '../packet/ports.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Two knocks in a row at one TCP port, which one attempt to connect passes. */
export const knockRepeatsPort: Rule = {
  meta: {
    id: 'knock-repeats-port',
    summary: 'Two knocks in a row ask for the same TCP port.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A TCP client that gets no answer sends its SYN again, after one second, three and seven. Where two knocks in a row ask for the same port, the repeated SYN is the second one: a single attempt to connect passes both, also that of a scanner, and who knocks with care may be one knock further than he knows.',
    remedy: 'Give each knock a port of its own, or put one with another port or protocol between the two.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=knock2
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=41873 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=52306
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873 src-address-list=knock2
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RFC 6298: a SYN without an answer is sent again after a second.', 'Linux, tcp_syn_retries.'],
  },

  *check({ knocks }) {
    const seen = new Set<string>();
    for (const knock of knocks) {
      if (knock.verdict === 'disabled' || hasGreaterFault(knock)) continue;
      const sets = knockPortSets(knock.stages);
      for (let index = 1; sets !== undefined && index < sets.length; index++) {
        const [before, after] = knock.stages.slice(index - 1, index + 1) as [Stage, Stage];
        const both = (sets[index - 1] as PortSet).intersect(sets[index] as PortSet).first;
        const key = `${before.rule.item.id} ${after.rule.item.id}`;
        if (both === undefined || seen.has(key) || !isPassedByBoth(before, after) || isAnswered(knock, both)) continue;
        seen.add(key);
        yield {
          message: phrase`Knock ${index} and knock ${index + 1} both ask for tcp ${both}: a client that gets no answer sends its SYN again, so one attempt to connect passes both. Give each a port of its own.`,
          range: rangeOf(after.rule, 'dst-port', 'port'),
          related: [
            { message: phrase`knock ${index} of ${sets.length}`, range: rangeOf(before.rule, 'dst-port', 'port') },
          ],
        };
      }
    }
  },
};

/** Seconds until a SYN is sent again. */
const RESENT_AFTER = 1;

/** Whether a SYN and the next one, which looks the same, can be both knocks. */
function isPassedByBoth(before: Stage, after: Stage): boolean {
  if (before.protocol !== 'tcp' || after.protocol !== 'tcp') return false;
  if (!before.rule.enabled || !after.rule.enabled || timeoutOf(before.rule) <= RESENT_AFTER) return false;
  return [before.rule, after.rule].every((rule) =>
    rule.matchers.every(({ name, negated, text }) => {
      if (name === 'content' || name === 'layer7-protocol') return negated;
      if (name === 'connection-state') return text.split(',').includes('new') !== negated;
      if (name === 'packet-size')
        return matcher(before.rule, name)?.property.text === matcher(after.rule, name)?.property.text;
      return name !== 'tcp-flags' || text === 'syn' || text === 'syn,!ack' || text === '!ack,syn';
    }),
  );
}

/** Who is told that the port is closed does not ask again. */
function isAnswered({ test }: Knock, port: number): boolean {
  const moves = test?.opening.moves.filter((move) => move.kind === 'packet') ?? [];
  return moves.some(
    ({ outcome }, index) =>
      test?.knocks[index]?.packet.destinationPort === port && ANSWERING.has(outcome.by?.action ?? ''),
  );
}

const ANSWERING: ReadonlySet<string> = new Set(['reject', 'tarpit', 'accept']);
