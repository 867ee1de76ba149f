import { type Firewall, type FirewallRule, isAdmission, isRefusal, type Matcher } from './firewall.ts';

/** What a file tells of the interfaces and lists of interfaces behind which the Internet is. */
export interface Uplinks {
  /** By their name, or since addresses are translated towards them; of a list its members, where they are known. */
  readonly known: ReadonlySet<string>;
  /** What is kept out where the others are let in. */
  readonly guarded: ReadonlySet<string>;
  /** From where everything is accepted. */
  readonly trusted: ReadonlySet<string>;
}

export function uplinks(firewall: Firewall): Uplinks {
  const { rules, interfaces } = firewall;
  const members = (name: string): readonly string[] => {
    const { yes, others } = interfaces.list(name);
    return others === false || yes.size > 0 ? [...yes] : [name];
  };
  const asked = new Set<string>();
  const translated = new Set<string>();
  const guarded = new Set<string>();
  const trusted = new Set<string>();
  for (const rule of rules) {
    for (const matcher of rule.matchers) {
      const { name, text, negated, property } = matcher;
      if (!property.constant || text.startsWith('all')) continue;
      if (name === 'in-interface' || name === 'in-interface-list') {
        asked.add(text);
        if (rule.enabled && guards(rule, matcher)) guarded.add(text);
        if (rule.enabled && trusts(rule, matcher)) trusted.add(text);
      }
      if ((name === 'out-interface' || name === 'out-interface-list') && !negated && translates(rule)) {
        translated.add(text);
      }
    }
  }
  const named = [...asked, ...interfaces.listNames].filter(looksOutside);
  const known = [...named, ...translated].flatMap(members).filter((name) => !looksInside(name));
  const withMembers = (names: ReadonlySet<string>): Set<string> => new Set([...names, ...[...names].flatMap(members)]);
  return { known: new Set(known), guarded: withMembers(guarded), trusted: withMembers(trusted) };
}

export function looksOutside(name: string): boolean {
  return /wan|internet|outside|extern|isp|pppoe|lte|uplink/i.test(name);
}

export function looksInside(name: string): boolean {
  return /\b(?:v?lan|bridge|inside|intern(?!et)|local|mgmt|management|wg|wireguard|l2tp|sstp|ipsec|loopback|lo\b|guest)|vpn/i.test(
    name,
  );
}

/**
 * Whether it hangs on members that the file does not tell if packets of that side match: the rule asks for an
 * interface and the side is a list, or the other way round.
 */
export function isUnclearFrom(
  side: string | undefined,
  rule: FirewallRule,
  { interfaceLists, rules }: Firewall,
): boolean {
  const isUnknownList = (name: string): boolean => !interfaceLists.has(name);
  const sideIsList =
    side !== undefined &&
    isUnknownList(side) &&
    rules.some(({ matchers }) => matchers.some(({ name, text }) => name === 'in-interface-list' && text === side));
  return rule.matchers.some(({ name, text, negated }) => {
    if (name === 'in-interface') return sideIsList;
    return name === 'in-interface-list' && negated && text !== side && isUnknownList(text) && !looksInside(text);
  });
}

function translates({ enabled, action }: FirewallRule): boolean {
  return enabled && (action === 'masquerade' || action === 'src-nat');
}

/** An accept of all but this side, or a drop of what is left from it. */
function guards({ action, matchers }: FirewallRule, { negated }: Matcher): boolean {
  if (isAdmission(action)) return negated;
  return (
    isRefusal(action) &&
    !negated &&
    matchers.every(({ name }) => name.startsWith('in-interface') || name === 'connection-state')
  );
}

function trusts({ action, matchers, chain }: FirewallRule, { negated }: Matcher): boolean {
  return action === 'accept' && chain === 'input' && !negated && matchers.length === 1;
}
