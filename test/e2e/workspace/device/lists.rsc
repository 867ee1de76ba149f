/interface list add name=WAN
/interface list member add interface=ether1 list=WAN
