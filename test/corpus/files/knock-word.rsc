# One packet that holds a word, for those who cannot keep to an order.
/ip firewall layer7-protocol
add name=word regexp="^open-sesame-4711\$"
/ip firewall filter
add chain=input action=accept connection-state=established,related comment=sessions
add chain=input action=add-src-to-address-list address-list=friends address-list-timeout=1h protocol=udp dst-port=30171 \
    layer7-protocol=word comment="the word"
add chain=input action=accept protocol=tcp dst-port=8291 src-address-list=friends comment=gate
add chain=input action=drop comment="the rest"
