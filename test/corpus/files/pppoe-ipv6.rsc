# 2026-10-03 20:02:00 by RouterOS 7.20
/interface vlan
add interface=ether1 name=vlan7-isp vlan-id=7
/interface pppoe-client
add add-default-route=yes disabled=no interface=vlan7-isp name=pppoe-out1 user=line-0815@example.net
/ipv6 dhcp-client
add add-default-route=yes interface=pppoe-out1 pool-name=pool6 pool-prefix-length=64 request=prefix
/ipv6 address
add address=::1 from-pool=pool6 interface=bridge
/ip address
add address=192.168.2.1/24 interface=bridge network=192.168.2.0
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input protocol=icmp
add action=drop chain=input in-interface=pppoe-out1
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface=pppoe-out1
/ip firewall mangle
add action=change-mss chain=forward new-mss=clamp-to-pmtu out-interface=pppoe-out1 passthrough=yes protocol=tcp tcp-flags=syn
/ip firewall nat
add action=masquerade chain=srcnat out-interface=pppoe-out1
/ipv6 firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input protocol=icmpv6
add action=accept chain=input dst-port=546 protocol=udp src-address=fe80::/10
add action=drop chain=input in-interface=pppoe-out1
add action=accept chain=forward connection-state=established,related,untracked
add action=accept chain=forward protocol=icmpv6
add action=drop chain=forward in-interface=pppoe-out1
