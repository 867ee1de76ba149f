# Writes a backup and sends it by mail; what goes wrong is written to the log.
:local name ([/system identity get name] . "-" . [:pick [/system clock get date] 0 10])
:local to "admin@example.com"
:global lastBackup

:local save do={
  /system backup save name=$1 dont-encrypt=yes
  :delay 2s
  :if ([:len [/file find name=("$1.backup")]] = 0) do={ :error "no file $1.backup" }
  :return ("$1.backup")
}

:do {
  :local file [$save $name]
  /export file=$name
  /tool e-mail send to=$to subject=("Backup of " . $name) body="See the files." file=($file, "$name.rsc")
  :set lastBackup $name
} on-error={
  :log error "backup: it did not work"
}
