# The knock of the article with the ports that the article itself warns of, and its idea of a knock for a VPN.

/ip firewall filter
add action=accept chain=input comment=defconf connection-state=established,related
add action=accept chain=input comment="Allow TRUSTED" src-address-list=trusted

# sequential-knock-ports: 1111, 1112, 1113 are in order, so one sweep over the ports opens the knock.
# missing-blacklist: nothing stops a scanner at its first wrong port.
add action=add-src-to-address-list address-list=port_knock_1 address-list-timeout=1m chain=input comment="Knock1" \
    dst-port=1111 protocol=tcp
add action=add-src-to-address-list address-list=port_knock_2 address-list-timeout=1m chain=input comment="Knock2" \
    dst-port=1112 protocol=tcp src-address-list=port_knock_1
add action=add-src-to-address-list address-list=trusted address-list-timeout=7d chain=input comment="Knock3" \
    dst-port=1113 protocol=tcp src-address-list=port_knock_2

add action=add-src-to-address-list address-list=vpn_knock_1 address-list-timeout=20s chain=input \
    comment="VPN knock 1" dst-port=40517 protocol=udp
# knock-without-gate: no rule asks for the list vpn_allowed, so this knock opens nothing.
add action=add-src-to-address-list address-list=vpn_allowed address-list-timeout=1h chain=input \
    comment="VPN knock 2" dst-port=21873 protocol=tcp src-address-list=vpn_knock_1

add action=drop chain=input comment="Drop everything else from WAN" in-interface-list=WAN
