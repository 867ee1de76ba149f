import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { namedInScripts } from '../binding/scriptTexts.ts';
import { isDisabled, textOf } from '../execution/configuration.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import { phrase } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule that asks for a list of interfaces on which nothing ever is. */
export const interfaceListWithoutMembers: Rule = {
  meta: {
    id: 'interface-list-without-members',
    summary: 'A rule asks for a list of interfaces that nothing fills.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A list of interfaces can be made and asked for without a member. A drop for it drops nothing then, and an accept or drop for all but it takes everything: a firewall of `in-interface-list=WAN` guards a router only if somebody has put the port of the provider on that list.',
    remedy:
      'Add the interface in `/interface list member`, or let a PPP profile, detect-internet, CAPsMAN or a script do it.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=bridge list=LAN
/interface bridge
add name=bridge
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface-list=LAN
add action=drop chain=input in-interface-list=WAN
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=bridge list=LAN
add interface=ether1 list=WAN
/interface bridge
add name=bridge
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface-list=LAN
add action=drop chain=input in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Interface Lists.', 'RouterOS manual, PPP AAA.'],
  },

  *check(analysis) {
    const { configuration, firewall, script } = analysis;
    // Only a whole file shows that nothing fills a list.
    if (configuration.wholeBy === undefined) return;
    if (configuration.opaqueMenus.has('/interface/list/member') || configuration.opaqueMenus.has('/interface/list'))
      return;
    const asked = readersOf(firewall.rules);
    if (asked.size === 0) return;
    const filled = filledLists(analysis);
    if (filled === undefined) return;
    const isNamed = namedInScripts(script);
    for (const item of configuration.menus.get('/interface/list') ?? []) {
      const name = textOf(item, 'name');
      const readers = name === undefined ? undefined : asked.get(name);
      if (name === undefined || readers === undefined || item.assumed || item.conditional) continue;
      if (filled.has(name) || isNamed(name)) continue;
      const inText = [...readers].sort((a, b) => a.range.start - b.range.start);
      const [first, ...others] = inText as [Reader, ...Reader[]];
      const effect = first.negated ? phrase`this fits packets of every interface` : phrase`this fits no packet`;
      yield {
        message: phrase`Nothing puts an interface on the list ${name}, so ${effect}. Add its members in /interface list member.`,
        range: first.range,
        related: others.map(({ range }) => ({ message: phrase`asks for it too`, range })),
      };
    }
  },
};

interface Reader {
  readonly negated: boolean;
  readonly range: TextRange;
}

/** What asks for a list of interfaces, by the name of the list. */
function readersOf(rules: readonly FirewallRule[]): Map<string, Reader[]> {
  const readers = new Map<string, Reader[]>();
  for (const rule of rules) {
    if (!rule.enabled || rule.item.assumed) continue;
    for (const one of rule.matchers) {
      if (!/^(?:in|out)-(?:interface|bridge-port)-list$/.test(one.name) || !one.property.constant) continue;
      const reader = { negated: one.negated, range: rangeOf(rule, one.name) };
      readers.set(one.text, [...(readers.get(one.text) ?? []), reader]);
    }
  }
  return readers;
}

/** Lists that a member, another list or some other menu fills; undefined where one of them is computed. */
function filledLists({ configuration, script }: Analysis): Set<string> | undefined {
  const filled = new Set<string>(BUILT_IN_LISTS);
  for (const item of configuration.menus.get('/interface/list/member') ?? []) {
    const list = item.properties.get('list');
    if (list?.constant !== true) return undefined;
    if (!isDisabled(item)) filled.add(list.text);
  }
  let isComputed = false;
  forEachCommand(otherCommands(script), ({ menu, arguments: given }) => {
    if (menu === undefined || READING.test(menu.path)) return;
    for (const { name, value } of given) {
      if (!FILLING.test(name)) continue;
      const text = constantText(value);
      if (text === undefined) isComputed = true;
      else for (const one of text.split(',')) filled.add(one);
    }
  });
  if (isComputed) return undefined;
  // What includes a list that is filled is filled, too, in any order.
  const lists = configuration.menus.get('/interface/list') ?? [];
  for (let round = 0; round < lists.length; round++) {
    const before = filled.size;
    for (const item of lists) {
      const include = textOf(item, 'include')?.split(',') ?? [];
      if (include.some((one) => filled.has(one))) filled.add(textOf(item, 'name') ?? '');
    }
    if (filled.size === before) break;
  }
  return filled;
}

/** `interface-list=` of a PPP profile or of CAPsMAN, `wan-interface-list=` of detect-internet. */
const FILLING = /^(?:[a-z.-]*\.)?(?:lan-|wan-|internet-)?interface-list$/;
/** Menus that ask for lists and put nothing on them. */
const READING =
  /^\/(?:ip|ipv6)\/(?:firewall|neighbor|settings)|^\/interface\/(?:bridge\/filter|bridge\/nat|list\/member)|^\/tool\/|^\/routing\//;
