# 2026-11-05 05:05:05 by RouterOS 7.20
/system script
add comment="asks again" dont-require-permissions=no name=renew owner=admin policy=read,write,test source=":local i [/ip dhcp-client find interface=ether1]\r\
    \n:if ([/ip dhcp-client get \$i status] != \"bound\") do={\r\
    \n  /ip dhcp-client renew \$i\r\
    \n}"
add dont-require-permissions=no name=count owner=admin policy=read source=":local n 0\
    \n:foreach l in=[/ip dhcp-server lease find] do={ :set n (\$n + 1) }\
    \n:put \"\$n leases\""
/system scheduler
add interval=1h name=renew on-event=renew policy=read,write,test start-date=2026-01-01 start-time=00:10:00
add interval=1d name=restart on-event="/system reboot" policy=reboot start-date=2026-01-01 start-time=04:00:00
