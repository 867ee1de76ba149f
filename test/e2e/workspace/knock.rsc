# A knock on tcp 51753, then on tcp 14201, opens SSH for ten minutes.
/ip firewall filter
add chain=input action=accept connection-state=established,related comment="what is already open"
add chain=input protocol=tcp dst-port=22 src-address-list=granted action=accept comment="gate"
add chain=input protocol=tcp dst-port=14201 src-address-list=knock-1 action=add-src-to-address-list \
    address-list=granted address-list-timeout=10m comment="second knock"
add chain=input protocol=tcp dst-port=51753 action=add-src-to-address-list address-list=knock-1 address-list-timeout=20s
add chain=input action=drop comment="everything else"
