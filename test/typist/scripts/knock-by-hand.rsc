/ip firewall filter
add chain=input protocol=udp dst-port=40123 action=add-src-to-address-list address-list=one address-list-timeout=15s comment="knock 1"
add chain=input protocol=udp dst-port=20991 src-address-list=one action=add-src-to-address-list address-list=two address-list-timeout=15s comment="knock 2"
add chain=input protocol=udp dst-port=55012 src-address-list=two action=add-src-to-address-list address-list=friends address-list-timeout=30m comment="knock 3"
add chain=input src-address-list=friends action=accept comment="who has knocked"
add chain=input action=drop comment="nobody else"
