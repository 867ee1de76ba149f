# 2026-06-01 07:30:00 by RouterOS 7.22
/interface wireguard
add listen-port=13231 mtu=1420 name=wg-staff
/interface list
add name=WAN
add name=LAN
/interface wireguard peers
add allowed-address=10.99.0.2/32 comment="laptop of the owner" interface=wg-staff name=peer1 public-key="cGVlci1vbmUtcHVibGljLWtleS1mb3ItdGVzdHMtMDE="
add allowed-address=10.99.0.3/32 comment=phone interface=wg-staff name=peer2 public-key="cGVlci10d28tcHVibGljLWtleS1mb3ItdGVzdHMtMDI="
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
add interface=wg-staff list=LAN
/ip address
add address=10.99.0.1/24 interface=wg-staff network=10.99.0.0
add address=192.168.77.1/24 interface=bridge network=192.168.77.0
/ip dhcp-client
add interface=ether1
/ip firewall filter
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked
add action=drop chain=input comment=invalid connection-state=invalid
add action=accept chain=input comment=WireGuard dst-port=13231 protocol=udp
add action=accept chain=input comment="from the inside and the tunnel" in-interface-list=LAN
add action=drop chain=input comment="the rest"
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-state=invalid
add action=accept chain=forward in-interface-list=LAN
add action=drop chain=forward
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
