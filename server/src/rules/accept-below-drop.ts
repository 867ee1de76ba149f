import { type FirewallRule, isRefusal } from '../firewall/firewall.ts';
import type { TextRange } from '../text/range.ts';
import { insertAbove, rangeOf, ruleLine, standsAlone, wholeLines } from './places.ts';
import type { Analysis, Fix, Rule } from './rule.ts';

/** An accept that no packet reaches, because an earlier rule of its chain drops or rejects all that it accepts. */
export const acceptBelowDrop: Rule = {
  meta: {
    id: 'accept-below-drop',
    summary: 'An accept stands below a drop that takes all its packets.',
    severity: 'error',
    confidence: 'certain',
    why: 'Rules of a chain are tried from top to bottom, and the first drop, reject or accept that matches decides. An accept below a drop that matches the same packets is never tried: the access it was meant to give does not exist. The order is the order of the list after `place-before` and `move`, not that of the file.',
    remedy: 'Move the accept above the drop, or narrow the drop.',
    bad: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=drop in-interface-list=WAN
add chain=input action=accept in-interface-list=WAN protocol=tcp dst-port=22
`,
    good: `/ip firewall filter
add chain=input action=accept connection-state=established,related
add chain=input action=accept in-interface-list=WAN protocol=tcp dst-port=22
add chain=input action=drop in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Firewall > Filter: rules are processed in the order in which they are listed.'],
  },

  *check(analysis) {
    for (const rule of analysis.firewall.rules) {
      if (rule.action !== 'accept' || !rule.enabled) continue;
      const status = analysis.reachability.of(rule);
      if (status.kind !== 'dead') continue;
      if (!status.blockers.every(({ action }) => isRefusal(action))) continue;
      const [first] = status.blockers as readonly [FirewallRule];
      const line = ruleLine(analysis, first);
      const assumption = status.assumptions.length === 0 ? '' : ` (${status.assumptions.join(', ')})`;
      yield {
        message: `Never reached: ${takes(analysis, status.blockers)} every packet that this accepts${assumption}. Move it above line ${line}.`,
        range: rangeOf(rule),
        confidence: status.assumptions.length === 0 ? 'certain' : 'high',
        related: status.blockers.map((blocker) => ({
          message: `${VERBS[blocker.action]} ${status.blockers.length === 1 ? 'every packet' : 'some of the packets'} that the accept matches`,
          range: blocker.item.origin.nameRange,
        })),
        fixes: moveAbove(analysis, rule, first),
        unnecessary: true,
      };
    }
  },
};

const VERBS: Readonly<Record<string, string>> = { drop: 'drops', reject: 'rejects', tarpit: 'tarpits' };

/** `rule 5 of the chain input (line 9) already drops`, or several rules together. */
function takes(analysis: Analysis, blockers: readonly FirewallRule[]): string {
  const [first] = blockers as readonly [FirewallRule];
  if (blockers.length === 1) {
    return `rule ${first.place} of the chain ${first.chain} (line ${ruleLine(analysis, first)}) already ${VERBS[first.action]}`;
  }
  const places = blockers.map(({ place }) => place).join(', ');
  return `rules ${places} of the chain ${first.chain} together already refuse`;
}

/** Moves the lines of the accept, where both commands stand alone in one run of commands of the same menu. */
function moveAbove(analysis: Analysis, rule: FirewallRule, blocker: FirewallRule): Fix[] {
  const placed = [rule, blocker].some(({ item }) => item.origin.arguments.some(({ name }) => name === 'place-before'));
  if (placed || !standsAlone(analysis, rule) || !standsAlone(analysis, blocker)) return [];
  if (rule.item.origin.range.start < blocker.item.origin.range.start) return [];
  const own = withComments(analysis.text, wholeLines(analysis.text, rule.item.origin));
  const text = analysis.text.slice(own.start, rule.item.origin.range.end);
  return [
    {
      title: `Move the accept above line ${ruleLine(analysis, blocker)}`,
      safe: false,
      edits: [insertAbove(analysis, blocker, [text]), { range: own, newText: '' }],
    },
  ];
}

/** Comment lines right above a command speak of it and go with it. */
function withComments(text: string, lines: TextRange): TextRange {
  const above = /(?:^[ \t]*#[^\r\n]*(?:\r\n|\n|\r))+(?![\s\S])/m.exec(
    text.slice(Math.max(0, lines.start - 2000), lines.start),
  );
  return { start: lines.start - (above?.[0].length ?? 0), end: lines.end };
}
