/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop connection-state=invalid
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=admins
add chain=input action=drop
add chain=input action=accept protocol=udp dst-port=123 src-address-list=admins
