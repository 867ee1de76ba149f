import type { Fix } from '../diagnostics/finding.ts';
import type { Family, FirewallRule } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import type { Severity } from '../syntax/problem.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import { inputChain, type Strangers, strangersOf, strangersOfShown, unnamedPort } from './common/internetAccess.ts';
import { faultOf } from './common/knockFaults.ts';
import { insertBelow, quoted, rangeOf, standsAlone } from './common/places.ts';
import { hasDisabledEnd, type ShownChain, shownChain } from './common/shownChain.ts';
import type { Analysis, Rule } from './rule.ts';

/** What no rule decides, the router accepts: an input chain without a drop for the Internet. */
export const inputOpenEnd: Rule = {
  meta: {
    id: 'input-open-end',
    summary: 'Packets from the Internet reach the end of the input chain, where all is accepted.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A packet that no rule of `input` decides is accepted. Without a drop at the end, everything that the router listens on is open to the Internet, whatever the rules above say: its web page, its API, its DNS. Any drop counts that surely takes what comes from there, such as `in-interface-list=!LAN`. A script that only adds some rules to a firewall is not asked for one.',
    remedy: 'Drop the rest at the end of the chain, at least what comes from the Internet. Use Safe Mode.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=accept protocol=icmp
add chain=input action=accept in-interface-list=LAN
add chain=input action=drop protocol=tcp dst-port=23 in-interface-list=WAN
add chain=forward action=accept connection-state=established,related
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=accept protocol=icmp
add chain=input action=accept in-interface-list=LAN
add chain=input action=drop in-interface-list=!LAN
add chain=forward action=accept connection-state=established,related
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Building Your First Firewall.',
      'RouterOS manual, Firewall > Filter: what no rule matches is accepted.',
    ],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const settled = inputChain(analysis, family);
      const shown = settled === undefined ? shownInput(analysis, family) : undefined;
      const chain = settled ?? shown?.rules.filter((rule) => rule.chain === 'input');
      if (chain === undefined || isTold(analysis, family)) continue;
      const strangers = yield* settled === undefined
        ? strangersOfShown(analysis, family)
        : strangersOf(analysis, family);
      const unnamed = unnamedPort(analysis.firewall, family);
      const open: { readonly from: Strangers; readonly packet: Packet | undefined }[] = [];
      for (const from of strangers) open.push({ from, packet: yield* openPacket(from, unnamed) });
      // Of several ways in the best guarded counts, for which of them is the Internet may be guessed wrongly.
      const [first] = open;
      if (first === undefined || open.some(({ packet }) => packet === undefined)) continue;
      const { from, assumption } = first.from;
      const isGuess = assumption !== undefined && analysis.configuration.wholeBy === undefined;
      if (isGuess && shownInput(analysis, family) === undefined) continue;
      const by = from === undefined ? '' : phrase` from ${from}`;
      const last = chain.findLast(({ item }) => item.origin !== undefined);
      if (last === undefined) {
        const range = absenceRange(analysis);
        if (range === undefined || chain.length > 0) continue;
        yield {
          message: phrase`Nothing guards the router: the file has no rule in the chain input, so ${formatPacket(first.packet as Packet)}${by} is accepted. Let in what you need and drop the rest.`,
          range,
        };
        continue;
      }
      const assumed = isGuess || settled === undefined ? shownInput(analysis, family)?.assumption : assumption;
      if (assumed !== undefined && assumed !== assumption && hasDisabledEnd(analysis, family, 'input')) continue;
      yield {
        message: phrase`The chain input ends without a drop for the Internet: ${formatPacket(first.packet as Packet)}${by} meets no rule that decides, so it is accepted${assumed === undefined ? '' : ` (${assumed})`}. Drop the rest at the end.`,
        range: rangeOf(last),
        severity: severityOf(assumption, assumed),
        confidence: assumed === undefined ? 'certain' : 'medium',
        fixes: assumed === undefined ? drop(analysis, last, strangers) : [],
      };
    }
  },
};

/** What is assumed of the outside of a chain that is there makes it a warning, what is assumed of the chain itself less. */
function severityOf(ofOutside: string | undefined, assumed: string | undefined): Severity {
  if (assumed === undefined) return 'error';
  return assumed === ofOutside ? 'warning' : 'information';
}

/** For IPv6 `ipv6-unfiltered` speaks of what is not filtered. */
function shownInput(analysis: Analysis, family: Family): ShownChain | undefined {
  return family === 'ip' ? shownChain(analysis, family, 'input') : undefined;
}

/** Where one would look for the rules that are not there: at the last rule, or where the outside is set up. */
function absenceRange({ firewall, configuration }: Analysis): TextRange | undefined {
  const rule = firewall.rules.findLast(({ family, item }) => family === 'ip' && item.origin !== undefined);
  if (rule !== undefined) return rangeOf(rule);
  for (const menu of ['/interface/list/member', '/ip/dhcp-client', '/interface/pppoe-client', '/ip/address']) {
    const origin = configuration.menus.get(menu)?.find((item) => item.origin !== undefined)?.origin;
    if (origin !== undefined) return origin.nameRange;
  }
  return undefined;
}

/** A knock that is open at the end of the chain says the same. */
function isTold({ knocks }: Analysis, family: string): boolean {
  return knocks.some((knock) => {
    const fault = faultOf(knock, 'bypassed');
    return knock.family === family && fault !== undefined && fault.by === undefined;
  });
}

/**
 * A packet that shows it. A port that no rule speaks of tells whether the chain is open at its end; that the last
 * rules leave out one or two others may be meant.
 */
function* openPacket(strangers: Strangers, unnamed: number): Steps<Packet | undefined> {
  const arrives = function* (protocol: number, port: number): Steps<Packet | undefined> {
    const entries = yield* strangers.entering(protocol, port);
    return entries.find(({ by }) => by === undefined)?.packet;
  };
  for (const [protocol, ports] of SHOWN) {
    const any = yield* arrives(protocol, unnamed);
    if (any === undefined) continue;
    for (const port of ports) {
      const packet = yield* arrives(protocol, port);
      if (packet !== undefined) return packet;
    }
    return any;
  }
  return undefined;
}

/** TCP and UDP, with ports on which the router listens. */
const SHOWN = [
  [6, [8291, 22, 80]],
  [17, [53, 161]],
] as const;

function drop(analysis: Analysis, last: FirewallRule, strangers: readonly Strangers[]): Fix[] {
  const [{ from } = { from: undefined }] = strangers;
  if (from === undefined || strangers.length > 1 || !standsAlone(analysis, last)) return [];
  const isList = analysis.firewall.rules.some(({ matchers }) =>
    matchers.some(({ name, text }) => name === 'in-interface-list' && text === from),
  );
  const where = `${isList ? 'in-interface-list' : 'in-interface'}=${quoted(from)}`;
  return [
    {
      title: phrase`Drop the rest from ${from}`,
      safe: false,
      edits: [insertBelow(analysis, last, [`add action=drop chain=input comment="drop the rest" ${where}`])],
    },
  ];
}
