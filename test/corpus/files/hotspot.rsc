# 2026-01-25 09:15:00 by RouterOS 7.15.3
/ip hotspot profile
set [ find default=yes ] html-directory=hotspot
add dns-name=login.example.com hotspot-address=10.5.50.1 name=hsprof1
/ip pool
add name=hs-pool ranges=10.5.50.2-10.5.50.254
/ip hotspot
add address-pool=hs-pool disabled=no interface=bridge-hs name=hotspot1 profile=hsprof1
/ip hotspot user profile
set [ find default=yes ] rate-limit=5M/5M shared-users=3
/ip address
add address=10.5.50.1/24 interface=bridge-hs network=10.5.50.0
/ip firewall filter
add action=passthrough chain=unused-hs-chain comment="place hotspot rules here" disabled=yes
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface=ether1
/ip firewall nat
add action=passthrough chain=unused-hs-chain comment="place hotspot rules here" disabled=yes
add action=masquerade chain=srcnat comment="masquerade hotspot network" src-address=10.5.50.0/24
/ip hotspot walled-garden
add comment="place hotspot rules here" disabled=yes
add dst-host=*.example.com
