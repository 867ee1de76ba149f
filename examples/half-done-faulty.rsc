# Filters with half of what they need, or twice. Nothing here is to be copied.

/ip firewall filter
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-state=invalid
add action=jump chain=forward jump-target=web protocol=tcp
# jump-repeated: whoever begins a connection has been through this chain already.
add action=jump chain=forward connection-state=new jump-target=web protocol=tcp
# port-without-pair: the access points of the network send their data to port 5247.
add action=accept chain=forward dst-port=5246 in-interface-list=LAN protocol=udp
add action=accept chain=forward dst-port=53 protocol=udp
add action=drop chain=forward
add action=accept chain=web dst-port=80,443 protocol=tcp

/ip firewall address-list
add address=192.168.10.0/24 list=own
# public-space-inside: 168 was meant.
add address=192.186.20.0/24 list=own
# entry-without-sender: this stands for no host.
add address=0.0.0.0 list=own
/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN src-address-list=own
/ip firewall filter
# twin-without-end: what IPv6 refuses here, IPv4 lets out.
add action=accept chain=output connection-state=established,related
add action=accept chain=output dst-port=53 protocol=udp
add action=accept chain=output dst-port=123 protocol=udp
/ipv6 firewall filter
add action=accept chain=output connection-state=established,related
add action=accept chain=output dst-port=53 protocol=udp
add action=accept chain=output dst-port=123 protocol=udp
add action=accept chain=output protocol=icmpv6
add action=drop chain=output
# accept-hides-faults, management-exposed, unreachable-rule, invalid-not-dropped: meant for a day, to find a fault.
add action=accept chain=input
add action=accept chain=input connection-state=established,related
add action=accept chain=input protocol=udp src-port=123
add action=drop chain=input
