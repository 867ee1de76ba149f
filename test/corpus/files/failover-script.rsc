:global wanState
:local targets ({192.0.2.1; 198.51.100.1})
:local lost 0
:foreach target in=$targets do={
  :if ([/ping $target count=3 interface=ether1] = 0) do={ :set lost ($lost + 1) }
}
:if ($lost = [:len $targets]) do={
  :if ($wanState != "down") do={
    :set wanState "down"
    /ip route set [find comment="main line"] distance=20
    :log warning "main line is down, the other takes over"
  }
} else={
  :if ($wanState = "down") do={
    :set wanState "up"
    /ip route set [find comment="main line"] distance=1
  }
}
