# From the old MikroTik wiki: tcp 9000, within a minute tcp 6000, then everything is accepted for a minute.

/ip firewall filter
# Added: who tried a wrong port after the first knock is shut out for five minutes.
add action=drop chain=input comment="blacklist" src-address-list=blacklist
# Added: without it a session would end with the minute of the knock.
add action=accept chain=input comment="running sessions" connection-state=established,related,untracked

add action=add-src-to-address-list address-list="port:9000" address-list-timeout=1m chain=input dst-port=9000 \
    protocol=tcp
add action=add-src-to-address-list address-list=secure address-list-timeout=1m chain=input dst-port=6000 \
    protocol=tcp src-address-list="port:9000"
add action=accept chain=input src-address-list=secure

# Added: the trap. It spares both knock ports, and stands below the accept for whoever has knocked.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="trap" \
    dst-port=1-5999,6001-8999,9001-65535 protocol=tcp src-address-list="port:9000"
add action=drop chain=input
