# may/14/2026 10:10:10 by RouterOS 6.48.7
/interface l2tp-server server
set authentication=mschap2 enabled=yes use-ipsec=required
/ip pool
add name=vpn ranges=10.55.0.10-10.55.0.99
/ppp profile
add dns-server=10.55.0.1 local-address=10.55.0.1 name=vpn remote-address=vpn use-encryption=required
/ppp secret
add name=first profile=vpn service=l2tp
add name=second profile=vpn service=l2tp
/ip address
add address=192.168.5.1/24 interface=bridge1 network=192.168.5.0
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input comment="IKE and NAT traversal" dst-port=500,4500 in-interface=ether1 protocol=udp
add action=accept chain=input comment=ESP in-interface=ether1 protocol=ipsec-esp
add action=accept chain=input comment="L2TP, encrypted only" dst-port=1701 in-interface=ether1 ipsec-policy=in,ipsec protocol=udp
add action=accept chain=input in-interface=bridge1
add action=accept chain=input in-interface=all-ppp
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-nat-state=!dstnat in-interface=ether1
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
