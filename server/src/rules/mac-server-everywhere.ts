import { phrase } from '../language/phrase.ts';
import { settingOf } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** Telnet and WinBox over MAC addresses, on all interfaces. */
export const macServerEverywhere: Rule = {
  meta: {
    id: 'mac-server-everywhere',
    summary: 'MAC Telnet or MAC WinBox is open on every interface.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'MAC Telnet and MAC WinBox work without an IP address, so the IP firewall never sees their packets: everybody in the same segment, on the side of the provider, too, can try passwords. A port knock guards nothing that goes by it.',
    remedy: 'Allow them on a list of interfaces of the inside, or on `none`.',
    bad: `/tool mac-server
set allowed-interface-list=all
`,
    good: `/tool mac-server
set allowed-interface-list=LAN
/tool mac-server mac-winbox
set allowed-interface-list=LAN
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, MAC server.', 'RouterOS manual, Securing your router.'],
  },

  *check(analysis) {
    for (const [menu, name] of MENUS) {
      const setting = settingOf(analysis, menu, 'allowed-interface-list');
      if (setting?.text !== 'all') continue;
      yield {
        message: phrase`${name} is open on every interface, and no firewall rule sees it. Allow it on a list of the inside, or on none.`,
        range: setting.range,
      };
    }
  },
};

const MENUS = [
  ['/tool/mac-server', 'MAC Telnet'],
  ['/tool/mac-server/mac-winbox', 'MAC WinBox'],
] as const;
