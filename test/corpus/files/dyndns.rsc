:local uplink "ether1"
:local host "router.example.com"
:global ddnsLast

:local found [/ip address find interface=$uplink]
:if ([:len $found] = 0) do={
  :log warning "dyndns: $uplink has no address"
} else={
  :local current [/ip address get [:pick $found 0] address]
  :set current [:pick $current 0 [:find $current "/"]]
  :if ($current != $ddnsLast) do={
    :do {
      :local result [/tool fetch url=("https://ddns.example.com/update\?host=$host&ip=$current") check-certificate=yes output=user as-value]
      :if (($result->"status") = "finished") do={
        :set ddnsLast $current
        :log info ("dyndns: " . $host . " is " . $current)
      }
    } on-error={ :log error "dyndns: no answer" }
  }
}
