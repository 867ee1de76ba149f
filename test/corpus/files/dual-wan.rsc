# 2026-05-20 21:03:19 by RouterOS 7.19.1
# software id = ABCD-0004
/interface list
add name=WAN
add name=LAN
/routing table
add disabled=no fib name=via-one
add disabled=no fib name=via-two
/interface list member
add interface=ether1-one list=WAN
add interface=ether2-two list=WAN
add interface=bridge list=LAN
/ip address
add address=198.51.100.2/30 interface=ether1-one network=198.51.100.0
add address=203.0.113.2/30 interface=ether2-two network=203.0.113.0
add address=192.168.50.1/24 interface=bridge network=192.168.50.0
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface-list=LAN
add action=drop chain=input in-interface-list=WAN
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
/ip firewall mangle
add action=mark-connection chain=prerouting comment="in by one, out by one" connection-mark=no-mark in-interface=ether1-one new-connection-mark=one passthrough=yes
add action=mark-connection chain=prerouting connection-mark=no-mark in-interface=ether2-two new-connection-mark=two passthrough=yes
add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface-list=LAN new-connection-mark=one passthrough=yes per-connection-classifier=both-addresses:2/0
add action=mark-connection chain=prerouting connection-mark=no-mark dst-address-type=!local in-interface-list=LAN new-connection-mark=two passthrough=yes per-connection-classifier=both-addresses:2/1
add action=mark-routing chain=prerouting connection-mark=one in-interface-list=LAN new-routing-mark=via-one passthrough=no
add action=mark-routing chain=prerouting connection-mark=two in-interface-list=LAN new-routing-mark=via-two passthrough=no
add action=mark-routing chain=output connection-mark=one new-routing-mark=via-one passthrough=no
add action=mark-routing chain=output connection-mark=two new-routing-mark=via-two passthrough=no
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1-one
add action=masquerade chain=srcnat out-interface=ether2-two
/ip route
add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=192.0.2.1 routing-table=via-one target-scope=11
add check-gateway=ping distance=1 dst-address=0.0.0.0/0 gateway=192.0.2.2 routing-table=via-two target-scope=11
add dst-address=192.0.2.1/32 gateway=198.51.100.1 scope=10
add dst-address=192.0.2.2/32 gateway=203.0.113.1 scope=10
add distance=1 gateway=192.0.2.1 target-scope=11
add distance=2 gateway=192.0.2.2 target-scope=11
/tool netwatch
add down-script=":log warning \"one is down\"" host=192.0.2.1 interval=10s up-script=":log info \"one is up\""
