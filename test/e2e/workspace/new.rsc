/ip firewall filter
