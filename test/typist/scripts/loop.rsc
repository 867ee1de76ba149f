:local step 5
:global counter
:foreach entry in=[/ip firewall address-list find where list=partners] do={
    :local place [/ip firewall address-list get $entry address]
    :put $place
    :if ($place = "192.0.2.1") do={
        /ip firewall address-list remove $entry
    }
    :delay 1
}
:log info "done"
