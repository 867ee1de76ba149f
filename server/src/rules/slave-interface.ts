import { placed } from '../execution/configuration.ts';
import { phrase } from '../language/phrase.ts';
import { quoted, rangeOf, replaceValue } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A rule that asks for a port of a bridge, where layer 3 knows only the bridge. */
export const slaveInterface: Rule = {
  meta: {
    id: 'slave-interface',
    summary: 'A rule names a port of a bridge or bond as its interface.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'The packets of a port come in by its bridge: on layer 3, where these rules are, the port does not exist. RouterOS marks the rule as invalid, writes "in/out-interface matcher not possible when interface is slave" beside it, and skips it. A drop for the port drops nothing.',
    remedy:
      'Name the bridge or bond. To tell its ports apart, filter in the bridge, or set `use-ip-firewall=yes` there and ask for `in-bridge-port`.',
    bad: `/interface bridge
add name=bridge1
/interface bridge port
add bridge=bridge1 interface=ether2
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface=ether2 protocol=tcp dst-port=8291
`,
    good: `/interface bridge
add name=bridge1
/interface bridge port
add bridge=bridge1 interface=ether2
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface=bridge1 protocol=tcp dst-port=8291
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Bridging and Switching.', 'RouterOS manual, Common Firewall Matchers and Actions.'],
  },

  *check({ firewall: { rules, interfaces } }) {
    for (const rule of rules) {
      if (!rule.enabled || rule.item.assumed) continue;
      for (const { name, negated, text, property } of rule.matchers) {
        if (name !== 'in-interface' && name !== 'out-interface') continue;
        const master = property.constant ? interfaces.masterOf(text) : undefined;
        if (master === undefined || !interfaces.isInvalid(name, text)) continue;
        const at3 = interfaces.atLayer3(text);
        yield {
          message: phrase`${text} is a port of ${master}, so RouterOS marks this rule as invalid and skips it: the packets come by ${at3}. Write ${name}=${at3}, or filter in the bridge.`,
          range: rangeOf(rule, name),
          fixes: replaceValue(
            placed(rule.item, property),
            `${negated ? '!' : ''}${quoted(at3)}`,
            phrase`Change to ${at3}`,
          ),
        };
      }
    }
  },
};
