# Services of the router that are open wider than anybody needs. Nothing here is to be copied.

/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN

/ip dns
# open-resolver: the rules below let queries of the Internet in.
set allow-remote-requests=yes servers=9.9.9.9
/ip socks
# open-proxy: taken-over routers look like this.
set enabled=yes port=5678
/ip service
set telnet disabled=yes
# clear-text-service: FTP sends passwords in clear, too.
set www disabled=yes
/ip ssh
# ssh-weak-crypto: others have given these ciphers up.
set strong-crypto=no
/ip upnp
# upnp-enabled: each device of the inside opens ports as it likes.
set enabled=yes
/ip neighbor discovery-settings
# neighbour-discovery-outside: the provider is a neighbour, too.
set discover-interface-list=all
/snmp
# snmp-public-community: nobody has named the community.
set enabled=yes
/user
# user-without-password: as good as no user at all.
add group=full name=backup password=""
/tool mac-server
# mac-server-everywhere: no firewall rule sees it.
set allowed-interface-list=all
/tool romon
# romon-without-secret: nor this.
set enabled=yes
/tool bandwidth-server
# bandwidth-server-open: one packet fills the line.
set authenticate=no

/ip firewall connection tracking
# connection-tracking-off: the first rule below matches nothing.
set enabled=no
/ip firewall filter
add action=accept chain=input connection-state=established,related,untracked
add action=accept chain=input dst-port=53 protocol=udp
add action=accept chain=input dst-port=5678 protocol=tcp
add action=drop chain=input in-interface-list=WAN
