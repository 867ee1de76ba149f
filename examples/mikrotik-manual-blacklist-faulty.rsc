# The knock of MikroTik's manual with faults in its stages.

/ip firewall filter
add action=drop chain=input in-interface-list=WAN src-address-list=blacklist
add action=accept chain=input connection-state=established,related,untracked

# knock-stage-without-timeout: whoever touched 888 once stays on the list until the router restarts.
add action=add-src-to-address-list address-list=888 chain=input dst-port=888 in-interface-list=WAN protocol=tcp
# knock-stage-not-gated: no src-address-list=888, so the first knock is not needed.
add action=add-src-to-address-list address-list=555 address-list-timeout=30s chain=input dst-port=555 \
    in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input dst-port=222 \
    in-interface-list=WAN protocol=tcp src-address-list=555
add action=accept chain=input in-interface-list=WAN src-address-list=secured

add action=add-src-to-address-list address-list=blacklist address-list-timeout=1000m chain=input dst-port=666 \
    in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1m chain=input \
    dst-port=21,22,23,8291,10000-60000 in-interface-list=WAN protocol=tcp src-address-list=!secured
add action=drop chain=input in-interface-list=WAN
