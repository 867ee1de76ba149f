# Keeps the last seven backups and mails the newest one.
:local keep 7
:local name ("backup-" . [/system identity get name])
/system backup save name=$name dont-encrypt=no
:foreach file in=[/file find name~"^backup-"] do={
  :if ([:len [/file find name~"^backup-"]] > $keep) do={ /file remove $file }
}
/tool e-mail send to="admin@example.com" subject=$name file=($name . ".backup")
