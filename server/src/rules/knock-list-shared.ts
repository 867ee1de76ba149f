import { type Knock, knockText, type Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { originOf, quoted, rangeOf, ruleLine } from './common/places.ts';
import type { Rule } from './rule.ts';

/** Two knocks that count on the same list. */
export const knockListShared: Rule = {
  meta: {
    id: 'knock-list-shared',
    summary: 'Two knocks for different doors remember their stages on one list.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'A list of a stage knows nothing of the knock that filled it: who has passed the first stage of one knock goes on with the second stage of the other. The longer knock is then as weak as the shorter.',
    remedy: 'Give each knock list names of its own.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=udp dst-port=5190
add chain=input action=add-src-to-address-list address-list=winbox address-list-timeout=30m protocol=udp dst-port=30917 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=winbox
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=ssh1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=ssh address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=ssh1
add chain=input action=add-src-to-address-list address-list=winbox1 address-list-timeout=10s protocol=udp dst-port=5190
add chain=input action=add-src-to-address-list address-list=winbox address-list-timeout=30m protocol=udp dst-port=30917 src-address-list=winbox1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ssh
add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=winbox
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Address lists.'],
  },

  *check(analysis) {
    const first = new Map<string, { knock: Knock; stage: Stage }>();
    const told = new Set<string>();
    for (const knock of analysis.knocks) {
      for (const stage of knock.stages.slice(0, -1)) {
        if (!stage.rule.enabled) continue;
        const key = `${knock.family} ${stage.listOut}`;
        const known = first.get(key);
        if (known === undefined) first.set(key, { knock, stage });
        else if (known.knock.grant.list !== knock.grant.list && known.stage.rule !== stage.rule && !told.has(key)) {
          told.add(key);
          yield {
            message: phrase`The list ${quoted(stage.listOut)} is also that of the knock ${knockText(known.stage)} in line ${ruleLine(analysis, known.stage.rule)}, so a stage of one counts for the other. Name it differently.`,
            range: rangeOf(stage.rule, 'address-list'),
            related: [{ message: phrase`fills it too`, range: originOf(known.stage.rule).nameRange }],
          };
        }
      }
    }
  },
};
