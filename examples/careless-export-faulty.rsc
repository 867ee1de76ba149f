# 2026-11-01 10:00:00 by RouterOS 7.20
# The export of a router in a hurry. Nothing here is to be copied.

/interface bridge
add name=bridge
/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAN
/queue simple
add max-limit=10M/10M name=guests target=192.168.20.0/24
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface-list=WAN
# fasttrack-skips-queues: the limit above holds for the first packets only.
# fasttrack-without-accept: the rest of their packets falls through to the drop.
add action=fasttrack-connection chain=forward connection-state=established,related
add action=drop chain=forward in-interface=bridge out-interface=bridge
# forward-open-end: translation is no firewall.
add action=drop chain=forward connection-state=invalid
# import-stops-here: the entry is there already, and the import ends with it.
/ip firewall address-list
add address=203.0.113.7 list=partners
add address=203.0.113.7 list=partners
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
# masquerade-everything: servers inside see the router behind every request.
add action=masquerade chain=srcnat
# dstnat-takes-everything: no page of the world opens any more.
add action=dst-nat chain=dstnat dst-port=443 protocol=tcp to-addresses=192.168.88.10
/ipv6 dhcp-client
# ipv6-unfiltered: WinBox, SSH and the web page are open by this way.
add interface=ether1 pool-name=provider request=address,prefix
/ppp secret
# secret-in-file: a repository never forgets.
add name=branch password=hunter2-hunter2 service=l2tp
/system script
# imports-download: whoever is on the way decides what runs.
add name=update source="/tool fetch url=http://updates.example.com/list.rsc\r\n/import file-name=list.rsc"
