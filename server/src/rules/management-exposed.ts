import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import type { Severity } from '../syntax/problem.ts';
import type { Steps } from '../text/steps.ts';
import { everybody, inputChain, type Strangers, strangersOf } from './common/internetAccess.ts';
import { faultOf } from './common/knockFaults.ts';
import { type ManagementService, managementServices } from './common/management.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A rule that lets the Internet at a service by which the router is managed. */
export const managementExposed: Rule = {
  meta: {
    id: 'management-exposed',
    summary: 'A rule lets the whole Internet at a service that manages the router.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'WinBox, SSH, the web page and the API are meant for those who manage the router. Open to the Internet they are tried day and night, and a flaw in one of them is a flaw in every such router: this is how hundreds of thousands were taken over in 2018. What counts is what a stranger on no list can send; an accept for some addresses or for a list is none. Services that the file switches off or binds to addresses are left out.',
    remedy:
      'Let in only the addresses or the list that need it, reach the router through a VPN, or put the accept behind a knock. Switch off services that nobody uses.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=WAN protocol=tcp dst-port=22,8291
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=WAN protocol=tcp dst-port=22,8291 src-address-list=office
add chain=input action=drop in-interface-list=WAN
/ip firewall address-list
add list=office address=192.0.2.0/24
`,
    fix: 'none',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Securing your router.',
      'CVE-2018-14847.',
      'CISA, Binding Operational Directive 23-02.',
    ],
  },

  *check(analysis) {
    const enabled = managementServices(analysis)?.filter(({ bound }) => bound === undefined) ?? [];
    for (const family of ['ip', 'ipv6'] as const) {
      const strangers = yield* strangersOf(analysis, family);
      const ways: { from: string | undefined; open: ReadonlyMap<FirewallRule, readonly Exposed[]> }[] = [];
      for (const from of strangers) ways.push({ from: from.from, open: yield* exposed(enabled, from) });
      const isPart = inputChain(analysis, family) === undefined;
      const isGuessed = strangers[0]?.assumption !== undefined;
      const all: ReadonlyMap<FirewallRule, unknown>[] = [];
      for (const from of isGuessed ? yield* everybody(analysis, family) : []) all.push(yield* exposed(enabled, from));
      for (const rule of new Set(ways.flatMap(({ open }) => [...open.keys()]))) {
        if (rule.item.assumed || isGate(analysis, rule)) continue;
        // What only one of several ways in lets through may be meant for another of them, unless the rule names it.
        const through = ways.filter(({ open }) => open.has(rule));
        if (!isPart && through.length < ways.length) continue;
        const [{ from: side, open }] = through as [(typeof ways)[number]];
        const services = open.get(rule) as [Exposed, ...Exposed[]];
        const isOpenToAll = isGuessed && all.length > 0 && all.every((one) => one.has(rule));
        const assumption = isOpenToAll ? undefined : strangers[0]?.assumption;
        const names = services.map(({ name }) => name);
        const [{ packet }] = services;
        const guess = assumption === undefined ? '' : ` (${assumption})`;
        yield {
          message: phrase`The whole Internet reaches ${list(names)}: this accepts ${formatPacket(packet)}${from(side)}${guess}. Let in only the addresses that need it, or a VPN.`,
          range: rangeOf(rule, 'dst-port', 'port', 'action'),
          severity: severityOf(isPart, assumption !== undefined),
          // Services that a file does not speak of may have been switched off before.
          confidence: assumption !== undefined ? 'medium' : isServiceTold(analysis) ? 'certain' : 'high',
        };
      }
    }
  },
};

/**
 * Confidence says how sure it is, severity how bad. What every way in lets through needs no guess of where the outside
 * is; a guess costs one step, and of a part it is not known what stands above.
 */
function severityOf(isPart: boolean, isAssumed: boolean): Severity {
  return isPart || isAssumed ? 'warning' : 'error';
}

/** Whether the file says which services are on. */
function isServiceTold({ configuration }: Analysis): boolean {
  return configuration.menus.get('/ip/service')?.some(({ origin }) => origin !== undefined) === true;
}

interface Exposed extends ManagementService {
  readonly packet: Packet;
}

function* exposed(
  services: readonly ManagementService[],
  strangers: Strangers,
): Steps<ReadonlyMap<FirewallRule, readonly Exposed[]>> {
  const found = new Map<FirewallRule, Exposed[]>();
  for (const service of services) {
    const entries = service.port === undefined ? [] : yield* strangers.entering(TCP, service.port);
    for (const { by, packet } of entries) {
      if (by !== undefined) found.set(by, [...(found.get(by) ?? []), { ...service, packet }]);
    }
  }
  return found;
}

const TCP = 6;

/** `knock-bypassed` tells it with the knock. */
function isGate({ knocks }: Analysis, rule: FirewallRule): boolean {
  return knocks.some((knock) => faultOf(knock, 'bypassed')?.by === rule);
}

function from(name: string | undefined): string {
  return name === undefined ? '' : phrase` from ${name}`;
}

/** `WinBox, SSH and FTP`; more than three are counted. */
function list(names: readonly string[]): string {
  if (names.length > 3) return phrase`${names.slice(0, 2).join(', ')} and ${names.length - 2} more services`;
  return names.length === 1 ? (names[0] as string) : phrase`${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
