import { isRefusal, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { rangeOf } from './common/places.ts';
import { isLimited, logs } from './log-without-prefix.ts';
import type { Rule } from './rule.ts';

/** A line of the log for every packet that is refused. */
export const logFlood: Rule = {
  meta: {
    id: 'log-flood',
    summary: 'A drop logs every packet that the Internet sends.',
    severity: 'hint',
    confidence: 'high',
    persona: 'pedantic',
    why: 'An address on the Internet is scanned all day. A line for each refused packet drives everything else out of a log of 1,000 lines within the hour, wears the flash memory out if the log is kept on disk, and a flood of packets becomes a load on the processor.',
    remedy: 'Put a rule with `action=log` and `limit` above the drop, and let the drop be silent.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop log=yes log-prefix=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=log limit=1,5:packet log-prefix=drop in-interface-list=WAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Log.'],
  },

  *check({ firewall }) {
    for (const rule of firewall.rules) {
      if (!isRefusal(rule.action) || !logs(rule) || isLimited(rule)) continue;
      // What few packets match may be logged.
      const narrow = ['src-address', 'src-address-list', 'dst-port', 'port', 'content', 'layer7-protocol', 'tcp-flags'];
      if (rule.chain === 'output' || narrow.some((name) => matcher(rule, name) !== undefined)) continue;
      if (matcher(rule, 'connection-state')?.text === 'invalid') continue;
      yield {
        message: phrase`This writes a line for every packet that it refuses, and a scan fills the log. Log above it, with a limit.`,
        range: rangeOf(rule, 'log'),
      };
    }
  },
};
