# Five knocks on one router, each with a fault of its own. Nothing here is to be copied.

/ip firewall filter
add action=drop chain=input comment="blacklist" src-address-list=blacklist
add action=accept chain=input comment="answers" connection-state=established,related,untracked protocol=udp

# The first knock opens SSH.
add action=add-src-to-address-list address-list=ssh1 address-list-timeout=20s chain=input dst-port=41873 protocol=tcp
add action=add-src-to-address-list address-list=ssh2 address-list-timeout=30m chain=input dst-port=23951 protocol=tcp \
    src-address-list=ssh1
# knock-bypassed: SSH is also among the ports that are open to all. invalid-not-dropped: whatever the state.
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=ssh2
add action=accept chain=input comment="services" dst-port=20-25 protocol=tcp

# The second opens WinBox.
# knock-stages-collapse: the first knock is a range that holds the second, so one packet is enough.
add action=add-src-to-address-list address-list=winbox1 address-list-timeout=20s chain=input dst-port=30000-32000 \
    protocol=tcp
add action=add-src-to-address-list address-list=winbox2 address-list-timeout=30m chain=input dst-port=31337 \
    protocol=tcp src-address-list=winbox1
# session-dies-with-grant: nothing accepts running TCP sessions, so WinBox is cut off after 30 minutes.
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=winbox2

# The third opens the web interface.
add action=add-src-to-address-list address-list=web1 address-list-timeout=20s chain=input dst-port=50123 protocol=tcp
add action=add-src-to-address-list address-list=web2 address-list-timeout=30m chain=input dst-port=47811 protocol=tcp \
    src-address-list=web1
# genuine-knock-trips-trap: the trap spares the second port only.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="trap" \
    dst-port=!47811 protocol=tcp src-address-list=web1
add action=accept chain=input dst-port=443 protocol=tcp src-address-list=web2

# The fourth opens the API.
# trap-locks-out: whoever forges your address shuts you out for a week, with one packet to port 23389.
# knock-opens-to-sweep: the trap is for one TCP port, and who scans UDP ports never meets it.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1w chain=input dst-port=23389 \
    protocol=tcp
add action=add-src-to-address-list address-list=api1 address-list-timeout=20s chain=input dst-port=20222 protocol=udp
add action=add-src-to-address-list address-list=api2 address-list-timeout=30m chain=input dst-port=64123 protocol=udp \
    src-address-list=api1
add action=accept chain=input dst-port=8728 protocol=tcp src-address-list=api2

add action=accept chain=input comment="WinBox by the fifth knock" dst-port=8292 protocol=tcp src-address-list=late2
add action=drop chain=input
# knock-unreachable: its stages stand below the drop.
add action=add-src-to-address-list address-list=late1 address-list-timeout=20s chain=input dst-port=58712 protocol=udp
add action=add-src-to-address-list address-list=late2 address-list-timeout=30m chain=input dst-port=12399 protocol=udp \
    src-address-list=late1
