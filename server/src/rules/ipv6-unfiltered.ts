import { forEachCommand } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { Fix } from '../diagnostics/finding.ts';
import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket, type Packet } from '../packet/packet.ts';
import { constantText } from '../syntax/ast.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import { enteringEach, inputChain, isIpv6Off, strangersAnyway } from './common/internetAccess.ts';
import { managementServices } from './common/management.ts';
import { appendLines, quoted } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A guarded router with a second, open door. */
export const ipv6Unfiltered: Rule = {
  meta: {
    id: 'ipv6-unfiltered',
    summary: 'IPv6 is in use and its input chain keeps nobody out.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'The rules of `/ip firewall` see no packet of IPv6. A router with an address of IPv6 and no rules in `/ipv6 firewall filter` answers the whole Internet there: WinBox, SSH, the web page, past every knock.',
    remedy:
      'Build the same chain in `/ipv6 firewall filter`, with ICMPv6 and DHCPv6 let in, or set `disable-ipv6=yes`.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1
/ipv6 dhcp-client
add interface=ether1 pool-name=provider request=address,prefix
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1
/ipv6 dhcp-client
add interface=ether1 pool-name=provider request=address,prefix
/ipv6 firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input protocol=icmpv6
add action=drop chain=input in-interface=ether1
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Securing your router.', 'RFC 4890.'],
  },

  *check(analysis) {
    const { configuration, firewall, script } = analysis;
    const refuses = ({ family, table, enabled, action }: FirewallRule): boolean =>
      family === 'ipv6' && table !== 'nat' && enabled && isRefusal(action);
    // Only a whole file shows that there are no rules; a script may leave them to another.
    if (configuration.wholeBy === undefined || configuration.opaqueMenus.has('/ipv6/firewall/filter')) return;
    if (isIpv6Off(analysis)) return;
    const guard = inputChain(analysis, 'ip')?.findLast(({ action }) => isRefusal(action));
    // A drop of something is no filter: what counts is whether the services are open.
    const isFiltered = firewall.rules.some(refuses);
    // Who guards neither way has other worries.
    if (guard === undefined && !isFiltered) return;
    const open = isFiltered ? yield* openService(analysis) : undefined;
    if (isFiltered && open === undefined) return;
    let used: TextRange | undefined;
    forEachCommand(otherCommands(script), ({ menu, name, nameRange, arguments: given }) => {
      if (used !== undefined || name !== 'add' || !IN_USE.has(menu?.path ?? '')) return;
      if (given.some((one) => one.name === 'disabled' && constantText(one.value) === 'yes')) return;
      used = nameRange;
    });
    if (used === undefined) return;
    yield {
      message:
        open === undefined
          ? phrase`IPv6 is in use here and no rule of /ipv6 firewall refuses anything, so all services are open by that way. Build the chain input there, too.`
          : phrase`IPv6 is in use here and nothing in /ipv6 firewall keeps the Internet out: ${formatPacket(open)} is accepted at the end of the chain. Build the chain input there, too.`,
      range: used,
      fixes: guard === undefined ? [] : twin(analysis, guard),
    };
  },
};

/** A packet to a service that manages the router, by every way in from the Internet, at which no rule decides. */
function* openService(analysis: Analysis): Steps<Packet | undefined> {
  for (const { port, bound } of managementServices(analysis) ?? []) {
    if (port === undefined || bound !== undefined) continue;
    const ways = yield* strangersAnyway(analysis, 'ipv6');
    const found = yield* enteringEach(ways, TCP, port);
    const packets = found.map((entries) => entries.find(({ by }) => by === undefined)?.packet);
    if (packets[0] !== undefined && !packets.includes(undefined)) return packets[0];
  }
  return undefined;
}

const TCP = 6;

/** The chain of the default configuration, with the same sides kept out as in IPv4. */
function twin({ text }: Analysis, { matchers }: FirewallRule): Fix[] {
  if (!matchers.every(({ name, property }) => name.startsWith('in-interface') && property.constant)) return [];
  const sides = matchers
    .map(({ name, negated, text: side }) => ` ${name}=${negated ? '!' : ''}${quoted(side)}`)
    .join('');
  const lines = [
    '/ipv6 firewall filter',
    'add action=accept chain=input connection-state=established,related,untracked',
    'add action=drop chain=input connection-state=invalid',
    'add action=accept chain=input protocol=icmpv6',
    'add action=accept chain=input comment="DHCPv6" dst-port=546 protocol=udp src-address=fe80::/10',
    `add action=drop chain=input${sides}`,
    'add action=accept chain=forward connection-state=established,related,untracked',
    'add action=drop chain=forward connection-state=invalid',
    'add action=accept chain=forward protocol=icmpv6',
    `add action=drop chain=forward${sides}`,
  ];
  return [
    {
      title: phrase`Build the same chain for IPv6 at the end of the file`,
      safe: false,
      edits: [appendLines(text, lines)],
    },
  ];
}

const IN_USE: ReadonlySet<string> = new Set(['/ipv6/address', '/ipv6/dhcp-client']);
