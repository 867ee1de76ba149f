import { namedInScripts } from '../binding/scriptTexts.ts';
import type { RuleFinding } from '../diagnostics/finding.ts';
import { placed } from '../execution/configuration.ts';
import { type Family, listKey } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { nearMiss } from '../text/nearMiss.ts';
import type { TextRange } from '../text/range.ts';
import { filledLists } from './common/filledLists.ts';
import { quoted, rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';
import { namesSeveral } from './several-address-lists.ts';

/** A rule that asks for an address list which nothing in the file fills. */
export const listNeverFilled: Rule = {
  meta: {
    id: 'list-never-filled',
    summary: 'A rule asks for an address list that nothing fills.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'A list needs no declaration, so a wrong name is no error for RouterOS: the list is just empty, and a rule that asks for it matches no packet at all; with `!` it matches whatever the list was to spare. Names of lists are case-sensitive, and blanks count.',
    remedy:
      'Correct the name, or fill the list. If a script, DHCP or another file fills it, say so above the rule: `# rosfw-ignore-next-line list-never-filled -- filled by …`.',
    bad: `/ip firewall address-list
add list="Save Haven" address=192.168.33.10-192.168.33.20
/ip firewall filter
add chain=input action=accept src-address-list="Safe Haven"
add chain=input action=drop
`,
    good: `/ip firewall address-list
add list="Safe Haven" address=192.168.33.10-192.168.33.20
/ip firewall filter
add chain=input action=accept src-address-list="Safe Haven"
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const filled = filledLists(analysis, family);
      if (filled === undefined) continue;
      // A fragment that fills no list at all leaves that to another file.
      const own = [...filled].some((name) => !isDefault(analysis, family, name));
      if (!own && analysis.configuration.wholeBy === undefined) continue;
      const isNamed = namedInScripts(analysis.script);
      const asked = new Map<string, Asking[]>();
      for (const rule of analysis.firewall.rules) {
        if (rule.family !== family || rule.item.assumed) continue;
        for (const matcher of rule.matchers) {
          const list = matcher.name === 'src-address-list' || matcher.name === 'dst-address-list';
          if (!list || !matcher.property.constant || filled.has(matcher.text)) continue;
          if (namesSeveral(matcher) || isNamed(matcher.text)) continue;
          const range = placed(rule.item, matcher.property)?.valueRange ?? rangeOf(rule);
          const asking = { negated: matcher.negated, range };
          const known = asked.get(matcher.text);
          if (known === undefined) asked.set(matcher.text, [asking]);
          else known.push(asking);
        }
      }
      for (const [name, askers] of asked) yield finding(name, askers, filled);
    }
  },
};

/** A matcher that names the list. */
interface Asking {
  readonly negated: boolean;
  readonly range: TextRange;
}

/** Whether only the default configuration fills the list. */
function isDefault({ firewall }: Analysis, family: Family, name: string): boolean {
  return firewall.addressLists.get(listKey(family, name))?.every(({ assumed }) => assumed) === true;
}

function finding(name: string, askers: readonly Asking[], filled: ReadonlySet<string>): RuleFinding {
  const [first, ...others] = askers as readonly [Asking, ...Asking[]];
  // What a list would have spared tells little of its name.
  const meant = askers.every(({ negated }) => negated) ? undefined : nearMiss(name, [...filled].sort());
  const effect = first.negated ? phrase`spares nobody: any address fits` : phrase`never matches`;
  const why = phrase`Nothing in this file fills the list "${name}", so this ${effect}.`;
  const message =
    meant === undefined ? phrase`${why} Fill it, or correct the name.` : phrase`${why} Did you mean "${meant}"?`;
  const rest = {
    message,
    range: first.range,
    related: others.map(({ range }) => ({ message: phrase`asks for it too`, range })),
  };
  // Without a similar name it may well be filled elsewhere, so it is said quietly.
  if (meant === undefined) return { ...rest, severity: 'information', confidence: 'medium' };
  return {
    ...rest,
    fixes: [
      {
        title: phrase`Change to ${quoted(meant)}`,
        safe: false,
        edits: askers.map(({ range, negated }) => ({
          range,
          newText: `${negated ? '!' : ''}${quoted(meant)}`,
        })),
      },
    ],
  };
}
