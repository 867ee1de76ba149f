import { expect, test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import { select } from '../../server/src/diagnostics/selection.ts';

/** Firewalls that are right as they are: whoever runs one of them must hear nothing. */
const QUIET: Readonly<Record<string, string>> = {
  'the default configuration of a home router': `# 2026-11-21 10:00:00 by RouterOS 7.20
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=bridge list=LAN
add interface=ether1 list=WAN
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=drop chain=input connection-state=invalid
add action=accept chain=input protocol=icmp
add action=accept chain=input dst-address=127.0.0.1
add action=drop chain=input in-interface-list=!LAN
add action=accept chain=forward ipsec-policy=in,ipsec
add action=accept chain=forward ipsec-policy=out,ipsec
add action=fasttrack-connection chain=forward connection-state=established,related hw-offload=yes
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-state=invalid
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
/ip firewall nat
add action=masquerade chain=srcnat ipsec-policy=out,none out-interface-list=WAN
/ipv6 firewall address-list
add address=::/128 list=bad_ipv6
add address=::1/128 list=bad_ipv6
add address=fec0::/10 list=bad_ipv6
add address=::ffff:0.0.0.0/96 list=bad_ipv6
add address=::/96 list=bad_ipv6
add address=100::/64 list=bad_ipv6
add address=2001:db8::/32 list=bad_ipv6
add address=2001:10::/28 list=bad_ipv6
add address=3ffe::/16 list=bad_ipv6
/ipv6 firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=drop chain=input connection-state=invalid
add action=accept chain=input protocol=icmpv6
add action=accept chain=input dst-port=33434-33534 protocol=udp
add action=accept chain=input dst-port=546 protocol=udp src-address=fe80::/10
add action=accept chain=input dst-port=500,4500 protocol=udp
add action=accept chain=input protocol=ipsec-ah
add action=accept chain=input protocol=ipsec-esp
add action=accept chain=input ipsec-policy=in,ipsec
add action=drop chain=input in-interface-list=!LAN
add action=fasttrack-connection chain=forward connection-state=established,related
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-state=invalid
add action=drop chain=forward src-address-list=bad_ipv6
add action=drop chain=forward dst-address-list=bad_ipv6
add action=drop chain=forward hop-limit=equal:1 protocol=icmpv6
add action=accept chain=forward protocol=icmpv6
add action=accept chain=forward protocol=139
add action=accept chain=forward dst-port=500,4500 protocol=udp
add action=accept chain=forward protocol=ipsec-ah
add action=accept chain=forward protocol=ipsec-esp
add action=accept chain=forward ipsec-policy=in,ipsec
add action=drop chain=forward in-interface-list=!LAN
`,
  "the advanced firewall of MikroTik's manual": `/interface list member
add interface=bridge list=LAN
add interface=ether1 list=WAN
/ip firewall address-list
add address=0.0.0.0/8 list=no_forward_ipv4
add address=169.254.0.0/16 list=no_forward_ipv4
add address=224.0.0.0/4 list=no_forward_ipv4
add address=255.255.255.255/32 list=no_forward_ipv4
add address=127.0.0.0/8 list=bad_ipv4
add address=192.0.0.0/24 list=bad_ipv4
add address=192.0.2.0/24 list=bad_ipv4
add address=198.51.100.0/24 list=bad_ipv4
add address=203.0.113.0/24 list=bad_ipv4
add address=240.0.0.0/4 list=bad_ipv4
add address=0.0.0.0/8 list=not_global_ipv4
add address=10.0.0.0/8 list=not_global_ipv4
add address=100.64.0.0/10 list=not_global_ipv4
add address=169.254.0.0/16 list=not_global_ipv4
add address=172.16.0.0/12 list=not_global_ipv4
add address=192.0.0.0/29 list=not_global_ipv4
add address=192.168.0.0/16 list=not_global_ipv4
add address=198.18.0.0/15 list=not_global_ipv4
add address=255.255.255.255/32 list=not_global_ipv4
add address=224.0.0.0/4 list=bad_src_ipv4
add address=255.255.255.255/32 list=bad_src_ipv4
add address=0.0.0.0/8 list=bad_dst_ipv4
add address=224.0.0.0/4 list=bad_dst_ipv4
/ip firewall filter
add action=accept chain=input protocol=icmp
add action=accept chain=input connection-state=established,related,untracked
add action=drop chain=input in-interface-list=!LAN
add action=accept chain=forward disabled=yes ipsec-policy=in,ipsec
add action=fasttrack-connection chain=forward connection-state=established,related
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-state=invalid
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
add action=drop chain=forward src-address-list=no_forward_ipv4
add action=drop chain=forward dst-address-list=no_forward_ipv4
/ip firewall raw
add action=accept chain=prerouting disabled=yes
add action=accept chain=prerouting dst-address=255.255.255.255 dst-port=67 in-interface-list=LAN protocol=udp src-address=0.0.0.0 src-port=68
add action=drop chain=prerouting src-address-list=bad_ipv4
add action=drop chain=prerouting dst-address-list=bad_ipv4
add action=drop chain=prerouting src-address-list=bad_src_ipv4
add action=drop chain=prerouting dst-address-list=bad_dst_ipv4
add action=drop chain=prerouting in-interface-list=WAN src-address-list=not_global_ipv4
add action=drop chain=prerouting dst-address=192.168.88.0/24 in-interface-list=WAN
add action=drop chain=prerouting in-interface-list=LAN src-address=!192.168.88.0/24
add action=drop chain=prerouting port=0 protocol=udp
add action=jump chain=prerouting jump-target=icmp4 protocol=icmp
add action=jump chain=prerouting jump-target=bad_tcp protocol=tcp
add action=accept chain=prerouting in-interface-list=LAN
add action=accept chain=prerouting in-interface-list=WAN
add action=drop chain=prerouting 
add action=drop chain=bad_tcp protocol=tcp tcp-flags=!fin,!syn,!rst,!ack
add action=drop chain=bad_tcp protocol=tcp tcp-flags=fin,syn
add action=drop chain=bad_tcp protocol=tcp tcp-flags=fin,rst
add action=drop chain=bad_tcp protocol=tcp tcp-flags=fin,!ack
add action=drop chain=bad_tcp protocol=tcp tcp-flags=fin,urg
add action=drop chain=bad_tcp protocol=tcp tcp-flags=syn,rst
add action=drop chain=bad_tcp protocol=tcp tcp-flags=rst,urg
add action=drop chain=bad_tcp port=0 protocol=tcp
add action=accept chain=icmp4 icmp-options=0:0 limit=5,10:packet protocol=icmp
add action=accept chain=icmp4 icmp-options=3:0 protocol=icmp
add action=accept chain=icmp4 icmp-options=3:1 protocol=icmp
add action=accept chain=icmp4 icmp-options=3:2 protocol=icmp
add action=accept chain=icmp4 icmp-options=3:3 protocol=icmp
add action=accept chain=icmp4 icmp-options=3:4 protocol=icmp
add action=accept chain=icmp4 icmp-options=8:0 limit=5,10:packet protocol=icmp
add action=accept chain=icmp4 icmp-options=11:0-255 protocol=icmp
add action=drop chain=icmp4 protocol=icmp
`,
  'counters, marks, two uplinks and hairpin': `/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input src-address-list="port scanners"
add action=add-src-to-address-list address-list="port scanners" address-list-timeout=2w chain=input in-interface=pppoe-out1 protocol=tcp psd=21,3s,3,1
add action=add-src-to-address-list address-list="port scanners" address-list-timeout=2w chain=input protocol=tcp tcp-flags=fin,!syn,!rst,!psh,!ack,!urg
add action=add-src-to-address-list address-list="port scanners" address-list-timeout=2w chain=input protocol=tcp tcp-flags=fin,syn
add action=add-src-to-address-list address-list="port scanners" address-list-timeout=2w chain=input protocol=tcp tcp-flags=syn,rst
add action=jump chain=forward jump-target=tcp protocol=tcp
add action=jump chain=forward jump-target=udp protocol=udp
add action=jump chain=forward jump-target=icmp protocol=icmp
add action=drop chain=tcp dst-port=69 protocol=tcp
add action=drop chain=tcp dst-port=111 protocol=tcp
add action=drop chain=udp dst-port=69 protocol=udp
add action=accept chain=icmp icmp-options=0:0 protocol=icmp
add action=accept chain=icmp icmp-options=3:0-255 protocol=icmp
add action=accept chain=icmp icmp-options=11:0-255 protocol=icmp
add action=drop chain=icmp
add action=drop chain=input src-address-list=ssh_blacklist dst-port=22 protocol=tcp
add action=add-src-to-address-list address-list=ssh_blacklist address-list-timeout=1w3d chain=input connection-state=new dst-port=22 protocol=tcp src-address-list=ssh_stage3
add action=add-src-to-address-list address-list=ssh_stage3 address-list-timeout=1m chain=input connection-state=new dst-port=22 protocol=tcp src-address-list=ssh_stage2
add action=add-src-to-address-list address-list=ssh_stage2 address-list-timeout=1m chain=input connection-state=new dst-port=22 protocol=tcp src-address-list=ssh_stage1
add action=add-src-to-address-list address-list=ssh_stage1 address-list-timeout=1m chain=input connection-state=new dst-port=22 protocol=tcp
add action=accept chain=input in-interface=!pppoe-out1
add action=drop chain=input
/ip firewall mangle
add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=ether1 new-connection-mark=w1 passthrough=yes
add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=ether2 new-connection-mark=w2 passthrough=yes
add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=bridge new-connection-mark=w1 per-connection-classifier=both-addresses-and-ports:2/0
add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface=bridge new-connection-mark=w2 per-connection-classifier=both-addresses-and-ports:2/1
add action=mark-routing chain=prerouting connection-mark=w1 in-interface=bridge new-routing-mark=r1 passthrough=no
add action=mark-routing chain=prerouting connection-mark=w2 in-interface=bridge new-routing-mark=r2 passthrough=no
add action=mark-routing chain=output connection-mark=w1 new-routing-mark=r1
add action=change-mss chain=forward new-mss=clamp-to-pmtu protocol=tcp tcp-flags=syn
add action=change-mss chain=forward new-mss=1400 out-interface=pppoe-out1 protocol=tcp tcp-flags=syn tcp-mss=1401-65535
/ip firewall nat
add action=accept chain=srcnat dst-address=10.1.0.0/16 src-address=192.168.88.0/24
add action=masquerade chain=srcnat out-interface=ether1
add action=masquerade chain=srcnat out-interface=ether2
add action=dst-nat chain=dstnat dst-port=80 in-interface=ether1 protocol=tcp to-addresses=192.168.88.10 to-ports=8080
add action=dst-nat chain=dstnat dst-port=80 in-interface=ether2 protocol=tcp to-addresses=192.168.88.10 to-ports=8080
add action=dst-nat chain=dstnat dst-address=203.0.113.5 dst-port=443 protocol=tcp to-addresses=192.168.88.11
add action=masquerade chain=srcnat dst-address=192.168.88.0/24 src-address=192.168.88.0/24
add action=redirect chain=dstnat dst-port=53 protocol=udp to-ports=53 in-interface=bridge
`,
};

test.each(Object.entries(QUIET))('%s', (_name, script) => {
  const { problems, findings: all } = analyse(script);
  const findings = select(all, {});
  expect(problems).toEqual([]);
  expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});
