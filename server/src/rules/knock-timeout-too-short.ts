import type { Fix } from '../diagnostics/finding.ts';
import { textOf } from '../execution/configuration.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { timeoutOf } from '../firewall/interpret.ts';
import { type Knock, knockText, type Stage } from '../knock/knock.ts';
import { phrase } from '../language/phrase.ts';
import { TokenKind } from '../syntax/token.ts';
import { placedOf, rangeOf, valueEdits } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A stage that is forgotten before its next knock comes. */
export const knockTimeoutTooShort: Rule = {
  meta: {
    id: 'knock-timeout-too-short',
    summary: 'A knock is forgotten before a person can send the next.',
    severity: 'information',
    confidence: 'high',
    persona: 'regular',
    why: 'Who knocks by hand opens a page or a session for each port, waits and types the next: twenty seconds are soon over. A client that knocks by itself needs half a second for each. A stage that ends earlier shuts out its owner, mostly when it matters, over a slow line and in a hurry.',
    remedy:
      'Give stages twenty seconds where a person knocks. Where a client does, name it in a comment, for whoever comes after you, and keep five.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=5s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=5s protocol=tcp dst-port=41873 comment="client: knock -d 500 HOST 41873 23951"
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['knockd, option seq_timeout.', 'RouterOS manual, Port knocking.'],
  },

  *check(analysis) {
    const seen = new Set<FirewallRule>();
    for (const knock of analysis.knocks) {
      const { stages, verdict } = knock;
      if (verdict === 'disabled') continue;
      const short = stages.slice(0, -1).filter((stage) => isShort(stage) && !seen.has(stage.rule));
      for (const { rule } of short) seen.add(rule);
      const hasClient = short.length > 0 && namesClient(analysis, knock);
      const left = hasClient ? short.filter(({ rule }) => timeoutOf(rule) < SECONDS_OF_CLIENT) : short;
      const [first, ...others] = left;
      const timeout = first?.rule.item.properties.get('address-list-timeout');
      if (first === undefined || timeout === undefined) continue;
      const number = stages.indexOf(first) + 1;
      yield {
        message: phrase`After ${timeout.text} the knock ${knockText(first)} is forgotten, too soon for a person who types knock ${number + 1}. Give it ${FIX}, or name the client that knocks in a comment.`,
        range: rangeOf(first.rule, 'address-list-timeout'),
        related: others.map((stage) => ({
          message: phrase`knock ${stages.indexOf(stage) + 1} of ${stages.length} ends as soon`,
          range: rangeOf(stage.rule, 'address-list-timeout'),
        })),
        fixes: lengthened(left),
      };
    }
  },
};

/** Of somebody who types the next port, and of a program that sends it. */
const SECONDS_OF_PERSON = 20;
const SECONDS_OF_CLIENT = 0.5;
const FIX = '20s';

function lengthened(stages: readonly Stage[]): Fix[] {
  const timeouts = stages.map(({ rule }) => placedOf(rule, 'address-list-timeout'));
  if (timeouts.some((timeout) => timeout?.computed !== false)) return [];
  return [{ title: phrase`Set address-list-timeout=${FIX}`, safe: false, edits: valueEdits(timeouts, FIX) }];
}

function isShort({ rule }: Stage): boolean {
  const timeout = rule.item.properties.get('address-list-timeout');
  if (timeout?.constant !== true || timeout.argument === undefined || !rule.enabled) return false;
  return timeoutOf(rule) < SECONDS_OF_PERSON;
}

/** Whether a comment of the knock, or one of the file that speaks of knocking, says with what its owner knocks. */
function namesClient({ script }: Analysis, { stages, gates, traps }: Knock): boolean {
  const { tokens, text } = script.tree;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== TokenKind.Comment) continue;
    const comment = text.slice(tokens.starts[i], tokens.starts[i + 1]);
    if (/knock/i.test(comment) && PROGRAM.test(comment)) return true;
  }
  return [...stages, ...gates, ...traps].some(({ rule }) => {
    const comment = textOf(rule.item, 'comment') ?? '';
    return PROGRAM.test(comment) || CLIENT.test(comment);
  });
}

const PROGRAM =
  /\b(?:knockd|fwknop|knockond|nmap|nping|hping3?|netcat|ncat|nc|telnet|curl|powershell|putty|python|bash)\b|\bknock(?:er)?(?:\.\w+| -\w| [\w.-]+ \d)|\.(?:sh|ps1|bat|cmd|exe|py)\b/i;
/** Words for one in the comment of a rule, where there is no room for more. */
const CLIENT = /\b(?:client|app|script|program|tool)\b/i;
