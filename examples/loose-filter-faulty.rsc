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
