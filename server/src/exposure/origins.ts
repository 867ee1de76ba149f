import type { FileAnalysis } from '../analysis/analysis.ts';
import { type ConfigurationItem, textOf } from '../execution/configuration.ts';
import { addressesOf, quoted } from '../expectation/expectation.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { BUILT_IN_LISTS } from '../firewall/interfaceLists.ts';
import { uplinks } from '../firewall/uplinks.ts';
import type { TextRange } from '../text/range.ts';
import type { Origin, OriginKind } from './exposure.ts';

/**
 * From where packets come: the Internet, lists of interfaces, interfaces on none of them, networks and lists of addresses
 * for which rules ask, and who has knocked. Where no interface is recognised as that of the Internet, one stands for it
 * that the file does not name.
 */
export function originsOf(analysis: FileAnalysis): Origin[] {
  const { firewall } = analysis;
  const { known, sure } = uplinks(firewall);
  const first = known.size > 0 ? internet(analysis, known, sure) : elsewhere();
  const asked = (...names: string[]): Map<string, FirewallRule> => askedFor(firewall.rules, names);
  const found = [first, ...lists(analysis, known, asked('in-interface-list')), ...singles(analysis, known)];
  for (const [text, rule] of asked('src-address')) {
    if (addressesOf(text) !== undefined) found.push(origin('network', text, text, `sources in ${text}`, rule.item));
  }
  for (const [text, rule] of asked('src-address-list')) {
    if (!isStage(text, analysis))
      found.push(origin('list', text, `list ${quoted(text)}`, `sources on ${text}`, rule.item));
  }
  for (const { grant, test, stages } of analysis.knocks) {
    if (test === undefined) continue;
    const id = `${first.id} after knock ${quoted(grant.list)}`;
    found.push(origin('knock', grant.list, id, `after the knock for ${grant.list}`, stages[0]?.rule.item));
  }
  const once = new Map<string, Origin>();
  for (const one of found) if (!once.has(one.id)) once.set(one.id, one);
  return [...once.values()];
}

function internet({ firewall }: FileAnalysis, known: ReadonlySet<string>, sure: ReadonlySet<string>): Origin {
  const doubtful = [...known].filter((name) => !sure.has(name));
  const because =
    doubtful.length === 0
      ? undefined
      : `Only a client or a route speaks for it that ${doubtful.join(', ')} leads there.`;
  const [name] = known;
  return {
    id: 'internet',
    kind: 'internet',
    subject: '',
    name: `the Internet (${[...known].join(', ')})`,
    also: [],
    range: name === undefined ? undefined : rangeOfName(name, firewall.configuration.menus),
    certain: because === undefined,
    because,
  };
}

function elsewhere(): Origin {
  return {
    id: 'elsewhere',
    kind: 'elsewhere',
    subject: '',
    name: 'an interface that the file does not name',
    also: [],
    range: undefined,
    certain: false,
    because: 'The file does not show which side the Internet is on.',
  };
}

/** Lists of interfaces beside those whose members all lead to the Internet. */
function lists(
  { firewall: { interfaces, configuration } }: FileAnalysis,
  known: ReadonlySet<string>,
  asked: ReadonlyMap<string, FirewallRule>,
): Origin[] {
  const names = new Set([...interfaces.listNames, ...asked.keys()]);
  const defined = configuration.menus.get('/interface/list') ?? [];
  return [...names].flatMap((name) => {
    const { yes, perhaps, others } = interfaces.list(name);
    const isOutside = others === false && perhaps.size === 0 && [...yes].every((one) => known.has(one));
    if (BUILT_IN_LISTS.has(name) || known.has(name) || isOutside) return [];
    const isSettled = others === false && perhaps.size === 0;
    const item = defined.find((one) => textOf(one, 'name') === name) ?? asked.get(name)?.item;
    return [
      {
        ...origin('interfaces', name, `interfaces ${quoted(name)}`, `interfaces on ${name}`, item),
        certain: isSettled,
        because: isSettled ? undefined : `The file does not show all interfaces on ${name}.`,
      },
    ];
  });
}

/** Interfaces by which packets come that are on no list and do not lead to the Internet. */
function singles({ firewall: { interfaces, rules } }: FileAnalysis, known: ReadonlySet<string>): Origin[] {
  const asked = askedFor(rules, ['in-interface']);
  const names = new Set([...asked.keys(), ...interfaces.names].map((name) => interfaces.canonical(name)));
  const listed = [...interfaces.listNames].filter((name) => !BUILT_IN_LISTS.has(name));
  return [...names].flatMap((name) => {
    const isArrival = interfaces.kind(name) === undefined && interfaces.isPort(name) !== true && !known.has(name);
    if (!isArrival || listed.some((list) => interfaces.isOn(list, name) === true)) return [];
    return [origin('interface', name, `interface ${quoted(name)}`, name, asked.get(name)?.item)];
  });
}

function origin(
  kind: OriginKind,
  subject: string,
  id: string,
  name: string,
  item: ConfigurationItem | undefined,
): Origin {
  return { id, kind, subject, name, also: [], range: item?.origin?.range, certain: true, because: undefined };
}

/** What enabled rules ask for that holds, by its text, with the first of them. */
function askedFor(rules: readonly FirewallRule[], names: readonly string[]): Map<string, FirewallRule> {
  const found = new Map<string, FirewallRule>();
  for (const rule of rules) {
    if (!rule.enabled) continue;
    for (const { name, text, negated, property } of rule.matchers) {
      if (names.includes(name) && property.constant && !negated && !found.has(text)) found.set(text, rule);
    }
  }
  return found;
}

/** Lists on which a knock puts its sources; who has knocked has a row of his own. */
function isStage(list: string, { knocks }: FileAnalysis): boolean {
  return knocks.some(({ grant, stages }) => grant.list === list || stages.some((stage) => stage.listOut === list));
}

function rangeOfName(name: string, menus: ReadonlyMap<string, readonly ConfigurationItem[]>): TextRange | undefined {
  for (const items of menus.values()) {
    for (const item of items) {
      if (textOf(item, 'interface') === name || textOf(item, 'name') === name) return item.origin?.range;
    }
  }
  return undefined;
}
