# Two pings of a certain size; ping -s adds 28 bytes of headers to what it is told.
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=ping-1 address-list-timeout=15s protocol=icmp packet-size=153
add chain=input action=add-src-to-address-list address-list=ping-2 address-list-timeout=1h protocol=icmp packet-size=227 \
    src-address-list=ping-1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=ping-2
add chain=input action=accept protocol=icmp limit=5,5:packet
add chain=input action=drop
