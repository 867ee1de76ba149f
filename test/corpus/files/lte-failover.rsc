# 2026-03-30 11:11:11 by RouterOS 7.17
/interface lte apn
set [ find default=yes ] apn=internet ip-type=ipv4 use-network-apn=no
/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAN
add interface=lte1 list=WAN
/ip dhcp-client
add add-default-route=yes default-route-distance=1 interface=ether1
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface-list=WAN
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-state=new in-interface-list=WAN
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
/system scheduler
add interval=5m name=lte-watch on-event=":if ([/interface lte monitor lte1 once as-value]->\"status\" != \"connected\") do={\r\
    \n  :log warning \"LTE is down\"\r\
    \n}" policy=read,test start-time=startup
