# The backslashes stood at line ends that the page lost.

/ip firewall filter add action=add-src-to-address-list address-list="port:9000" \ address-list-timeout=1m chain=input dst-port=9000 protocol=tcp
add action=add-src-to-address-list address-list="secure" address-list-timeout=\ 1m chain=input dst-port=6000 protocol=tcp src-address-list="port:9000"
add chain=input src-address-list=secure action=accept
add action=drop chain=input
