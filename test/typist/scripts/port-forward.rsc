/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
add action=dst-nat chain=dstnat comment="web server" dst-port=80,443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.10
add action=dst-nat chain=dstnat dst-port=2222 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.11 to-ports=22
/ip firewall filter
add action=accept chain=forward connection-nat-state=dstnat connection-state=new
