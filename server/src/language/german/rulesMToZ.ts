/** Messages and fixes of the rules from `mac-` to `user-`. */
export const RULES_M_TO_Z: Readonly<Record<string, string>> = {
  '{0} is open on every interface, and no firewall rule sees it. Allow it on a list of the inside, or on none.':
    '{0} ist auf jedem Interface offen, und keine Firewall-Regel sieht etwas davon. Nur auf einer Interface-Liste von innen erlauben oder auf keiner.',
  'The whole Internet reaches {0}: this accepts {1}{2}{3}. Let in only the addresses that need it, or a VPN.':
    'Das ganze Internet erreicht {0}: Diese Regel akzeptiert {1}{2}{3}. Nur die Adressen zulassen, die es brauchen, oder ein VPN.',
  '{0} and {1} more services': '{0} und {1} weitere Dienste',
  '{0} and {1}': '{0} und {1}',
  'This rewrites the source of packets in every direction, so servers inside see the router behind every request. Add the interface of the outside.':
    'Das schreibt die Quelle von Paketen in jeder Richtung um; Server von innen sehen bei jeder Anfrage nur den Router. Das äußere Interface ergänzen.',
  'A wrong port costs a scanner nothing{0}. {1}': 'Ein falscher Port kostet einen Scanner nichts{0}. {1}',
  'A trap rule stops it at the first wrong port.': 'Eine Falle hält ihn beim ersten falschen Port auf.',
  'The trap in {0} lists who knocks wrongly, but nothing refuses the list {1}: drop it above the first knock.':
    'Die Falle in {0} setzt auf die Liste, wer falsch klopft, aber nichts weist die Liste {1} ab: Sie oberhalb des ersten Klopfens verwerfen.',
  'Drop the list {0} above the knock': 'Die Liste {0} oberhalb des Port Knocks verwerfen',
  'its {0} in line {1}': 'ihr {0} in Zeile {1}',
  'and {0} are': 'und {0} sind',
  'does nothing, since {0} is': 'bewirkt nichts, denn {0} ist',
  is: 'ist',
  'The trap in {0} {1} disabled: enable {2}.': 'Die Falle in {0} {1} deaktiviert: {2} aktivieren.',
  both: 'beide',
  it: 'diese Regel',
  'refuses the listed': 'weist ab, wer auf der Liste steht',
  'Enable the trap': 'Die Falle aktivieren',
  'Add a trap and a blacklist around the knock': 'Eine Falle und eine Sperrliste um den Port Knock ergänzen',
  'Neighbours cannot find the router: {0} drops their solicitations (icmpv6 135). Accept protocol=icmpv6 above it.':
    'Nachbarn finden den Router nicht: {0} verwirft ihre Anfragen (icmpv6 135). Darüber protocol=icmpv6 akzeptieren.',
  'Who is about to take an address asks for it from ::, and {0} drops that (icmpv6 135), so that two hosts may take the same. Accept icmpv6 from ::/128 above it.':
    'Wer eine Adresse annehmen will, fragt von :: aus nach ihr, und {0} verwirft das (icmpv6 135); zwei Hosts können also dieselbe nehmen. Darüber icmpv6 von ::/128 akzeptieren.',
  'The router tells its model, version and addresses on {0}. Set discover-interface-list to a list of the inside.':
    'Der Router verrät Modell, Version und Adressen auf {0}. discover-interface-list auf eine Interface-Liste von innen setzen.',
  'every interface': 'jedem Interface',
  'line {0} takes all that is left': 'Zeile {0} erfasst alles, was übrig ist',
  'nothing fills the list of this accept': 'nichts füllt die Liste dieses accept',
  'Only WinBox by MAC address is left, for somebody in the same network':
    'Es bleibt nur WinBox über die MAC-Adresse aus demselben Netz',
  'Nobody can log in any more': 'Niemand kann sich mehr anmelden',
  'No packet reaches a service that manages the router, since {0}. {1}: accept the side from which you manage it.':
    'Kein Paket erreicht einen Dienst, der den Router verwaltet, denn {0}. {1}: Die Seite akzeptieren, von der aus er verwaltet wird.',
  'refuses all that is left': 'weist alles Übrige ab',
  'All services that manage the router are switched off. {0}: leave one on.':
    'Alle Dienste, die den Router verwalten, sind abgeschaltet. {0}: Einen Dienst anlassen.',
  '{0} not judged, since the jumps to their chains multiply to too many ways. What is dead among them is not reported. Jump to each chain once.':
    '{0} nicht beurteilt, weil die jumps zu ihren Chains zu viele Wege ergeben. Was davon nie erreicht wird, wird nicht gemeldet. In jede Chain nur einmal springen.',
  '{0} of {1} rules is': '{0} von {1} Regeln wird',
  '{0} of {1} rules are': '{0} von {1} Regeln werden',
  '{0} not judged: {1} Whether they work, and what gets past them, is not reported.':
    '{0} nicht beurteilt: {1} Ob sie funktionieren und was an ihnen vorbeikommt, wird nicht gemeldet.',
  '{0} of {1} knocks is': '{0} von {1} Port Knocks wird',
  '{0} of {1} knocks are': '{0} von {1} Port Knocks werden',
  'the knock for {0} is not judged either': 'der Port Knock für {0} wird auch nicht beurteilt',
  'The whole Internet reaches the {0} of the router: {1} gets in. Switch it off, or accept its port from the inside only.':
    'Das ganze Internet erreicht den {0} des Routers: {1} kommt herein. Ihn abschalten oder seinen Port nur von innen akzeptieren.',
  'SOCKS proxy': 'SOCKS-Proxy',
  'web proxy': 'Web-Proxy',
  'The router answers DNS queries of the whole Internet: {0} gets in{1}. Accept port 53 from the inside only.':
    'Der Router beantwortet DNS-Anfragen aus dem ganzen Internet: {0} kommt herein{1}. Port 53 nur von innen akzeptieren.',
  'This lets the whole Internet ask the router for names: {0} gets in{1}, and is answered where /ip dns says allow-remote-requests=yes. Accept port 53 from the inside only.':
    'Das lässt das ganze Internet den Router nach Namen fragen: {0} kommt herein{1} und wird beantwortet, wenn in /ip dns allow-remote-requests=yes steht. Port 53 nur von innen akzeptieren.',
  'This lets the whole Internet ask the router for the time: {0} gets in{1}. Accept port 123 from the inside only; answers to the router need no accept of their own.':
    'Das lässt das ganze Internet den Router nach der Zeit fragen: {0} kommt herein{1}. Port 123 nur von innen akzeptieren; Antworten an den Router brauchen kein eigenes accept.',
  ' by {0}': ' durch {0}',
  'the {0} of {1}': '{0} in {1}',
  'Nothing gets through this port forward: {0} goes on{1} and is refused{2}. Accept it above, as it is behind the translation.':
    'Durch diese Portweiterleitung kommt nichts: {0} geht weiter{1} und wird{2} abgewiesen. Darüber akzeptieren, so wie es nach der Umsetzung aussieht.',
  ' to {0}': ' an {0}',
  'refuses what was translated': 'weist ab, was umgesetzt wurde',
  'Accept it above {0}': 'Oberhalb von {0} akzeptieren',
  'port={0} fits the source port, too, so this refuses what {1} servers answer to the router: {2} state=established. Write dst-port, or accept established connections above.':
    'port={0} trifft auch auf den Quellport zu, also weist die Regel Antworten von {1}-Servern an den Router ab: {2} state=established. dst-port schreiben oder bestehende Verbindungen darüber akzeptieren.',
  'Match the destination port': 'Nur den Zielport vergleichen',
  time: 'NTP',
  name: 'DNS',
  '{0} needs {1} besides port {2}, and nothing here accepts it from the same senders. Name both.':
    '{0} braucht neben Port {2} auch {1}, und nichts hier akzeptiert das von denselben Absendern. Beide nennen.',
  '{0} uses {1} besides port {2}, and only this one goes through the chain that it jumps to. Name both.':
    '{0} verwendet neben Port {2} auch {1}, und nur dieser Port geht durch die Chain, zu der die Regel springt. Beide nennen.',
  '{0} needs a protocol that has ports': '{0} braucht ein Protokoll mit Ports',
  'protocol={0} has no ports for {1}': 'protocol={0} hat keine Ports für {1}',
  '{0}: RouterOS refuses the rule, and an import stops here. {1}':
    '{0}: RouterOS lehnt die Regel ab, und ein Import bricht hier ab. {1}',
  'Add protocol=tcp or protocol=udp.': 'protocol=tcp oder protocol=udp ergänzen.',
  'Use tcp, udp, udp-lite, dccp or sctp.': 'tcp, udp, udp-lite, dccp oder sctp verwenden.',
  'Add protocol={0}': 'protocol={0} ergänzen',
  'protocol={0} is the IP protocol {1}{2}, not port {3} ({4}), so this matches no packet of that service. Write protocol={5} dst-port={6}.':
    'protocol={0} ist das IP-Protokoll {1}{2}, nicht Port {3} ({4}), also trifft die Regel auf kein Paket dieses Dienstes zu. protocol={5} dst-port={6} schreiben.',
  'Write {0}': '{0} schreiben',
  '{0} is public space, but stands among private networks that are translated: if it is not yours, nobody here reaches its owner. Use a private network.':
    '{0} ist öffentlicher Adressraum, steht aber zwischen privaten Netzen mit NAT: Gehört er jemand anderem, erreicht hier niemand dessen Adressen. Ein privates Netz verwenden.',
  'public as well': 'auch öffentlich',
  'What this redirects to the router is refused there: {0} meets {1}. Accept it in input, from the side that is redirected.':
    'Was diese Regel zum Router umleitet, wird dort abgewiesen: {0} trifft auf {1}. In input von der umgeleiteten Seite her akzeptieren.',
  'This answers every scanner that somebody is there. Drop what comes from the Internet.':
    'Das verrät jedem Scanner, dass hier jemand ist. Verwerfen, was aus dem Internet kommt.',
  'Drop instead': 'Stattdessen verwerfen',
  'What belongs to a running session without being part of it, such as ICMP errors, is refused: {0} state=related{1} meets {2}. Accept related, too.':
    'Was zu einer laufenden Sitzung gehört, ohne Teil von ihr zu sein, etwa ICMP-Fehler, wird abgewiesen: {0} state=related{1} trifft auf {2}. Auch related akzeptieren.',
  'Accept related packets, too': 'Auch related akzeptieren',
  'what the router asks, such as names, time and updates,': 'Anfragen des Routers, etwa nach Namen, Zeit und Updates,',
  'what the router asks by {0}': 'Anfragen des Routers per {0}',
  'Answers to {0} are refused': 'Antworten auf {0} werden abgewiesen',
  'Hosts of the inside may connect to the Internet, but all answers are refused':
    'Hosts von innen dürfen ins Internet, aber alle Antworten werden abgewiesen',
  'This refuses what the router answers: {0} never leaves, so nobody gets an answer from {1}. Remove it, or accept established connections above.':
    'Das weist Antworten des Routers ab: {0} geht nie hinaus, also bekommt niemand Antwort von {1}. Die Regel entfernen oder bestehende Verbindungen darüber akzeptieren.',
  '{0}: {1} is dropped by {2}': '{0}: {1} wird von {2} verworfen',
  'refuses the answers': 'weist die Antworten ab',
  '{0}{1}. Accept connection-state=established,related above it.':
    '{0}{1}. Darüber connection-state=established,related akzeptieren.',
  ', as far as this file shows the chain': ', soweit diese Datei die Chain zeigt',
  '{0}, since this accept stands below. Move it to the top of {1}.':
    '{0}, weil dieses accept darunter steht. Es an den Anfang von {1} verschieben.',
  'Move the accept above {0}': 'Das accept über {0} verschieben',
  '{0}, since this accept is disabled. Enable it.': '{0}, weil dieses accept deaktiviert ist. Es aktivieren.',
  'Enable the accept': 'Das accept aktivieren',
  'Accept established connections above line {0}': 'Bestehende Verbindungen oberhalb von Zeile {0} akzeptieren',
  'RoMON is on without a secret, and no firewall rule sees it. Set secrets, or switch it off.':
    'RoMON ist ohne Geheimnis an, und keine Firewall-Regel sieht etwas davon. secrets setzen oder RoMON abschalten.',
  'Nobody will know why this rule is here. Add a comment.':
    'Niemand wird wissen, warum es diese Regel gibt. Einen Kommentar ergänzen.',
  'another secret': 'noch ein Geheimnis',
  '{0} here in clear, and a repository never forgets. Export without show-sensitive, and change what was published.':
    '{0} hier im Klartext, und ein Repository vergisst nichts. Ohne show-sensitive exportieren und ändern, was veröffentlicht wurde.',
  'A secret stands': 'Ein Geheimnis steht',
  '{0} secrets stand': '{0} Geheimnisse stehen',
  'lie far apart': 'weit auseinanderliegen',
  'go up and down': 'auf und ab gehen',
  'Draw ports that {0}.': 'Ports ziehen, die {0}.',
  'Draw new ports: {0}': 'Neue Ports ziehen: {0}',
  'Draw sizes that {0}.': 'Größen ziehen, die {0}.',
  'Draw new sizes: {0}': 'Neue Größen ziehen: {0}',
  'The sizes ': 'Die Größen ',
  'a series of pings that grow meets them in order': 'eine Reihe immer größerer Pings trifft sie der Reihe nach',
  'a series of pings that shrink meets them in order': 'eine Reihe immer kleinerer Pings trifft sie der Reihe nach',
  'they are easy to guess': 'das ist leicht zu erraten',
  'one ascending sweep opens this knock with {0} packets':
    'ein Durchlauf aufwärts öffnet diesen Port Knock mit {0} Paketen',
  'one descending sweep opens this knock with {0} packets':
    'ein Durchlauf abwärts öffnet diesen Port Knock mit {0} Paketen',
  'are in order: {0}.': 'folgen direkt aufeinander: {0}.',
  'are in equal steps of {0}: {1}{2}.': 'folgen in gleichen Schritten von {0}: {1}{2}.',
  '{0}, and ': '{0}, und ',
  'only go up: {0}.': 'gehen nur aufwärts: {0}.',
  'only go down: {0}.': 'gehen nur abwärts: {0}.',
  'lie within {0} of each other: who finds one tries the numbers beside it{1}.':
    'liegen höchstens {0} auseinander: Wer eine Nummer findet, probiert die daneben{1}.',
  ', and {0}': ', und {0}',
  'are each one digit repeated, which is what a person tries first.':
    'wiederholen jeweils eine Ziffer, und das versucht ein Mensch zuerst.',
  'A running session dies with its grant: once the entry on {0} ends after {1}, {2} ({3}) refuses its packets. {4}':
    'Eine laufende Sitzung stirbt mit ihrer Freigabe: Läuft der Eintrag auf {0} nach {1} ab, weist {2} ({3}) ihre Pakete ab. {4}',
  'its time': 'seiner Zeit',
  'In raw there are no connections yet: refuse in the filter, below the accept of established ones.':
    'In raw gibt es noch keine Verbindungen: Im Filter abweisen, unter dem accept der bestehenden.',
  'Accept connection-state=established,related above it.': 'Darüber connection-state=established,related akzeptieren.',
  'refuses the running session': 'weist die laufende Sitzung ab',
  'Accept running sessions above line {0}': 'Laufende Sitzungen oberhalb von Zeile {0} akzeptieren',
  '{0} takes one list, so "{1}" is the name of a list that nobody fills. Write a rule for each.':
    '{0} nimmt nur eine Liste, also ist „{1}“ der Name einer Liste, die niemand füllt. Für jede eine eigene Regel schreiben.',
  'One packet ({0}) opens this knock, so every scan that touches it does. Add stages and a trap.':
    'Ein Paket ({0}) öffnet diesen Port Knock, also auch jeder Scan, der ihn streift. Stufen und eine Falle ergänzen.',
  '{0} is a port of {1}, so RouterOS marks this rule as invalid and skips it: the packets come by {2}. Write {3}={4}, or filter in the bridge.':
    '{0} ist ein Port von {1}; RouterOS markiert diese Regel als ungültig und überspringt sie: Die Pakete kommen über {2}. {3}={4} schreiben oder in der Bridge filtern.',
  'SNMP answers everybody who reaches it and says "public". Name the community differently, and give it the addresses that may ask.':
    'SNMP antwortet jedem, der es erreicht und „public“ sagt. Die Community anders nennen und ihr die Adressen geben, die fragen dürfen.',
  "Who sends from port {0} reaches every UDP port of the router: {1}{2} is accepted here, and anybody can choose that port. Accept established connections instead, or ask for the peer's address.":
    'Wer von Port {0} aus sendet, erreicht jeden UDP-Port des Routers: {1}{2} wird hier akzeptiert, und diesen Port kann jeder wählen. Stattdessen bestehende Verbindungen akzeptieren oder nach der Adresse der Gegenstelle fragen.',
  "Who sends from port {0} reaches {1}: {2} is accepted here{3}, and anybody can choose that port. Accept established connections instead, or ask for the peer's address.":
    'Wer von Port {0} aus sendet, erreicht {1}: {2} wird hier akzeptiert{3}, und diesen Port kann jeder wählen. Stattdessen bestehende Verbindungen akzeptieren oder nach der Adresse der Gegenstelle fragen.',
  '{0} Set {1}={2}.': '{0} {1}={2} setzen.',
  'Set {0}={1}': '{0}={1} setzen',
  'SSH offers weak ciphers.': 'SSH bietet schwache Verschlüsselung an.',
  'An SSH session may run without encryption.': 'Eine SSH-Sitzung kann ohne Verschlüsselung laufen.',
  'Nobody can tell later why {0} was silenced here. Write the reason behind "--".':
    'Später weiß niemand, warum {0} hier unterdrückt wurde. Den Grund hinter „--“ schreiben.',
  this: 'das',
  'earlier rules take': 'frühere Regeln erfassen',
  'line {0} takes': 'Zeile {0} erfasst',
  'lines {0} take': 'die Zeilen {0} erfassen',
  ', like {0} more rule': ', wie {0} weitere Regel',
  ', like {0} more rules': ', wie {0} weitere Regeln',
  'such an answer belongs to a connection or is invalid':
    'eine solche Antwort gehört zu einer Verbindung oder ist ungültig',
  'packets with such flags are invalid or belong to a connection':
    'Pakete mit solchen Flags sind ungültig oder gehören zu einer Verbindung',
  'Never matches{0}: {1}, and {2} all of these. {3}': 'Trifft nie zu{0}: {1}, und {2} all diese Pakete. {3}',
  'takes packets of these states': 'erfasst Pakete dieser Zustände',
  'never matches either': 'trifft auch nie zu',
  'Nothing changes without it.': 'Ohne sie ändert sich nichts.',
  'Accept the requests, if these are meant.': 'Die Anfragen akzeptieren, wenn diese gemeint sind.',
  'Ask for what only a scanner sends, or remove it.':
    'Nach dem fragen, was nur ein Scanner sendet, oder die Regel entfernen.',
  'Move it above these.': 'Die Regel über diese verschieben.',
  'Move it above line {0}.': 'Die Regel über Zeile {0} verschieben.',
  'until somebody removes it': 'bis jemand sie entfernt',
  'One forged packet': 'Ein gefälschtes Paket',
  'One forged packet to port {0}': 'Ein gefälschtes Paket an Port {0}',
  '{0} puts your address on the list {1} {2}, and line {3} then drops your knocks. Let the trap ask for the list of the first knock, or shorten it.':
    '{0} setzt die eigene Adresse {2} auf die Liste {1}, und Zeile {3} verwirft dann das eigene Klopfen. Die Falle nach der Liste des ersten Klopfens fragen lassen oder ihre Zeit verkürzen.',
  'so does this trap': 'diese Falle ebenso',
  "Anybody may send {0} to the router: from {1} it is accepted here, and nothing checks who sends it. Name the peer's address or its interface.":
    'Jeder kann {0} an den Router senden: Von {1} wird es hier akzeptiert, und nichts prüft den Absender. Die Adresse der Gegenstelle oder ihr Interface nennen.',
  'any address': 'jeder Adresse',
  'The chain {0} ends here, and what is left returns: its twin for {1} {2} the rest in line {3}. End both alike.':
    'Die Chain {0} endet hier, und was übrig ist, kehrt zurück: Ihr Gegenstück für {1} {2} den Rest in Zeile {3}. Beide gleich enden lassen.',
  refuses: 'verwirft',
  'sends to {0}': 'schickt an {0}',
  'the end of the twin': 'das Ende des Gegenstücks',
  'No routing table is called {0}, so RouterOS refuses this line. {1}':
    'Keine Routing-Tabelle heißt {0}, also lehnt RouterOS diese Zeile ab. {1}',
  'Add it to /routing table, or correct the name.': 'Sie in /routing table anlegen oder den Namen berichtigen.',
  'Nothing defines the list of interfaces {0}, so {1}. {2}': 'Nichts definiert die Interface-Liste {0}, also {1}. {2}',
  'RouterOS refuses the member': 'lehnt RouterOS das Mitglied ab',
  'this never matches': 'trifft das nie zu',
  'Define it, or correct the name.': 'Sie anlegen oder den Namen berichtigen.',
  'has not been sent anywhere yet': 'hat noch keinen Ausgang',
  'comes from the router itself': 'kommt vom Router selbst',
  'A packet in the chain {0} {1}, so {2} fits none. Use {3}, or another chain.':
    'Ein Paket in der Chain {0} {1}, also trifft {2} auf keines zu. {3} verwenden oder eine andere Chain.',
  '{0} is no port of a bridge, so RouterOS marks this rule as invalid and skips it. Write {1}={2}.':
    '{0} ist kein Port einer Bridge; RouterOS markiert diese Regel als ungültig und überspringt sie. {1}={2} schreiben.',
  'No packet fits {0}, so this rule never matches. Correct it, or remove the rule.':
    'Kein Paket passt zu {0}, also trifft diese Regel nie zu. Sie berichtigen oder entfernen.',
  '{0} and {1} exclude each other, so this rule never matches. Correct one of them, or remove the rule.':
    '{0} und {1} schließen einander aus, also trifft diese Regel nie zu. Eine der Bedingungen berichtigen oder die Regel entfernen.',
  'excludes it': 'schließt es aus',
  'Never reached{0}: line {1} of the same chain already {2} every packet. Move it above, or into the chain for which it is meant.':
    'Wird nie erreicht{0}: Zeile {1} derselben Chain {2} jedes Paket. Die Regel darüber verschieben oder in die Chain, für die sie gedacht ist.',
  'sends back': 'beendet per return die Chain für',
  takes: 'erfasst',
  'takes every packet of the chain': 'erfasst jedes Paket der Chain',
  'Never reached: line {0} already takes every packet that this matches, and what comes on the list in between has sent other packets. {1}':
    'Wird nie erreicht: Zeile {0} erfasst bereits jedes Paket, auf das diese Regel zutrifft, und was dazwischen auf die Liste kommt, hat andere Pakete gesendet. {1}',
  'Nothing changes without it: remove it.': 'Ohne sie ändert sich nichts: Sie entfernen.',
  'Narrow line {0}, or remove this.': 'Zeile {0} enger fassen oder diese Regel entfernen.',
  'takes every packet that it matches': 'erfasst jedes Paket, auf das sie zutrifft',
  'Never reached{0}: {1} every packet that this matches{2}. {3}':
    'Wird nie erreicht{0}: {1} jedes Paket, auf das diese Regel zutrifft{2}. {3}',
  ', the {0} in line {1} among them': ', darunter das {0} in Zeile {1}',
  '{0} every packet that {1} later rules match{2}, so they are never reached{3}. {4}':
    '{0} jedes Paket, auf das {1} spätere Regeln zutreffen{2}; sie werden nie erreicht{3}. {4}',
  'Nothing changes without them.': 'Ohne diese Regeln ändert sich nichts.',
  '{0} in {1}, never reached either': '{0} in {1}, wird auch nie erreicht',
  'Move it above {0}, or remove it.': 'Die Regel über {0} verschieben oder entfernen.',
  'the jump in line {0} lets through nothing': 'der jump in Zeile {0} lässt nichts durch',
  'the jumps in lines {0} and {1} let through nothing': 'die jumps in den Zeilen {0} und {1} lassen nichts durch',
  'Never reached{0}: {1} that this matches. Compare the matchers of the two.':
    'Wird nie erreicht{0}: {1}, worauf diese Regel zutrifft. Die Bedingungen der beiden vergleichen.',
  'UPnP lets every device of the inside open ports to the Internet. Switch it off unless you need it.':
    'UPnP lässt jedes Gerät von innen Ports ins Internet öffnen. Abschalten, wenn es nicht gebraucht wird.',
  'Switch UPnP off': 'UPnP abschalten',
  'Nothing here is found by {0}, so this only hides what may come. Remove it.':
    '{0} findet hier nichts, also verdeckt das nur, was noch kommen mag. Es entfernen.',
  'There is no rule {0}, so this silences nothing. {1}': 'Es gibt keine Regel {0}, also unterdrückt das nichts. {1}',
  '"rosfw rules" lists them.': '„rosfw rules“ zählt sie auf.',
  'Remove the suppression': 'Die Unterdrückung entfernen',
  'Remove {0} from the suppression': '{0} aus der Unterdrückung entfernen',
  'This user has an empty password, so everybody can log in. Give it one, or disable the user.':
    'Dieser Benutzer hat ein leeres Passwort, also kann sich jeder anmelden. Ihm eines geben oder ihn deaktivieren.',
};
