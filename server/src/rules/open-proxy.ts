import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { strangersPacket } from './common/internetAccess.ts';
import { settingOf, switchedOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** A proxy of the router that strangers can use. */
export const openProxy: Rule = {
  meta: {
    id: 'open-proxy',
    summary: 'Strangers reach a proxy that runs on the router.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'A SOCKS or web proxy that the Internet reaches sends the traffic of strangers out under your address, and lets them into your network from its inside. Taken-over routers are told by it: the Mēris botnet of 2021 switched `/ip socks` on.',
    remedy:
      'Switch the proxy off if nobody uses it, and look for who switched it on. Else accept its port from the inside only.',
    bad: `/ip socks
set enabled=yes port=5678
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=5678
add chain=input action=drop in-interface-list=WAN
`,
    good: `/ip socks
set enabled=yes port=5678
/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=5678 in-interface-list=LAN
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, SOCKS and Proxy.', 'MikroTik blog, Mēris botnet, 2021.'],
  },

  *check(analysis) {
    for (const { menu, name, port } of PROXIES) {
      const setting = switchedOn(analysis, menu);
      if (setting === undefined) continue;
      const own = Number(settingOf(analysis, menu, 'port')?.text ?? port);
      if (!Number.isInteger(own)) continue;
      const found = yield* strangersPacket(analysis, 'ip', TCP, own);
      if (found === undefined || found.assumption !== undefined) continue;
      yield {
        message: phrase`The whole Internet reaches the ${phraseOf(name)} of the router: ${formatPacket(found.packet)} gets in. Switch it off, or accept its port from the inside only.`,
        range: setting.range,
      };
    }
  },
};

/** With the ports on which they listen unless told otherwise (RouterOS manual). */
const PROXIES = [
  { menu: '/ip/socks', name: phraseKey`SOCKS proxy`, port: 1080 },
  { menu: '/ip/proxy', name: phraseKey`web proxy`, port: 8080 },
];
const TCP = 6;
