# Port knocking as MikroTik's manual shows it: tcp 888, 555, 222 from WAN, then everything is accepted for 30 minutes.
# The interface list WAN is part of the default configuration.

/ip firewall layer7-protocol
add comment="payload of a knock with a passphrase" name=pass regexp="^passphrase/\$"

/ip firewall filter
# The manual ships its blacklist disabled; here it is on.
add action=drop chain=input comment="blacklist" in-interface-list=WAN src-address-list=blacklist
# Added: a session outlives the 30 minutes of the knock.
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked

add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input comment="knock 1" \
    dst-port=888 in-interface-list=WAN protocol=tcp
# The same first knock over UDP with a passphrase. Protocol and port keep the costly pattern off all other traffic.
add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input \
    comment="knock 1, with passphrase" dst-port=888 in-interface-list=WAN layer7-protocol=pass protocol=udp
add action=add-src-to-address-list address-list=555 address-list-timeout=30s chain=input comment="knock 2" \
    dst-port=555 in-interface-list=WAN protocol=tcp src-address-list=888
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="knock 3" \
    dst-port=222 in-interface-list=WAN protocol=tcp src-address-list=555
add action=accept chain=input comment="whoever knocked" in-interface-list=WAN src-address-list=secured

# Below the accept, so no trap catches a source that has knocked.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1000m chain=input \
    comment="a port that nobody uses" dst-port=666 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1m chain=input \
    comment="ports that scanners try" dst-port=21,22,23,8291,10000-60000 in-interface-list=WAN protocol=tcp \
    src-address-list=!secured
# The drop that the manual takes for granted.
add action=drop chain=input comment="everything else from WAN" in-interface-list=WAN
