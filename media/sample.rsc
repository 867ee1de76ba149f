# A sample to try RouterOS Firewall on; change what you like. Problems are underlined, and Ctrl+. offers what to do.

/ip firewall filter
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked
add action=drop chain=input comment="invalid packets" connection-state=invalid

# A port knock: tcp 41873, then tcp 23519, opens SSH for 30 minutes. Shift+Alt+K draws it.
add action=accept chain=input comment="gate: SSH for who has knocked" dst-port=22 in-interface-list=WAN protocol=tcp \
    src-address-list=knocked
add action=drop chain=input comment="who knocked wrongly" in-interface-list=WAN src-address-list=banned
add action=add-src-to-address-list address-list=knocked address-list-timeout=30m chain=input comment="second knock" \
    connection-state=new dst-port=23519 in-interface-list=WAN protocol=tcp src-address-list=knock1
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="first knock" \
    connection-state=new dst-port=41873 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=banned address-list-timeout=5m chain=input comment="trap for all other ports" \
    connection-state=new dst-port=!23519,41873 in-interface-list=WAN protocol=tcp
add action=drop chain=input comment="everything else from the Internet" in-interface-list=WAN

# The rule above drops these packets already, so this one is never reached. Ctrl+. moves it.
add action=accept chain=input comment="the monitoring server" dst-port=161 in-interface-list=WAN protocol=udp \
    src-address=198.51.100.20
