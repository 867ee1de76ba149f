# Filters that let through more, or less, than they seem to. Nothing here is to be copied.

/ip firewall filter
# related-refused: errors about running sessions are refused at the end.
add action=accept chain=input connection-state=established
add action=drop chain=input connection-state=invalid
add action=accept chain=input dst-port=22 protocol=tcp src-address=192.0.2.7
add action=drop chain=input

# ban-too-wide: whoever of the inside opens many connections is banned with the attackers.
add action=drop chain=forward src-address-list=flooders
add action=add-src-to-address-list address-list=flooders address-list-timeout=1d chain=forward connection-limit=100,32 \
    protocol=tcp
# ban-wrong-side: the destination is the host that is attacked.
add action=drop chain=forward src-address-list=scanners
add action=add-dst-to-address-list address-list=scanners address-list-timeout=1d chain=forward protocol=tcp psd=21,3s,3,1

# ban-late: the web page has answered before.
add action=accept chain=forward dst-port=443 protocol=tcp
/ip firewall raw
add action=accept chain=prerouting dst-port=443 protocol=tcp
add action=drop chain=prerouting src-address-list=flooders

# A second filter, for IPv6. Its forward chain is that of a router with a network behind it.
/ipv6 firewall filter
# port-matches-replies: what RADIUS servers answer comes from these ports.
add action=drop chain=input port=1812,1813 protocol=udp
add action=accept chain=input connection-state=established,related
add action=drop chain=input connection-state=invalid
# l2tp-without-ipsec, open-time-server, tunnel-from-anywhere: for everybody, and in the clear.
add action=accept chain=input dst-port=1701 protocol=udp
add action=accept chain=input dst-port=123,500 protocol=udp
add action=accept chain=input protocol=gre
# drop-with-limit: five packets a second are dropped, and the others get in.
add action=drop chain=input limit=5,5:packet log=yes

# icmp-errors-dropped: nobody learns that a packet was too large.
add action=accept chain=forward icmp-options=128:0-255 protocol=icmpv6
add action=drop chain=forward protocol=icmpv6
add action=jump chain=forward connection-state=new jump-target=flood
# limit-without-effect: nothing follows in this chain.
add action=return chain=flood limit=100,20:packet
# comment-contradicts-rule, log-prefix-unused: the action is another, and nothing is written.
add action=accept chain=forward comment="drop SMB" dst-port=445 log-prefix=smb protocol=tcp
/routing table
add fib name=backup
/ip firewall mangle
# undefined-routing-table: the table is called backup.
add action=mark-routing chain=prerouting in-interface=bridge new-routing-mark=back-up

/ip firewall nat
# forwarded-before-input: what is sent to port 8443 goes to a host of the inside.
add action=dst-nat chain=dstnat dst-address-type=local dst-port=8443 protocol=tcp to-addresses=192.168.88.10
# redirect-refused: the first filter accepts no UDP.
add action=redirect chain=dstnat dst-port=53 in-interface=bridge protocol=udp
/ip firewall filter
add action=accept chain=input comment="for guests" connection-state=new dst-port=8443 place-before=0 protocol=tcp
