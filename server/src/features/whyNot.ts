import type { FileAnalysis } from '../analysis/analysis.ts';
import type { Origin, Target } from '../exposure/exposure.ts';
import { type CellPlace, cellSteps, type FoundCell } from '../exposure/exposureOf.ts';
import type { FirewallRule } from '../firewall/firewall.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { insertAbove, placeOf, standsAlone } from '../rules/common/places.ts';
import { quoted } from '../syntax/quote.ts';
import { difference } from '../text/difference.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { finish, type Steps } from '../text/steps.ts';

/** What would open a closed cell of the exposure, tried on the text before anybody accepts it. */
export interface WhyNot {
  /** Why it is closed now, in one sentence. */
  readonly reason: string;
  /** The commands that open it, as they would be written. */
  readonly commands: readonly string[];
  readonly edits: readonly TextEdit[];
  /** A packet that gets there then; undefined where no trace would be sure of one. */
  readonly packet: string | undefined;
}

/** The smallest accept that opens the cell, above the rule that closes it; a fault where no accept would. */
export function whyNot(analysis: FileAnalysis, place: CellPlace): WhyNot | { readonly fault: string } {
  return finish(whyNotSteps(analysis, place));
}

/** The same in steps. */
export function* whyNotSteps(analysis: FileAnalysis, place: CellPlace): Steps<WhyNot | { readonly fault: string }> {
  const found = yield* cellSteps(analysis, place);
  if (found === undefined) return { fault: phrase`The firewall has changed, and this cell is gone.` };
  const { cell } = found;
  if (cell.state !== 'closed' && cell.state !== 'after knock') return { fault: phrase`It is not closed.` };
  if (found.to.listening === 'no') return { fault: silentFault(found) };
  if (cell.filter !== 'refused') return { fault: otherwiseClosed(found) };
  const reason = reasonOf(analysis, cell.by);
  const commands: string[] = [];
  let now: FoundCell | undefined = found;
  let after = analysis;
  // A rule of raw and one of the filter may both stand in the way.
  for (let tries = 0; tries < MAX_TRIES && now?.cell.filter === 'refused'; tries++) {
    const { by }: FoundCell['cell'] = now.cell;
    if (by?.item.origin === undefined || !standsAlone(after, by)) {
      return { fault: phrase`${reason} An accept cannot be put above it here; write it by hand.` };
    }
    const accepts = acceptsFor(after, found, by);
    commands.push(...accepts.map((command) => `/${by.family}/firewall/${by.table} ${command}`));
    after = yield* after.againSteps(applyEdits(after.text, [insertAbove(after, by, accepts)]));
    now = yield* cellSteps(after, place);
  }
  if (now === undefined || now.cell.filter === 'refused') {
    return { fault: phrase`${reason} No accept above it was found that opens this alone.` };
  }
  return { reason, commands, edits: difference(analysis.text, after.text), packet: now.cell.packets[0] };
}

const MAX_TRIES = 3;

function reasonOf(analysis: FileAnalysis, by: FirewallRule | undefined): string {
  if (by === undefined) return phrase`The end of the chain refuses it.`;
  if (by.item.origin === undefined) return phrase`A rule of the default firewall refuses it.`;
  const place = placeOf(analysis, by);
  return by.action === 'reject' ? phrase`Rejected by ${place}.` : phrase`Refused by ${place}.`;
}

function silentFault({ to, cell: { filter } }: FoundCell): string {
  const who = phrase`nothing listens: ${to.menu ?? to.name} is off`;
  return filter === 'refused'
    ? phrase`The filter refuses it, and ${who}.`
    : phrase`The filter lets it through, but ${who}.`;
}

function otherwiseClosed({ to, cell }: FoundCell): string {
  if (cell.service === 'forwarded') {
    return to.kind === 'forward'
      ? phrase`The firewall lets the packets through, but dst-nat does not take them.`
      : phrase`The firewall lets the packets through, but dst-nat takes them elsewhere.`;
  }
  return phrase`The firewall lets it through, but the service answers other addresses only.`;
}

/** One for each interface, where the Internet is behind several. */
function acceptsFor(analysis: FileAnalysis, { from, to }: FoundCell, by: FirewallRule): string[] {
  return sourcesOf(analysis, from).map((source) => {
    const words = [...source, ...targetWords(to, by)].sort();
    return `add action=accept chain=${quoted(by.chain)} ${words.join(' ')}`.trimEnd();
  });
}

function sourcesOf({ firewall }: FileAnalysis, { kind, subject }: Origin): string[][] {
  switch (kind) {
    case 'internet': {
      const lists = new Set(firewall.interfaces.listNames);
      const asked = firewall.rules.flatMap(({ matchers }) =>
        matchers.filter((one) => one.name.endsWith('-interface-list')).map(({ text }) => text),
      );
      for (const list of asked) lists.add(list);
      return [...uplinks(firewall).known].map((one) => [word(`in-interface${lists.has(one) ? '-list' : ''}`, one)]);
    }
    case 'elsewhere':
      return [[]];
    case 'interfaces':
      return [[word('in-interface-list', subject)]];
    case 'interface':
      return [[word('in-interface', subject)]];
    case 'network':
      return [[word('src-address', subject)]];
    default:
      return [[word('src-address-list', subject)]];
  }
}

/** In `raw` packets are as they were sent, in the filter as dst-nat has made them. */
function targetWords({ kind, protocol, ports, address, innerPorts, traffic }: Target, by: FirewallRule): string[] {
  const isForward = kind === 'forward';
  const sent = isForward ? /^\S+/.exec(traffic)?.[0] : undefined;
  const [to, toPorts] =
    isForward && by.table === 'raw' ? [sent === 'router' ? undefined : sent, ports] : [address, innerPorts ?? ports];
  return [
    ...(protocol === undefined ? [] : [word('protocol', protocol)]),
    ...(toPorts === undefined ? [] : [word('dst-port', toPorts)]),
    ...(to === undefined ? [] : [word('dst-address', to)]),
  ];
}

function word(name: string, text: string): string {
  return `${name}=${quoted(text)}`;
}
