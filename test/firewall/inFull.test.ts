import path from 'node:path';
import { test } from 'vitest';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { FileAnalysis } from '../../server/src/analysis/analysis.ts';
import type { FirewallRule } from '../../server/src/firewall/firewall.ts';
import { Possibilities } from '../../server/src/firewall/possibilities.ts';
import { uplinks } from '../../server/src/firewall/uplinks.ts';
import { packetOf } from '../../server/src/firewall/witness.ts';
import { type Packet, parsePacket, writePacket } from '../../server/src/packet/packet.ts';
import { ownFiles } from '../support/corpus.ts';
import { matchGolden } from '../support/golden.ts';

function ruleText({ family, table, chain, place, action, enabled }: FirewallRule): string {
  return `${family} ${table} ${chain} ${place} ${action}${enabled ? '' : ' off'}`;
}

/** Whether packets reach the rule, by which one, or who takes them; and whom it takes packets from. */
function statusLine(rule: FirewallRule, { reachability }: FileAnalysis): string {
  const status = reachability.of(rule);
  const losses = reachability.takenFrom(rule);
  const taken =
    losses.rules.length === 0
      ? ''
      : `; takes from ${losses.rules.map(({ place }) => place).join(', ')}${losses.cut ? ' …' : ''}`;
  const name = ruleText(rule);
  switch (status.kind) {
    case 'reachable': {
      const packet = packetOf(reachability.space(rule.family), status.witness, rule.family, 'forward');
      return `${name}: ${writePacket(packet)}${taken}`;
    }
    case 'dead':
      return `${name}: dead, taken by ${status.blockers.map(ruleText).join(' and ')}${status.assumptions.map((text) => `; ${text}`).join('')}`;
    case 'unentered':
      return `${name}: unentered, ${status.jumps.map(ruleText).join(' and ')}`;
    default:
      return `${name}: ${status.kind}`;
  }
}

const PACKETS = [
  'tcp 198.51.100.7 -> :22 in=ether1',
  'udp 198.51.100.7:53 -> :40000 in=ether1 state=established',
  'icmp 198.51.100.7 -> in=WAN icmp=8:0',
  'tcp 192.168.88.7 -> 198.51.100.7:443 in=bridge out=ether1',
  'tcp 198.51.100.7 -> 192.168.88.7:443 in=ether1',
  'udp 198.51.100.7 -> :53 in=pppoe-out1',
  'tcp 198.51.100.7 -> 203.0.113.10:80 in=ether1 state=invalid',
  'udp [2001:db8:ffff::7]:547 -> :546 in=ether1',
  'tcp [2001:db8:ffff::7]:4000 -> [2001:db8:1::7]:443 in=ether1',
];

function packet(text: string): Packet {
  const parsed = parsePacket(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

/** The verdict, what it hangs on, and the packet as it leaves. */
function traceLine(text: string, { firewall }: FileAnalysis): string {
  const { trace, certain, because } = new Possibilities(firewall).send(packet(text));
  const by = trace.by === undefined ? 'the end' : ruleText(trace.by);
  const doubts = because.map(({ kind, rule, matcher, menu }) => {
    const where = rule === undefined ? menu : ruleText(rule);
    return ` ${kind} ${where}${matcher === undefined ? '' : ` ${matcher.name}=${matcher.property.text}`}`;
  });
  const matched = trace.steps.filter((step) => step.matched).length;
  const nat = [trace.rewrittenBy, trace.sourceBy]
    .map((rule) => (rule === undefined ? '' : `, ${ruleText(rule)}`))
    .join('');
  return `${text}: ${trace.verdict} by ${by} on ${trace.hook}, ${matched} of ${trace.steps.length} matched${nat}${certain ? '' : `; perhaps, for${doubts.join(' and')}`}`;
}

function uplinkLine({ firewall }: FileAnalysis): string {
  const { known, sure, guarded, trusted } = uplinks(firewall);
  const names = (set: ReadonlySet<string>): string => [...set].sort().join(', ') || '-';
  return `uplinks ${names(known)}; surely ${names(sure)}; guarded ${names(guarded)}; trusted ${names(trusted)}`;
}

test('what becomes of packets in the files of the corpus', () => {
  const parts = ownFiles.map(({ name, text }) => {
    const analysis = analyse(text, { rules: [] });
    return [
      `# ${name}`,
      uplinkLine(analysis),
      ...analysis.firewall.rules.map((rule) => statusLine(rule, analysis)),
      ...PACKETS.map((one) => traceLine(one, analysis)),
      '',
    ].join('\n');
  });
  matchGolden(path.join(import.meta.dirname, 'golden/corpus.txt'), parts.join('\n'));
});
