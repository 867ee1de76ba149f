# Fills a list with the addresses of names, and forgets those that are gone.
:local partners "partners"
:local names {"one.example.com"; "two.example.com"; "three.example.org"}

:foreach name in=$names do={
  :do {
    :local resolved [:resolve $name]
    :if ([:len [/ip firewall address-list find list=$partners address=$resolved]] = 0) do={
      /ip firewall address-list add list=$partners address=$resolved comment=$name
    }
  } on-error={ :log warning ("no address for " . $name) }
}
:foreach entry in=[/ip firewall address-list find list=$partners] do={
  :local comment [/ip firewall address-list get $entry comment]
  :if ([:typeof [:find $names $comment]] = "nil") do={ /ip firewall address-list remove $entry }
}
