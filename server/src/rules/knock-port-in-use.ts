import type { FirewallRule } from '../firewall/firewall.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { parsePorts } from '../packet/ports.ts';
import { protocolNumber } from '../packet/protocol.ts';
import { rangeOf } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A knock on a port where strangers knock all day. */
export const knockPortInUse: Rule = {
  meta: {
    id: 'knock-port-in-use',
    summary: 'A knock uses the port of a service that everybody tries.',
    severity: 'warning',
    confidence: 'high',
    persona: 'regular',
    why: 'Scanners try the ports of SSH, Telnet, the web, WinBox and a few others first and most often, so they pass such a stage by chance, again and again. Traffic that belongs there passes it too.',
    remedy: 'Draw a port between 1024 and 49151 that no service of yours uses.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=8080
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=2391 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=2391 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['IANA, Service Name and Transport Protocol Port Number Registry.'],
  },

  *check({ knocks }) {
    const seen = new Set<FirewallRule>();
    for (const { stages } of knocks) {
      for (const { rule, port, protocol } of stages) {
        // A range holds what it holds; `knock-stages-collapse` and sweeps speak of it.
        const ports = port === undefined ? undefined : parsePorts(port);
        if (ports === undefined || ports.first === undefined || ports.size() !== 1) continue;
        if (!rule.enabled || seen.has(rule)) continue;
        const name = (protocol !== undefined && protocolNumber(protocol) === UDP ? UDP_PORTS : TCP_PORTS)[ports.first];
        if (name === undefined) continue;
        seen.add(rule);
        yield {
          message: phrase`Port ${ports.first} is that of ${phraseOf(name)}, which scanners try all day: they pass this knock by chance. Draw another.`,
          range: rangeOf(rule, 'dst-port', 'port'),
        };
      }
    }
  },
};

const UDP = 17;
const TCP_PORTS: Readonly<Record<number, string>> = {
  21: 'FTP',
  22: 'SSH',
  23: 'Telnet',
  25: 'SMTP',
  53: 'DNS',
  80: phraseKey`the web`,
  110: 'POP3',
  143: 'IMAP',
  443: phraseKey`the web`,
  445: 'SMB',
  1433: 'MS SQL',
  1723: 'PPTP',
  3306: 'MySQL',
  3389: phraseKey`remote desktops`,
  5900: 'VNC',
  8080: phraseKey`the web`,
  8291: 'WinBox',
  8443: phraseKey`the web`,
  8728: phraseKey`the API`,
};
const UDP_PORTS: Readonly<Record<number, string>> = {
  53: 'DNS',
  67: 'DHCP',
  123: 'NTP',
  137: 'NetBIOS',
  161: 'SNMP',
  443: phraseKey`the web`,
  500: 'IPsec',
  1900: 'UPnP',
  5060: 'SIP',
};
