/ip firewall filter
add action=add-src-to-address-list address-list=first address-list-timeout=20s chain=input dst-port=31021 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=guests address-list-timeout=1h chain=input dst-port=47110 in-interface-list=WAN protocol=tcp src-address-list=first
add action=accept chain=input dst-port=22 in-interface-list=WAN protocol=tcp src-address-list=guests
add action=drop chain=input in-interface-list=WAN
