/ip firewall filter
add chain=forward action=jump jump-target=detect-ddos connection-state=new
add chain=detect-ddos action=return dst-limit=32,32,src-and-dst-addresses/10s
add chain=detect-ddos action=add-dst-to-address-list address-list=ddos-targets address-list-timeout=10m
add chain=detect-ddos action=add-src-to-address-list address-list=ddos-attackers address-list-timeout=10m
/ip firewall raw
add chain=prerouting action=drop dst-address-list=ddos-targets src-address-list=ddos-attackers
/ip settings
set tcp-syncookies=yes
