# Bans and a knock that hit those who mean no harm. Nothing here is to be copied.

/ip firewall filter
# ban-spares-running: who has a tunnel keeps it.
add action=drop chain=input connection-state=new dst-port=1701 protocol=udp src-address-list=tried-often
add action=drop chain=input src-address-list=scanners
add action=accept chain=input connection-state=established,related
add action=drop chain=input connection-state=invalid
add action=drop chain=input src-address-list=flooders
# taken-by-state: without any flag a packet is invalid, and these are dropped above. What is meant would be trap-locks-out.
add action=add-src-to-address-list address-list=scanners address-list-timeout=1h chain=input in-interface-list=WAN \
    protocol=tcp tcp-flags=!fin,!syn,!rst,!ack
# counter-counts-retries: a client that waits for an answer sends as many.
add action=add-src-to-address-list address-list=tried-often address-list-timeout=1h chain=input connection-state=new \
    dst-port=1701 protocol=udp src-address-list=tried-once
add action=add-src-to-address-list address-list=tried-once address-list-timeout=1m chain=input connection-state=new \
    dst-port=1701 in-interface-list=WAN protocol=udp
# ban-by-shared-limit: one flood, and everybody else is banned.
add action=accept chain=input dst-port=13231 in-interface-list=WAN limit=20,40:packet protocol=udp
add action=add-src-to-address-list address-list=flooders address-list-timeout=1h chain=input dst-port=13231 \
    in-interface-list=WAN protocol=udp
# knock-limit-shared, knock-opens-to-sweep: who sends more often to this port keeps you out, or comes in himself.
add action=add-src-to-address-list address-list=knocked address-list-timeout=10m chain=input dst-port=24431 \
    in-interface-list=WAN protocol=tcp src-address-list=half-way
add action=add-src-to-address-list address-list=half-way address-list-timeout=20s chain=input dst-port=41873 \
    in-interface-list=WAN limit=5/1m,5:packet protocol=tcp
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=knocked
add action=drop chain=input in-interface-list=WAN
