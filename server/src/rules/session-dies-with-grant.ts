import type { Fix } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { Interpreter, type Trace } from '../firewall/interpret.ts';
import type { KnockTest } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { parseTime } from '../packet/time.ts';
import { insertAbove, placeOf, quoted, rangeOf, ruleLine, standsAlone } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A session that was let in by a knock ends when the grant does. */
export const sessionDiesWithGrant: Rule = {
  meta: {
    id: 'session-dies-with-grant',
    summary: 'A session ends together with the grant of its knock.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'The gate lets in who is on the list. When the entry ends, the packets of a running session are refused like all others, unless a rule accepts established connections: the terminal freezes in the middle of a change, at worst of a change to the firewall.',
    remedy:
      'Accept `connection-state=established,related` above the drop. The knock then decides who may begin a session, not how long it lasts.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Connection tracking: connection-state.'],
  },

  *check(analysis) {
    const told = new Set<FirewallRule>();
    for (const knock of analysis.knocks) {
      if (knock.test === undefined || knock.verdict === 'bypassed') continue;
      // An entry that stays until the router restarts does not end.
      if (!ends(knock.grant.timeout)) continue;
      const trace = later(analysis, knock.test, knock.grant.list);
      const { by } = trace;
      const gate = knock.gates.find(({ rule }) => rule.enabled)?.rule;
      if (by === undefined || gate === undefined || !isRefusal(trace.verdict) || told.has(by)) continue;
      // A rule that may have accepted it leaves the answer open.
      if (!TABLES.has(by.table) || trace.steps.some(({ doubtful, rule }) => doubtful && !isRefusal(rule.action)))
        continue;
      told.add(by);
      const { list } = knock.grant;
      yield {
        message: phrase`A running session dies with its grant: once the entry on ${quoted(list)} ends after ${knock.grant.timeout?.includes('$') === true ? phrase`its time` : knock.grant.timeout}, ${placeOf(analysis, by)} (${by.action}) refuses its packets. ${by.table === 'raw' ? phrase`In raw there are no connections yet: refuse in the filter, below the accept of established ones.` : phrase`Accept connection-state=established,related above it.`}`,
        range: rangeOf(gate, 'src-address-list'),
        related:
          by.item.origin === undefined ? [] : [{ message: phrase`refuses the running session`, range: rangeOf(by) }],
        fixes: by.table === 'raw' ? [] : acceptEstablished(analysis, by),
      };
    }
  },
};

const TABLES: ReadonlySet<string> = new Set(['filter', 'raw']);

/** Whether it is a time, or one that a script computes. */
function ends(timeout: string | undefined): boolean {
  if (timeout === undefined) return false;
  return timeout.includes('$') || (parseTime(timeout)?.seconds ?? 0) > 0;
}

/**
 * A later packet of the session that the gate let in, from a source that is on no list any more. What NAT did to the
 * first packet is done to this one, too.
 */
function later({ firewall }: Analysis, { service, opening }: KnockTest, list: string): Trace {
  // The packet names its interface, or comes from one that no rule names.
  const interpreter = new Interpreter(firewall, (_rule, { name, text }) =>
    name.startsWith('in-interface') && !text.startsWith('all-') ? false : undefined,
  );
  interpreter.list(service.family, list, service.source);
  interpreter.send({ ...service, state: undefined }, opening.service.hook);
  interpreter.restore([]);
  return interpreter.send({ ...service, state: 'established' }, opening.service.hook);
}

function acceptEstablished(analysis: Analysis, refusal: FirewallRule): Fix[] {
  if (!standsAlone(analysis, refusal)) return [];
  const accept = `add action=accept chain=${quoted(refusal.chain)} comment="running sessions" connection-state=established,related,untracked`;
  return [
    {
      title: phrase`Accept running sessions above line ${ruleLine(analysis, refusal)}`,
      safe: false,
      edits: [insertAbove(analysis, refusal, [accept])],
    },
  ];
}
