import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { RuleFinding } from '../diagnostics/finding.ts';
import { isDisabled, placed } from '../execution/configuration.ts';
import { type Family, listAddedTo, listKey } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { quoted, rangeOf, rangeOfItem, replaceValue } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A list that rules or entries fill and for which nothing asks. */
export const listNeverUsed: Rule = {
  meta: {
    id: 'list-never-used',
    summary: 'An address list is filled, and nothing asks for it.',
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
          message: phrase`No rule asks for the list ${quoted(list.text)}, so filling it changes nothing. ${meant === undefined ? phrase`Drop or accept its members, or remove the rule.` : phrase`Did you mean ${quoted(meant)}?`}`,
          range: rangeOf(rule, 'address-list'),
          severity: meant === undefined ? 'information' : 'warning',
          fixes:
            meant === undefined
              ? []
              : replaceValue(placed(rule.item, list), quoted(meant), phrase`Change to ${quoted(meant)}`),
        };
      }
      if (used !== undefined) yield* unusedEntries(analysis, family, used, told);
    }
  },
};

/** Lists that only the file's own entries fill. A whole file shows who asks for them; of a similar name `list-never-filled` speaks. */
function* unusedEntries(
  { firewall, configuration, script }: Analysis,
  family: Family,
  used: ReadonlySet<string>,
  told: ReadonlySet<string>,
): Iterable<RuleFinding> {
  if (configuration.wholeBy === undefined || !firewall.rules.some((rule) => rule.family === family)) return;
  let named: ((name: string) => boolean) | undefined;
  for (const [key, all] of firewall.addressLists) {
    if (!key.startsWith(listKey(family, ''))) continue;
    const entries = all.filter((entry) => !entry.assumed && !isDisabled(entry));
    const [first] = entries;
    const list = first?.properties.get('list');
    if (first?.origin === undefined || list?.constant !== true || told.has(list.text)) continue;
    if (used.has(list.text) || entries.some(({ conditional }) => conditional)) continue;
    named ??= namedElsewhere(script);
    if (named(list.text)) continue;
    const count = entries.length === 1 ? phrase`its entry is` : phrase`its ${entries.length} entries are`;
    yield {
      message: phrase`No rule asks for the list ${quoted(list.text)}, so ${count} without effect. Drop or accept its members, or remove it.`,
      range: rangeOfItem(first, 'list'),
      severity: 'information',
    };
  }
}

/** Whether another menu, such as a filter of routes, has the name as a word in any value but a comment. */
function namedElsewhere(script: BoundScript): (name: string) => boolean {
  const words = new Set<string>();
  forEachCommand(otherCommands(script), (command) => {
    if (command.menu?.path.endsWith('/firewall/address-list') === true) return;
    for (const { name, valueRange } of command.arguments) {
      if (name === 'comment') continue;
      const { start, end } = command.place(valueRange);
      const text = script.tree.text.slice(start, end);
      for (const word of text.split(/[^\w.-]+/)) words.add(word);
      words.add(text.replace(/^"|"$/g, ''));
    }
  });
  return (name) => words.has(name);
}

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
