# The knock of MikroTik's manual with faults around its blacklist and its passphrase.

/ip firewall filter
# disabled-security-rule: the blacklist is filled, but its drop is off.
# missing-blacklist: so a wrong port costs a scanner nothing.
add action=drop chain=input disabled=yes in-interface-list=WAN src-address-list=blacklist
# layer7-cost: no protocol and no port, and above the running sessions: the pattern runs on each packet.
# knock-stages-collapse: a packet with the passphrase to port 555 passes the first and the second knock at once.
add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input in-interface-list=WAN \
    layer7-protocol=pass
add action=accept chain=input connection-state=established,related,untracked

add action=add-src-to-address-list address-list=888 address-list-timeout=30s chain=input dst-port=888 \
    in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=555 address-list-timeout=30s chain=input dst-port=555 \
    in-interface-list=WAN protocol=tcp src-address-list=888
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input dst-port=222 \
    in-interface-list=WAN protocol=tcp src-address-list=555
add action=accept chain=input in-interface-list=WAN src-address-list=secured

# disabled-security-rule: both traps are off.
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1000m chain=input disabled=yes \
    dst-port=666 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=blacklist address-list-timeout=1m chain=input disabled=yes \
    dst-port=21,22,23,8291,10000-60000 in-interface-list=WAN protocol=tcp src-address-list=!secured
add action=drop chain=input in-interface-list=WAN

/ip firewall layer7-protocol
# dollar-quote-in-regexp: the dollar sign and the quote begin a variable name, so the string has no end.
add name=pass regexp="^passphrase/$"
