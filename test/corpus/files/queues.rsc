# 2026-06-18 22:22:22 by RouterOS 7.18
/queue type
add kind=pcq name=pcq-down pcq-classifier=dst-address pcq-rate=20M
add kind=pcq name=pcq-up pcq-classifier=src-address pcq-rate=5M
add fq-codel-limit=1000 kind=fq-codel name=fq
/queue simple
add max-limit=5M/20M name=house queue=pcq-up/pcq-down target=192.168.60.0/24
/queue tree
add max-limit=90M name=down packet-mark=voice parent=bridge priority=1 queue=fq
/ip firewall filter
add action=accept chain=forward connection-state=established,related
add action=drop chain=forward connection-state=invalid
/ip firewall mangle
add action=mark-connection chain=forward dst-port=5060-5061 new-connection-mark=voice passthrough=yes protocol=udp
add action=mark-connection chain=forward dst-port=10000-20000 new-connection-mark=voice passthrough=yes protocol=udp
add action=mark-packet chain=forward connection-mark=voice new-packet-mark=voice passthrough=no
add action=set-priority chain=postrouting new-priority=from-dscp-high-3-bits passthrough=yes
