import { phrase, plural } from '../language/phrase.ts';
import { servicesLeftOn } from './common/settings.ts';
import type { Rule } from './rule.ts';

/** Services that send passwords in clear, left on where others are set. */
export const clearTextService: Rule = {
  meta: {
    id: 'clear-text-service',
    summary: 'Telnet or FTP stays on where the file sets services.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Telnet and FTP send the password of the administrator in clear, and both are on unless somebody switches them off. A file that sets some services and leaves these two has probably forgotten them: SSH and SFTP do the same work.',
    remedy: 'Disable Telnet and FTP in `/ip service`.',
    bad: `/ip service
set telnet disabled=yes
set www disabled=yes
`,
    good: `/ip service
set telnet disabled=yes
set ftp disabled=yes
set www disabled=yes
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Services.', 'RouterOS manual, Securing your router.'],
  },

  *check(analysis) {
    const { configuration } = analysis;
    const left = servicesLeftOn(analysis);
    if (left === undefined) return;
    // What a script only changes here and there does not tell what else the router has on; what it switches on, it does.
    const all = left.switchesOff || configuration.wholeBy !== undefined;
    const names = (all ? left.names : left.switchedOn).filter((name) => name === 'telnet' || name === 'ftp');
    if (names.length === 0) return;
    const shown = names.map((name) => (name === 'ftp' ? 'FTP' : 'Telnet')).join(phrase` and `);
    yield {
      message: plural(names.length, {
        one: phrase`${shown} stays on, and sends passwords in clear. Disable it: SSH does the same.`,
        other: phrase`${shown} stay on, and send passwords in clear. Disable them: SSH does the same.`,
      }),
      range: left.last.range,
    };
  },
};
