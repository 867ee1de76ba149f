# The later revision of the same page, added to a firewall that is already there: the order of the rules is not the
# order of the lines, because each one says before which rule it goes.
# The interface list WAN is part of the default configuration.

/ip firewall layer7-protocol
add name=pass regexp="^passphrase/\$"

/ip firewall filter
# What the page takes for granted.
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked
add action=drop chain=input comment="drop WAN" in-interface-list=WAN

# The knock: tcp 888, 555, 222.
add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input dst-port=888 \
    in-interface-list=WAN place-before=[find comment="drop WAN"] protocol=tcp
add action=add-src-to-address-list address-list=555 address-list-timeout=30s chain=input dst-port=555 \
    in-interface-list=WAN place-before=[find comment="drop WAN"] protocol=tcp src-address-list=888
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input dst-port=222 \
    in-interface-list=WAN place-before=[find comment="drop WAN"] protocol=tcp src-address-list=555
add action=accept chain=input in-interface-list=WAN place-before=[find comment="drop WAN"] \
    src-address-list=secured

# The blacklist: its drop at the very top, its traps below the accept. The page ships all three disabled.
add action=drop chain=input in-interface-list=WAN place-before=[find comment="running sessions"] \
    src-address-list=blacklist
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1000m chain=input dst-port=666 \
    in-interface-list=WAN place-before=[find comment="drop WAN"] protocol=tcp
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1m chain=input \
    dst-port=21,22,23,8291,10000-60000 in-interface-list=WAN place-before=[find comment="drop WAN"] protocol=tcp \
    src-address-list=!secured

# The first knock once more, over UDP with a passphrase.
add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input dst-port=888 \
    in-interface-list=WAN layer7-protocol=pass place-before=[find comment="drop WAN"] protocol=udp
