# 2026-03-02 19:14:05 by RouterOS 7.20.4
# software id = ABCD-0001
#
# model = C53UiG+5HPaxD2HPaxD
/interface bridge
add admin-mac=02:00:00:00:10:01 auto-mac=no comment=defconf name=bridge
/interface list
add comment=defconf name=WAN
add comment=defconf name=LAN
/ip pool
add name=default-dhcp ranges=192.168.88.10-192.168.88.254
/ip dhcp-server
add address-pool=default-dhcp interface=bridge lease-time=10m name=defconf
/interface bridge port
add bridge=bridge comment=defconf interface=ether2
add bridge=bridge comment=defconf interface=ether3
add bridge=bridge comment=defconf interface=ether4
/ip neighbor discovery-settings
set discover-interface-list=LAN
/interface list member
add comment=defconf interface=bridge list=LAN
add comment=defconf interface=ether1 list=WAN
/ip address
add address=192.168.88.1/24 comment=defconf interface=bridge network=192.168.88.0
/ip dhcp-client
add comment=defconf interface=ether1
/ip dhcp-server network
add address=192.168.88.0/24 comment=defconf dns-server=192.168.88.1 gateway=192.168.88.1
/ip dns
set allow-remote-requests=yes servers=192.0.2.53,198.51.100.53
/ip firewall filter
add action=accept chain=input comment="established, related" connection-state=established,related,untracked
add action=drop chain=input comment=invalid connection-state=invalid
add action=accept chain=input comment=ICMP protocol=icmp
add action=accept chain=input comment="to local loopback (for CAPsMAN)" dst-address=127.0.0.1
add action=drop chain=input comment="all that does not come from LAN" in-interface-list=!LAN
add action=accept chain=forward comment="in ipsec policy" ipsec-policy=in,ipsec
add action=accept chain=forward comment="out ipsec policy" ipsec-policy=out,ipsec
add action=fasttrack-connection chain=forward comment=fasttrack connection-state=established,related hw-offload=yes
add action=accept chain=forward comment="established, related" connection-state=established,related,untracked
add action=drop chain=forward comment=invalid connection-state=invalid
add action=drop chain=forward comment="from WAN, not translated" connection-nat-state=!dstnat connection-state=new in-interface-list=WAN
/ip firewall nat
add action=masquerade chain=srcnat comment=masquerade ipsec-policy=out,none out-interface-list=WAN
/ipv6 firewall filter
add action=accept chain=input comment="established, related" connection-state=established,related,untracked
add action=drop chain=input comment=invalid connection-state=invalid
add action=accept chain=input comment=ICMPv6 protocol=icmpv6
add action=accept chain=input comment="UDP traceroute" dst-port=33434-33534 protocol=udp
add action=accept chain=input comment="DHCPv6 prefix delegation" dst-port=546 protocol=udp src-address=fe80::/10
add action=drop chain=input comment="all that does not come from LAN" in-interface-list=!LAN
add action=accept chain=forward comment="established, related" connection-state=established,related,untracked
add action=drop chain=forward comment=invalid connection-state=invalid
add action=accept chain=forward comment=ICMPv6 protocol=icmpv6
add action=drop chain=forward comment="all that does not come from LAN" in-interface-list=!LAN
/system clock
set time-zone-name=Europe/Vienna
/tool mac-server
set allowed-interface-list=LAN
/tool mac-server mac-winbox
set allowed-interface-list=LAN
