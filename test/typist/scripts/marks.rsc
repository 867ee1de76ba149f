/ip firewall mangle
add action=mark-connection chain=prerouting dst-port=5060 new-connection-mark=calls passthrough=yes protocol=udp
add action=mark-packet chain=prerouting connection-mark=calls new-packet-mark=voice passthrough=no
/ip firewall raw
add action=drop chain=prerouting comment="strangers" in-interface-list=WAN src-address-list=bogons
/ip firewall address-list
add address=10.0.0.0/8 list=bogons
add address=172.16.0.0/12 list=bogons
add address=192.168.0.0/16 list=bogons
