# rosfw-expect ipv4 any -> router tcp 22 => refused
# rosfw-expect ipv4 any -> router winbox => refused
# rosfw-expect ipv4 any -> router tcp 80 => refused

/ip firewall filter
add action=accept chain=input comment="WinBox" dst-port=8291 protocol=tcp
:if ($open) do={ add action=accept chain=input comment="web" dst-port=80 protocol=tcp }
add action=drop chain=input comment="everything else"
