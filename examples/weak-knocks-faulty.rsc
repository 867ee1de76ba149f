# Knocks that work and guard little. Nothing here is to be copied.

/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAN

/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input dst-port=8728 protocol=tcp src-address-list=office
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=ssh
add action=accept chain=input dst-port=8291 protocol=tcp src-address-list=winbox

# knock-opens-to-sweep: the trap on port 23 lets nearly every scan pass.
# single-packet-knock: every scan that touches the port opens it.
add action=add-src-to-address-list address-list=office address-list-timeout=30m chain=input dst-port=27364 protocol=udp

# knock-port-in-use: the whole world tries the web. knock-timeout-too-long: five minutes to find the next.
add action=add-src-to-address-list address-list=first address-list-timeout=5m chain=input dst-port=8080 protocol=tcp
add action=add-src-to-address-list address-list=ssh address-list-timeout=30m chain=input dst-port=2391 protocol=tcp \
    src-address-list=first
# knock-list-shared: who has begun the knock above goes on with this one.
add action=add-src-to-address-list address-list=first address-list-timeout=10s chain=input dst-port=41873 protocol=udp
add action=add-src-to-address-list address-list=winbox address-list-timeout=30m chain=input dst-port=9871 \
    protocol=udp src-address-list=first

add action=add-src-to-address-list address-list=web address-list-timeout=30m chain=input dst-port=23017 protocol=tcp \
    src-address-list=web2
# knock-repeats-port: a client without an answer sends the same packet again.
add action=add-src-to-address-list address-list=web2 address-list-timeout=20s chain=input dst-port=31873 protocol=tcp \
    src-address-list=web1
# knock-timeout-too-short: nobody types the next port within three seconds.
add action=add-src-to-address-list address-list=web1 address-list-timeout=3s chain=input dst-port=31873 protocol=tcp
add action=accept chain=input dst-port=443 protocol=tcp src-address-list=web

# several-address-lists: the comma is a part of the name.
add action=drop chain=input src-address-list=first,office
# list-never-used: the list is called scanners.
add action=add-src-to-address-list address-list=scaners address-list-timeout=1d chain=input dst-port=23 protocol=tcp
add action=add-src-to-address-list address-list=scanners address-list-timeout=1d chain=input dst-port=2323 protocol=tcp
add action=drop chain=input src-address-list=scanners
# counter-collapses: the first connection passes all levels at once. invalid-not-dropped: as do packets of none.
add action=add-src-to-address-list address-list=once address-list-timeout=1m chain=input connection-state=new \
    dst-port=2222 protocol=tcp
add action=add-src-to-address-list address-list=twice address-list-timeout=1m chain=input connection-state=new \
    dst-port=2222 protocol=tcp src-address-list=once
add action=drop chain=input src-address-list=twice
add action=accept chain=input dst-port=2222 protocol=tcp
# unknown-interface-list: the list is called WAN.
add action=drop chain=input in-interface-list=WAM protocol=udp
add action=drop chain=input
