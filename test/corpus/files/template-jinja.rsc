{# One router of a branch; what stands in braces comes from the inventory. #}
/system identity set name={{ name }}
/ip address add address={{ lan_address }}/24 interface=bridge
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface=bridge
{% for admin in admins %}
add chain=input action=accept protocol=tcp dst-port=8291 src-address={{ admin }} comment="{{ admin }}"
{% endfor %}
add chain=input action=drop
