# 2026-07-09 18:45:30 by RouterOS 7.23
/interface bridge
add name=bridge-home
add name=bridge-guests
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk name=home
add authentication-types=wpa2-psk name=guests
/interface wifi configuration
add country=Austria name=home security=home ssid=Attic
add country=Austria datapath.client-isolation=yes name=guests security=guests ssid="Attic Guests"
/interface wifi
set [ find default-name=wifi1 ] configuration=home disabled=no
add configuration=guests disabled=no master-interface=wifi1 name=wifi1-guests
/interface bridge port
add bridge=bridge-home interface=ether2
add bridge=bridge-home interface=wifi1
add bridge=bridge-guests interface=wifi1-guests
/ip address
add address=192.168.88.1/24 interface=bridge-home network=192.168.88.0
add address=192.168.30.1/24 interface=bridge-guests network=192.168.30.0
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface=bridge-home
add action=accept chain=input comment="guests: names and addresses" dst-port=53,67 in-interface=bridge-guests protocol=udp
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward in-interface=bridge-home
add action=accept chain=forward comment="guests: the Internet only" in-interface=bridge-guests out-interface=ether1
add action=drop chain=forward
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
/queue simple
add max-limit=20M/20M name=guests target=192.168.30.0/24
