/ip firewall address-list
add list=admins address=192.0.2.0/28
