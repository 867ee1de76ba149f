/** What several rules say of places, knocks and assumptions. */
export const MODEL: Readonly<Record<string, string>> = {
  ' in {0}': ' in {0}',
  'rule {0} of the chain {1}{2} (line {3})': 'Regel {0} der Chain {1}{2} (Zeile {3})',
  '{0} already {1}': '{0} {1} bereits',
  'of the chain {0}{1}': 'der Chain {0}{1}',
  'rule {0} {1}': 'Regel {0} {1}',
  'rules {0} {1}': 'Regeln {0} {1}',
  '{0} together already refuse': '{0} verwerfen zusammen bereits',
  '{0} together already accept': '{0} akzeptieren zusammen bereits',
  '{0} together already take': '{0} erfassen zusammen bereits',
  'This already {0}': 'Diese Regel {0} bereits',
  'This and {0} together already take': 'Diese Regel und {0} erfassen zusammen bereits',
  '{0} some of the packets': '{0} einen Teil der Pakete',
  '{0} in {1}, never reached': '{0} in {1}, wird nie erreicht',
  'every packet': 'alle Pakete',
  'some of the packets': 'einen Teil der Pakete',
  '{0} {1} that it matches': '{0} {1}, auf die sie zutrifft',
  accepts: 'akzeptiert',
  drops: 'verwirft',
  rejects: 'blockiert (reject)',
  tarpits: 'bremst (tarpit)',
  'an interface that this file does not name': 'ein Interface, das diese Datei nicht nennt',
  'assuming that the Internet is behind {0}': 'angenommen, das Internet kommt über {0}',
  'knock {0} of {1}: {2}': 'Klopfen {0} von {1}: {2}',
  'besides, the ports {0} are easy to guess': 'außerdem sind die Ports {0} leicht zu erraten',
  'besides, no trap stops who knocks at wrong ports': 'außerdem hält keine Falle auf, wer an falsche Ports klopft',
  'the resolver': 'DNS',
  'the time server': 'NTP',
  'the L2TP server': 'L2TP',
  'the PPTP server': 'PPTP',
  'the web page': 'WebFig',
  'the API over TLS': 'API über TLS',
  '{0} {1} has no place in the text': '{0} {1} hat keinen Platz im Text',
  'any protocol': 'jedes Protokoll',
  ', then ': ', dann ',
  'one ascending sweep opens': 'ein Durchlauf aufwärts öffnet',
  '{0} ascending sweeps open': '{0} Durchläufe aufwärts öffnen',
  'one descending sweep opens': 'ein Durchlauf abwärts öffnet',
  '{0} descending sweeps open': '{0} Durchläufe abwärts öffnen',
  '{0} this knock with {1} packets, in {2} s at {3} packets/s':
    '{0} diesen Port Knock mit {1} Paketen, in {2} s bei {3} Paketen/s',
  'Every stage leads to the next; its last list, {0}, is handed to a script of this file.':
    'Jede Stufe führt zur nächsten; die letzte Liste, {0}, liest ein Skript dieser Datei.',
  'Its sequence could not be confirmed packet by packet.': 'Die Folge ließ sich nicht Paket für Paket bestätigen.',
  'Too many knocks of this file depend on each other for all of them to be followed.':
    'Zu viele Port Knocks dieser Datei hängen voneinander ab, um alle zu verfolgen.',
  'It has too many ways through the rules to be followed.':
    'Er hat zu viele Wege durch die Regeln, um sie zu verfolgen.',
  'an interface that no rule names': 'einem Interface, das keine Regel nennt,',
  'It opens from {0} only': 'Er öffnet nur von {0} aus',
  '{0}: {1} takes the packets of a stranger.': '{0}: {1} erfasst die Pakete eines Fremden.',
  'rule {0} of the chain {1}': 'Regel {0} der Chain {1}',
  'What the gate guards is open without a knock: {0} lets everybody in.':
    'Was das Tor schützt, ist ohne Klopfen offen: {0} lässt jeden herein.',
  'Every stage leads to the next and the gate hangs on the last.':
    'Jede Stufe führt zur nächsten, und das Tor hängt an der letzten.',
  'the chain ends without a drop': 'die Chain endet ohne drop',
  'rule {0} of the chain {1} ({2}) lets everybody in': 'Regel {0} der Chain {1} ({2}) lässt jeden herein',
  'What the gate guards is open without a knock: {0}.': 'Was das Tor schützt, ist ohne Klopfen offen: {0}.',
  'What the gate guards is open without a knock: NAT leads past it.':
    'Was das Tor schützt, ist ohne Klopfen offen: NAT führt daran vorbei.',
  'The stage {0} is disabled.': 'Die Stufe {0} ist deaktiviert.',
  'The gate is disabled.': 'Das Tor ist deaktiviert.',
  'No rule lets the sources of the list {0} in.': 'Keine Regel lässt die Quellen der Liste {0} herein.',
  'Nothing fills the list {0}, for which the stage {1} asks.':
    'Nichts füllt die Liste {0}, nach der die Stufe {1} fragt.',
  'No packet reaches the stage {0}: {1}.': 'Kein Paket erreicht die Stufe {0}: {1}.',
  'No packet reaches the gate: {0}.': 'Kein Paket erreicht das Tor: {0}.',
  '{0} of the chain {1}': '{0} der Chain {1}',
  '{0} takes them all': '{0} erfasst sie alle',
  'rules {0} together take them all': 'die Regeln {0} erfassen sie zusammen alle',
  'no jump to its chain {0} lets through what it matches':
    'kein jump in die Chain {0} lässt durch, worauf sie zutrifft',
  'its own matchers exclude each other': 'die eigenen Bedingungen schließen einander aus',
  'It depends on a condition whether its rules exist.': 'Ob es die Regeln gibt, hängt von einer Bedingung ab.',
  'The place of its rules depends on rules outside the file.':
    'Der Platz der Regeln hängt von Regeln außerhalb der Datei ab.',
  'Whether a jump to {0} matches depends on values known only at run time.':
    'Ob ein jump zu {0} zutrifft, hängt von Werten ab, die erst zur Laufzeit bekannt sind.',
  'The stage {0} does not ask for the one before, so its packet alone is enough.':
    'Die Stufe {0} fragt nicht nach der davor, also genügt ihr Paket allein.',
  'One packet passes the stages {0} and {1}: the second stands below the first and matches the same packet.':
    'Ein Paket besteht die Stufen {0} und {1}: Die zweite steht unter der ersten und trifft auf dasselbe Paket zu.',
  '{0} It opens in another way.': '{0} Er öffnet auf andere Weise.',
  'RouterOS refuses the stage {0}: it stands in a menu that does not know its arguments.':
    'RouterOS lehnt die Stufe {0} ab: Sie steht in einem Menü, das ihre Argumente nicht kennt.',
  'No packet is as small as the stage {0} asks.': 'Kein Paket ist so klein, wie die Stufe {0} verlangt.',
  'Its stages ask for different interfaces, so that no one sender passes them all.':
    'Die Stufen verlangen verschiedene Interfaces, also besteht kein Absender alle.',
  'No packet is counted at the stage {0} once the knocks before it have been sent.':
    'Sind die Stufen davor bestanden, zählt bei der Stufe {0} kein Paket mehr.',
  'the gate, rule {0} of the chain {1},': 'das Tor (Regel {0} der Chain {1})',
  'After the whole sequence {0} still lets nothing in: another rule takes it first.':
    'Auch nach der ganzen Folge lässt {0} nichts herein: Eine andere Regel erfasst es vorher.',
  'The knock {0} springs a trap, so the right sequence bans its sender.':
    'Das Klopfen {0} löst eine Falle aus, also sperrt die richtige Folge ihren Absender.',
  'the default rule "{0}"': 'Standardregel „{0}“',
  'assuming that {0} and {1} share no interface': 'angenommen, {0} und {1} haben kein gemeinsames Interface',
  'assuming that {0} holds no interface that this file does not show':
    'angenommen, {0} enthält kein Interface, das diese Datei nicht zeigt',
  'assuming that {0} hold no interface that this file does not show':
    'angenommen, {0} enthalten kein Interface, das diese Datei nicht zeigt',
  'trap of a knock': 'Falle eines Port Knocks',
  old: 'alt',
  'new': 'neu',
  'More rules stand under a condition, or nobody knows where, than can be tried each way.':
    'Mehr Regeln hängen von einer Bedingung ab oder haben keinen bekannten Platz, als sich auf jede Weise durchspielen lässt.',
  'The jumps of {0} {1} multiply beyond all bounds, so it was not compared.':
    'Die jumps von {0} {1} ergeben zu viele Wege, also wurde es nicht verglichen.',
  'The rules of {0} {1} have too many ways through them to follow all: there may be more changes than are shown.':
    'Durch die Regeln von {0} {1} führen zu viele Wege, um alle zu verfolgen: Es kann mehr Änderungen geben, als gezeigt werden.',
  'What {0} does to packets is not followed, so a change in it is not compared.':
    'Was {0} mit Paketen tut, wird nicht verfolgt, also wird eine Änderung daran nicht verglichen.',
  'The list {0} has changed and holds names that the router resolves; who is on it through them is not known.':
    'Die Liste {0} hat sich geändert und enthält Namen, die der Router auflöst; wer durch sie darauf steht, ist nicht bekannt.',
  '… and {0} more': '… und {0} weitere',
  'What the {0} file leaves in {1} depends on how the script runs; it is compared as far as it is known.':
    'Was die Datei ({0}) in {1} hinterlässt, hängt vom Ablauf des Skripts ab; verglichen wird, was davon bekannt ist.',
  'Some packets of {0} may be {1}, but no packet could be shown ({2} kinds).':
    'Manche Pakete von {0} werden vielleicht {1}, aber keines ließ sich zeigen ({2} Arten).',
  'let in now': 'jetzt zugelassen',
  'kept out now': 'jetzt abgewiesen',
  'sent elsewhere now': 'jetzt anderswohin geschickt',
  'sent from another address now': 'jetzt mit anderer Absenderadresse geschickt',
  'listed now': 'jetzt auf die Liste gesetzt',
  'listed no more': 'nicht mehr auf die Liste gesetzt',
  'listed for another time now': 'jetzt für eine andere Zeit auf die Liste gesetzt',
};
