import type { FirewallRule } from '../../firewall/firewall.ts';
import { parsePorts } from '../../packet/ports.ts';
import type { Entry } from './internetAccess.ts';

/** Whether it accepts a source port, or a port on either side. */
export function asksForSource({ matchers, action }: FirewallRule): boolean {
  return (
    action === 'accept' && matchers.some(({ name, negated }) => !negated && (name === 'src-port' || name === 'port'))
  );
}

/** The packet gets in because of its source port: the rule asks for it, and it is none that anybody has by chance. */
export function isChosen({ by, packet }: Entry): boolean {
  if (by === undefined || !asksForSource(by)) return false;
  return by.matchers.every(({ name, text }) => {
    if (name !== 'src-port' && name !== 'port') return true;
    const ports = parsePorts(text);
    if (ports === undefined || !ports.contains(packet.sourcePort ?? -1)) return false;
    // A port that clients have by themselves is no choice.
    return !ports.contains(ORDINARY);
  });
}

const ORDINARY = 40_000;
