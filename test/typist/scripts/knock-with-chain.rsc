/ip firewall filter
add action=jump chain=input comment="knocks" connection-state=new in-interface-list=WAN jump-target=knocking
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=opened
add action=drop chain=input in-interface-list=WAN
add action=add-src-to-address-list address-list=opened address-list-timeout=30m chain=knocking dst-port=18222 protocol=tcp src-address-list=asked
add action=add-src-to-address-list address-list=asked address-list-timeout=10s chain=knocking dst-port=60377 protocol=tcp
add action=return chain=knocking
