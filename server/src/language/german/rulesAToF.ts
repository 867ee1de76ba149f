/** Messages and fixes of the rules from `accept-` to `forwarded-`. */
export const RULES_A_TO_F: Readonly<Record<string, string>> = {
  'Never reached: {0} every packet that this accepts{1}. {2}':
    'Wird nie erreicht: {0} jedes Paket, das diese Regel akzeptiert{1}. {2}',
  '{0} every packet that {1} later rules accept{2}, so none of them is ever reached. {3}':
    '{0} jedes Paket, das {1} spätere Regeln akzeptieren{2}; keine davon wird je erreicht. {3}',
  'Move them above it.': 'Sie darüber verschieben.',
  'Move them above {0}.': 'Sie über {0} verschieben.',
  'Narrow it, or remove them.': 'Diese Regel enger fassen oder die anderen entfernen.',
  'Move it above {0}.': 'Die Regel über {0} verschieben.',
  'Narrow {0}, or remove this.': '{0} enger fassen oder diese Regel entfernen.',
  'one of {0}': 'Eine von {0}',
  'Move the accept above line {0}': 'Das accept über Zeile {0} verschieben',
  'the accept': 'das accept',
  'the {0} accepts': 'die {0} accepts',
  'Put the accept above {0}': 'Das accept über {0} setzen',
  'one fault': 'einen Fehler',
  '{0} faults': '{0} Fehler',
  'This hides {0} of the rules behind it, which will show once it is gone: {1}. Disable it in the file and check again.':
    'Diese Regel verdeckt {0} in den Regeln dahinter. Ohne sie zeigt sich: {1}. Sie in der Datei deaktivieren und noch einmal prüfen.',
  'This bans whoever sends while all senders together exceed limit={0} of line {1}: one flood, and everybody who comes meanwhile is on the list. Count each source with dst-limit, or drop without a ban.':
    'Gesperrt wird jeder, der sendet, während alle Absender zusammen limit={0} aus Zeile {1} überschreiten: Bei einer Flut landet jeder auf der Liste, der gerade dazukommt. Jede Quelle mit dst-limit für sich zählen oder ohne Sperre verwerfen.',
  'lets by what is within the rate': 'lässt durch, was innerhalb der Rate liegt',
  'refuses who is on the list': 'weist ab, wer auf der Liste steht',
  'Who is on the list {0} still gets in by {1}. Refuse the list above line {2}, if the ban is to hold there.':
    'Wer auf der Liste {0} steht, kommt trotzdem durch {1} herein. Soll die Sperre auch dort gelten, die Liste oberhalb von Zeile {2} abweisen.',
  'line {0}': 'Zeile {0}',
  '{0} rules above': '{0} Regeln darüber',
  'lets in the banned': 'lässt Gesperrte herein',
  'Move the refusal above line {0}': 'Die Abweisung über Zeile {0} verschieben',
  'Who gets on the list {0} keeps the connections that run: this refuses new ones only. Take connection-state=new away.':
    'Wer auf die Liste {0} kommt, behält seine laufenden Verbindungen: Abgewiesen werden nur neue. connection-state=new entfernen.',
  'so does this': 'diese Regel ebenso',
  'Hosts of the inside are banned as well: neither an interface is asked for nor an own address spared, and line {0} then refuses what they send {1}. Add the interface of the outside, or accept own addresses above.':
    'Auch eigene Hosts werden gesperrt: Weder ein Interface ist verlangt noch sind eigene Adressen ausgenommen, und Zeile {0} weist {1} alles ab, was sie senden. Das äußere Interface verlangen oder eigene Adressen darüber akzeptieren.',
  'some UDP packets has the address that they name': 'ein paar UDP-Pakete fälscht,',
  'a SYN or a few has the address that they name': 'ein oder einige SYN-Pakete fälscht,',
  'Ban by TCP, for minutes,': 'Nur bei TCP und nur für Minuten sperren',
  'Ban for minutes,': 'Nur für Minuten sperren',
  "Whoever forges {0} banned {1}, your resolver's, for one: line {2} then refuses its answers. {3} or refuse the list below the accept of established connections.":
    'Wer {0} sperrt {1} die angegebene Absenderadresse, etwa die des eigenen DNS-Servers: Zeile {2} weist dann dessen Antworten ab. {3} oder die Liste erst unter dem accept der bestehenden Verbindungen abweisen.',
  'until the router restarts': 'bis zum Neustart des Routers',
  'for {0}': 'für {0}',
  'This lists the destination, which is who is attacked, and line {0} refuses what the listed send: the attacker stays free. List the source.':
    'Auf die Liste kommt das Ziel, also der Angegriffene, und Zeile {0} weist ab, was Adressen der Liste senden: Der Angreifer bleibt frei. Die Quelle auf die Liste setzen.',
  'refuses the listed as sources': 'weist Adressen der Liste als Quelle ab',
  'This never matches a source that line {0} lists: in input the destination is the router itself. Ask for src-address-list.':
    'Trifft nie auf eine Quelle zu, die Zeile {0} auf die Liste setzt: In input ist das Ziel der Router selbst. Nach src-address-list fragen.',
  'lists the source': 'setzt die Quelle auf die Liste',
  'List the source': 'Die Quelle auf die Liste setzen',
  'The bandwidth test fills the line for everybody who asks, without a password. Set authenticate=yes.':
    'Der Bandbreitentest füllt die Leitung für jeden, der ihn anfragt, ohne Passwort. authenticate=yes setzen.',
  'Set authenticate=yes': 'authenticate=yes setzen',
  'also in {0}': 'auch in {0}',
  'No packet enters the chain {0}: the jump to it in line {1} is disabled. Enable it when you need the chain.':
    'Kein Paket kommt in die Chain {0}: Der jump in Zeile {1} ist deaktiviert. Ihn aktivieren, wenn die Chain gebraucht wird.',
  'the disabled jump': 'der deaktivierte jump',
  'The table {0} has no chain {1}: packets enter {2} and {3} there, so none gets here. Use one of these.':
    'Die Tabelle {0} hat keine Chain {1}: Pakete kommen dort in {2} und {3} an, hierher keines. Eine von diesen verwenden.',
  'No rule jumps to the chain {0}, so no packet enters it. Add the jump, or remove its rules.':
    'Keine Regel springt in die Chain {0}, also kommt kein Paket hinein. Den jump ergänzen oder die Regeln der Chain entfernen.',
  'No rule jumps to the chain {0}, so no packet enters it. Did you mean {1}?':
    'Keine Regel springt in die Chain {0}, also kommt kein Paket hinein. Ist {1} gemeint?',
  'Change to {0}': 'Zu {0} ändern',
  ' by way of {0}': ' (über {0})',
  'The list of interfaces {0} is made of itself{1}, so nobody can tell who is on it. Take one of the names out.':
    'Die Interface-Liste {0} enthält sich selbst{1}, also lässt sich nicht sagen, was auf ihr steht. Einen der Namen herausnehmen.',
  '{0} is a port of itself{1}, so no packet comes by it. Take one of the ports out.':
    '{0} ist ein Port von sich selbst{1}, also kommt kein Paket darüber. Einen der Ports herausnehmen.',
  'part of the circle': 'Teil des Kreises',
  ' and ': ' und ',
  '{0} stays on, and sends passwords in clear. Disable it: SSH does the same.':
    '{0} bleibt an und überträgt Passwörter im Klartext. Den Dienst abschalten: SSH leistet dasselbe.',
  '{0} stay on, and send passwords in clear. Disable them: SSH does the same.':
    '{0} bleiben an und übertragen Passwörter im Klartext. Beide Dienste abschalten: SSH leistet dasselbe.',
  'This comment holds {0}={1}, which the rule does not ask for, so it fits more than it seems. Write the condition outside of the quotes.':
    'Dieser Kommentar enthält {0}={1}, die Regel selbst fragt nicht danach und trifft auf mehr zu, als es scheint. Die Bedingung außerhalb der Anführungszeichen schreiben.',
  'This comment begins with "{0}", but the rule has action={1}. Correct one of the two.':
    'Dieser Kommentar beginnt mit „{0}“, die Regel hat aber action={1}. Eines von beiden berichtigen.',
  another: 'ein anderer',
  'This comment says "{0}", which is type {1} of ICMP, but icmp-options={2} is {3}. Correct one of the two.':
    'Dieser Kommentar nennt „{0}“, das ist ICMP-Typ {1}; icmp-options={2} ist aber {3}. Eines von beiden berichtigen.',
  'This comment says "{0}", which has port {1}, but the rule is for {2}. Correct one of the two.':
    'Dieser Kommentar nennt „{0}“ mit Port {1}, die Regel gilt aber für {2}. Eines von beiden berichtigen.',
  'Connection tracking is off, so {0} and all rules like it do nothing. Set enabled=auto.':
    'Das Connection-Tracking ist aus, also bewirken {0} und alle Regeln dieser Art nichts. enabled=auto setzen.',
  'needs connections': 'braucht Connection-Tracking',
  'Set enabled=auto': 'enabled=auto setzen',
  'one packet bans': 'ein einziges Paket sperrt',
  '{0} packets ban': '{0} Pakete sperren',
  'This counter has {0} levels, but {1} its sender: {2} meets the next level as soon as it is listed. Put the last level first.':
    'Dieser Zähler hat {0} Stufen, doch {1} den Absender: {2} trifft auf die nächste Stufe, sobald er auf der Liste steht. Die letzte Stufe nach oben stellen.',
  'level {0} of {1}: {2}': 'Stufe {0} von {1}: {2}',
  'Packets of a running connection climb this counter, too: after {0} of {1} its sender is banned by its own session. Ask for connection-state=new, or accept established connections above.':
    'Auch Pakete einer laufenden Verbindung zählen hier: Nach {0} mal {1} ist der Absender durch seine eigene Sitzung gesperrt. connection-state=new verlangen oder bestehende Verbindungen darüber akzeptieren.',
  'Count new connections only': 'Nur neue Verbindungen zählen',
  'Put the last level first, in line {0}': 'Die letzte Stufe nach oben stellen, in Zeile {0}',
  ' for {0}': ' für {0}',
  '{0} first packets ban their sender{1}, and one client that gets no answer at once sends so many by itself: over UDP each repeat is new as well. Whoever forges {2} packets bans somebody else. Count failed logins, or slow down by source with dst-limit.':
    '{0} erste Pakete sperren ihren Absender{1}, und so viele sendet ein Client von selbst, wenn nicht gleich eine Antwort kommt: Über UDP gilt jede Wiederholung wieder als neu. Wer {2} Pakete fälscht, sperrt einen anderen. Fehlgeschlagene Anmeldungen zählen oder je Quelle mit dst-limit bremsen.',
  ' by the {0} of line {1}': ' durch das {0} in Zeile {1}',
  'From here on your session ({0}) is refused{1}, while the file is still being applied. Put what lets it in above.':
    'Von hier an wird die eigene Sitzung ({0}){1} abgewiesen, während die Datei noch angewendet wird. Was sie zulässt, weiter nach oben stellen.',
  'refuses it': 'weist es ab',
  'When the file has been applied your session goes on, but you cannot log in again: {0} is refused. Accept it above the {1}.':
    'Ist die Datei angewendet, läuft die Sitzung weiter, eine neue Anmeldung scheitert aber: {0} wird abgewiesen. Oberhalb des {1} akzeptieren.',
  'This {0} is disabled, so no packet is compared with it. Enable it when you have another way in, or remove it.':
    'Deaktiviert: {0}. Kein Paket wird mit dieser Regel verglichen. Sie aktivieren, sobald es einen anderen Zugang gibt, oder entfernen.',
  'Enable the rule': 'Die Regel aktivieren',
  trap: 'Falle',
  'knock {0} of {1}': 'Klopfen {0} von {1}',
  'gate of a knock': 'Tor eines Port Knocks',
  '{0} of the list {1}': '{0} der Liste {1}',
  '{0} of what is left': '{0} für den Rest',
  'jump to the drop of what is left': 'jump zum drop für den Rest',
  'RouterOS reads `$"` as the start of a variable name, so this pattern does not end here. Write `\\$` for the end of the text.':
    'RouterOS liest `$"` als Anfang eines Variablennamens, also endet dieses Muster hier nicht. Für das Textende `\\$` schreiben.',
  'Escape the dollar': 'Das Dollarzeichen maskieren',
  'This {0} matches no more than {1}={2} allows, so a flood beyond that goes on to the rules below. Accept what is within the limit and drop the rest, or take the limit away.':
    'Dieses {0} trifft nur so oft zu, wie {1}={2} erlaubt; was eine Flut darüber hinaus sendet, geht zu den nächsten Regeln weiter. Akzeptieren, was innerhalb des Limits liegt, und den Rest verwerfen, oder das Limit entfernen.',
  'This bans who keeps within {0}={1}, from the first packet on, and not who exceeds it. Accept or return what is within the limit, and list the rest below.':
    'Gesperrt wird vom ersten Paket an, wer {0}={1} einhält, und nicht, wer es überschreitet. Was innerhalb des Limits liegt, mit accept oder return behandeln und den Rest darunter auf die Liste setzen.',
  ' and {0} more': ' und {0} weitere',
  "This refuses everything from {0}, the router's own network{1}: {2} is dropped by {3}. Let it ask for the interface of the outside.":
    'Das weist alles von {0} ab, dem eigenen Netz des Routers{1}: {2} wird von {3} verworfen. Die Regel nach dem äußeren Interface fragen lassen.',
  ' So does it take what outsiders send to the router itself.': ' Ebenso, was von außen an den Router selbst geht.',
  'This also takes {0} hosts of the inside send {1}anywhere in the world.{2} Add the destination or the interface of the outside.':
    'Umgeleitet wird auch {0} Hosts von innen {1}in alle Welt senden.{2} Das Ziel oder das äußere Interface ergänzen.',
  'to that port ': 'an diesen Port ',
  'This sends {0} from outside to one host, and what is meant for the router itself, such as a VPN, with it. Forward the ports that the host needs.':
    'Das schickt {0} von außen an einen einzigen Host, auch was für den Router selbst bestimmt ist, etwa ein VPN. Nur die Ports weiterleiten, die der Host braucht.',
  everything: 'alles',
  'all {0}': 'alles per {0}',
  what: 'alles, was',
  'everything that': 'alles, was',
  'all {0} that': 'alles per {0}, was',
  '{0} is the same as {1} in line {2}, which is on the list {3} already (assuming that RouterOS takes both, since they differ to the letter). Keep one of the two.':
    '{0} ist dasselbe wie {1} in Zeile {2} und steht schon auf der Liste {3} (angenommen, RouterOS nimmt beide, weil sie verschieden geschrieben sind). Einen der beiden Einträge behalten.',
  'the same addresses': 'dieselben Adressen',
  '{0} lies within {1} of line {2}, which is on the list already. It changes nothing.':
    '{0} liegt in {1} aus Zeile {2} und steht damit schon auf der Liste. Der Eintrag ändert nichts.',
  'holds it': 'enthält ihn',
  'Remove this entry': 'Diesen Eintrag entfernen',
  'Line {0} already does the same with the same packets, so this has no effect. Remove it, or correct the matcher that was meant to differ.':
    'Zeile {0} tut bereits dasselbe mit denselben Paketen, also ist diese Regel wirkungslos. Sie entfernen oder die Bedingung berichtigen, die anders sein sollte.',
  'Line {0} already does the same with the same packets, so this has no effect; so it is with {1} more below. Remove them.':
    'Zeile {0} tut bereits dasselbe mit denselben Paketen, also ist diese Regel wirkungslos, ebenso {1} weitere darunter. Sie entfernen.',
  'the same rule': 'dieselbe Regel',
  'repeats line {0}': 'wiederholt Zeile {0}',
  'Remove the rule': 'Die Regel entfernen',
  'Remove the {0} rules': 'Die {0} Regeln entfernen',
  '0.0.0.0 is a single address that no sender has, so this entry of {0} changes nothing. Remove it, or write 0.0.0.0/0 if all are meant.':
    '0.0.0.0 ist eine einzelne Adresse, die kein Absender hat; dieser Eintrag in {0} ändert nichts. Ihn entfernen oder 0.0.0.0/0 schreiben, wenn alle gemeint sind.',
  'nor does this': 'dieser auch nicht',
  'Every packet of a running session is compared with {0} rules before this accepts it. Move it up.':
    'Jedes Paket einer laufenden Sitzung wird mit {0} Regeln verglichen, bevor diese es akzeptiert. Sie nach oben verschieben.',
  'What is fast-tracked goes by the queues of this file, so their limits do not hold. Leave out what they are for.':
    'Was per FastTrack läuft, umgeht die Queues dieser Datei, deren Grenzen also nicht gelten. Verkehr ausnehmen, für den es Queues gibt.',
  'a queue that it goes by': 'eine Queue, die umgangen wird',
  'No accept for established and related connections follows, so their packets that do not take the fast way are dropped. Add it right below.':
    'Es folgt kein accept für established und related; Pakete, die FastTrack nicht nimmt, werden also verworfen. Es direkt darunter ergänzen.',
  'Accept running sessions below': 'Laufende Sitzungen darunter akzeptieren',
  'This accepts all that is forwarded: {0} is sent on from whatever side it comes. Accept what you need, and drop new connections from the Internet that are not translated.':
    'Das akzeptiert alles, was weitergeleitet wird: {0} geht weiter, gleich von welcher Seite es kommt. Akzeptieren, was gebraucht wird, und neue Verbindungen aus dem Internet ohne dst-nat verwerfen.',
  outside: 'außen',
  'The chain forward ends without a drop for the Internet: {0} from {1} is sent on{2}. Drop new connections from there that are not translated.':
    'Die Chain forward endet ohne drop für das Internet: {0} von {1} wird weitergeleitet{2}. Neue Verbindungen von dort ohne dst-nat verwerfen.',
  'as far as this file shows the chain': 'soweit diese Datei die Chain zeigt',
  'Line {0} forwards {1} to another host before input is met, so this never sees it. Leave the port out there, or remove this.':
    'Zeile {0} leitet {1} an einen anderen Host weiter, bevor input an der Reihe ist; diese Regel sieht davon nichts. Den Port dort ausnehmen oder diese Regel entfernen.',
  'forwards it': 'leitet es weiter',
};
