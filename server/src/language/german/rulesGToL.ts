/** Messages and fixes of the rules from `genuine-` to `log-`. */
export const RULES_G_TO_L: Readonly<Record<string, string>> = {
  'a trap': 'eine Falle',
  'the trap in line {0}': 'die Falle in Zeile {0}',
  'Knock {0} ({1}) also matches {2}, so the right sequence bans its sender{3}. Leave {4} out of the trap.':
    'Klopfen {0} ({1}) löst auch {2} aus, also sperrt die richtige Folge ihren Absender{3}. {4} aus der Falle ausnehmen.',
  'its packet': 'Das Paket',
  'Leave {0} out of the trap': '{0} aus der Falle ausnehmen',
  'This refuses the ICMP error {0} of running connections: {1} state=related. Accept connection-state=related above, or this type.':
    'Das weist den ICMP-Fehler {0} laufender Verbindungen ab: {1} state=related. Darüber connection-state=related akzeptieren oder diesen Typ.',
  'This refuses the ICMP errors {0} of running connections: {1} state=related. Accept connection-state=related above, or these types.':
    'Das weist die ICMP-Fehler {0} laufender Verbindungen ab: {1} state=related. Darüber connection-state=related akzeptieren oder diese Typen.',
  'refuses them': 'weist sie ab',
  'the command below never runs': 'der Befehl darunter läuft nie',
  'the {0} commands below never run': 'die {0} Befehle darunter laufen nie',
  ', the {0} of {1} in line {2} among them': ', darunter das {0} von {1} in Zeile {2}',
  '{0} An import stops here, so {1}{2}. {3}': '{0} Ein Import bricht hier ab, {1}{2}. {3}',
  'this never runs': 'das läuft nie',
  '`{0}` ends the script here, whatever the router holds.':
    '`{0}` beendet das Skript hier, was immer auf dem Router steht.',
  'Line {0} has put {1} on the list {2} already: "already have such entry".':
    'Zeile {0} hat {1} schon auf die Liste {2} gesetzt: "already have such entry".',
  'the same entry': 'derselbe Eintrag',
  '`{0}` stands for an object that was gone when the export was written, and no router finds it.':
    '`{0}` steht für ein Objekt, das beim Export schon gelöscht war; kein Router findet es.',
  'The interface {0} is called {1} from above on.': 'Das Interface {0} heißt ab einer Zeile weiter oben {1}.',
  'This fetches a file over an unprotected way, and the script then runs it with all rights. Use https and check-certificate=yes.':
    'Das lädt eine Datei über einen ungeschützten Weg, und das Skript führt sie dann mit allen Rechten aus. https und check-certificate=yes verwenden.',
  ' from {0}': ' von {0}',
  'Nothing guards the router: the file has no rule in the chain input, so {0}{1} is accepted. Let in what you need and drop the rest.':
    'Nichts schützt den Router: Die Datei hat keine Regel in der Chain input, also wird {0}{1} akzeptiert. Zulassen, was gebraucht wird, und den Rest verwerfen.',
  'The chain input ends without a drop for the Internet: {0}{1} meets no rule that decides, so it is accepted{2}. Drop the rest at the end.':
    'Die Chain input endet ohne drop für das Internet: Über {0}{1} entscheidet keine Regel, also wird es akzeptiert{2}. Am Ende den Rest verwerfen.',
  'Drop the rest from {0}': 'Den Rest von {0} verwerfen',
  'this fits packets of every interface': 'trifft diese Regel auf Pakete jedes Interfaces zu',
  'this fits no packet': 'trifft diese Regel auf kein Paket zu',
  'Nothing puts an interface on the list {0}, so {1}. Add its members in /interface list member.':
    'Nichts setzt ein Interface auf die Liste {0}, also {1}. Ihre Mitglieder in /interface list member eintragen.',
  'asks for it too': 'fragt auch danach',
  'Invalid packets get past this: {0} accepts them first. Move this drop above line {1}.':
    'Ungültige Pakete kommen daran vorbei: {0} akzeptiert sie vorher. Dieses drop über Zeile {1} verschieben.',
  'Invalid packets get past this: {0} accept them first. Move this drop above line {1}.':
    'Ungültige Pakete kommen daran vorbei: {0} akzeptieren sie vorher. Dieses drop über Zeile {1} verschieben.',
  'accepts them first': 'akzeptiert sie vorher',
  'Move the drop above line {0}': 'Das drop über Zeile {0} verschieben',
  '{0} state=invalid reaches its end': '{0} state=invalid kommt bis zum Ende',
  'line {0} accepts them': 'Zeile {0} akzeptiert sie',
  'Nothing drops invalid packets in the chain {0}: {1}{2}. Drop connection-state=invalid below this.':
    'Nichts verwirft ungültige Pakete in der Chain {0}: {1}{2}. Unter dieser Regel connection-state=invalid verwerfen.',
  'Drop invalid packets below this rule': 'Ungültige Pakete unter dieser Regel verwerfen',
  'IPv6 is in use here and no rule of /ipv6 firewall refuses anything, so all services are open by that way. Build the chain input there, too.':
    'IPv6 ist hier in Gebrauch und keine Regel in /ipv6 firewall weist etwas ab, also stehen auf diesem Weg alle Dienste offen. Die Chain input auch dort aufbauen.',
  'IPv6 is in use here and nothing in /ipv6 firewall keeps the Internet out: {0} is accepted at the end of the chain. Build the chain input there, too.':
    'IPv6 ist hier in Gebrauch und nichts in /ipv6 firewall hält das Internet ab: {0} wird am Ende der Chain akzeptiert. Die Chain input auch dort aufbauen.',
  'Build the same chain for IPv6 at the end of the file': 'Dieselbe Chain für IPv6 am Ende der Datei aufbauen',
  'The chains {0} jump in a circle, and what RouterOS does then is not documented. Replace one of the jumps by action=return.':
    'Die Chains {0} springen im Kreis, und was RouterOS dann tut, ist nicht dokumentiert. Einen der jumps durch action=return ersetzen.',
  'jumps on to {0}': 'springt weiter zu {0}',
  'The jump in line {0} has led every packet that this takes through {1} already, so it decides nothing new, or counts them twice. Remove one of the two.':
    'Der jump in Zeile {0} hat jedes Paket, das dieser nimmt, schon durch {1} geführt; er entscheidet nichts Neues oder zählt doppelt. Einen der beiden entfernen.',
  'jumps to {0} before': 'springt schon vorher zu {0}',
  'The chain {0} has no rules, so this jump does nothing. {1}':
    'Die Chain {0} hat keine Regeln, also bewirkt dieser jump nichts. {1}',
  'Write them, or remove the jump.': 'Sie schreiben oder den jump entfernen.',
  'Did you mean {0}?': 'Ist {0} gemeint?',
  'jumps to it too': 'springt auch dorthin',
  'No chain of this file is called {0}, and nothing jumps to {1}: if this is the one that is meant, the jump does nothing. Write the name as the chain has it.':
    'Keine Chain dieser Datei heißt {0}, und nichts springt zu {1}: Ist diese gemeint, bewirkt der jump nichts. Den Namen so schreiben, wie die Chain heißt.',
  'the chain to which nothing jumps': 'die Chain, zu der nichts springt',
  'Open without a knock: {0} meets no drop up to the end of the chain {1}. Add a drop below the gate.':
    'Ohne Klopfen offen: {0} trifft bis zum Ende der Chain {1} auf kein drop. Unter dem Tor ein drop ergänzen.',
  'Open without a knock: {0} accepts {1} from a source on no list. Narrow that rule, or let it ask for src-address-list={2}.':
    'Ohne Klopfen offen: {0} akzeptiert {1} von einer Quelle, die auf keiner Liste steht. Diese Regel enger fassen oder nach src-address-list={2} fragen lassen.',
  'lets in who has not knocked': 'lässt auch die herein, die nicht geklopft haben',
  'This counts packets of the inside, too. Add the interface or list from which one knocks.':
    'Das zählt auch Pakete von innen. Das Interface oder die Liste ergänzen, von wo geklopft wird.',
  'This stage counts no more than limit={0} of all senders together: who keeps sending to its port keeps you from knocking. Take the limit away, or use dst-limit by source.':
    'Diese Stufe zählt von allen Absendern zusammen nur limit={0}: Wer dauernd an ihren Port sendet, hält andere vom Anklopfen ab. Das Limit entfernen oder dst-limit je Quelle verwenden.',
  'The list {0} is also that of the knock {1} in line {2}, so a stage of one counts for the other. Name it differently.':
    'Die Liste {0} gehört auch zum Klopfen {1} in Zeile {2}, also zählt eine Stufe des einen für den anderen. Ihr einen anderen Namen geben.',
  'fills it too': 'füllt sie auch',
  'This gate opens every port of the router to whoever has knocked. Name the protocol and the ports.':
    'Dieses Tor öffnet jedem, der geklopft hat, alle Ports des Routers. Protokoll und Ports nennen.',
  'Open SSH and WinBox only': 'Nur SSH und WinBox öffnen',
  '{0}{1}: the trap for {2} does not stop it. Let the trap cover all ports but those of the knock.':
    '{0}{1}: Die Falle für {2} hält das nicht auf. Die Falle auf alle Ports außer denen des Port Knocks ausdehnen.',
  'the trap': 'die Falle',
  'Port {0} is that of {1}, which scanners try all day: they pass this knock by chance. Draw another.':
    'Port {0} gehört zu {1}, und Scanner versuchen ihn den ganzen Tag: Sie bestehen dieses Klopfen zufällig. Einen anderen Port ziehen.',
  'the web': 'HTTP(S)',
  'remote desktops': 'Remotedesktop (RDP)',
  'the API': 'API',
  'Knock {0} and knock {1} both ask for tcp {2}: a client that gets no answer sends its SYN again, so one attempt to connect passes both. Give each a port of its own.':
    'Klopfen {0} und Klopfen {1} verlangen beide tcp {2}: Ein Client ohne Antwort sendet sein SYN noch einmal, also besteht ein einziger Verbindungsversuch beide. Jedem einen eigenen Port geben.',
  'Knock {0} ({1}) does not ask for knock {2} ({3}), so its packet alone is enough. Add src-address-list={4}.':
    'Klopfen {0} ({1}) fragt nicht nach Klopfen {2} ({3}), also genügt sein Paket allein. src-address-list={4} ergänzen.',
  'Add {0}': '{0} ergänzen',
  'The grant on list {0}': 'Die Freigabe auf der Liste {0}',
  'The knock {0}': 'Das Klopfen {0}',
  '{0} {1}. Set address-list-timeout={2}.': '{0} {1}. address-list-timeout={2} setzen.',
  'never expires, not even when the router restarts': 'läuft nie ab, auch nicht beim Neustart des Routers',
  'lasts until the router restarts': 'gilt bis zum Neustart des Routers',
  'lasts until the router restarts, since 0 means no timeout':
    'gilt bis zum Neustart des Routers, denn 0 heißt ohne Ablauf',
  'Set address-list-timeout={0}': 'address-list-timeout={0} setzen',
  ': {0} the whole knock': ': {0} den ganzen Port Knock',
  'one packet opens': 'ein Paket öffnet',
  '{0} packets open': '{0} Pakete öffnen',
  'One packet passes knock {0} ({1}) and knock {2} ({3}), since the second stands below the first{4}. Give each a port of its own, or move line {5} above line {6}.':
    'Ein Paket besteht Klopfen {0} ({1}) und Klopfen {2} ({3}), weil das zweite unter dem ersten steht{4}. Jedem einen eigenen Port geben oder Zeile {5} über Zeile {6} verschieben.',
  'the first of the two': 'das erste der beiden',
  'Move the second stage above line {0}': 'Die zweite Stufe über Zeile {0} verschieben',
  ', with {0}': ', mit {0}',
  'packet {0}: {1}{2}': 'Paket {0}: {1}{2}',
  'The grant on list {0} keeps the door open for {1}. An hour is plenty.':
    'Die Freigabe auf der Liste {0} hält die Tür {1} lang offen. Eine Stunde ist reichlich.',
  'The knock {0} is remembered for {1}, in which a scanner may find the next. 20s is plenty.':
    'Das Klopfen {0} bleibt {1} lang gemerkt; in dieser Zeit kann ein Scanner das nächste finden. 20s sind reichlich.',
  'After {0} the knock {1} is forgotten, too soon for a person who types knock {2}. Give it {3}, or name the client that knocks in a comment.':
    'Nach {0} ist das Klopfen {1} vergessen, zu früh für einen Menschen, der Klopfen {2} eintippt. Ihm {3} geben oder in einem Kommentar das Programm nennen, das klopft.',
  'knock {0} of {1} ends as soon': 'Klopfen {0} von {1} endet ebenso früh',
  'This knock never opens. {0} Ask for a size that a packet can have.':
    'Dieser Port Knock öffnet nie. {0} Eine Größe verlangen, die ein Paket haben kann.',
  'Compare what it asks for with {0}.': 'Die Bedingungen mit {0} vergleichen.',
  'the rules above': 'den Regeln darüber',
  'the knocks before': 'denen der Stufen davor',
  'Move {0} above {1}.': 'Dafür {0} über {1} verschieben.',
  'the gate': 'das Tor',
  'the knock': 'das Klopfen',
  'takes what comes from outside': 'erfasst, was von außen kommt',
  'This knock never opens{0}. {1} {2}': 'Dieser Port Knock öffnet{0} nie. {1} {2}',
  ' from the outside': ' von außen',
  'This knock does nothing.': 'Dieses Klopfen bewirkt nichts.',
  'This knock never opens.': 'Dieser Port Knock öffnet nie.',
  'Narrow {0}.': '{0} enger fassen.',
  'jumps to {0}': 'springt zu {0}',
  'Compare the matchers of the two.': 'Die Bedingungen der beiden vergleichen.',
  'This knock leads nowhere: no rule lets the sources of the list "{0}" in. Add an accept for it.':
    'Dieser Port Knock führt zu nichts: Keine Regel lässt die Quellen der Liste „{0}“ herein. Ein accept dafür ergänzen.',
  'Add an accept for SSH and WinBox below the last knock':
    'Ein accept für SSH und WinBox unter dem letzten Klopfen ergänzen',
  'Anybody may talk to the L2TP server without IPsec: {0} is accepted here{1}. Ask for ipsec-policy=in,ipsec where port 1701 is accepted.':
    'Jeder kann ohne IPsec mit dem L2TP-Server sprechen: {0} wird hier akzeptiert{1}. Beim accept für Port 1701 ipsec-policy=in,ipsec verlangen.',
  'This pattern is tried on packets of established connections too, because the accept for them stands below. Move the rule below it.':
    'Dieses Muster wird auch mit Paketen bestehender Verbindungen verglichen, weil deren accept darunter steht. Die Regel darunter verschieben.',
  'This pattern is tried on every connection that comes by, which costs a router dearly. Narrow it with protocol and dst-port.':
    'Dieses Muster wird mit jeder Verbindung verglichen, die vorbeikommt, und das kostet den Router viel. Mit protocol und dst-port eingrenzen.',
  'Nothing follows this return in the chain {0}, so what exceeds {1}={2} returns as well, and the limit does nothing. Drop the rest below.':
    'Auf dieses return folgt in der Chain {0} nichts; auch was {1}={2} überschreitet, kehrt also zurück, und das Limit bewirkt nichts. Den Rest darunter verwerfen.',
  'No rule below refuses what exceeds {0}={1}, so it passes at the end of the chain, and the limit does nothing. Drop the rest below.':
    'Keine Regel darunter weist ab, was {0}={1} überschreitet; es kommt am Ende der Chain durch, und das Limit bewirkt nichts. Den Rest darunter verwerfen.',
  'spares nobody: any address fits': 'nimmt diese Regel niemanden aus: Jede Adresse passt',
  'never matches': 'trifft diese Regel nie zu',
  'Nothing in this file fills the list "{0}", so this {1}.': 'Nichts in dieser Datei füllt die Liste „{0}“, also {1}.',
  '{0} Fill it, or correct the name.': '{0} Sie füllen oder den Namen berichtigen.',
  '{0} Did you mean "{1}"?': '{0} Ist „{1}“ gemeint?',
  'No rule asks for the list {0}, so filling it changes nothing. {1}':
    'Keine Regel fragt nach der Liste {0}, also ändert es nichts, sie zu füllen. {1}',
  'Drop or accept its members, or remove the rule.':
    'Ihre Mitglieder verwerfen oder akzeptieren, oder die Regel entfernen.',
  'its entry is': 'ihr Eintrag ist',
  'its {0} entries are': 'ihre {0} Einträge sind',
  'No rule asks for the list {0}, so {1} without effect. Drop or accept its members, or remove it.':
    'Keine Regel fragt nach der Liste {0}: {1} wirkungslos. Ihre Mitglieder verwerfen oder akzeptieren, oder sie entfernen.',
  refused: 'abgewiesen',
  'let in': 'zugelassen',
  'Nothing hangs on the list {0}: its members meet the same fate as everybody else, and {1} is {2} either way. Let line {3} ask for the list alone, above the accepts.':
    'Von der Liste {0} hängt nichts ab: Ihren Mitgliedern geht es wie allen anderen, und {1} wird so oder so {2}. Zeile {3} allein nach der Liste fragen lassen, oberhalb der accepts.',
  'fills it': 'füllt sie',
  'This writes a line for every packet that it refuses, and a scan fills the log. Log above it, with a limit.':
    'Das schreibt für jedes abgewiesene Paket eine Zeile, und ein Scan füllt das Log. Darüber mit einem Limit loggen.',
  ' So it is in {0} more rule.': ' Ebenso in {0} weiteren Regel.',
  ' So it is in {0} more rules.': ' Ebenso in {0} weiteren Regeln.',
  'Without log=yes this log-prefix has no effect: nothing is logged. Add log=yes, or remove it.{0}':
    'Ohne log=yes ist dieses log-prefix wirkungslos: Nichts wird geloggt. log=yes ergänzen oder es entfernen.{0}',
  'so it is here': 'hier ebenso',
  'The log will not say that this rule wrote the line. Add log-prefix.':
    'Das Log sagt nicht, dass diese Regel die Zeile geschrieben hat. log-prefix ergänzen.',
};
