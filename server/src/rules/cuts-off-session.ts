import { lockOut } from '../firewall/lockOut.ts';
import { phrase } from '../language/phrase.ts';
import { formatPacket } from '../packet/packet.ts';
import { originOf, ruleLine } from './common/places.ts';
import type { Rule } from './rule.ts';

/** A line after which the router refuses the session over which the file is applied. */
export const cutsOffSession: Rule = {
  meta: {
    id: 'cuts-off-session',
    summary: 'Applying the file cuts off the session that applies it.',
    severity: 'error',
    confidence: 'high',
    persona: 'regular',
    why: 'A script is applied from its first line to its last on a router that is in use. A drop that takes effect before the accept for your own session cuts you off in the middle, and the lines that would have let you in again may never run. Safe Mode undoes such a change; a script that is imported does not use it.',
    remedy:
      'Put the accept for established connections, and the one for your own address and service, above the drop, or add the drop last. State your session in the setting `routerosFirewall.session`, or with `--session`.',
    session: 'tcp 192.168.88.10:50000 -> :8291 in=bridge',
    bad: `/ip firewall filter
add chain=input action=drop
add chain=input action=accept connection-state=established,related place-before=0
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept protocol=tcp dst-port=8291 src-address=192.168.88.0/24
add chain=input action=drop
`,
    fix: 'none',
    since: '0.1.0',
    sources: ['RouterOS manual, Safe Mode.', 'RouterOS manual, Import.'],
  },

  *check(analysis) {
    const { session } = analysis;
    if (session === undefined) return;
    const stages = lockOut(analysis.script, session, analysis.assumption);
    const cut = stages.find(({ running }) => !running.passes && running.certain);
    if (cut?.command !== undefined) {
      const { by } = cut.running;
      const rule = by?.item.origin === undefined ? '' : phrase` by the ${by.action} of line ${ruleLine(analysis, by)}`;
      yield {
        message: phrase`From here on your session (${formatPacket(session)}) is refused${rule}, while the file is still being applied. Put what lets it in above.`,
        range: cut.command.nameRange,
        related: by?.item.origin === undefined ? [] : [{ message: phrase`refuses it`, range: originOf(by).nameRange }],
      };
      return;
    }
    const last = stages.at(-1);
    if (last?.command === undefined || last.anew.passes || !last.anew.certain) return;
    yield {
      message: phrase`When the file has been applied your session goes on, but you cannot log in again: ${formatPacket(session)} is refused. Accept it above the ${last.anew.by?.action ?? 'drop'}.`,
      range: last.command.nameRange,
      severity: 'warning',
    };
  },
};
