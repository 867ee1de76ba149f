# 2026-04-04 04:44:00 by RouterOS 7.21
/routing ospf instance
add disabled=no name=core router-id=192.0.2.250 version=2
/routing ospf area
add disabled=no instance=core name=backbone
/routing bgp template
set default as=64500 disabled=no
/routing bgp connection
add as=64500 disabled=no local.role=ebgp name=upstream output.filter-chain=to-upstream remote.address=198.51.100.129/32 .as=64501 templates=default
/routing filter rule
add chain=to-upstream disabled=no rule="if (dst == 203.0.113.0/24) { accept }"
add chain=to-upstream disabled=no rule="reject"
/routing ospf interface-template
add area=backbone cost=10 disabled=no interfaces=sfp1 networks=192.0.2.0/25 type=ptp
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input comment=BGP dst-port=179 protocol=tcp src-address=198.51.100.129
add action=accept chain=input comment=OSPF in-interface=sfp1 protocol=ospf
add action=accept chain=input protocol=icmp
add action=drop chain=input
/ip firewall raw
add action=notrack chain=prerouting comment="transit goes without connections" dst-address=203.0.113.0/24
