import { type PlacedProperty, placed } from '../execution/configuration.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import { phrase } from '../language/phrase.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { quoted } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A rule that asks for a list of interfaces that the router does not have, or a member of one. */
export const unknownInterfaceList: Rule = {
  meta: {
    id: 'unknown-interface-list',
    summary: 'A rule or a member names a list of interfaces that nothing defines.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'RouterOS refuses a rule whose list of interfaces does not exist, and an import stops there. In an export, which shows all lists, such a name is a leftover: its list was removed, and the rule shows an unknown list that matches nothing.',
    remedy: 'Correct the name, or define the list in `/interface list`.',
    bad: `/interface list
add name=WAN
add name=LAN
/ip firewall filter
add chain=input action=drop in-interface-list=WAM
`,
    good: `/interface list
add name=WAN
add name=LAN
/ip firewall filter
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Interface lists.'],
  },

  *check({ configuration, firewall }) {
    const menu = '/interface/list';
    const items = configuration.menus.get(menu) ?? [];
    if (
      configuration.opaqueMenus.has(menu) ||
      items.some(({ properties }) => properties.get('name')?.constant !== true)
    )
      return;
    const defined = new Set([...BUILT_IN_LISTS, ...items.map(({ properties }) => properties.get('name')?.text ?? '')]);
    const asked = new Map<string, Asking[]>();
    const ask = (text: string, property: PlacedProperty | undefined, negated: boolean): void => {
      if (property?.constant !== true || text === '' || defined.has(text)) return;
      asked.set(text, [...(asked.get(text) ?? []), { property, negated }]);
    };
    for (const item of configuration.menus.get('/interface/list/member') ?? []) {
      const list = placed(item, item.properties.get('list'));
      if (!item.assumed && list !== undefined) ask(list.text, list, false);
    }
    for (const { matchers, item } of firewall.rules) {
      for (const { name, text, property, negated } of item.assumed ? [] : matchers) {
        if (name === 'in-interface-list' || name === 'out-interface-list') ask(text, placed(item, property), negated);
      }
    }
    for (const [name, askers] of asked) {
      const meant = nearMiss(
        name,
        items.map(({ properties }) => properties.get('name')?.text ?? ''),
      );
      // A script may count on lists that the router has already.
      const shows = configuration.isExport && items.some(({ assumed }) => !assumed);
      if (meant === undefined && !shows) continue;
      const [{ property }, ...others] = askers as [Asking, ...Asking[]];
      yield {
        message: phrase`Nothing defines the list of interfaces ${quoted(name)}, so ${property.name === 'list' ? phrase`RouterOS refuses the member` : phrase`this never matches`}. ${meant === undefined ? phrase`Define it, or correct the name.` : phrase`Did you mean ${quoted(meant)}?`}`,
        range: property.valueRange,
        related: others.map((other) => ({ message: phrase`asks for it too`, range: other.property.valueRange })),
        fixes:
          meant === undefined
            ? []
            : [
                {
                  title: phrase`Change to ${quoted(meant)}`,
                  safe: false,
                  edits: askers.map((one) => ({
                    range: one.property.valueRange,
                    newText: `${one.negated ? '!' : ''}${quoted(meant)}`,
                  })),
                },
              ],
      };
    }
  },
};

/** A matcher of a rule, or a member, that names the list. */
interface Asking {
  readonly property: PlacedProperty;
  readonly negated: boolean;
}
