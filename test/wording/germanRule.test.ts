import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setLanguage } from '../../server/src/language/language.ts';
import { describeAction, describeMatcher, describeRule } from '../../server/src/wording/describe.ts';

beforeEach(() => setLanguage('de'));
afterEach(() => setLanguage('en'));

function properties(text: string): Map<string, string> {
  return new Map([...text.matchAll(/(\S+?)=(?:"([^"]*)"|(\S*))/g)].map(([, name = '', a, b]) => [name, a ?? b ?? '']));
}

describe('a rule', () => {
  test.each([
    ['chain=input action=drop', 'Jedes Paket dieser Chain ohne Antwort verwerfen.'],
    [
      'chain=input action=accept protocol=tcp dst-port=22,8291 in-interface-list=!WAN',
      'Pakete mit Protokoll TCP, Zielport 22 (SSH) oder 8291 (WinBox) und Eingang nicht über Interface-Liste `WAN` akzeptieren.',
    ],
    [
      'chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=30s protocol=tcp dst-port=888',
      'Bei Paketen mit Protokoll TCP und Zielport 888: die Quelladresse für 30 s auf die Liste `knock1` setzen. Das Paket geht zur nächsten Regel weiter.',
    ],
    [
      'chain=input action=reject reject-with=tcp-reset connection-state=!new,related src-address=192.0.2.0/24',
      'Pakete mit Verbindungszustand außer new und related und Quelladresse in `192.0.2.0/24` mit einem TCP-Reset ablehnen.',
    ],
    [
      'chain=input action=drop src-address-list=ban disabled=yes log=yes log-prefix=no',
      'Diese Regel ist deaktiviert: Pakete mit Quelladresse auf der Liste `ban` ohne Antwort verwerfen. Jeder Treffer wird geloggt mit dem Präfix `no`.',
    ],
    [
      'chain=input action=jump jump-target=ssh limit=10,5',
      'Bei Paketen mit einer Rate bis 10 Pakete je Sekunde (Burst 5): in der Chain `ssh` weitermachen.',
    ],
    ['chain=input action=fly', 'Bei jedem Paket dieser Chain: die Aktion `fly` anwenden.'],
  ])('%s', (rule, expected) => {
    expect(describeRule({ family: 'ip', table: 'filter', properties: properties(rule) })).toBe(expected);
  });
});

describe('a matcher', () => {
  test.each([
    ['dst-address-type', '!local', 'Trifft auf Pakete mit Zieladresse außerhalb des Routers zu.'],
    ['icmp-options', '8:0', 'Trifft auf Pakete mit ICMP-Typ 8 Code 0 (echo request) zu.'],
    ['tcp-flags', 'syn,!ack', 'Trifft auf Pakete mit TCP-Flags SYN, ohne ACK zu.'],
    ['time', '8h-17h,mon,tue,wed,thu,fri', 'Trifft auf Pakete mit Uhrzeit 08:00 bis 17:00, Montag bis Freitag zu.'],
    ['ttl', 'less-than:5', 'Trifft auf Pakete mit TTL unter 5 zu.'],
    ['connection-limit', '20,24', 'Trifft auf Pakete mit 20 oder mehr Verbindungen je /24-Netz der Quelle zu.'],
    [
      'dst-limit',
      '1/1m,5,src-address/10m',
      'Trifft auf Pakete mit einer Rate bis 1 Pakete je Minute und Quelladresse (Burst 5, vergessen nach 10 min) zu.',
    ],
    ['layer7-protocol', '!a`b', 'Trifft auf Pakete mit Layer-7-Protokoll außer ``a`b`` zu.'],
    ['content', 'geheim', 'Trifft auf Pakete mit Inhalt `***` zu.'],
    ['src-port', '', 'Leer: Das stellt keine Bedingung.'],
    ['bogus', '1', undefined],
  ])('%s=%s', (name, value, expected) => {
    expect(describeMatcher(name, value)).toBe(expected);
  });
});

describe('an action', () => {
  test.each([
    [
      'masquerade',
      'to-ports=1024-65535',
      'Die Quelladresse durch die des Interfaces ersetzen, über das es hinausgeht, mit Quellport 1024-65535.',
    ],
    ['dst-nat', 'to-addresses=192.0.2.7 to-ports=80', 'Stattdessen an `192.0.2.7` Port 80 schicken.'],
    [
      'change-ttl',
      'new-ttl=decrement:1 passthrough=no',
      'Die TTL um 1 senken. Der Rest dieser Chain sieht das Paket nicht.',
    ],
    [
      'add-src-to-address-list',
      'address-list=a address-list-timeout=none-static',
      'Die Quelladresse auf Dauer auf die Liste `a` setzen. Das Paket geht zur nächsten Regel weiter.',
    ],
    ['bogus', '', undefined],
  ])('%s %s', (action, given, expected) => {
    expect(describeAction(action, properties(given), 'filter')).toBe(expected);
  });
});
