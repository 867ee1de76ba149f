import { phrase } from '../language/phrase.ts';
import { replaceValue } from './common/places.ts';
import { switchedOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** Any program of the inside may open ports. */
export const upnpEnabled: Rule = {
  meta: {
    id: 'upnp-enabled',
    summary: 'UPnP lets every device of the inside open ports to the Internet.',
    severity: 'information',
    confidence: 'certain',
    persona: 'regular',
    why: 'With UPnP any program of the inside, wanted or not, adds `dst-nat` rules that no file shows and no knock guards. What this analysis says of `forward` holds only as far as nobody asks for a port.',
    remedy:
      'Switch UPnP off and forward the ports that are needed by hand, or give the devices that need it a network of their own.',
    bad: `/ip upnp
set enabled=yes
`,
    good: `/ip upnp
set enabled=no
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, UPnP.'],
  },

  *check(analysis) {
    const setting = switchedOn(analysis, '/ip/upnp');
    if (setting === undefined) return;
    yield {
      message: phrase`UPnP lets every device of the inside open ports to the Internet. Switch it off unless you need it.`,
      range: setting.range,
      fixes: replaceValue(setting, 'no', phrase`Switch UPnP off`),
    };
  },
};
