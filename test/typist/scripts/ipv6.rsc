/ipv6 firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input protocol=icmpv6
add action=accept chain=input dst-port=546 protocol=udp src-address=fe80::/10
add action=drop chain=input in-interface-list=!LAN
add action=accept chain=forward connection-state=established,related
add action=reject chain=forward in-interface-list=WAN reject-with=icmp-admin-prohibited
/ipv6 firewall address-list
add address=2001:db8::/32 list=examples
