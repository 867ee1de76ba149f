# 2026-08-30 13:37:00 by RouterOS 7.21
/ipv6 address
add address=2001:db8:10:1::1/64 interface=bridge
/ipv6 dhcp-client
add add-default-route=yes interface=ether1 pool-name=isp request=prefix
/ipv6 firewall address-list
add address=2001:db8:10:1::80/128 comment="web server" list=web
add address=2001:db8:ffff::/48 comment=monitoring list=monitors
/ipv6 firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input protocol=icmpv6
add action=accept chain=input dst-port=546 protocol=udp src-address=fe80::/10
add action=accept chain=input dst-port=161 protocol=udp src-address-list=monitors
add action=accept chain=input in-interface=bridge
add action=drop chain=input
add action=accept chain=forward connection-state=established,related,untracked
add action=accept chain=forward protocol=icmpv6
add action=accept chain=forward in-interface=bridge
add action=accept chain=forward comment="HTTPS and QUIC" dst-address-list=web dst-port=443 protocol=tcp
add action=accept chain=forward comment="HTTPS and QUIC" dst-address-list=web dst-port=443 protocol=udp
add action=drop chain=forward
/ipv6 nd
set [ find default=yes ] interface=bridge managed-address-configuration=no other-configuration=yes
