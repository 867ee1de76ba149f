# A whole input chain that looks closed and is not, and chains that nothing leads to. Nothing here is to be copied.

/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN

/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input protocol=icmp
# management-exposed: SSH and WinBox for everybody.
add action=accept chain=input comment="management" dst-port=22,8291 protocol=tcp
# jump-to-missing-chain: the chain is called drop-it. invalid-not-dropped: it stands below an accept.
add action=jump chain=input connection-state=invalid jump-target=Drop-it
add action=jump chain=input jump-target=scans protocol=tcp
# chain-never-entered: the chain is called input.
add action=drop chain=imput comment="no Telnet" dst-port=23 in-interface-list=WAN protocol=tcp
# source-port-opens: anybody may send from the port of a name server.
add action=accept chain=input dst-port=8728,8729 protocol=tcp src-port=53
# input-open-end: the last rule drops TCP only, so WireGuard, DNS and SNMP are open to the Internet.
add action=drop chain=input in-interface-list=WAN protocol=tcp

add action=jump chain=forward connection-state=invalid jump-target=drop-it
add action=drop chain=drop-it

# jump-cycle: scans jumps to flags, and flags jumps back.
add action=jump chain=scans connection-state=new jump-target=flags
add action=drop chain=flags protocol=tcp tcp-flags=fin,syn
add action=jump chain=flags jump-target=scans

/ipv6 firewall filter
add action=accept chain=input connection-state=established,related
# neighbour-discovery-dropped: after some minutes nobody finds the router any more.
add action=drop chain=input
