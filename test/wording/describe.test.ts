import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../server/src/catalog/catalog.ts';
import { code } from '../../server/src/text/markdown.ts';
import { actionNames } from '../../server/src/wording/actionPhrase.ts';
import {
  type DescribedRule,
  describeAction,
  describeArgument,
  describeMatcher,
  describeRule,
} from '../../server/src/wording/describe.ts';
import { matcherNames } from '../../server/src/wording/matcherPhrase.ts';

const families = ['ip', 'ipv6'] as const;
const tables = ['filter', 'nat', 'mangle', 'raw'] as const;
const menus = families.flatMap((family) =>
  tables.map((table) => ({ family, table, path: `/${family}/firewall/${table}` })),
);

function argumentsIn(path: string) {
  return [...(catalog.menu(path.slice(1).split('/'))?.commands.get('add')?.arguments?.values() ?? [])];
}

/** `ip/filter chain=input dst-port=22`: family, table and properties; quotes keep blanks together. */
function rule(text: string): DescribedRule {
  const [head = '', ...properties] = text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const [family, table] = head.split('/') as [DescribedRule['family'], DescribedRule['table']];
  const entries = properties.map((property): [string, string] => {
    const equals = property.indexOf('=');
    return [property.slice(0, equals), property.slice(equals + 1).replaceAll('"', '')];
  });
  return { family, table, properties: new Map(entries) };
}

describe('describeRule', () => {
  it.each([
    [
      'ip/filter chain=input action=add-src-to-address-list address-list=555 address-list-timeout=30s dst-port=555 in-interface-list=WAN protocol=tcp src-address-list=888',
      'When a source that is on list `888` sends a TCP packet to port 555 from an interface of list `WAN`, remember its address on list `555` for 30 s. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=add-src-to-address-list address-list=888 address-list-timeout=30s dst-port=888 in-interface-list=WAN protocol=tcp',
      'When a TCP packet to port 888 arrives from an interface of list `WAN`, remember its source address on list `888` for 30 s. The packet goes on to the next rule.',
    ],
    ['ip/filter chain=input action=accept', 'Accept every packet of this chain.'],
    ['ip/filter chain=input', 'Accept every packet of this chain.'],
    ['ip/filter chain=input action=drop', 'Drop every packet of this chain silently.'],
    [
      'ip/filter chain=input action=reject reject-with=icmp-port-unreachable',
      'Reject every packet of this chain with the ICMP error “port unreachable”.',
    ],
    [
      'ip/filter chain=forward action=log log-prefix="fw: "',
      'For every packet of this chain, write it to the log with the prefix ` fw:  `. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=accept connection-state=established,related,untracked',
      'When a packet of an established, related or untracked connection arrives, accept it.',
    ],
    [
      'ip/filter chain=input action=drop connection-state=invalid',
      'When a packet that belongs to no known connection (state invalid) arrives, drop it silently.',
    ],
    ['ip/filter chain=input action=accept protocol=icmp', 'When an ICMP packet arrives, accept it.'],
    [
      'ip/filter chain=input action=drop in-interface-list=!LAN',
      'When a packet arrives from an interface outside list `LAN`, drop it silently.',
    ],
    [
      'ip/filter chain=input action=accept dst-port=22,8291 protocol=tcp src-address-list=secured in-interface-list=WAN',
      'When a source that is on list `secured` sends a TCP packet to port 22 (SSH) or 8291 (WinBox) from an interface of list `WAN`, accept it.',
    ],
    [
      'ip/filter chain=input action=drop src-address-list=blacklist in-interface-list=WAN disabled=yes',
      'This rule is disabled: when a source that is on list `blacklist` sends a packet from an interface of list `WAN`, drop it silently.',
    ],
    [
      'ip/filter chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=1m dst-port=21,22,23,8291,10000-60000 in-interface-list=WAN protocol=tcp src-address-list=!secured',
      'When a source that is not on list `secured` sends a TCP packet to port 21 (FTP), 22 (SSH), 23 (Telnet), 8291 (WinBox) or 10000-60000 from an interface of list `WAN`, remember its address on list `blacklist` for 1 min. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=drop protocol=tcp psd=21,3s,3,1',
      'When a TCP packet arrives and its source seems to scan ports (weight 21 or more, each port within 3 s of the last; ports below 1024 weigh 3, others 1), drop it silently.',
    ],
    [
      'ip/filter chain=forward action=fasttrack-connection connection-state=established,related hw-offload=yes',
      'When a packet of an established or related connection passes, put its connection on the fast track, past most of the firewall and the queues. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=forward action=drop connection-nat-state=!dstnat connection-state=new in-interface-list=WAN',
      'When a packet of a new connection that went through no destination NAT passes from an interface of list `WAN`, drop it silently.',
    ],
    [
      'ip/filter chain=forward action=accept ipsec-policy=in,ipsec',
      'When a packet that came in through IPsec passes, accept it.',
    ],
    [
      'ip/filter chain=forward action=drop in-interface=bridge1 out-interface-list=WAN src-address=192.168.88.0/24 dst-address=!10.0.0.0/8 protocol=tcp dst-port=25',
      'When a source in `192.168.88.0/24` sends a TCP packet to port 25 (SMTP) of an address outside `10.0.0.0/8` from interface `bridge1` towards an interface of list `WAN`, drop it silently.',
    ],
    [
      'ip/filter chain=input action=jump jump-target=knock protocol=icmp icmp-options=8:0-255 packet-size=!0-99',
      'When an ICMP packet with ICMP type 8 (echo request) and a size other than 0 to 99 bytes arrives, continue in chain `knock`.',
    ],
    [
      'ip/filter chain=input action=drop tcp-flags=syn,!ack protocol=tcp limit=!10/1m,5:packet',
      'When a TCP packet with SYN set and ACK clear arrives and the rate exceeds 10 packets per minute (burst 5), drop it silently.',
    ],
    [
      'ip/filter chain=input action=tarpit protocol=tcp connection-limit=3,32 src-address=1.2.3.4',
      'When the source `1.2.3.4` sends a TCP packet and its source address has 3 connections or more, take its connection and hold it open without ever serving it (tarpit).',
    ],
    [
      'ip/filter chain=input action=accept time=8h-17h,mon,tue,wed,thu,fri',
      'When a packet arrives and the router’s clock shows 08:00 to 17:00 on Monday to Friday, accept it.',
    ],
    [
      'ip/nat chain=srcnat action=masquerade out-interface-list=WAN ipsec-policy=out,none',
      'When a packet that will not go through IPsec leaves towards an interface of list `WAN`, replace its source address with that of the interface it leaves by.',
    ],
    [
      'ip/nat chain=dstnat action=dst-nat to-addresses=192.168.88.10 to-ports=80 dst-port=8080 protocol=tcp in-interface=ether1',
      'When a TCP packet to port 8080 (HTTP proxy) arrives from interface `ether1`, send it on to `192.168.88.10` port 80 instead.',
    ],
    [
      'ip/nat chain=dstnat action=redirect to-ports=53 dst-port=53 protocol=udp',
      'When a UDP packet to port 53 (DNS) arrives, redirect it to the router itself, port 53.',
    ],
    [
      'ip/mangle chain=prerouting action=mark-connection new-connection-mark=a per-connection-classifier=both-addresses:2/0 passthrough=no dst-address-type=!local',
      'When a packet to an address that is not the router’s own arrives and the hash of its addresses, divided by 2, leaves 0, mark its connection `a`. The rest of this chain does not see the packet.',
    ],
    [
      'ip/mangle chain=forward action=change-mss new-mss=clamp-to-pmtu protocol=tcp tcp-flags=syn tcp-mss=!0-1378',
      'When a TCP packet with SYN set and a TCP MSS other than 0 to 1378 bytes passes, lower its TCP MSS to what fits the path. The packet goes on to the next rule.',
    ],
    [
      'ip/raw chain=prerouting action=notrack src-address=10.0.0.0/8 dst-address=10.0.0.1 dst-port=53 protocol=udp',
      'When a source in `10.0.0.0/8` sends a UDP packet to port 53 (DNS) of `10.0.0.1`, exempt it from connection tracking (its state is then `untracked`).',
    ],
    [
      'ipv6/filter chain=forward action=drop protocol=icmpv6 hop-limit=equal:1 icmp-options=135:0',
      'When an ICMPv6 packet with a hop limit of 1 and ICMPv6 type 135 code 0 (neighbour solicitation) passes, drop it silently.',
    ],
    [
      'ip/filter chain=input dst-port=$port protocol=tcp src-address-list=$list log=yes log-prefix="x`y"',
      'When a source that is on list `$list` sends a TCP packet to port `$port`, accept it. Each match is logged with the prefix ``x`y``.',
    ],
    [
      'ip/filter chain=input connection-mark=no-mark connection-state=new layer7-protocol=pass content=abc packet-size=128 dscp=46 action=return',
      'When a packet of a new connection without a mark and whose start fits layer 7 entry `pass` with a size of 128 bytes and DSCP 46 that contains the text `***` arrives, go back to the chain that jumped here.',
    ],
    [
      'ip/filter chain=output action=drop out-interface=!ether1 dst-address-list=!ok',
      'When a packet to an address that is not on list `ok` leaves towards any interface but `ether1`, drop it silently.',
    ],
    [
      'ip/filter chain=input action=drop in-interface=all-ppp protocol=!tcp',
      'When a packet that is not TCP arrives from any PPP interface, drop it silently.',
    ],
    ['ip/filter chain=input action=drop protocol=gre', 'When a GRE packet arrives, drop it silently.'],
    ['ip/filter chain=input action=drop protocol=139', 'When a packet of protocol 139 arrives, drop it silently.'],
    [
      'ip/filter chain=input action=drop protocol=17 dst-port=53',
      'When a UDP packet to port 53 (DNS) arrives, drop it silently.',
    ],
    ['ip/filter chain=input action=drop protocol=hmp', 'When a packet of protocol `hmp` arrives, drop it silently.'],
    [
      'ip/filter chain=input action=accept src-address=192.168.33.10-192.168.33.20',
      'When a source in `192.168.33.10-192.168.33.20` sends a packet, accept it.',
    ],
    [
      'ip/filter chain=input action=accept src-address=!10.0.0.1 src-mac-address=AA:BB:CC:DD:EE:FF',
      'When any source but `10.0.0.1` with MAC address `AA:BB:CC:DD:EE:FF` sends a packet, accept it.',
    ],
    [
      'ip/filter chain=input action=drop src-address-type=!unicast',
      'When a source with an address of any type but unicast sends a packet, drop it silently.',
    ],
    [
      'ip/filter chain=input action=drop dst-address-type=broadcast,multicast',
      'When a packet to an address of type broadcast or multicast arrives, drop it silently.',
    ],
    [
      'ip/filter chain=knock action=return src-address-list=!knock1',
      'When a source that is not on list `knock1` sends a packet, go back to the chain that jumped here.',
    ],
    [
      'ip/filter chain=input action=jump protocol=tcp',
      'When a TCP packet arrives, continue in another chain, but `jump-target` is missing.',
    ],
    [
      'ip/filter chain=input action=add-src-to-address-list address-list=a protocol=tcp',
      'When a TCP packet arrives, remember its source address on list `a` until the router reboots. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=add-src-to-address-list address-list=a address-list-timeout=none-static protocol=tcp',
      'When a TCP packet arrives, remember its source address on list `a` for ever, as a saved entry. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=add-src-to-address-list protocol=tcp dst-port=!1,2,3',
      'When a TCP packet to any port but 1, 2 and 3 arrives, remember its source address on a list, but `address-list` is missing, until the router reboots. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=add-dst-to-address-list address-list=seen address-list-timeout=1w connection-state=new',
      'When a packet of a new connection arrives, remember its destination address on list `seen` for 1 week. The packet goes on to the next rule.',
    ],
    [
      'ip/filter chain=input action=accept limit=50,100:packet',
      'When a packet arrives and the rate stays within 50 packets per second (burst 100), accept it.',
    ],
    [
      'ip/filter chain=input action=drop dst-limit=5/15m,3,src-and-dst-addresses/1h protocol=tcp dst-port=22',
      'When a TCP packet to port 22 (SSH) arrives and the rate per pair of addresses stays within 5 packets per 15 min (burst 3, forgotten after 1 h), drop it silently.',
    ],
    [
      'ip/filter chain=forward action=drop connection-bytes=1000000-0 connection-rate=0-100k',
      'When a packet of a connection that has carried at least 1,000,000 bytes and that runs at 0 to 100k bit/s passes, drop it silently.',
    ],
    [
      'ip/filter chain=forward action=drop random=30 nth=2,1',
      'When a packet passes and chance picks it (30 %) and it is packet 1 of every 2, drop it silently.',
    ],
    [
      'ip/filter chain=forward action=drop tls-host=*.example.com protocol=tcp dst-port=443',
      'When a TCP packet of a connection to TLS host `*.example.com` to port 443 (HTTPS) passes, drop it silently.',
    ],
    [
      'ip/filter chain=forward action=reject reject-with=tcp-reset protocol=tcp',
      'When a TCP packet passes, reject it with a TCP reset.',
    ],
    [
      'ip/filter chain=forward action=passthrough disabled=$off',
      'Unless `$off` disables this rule: for every packet of this chain, only count it. The packet goes on to the next rule.',
    ],
    ['ip/filter chain=forward action=synproxy protocol=tcp', 'When a TCP packet passes, apply the action `synproxy`.'],
    ['ip/filter chain=input action=accept log=yes', 'Accept every packet of this chain. Each match is logged.'],
    [
      'ip/filter chain=input action=drop hotspot=from-client,!auth fragment=yes ipv4-options=any ttl=less-than:5',
      'When a packet with at least one IPv4 option and a TTL below 5 that the hotspot calls sent by a client, not sent by a client that has logged in and that is a second or later fragment arrives, drop it silently.',
    ],
    [
      'ip/filter chain=input action=drop connection-state="" protocol=udp port=53,123 src-port=1024-65535',
      'When a UDP packet from port 1024-65535 from or to port 53 (DNS) or 123 (NTP) arrives, drop it silently.',
    ],
    [
      'ip/filter chain=input action=drop in-bridge-port=ether2 in-interface-list=LAN',
      'When a packet arrives from bridge port `ether2` and an interface of list `LAN`, drop it silently.',
    ],
    [
      'ip/nat chain=srcnat action=src-nat to-addresses=203.0.113.7 src-address=192.168.0.0/16',
      'When a source in `192.168.0.0/16` sends a packet, replace its source address with `203.0.113.7`.',
    ],
    [
      'ip/nat chain=dstnat action=accept src-address-list=direct',
      'When a source that is on list `direct` sends a packet, leave its addresses as they are.',
    ],
    [
      'ip/nat chain=dstnat action=endpoint-independent-nat protocol=udp randomise-ports=yes',
      'When a UDP packet arrives, translate its address so that every outside host can use the mapping (endpoint-independent NAT).',
    ],
    [
      'ip/nat chain=srcnat action=same to-addresses=203.0.113.0/28 same-not-by-dst=yes',
      'For every packet of this chain, replace its source address with one of `203.0.113.0/28`, the same for each client whatever the destination.',
    ],
    [
      'ip/nat chain=srcnat action=netmap to-addresses=10.1.0.0/24 src-address=10.2.0.0/24',
      'When a source in `10.2.0.0/24` sends a packet, map its address one to one onto `10.1.0.0/24`.',
    ],
    [
      'ip/nat chain=dstnat action=socksify socks5-server=10.0.0.9 socks5-port=1080 protocol=tcp',
      'When a TCP packet arrives, carry its connection through the SOCKS5 server `10.0.0.9` port 1080.',
    ],
    [
      'ip/nat chain=dstnat action=dst-nat to-ports=8291 protocol=tcp dst-port=50000',
      'When a TCP packet to port 50000 arrives, send it on to port 8291 of the same address instead.',
    ],
    [
      'ip/nat chain=dstnat action=dst-nat',
      'For every packet of this chain, send it on to an address that is missing (`to-addresses`) instead.',
    ],
    [
      'ip/mangle chain=prerouting action=mark-routing new-routing-mark=isp2 connection-mark=b in-interface=bridge',
      'When a packet of a connection with mark `b` arrives from interface `bridge`, look up its route in table `isp2`. The packet goes on to the next rule.',
    ],
    [
      'ip/mangle chain=prerouting action=mark-packet new-packet-mark=voip dscp=46 passthrough=no',
      'When a packet with DSCP 46 arrives, mark it `voip`. The rest of this chain does not see the packet.',
    ],
    [
      'ip/mangle chain=postrouting action=change-ttl new-ttl=set:65 out-interface=lte1',
      'When a packet leaves towards interface `lte1`, set its TTL to 65. The packet goes on to the next rule.',
    ],
    [
      'ip/mangle chain=postrouting action=set-priority new-priority=from-dscp-high-3-bits',
      'For every packet of this chain, set its priority as `from-dscp-high-3-bits` says. The packet goes on to the next rule.',
    ],
    [
      'ip/mangle chain=postrouting action=change-dscp new-dscp=0',
      'For every packet of this chain, set its DSCP to 0. The packet goes on to the next rule.',
    ],
    [
      'ip/mangle chain=prerouting action=sniff-tzsp sniff-target=10.0.0.5 sniff-target-port=37008',
      'For every packet of this chain, send a copy of it in TZSP format to `10.0.0.5` port 37008. The packet goes on to the next rule.',
    ],
    [
      'ip/mangle chain=prerouting action=accept dst-address-type=local',
      'When a packet to an address that is the router’s own arrives, accept it. The rest of this chain does not see the packet.',
    ],
    [
      'ip/mangle chain=prerouting action=route route-dst=10.0.0.1',
      'For every packet of this chain, send it to gateway `10.0.0.1`.',
    ],
    [
      'ip/mangle chain=prerouting action=clear-df',
      'For every packet of this chain, allow it to be fragmented (clear DF). The packet goes on to the next rule.',
    ],
    [
      'ipv6/filter chain=input action=accept protocol=udp dst-port=33434-33534',
      'When a UDP packet to port 33434-33534 arrives, accept it.',
    ],
    [
      'ipv6/filter chain=input action=accept protocol=udp dst-port=546 src-address=fe80::/10',
      'When a source in `fe80::/10` sends a UDP packet to port 546 (DHCPv6 client), accept it.',
    ],
    ['ipv6/filter chain=input action=accept protocol=ipsec-esp', 'When an IPsec ESP packet arrives, accept it.'],
    [
      'ipv6/filter chain=input action=reject headers=frag,route:exact',
      'When a packet whose extension headers are exactly fragment and routing arrives, reject it with an ICMP error.',
    ],
    [
      'ipv6/nat chain=dstnat action=dst-nat to-address=2001:db8::5/128 protocol=tcp dst-port=80',
      'When a TCP packet to port 80 (HTTP) arrives, send it on to `2001:db8::5/128` instead.',
    ],
    [
      'ipv6/mangle chain=postrouting action=snpt src-prefix=2001:db8:1::/48 src-address=fd00::/48',
      'When a source in `fd00::/48` sends a packet, replace the prefix of its source address with `2001:db8:1::/48`.',
    ],
    [
      'ipv6/mangle chain=prerouting action=change-hop-limit new-hop-limit=increment:1',
      'For every packet of this chain, raise its hop limit by 1. The packet goes on to the next rule.',
    ],
    [
      'ipv6/raw chain=prerouting action=drop src-address-list=bad_ipv6',
      'When a source that is on list `bad_ipv6` sends a packet, drop it silently.',
    ],
  ])('%s', (text, sentence) => {
    expect(describeRule(rule(text))).toBe(sentence);
  });

  it('leaves out what it does not know', () => {
    expect(describeRule(rule('ip/filter chain=input action=drop frobnicate=1 comment=x'))).toBe(
      'Drop every packet of this chain silently.',
    );
  });
});

/** One line for every matcher: a value, its sentence, and where it can be negated the negated sentence. */
const matchers: Readonly<Record<string, readonly [value: string, sentence: string, negated?: string]>> = {
  'connection-bytes': ['1000-5000000', 'Matches a packet of a connection that has carried 1,000 to 5,000,000 bytes.'],
  'connection-limit': [
    '20,32',
    'Matches a packet if its source address has 20 connections or more.',
    'Matches a packet if its source address has fewer than 20 connections.',
  ],
  'connection-mark': [
    'no-mark',
    'Matches a packet of a connection without a mark.',
    'Matches a packet of a connection with a mark.',
  ],
  'connection-nat-state': [
    'srcnat,dstnat',
    'Matches a packet of a connection that went through source NAT or destination NAT.',
    'Matches a packet of a connection that went through no source NAT or destination NAT.',
  ],
  'connection-rate': [
    '0-100k',
    'Matches a packet of a connection that runs at 0 to 100k bit/s.',
    'Matches a packet of a connection that does not run at 0 to 100k bit/s.',
  ],
  'connection-state': [
    'established,new',
    'Matches a packet of an established or new connection.',
    'Matches a packet in any connection state but established and new.',
  ],
  'connection-type': [
    'ftp',
    'Matches a packet of a connection that the `ftp` helper tracks.',
    'Matches a packet of a connection that the `ftp` helper does not track.',
  ],
  content: [
    'M=bad',
    'Matches a packet that contains the text `***`.',
    'Matches a packet that does not contain the text `***`.',
  ],
  dscp: ['46', 'Matches a packet with DSCP 46.', 'Matches a packet with any DSCP but 46.'],
  'dst-address': ['10.0.0.1', 'Matches a packet to `10.0.0.1`.', 'Matches a packet to any address but `10.0.0.1`.'],
  'dst-address-list': [
    'servers',
    'Matches a packet to an address that is on list `servers`.',
    'Matches a packet to an address that is not on list `servers`.',
  ],
  'dst-address-type': [
    'local',
    'Matches a packet to an address that is the router’s own.',
    'Matches a packet to an address that is not the router’s own.',
  ],
  'dst-limit': [
    '1/1m,5,src-address/1m40s',
    'Matches a packet if the rate per source address stays within 1 packet per minute (burst 5, forgotten after 1 min 40 s).',
  ],
  'dst-port': [
    '22,8291',
    'Matches a packet to port 22 (SSH) or 8291 (WinBox).',
    'Matches a packet to any port but 22 (SSH) and 8291 (WinBox).',
  ],
  fragment: ['no', 'Matches a packet that is not a second or later fragment.'],
  headers: [
    'hop,frag:contains',
    'Matches a packet whose extension headers include hop-by-hop options and fragment.',
    'Matches a packet whose extension headers do not include hop-by-hop options and fragment.',
  ],
  'hop-limit': ['equal:1', 'Matches a packet with a hop limit of 1.'],
  hotspot: [
    'http,!to-client',
    'Matches a packet that the hotspot calls an HTTP request to the hotspot, not sent to a client.',
  ],
  'icmp-options': [
    '3:4',
    'Matches a packet with ICMP type 3 code 4 (fragmentation needed).',
    'Matches a packet with anything but ICMP type 3 code 4 (fragmentation needed).',
  ],
  'in-bridge-port': [
    'ether2',
    'Matches a packet from bridge port `ether2`.',
    'Matches a packet from any bridge port but `ether2`.',
  ],
  'in-bridge-port-list': [
    'LAN',
    'Matches a packet from a bridge port of list `LAN`.',
    'Matches a packet from a bridge port outside list `LAN`.',
  ],
  'in-interface': [
    'all-vlan',
    'Matches a packet from any VLAN interface.',
    'Matches a packet from any interface that is not VLAN.',
  ],
  'in-interface-list': [
    'WAN',
    'Matches a packet from an interface of list `WAN`.',
    'Matches a packet from an interface outside list `WAN`.',
  ],
  'ingress-priority': [
    '3',
    'Matches a packet that came in with priority 3.',
    'Matches a packet that came in with any priority but 3.',
  ],
  'ipsec-policy': ['out,none', 'Matches a packet that will not go through IPsec.'],
  'ipv4-options': ['router-alert', 'Matches a packet with the IPv4 option router alert.'],
  'layer7-protocol': [
    'pass',
    'Matches a packet of a connection whose start fits layer 7 entry `pass`.',
    'Matches a packet of a connection whose start does not fit layer 7 entry `pass`.',
  ],
  limit: [
    '10M/1s,0:bit',
    'Matches a packet if the rate stays within 10M bits per second (burst 0).',
    'Matches a packet if the rate exceeds 10M bits per second (burst 0).',
  ],
  nth: [
    '3',
    'Matches a packet if it is one of every 3 packets.',
    'Matches a packet if it is not one of every 3 packets.',
  ],
  'out-bridge-port': [
    'ether2',
    'Matches a packet towards bridge port `ether2`.',
    'Matches a packet towards any bridge port but `ether2`.',
  ],
  'out-bridge-port-list': [
    'LAN',
    'Matches a packet towards a bridge port of list `LAN`.',
    'Matches a packet towards a bridge port outside list `LAN`.',
  ],
  'out-interface': [
    'ether1',
    'Matches a packet towards interface `ether1`.',
    'Matches a packet towards any interface but `ether1`.',
  ],
  'out-interface-list': [
    'WAN',
    'Matches a packet towards an interface of list `WAN`.',
    'Matches a packet towards an interface outside list `WAN`.',
  ],
  p2p: [
    'all-p2p',
    'Matches a packet that belongs to peer-to-peer protocol `all-p2p`.',
    'Matches a packet that does not belong to peer-to-peer protocol `all-p2p`.',
  ],
  'packet-mark': ['voip', 'Matches a packet with packet mark `voip`.', 'Matches a packet without packet mark `voip`.'],
  'packet-size': [
    '90-110',
    'Matches a packet with a size of 90 to 110 bytes.',
    'Matches a packet with a size other than 90 to 110 bytes.',
  ],
  'per-connection-classifier': [
    'src-address-and-port:3/1',
    'Matches a packet if the hash of its source address and port, divided by 3, leaves 1.',
    'Matches a packet if the hash of its source address and port, divided by 3, does not leave 1.',
  ],
  port: ['53', 'Matches a packet from or to port 53 (DNS).', 'Matches a packet from or to any port but 53 (DNS).'],
  priority: ['5', 'Matches a packet with priority 5.', 'Matches a packet with any priority but 5.'],
  protocol: ['icmp', 'Matches an ICMP packet.', 'Matches a packet that is not ICMP.'],
  psd: [
    '21,3s,3,1',
    'Matches a packet if its source seems to scan ports (weight 21 or more, each port within 3 s of the last; ports below 1024 weigh 3, others 1).',
  ],
  random: ['30', 'Matches a packet if chance picks it (30 %).'],
  realm: ['5', 'Matches a packet whose route has realm 5.', 'Matches a packet whose route has any realm but 5.'],
  'routing-mark': [
    'isp2',
    'Matches a packet with routing mark `isp2`.',
    'Matches a packet without routing mark `isp2`.',
  ],
  'src-address': [
    '10.0.0.0/8',
    'Matches a packet from a source in `10.0.0.0/8`.',
    'Matches a packet from a source outside `10.0.0.0/8`.',
  ],
  'src-address-list': [
    '888',
    'Matches a packet from a source that is on list `888`.',
    'Matches a packet from a source that is not on list `888`.',
  ],
  'src-address-type': [
    'unicast,multicast',
    'Matches a packet from a source with an address of type unicast or multicast.',
    'Matches a packet from a source with an address of any type but unicast and multicast.',
  ],
  'src-mac-address': [
    'AA:BB:CC:DD:EE:FF',
    'Matches a packet from a source with MAC address `AA:BB:CC:DD:EE:FF`.',
    'Matches a packet from a source with any MAC address but `AA:BB:CC:DD:EE:FF`.',
  ],
  'src-port': [
    '68',
    'Matches a packet from port 68 (DHCP client).',
    'Matches a packet from any port but 68 (DHCP client).',
  ],
  'tcp-flags': [
    'fin,syn,!ack',
    'Matches a packet with FIN and SYN set and ACK clear.',
    'Matches a packet with SYN and ACK clear.',
  ],
  'tcp-mss': [
    '0-1378',
    'Matches a packet with a TCP MSS of 0 to 1378 bytes.',
    'Matches a packet with a TCP MSS other than 0 to 1378 bytes.',
  ],
  time: [
    '8h-17h30m,sat,sun',
    'Matches a packet if the router’s clock shows 08:00 to 17:30 on Saturday or Sunday.',
    'Matches a packet if the router’s clock does not show 08:00 to 17:30 on Saturday or Sunday.',
  ],
  'tls-host': [
    '*.example.com',
    'Matches a packet of a connection to TLS host `*.example.com`.',
    'Matches a packet of a connection to any TLS host but `*.example.com`.',
  ],
  tos: [
    '16/28',
    'Matches a packet with type-of-service byte 16 under mask 28.',
    'Matches a packet with any type-of-service byte but 16 under mask 28.',
  ],
  ttl: ['greater-than:64', 'Matches a packet with a TTL above 64.'],
};

describe('describeMatcher', () => {
  it.each(Object.entries(matchers))('%s', (name, [value, sentence]) => {
    expect(describeMatcher(name, value)).toBe(sentence);
  });

  it.each(Object.entries(matchers).filter(([name, [, , negated]]) => negated !== undefined && name !== 'tcp-flags'))(
    '%s negated',
    (name, [value, , negated]) => {
      expect(describeMatcher(name, `!${value}`)).toBe(negated);
    },
  );

  it('negates each TCP flag by itself, and all of them with `!,`', () => {
    expect(describeMatcher('tcp-flags', '!syn,!ack')).toBe(matchers['tcp-flags']?.[2]);
    expect(describeMatcher('tcp-flags', '!,syn,ack')).toBe('Matches a packet with any flags but SYN and ACK set.');
  });

  it('has a sentence of its own for every matcher of every firewall menu', () => {
    const names = new Set<string>();
    for (const { path } of menus) {
      for (const argument of argumentsIn(path)) {
        if (argument.role !== 'matcher') continue;
        names.add(argument.name);
        expect(matchers[argument.name], argument.name).toBeDefined();
        const perElement = argument.type.kind === 'signed-flags';
        if (argument.negatable && !perElement) expect(matchers[argument.name]?.[2], `!${argument.name}`).toBeDefined();
      }
    }
    expect([...names].sort()).toEqual(matcherNames().toSorted());
    expect(new Set(Object.values(matchers).map(([, sentence]) => sentence)).size).toBe(names.size);
  });

  it('has words for every value of a closed set', () => {
    for (const { path, family } of menus) {
      for (const argument of argumentsIn(path)) {
        if (argument.role !== 'matcher' || argument.values === undefined) continue;
        if (argument.name === 'p2p' || argument.name === 'connection-type') continue;
        const sentences = argument.values.map((value) => describeMatcher(argument.name, value, { family }));
        expect(new Set(sentences).size, argument.name).toBe(argument.values.length);
        for (const sentence of sentences) expect(sentence, argument.name).not.toContain('`');
      }
    }
  });

  it('reads ICMPv6 by its own types', () => {
    expect(describeMatcher('icmp-options', '135', { family: 'ipv6' })).toBe(
      'Matches a packet with ICMPv6 type 135 (neighbour solicitation).',
    );
    expect(describeMatcher('connection-limit', '10,64', { family: 'ipv6' })).toBe(
      'Matches a packet if the /64 network of its source has 10 connections or more.',
    );
  });

  it('names a few ports and counts the rest', () => {
    const ports = Array.from({ length: 20 }, (_, i) => 30_000 + 7 * i).join(',');
    expect(describeMatcher('dst-port', ports)).toMatch(/^Matches a packet to port 30000, .* 30077 or 8 more\.$/);
  });

  it('shows an expression as it is', () => {
    expect(describeMatcher('dst-port', '$port')).toBe('Matches a packet to port `$port`.');
    expect(describeMatcher('limit', '$rate')).toBe('Matches a packet if the rate stays within `$rate`.');
  });

  it('knows nothing of other names', () => {
    expect(describeMatcher('frobnicate', '1')).toBeUndefined();
    expect(describeMatcher('toString', '1')).toBeUndefined();
    expect(describeMatcher('connection-state', '')).toBe('Empty: this sets no condition.');
  });
});

/** Properties that give every action what it needs. */
const complete = new Map(
  Object.entries({
    'address-list': 'l',
    'address-list-timeout': '5m',
    'dst-prefix': '2001:db8:2::/48',
    'jump-target': 'knock',
    'new-connection-mark': 'c',
    'new-dscp': '46',
    'new-hop-limit': 'set:64',
    'new-mss': '1360',
    'new-packet-mark': 'p',
    'new-priority': '5',
    'new-routing-mark': 'isp2',
    'new-ttl': 'decrement:1',
    'reject-with': 'icmp-host-unreachable',
    'route-dst': '10.0.0.1',
    'sniff-id': '7',
    'sniff-target': '10.0.0.5',
    'sniff-target-port': '37008',
    'socks5-port': '1080',
    'socks5-server': '10.0.0.9',
    'socksify-service': 's',
    'src-prefix': '2001:db8:1::/48',
    'to-addresses': '192.168.88.10',
    'to-ports': '8000-8999',
  }),
);

const actions: Readonly<Record<string, string>> = {
  accept: 'Accept it.',
  'add-dst-to-address-list':
    'Remember its destination address on list `l` for 5 min. The packet goes on to the next rule.',
  'add-src-to-address-list': 'Remember its source address on list `l` for 5 min. The packet goes on to the next rule.',
  'change-dscp': 'Set its DSCP to 46. The packet goes on to the next rule.',
  'change-hop-limit': 'Set its hop limit to 64. The packet goes on to the next rule.',
  'change-mss': 'Set its TCP MSS to 1360. The packet goes on to the next rule.',
  'change-ttl': 'Lower its TTL by 1. The packet goes on to the next rule.',
  'clear-df': 'Allow it to be fragmented (clear DF). The packet goes on to the next rule.',
  dnpt: 'Replace the prefix of its destination address with `2001:db8:2::/48`.',
  drop: 'Drop it silently.',
  'dst-nat': 'Send it on to `192.168.88.10` port 8000-8999 instead.',
  'endpoint-independent-nat':
    'Translate its address so that every outside host can use the mapping (endpoint-independent NAT), with source port 8000-8999.',
  'fasttrack-connection':
    'Put its connection on the fast track, past most of the firewall and the queues. The packet goes on to the next rule.',
  jump: 'Continue in chain `knock`.',
  log: 'Write it to the log. The packet goes on to the next rule.',
  'mark-connection': 'Mark its connection `c`. The packet goes on to the next rule.',
  'mark-packet': 'Mark it `p`. The packet goes on to the next rule.',
  'mark-routing': 'Look up its route in table `isp2`. The packet goes on to the next rule.',
  masquerade: 'Replace its source address with that of the interface it leaves by, with source port 8000-8999.',
  netmap: 'Map its address one to one onto `192.168.88.10`, with source port 8000-8999.',
  notrack: 'Exempt it from connection tracking (its state is then `untracked`).',
  passthrough: 'Only count it. The packet goes on to the next rule.',
  redirect: 'Redirect it to the router itself, port 8000-8999.',
  reject: 'Reject it with the ICMP error “host unreachable”.',
  return: 'Go back to the chain that jumped here.',
  route: 'Send it to gateway `10.0.0.1`.',
  same: 'Replace its source address with one of `192.168.88.10`, the same for each client, with source port 8000-8999.',
  'set-priority': 'Set its priority to 5. The packet goes on to the next rule.',
  'sniff-pc':
    'Send a copy of it in packet sniffer format to `10.0.0.5` port 37008 (id 7). The packet goes on to the next rule.',
  'sniff-tzsp':
    'Send a copy of it in TZSP format to `10.0.0.5` port 37008 (id 7). The packet goes on to the next rule.',
  snpt: 'Replace the prefix of its source address with `2001:db8:1::/48`.',
  socksify: 'Carry its connection through the SOCKS5 server `10.0.0.9` port 1080 (service `s`).',
  'src-nat': 'Replace its source address with `192.168.88.10` port 8000-8999.',
  'strip-ipv4-options': 'Remove its IPv4 options. The packet goes on to the next rule.',
  tarpit: 'Take its connection and hold it open without ever serving it (tarpit).',
};

describe('describeAction', () => {
  it.each(Object.entries(actions))('%s', (action, sentence) => {
    expect(describeAction(action, complete)).toBe(sentence);
  });

  it('has a sentence of its own for every action of every firewall menu', () => {
    const names = new Set(
      menus.flatMap(({ path }) => argumentsIn(path).find((argument) => argument.name === 'action')?.values ?? []),
    );
    expect([...names].sort()).toEqual(Object.keys(actions).sort());
    expect([...names].sort()).toEqual(actionNames().toSorted());
    expect(new Set(Object.values(actions)).size).toBe(names.size);
  });

  it('says so when an action lacks what it needs', () => {
    for (const action of actionNames()) {
      const sentence = describeAction(action, new Map());
      expect(sentence, action).toMatch(/^[A-Z].*\.$/);
      expect(sentence, action).not.toContain('undefined');
    }
    expect(describeAction('jump', new Map())).toContain('`jump-target` is missing');
  });

  it('has words for every way to reject', () => {
    for (const path of ['/ip/firewall/filter', '/ipv6/firewall/filter']) {
      const answers = argumentsIn(path).find((argument) => argument.name === 'reject-with')?.values ?? [];
      expect(answers.length).toBeGreaterThan(6);
      for (const answer of answers) {
        expect(describeAction('reject', new Map([['reject-with', answer]]))).toMatch(
          /^Reject it with (?:the ICMP|a TCP)/,
        );
      }
    }
  });

  it('knows nothing of other names', () => {
    expect(describeAction('synproxy', complete)).toBeUndefined();
    expect(describeAction('constructor', complete)).toBeUndefined();
  });
});

describe('describeArgument', () => {
  it.each([
    [
      '/ip/firewall/filter',
      'dst-port',
      'The port the packet goes to.\n\nValue: `[!]port[-port],…`.\n\nNeeds `protocol=tcp`, `protocol=udp`, ' +
        '`protocol=udp-lite`, `protocol=dccp` or `protocol=sctp`.\n\n' +
        '[Manual](https://help.mikrotik.com/docs/display/ROS/Filter)',
    ],
    [
      '/ip/firewall/nat',
      'tls-host',
      'The server name of a TLS connection, with `*` and `?`; the hello must fit in one segment.\n\n' +
        'Value: `[!]pattern`.\n\nNeeds `protocol=tcp`. Gone in RouterOS 7.16.\n\n' +
        '[Manual](https://help.mikrotik.com/docs/display/ROS/NAT)',
    ],
    [
      '/ip/firewall/filter',
      'chain',
      'The chain the rule belongs to; a new name makes a chain of your own.\n\nValue: `name`. Must be given.\n\n' +
        '[Manual](https://help.mikrotik.com/docs/display/ROS/Filter)',
    ],
    [
      '/ip/firewall/raw',
      'tos',
      'The type-of-service byte of the IP header.\n\nValue: `[!]0..255[/mask]`.\n\nSince RouterOS 7.21.\n\n' +
        '[Manual](https://help.mikrotik.com/docs/display/ROS/Common+Firewall+Matchers+and+Actions)',
    ],
    [
      '/ip/firewall/mangle',
      'passthrough',
      'Whether a packet that was marked or changed goes on to the next rule.\n\nValue: `yes | no`. Default: `yes`.\n\n' +
        '[Manual](https://help.mikrotik.com/docs/display/ROS/Mangle)',
    ],
  ])('%s %s', (menu, name, text) => {
    expect(describeArgument(menu, name)).toBe(text);
  });

  it('says something of every argument, each its own', () => {
    for (const { path } of menus) {
      const texts = argumentsIn(path).map((argument) => describeArgument(path, argument.name)?.split('\n')[0]);
      for (const text of texts) expect(text).toMatch(/^[A-Z].+\.$/);
      expect(new Set(texts).size, path).toBe(texts.length);
    }
  });

  it('knows nothing of other names', () => {
    expect(describeArgument('/ip/firewall/filter', 'frobnicate')).toBeUndefined();
    expect(describeArgument('/no/such/menu', 'chain')).toBeUndefined();
  });
});

describe('code', () => {
  it.each([
    ['WAN', '`WAN`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['``', '``` `` ```'],
    ['a\nb', '`a⏎b`'],
    ['a\r\n\r\nb', '`a⏎⏎b`'],
    ['', '`""`'],
    ['  ', '`"  "`'],
    ['a\u202eb', '`a\ufffdb`'],
    ['a\u001b[31mb', '`a\ufffd[31mb`'],
    ['x'.repeat(100), `\`${'x'.repeat(79)}…\``],
  ])('shows %j', (text, shown) => {
    expect(code(text)).toBe(shown);
  });
});

/** Takes the code spans out of Markdown by the rule of CommonMark: a run of backticks closes at the next equal run. */
function withoutCode(markdown: string): string {
  let rest = markdown;
  let outside = '';
  for (;;) {
    const open = /`+/.exec(rest);
    if (open === null) return outside + rest;
    const after = rest.slice(open.index + open[0].length);
    const close = [...after.matchAll(/`+/g)].find((run) => run[0].length === open[0].length);
    if (close === undefined) return outside + rest;
    outside += rest.slice(0, open.index);
    rest = after.slice(close.index + close[0].length);
  }
}

describe('hostile values', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom('`', '``', '!', '\n', '\n\n', '<b>', '](command:x)', '[', '$', ',', ':', '/', '-', '1', 'a'),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
  );
  const harmless = /^[A-Za-z0-9 .,:;()/%“”’_+!-]*$/;

  it('cannot leave their code span', () => {
    const properties = [...new Set(menus.flatMap(({ path }) => argumentsIn(path).map(({ name }) => name)))];
    const anyRule = fc.record({
      family: fc.constantFrom(...families),
      table: fc.constantFrom(...tables),
      properties: fc
        .array(fc.tuple(fc.constantFrom(...properties), hostile), { maxLength: 6 })
        .chain((entries) =>
          fc
            .option(fc.constantFrom(...actionNames()), { nil: undefined })
            .map(
              (action) =>
                new Map(action === undefined ? entries : [...entries, ['action', action] as [string, string]]),
            ),
        ),
    });
    fc.assert(
      fc.property(anyRule, (described) => harmless.test(withoutCode(describeRule(described)))),
      { numRuns: 1000, seed: 20_260_101 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...matcherNames()), hostile, (name, value) =>
        harmless.test(withoutCode(describeMatcher(name, value) ?? '<none>')),
      ),
      { numRuns: 1000, seed: 20_260_101 },
    );
  });
});
