# 2026-09-12 16:20:00 by RouterOS 7.24
/interface bridge
add name=containers
/interface veth
add address=172.20.0.2/24 gateway=172.20.0.1 name=veth-dns
/container mounts
add dst=/etc/resolver list=resolver src=/usb1/resolver
/container envs
add key=TZ list=dns value=Europe/Vienna
/interface bridge port
add bridge=containers interface=veth-dns
/ip address
add address=172.20.0.1/24 interface=containers network=172.20.0.0
/ip dns
set servers=172.20.0.2
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input in-interface=bridge
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward dst-address=172.20.0.2 dst-port=53 in-interface=bridge protocol=udp
add action=accept chain=forward in-interface=containers out-interface=ether1
add action=drop chain=forward
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
add action=dst-nat chain=dstnat dst-address=192.168.88.1 dst-port=8053 protocol=tcp to-addresses=172.20.0.2 to-ports=80
