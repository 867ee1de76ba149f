/** Messages and fixes of problems of the text, and what is found around scripts. */
export const PROBLEMS: Readonly<Record<string, string>> = {
  '`:pick` takes a text and a start, and this has no start: the script fails there when it runs, as far as the manual tells. Write `:pick $text 0`, or use the text itself.':
    '`:pick` braucht einen Text und einen Anfang, und hier fehlt der Anfang: Nach dem Handbuch bricht das Skript beim Ausführen dort ab. `:pick $text 0` schreiben oder den Text selbst verwenden.',
  '`{0}` stands twice in this command. Remove one of the two.':
    '`{0}` steht zweimal in diesem Befehl. Eines von beiden entfernen.',
  '`{0}` stands twice in this command, and only one value can hold. Remove the wrong one, or write a second command.':
    '`{0}` steht zweimal in diesem Befehl, und nur ein Wert kann gelten. Den falschen entfernen oder einen zweiten Befehl schreiben.',
  'RouterOS 7.23 adds nothing to {0} without {1}, and an import stops here. {2}':
    'RouterOS 7.23 legt in {0} ohne {1} nichts an, und ein Import bricht hier ab. {2}',
  '{0} adds nothing without {1}, and an import stops here. {2}':
    '{0} legt ohne {1} nichts an, und ein Import bricht hier ab. {2}',
  'Add it.': 'Das ergänzen.',
  'Add them.': 'Beides ergänzen.',
  'Add chain=input': 'chain=input ergänzen',
  '`action={0}` needs `{1}`, so RouterOS refuses the command, and an import stops here. Add it.':
    '`action={0}` braucht `{1}`, also lehnt RouterOS den Befehl ab, und ein Import bricht hier ab. Es ergänzen.',
  'Without `action=` this rule accepts: `{0}` belongs to {1} and does nothing here. Write the action.':
    'Ohne `action=` akzeptiert diese Regel: `{0}` gehört zu {1} und bewirkt hier nichts. Die action schreiben.',
  ' or ': ' oder ',
  'Add action={0}': 'action={0} ergänzen',
  '`{0}` belongs to {1} and does nothing for `action={2}`. Correct the action, or leave it out.':
    '`{0}` gehört zu {1} und bewirkt bei `action={2}` nichts. Die action berichtigen oder das Argument weglassen.',
  'A menu or command of {0} should stand here, and none has `{1}` in its name, so RouterOS rejects the file. {2}':
    'Hier müsste ein Menü oder Befehl von {0} stehen, und keiner hat `{1}` im Namen; RouterOS lehnt also die Datei ab. {2}',
  'Write the command in front of it, or remove it.': 'Den Befehl davor schreiben oder das Wort entfernen.',
  'Write `{0}`.': '`{0}` schreiben.',
  'Replace by {0}': 'Durch {0} ersetzen',
  ' such as `add` or `set`': ' (etwa `add` oder `set`)',
  'A command should stand between {0} and `{1}`, so RouterOS rejects the file. Write it there{2}.':
    'Zwischen {0} und `{1}` müsste ein Befehl stehen, also lehnt RouterOS die Datei ab. Ihn dort schreiben{2}.',
  'How grave it is should stand between `:log` and the text, so RouterOS rejects the file. Write `:log info`, or `warning`, `error` or `debug`.':
    'Zwischen `:log` und dem Text müsste die Stufe stehen, also lehnt RouterOS die Datei ab. `:log info` schreiben, oder `warning`, `error` oder `debug`.',
  'Insert info': 'info einfügen',
  'A blank is missing behind the name `{0}`, so RouterOS rejects the file here. Insert one.':
    'Hinter dem Namen `{0}` fehlt ein Leerzeichen, also lehnt RouterOS die Datei hier ab. Eines einfügen.',
  'Insert a blank': 'Ein Leerzeichen einfügen',
  'A `;` or a line end is missing in front of `{0}`, so RouterOS rejects the file here. Insert one.':
    'Vor `{0}` fehlt ein `;` oder ein Zeilenende, also lehnt RouterOS die Datei hier ab. Eines einfügen.',
  'Insert a semicolon': 'Ein Semikolon einfügen',
  'A `=` is missing behind `{0}`, so RouterOS rejects the file here. Insert it.':
    'Hinter `{0}` fehlt ein `=`, also lehnt RouterOS die Datei hier ab. Es einfügen.',
  'Insert =': '= einfügen',
  '`{0}` is no argument of its own, so RouterOS rejects the file here. {1}':
    '`{0}` ist allein kein Argument, also lehnt RouterOS die Datei hier ab. {1}',
  'Write `{0}=` with a value, or remove it.': '`{0}=` mit einem Wert schreiben oder das Wort entfernen.',
  'The name of an argument has no `$`, so RouterOS rejects the file here. Write `{0}=`.':
    'Der Name eines Arguments hat kein `$`, also lehnt RouterOS die Datei hier ab. `{0}=` schreiben.',
  'Remove the $': 'Das $ entfernen',
  'No menu stands above this, so RouterOS reads the `find` that searches text and rejects `{0}=`. Write the menu in front, such as `/interface find`.':
    'Darüber steht kein Menü; RouterOS liest also das `find`, das in Texten sucht, und lehnt `{0}=` ab. Das Menü davor schreiben, etwa `/interface find`.',
  'No menu stands above this, so RouterOS reads the `set` for variables and rejects `{0}=`. Write the menu in front, such as `/system identity set`.':
    'Darüber steht kein Menü; RouterOS liest also das `set` für Variablen und lehnt `{0}=` ab. Das Menü davor schreiben, etwa `/system identity set`.',
  '{0} is `rate/time,burst:mode`, so RouterOS refuses a third part. Write `10/1s,5`.':
    '{0} hat die Form `rate/time,burst:mode`, also lehnt RouterOS einen dritten Teil ab. `10/1s,5` schreiben.',
  'mode of {0}': 'Modus von {0}',
  'RouterOS has no day `{0}`, so it refuses {1}. Write {2}.':
    'RouterOS kennt keinen Tag `{0}` und lehnt {1} ab. {2} schreiben.',
  '{0} has no time of day with {1}, so RouterOS refuses it. Write `08:00:00-17:00:00`.':
    '{0} hat keine Uhrzeit mit {1}, also lehnt RouterOS sie ab. `08:00:00-17:00:00` schreiben.',
  'prefix length': 'Präfixlänge',
  '{0} has four parts, a weight, a time and the weights of low and high ports, so RouterOS refuses {1}. Write `21,3s,3,1`.':
    '{0} hat vier Teile (ein Gewicht, eine Zeit und die Gewichte niedriger und hoher Ports), also lehnt RouterOS {1} ab. `21,3s,3,1` schreiben.',
  '`{0}` is no time, so RouterOS refuses {1}. Write `21,3s,3,1`.':
    '`{0}` ist keine Zeit, also lehnt RouterOS {1} ab. `21,3s,3,1` schreiben.',
  'The remainder of a division by {0} is never {1}, so this {2} cannot match. Write {3}.':
    'Der Rest einer Division durch {0} ist nie {1}, also kann {2} nicht zutreffen. {3} schreiben.',
  '{0} begins with `in` or `out`, so RouterOS refuses it. Write `{1}`.':
    '{0} beginnt mit `in` oder `out`, also lehnt RouterOS das ab. `{1}` schreiben.',
  'direction of {0}': 'Richtung von {0}',
  'Did you mean `{0}`?': 'Ist `{0}` gemeint?',
  'Write {0}.': '{0} schreiben.',
  'RouterOS has no {0} `{1}`, so it refuses the command. {2}':
    'RouterOS kennt {0} `{1}` nicht und lehnt den Befehl ab. {2}',
  ' New connections in a time are counted by `limit` or `dst-limit`.':
    ' Neue Verbindungen je Zeit zählen `limit` oder `dst-limit`.',
  '{0} is a range of bits per second, so RouterOS refuses `{1}`. Write it as `0-512k`.{2}':
    '{0} ist ein Bereich in Bit je Sekunde, also lehnt RouterOS `{1}` ab. In der Form `0-512k` schreiben.{2}',
  '{0} begins with a number, so RouterOS refuses `{1}`. Write `{2}`.':
    '{0} beginnt mit einer Zahl, also lehnt RouterOS `{1}` ab. In der Form `{2}` schreiben.',
  'Git could not join two versions of this file and left both here, between `<<<<<<<` and `>>>>>>>`, so RouterOS rejects the file. Keep the right one and remove the marks.':
    'Git konnte zwei Fassungen nicht zusammenführen und hat beide zwischen `<<<<<<<` und `>>>>>>>` stehen lassen; RouterOS lehnt also die Datei ab. Die richtige behalten und die Marken entfernen.',
  'RouterOS remarks that the next rule never matches, since {0} is a port of {1}. Ask for {2} in it.':
    'RouterOS merkt an, dass die nächste Regel nie zutrifft, weil {0} ein Port von {1} ist. Sie nach {2} fragen lassen.',
  'RouterOS could not export {0}, so what it holds there is missing in this file. Export it again.':
    'RouterOS konnte {0} nicht exportieren, also fehlt hier, was dort steht. Noch einmal exportieren.',
  'This export was interrupted, so parts of the router are missing in this file. Export it again.':
    'Dieser Export wurde unterbrochen, also fehlen hier Teile des Routers. Noch einmal exportieren.',
  '`{0}` has {1} in it, which no name of RouterOS has, so it rejects the file here. {2}':
    '`{0}` enthält {1}, was in keinem Namen von RouterOS steht; es lehnt also die Datei hier ab. {2}',
  'Type the word anew.': 'Das Wort neu eintippen.',
  'Numbers of {0} are those that `print` has shown last, so in a script this hits any item, or none. Find the item: `[find {1}]`.':
    'Nummern in {0} sind die, die `print` zuletzt gezeigt hat; in einem Skript trifft das irgendeinen Eintrag oder keinen. Den Eintrag suchen: `[find {1}]`.',
  'at the root': 'im Hauptmenü',
  'in {0}': 'in {0}',
  'RouterOS has no `{0}` {1}, and an unknown command takes no block, so it rejects the file. Is this a RouterOS script?':
    'RouterOS hat kein `{0}` {1}, und ein unbekannter Befehl nimmt keinen Block; es lehnt also die Datei ab. Ist das ein RouterOS-Skript?',
  'RouterOS has no `{0}` {1}, and an unknown command takes no block, so it rejects the file. Did you mean `{2}`?':
    'RouterOS hat kein `{0}` {1}, und ein unbekannter Befehl nimmt keinen Block; es lehnt also die Datei ab. Ist `{2}` gemeint?',
  'RouterOS {0} has no `{1}` {2}, unless a package brings it. Did you mean `{3}`?':
    'RouterOS {0} hat kein `{1}` {2}, außer ein Paket bringt es mit. Ist `{3}` gemeint?',
  'RouterOS has no argument `{0}` {1}, so it refuses the command.':
    'RouterOS hat kein Argument `{0}` {1} und lehnt den Befehl ab.',
  '{0} Did you mean `{1}`?': '{0} Ist `{1}` gemeint?',
  'Check its name, unless another version or a device has it.':
    'Den Namen prüfen, außer eine andere Version oder ein Gerät kennt ihn.',
  'It belongs to {0}; move the rule there or leave it out.':
    'Es gehört zu {0}; die Regel dorthin verschieben oder das Argument weglassen.',
  'RouterOS {0} has no argument `{1}` {2}. {3}': 'RouterOS {0} hat kein Argument `{1}` {2}. {3}',
  'RouterOS {0} has no argument `{1}` {2}, unless a package or a device brings it. Did you mean `{3}`?':
    'RouterOS {0} hat kein Argument `{1}` {2}, außer ein Paket oder ein Gerät bringt es mit. Ist `{3}` gemeint?',
  'RouterOS {0} has no argument `{1}` {2}; it belongs to {3}. Set it there, unless a package or a device brings it here.':
    'RouterOS {0} hat kein Argument `{1}` {2}; es gehört zu {3}. Es dort setzen, außer ein Paket oder ein Gerät bringt es hier mit.',
  '`{0}` belongs to no argument, so RouterOS rejects the file here. {1}':
    '`{0}` gehört zu keinem Argument, also lehnt RouterOS die Datei hier ab. {1}',
  'Write it as `name=value`, or remove it.': 'Es als `name=wert` schreiben oder entfernen.',
  'A list has no blanks: `{0}={1}{2}`.': 'Eine Liste hat keine Leerzeichen: `{0}={1}{2}`.',
  'Remove the blank': 'Das Leerzeichen entfernen',
  'A {0} with blanks needs quotes.': 'Steht in {0} ein Leerzeichen, braucht der Wert Anführungszeichen.',
  'Put quotes around it': 'In Anführungszeichen setzen',
  'Write it as `name=value`, put quotes around a value with blanks, or remove it.':
    'Es als `name=wert` schreiben, einen Wert mit Leerzeichen in Anführungszeichen setzen oder es entfernen.',
  'Write `src-address` or `dst-address`.': '`src-address` oder `dst-address` schreiben.',
  'Write `disabled=no` or `disabled=yes`.': '`disabled=no` oder `disabled=yes` schreiben.',
  'Write `in-interface` or `out-interface`.': '`in-interface` oder `out-interface` schreiben.',
  'Write `in-interface-list` or `out-interface-list`.': '`in-interface-list` oder `out-interface-list` schreiben.',
  'Write `address-list` for an action, `src-address-list` or `dst-address-list` for a match.':
    '`address-list` für eine action schreiben, `src-address-list` oder `dst-address-list` für eine Bedingung.',
  'so RouterOS refuses it': 'also lehnt RouterOS es ab',
  'so not every version of RouterOS takes it': 'also nimmt es nicht jede Version von RouterOS',
  '`{0}` can mean {1}{2} {3}, {4}. Write the name in full.':
    '`{0}` kann {3} {1}{2} heißen, {4}. Den Namen ausschreiben.',
  'RouterOS has no menu `{0}` {1}, so an import stops here. Did you mean `{2}`?':
    'RouterOS hat kein Menü `{0}` {1}, also bricht ein Import hier ab. Ist `{2}` gemeint?',
  'RouterOS {0} has no menu `{1}` {2}, unless a device or a package brings it. What is written below {3} is not checked.':
    'RouterOS {0} hat kein Menü `{1}` {2}, außer ein Gerät oder ein Paket bringt es mit. Was unter {3} steht, wird nicht geprüft.',
  '{0} Take the output of `export` instead.': '{0} Stattdessen die Ausgabe von `export` nehmen.',
  '{0} Make comments of them.': '{0} Kommentare daraus machen.',
  'Turn it into comments': 'In Kommentare verwandeln',
  '{0} Take the marks away.': '{0} Diese Zeichen entfernen.',
  'Take the marks away': 'Die Zeichen entfernen',
  '{0} Convert it into commands.': '{0} In Befehle umwandeln.',
  'Convert into commands': 'In Befehle umwandeln',
  '`{0}` stands for a value of yours': '`{0}` steht für einen eigenen Wert',
  '{0}, and RouterOS refuses it as it is. Write the real one.':
    '{0}, und RouterOS lehnt es so ab. Den wirklichen schreiben.',
  '{0}. Write the real one.': '{0}. Den wirklichen schreiben.',
  'RouterOS cannot read the command from here on and rejects the file: it says "{0}". Correct it, or put quotes around a text.':
    'RouterOS kann den Befehl ab hier nicht lesen und lehnt die Datei ab: Es meldet "{0}". Ihn berichtigen oder einen Text in Anführungszeichen setzen.',
  'Write \\$': '\\$ schreiben',
  'RouterOS knows no single quotes, so it rejects the file here. Use double quotes.':
    'RouterOS kennt keine einfachen Anführungszeichen und lehnt die Datei hier ab. Doppelte verwenden.',
  'Use double quotes': 'Doppelte Anführungszeichen verwenden',
  'Outside of parentheses `{0}` is no operator, so RouterOS rejects the file. Put parentheses around the expression.':
    'Außerhalb von Klammern ist `{0}` kein Operator, also lehnt RouterOS die Datei ab. Den Ausdruck in Klammern setzen.',
  'Put parentheses around it': 'In Klammern setzen',
  'The block of `:{0}` needs its name, so RouterOS rejects the file here. Write `do={`.':
    'Der Block von `:{0}` braucht seinen Namen, also lehnt RouterOS die Datei hier ab. `do={` schreiben.',
  'Insert do=': 'do= einfügen',
  'This stands directly behind a closing `{0}`, which ends the value, so RouterOS rejects the file. Insert a blank, or put all of it into one pair of quotes.':
    'Das steht direkt hinter einem schließenden `{0}`, das den Wert beendet; RouterOS lehnt also die Datei ab. Ein Leerzeichen einfügen oder alles zusammen in Anführungszeichen setzen.',
  'A value without quotes has no `{0}` in it, so RouterOS rejects the file here. Put quotes around it.':
    'In einem Wert ohne Anführungszeichen steht kein `{0}`, also lehnt RouterOS die Datei hier ab. Ihn in Anführungszeichen setzen.',
  'Put quotes around the value': 'Den Wert in Anführungszeichen setzen',
  'A `=` is missing behind `{0}`, so RouterOS rejects the file here. Write `{1}=` with the value directly behind it.':
    'Hinter `{0}` fehlt ein `=`, also lehnt RouterOS die Datei hier ab. `{1}=` schreiben und den Wert direkt dahinter.',
  'one value': 'einen Wert',
  '{0} values': '{0} Werte',
  '`:{0}` takes {1} without a name, and this is one too many, so RouterOS rejects the file here. Put a text with blanks into quotes, and an expression into parentheses.':
    '`:{0}` nimmt {1} ohne Namen, und das ist einer zu viel; RouterOS lehnt also die Datei hier ab. Einen Text mit Leerzeichen in Anführungszeichen setzen, einen Ausdruck in Klammern.',
  '{0} RouterOS says "{1}".': '{0} RouterOS meldet "{1}".',
  'RouterOS has no menu or command `{0}` {1}, so an import stops here.':
    'RouterOS hat kein Menü und keinen Befehl `{0}` {1}, also bricht ein Import hier ab.',
  'A path without a `/` is looked for below the menu of the lines above, which has no `{0}`, so an import stops here. Write `{1}`.':
    'Ein Pfad ohne `/` wird unter dem Menü der Zeilen darüber gesucht, und das hat kein `{0}`; ein Import bricht also hier ab. `{1}` schreiben.',
  'Write /{0}{1}': '/{0}{1} schreiben',
  'Numbers are what `print` shows: write `add`.': 'Nummern zeigt nur `print`: `add` schreiben.',
  'Write a command such as `add`, or put `#` in front.': 'Einen Befehl wie `add` schreiben oder `#` davorsetzen.',
  'Correct the line, or put `#` in front.': 'Die Zeile berichtigen oder `#` davorsetzen.',
  '{0} is `yes` or `no`, so RouterOS refuses `{1}`. Did you mean `{2}`?':
    '{0} ist `yes` oder `no`, also lehnt RouterOS `{1}` ab. Ist `{2}` gemeint?',
  '{0} is `yes` or `no`, so RouterOS refuses `{1}`. Write one of the two.':
    '{0} ist `yes` oder `no`, also lehnt RouterOS `{1}` ab. Eines von beiden schreiben.',
  'it has {0} parts, not 6': 'sie hat {0} Teile, nicht 6',
  '`{0}` is not hexadecimal': '`{0}` ist nicht hexadezimal',
  '{0} is no MAC address: {1}. RouterOS refuses the command; correct the address.':
    '{0} ist keine MAC-Adresse: {1}. RouterOS lehnt den Befehl ab; die Adresse berichtigen.',
  '`{0}` is no IPv4 address: its parts go from 0 to 255. RouterOS refuses it as {1}; correct the address.':
    '`{0}` ist keine IPv4-Adresse: Ihre Teile gehen von 0 bis 255. RouterOS lehnt sie als {1} ab; die Adresse berichtigen.',
  '`/{0}` is no prefix length of IPv4, which has 32 bits, so RouterOS refuses it. Write 0 to 32.':
    '`/{0}` ist keine Präfixlänge von IPv4 mit seinen 32 Bit, also lehnt RouterOS sie ab. 0 bis 32 schreiben.',
  '`/{0}` is no prefix length of IPv6, which has 128 bits, so RouterOS refuses it. Write 0 to 128.':
    '`/{0}` ist keine Präfixlänge von IPv6 mit seinen 128 Bit, also lehnt RouterOS sie ab. 0 bis 128 schreiben.',
  'RouterOS has no {0} `{1}`, so it refuses the command. Did you mean `{2}`?':
    'RouterOS kennt {0} `{1}` nicht und lehnt den Befehl ab. Ist `{2}` gemeint?',
  '{0} is no possible {1}, so RouterOS refuses it. Write {2}.':
    '{0} ist kein möglicher Wert für {1}, also lehnt RouterOS ihn ab. {2} schreiben.',
  'a number': 'Eine Zahl',
  'a number from {0} to {1}': 'Eine Zahl von {0} bis {1}',
  'leave it out for an entry that stays': 'für einen bleibenden Eintrag weglassen',
  'for packets without any flag write `!fin,!syn,!rst,!psh,!ack,!urg`':
    'für Pakete ohne jedes Flag `!fin,!syn,!rst,!psh,!ack,!urg` schreiben',
  '`{0}` can mean {1}, so RouterOS refuses it as {2}. Write it in full.':
    '`{0}` kann {1} heißen, also lehnt RouterOS es als {2} ab. Es ausschreiben.',
  '{0} takes one value, not a comma list, so RouterOS refuses the command. Write one command for each.':
    '{0} nimmt einen Wert, keine Liste mit Kommas, also lehnt RouterOS den Befehl ab. Für jeden einen eigenen Befehl schreiben.',
  'Look the word up, or let completion offer the known ones.':
    'Das Wort nachschlagen oder die bekannten von der Vervollständigung anbieten lassen.',
  '{0} has no value `none` in RouterOS 7, as far as its manual and its completion say, so the command is probably refused: {1}.':
    '{0} hat in RouterOS 7 nach Handbuch und Vervollständigung keinen Wert `none`, also wird der Befehl wohl abgelehnt: {1}.',
  '{0} is `yes` or `no`; a script should not count on `{1}` being completed. Did you mean `{2}`?':
    '{0} ist `yes` oder `no`; ein Skript sollte sich nicht darauf verlassen, dass `{1}` ergänzt wird. Ist `{2}` gemeint?',
  'Write one of the two.': 'Eines von beiden schreiben.',
  '{0} is `yes` or `no`, so RouterOS refuses `{1}`. {2}': '{0} ist `yes` oder `no`, also lehnt RouterOS `{1}` ab. {2}',
  '{0} is a number, so RouterOS refuses `{1}`. Write {2}.':
    '{0} ist eine Zahl, also lehnt RouterOS `{1}` ab. {2} schreiben.',
  '{0} takes one number or range, not a list, so RouterOS refuses it. Write one rule for each.':
    '{0} nimmt eine Zahl oder einen Bereich, keine Liste, also lehnt RouterOS das ab. Für jeden Wert eine eigene Regel schreiben.',
  '{0} takes numbers only, so RouterOS refuses `{1}`. Write the number.':
    '{0} nimmt nur Zahlen, also lehnt RouterOS `{1}` ab. Die Zahl schreiben.',
  '{0} is one number, so RouterOS refuses the range `{1}`. Write one port.':
    '{0} ist eine einzelne Zahl, also lehnt RouterOS den Bereich `{1}` ab. Einen Port schreiben.',
  'This range of {0} ends below its start, so RouterOS refuses it. Write `{1}-{2}`.':
    'Dieser Bereich von {0} endet unter seinem Anfang, also lehnt RouterOS ihn ab. `{1}-{2}` schreiben.',
  'RouterOS 7 calls protocol 41 `ipv6-encap`: `ipv6` can mean several names there, so it refuses the command.':
    'RouterOS 7 nennt das Protokoll 41 `ipv6-encap`: `ipv6` kann dort mehrere Namen bedeuten, also lehnt es den Befehl ab.',
  '{0} names': '{0} Namen',
  'A rule matches one {0} only, so RouterOS refuses `{1}`. Write one rule for each of {2}.':
    'Eine Regel vergleicht nur ein {0}, also lehnt RouterOS `{1}` ab. Je eine Regel für {2} schreiben.',
  'it has more than four parts': 'sie hat mehr als vier Teile',
  'its parts go from 0 to 255': 'ihre Teile gehen von 0 bis 255',
  '`{0}` is no IPv4 address: {1}. RouterOS refuses the command; correct the address.':
    '`{0}` ist keine IPv4-Adresse: {1}. RouterOS lehnt den Befehl ab; die Adresse berichtigen.',
  'put them in an address list and match `{0}-list`': 'sie auf eine Adressliste setzen und mit `{0}-list` vergleichen',
  'write one': 'eine schreiben',
  '{0} takes one address, prefix or range, so RouterOS refuses a comma list. Instead, {1}.':
    '{0} nimmt eine Adresse, ein Präfix oder einen Bereich, also lehnt RouterOS eine Liste mit Kommas ab. Stattdessen {1}.',
  '{0} takes IPv4 here, so RouterOS refuses the IPv6 address. Use the menu under /ipv6 for it.':
    '{0} nimmt hier IPv4, also lehnt RouterOS die IPv6-Adresse ab. Dafür das Menü unter /ipv6 verwenden.',
  '{0} takes IPv6 here, so RouterOS refuses the IPv4 address. Use the menu under /ip for it.':
    '{0} nimmt hier IPv6, also lehnt RouterOS die IPv4-Adresse ab. Dafür das Menü unter /ip verwenden.',
  '`{0}` is no prefix length of IPv6, which has 128 bits, so RouterOS refuses it. Write 0 to 128.':
    '`{0}` ist keine Präfixlänge von IPv6 mit seinen 128 Bit, also lehnt RouterOS sie ab. 0 bis 128 schreiben.',
  '`{0}` is no IPv6 address, so RouterOS refuses the command. Check its groups and the `::`.':
    '`{0}` ist keine IPv6-Adresse, also lehnt RouterOS den Befehl ab. Die Gruppen und das `::` prüfen.',
  '{0} is 35w3d13h13m56s at most, so RouterOS refuses {1}. Use `none-static` for entries that stay.':
    '{0} ist höchstens 35w3d13h13m56s, also lehnt RouterOS {1} ab. Für bleibende Einträge `none-static` verwenden.',
  '`{0}` is no time, so RouterOS refuses it as {1}. Write a time such as `1h`, `none-dynamic` (until reboot) or `none-static` (for good).':
    '`{0}` ist keine Zeit, also lehnt RouterOS es als {1} ab. Eine Zeit wie `1h` schreiben, `none-dynamic` (bis zum Neustart) oder `none-static` (auf Dauer).',
  '{0} holds an IPv6 address, which /ip firewall address-list takes for a name and refuses. Add it to /ipv6 firewall address-list.':
    '{0} enthält eine IPv6-Adresse, die /ip firewall address-list für einen Namen hält und ablehnt. Sie in /ipv6 firewall address-list eintragen.',
  ':{0} declares a name, and a name has no `$`, so RouterOS rejects the file here. Write `{1}`.':
    ':{0} deklariert einen Namen, und ein Name hat kein `$`; RouterOS lehnt also die Datei hier ab. `{1}` schreiben.',
  'A name without quotes has letters a-z, A-Z and digits only, so RouterOS stops at the `{0}`. Choose another name, or quote it: `"{1}"`, and `$"{2}"` where it is read.':
    'Ein Name ohne Anführungszeichen hat nur Buchstaben a-z, A-Z und Ziffern, also endet er für RouterOS vor dem `{0}`. Einen anderen Namen wählen oder ihn in Anführungszeichen setzen: `"{1}"`, und `$"{2}"`, wo er gelesen wird.',
  '{0}, so RouterOS rejects the whole file.': '{0}, also lehnt RouterOS die ganze Datei ab.',
  '`{0}` is declared, but not in this block': '`{0}` ist deklariert, aber nicht in diesem Block',
  '{0} Put `:global {1}` in front of it.': '{0} `:global {1}` davorsetzen.',
  'Insert :global {0}': ':global {0} einfügen',
  'The `{0}` that line {1} declares ended with its block': 'Das in Zeile {1} deklarierte `{0}` endete mit seinem Block',
  '{0} Declare it in front of that block.': '{0} Es vor diesem Block deklarieren.',
  '`{0}` is declared in line {1} only': '`{0}` ist erst in Zeile {1} deklariert',
  '{0} Move the declaration above this line.': '{0} Die Deklaration über diese Zeile verschieben.',
  '`{0}` is declared nowhere above': '`{0}` ist nirgends darüber deklariert',
  '{0} Write `:local {1}` or `:global {2}` in front of it.': '{0} `:local {1}` oder `:global {2}` davor schreiben.',
  'No menu stands above this, so RouterOS reads the `set` for variables, knows no variable `{0}` and rejects the file. Write the menu in front, such as `/ip service set`.':
    'Darüber steht kein Menü; RouterOS liest also das `set` für Variablen, kennt keine Variable `{0}` und lehnt die Datei ab. Das Menü davor schreiben, etwa `/ip service set`.',
  '`${0}` is empty here: the variable that line {1} declares ends with its block. Declare it in front of that block and use `:set` in it.':
    '`${0}` ist hier leer: Die in Zeile {1} deklarierte Variable endet mit ihrem Block. Sie vor diesem Block deklarieren und in ihm `:set` verwenden.',
  ': upper and lower case matter': ': Groß- und Kleinschreibung zählt',
  '`${0}` is declared nowhere, so it is empty here unless the caller sets it{1}. Did you mean `${2}`?':
    '`${0}` ist nirgends deklariert, also hier leer, wenn der Aufrufer es nicht setzt{1}. Ist `${2}` gemeint?',
  'Replace by ${0}': 'Durch ${0} ersetzen',
  '`${0}` is declared nowhere, unlike the other variables of this file, so it is empty here unless the caller sets it. Declare it, or correct the name.':
    '`${0}` ist nirgends deklariert, anders als die übrigen Variablen hier, also leer, wenn der Aufrufer es nicht setzt. Es deklarieren oder den Namen berichtigen.',
  'The function `{0}` reads no `${1}`, so this value is lost. Did you mean `{2}`?':
    'Die Funktion `{0}` liest kein `${1}`, also geht dieser Wert verloren. Ist `{2}` gemeint?',
  'never used': 'nie verwendet',
  'set, but never read': 'gesetzt, aber nie gelesen',
  '`{0}` is {1}. Remove it, or read it with `${2}`.': '`{0}` wird {1}. Die Variable entfernen oder mit `${2}` lesen.',
  '`{0}` is {1} since line {2} and {3} here: these are two variables, and `${4}` means only one of them. Give one another name.':
    '`{0}` ist seit Zeile {2} {1} und hier {3}: Das sind zwei Variablen, und `${4}` meint nur eine davon. Einer einen anderen Namen geben.',
  'This declares a second `{0}` that ends with this block, so the one of line {1} keeps its value. Write `:set {2}`.':
    'Das deklariert ein zweites `{0}`, das mit diesem Block endet; das aus Zeile {1} behält also seinen Wert. `:set {2}` schreiben.',
  'This is a second `{0}` beside the one of line {1}, and ends with this block. Write `:set {2}` if that one is meant, else choose another name.':
    'Das ist ein zweites `{0}` neben dem aus Zeile {1} und endet mit diesem Block. `:set {2}` schreiben, wenn jenes gemeint ist, sonst einen anderen Namen wählen.',
  "In a condition `${0}` is the item's own `{1}`, so this is {2} of {3}. Give the variable another name.":
    'In einer Bedingung ist `${0}` das eigene `{1}` des Eintrags; sie ist also {2} von {3}. Der Variablen einen anderen Namen geben.',
  'never true for an item': 'wahr für keinen Eintrag',
  'true for every item': 'wahr für jeden Eintrag',
  'the export names': 'der Export nennt',
  'the file is read for': 'gelesen wird für',
  '{0} {1}, and {2} {3}. Leave it out, or use another version.':
    '{0} {1}, und {2} {3}. Weglassen oder eine andere Version verwenden.',
  'The menu {0}': 'Das Menü {0}',
  'The command `{0}`': 'Der Befehl `{0}`',
  'the header names': 'der Kopf nennt',
  'Paths with slashes came with RouterOS 7, and {0} {1}. Write blanks: `/{2}`.':
    'Pfade mit Schrägstrichen kamen mit RouterOS 7, und {0} {1}. Leerzeichen schreiben: `/{2}`.',
  'came with RouterOS {0}': 'kam mit RouterOS {0}',
  'came between RouterOS {0} and {1}': 'kam zwischen RouterOS {0} und {1}',
  'is gone since RouterOS {0}': 'fehlt seit RouterOS {0}',
  'went between RouterOS {0} and {1}': 'entfiel zwischen RouterOS {0} und {1}',
  'is not in every version of RouterOS': 'gibt es nicht in jeder Version von RouterOS',
  'This `{0}` is never closed, so RouterOS rejects the whole file. Add the missing `{1}`.':
    'Dieses `{0}` wird nie geschlossen, also lehnt RouterOS die ganze Datei ab. Das fehlende `{1}` ergänzen.',
  'This string has no closing quote, so RouterOS reads the following lines as text. Add the missing `"`.':
    'Diesem Text fehlt das schließende Anführungszeichen, also liest RouterOS die folgenden Zeilen mit. Das fehlende `"` ergänzen.',
  'RouterOS stops reading here without a word and ignores everything below':
    'RouterOS hört hier ohne Meldung auf zu lesen und übergeht alles darunter',
  'RouterOS rejects the whole file': 'RouterOS lehnt die ganze Datei ab',
  'This `{0}` closes nothing: {1}. Remove it or add its opening bracket.':
    'Dieses `{0}` schließt nichts: {1}. Es entfernen oder die öffnende Klammer ergänzen.',
  'Brackets are nested more than {0} deep. What lies deeper is not analysed. Split the script into functions.':
    'Klammern sind mehr als {0} Ebenen tief geschachtelt. Was tiefer liegt, wird nicht analysiert. Das Skript in Funktionen teilen.',
  'More than {0} words and values stand side by side. What comes from here on is not analysed. Divide the statement.':
    'Mehr als {0} Wörter und Werte stehen nebeneinander. Was ab hier kommt, wird nicht analysiert. Die Anweisung teilen.',
  'A typographic quote, `{0}` ({1}), is an ordinary character for RouterOS, so this text is not quoted. Use straight quotes.':
    'Ein typografisches Anführungszeichen, `{0}` ({1}), ist für RouterOS ein gewöhnliches Zeichen; dieser Text steht also nicht in Anführungszeichen. Gerade verwenden.',
  'Use straight quotes': 'Gerade Anführungszeichen verwenden',
  'This blank is a no-break space or similar ({0}), which RouterOS does not take for a blank. Use an ordinary one.':
    'Dieses Leerzeichen ist ein geschütztes oder ähnliches ({0}), das für RouterOS keines ist. Ein gewöhnliches verwenden.',
  'Replace by an ordinary blank': 'Durch ein gewöhnliches Leerzeichen ersetzen',
  'A character without width ({0}) stands here, which RouterOS takes for a part of the word. Remove it.':
    'Hier steht ein Zeichen ohne Breite ({0}), das RouterOS zum Wort zählt. Es entfernen.',
  'Remove the invisible character': 'Das unsichtbare Zeichen entfernen',
  'The file begins with a byte order mark, which RouterOS takes for a character of the first command. Save the file as UTF-8 without it.':
    'Am Anfang steht eine Byte-Reihenfolge-Marke (BOM), die RouterOS zum ersten Befehl zählt. Als UTF-8 ohne BOM speichern.',
  'Remove the byte order mark': 'Die Byte-Reihenfolge-Marke entfernen',
  'This is the prompt of a console, not a command: RouterOS rejects the file here. Remove it.':
    'Das ist die Eingabeaufforderung einer Konsole, kein Befehl: RouterOS lehnt die Datei hier ab. Sie entfernen.',
  'Remove the prompt': 'Die Eingabeaufforderung entfernen',
  'Replace the prompt by its menu': 'Die Eingabeaufforderung durch ihr Menü ersetzen',
  'A list number or bullet stands in front of the command: RouterOS rejects the file here. Remove it.':
    'Vor dem Befehl steht eine Listennummer oder ein Aufzählungszeichen: RouterOS lehnt die Datei hier ab. Es entfernen.',
  'Remove the list marker': 'Das Listenzeichen entfernen',
  'A backslash continues a command only as the last character of its line; here RouterOS rejects the file. Remove it or break the line behind it.':
    'Ein Backslash setzt einen Befehl nur als letztes Zeichen der Zeile fort; hier lehnt RouterOS die Datei ab. Ihn entfernen oder die Zeile dahinter umbrechen.',
  'Remove the backslash': 'Den Backslash entfernen',
  'Blanks stand between the backslash and the line end, so the line is not continued and RouterOS rejects the file. Remove the blanks.':
    'Zwischen Backslash und Zeilenende stehen Leerzeichen; die Zeile geht also nicht weiter, und RouterOS lehnt die Datei ab. Die Leerzeichen entfernen.',
  'Remove the blanks behind the backslash': 'Die Leerzeichen hinter dem Backslash entfernen',
  'RouterOS allows a comment only where a command may begin; behind a command it rejects the file. Put the comment on the line above.':
    'RouterOS erlaubt einen Kommentar nur, wo ein Befehl beginnen kann; hinter einem Befehl lehnt es die Datei ab. Den Kommentar auf die Zeile darüber setzen.',
  'Move the comment to the line above': 'Den Kommentar auf die Zeile darüber setzen',
  'Blanks stand between the backslash and the line end, so the string is not continued and RouterOS rejects the file. Remove the blanks.':
    'Zwischen Backslash und Zeilenende stehen Leerzeichen; der Text geht also nicht weiter, und RouterOS lehnt die Datei ab. Die Leerzeichen entfernen.',
  'RouterOS knows no escape `{0}` and rejects the file. Write `\\\\` for a backslash, or drop it.':
    'RouterOS kennt kein `{0}` und lehnt die Datei ab. Für einen Backslash `\\\\` schreiben oder ihn weglassen.',
  'Write two backslashes': 'Zwei Backslashes schreiben',
  'A `$` begins a variable, but no name follows, so RouterOS rejects the file. Write the name, or quote the text and write `\\$` in it.':
    'Ein `$` beginnt eine Variable, aber es folgt kein Name; RouterOS lehnt also die Datei ab. Den Namen schreiben, oder den Text in Anführungszeichen setzen und darin `\\$` schreiben.',
  'The operator `{0}` has no operand here, so RouterOS rejects the file. Add the value or remove the operator.':
    'Dem Operator `{0}` fehlt hier ein Wert, also lehnt RouterOS die Datei ab. Den Wert ergänzen oder den Operator entfernen.',
  'RouterOS compares with a single `=`; what follows has no operand, so it rejects the file. Write one `=`.':
    'RouterOS vergleicht mit einem einzelnen `=`; dem zweiten fehlt ein Wert, also lehnt es die Datei ab. Ein `=` schreiben.',
  'Compare with =': 'Mit = vergleichen',
  'A `;` cannot stand inside parentheses: RouterOS rejects the file. Close the parenthesis before it, or use `{ }` for an array.':
    'Ein `;` kann nicht in runden Klammern stehen: RouterOS lehnt die Datei ab. Die Klammer davor schließen oder `{ }` für ein Array verwenden.',
  'This `=` has no name in front of it, so RouterOS rejects the file. Write `name=value` without blanks, or quote the value.':
    'Vor diesem `=` fehlt ein Name, also lehnt RouterOS die Datei ab. `name=wert` ohne Leerzeichen schreiben oder den Wert in Anführungszeichen setzen.',
  'This `}` closes nothing. RouterOS stops reading here, and nothing stands below; remove it.':
    'Dieses `}` schließt nichts. RouterOS hört hier auf zu lesen, und darunter steht nichts; es entfernen.',
  'Remove the brace': 'Die Klammer entfernen',
  '{0} {1} the same fault: is this a RouterOS script?': '{0} {1} denselben Fehler: Ist das ein RouterOS-Skript?',
  'The next command has': 'Der nächste Befehl hat',
  'The next {0} commands have': 'Die nächsten {0} Befehle haben',
  'RouterOS allows no blank between `{0}` and `=`, and rejects the file here. Write `{1}=`.':
    'RouterOS erlaubt zwischen `{0}` und `=` kein Leerzeichen und lehnt die Datei hier ab. `{1}=` schreiben.',
  'Remove the blanks around =': 'Die Leerzeichen um = entfernen',
  'A blank is missing between the closing quote and `{0}`, so RouterOS rejects the file. Insert one.':
    'Zwischen dem schließenden Anführungszeichen und `{0}` fehlt ein Leerzeichen, also lehnt RouterOS die Datei ab. Eines einfügen.',
  'This stands directly behind a closing quote, which ends the value, so RouterOS takes it for a word of its own and refuses the command. Put all of the text into one pair of quotes.':
    'Das steht direkt hinter einem schließenden Anführungszeichen, das den Wert beendet; RouterOS liest es als eigenes Wort und lehnt den Befehl ab. Den ganzen Text zusammen in Anführungszeichen setzen.',
  'The line was cut inside this {0}, so the line end becomes part of it. Join the two lines.':
    'Die Zeile wurde innerhalb von {0} getrennt, also wird das Zeilenende Teil davon. Die beiden Zeilen verbinden.',
  'Join with the next line': 'Mit der nächsten Zeile verbinden',
  'The line above was cut in the middle of a word, so RouterOS reads two commands and rejects the file. Join the two lines.':
    'Die Zeile darüber wurde mitten in einem Wort getrennt; RouterOS liest also zwei Befehle und lehnt die Datei ab. Die beiden Zeilen verbinden.',
  'This belongs to the command on the line above, but RouterOS begins a new command here and rejects the file. Join the two lines.':
    'Das gehört zum Befehl auf der Zeile darüber, RouterOS beginnt hier aber einen neuen und lehnt die Datei ab. Die beiden Zeilen verbinden.',
  'Join the word with the line above': 'Das Wort mit der Zeile darüber verbinden',
  'Join with the line above': 'Mit der Zeile darüber verbinden',
  'A command should begin here, but `{0}=` is an argument, so RouterOS rejects the file. Write the command in front of it.':
    'Hier müsste ein Befehl beginnen, `{0}=` ist aber ein Argument; RouterOS lehnt also die Datei ab. Den Befehl davor schreiben.',
  'RouterOS expects a command here and none begins with {0}, so it rejects the file. If this is meant as text, put `#` in front of the line.':
    'RouterOS erwartet hier einen Befehl, und keiner beginnt mit {0}; es lehnt also die Datei ab. Soll das Text sein, `#` vor die Zeile setzen.',
  'Names of menus and commands are in lower case, so RouterOS stops at {0} and rejects the file. Write `{1}`.':
    'Namen von Menüs und Befehlen sind kleingeschrieben; RouterOS hört also bei {0} auf und lehnt die Datei ab. `{1}` schreiben.',
  'RouterOS expects a command here and none has {0} in its name, so it rejects the file. If this is meant as text, put `#` in front of the line.':
    'RouterOS erwartet hier einen Befehl, und keiner hat {0} im Namen; es lehnt also die Datei ab. Soll das Text sein, `#` vor die Zeile setzen.',
  ' The same stands in {0} more places.{1}': ' Dasselbe steht an {0} weiteren Stellen.{1}',
  'the same': 'dasselbe',
  '{0} ({1} places)': '{0} ({1} Stellen)',
  '{0} There are {1} more of this kind in this file.': '{0} Es gibt {1} weitere dieser Art in dieser Datei.',
  'This file is not UTF-8, so it is read as Latin-1 and letters with accents may look wrong. Save it as UTF-8.':
    'Diese Datei ist nicht UTF-8, wird also als Latin-1 gelesen, und Umlaute können falsch aussehen. Als UTF-8 speichern.',
  'This file is UTF-16, as Windows PowerShell writes it; RouterOS reads single bytes. Save it as UTF-8.':
    'Diese Datei ist UTF-16, wie Windows PowerShell sie schreibt; RouterOS liest einzelne Bytes. Als UTF-8 speichern.',
  '`{0}` marks code on a page and is no command: RouterOS rejects the file.':
    '`{0}` markiert Code auf einer Seite und ist kein Befehl: RouterOS lehnt die Datei ab.',
  '`{0}` is how a page of the Web writes `{1}`: RouterOS takes it as it stands.':
    '`{0}` schreibt eine Webseite für `{1}`: RouterOS nimmt es, wie es dasteht.',
  'Each line stands behind `>`, as mails quote: RouterOS rejects the file.':
    'Jede Zeile steht hinter `>`, wie Zitate in E-Mails: RouterOS lehnt die Datei ab.',
  'Each line begins with its number: RouterOS rejects the file.':
    'Jede Zeile beginnt mit ihrer Nummer: RouterOS lehnt die Datei ab.',
  'The lines stand between `|`, as in a table: RouterOS rejects the file.':
    'Die Zeilen stehen zwischen `|` wie in einer Tabelle: RouterOS lehnt die Datei ab.',
  'This is what `print stats` shows: counters, without what the rules match, so no script can be made of it.':
    'Das zeigt `print stats`: Zähler ohne die Bedingungen der Regeln, also lässt sich kein Skript daraus machen.',
  'This is what `print` shows, not a script: RouterOS rejects the file.':
    'Das zeigt `print`, es ist kein Skript: RouterOS lehnt die Datei ab.',
  'RouterOS rejects the file': 'RouterOS lehnt die Datei ab',
  'an import stops here': 'ein Import bricht hier ab',
  'This is a sentence, not a command: {0}.': 'Das ist ein Satz, kein Befehl: {0}.',
  'These {0} lines are sentences, not commands: {1}.': 'Diese {0} Zeilen sind Sätze, keine Befehle: {1}.',
  'These are the fields of a rule as WinBox shows them, not a script: RouterOS rejects the file.':
    'Das sind die Felder einer Regel, wie WinBox sie zeigt, kein Skript: RouterOS lehnt die Datei ab.',
};
