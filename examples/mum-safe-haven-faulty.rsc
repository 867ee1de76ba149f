# The knock of the user meeting with the slip of the pen that its own slides invite: "Save" and "Safe".

/ip firewall address-list
add address=192.168.33.10-192.168.33.20 list="Save Haven"

/ip firewall filter
add action=drop chain=input comment="Blacklist" src-address-list=blacklist
add action=accept chain=input comment="Running sessions" connection-state=established,related,untracked

add action=add-src-to-address-list address-list=knock-knock address-list-timeout=15s chain=input comment="Knock 1" \
    dst-port=1337 protocol=tcp
add action=add-src-to-address-list address-list="Save Haven" address-list-timeout=3h chain=input \
    comment="Knock 2 - OK" dst-port=17954 protocol=udp src-address-list=knock-knock
# list-never-filled: the list is called "Save Haven", so nobody is let in, not even from the LAN.
add action=accept chain=input comment="Only Allow Access from Safe Haven" src-address-list="Safe Haven"

add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap, TCP" \
    dst-port=1-1336,1338-17953,17955-65535 protocol=tcp src-address-list=knock-knock
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap, UDP" \
    dst-port=1-1336,1338-17953,17955-65535 protocol=udp src-address-list=knock-knock
add action=drop chain=input comment="Drop Everything Else"
