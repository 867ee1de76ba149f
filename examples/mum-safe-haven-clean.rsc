# From a MikroTik User Meeting in Indonesia: eleven LAN addresses may manage the router, everybody else knocks
# tcp 1337 and within 15 seconds udp 17954, and is then on the same list for three hours.

/ip firewall address-list
add address=192.168.33.10-192.168.33.20 list="Save Haven"

/ip firewall filter
# Added: who tried a wrong port after the first knock is shut out for five minutes.
add action=drop chain=input comment="Blacklist" src-address-list=blacklist
# Added: answers to the router's own connections, and sessions that outlive the three hours.
add action=accept chain=input comment="Running sessions" connection-state=established,related,untracked

add action=add-src-to-address-list address-list=knock-knock address-list-timeout=15s chain=input comment="Knock 1" \
    dst-port=1337 protocol=tcp
add action=add-src-to-address-list address-list="Save Haven" address-list-timeout=3h chain=input \
    comment="Knock 2 - OK" dst-port=17954 protocol=udp src-address-list=knock-knock
add action=accept chain=input comment="Only Allow Access from Save Haven" src-address-list="Save Haven"

# Added: the traps. They spare both knock ports, and stand below the accept for whoever has knocked.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap, TCP" \
    dst-port=1-1336,1338-17953,17955-65535 protocol=tcp src-address-list=knock-knock
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap, UDP" \
    dst-port=1-1336,1338-17953,17955-65535 protocol=udp src-address-list=knock-knock
add action=drop chain=input comment="Drop Everything Else"
