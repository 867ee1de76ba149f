# rosfw-expect ipv4 interfaces WAN -> router tcp 8291 => refused
/ip firewall filter
add action=accept chain=input dst-port=443 in-interface-list=WAN protocol=tcp
