# Put the name of your own interface and your own address in before you import this.
:local wan "ether1"
:local office 192.0.2.0/24
/ip firewall filter
add chain=input action=accept connection-state=established,related comment="running sessions"
add chain=input action=accept src-address=$office comment="the office"
add chain=input action=drop in-interface=$wan comment="the rest"
/ip firewall nat
add chain=srcnat action=masquerade out-interface=$wan
