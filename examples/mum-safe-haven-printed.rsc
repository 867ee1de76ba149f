# Slides: the width of the page cuts words in two, and one quote is typographic.

add address=192.168.33.10-192.168.33.20 comment="" disabled=no list=\
    "Save Haven"

add action=add-src-to-address-list address-list=knock-knock address-list-
timeout=15s chain=input comment="Knock 1" disabled=no dst-port=1337 
protocol=tcp

add action=add-src-to-address-list address-list="Save Haven“ address-list-
timeout=3h chain=input comment="Knock 2 - OK" disabled=no dst-port=17954 
protocol=udp src-address-list=knock-knock

add action=accept chain=input comment="Only Allow Access from Save 
Haven" disabled=no src-address-list="Save Haven"

add action=drop chain=input comment="Drop Everything Else" disabled=no
