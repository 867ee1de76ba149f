/ip firewall filter
add action=accept chain=input comment="replies" connection-state=established,related,untracked
add action=drop chain=input comment="broken packets" connection-state=invalid
add action=accept chain=input protocol=icmp
add action=accept chain=input dst-port=22,8291 in-interface-list=LAN protocol=tcp
add action=drop chain=input comment="all that is left" in-interface-list=!LAN
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-nat-state=!dstnat in-interface-list=WAN
