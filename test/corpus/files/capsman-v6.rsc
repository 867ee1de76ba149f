# jan/08/2026 06:06:06 by RouterOS 6.49.10
/caps-man channel
add band=2ghz-b/g/n control-channel-width=20mhz extension-channel=disabled name=ch1
/caps-man datapath
add bridge=bridge client-to-client-forwarding=yes name=local
/caps-man security
add authentication-types=wpa2-psk encryption=aes-ccm name=staff
/caps-man configuration
add channel=ch1 country=germany datapath=local name=staff security=staff ssid=Workshop
/caps-man access-list
add action=accept disabled=no signal-range=-80..120
add action=reject disabled=no signal-range=-120..-81
/caps-man manager
set enabled=yes
/caps-man manager interface
set [ find default=yes ] forbid=yes
add disabled=no interface=bridge
/caps-man provisioning
add action=create-dynamic-enabled hw-supported-modes=gn master-configuration=staff name-format=identity
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=accept chain=input comment=CAPsMAN dst-port=5246,5247 in-interface=bridge protocol=udp
add action=accept chain=input in-interface=bridge
add action=drop chain=input
