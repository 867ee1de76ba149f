# 2026-04-11 08:00:41 by RouterOS 7.18.2
# software id = ABCD-0003
#
# model = RB5009UG+S+
/interface bridge
add frame-types=admit-only-vlan-tagged name=bridge vlan-filtering=yes
/interface vlan
add interface=bridge name=vlan10-staff vlan-id=10
add interface=bridge name=vlan20-voice vlan-id=20
add interface=bridge name=vlan30-guests vlan-id=30
add interface=bridge name=vlan99-mgmt vlan-id=99
/interface list
add name=WAN
add name=VLANS
add name=MGMT
/ip pool
add name=pool10 ranges=10.10.10.50-10.10.10.250
add name=pool20 ranges=10.10.20.50-10.10.20.250
add name=pool30 ranges=10.10.30.50-10.10.30.250
/ip dhcp-server
add address-pool=pool10 interface=vlan10-staff name=staff
add address-pool=pool20 interface=vlan20-voice name=voice
add address-pool=pool30 interface=vlan30-guests name=guests
/interface bridge port
add bridge=bridge frame-types=admit-only-untagged-and-priority-tagged interface=ether2 pvid=10
add bridge=bridge frame-types=admit-only-untagged-and-priority-tagged interface=ether3 pvid=20
add bridge=bridge frame-types=admit-only-vlan-tagged interface=ether8
/interface bridge vlan
add bridge=bridge tagged=bridge,ether8 vlan-ids=10
add bridge=bridge tagged=bridge,ether8 vlan-ids=20
add bridge=bridge tagged=bridge,ether8 vlan-ids=30,99
/interface list member
add interface=ether1 list=WAN
add interface=vlan10-staff list=VLANS
add interface=vlan20-voice list=VLANS
add interface=vlan30-guests list=VLANS
add interface=vlan99-mgmt list=MGMT
/ip address
add address=10.10.10.1/24 interface=vlan10-staff network=10.10.10.0
add address=10.10.20.1/24 interface=vlan20-voice network=10.10.20.0
add address=10.10.30.1/24 interface=vlan30-guests network=10.10.30.0
add address=10.10.99.1/24 interface=vlan99-mgmt network=10.10.99.0
add address=203.0.113.10/29 interface=ether1 network=203.0.113.8
/ip dns
set allow-remote-requests=yes servers=192.0.2.53
/ip firewall address-list
add address=10.10.10.80 list=printers
add address=10.10.10.81 list=printers
/ip firewall filter
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked
add action=drop chain=input comment="no sessions" connection-state=invalid
add action=accept chain=input comment=ping limit=50/5s,2:packet protocol=icmp
add action=accept chain=input comment="management" in-interface-list=MGMT
add action=accept chain=input comment="DNS for all VLANs" dst-port=53 in-interface-list=VLANS protocol=udp
add action=accept chain=input comment="DNS for all VLANs" dst-port=53 in-interface-list=VLANS protocol=tcp
add action=drop chain=input comment="the rest"
add action=accept chain=forward comment="running sessions" connection-state=established,related,untracked
add action=drop chain=forward comment="no sessions" connection-state=invalid
add action=accept chain=forward comment="all go out" in-interface-list=VLANS out-interface-list=WAN
add action=accept chain=forward comment="guests may print" dst-address-list=printers dst-port=9100 in-interface=vlan30-guests protocol=tcp
add action=accept chain=forward comment="management goes everywhere" in-interface-list=MGMT
add action=drop chain=forward comment="the rest"
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
/ip route
add gateway=203.0.113.9
/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
set ssh address=10.10.99.0/24
set winbox address=10.10.99.0/24
/system identity
set name=office
