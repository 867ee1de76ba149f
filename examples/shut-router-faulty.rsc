# 2026-11-01 10:00:00 by RouterOS 7.20
# A router that keeps out everybody, its owner and all answers among them.
/interface list
add name=WAN
add name=LAN
/interface list member
add interface=ether1 list=WAN
add interface=bridge list=LAN
/interface bridge
add name=bridge
/ip address
add address=192.168.88.1/24 interface=bridge
add address=203.0.113.2/24 interface=ether1

/ip firewall filter
# replies-dropped: the accept for running connections is off, so no answer comes in.
# disabled: for a test, some time ago.
add action=accept chain=input connection-state=established,related disabled=yes
add action=add-src-to-address-list address-list=scanners address-list-timeout=1d chain=input protocol=tcp \
    psd=21,3s,3,1
# list-without-effect: who has scanned is dropped only while scanning, as everybody is.
add action=drop chain=input protocol=tcp psd=21,3s,3,1 src-address-list=scanners
# nobody-gets-in, list-never-filled: nobody is on the list of the administrators.
add action=accept chain=input src-address-list=admins
add action=drop chain=input
add action=accept chain=forward connection-state=established,related
add action=accept chain=forward in-interface-list=LAN
# The port as it was before the translation. invalid-not-dropped: neither accept asks for the state.
add action=accept chain=forward dst-address=192.168.88.10 dst-port=8443 protocol=tcp
add action=drop chain=forward

/ip firewall nat
add action=masquerade chain=srcnat out-interface-list=WAN
# port-forward-blocked: the accept above asks for the port that was there before.
add action=dst-nat chain=dstnat dst-address=203.0.113.2 dst-port=8443 protocol=tcp to-addresses=192.168.88.10 to-ports=443

# interface-list-without-members: nobody is on this list.
/interface list
add name=GUESTS
/interface bridge port
add bridge=bridge interface=ether2
/ip firewall filter
add action=drop chain=forward comment="guests" in-interface-list=GUESTS place-before=0
# slave-interface: a port of the bridge, which layer 3 does not know.
add action=drop chain=forward dst-port=25 in-interface=ether2 place-before=0 protocol=tcp
/ip firewall address-list
add address=192.0.2.0/24 list=bogons
# duplicate-entry: once more, in other words.
add address=192.0.2.0-192.0.2.255 list=bogons
add address=192.168.0.0/16 list=bogons
/ip firewall raw
# drops-own-network: the inside has such addresses, too.
add action=drop chain=prerouting src-address-list=bogons
