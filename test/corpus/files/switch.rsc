# 2026-07-27 17:00:00 by RouterOS 7.18.2
# model = CRS328-24P-4S+
/interface bridge
add ingress-filtering=no name=bridge protocol-mode=rstp vlan-filtering=yes
/interface ethernet
set [ find default-name=ether1 ] comment=uplink
set [ find default-name=ether2 ] poe-out=off
/interface vlan
add interface=bridge name=mgmt vlan-id=99
/interface bonding
add mode=802.3ad name=bond1 slaves=sfp-sfpplus1,sfp-sfpplus2 transmit-hash-policy=layer-2-and-3
/interface bridge port
add bridge=bridge interface=ether2 pvid=10
add bridge=bridge interface=ether3 pvid=10
add bridge=bridge frame-types=admit-only-vlan-tagged interface=bond1
/interface bridge vlan
add bridge=bridge tagged=bridge,bond1 vlan-ids=99
add bridge=bridge tagged=bond1 untagged=ether2,ether3 vlan-ids=10
/ip address
add address=10.0.99.2/24 interface=mgmt network=10.0.99.0
/ip route
add gateway=10.0.99.1
/system identity
set name=switch-1
