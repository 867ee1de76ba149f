/** The summaries of rules and problems, as the settings have them. */
export const SUMMARIES: Readonly<Record<string, string>> = {
  'A rule lets the whole Internet at a service that manages the router.':
    'Eine Regel lässt das ganze Internet an einen Dienst, der den Router verwaltet.',
  'Packets from the Internet reach the end of the input chain, where all is accepted.':
    'Pakete aus dem Internet erreichen das Ende der Chain input, wo alles angenommen wird.',
  'New connections from the Internet are forwarded to the inside.':
    'Neue Verbindungen aus dem Internet werden ins Innere weitergeleitet.',
  'IPv6 is in use and its input chain keeps nobody out.':
    'IPv6 ist in Gebrauch, und seine Chain input hält niemanden draußen.',
  'No packet whatsoever reaches a service that manages the router.':
    'Kein Paket erreicht einen Dienst, mit dem der Router verwaltet wird.',
  'A drop of a large range takes everything that a network of the router sends.':
    'Ein Drop für einen großen Bereich nimmt alles, was ein Netz des Routers sendet.',
  'A service is open to who sends from a certain port.':
    'Ein Dienst ist offen für alle, die von einem bestimmten Port senden.',
  'All answers to connections that are allowed are refused.':
    'Alle Antworten auf erlaubte Verbindungen werden abgewiesen.',
  'A drop by port= also takes the answers to what the router asks itself.':
    'Ein Verwerfen mit port= trifft auch Antworten auf Anfragen des Routers selbst.',
  'Running sessions are accepted, but related packets are refused.':
    'Laufende Sitzungen werden angenommen, zugehörige Pakete (related) aber verworfen.',
  'Invalid packets are accepted, since they are dropped too late or not at all.':
    'Ungültige Pakete werden angenommen, weil sie zu spät oder gar nicht verworfen werden.',
  'A filter of ICMP refuses errors that connections need.':
    'Ein ICMP-Filter lehnt Fehlermeldungen ab, die Verbindungen brauchen.',
  'A drop or a ban with limit takes only so many packets, and a flood goes on.':
    'Ein Verwerfen mit limit verwirft nur so viele Pakete, und eine Flut geht weiter.',
  'What exceeds a limit passes as well, since no rule below refuses it.':
    'Was über ein Limit hinausgeht, wird ebenfalls zugelassen, weil keine Regel darunter es ablehnt.',
  'Everything that a port forward takes is refused behind it.':
    'Alles, was eine Portweiterleitung nimmt, wird dahinter abgewiesen.',
  'One of two ports, or protocols, that a service needs together is treated, and the other is not.':
    'Von zwei Ports oder Protokollen, die ein Dienst zusammen braucht, wird nur eines behandelt.',
  'What is redirected to the router is refused in input.': 'Was zum Router umgeleitet wird, lehnt die Chain input ab.',
  'A rule of input never sees its packets, since dst-nat forwards them before.':
    'Eine Regel in input sieht ihre Pakete nie, weil dst-nat sie vorher weiterleitet.',
  'An accept stands below a drop that takes all its packets.':
    'Ein accept steht unter einem drop, das alle seine Pakete nimmt.',
  'Behind an accept of everything there are faults that show once it is gone.':
    'Hinter einer Regel, die alles annimmt, stehen Fehler, die sich zeigen, sobald sie weg ist.',
  'Earlier rules take all packets of a rule.': 'Frühere Regeln nehmen alle Pakete einer Regel.',
  'The matchers of a rule exclude each other.': 'Die Bedingungen einer Regel schließen einander aus.',
  'A rule asks for packets of a connection state that earlier rules have taken.':
    'Eine Regel fragt nach Paketen eines Verbindungszustands, die frühere Regeln schon genommen haben.',
  'A rule names a port of a bridge or bond as its interface.':
    'Eine Regel nennt den Port einer Bridge oder eines Bonds als Interface.',
  'A rule repeats an earlier rule of its chain.': 'Eine Regel wiederholt eine frühere ihrer Chain.',
  'No rule jumps to a chain, so its rules do nothing.':
    'Keine Regel springt in eine Chain, also tun ihre Regeln nichts.',
  'A jump leads to a chain without rules.': 'Ein jump führt in eine Chain ohne Regeln.',
  'Chains jump to each other in a circle.': 'Chains springen im Kreis ineinander.',
  'A jump leads packets through a chain that they have passed already.':
    'Ein Sprung führt Pakete durch eine Chain, die sie schon durchlaufen haben.',
  'A chain of one family ends with a refusal of the rest, and the chain of the same name of the other does not.':
    'Eine Chain weist am Ende den Rest ab, die gleichnamige der anderen IP-Version nicht.',
  'What a knock guards is open without it.': 'Was ein Port Knock schützt, ist auch ohne ihn offen.',
  'No sequence of packets opens a knock.': 'Keine Folge von Paketen öffnet einen Port Knock.',
  'One packet passes two stages of a knock at once.': 'Ein Paket nimmt zwei Stufen eines Port Knocks auf einmal.',
  'The right sequence springs its own trap.': 'Die richtige Folge löst ihre eigene Falle aus.',
  'One forged packet locks the owner of an address out.':
    'Ein gefälschtes Paket sperrt den Besitzer einer Adresse aus.',
  'A session ends together with the grant of its knock.': 'Eine Sitzung endet mit der Freigabe ihres Port Knocks.',
  'A counter of attempts bans at once.': 'Ein Zähler von Versuchen sperrt sofort.',
  'A counter of attempts over UDP also counts the repeats of a single one.':
    'Ein Zähler für Versuche über UDP zählt auch die Wiederholungen eines einzigen.',
  'A list is filled with destinations and refused as sources, or the other way round.':
    'Eine Liste wird mit Zielen gefüllt und als Quelle abgewiesen, oder umgekehrt.',
  'A ban also hits hosts of the inside, or whomever a forged packet names.':
    'Eine Sperre trifft auch Rechner von innen, oder wen auch immer ein gefälschtes Paket nennt.',
  'Who is banned is still let in, since an accept stands above the refusal.':
    'Wer gesperrt ist, kommt trotzdem herein, weil ein Accept über der Abweisung steht.',
  'A ban hits whoever sends while a rate that all senders share is exceeded.':
    'Eine Sperre trifft, wer sendet, während eine Rate überschritten ist, die alle Absender teilen.',
  'A ban refuses new connections only, so what the banned has begun goes on.':
    'Eine Sperre weist nur neue Verbindungen ab, sodass bestehende weiterlaufen.',
  'The ports or packet sizes of a knock follow a simple pattern.':
    'Die Ports oder Paketgrößen eines Port Knocks folgen einem einfachen Muster.',
  'Two knocks in a row ask for the same TCP port.':
    'Zwei Schritte eines Port Knocks hintereinander verlangen denselben TCP-Port.',
  'Nothing stops a source that knocks at wrong ports.': 'Nichts hält eine Quelle auf, die an falsche Ports klopft.',
  'A sweep over all ports opens the knock in spite of its trap.':
    'Alle Ports der Reihe nach öffnen den Port Knock trotz seiner Falle.',
  'A knock is remembered until the router restarts, or for ever.':
    'Ein Klopfen bleibt gemerkt, bis der Router neu startet, oder für immer.',
  'A later knock does not ask for the one before.': 'Ein späteres Klopfen fragt nicht nach dem davor.',
  'A finished knock opens nothing.': 'Ein vollständiges Klopfen öffnet nichts.',
  'Two knocks for different doors remember their stages on one list.':
    'Zwei Port Knocks für verschiedene Türen merken ihre Stufen auf einer Liste.',
  'A stage of a knock takes only so many packets of all senders together.':
    'Eine Stufe eines Port Knocks nimmt nur so viele Pakete aller Absender zusammen an.',
  'A knock is remembered for longer than a person needs.': 'Ein Klopfen bleibt länger gemerkt, als ein Mensch braucht.',
  'A knock is forgotten before a person can send the next.':
    'Ein Schritt eines Port Knocks ist vergessen, bevor ein Mensch den nächsten senden kann.',
  'A finished knock opens every port of the router.': 'Ein vollständiges Klopfen öffnet jeden Port des Routers.',
  'A knock uses the port of a service that everybody tries.':
    'Ein Klopfen benutzt den Port eines Dienstes, den jeder versucht.',
  'One packet opens the knock.': 'Ein einziges Paket öffnet den Port Knock.',
  'A stage or trap of a knock counts packets of the inside, too.': 'Eine Stufe oder Falle zählt auch Pakete von innen.',
  'A rule asks for an address list that nothing fills.': 'Eine Regel fragt nach einer Adressliste, die nichts füllt.',
  'An address list is filled, and nothing asks for it.': 'Eine Regel füllt eine Adressliste, nach der nichts fragt.',
  'No verdict hangs on an address list for which rules ask.':
    'Von einer Adressliste, nach der Regeln fragen, hängt nichts ab.',
  'An address list holds the same addresses twice, in other words.':
    'Eine Adressliste enthält dieselben Adressen zweimal, anders geschrieben.',
  'An entry of an address list is 0.0.0.0 without a length, which no host has.':
    'Ein Eintrag einer Adressliste ist 0.0.0.0 ohne Länge, was kein Rechner hat.',
  'A network that is translated like a private one has public addresses.':
    'Ein Netz, das wie ein privates übersetzt wird, hat öffentliche Adressen.',
  'A rule or a member names a list of interfaces that nothing defines.':
    'Eine Regel oder ein Mitglied nennt eine Interface-Liste, die nichts anlegt.',
  'A rule asks for a list of interfaces that nothing fills.':
    'Eine Regel fragt nach einer Interface-Liste, die nichts füllt.',
  'A list of interfaces is made of itself, or a bridge is a port of itself.':
    'Eine Interface-Liste besteht aus sich selbst, oder eine Bridge ist ihr eigener Port.',
  'A rule asks for several address lists at once, which RouterOS takes for the name of one.':
    'Eine Regel fragt nach mehreren Adresslisten zugleich, was RouterOS für den Namen einer einzigen hält.',
  'A command is certain to fail, and what stands below it never runs.':
    'Ein Befehl scheitert mit Sicherheit, und was darunter steht, läuft nie.',
  'A rule names a routing table that the file does not define.':
    'Eine Regel nennt eine Routing-Tabelle, die die Datei nicht definiert.',
  'A rule asks for ports without a protocol that has ports.':
    'Eine Regel fragt nach Ports ohne ein Protokoll, das Ports hat.',
  'A rule asks for a protocol by a number that is the port of a service.':
    'Eine Regel nennt als Protokoll eine Zahl, die der Port eines Dienstes ist.',
  'A rule that protects is disabled.': 'Eine Regel, die schützt, ist abgeschaltet.',
  'A comment says something else than its rule does.': 'Ein Kommentar sagt etwas anderes, als seine Regel tut.',
  'Applying the file cuts off the session that applies it.':
    'Die Datei anzuwenden schneidet die Sitzung ab, die sie anwendet.',
  'A layer-7 pattern is tried on too many connections.': 'Ein Layer-7-Muster wird an zu vielen Verbindungen versucht.',
  'A `$` before the closing quote begins a variable name.':
    'Ein `$` vor dem schließenden Anführungszeichen beginnt einen Variablennamen.',
  'The DNS server of the router answers the whole Internet.':
    'Der DNS-Server des Routers antwortet dem ganzen Internet.',
  'The whole Internet may ask the router for the time.': 'Das ganze Internet darf den Router nach der Zeit fragen.',
  'L2TP is accepted from the Internet without IPsec.': 'L2TP wird aus dem Internet ohne IPsec angenommen.',
  'A routing protocol or a tunnel without encryption is accepted from anywhere.':
    'Ein Routing-Protokoll oder ein Tunnel ohne Verschlüsselung wird von überall angenommen.',
  'Strangers reach a proxy that runs on the router.': 'Fremde erreichen einen Proxy auf dem Router.',
  'SNMP is on and answers to the community "public" from any address.':
    'SNMP ist an und antwortet der Community „public“ von jeder Adresse.',
  'Telnet or FTP stays on where the file sets services.': 'Telnet oder FTP bleibt an, wo die Datei Dienste einstellt.',
  'MAC Telnet or MAC WinBox is open on every interface.': 'MAC-Telnet oder MAC-WinBox ist auf jedem Interface offen.',
  'The router announces its model and version to the outside.':
    'Der Router verkündet nach außen sein Modell und seine Version.',
  'A user of the router is added without a password.': 'Ein Benutzer des Routers wird ohne Passwort angelegt.',
  'SSH accepts weak encryption, or none.': 'SSH nimmt schwache Verschlüsselung an oder keine.',
  'UPnP lets every device of the inside open ports to the Internet.':
    'UPnP lässt jedes Gerät von innen Ports zum Internet öffnen.',
  'RoMON is on without a secret.': 'RoMON ist ohne Geheimnis an.',
  'The bandwidth test asks for no password.': 'Der Bandbreitentest fragt nach keinem Passwort.',
  'Connection tracking is off, so rules that ask for connection states and NAT do nothing.':
    'Die Verbindungsverfolgung ist aus, also tun Regeln nach Verbindungszustand und NAT nichts.',
  'Addresses are translated in every direction.': 'Adressen werden in jeder Richtung übersetzt.',
  'A forwarded port also catches what the inside sends to the world.':
    'Ein weitergeleiteter Port fängt auch, was von innen in die Welt geht.',
  'The IPv6 firewall drops the messages by which neighbours find each other.':
    'Die IPv6-Firewall verwirft die Nachrichten, mit denen Nachbarn einander finden.',
  'Packets that are not fast-tracked fall through to a drop.':
    'Pakete, die nicht auf der Überholspur sind, fallen in ein drop.',
  'Fast-tracked connections go by the queues of the file.':
    'Verbindungen auf der Überholspur gehen an den Warteschlangen der Datei vorbei.',
  'A script runs a file that it has fetched over an unprotected way.':
    'Ein Skript führt eine Datei aus, die es ungeschützt geladen hat.',
  'An export holds passwords or keys in clear.': 'Ein Export enthält Passwörter oder Schlüssel im Klartext.',
  'The accept for running sessions stands below many other rules.':
    'Das accept für laufende Sitzungen steht unter vielen anderen Regeln.',
  'A rule logs without a prefix.': 'Eine Regel protokolliert ohne Vorsatz.',
  'A rule has a log-prefix and logs nothing.': 'Eine Regel hat ein log-prefix und protokolliert nichts.',
  'A drop logs every packet that the Internet sends.': 'Ein drop protokolliert jedes Paket, das das Internet schickt.',
  'Packets from the Internet are answered by a refusal.':
    'Pakete aus dem Internet werden mit einer Ablehnung beantwortet.',
  'A rule of the firewall has no comment.': 'Eine Regel der Firewall hat keinen Kommentar.',
  'A suppression silences nothing.': 'Eine Unterdrückung unterdrückt nichts.',
  'A suppression gives no reason.': 'Eine Unterdrückung nennt keinen Grund.',
  'Rules or knocks that have too many ways through the firewall to be judged.':
    'Regeln oder Port Knocks mit zu vielen Wegen durch die Firewall, um sie zu beurteilen.',
  'The file is not UTF-8, so a router or another tool may read it wrongly.':
    'Die Datei ist nicht UTF-8, Umlaute können deshalb falsch gelesen werden.',
  'The file begins with a byte order mark.': 'Die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM).',
  'A text stands in typographic quotes.': 'Ein Text steht in typografischen Anführungszeichen.',
  'A no-break space, or a character without width, stands where a blank should.':
    'Ein geschütztes Leerzeichen oder ein Zeichen ohne Breite steht, wo ein Leerzeichen stehen sollte.',
  'A name has a letter or dash that only looks like the right one.':
    'Ein Name enthält einen Buchstaben oder Strich, der nur wie der richtige aussieht.',
  'A value stands for another one, which was to be put in its place.':
    'Ein Wert steht für einen anderen, der an seine Stelle gehört.',
  'The router remarks in its export that a part is missing, or that a rule cannot match.':
    'Der Router vermerkt in seinem Export, dass ein Teil fehlt oder dass eine Regel nie zutrifft.',
  'The prompt of a console stands in front of a command.':
    'Vor einem Befehl steht die Eingabeaufforderung einer Konsole.',
  'A list number or a bullet stands in front of a command.':
    'Vor einem Befehl steht eine Nummer oder ein Aufzählungszeichen.',
  'A comment stands behind a command.': 'Hinter einem Befehl steht ein Kommentar.',
  'A backslash stands where no line ends.': 'Ein Backslash steht nicht am Zeilenende.',
  'Blanks stand between a backslash and the end of its line.':
    'Zwischen einem Backslash und dem Zeilenende stehen Leerzeichen.',
  'A string has an escape that RouterOS does not know.':
    'Eine Zeichenkette enthält eine Escape-Folge, die RouterOS nicht kennt.',
  'A line was cut inside a name or a comment.': 'Eine Zeile wurde in einem Namen oder Kommentar umbrochen.',
  'The output of `print`, or fields of WinBox, stand where a script should.':
    'Die Ausgabe von `print` oder Felder aus WinBox stehen, wo ein Skript stehen sollte.',
  'Marks of a page, a mail or a forum stand around a script.':
    'Um ein Skript stehen Zeichen einer Webseite, einer E-Mail oder eines Forums.',
  'Sentences stand between the commands.': 'Zwischen den Befehlen stehen Sätze.',
  'Git has left the marks of a conflict in the file.': 'Git hat die Marken eines Konflikts in der Datei hinterlassen.',
  'A command goes on in the next line without a backslash.':
    'Ein Befehl geht ohne Backslash in der nächsten Zeile weiter.',
  'A bracket is never closed.': 'Eine Klammer wird nie geschlossen.',
  'A string has no closing quote.': 'Eine Zeichenkette hat kein schließendes Anführungszeichen.',
  'A closing bracket closes nothing.': 'Eine schließende Klammer schließt nichts.',
  'Brackets are nested deeper than is analysed.': 'Klammern sind tiefer verschachtelt, als analysiert wird.',
  'A statement or an expression has more parts than are analysed.':
    'Eine Anweisung oder ein Ausdruck hat mehr Teile, als analysiert werden.',
  'A `$` stands without the name of a variable.': 'Ein `$` steht ohne den Namen einer Variablen.',
  'An operator has no value beside it.': 'Neben einem Operator fehlt ein Wert.',
  'Two values are compared with `==`.': 'Zwei Werte werden mit `==` verglichen.',
  'A semicolon stands inside parentheses.': 'In runden Klammern steht ein Semikolon.',
  'A `=` has no name in front of it.': 'Vor einem `=` fehlt der Name.',
  'A blank stands between the name of an argument and its `=`.':
    'Zwischen dem Namen eines Arguments und seinem `=` steht ein Leerzeichen.',
  'Two words have no blank between them.': 'Zwischen zwei Wörtern fehlt ein Leerzeichen.',
  'Two commands stand on one line without a semicolon.': 'Zwei Befehle stehen ohne Semikolon in einer Zeile.',
  'A `=` is missing between the name of an argument and its value.':
    'Zwischen dem Namen eines Arguments und seinem Wert fehlt ein `=`.',
  'A value stands in single quotes.': 'Ein Wert steht in einfachen Anführungszeichen.',
  'A value without quotes has a character that needs them.':
    'Ein Wert ohne Anführungszeichen enthält ein Zeichen, das welche braucht.',
  'An operator stands outside of parentheses.': 'Ein Operator steht außerhalb von Klammern.',
  'The block of a condition or a loop has no `do=` in front of it.':
    'Vor dem Block einer Bedingung oder Schleife fehlt `do=`.',
  'A command gets more values without a name than it takes.':
    'Ein Befehl bekommt mehr Werte ohne Namen, als er annimmt.',
  'RouterOS cannot read a command.': 'RouterOS kann einen Befehl nicht lesen.',
  'Something stands where a command should begin.': 'Wo ein Befehl beginnen sollte, steht etwas anderes.',
  'A command stands at the root, where RouterOS does not know it.':
    'Ein Befehl steht im Wurzelmenü, wo RouterOS ihn nicht kennt.',
  'A command has arguments that its menu does not know, but another one does.':
    'Ein Befehl hat Argumente, die nicht sein Menü kennt, sondern ein anderes.',
  'A `find` with conditions stands where no menu is entered.':
    'Ein `find` mit Bedingungen steht, wo kein Menü betreten ist.',
  'The name of an argument has a `$`.': 'Der Name eines Arguments beginnt mit `$`.',
  'A word belongs to no argument.': 'Ein Wort gehört zu keinem Argument.',
  'RouterOS has no such menu or command.': 'RouterOS hat kein solches Menü und keinen solchen Befehl.',
  'RouterOS has no such argument.': 'RouterOS hat kein solches Argument.',
  'A command lacks an argument that RouterOS demands.': 'Einem Befehl fehlt ein Argument, das RouterOS verlangt.',
  'An argument stands twice in one command.': 'Ein Argument steht zweimal in einem Befehl.',
  'A rule has an argument of an action, but no action.': 'Eine Regel hat ein Argument einer Aktion, aber keine Aktion.',
  'A command calls an item by its number.': 'Ein Befehl spricht einen Eintrag mit seiner Nummer an.',
  'An abbreviation can mean several names.': 'Eine Abkürzung kann mehrere Namen bedeuten.',
  'An argument has a value that RouterOS refuses.': 'Ein Argument hat einen Wert, den RouterOS ablehnt.',
  'The version of RouterOS that the file is for does not have it.': 'Die Version von RouterOS kennt es nicht.',
  'A variable is declared with a `$`.': 'Eine Variable wird mit einem `$` erklärt.',
  'The name of a variable needs quotes.': 'Der Name einer Variablen braucht Anführungszeichen.',
  'A script sets a variable that it has not declared.': 'Ein Skript setzt eine Variable, die es nicht erklärt hat.',
  'A variable is read where it is not declared.': 'Eine Variable wird gelesen, wo sie nicht erklärt ist.',
  'A function has no parameter of the name.': 'Eine Funktion hat keinen Parameter dieses Namens.',
  'A local variable is never read.': 'Eine lokale Variable wird nie gelesen.',
  'Two variables in sight have the same name.': 'Zwei sichtbare Variablen haben denselben Namen.',
  'In a condition a property hides the variable of the same name.':
    'In einer Bedingung verdeckt eine Eigenschaft die Variable.',
};
