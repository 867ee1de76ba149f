/ip firewall address-list
add list=bogons address=0.0.0.0/8 comment="this network"
add list=bogons address=10.0.0.0/8 comment="RFC 1918"
add list=bogons address=100.64.0.0/10 comment="shared"
add list=bogons address=127.0.0.0/8 comment=loopback
add list=bogons address=169.254.0.0/16 comment="link local"
add list=bogons address=172.16.0.0/12 comment="RFC 1918"
add list=bogons address=192.0.2.0/24 comment="for documents"
add list=bogons address=192.168.0.0/16 comment="RFC 1918"
add list=bogons address=198.18.0.0/15 comment=benchmarks
add list=bogons address=224.0.0.0/3 comment="multicast and reserved"
/ip firewall raw
add chain=prerouting action=drop in-interface-list=WAN src-address-list=bogons comment="from addresses that cannot be"
