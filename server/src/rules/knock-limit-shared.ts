import { matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { limitOf } from './common/limits.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A knock that others can keep its owner from. */
export const knockLimitShared: Rule = {
  meta: {
    id: 'knock-limit-shared',
    summary: 'A stage of a knock takes only so many packets of all senders together.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: '`limit` counts the packets of all senders together. Whoever sends a few packets a minute to the port of a stage with `limit` uses the rate up, and your own knock is not counted: a scanner that comes by is enough to keep you out.',
    remedy:
      'Take the limit away, or count each source by itself with `dst-limit=…,src-address`. A trap slows down a scanner better.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
add chain=input action=add-src-to-address-list address-list=in address-list-timeout=10m protocol=tcp dst-port=24431 src-address-list=one
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873 limit=5/1m,5:packet
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=in
add chain=input action=add-src-to-address-list address-list=in address-list-timeout=10m protocol=tcp dst-port=24431 src-address-list=one
add chain=input action=add-src-to-address-list address-list=one address-list-timeout=20s protocol=tcp dst-port=41873 dst-limit=5/1m,5,src-address
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: limit, dst-limit.'],
  },

  *check({ knocks }) {
    for (const { stages, verdict } of knocks) {
      yield;
      if (verdict === 'disabled') continue;
      const limited = stages.map(({ rule }) => rule).filter((rule) => limitOf(rule)?.name === 'limit');
      const [first, ...others] = limited;
      if (first?.item.origin === undefined) continue;
      yield {
        message: phrase`This stage counts no more than limit=${matcher(first, 'limit')?.text} of all senders together: who keeps sending to its port keeps you from knocking. Take the limit away, or use dst-limit by source.`,
        range: rangeOf(first, 'limit'),
        related: others.map((rule) => ({ message: phrase`so does this`, range: rangeOf(rule, 'limit') })),
      };
    }
  },
};
