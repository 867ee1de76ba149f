# Rules that do nothing: for each of them no packet is left, or none can match. Nothing here is to be copied.

/interface list member
add interface=ether1 list=WAN

/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input comment="ping" limit=10,5:packet protocol=icmp
# unmatchable-rule: UDP has no flags.
add action=drop chain=input comment="scans" protocol=udp tcp-flags=fin,!ack
# protocol-number-like-port: 22 is a port, and the protocol of that number is nobody's.
add action=accept chain=input comment="SSH from the lab" protocol=22 src-address=192.168.88.0/24
# duplicate-rule: the running sessions are accepted further up.
add action=accept chain=input comment="established" connection-state=related,established,untracked
add action=accept chain=input comment="WinBox" dst-port=8291 protocol=tcp src-address=192.168.88.0/24
add action=drop chain=input comment="not from outside" in-interface-list=WAN
add action=drop chain=input comment="nor from inside" in-interface-list=!WAN
# unreachable-rule: the two rules above leave no packet to be logged.
add action=log chain=input log-prefix="dropped"
# accept-below-drop: nor does one come to be accepted.
add action=accept chain=input comment="SSH" dst-port=22 protocol=tcp src-address=192.168.88.0/24

/interface list
# circular-interfaces: each of the two is made of the other.
add include=OFFICE name=STAFF
add include=STAFF name=OFFICE
