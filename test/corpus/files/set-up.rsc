# Sets up an empty router, in the order in which it is safe.
/interface bridge add name=bridge-lan
/interface bridge port add bridge=bridge-lan interface=ether2
/ip address add address=192.168.10.1/24 interface=bridge-lan
/interface list add name=WAN
/interface list add name=LAN
/interface list member add list=WAN interface=ether1
/interface list member add list=LAN interface=bridge-lan
/ip firewall filter add chain=input action=accept connection-state=established,related,untracked comment="running sessions"
/ip firewall filter add chain=input action=accept in-interface-list=LAN comment="from the inside"
/ip firewall filter add chain=input action=drop comment="the rest"
/ip firewall filter add chain=input action=accept protocol=icmp place-before=[find comment="the rest"] comment=ping
/ip firewall nat add chain=srcnat action=masquerade out-interface-list=WAN
/ip service disable telnet,ftp,www,api,api-ssl
/ip dhcp-client add interface=ether1 disabled=no
