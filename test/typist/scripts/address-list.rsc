/ip firewall address-list
add address=192.0.2.10 comment="office" list=managers
add address=198.51.100.0/24 list=managers
add address=10.0.0.0 list=lab
add address=203.0.113.7 list=partners timeout=1d
/ip firewall filter
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=managers
add action=accept chain=input dst-port=8 protocol=udp src-address-list=lab
add action=drop chain=forward dst-address-list=!partners src-address-list=managers
