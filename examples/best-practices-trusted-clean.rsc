# From an article on best practices: tcp 33333, 22222, 11111, a minute for each step, then a week of trust.
# The interface list WAN is part of the default configuration.

/ip firewall filter
add action=accept chain=input comment=defconf connection-state=established,related
add action=accept chain=input comment="Allow TRUSTED" src-address-list=trusted
# Added: who tried a wrong port after the first knock is shut out for five minutes.
add action=drop chain=input comment="Blacklist" src-address-list=blacklist

add action=add-src-to-address-list address-list=port_knock_1 address-list-timeout=1m chain=input comment="Knock1" \
    dst-port=33333 protocol=tcp
add action=add-src-to-address-list address-list=port_knock_2 address-list-timeout=1m chain=input comment="Knock2" \
    dst-port=22222 protocol=tcp src-address-list=port_knock_1
add action=add-src-to-address-list address-list=trusted address-list-timeout=7d chain=input comment="Knock3" \
    dst-port=11111 protocol=tcp src-address-list=port_knock_2

# Added: the traps, one for each step. They spare the three knock ports.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input \
    comment="Trap after knock 1" dst-port=1-11110,11112-22221,22223-33332,33334-65535 protocol=tcp \
    src-address-list=port_knock_1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input \
    comment="Trap after knock 2" dst-port=1-11110,11112-22221,22223-33332,33334-65535 protocol=tcp \
    src-address-list=port_knock_2
# The drop that the article takes for granted.
add action=drop chain=input comment="Drop everything else from WAN" in-interface-list=WAN

# Services that send everything in the clear.
/ip service
set telnet disabled=yes
set www disabled=yes
set ftp disabled=yes
