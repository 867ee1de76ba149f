# rosfw-expect ipv4 interfaces WAN -> router tcp 22 => refused
# rosfw-expect ipv4 interfaces WAN -> router tcp 8291 => refused
# rosfw-expect ipv4 interfaces WAN -> router tcp 80 => refused
/ip firewall filter
add action=accept chain=input dst-port=8291 in-interface-list=WAN protocol=tcp
:if ($open) do={ add action=accept chain=input dst-port=80 protocol=tcp }
add action=drop chain=input in-interface-list=WAN
