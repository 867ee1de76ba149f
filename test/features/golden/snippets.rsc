# knock3: Port knock with a trap: three TCP ports
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=35717 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=49145 in-interface-list=WAN protocol=tcp src-address-list=knock1
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=25995 in-interface-list=WAN protocol=tcp src-address-list=knock2
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!35717,49145,25995 in-interface-list=WAN protocol=tcp src-address-list=!secured

# knock2: Port knock with a trap: two TCP ports
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 2" connection-state=new dst-port=40661 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 2 of 2" connection-state=new dst-port=37188 in-interface-list=WAN protocol=tcp src-address-list=knock1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!40661,37188 in-interface-list=WAN protocol=tcp src-address-list=!secured

# knock4: Port knock with a trap: four TCP ports
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 4" connection-state=new dst-port=21135 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 4" connection-state=new dst-port=42807 in-interface-list=WAN protocol=tcp src-address-list=knock1
add action=add-src-to-address-list address-list=knock3 address-list-timeout=20s chain=input comment="Knock 3 of 4" connection-state=new dst-port=57299 in-interface-list=WAN protocol=tcp src-address-list=knock2
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 4 of 4" connection-state=new dst-port=32112 in-interface-list=WAN protocol=tcp src-address-list=knock3
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!21135,42807,57299,32112 in-interface-list=WAN protocol=tcp src-address-list=!secured

# knockmix: Port knock with a trap: a TCP, a UDP and a TCP port
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=35817 in-interface-list=WAN protocol=tcp
add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=25240 in-interface-list=WAN protocol=udp src-address-list=knock1
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=52370 in-interface-list=WAN protocol=tcp src-address-list=knock2
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any TCP port that is no knock port" connection-state=new dst-port=!35817,52370 in-interface-list=WAN protocol=tcp src-address-list=!secured
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any UDP port that is no knock port" connection-state=new dst-port=!25240 in-interface-list=WAN protocol=udp src-address-list=knock1

# knockudp: Port knock with a trap: three UDP ports
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3" connection-state=new dst-port=22961 in-interface-list=WAN protocol=udp
add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3" connection-state=new dst-port=48592 in-interface-list=WAN protocol=udp src-address-list=knock1
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3" connection-state=new dst-port=40685 in-interface-list=WAN protocol=udp src-address-list=knock2
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any UDP port that is no knock port" connection-state=new dst-port=!22961,48592,40685 in-interface-list=WAN protocol=udp src-address-list=knock1

# knockicmp: Port knock with a trap: three sizes of pings
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 3: ping with 362 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=390 protocol=icmp
add action=add-src-to-address-list address-list=knock2 address-list-timeout=20s chain=input comment="Knock 2 of 3: ping with 821 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=849 protocol=icmp src-address-list=knock1
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 3 of 3: ping with 642 bytes" icmp-options=8:0 in-interface-list=WAN packet-size=670 protocol=icmp src-address-list=knock2
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: a ping of another size" icmp-options=8:0 in-interface-list=WAN packet-size=0-389 protocol=icmp src-address-list=knock1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: a ping of another size" icmp-options=8:0 in-interface-list=WAN packet-size=391-669 protocol=icmp src-address-list=knock1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: a ping of another size" icmp-options=8:0 in-interface-list=WAN packet-size=671-848 protocol=icmp src-address-list=knock1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: a ping of another size" icmp-options=8:0 in-interface-list=WAN packet-size=850-65535 protocol=icmp src-address-list=knock1

# knockl7: Port knock with a trap: two UDP ports with passphrases
/ip firewall layer7-protocol add name=knock-phrase1 regexp="^7z9swkx2iam4zqca\$"
/ip firewall layer7-protocol add name=knock-phrase2 regexp="^fi6x8zedi8f2dm5n\$"
add action=accept chain=input comment="Knock: accept sources that knocked" dst-port=22,8291 in-interface-list=WAN protocol=tcp src-address-list=secured
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=knock1 address-list-timeout=20s chain=input comment="Knock 1 of 2" connection-state=new dst-port=48428 in-interface-list=WAN layer7-protocol=knock-phrase1 protocol=udp
add action=add-src-to-address-list address-list=secured address-list-timeout=30m chain=input comment="Knock 2 of 2" connection-state=new dst-port=31448 in-interface-list=WAN layer7-protocol=knock-phrase2 protocol=udp src-address-list=knock1
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: any UDP port that is no knock port" connection-state=new dst-port=!48428,31448 in-interface-list=WAN protocol=udp src-address-list=knock1

# blacklist: Blacklist with a trap
add action=drop chain=input comment="Blacklist: drop who stepped into the trap" in-interface-list=WAN src-address-list=blacklist
add action=add-src-to-address-list address-list=blacklist address-list-timeout=5m chain=input comment="Trap: ports that only scanners try" connection-state=new dst-port=23,445,1433,3389,5900 in-interface-list=WAN protocol=tcp

# firewall: Base firewall
add action=accept chain=input comment="Accept established, related and untracked" connection-state=established,related,untracked
add action=drop chain=input comment="Drop invalid" connection-state=invalid
add action=accept chain=input comment="Accept ICMP" protocol=icmp
add action=accept chain=input comment="Accept LAN" in-interface-list=LAN
add action=drop chain=input comment="Drop everything else"
add action=accept chain=forward comment="Accept established, related and untracked" connection-state=established,related,untracked
add action=drop chain=forward comment="Drop invalid" connection-state=invalid
add action=accept chain=forward comment="Accept LAN" in-interface-list=LAN
add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat
add action=drop chain=forward comment="Drop everything else"

# forward: Port forward
/ip firewall nat add action=dst-nat chain=dstnat comment="Forward HTTPS" dst-port=443 in-interface-list=WAN protocol=tcp to-addresses=192.168.88.10
add action=accept chain=forward comment="Accept port forwards" connection-nat-state=dstnat in-interface-list=WAN
