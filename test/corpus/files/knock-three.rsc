# Three knocks by UDP; a wrong port in between costs five minutes.
/ip firewall filter
add chain=input action=drop src-address-list=knock-wrong in-interface-list=WAN comment="knocked wrongly"
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock-1 address-list-timeout=10s \
    protocol=udp dst-port=41873 in-interface-list=WAN comment="knock 1 of 3"
add chain=input action=add-src-to-address-list address-list=knock-2 address-list-timeout=10s \
    protocol=udp dst-port=7219 src-address-list=knock-1 in-interface-list=WAN comment="knock 2 of 3"
add chain=input action=add-src-to-address-list address-list=knock-open address-list-timeout=30m \
    protocol=udp dst-port=23951 src-address-list=knock-2 in-interface-list=WAN comment="knock 3 of 3"
add chain=input action=add-src-to-address-list address-list=knock-wrong address-list-timeout=5m \
    protocol=udp dst-port=!41873,7219,23951 src-address-list=knock-1 in-interface-list=WAN comment=trap
add chain=input action=accept protocol=tcp dst-port=22,8291 src-address-list=knock-open in-interface-list=WAN
add chain=input action=drop in-interface-list=WAN
