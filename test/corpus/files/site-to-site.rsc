# 2026-02-17 12:00:00 by RouterOS 7.16.2
/ip ipsec profile
add dh-group=ecp256 enc-algorithm=aes-256 hash-algorithm=sha256 name=branch
/ip ipsec peer
add address=203.0.113.80/32 exchange-mode=ike2 name=branch profile=branch
/ip ipsec proposal
set [ find default=yes ] auth-algorithms=sha256 enc-algorithms=aes-256-cbc pfs-group=ecp256
/ip ipsec policy
add dst-address=10.2.0.0/16 level=unique peer=branch src-address=10.1.0.0/16 tunnel=yes
/ip address
add address=10.1.0.1/16 interface=bridge network=10.1.0.0
add address=198.51.100.80/28 interface=sfp1 network=198.51.100.80
/ip firewall address-list
add address=203.0.113.80 comment=branch list=branches
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input comment="the other office" dst-port=500,4500 protocol=udp src-address-list=branches
add action=accept chain=input protocol=ipsec-esp src-address-list=branches
add action=accept chain=input in-interface=bridge
add action=drop chain=input in-interface=sfp1
add action=accept chain=forward ipsec-policy=in,ipsec
add action=accept chain=forward ipsec-policy=out,ipsec
add action=accept chain=forward connection-state=established,related,untracked
add action=drop chain=forward connection-nat-state=!dstnat connection-state=new in-interface=sfp1
/ip firewall nat
add action=accept chain=srcnat comment="not through the tunnel" dst-address=10.2.0.0/16 src-address=10.1.0.0/16
add action=masquerade chain=srcnat out-interface=sfp1
