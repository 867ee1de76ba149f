import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { type Family, listAddedTo, listKey } from '../firewall/firewall.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { quoted, rangeOf, replaceValue } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule that fills a list for which nothing asks. */
export const listNeverUsed: Rule = {
  meta: {
    id: 'list-never-used',
    summary: 'A rule fills an address list for which nothing asks.',
    severity: 'information',
    confidence: 'medium',
    persona: 'regular',
    why: 'A list does nothing by itself. A rule that puts attackers on a blacklist which no rule drops keeps nobody out, and only looks like protection. Often the name differs by a letter from the one that is asked for.',
    remedy: 'Add the rule that drops or accepts the list, correct the name, or remove the rule.',
    bad: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=black-list address-list-timeout=1d protocol=tcp dst-port=23
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=1d protocol=tcp dst-port=21
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=1d protocol=tcp dst-port=23
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    const { firewall, knocks } = analysis;
    const grants = new Set(knocks.map(({ family, grant }) => listKey(family, grant.list)));
    for (const family of ['ip', 'ipv6'] as const) {
      const used = usedLists(analysis, family);
      const told = new Set<string>();
      for (const rule of firewall.rules) {
        const list = rule.family === family && rule.enabled && !rule.item.assumed ? listAddedTo(rule) : undefined;
        if (used === undefined || list?.constant !== true || used.has(list.text) || told.has(list.text)) continue;
        // `knock-without-gate` tells it of a grant.
        if (grants.has(listKey(family, list.text))) continue;
        told.add(list.text);
        const meant = nearMiss(list.text, used);
        if (meant === undefined && analysis.configuration.wholeBy === undefined) continue;
        yield {
          message: `No rule asks for the list ${quoted(list.text)}, so filling it changes nothing. ${meant === undefined ? 'Drop or accept its members, or remove the rule.' : `Did you mean ${quoted(meant)}?`}`,
          range: rangeOf(rule, 'address-list'),
          severity: meant === undefined ? 'information' : 'warning',
          fixes: meant === undefined ? [] : replaceValue(list, quoted(meant), `Change to ${quoted(meant)}`),
        };
      }
    }
  },
};

/** Lists for which a rule asks. Undefined where a name is computed, or a script may look into any list. */
function usedLists({ firewall, script }: Analysis, family: Family): Set<string> | undefined {
  const used = new Set<string>();
  for (const { matchers, family: own } of firewall.rules) {
    for (const { name, text, property } of own === family ? matchers : []) {
      if (name !== 'src-address-list' && name !== 'dst-address-list') continue;
      if (!property.constant) return undefined;
      // `several-address-lists` tells that they are not asked for.
      for (const part of [text, ...text.split(',')]) used.add(part.replace(/^!/, ''));
    }
  }
  let looked = false;
  forEachCommand(otherCommands(script), ({ kind, menu, name }) => {
    // The line that only turns to a menu looks at nothing.
    if (kind === 'menu') return;
    if (menu?.path === `/${family}/firewall/address-list` && name !== 'add') looked = true;
    if (menu?.path.startsWith('/system/script') || menu?.path.startsWith('/system/scheduler')) looked = true;
  });
  return looked ? undefined : used;
}
