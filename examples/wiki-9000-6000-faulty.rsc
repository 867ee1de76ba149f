# The knock of the old wiki with its accept in the wrong place.

/ip firewall filter
add action=drop chain=input comment="blacklist" src-address-list=blacklist
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked
# port-without-protocol: the router refuses a port without protocol=tcp, and the import stops here.
add action=accept chain=input comment="WinBox from the LAN" dst-port=8291 src-address=192.168.88.0/24

add action=add-src-to-address-list address-list="port:9000" address-list-timeout=1m chain=input dst-port=9000 \
    protocol=tcp
add action=add-src-to-address-list address-list=secure address-list-timeout=1m chain=input dst-port=6000 \
    protocol=tcp src-address-list="port:9000"
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="trap" \
    dst-port=1-5999,6001-8999,9001-65535 protocol=tcp src-address-list="port:9000"
add action=drop chain=input
# accept-below-drop: the rule above has already dropped everything.
add action=accept chain=input src-address-list=secure
