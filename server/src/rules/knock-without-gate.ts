import type { Fix } from '../diagnostics/finding.ts';
import { listAddedTo, listKey, matcher } from '../firewall/firewall.ts';
import type { Knock, Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { nearMiss } from '../text/nearMiss.ts';
import { insertBelow, quoted, rangeOf, standsAlone } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A knock whose last list lets nobody in. */
export const knockWithoutGate: Rule = {
  meta: {
    id: 'knock-without-gate',
    summary: 'A finished knock opens nothing.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'The last stage only puts the source on a list. Unless a rule accepts the sources of that list, or drops all others, nothing changes for the one who knocked.',
    remedy:
      'Add an accept with `src-address-list=` for the list above the drop, narrowed to the services that you need.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22,8291 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking.'],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      if (knock.gates.length > 0 || knock.handed || knock.verdict === 'disabled') continue;
      const last = knock.stages.at(-1) as Stage;
      const { list } = knock.grant;
      const meant = nearMiss(list, emptyLists(analysis, knock));
      // A gate with a misspelt list is one fault, and list-never-filled tells it better.
      if (meant !== undefined) continue;
      yield {
        message: phrase`This knock leads nowhere: no rule lets the sources of the list "${list}" in. Add an accept for it.`,
        range: rangeOf(last.rule, 'address-list'),
        fixes: insertGate(analysis, knock, last),
      };
    }
  },
};

/** Lists that rules ask for and that nothing fills. */
function emptyLists({ firewall }: Analysis, { family }: Knock): string[] {
  const filled = new Set(
    firewall.rules.filter((rule) => rule.family === family).map((rule) => listAddedTo(rule)?.text),
  );
  return firewall.rules.flatMap((rule) => {
    const asked = rule.family === family ? matcher(rule, 'src-address-list') : undefined;
    if (asked === undefined || filled.has(asked.text) || firewall.addressLists.has(listKey(family, asked.text)))
      return [];
    return [asked.text];
  });
}

function insertGate(analysis: Analysis, { grant }: Knock, { rule }: Stage): Fix[] {
  if (rule.table !== 'filter' || !standsAlone(analysis, rule)) return [];
  const accept = `add action=accept chain=${quoted(rule.chain)} comment="knock: let in" dst-port=22,8291 protocol=tcp src-address-list=${quoted(grant.list)}`;
  return [
    {
      title: phrase`Add an accept for SSH and WinBox below the last knock`,
      safe: false,
      edits: [insertBelow(analysis, rule, [accept])],
    },
  ];
}
