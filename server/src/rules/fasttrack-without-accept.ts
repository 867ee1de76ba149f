import { chainOf, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { insertBelow, rangeOf, standsAlone } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Fasttrack without the accept that belongs below it. */
export const fasttrackWithoutAccept: Rule = {
  meta: {
    id: 'fasttrack-without-accept',
    summary: 'Packets that are not fast-tracked fall through to a drop.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Not every packet of a fast-tracked connection takes the fast way: some go through the rules as before, and what cannot be fast-tracked always does. Where no accept for established and related connections follows, a drop further down takes them, and connections stall for no visible reason.',
    remedy: 'Add `accept connection-state=established,related` right below.',
    bad: `/ip firewall filter
add chain=forward action=fasttrack-connection connection-state=established,related
add chain=forward action=accept in-interface-list=LAN
add chain=forward action=drop
`,
    good: `/ip firewall filter
add chain=forward action=fasttrack-connection connection-state=established,related
add chain=forward action=accept connection-state=established,related
add chain=forward action=accept in-interface-list=LAN
add chain=forward action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, FastTrack.'],
  },

  *check(analysis) {
    for (const rule of analysis.firewall.rules) {
      if (rule.action !== 'fasttrack-connection' || !rule.enabled || rule.item.assumed) continue;
      const below = chainOf(analysis.firewall, rule).filter(
        ({ place, enabled, item }) => place > rule.place && enabled && !item.conditional,
      );
      const accept = below.findIndex(acceptsEstablished);
      const drop = below.findIndex((other) => isRefusal(other.action) && mayRefuseEstablished(other));
      // A jump may lead to the accept.
      const jump = below.findIndex(({ action }) => action === 'jump');
      if (drop < 0 || (accept >= 0 && accept < drop) || (jump >= 0 && jump < drop)) continue;
      if (below.some(({ item }) => item.placeUnknown)) continue;
      const line = `add action=accept chain=${rule.chain} connection-state=established,related,untracked`;
      yield {
        message: phrase`No accept for established and related connections follows, so their packets that do not take the fast way are dropped. Add it right below.`,
        range: rangeOf(rule, 'action'),
        fixes: standsAlone(analysis, rule)
          ? [
              {
                title: phrase`Accept running sessions below`,
                safe: false,
                edits: [insertBelow(analysis, rule, [line])],
              },
            ]
          : [],
      };
    }
  },
};

function acceptsEstablished(rule: FirewallRule): boolean {
  const states = matcher(rule, 'connection-state');
  if (rule.action !== 'accept') return false;
  return states === undefined
    ? rule.matchers.length === 0
    : states.text.split(',').includes('established') !== states.negated;
}

/** It asks for nothing that packets of running sessions lack. */
function mayRefuseEstablished({ matchers }: FirewallRule): boolean {
  return matchers.every(({ name }) => name.startsWith('in-interface') || name.startsWith('out-interface'));
}
