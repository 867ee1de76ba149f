# 2026-05-05 15:55:00 by RouterOS 7.19
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
/ip address
add address=192.168.40.1/24 interface=bridge network=192.168.40.0
add address=203.0.113.40/24 interface=ether1 network=203.0.113.0
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface-list=LAN
add action=drop chain=input in-interface-list=WAN
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward comment="what was forwarded" connection-nat-state=dstnat
add action=accept chain=forward in-interface-list=LAN
add action=drop chain=forward
/ip firewall nat
add action=masquerade chain=srcnat comment="hairpin: from the inside to the server" dst-address=192.168.40.10 out-interface-list=LAN src-address=192.168.40.0/24
add action=masquerade chain=srcnat out-interface-list=WAN
add action=dst-nat chain=dstnat comment=web dst-address=203.0.113.40 dst-port=80,443 protocol=tcp to-addresses=192.168.40.10
