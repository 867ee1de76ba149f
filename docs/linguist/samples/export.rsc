# 2026-01-02 03:04:05 by RouterOS 7.20
# model = RB5009
/interface bridge
add name=bridge
/ip address
add address=192.0.2.1/24 interface=bridge network=192.0.2.0
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface-list=!LAN
