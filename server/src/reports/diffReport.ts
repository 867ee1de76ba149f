import type { FileAnalysis } from '../analysis/analysis.ts';
import { defaultRule, type FirewallRule } from '../firewall/firewall.ts';
import { type ChangeKind, type PacketChange, semanticDiffSteps } from '../firewall/semanticDiff.ts';
import { knockDiffSteps } from '../knock/knockDiff.ts';
import { writePacket } from '../packet/packet.ts';
import { formatDuration } from '../packet/time.ts';
import { clean } from '../text/printable.ts';
import { shownAssignment } from '../text/secretNames.ts';
import type { Steps } from '../text/steps.ts';
import type { ChangeEntry, DiffReport, RenameEntry, RuleEntry } from './jsonOutput.ts';
import { linePlace } from './linePlace.ts';
import { counted, type Paint } from './prettyReport.ts';
import { openingEntry } from './report.ts';

/** A file, as it is called in the report. */
export interface Named {
  readonly file: string;
  readonly analysis: FileAnalysis;
}

/**
 * Changes that let in come first, then those that keep out; within a kind in the order of the new rules. Names that were
 * changed are the new ones in both.
 */
export function* diffReportSteps(before: Named, after: Named, renames: readonly RenameEntry[] = []): Steps<DiffReport> {
  const { changes, unknown, undecided } = yield* semanticDiffSteps(before.analysis.firewall, after.analysis.firewall);
  const knocks = yield* knockDiffSteps(before.analysis, after.analysis);
  const sorted = [...changes].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || place(a) - place(b));
  return {
    version: 1,
    before: before.file,
    after: after.file,
    renames: [...renames],
    changes: sorted.map((change) => changeEntry(change, before.analysis, after.analysis)),
    knocks: knocks.map(({ kind, knock, test }) => ({
      kind,
      list: knock.grant.list,
      opening: openingEntry(test),
    })),
    unknown,
    undecided: undecided.map((text) => ({ doubtful: true, text })),
  };
}

export function prettyDiff(report: DiffReport, paint: Paint): string {
  const { before, after, renames, changes, knocks, unknown, undecided } = report;
  const name = (file: string): string => clean(file);
  const blocks = changes.map((change) => {
    const [colour, word] = HEADS[change.kind];
    const { packet, lists, suppositions } = change.witness;
    const packets = change.packets.map((text) => `  ${text === '' ? 'all packets' : clean(text)}\n`).join('');
    const conditions = [
      lists.length === 0 ? '' : `from a source on ${lists.map(clean).join(', ')}`,
      suppositions.length === 0 ? '' : `with ${suppositions.map(clean).join(', ')}`,
    ].filter((text) => text !== '');
    const perhaps = change.doubtful ? 'perhaps ' : '';
    const head = `${paint(colour, paint('bold', `${perhaps}${word}${listed(change)}`))} (${change.family} ${change.hook})\n`;
    const rules = `     ${paint('dim', `= before: ${who(change, 'before', name(before))}`)}\n     ${paint('dim', `= now: ${who(change, 'after', name(after))}`)}\n`;
    const witness = `     ${paint('dim', `= such as ${[clean(packet), ...conditions].join(', ')}`)}\n`;
    return `${head}${packets}${rules}${witness}\n`;
  });
  const knockBlocks = knocks.map(({ kind, list, opening }) => {
    const now = kind === 'opens-now';
    const head = now ? 'a knock newly opens' : 'a knock no longer opens';
    const steps = opening.knocks.map(({ packet, suppositions }) =>
      [packet, ...suppositions.map((one) => `with ${one}`)].join(' '),
    );
    return `${paint(now ? 'red' : 'yellow', paint('bold', head))} (list ${clean(list)})\n  ${[...steps, opening.service].map(clean).join(', then ')}\n\n`;
  });
  const renamed = renames.map((one) => `${renameText(one)}.`);
  const notes = [...renamed, ...undecided.map(({ text }) => text), ...unknown].map(
    (text) => `${paint('blue', 'note:')} ${clean(text)}\n`,
  );
  return [...blocks, ...knockBlocks, ...notes, `${summaryOf(report)}\n`].join('');
}

/** `The address list "admins" is called "managers" now`. */
export function renameText({ kind, from, to }: RenameEntry): string {
  return `The ${RENAMED[kind]} "${from}" is called "${to}" now`;
}

const RENAMED: Readonly<Record<RenameEntry['kind'], string>> = {
  'address-list': 'address list',
  chain: 'chain',
  'interface-list': 'interface list',
  'layer7-protocol': 'layer-7 entry',
  mark: 'mark',
};

/** Whether anything has changed for some packet, or may have. */
export function differs({ changes, knocks, undecided }: DiffReport): boolean {
  return changes.length + knocks.length + undecided.length > 0;
}

const KINDS: readonly ChangeKind[] = [
  'let-in',
  'sent-elsewhere',
  'sent-as-other',
  'kept-out',
  'listed',
  'listed-for',
  'not-listed',
];

const HEADS: Readonly<Record<ChangeKind, readonly [Parameters<Paint>[0], string]>> = {
  'let-in': ['red', 'newly let in'],
  'sent-elsewhere': ['red', 'sent to another destination'],
  'sent-as-other': ['red', 'sent on from another address'],
  'kept-out': ['yellow', 'newly kept out'],
  listed: ['cyan', 'newly put on the list'],
  'listed-for': ['cyan', 'for another time on the list'],
  'not-listed': ['cyan', 'no longer put on the list'],
};

function place({ after, before }: PacketChange): number {
  return (after ?? before)?.item.id ?? 0;
}

function changeEntry(change: PacketChange, before: FileAnalysis, after: FileAnalysis): ChangeEntry {
  const { kind, doubtful, family, hook, listing, packets, witness } = change;
  const seconds = (value: number | undefined): number | null =>
    value === undefined || value === Number.POSITIVE_INFINITY ? null : value;
  return {
    kind,
    doubtful,
    family,
    hook,
    before: ruleEntry(change.before, before),
    after: ruleEntry(change.after, after),
    list:
      listing === undefined
        ? null
        : {
            name: listing.list,
            side: listing.side,
            before: seconds(listing.before),
            after: seconds(listing.after),
          },
    packets: [...packets],
    witness: {
      packet: writePacket(witness.packet),
      lists: [...witness.lists],
      suppositions: witness.suppositions.map(shownAssignment),
    },
  };
}

function ruleEntry(rule: FirewallRule | undefined, analysis: FileAnalysis): RuleEntry | null {
  if (rule === undefined) return null;
  const { table, chain, action, item } = rule;
  const at = linePlace(analysis, item.origin?.range);
  return { ...at, defaultRule: defaultRule(rule) ?? null, table, chain, place: rule.place, action };
}

function listed({ list }: ChangeEntry): string {
  return list === null ? '' : ` ${clean(list.name)}`;
}

/** `drop in line 9 of old.rsc`, and for how long where it lists. */
function who({ kind, list, ...rules }: ChangeEntry, side: 'before' | 'after', file: string): string {
  const rule = rules[side];
  if (rule === null) {
    if (list !== null) return 'not listed';
    if (kind === 'sent-as-other') return 'from their own address';
    return kind === 'sent-elsewhere' ? 'where they ask to go' : 'accepted at the end of the chain';
  }
  const where =
    rule.line === null
      ? clean(rule.defaultRule ?? 'a default rule')
      : `line ${rule.line} of ${rule.file === undefined ? file : clean(rule.file)}`;
  const seconds = list?.[side];
  const time =
    list === null ? '' : seconds === null ? ' until the router restarts' : ` for ${formatDuration(seconds ?? 0)}`;
  return `${clean(rule.action)}${time}, ${where}`;
}

function summaryOf({ renames, changes, knocks, undecided }: DiffReport): string {
  const counts = [false, true].flatMap((doubtful) =>
    KINDS.map((kind) => {
      const own = changes.filter((change) => change.kind === kind && change.doubtful === doubtful);
      return [own.length, `${doubtful ? 'perhaps ' : ''}${HEADS[kind][1]}`] as const;
    }),
  );
  const parts = [
    ...counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`),
    ...(knocks.length === 0 ? [] : [`${counted(knocks.length, 'knock')} changed`]),
    ...(undecided.length === 0 ? [] : [`${counted(undecided.length, 'question')} left open`]),
  ];
  const renamed = renames.length === 0 ? '' : `, ${counted(renames.length, 'name')} changed`;
  return (parts.length === 0 ? 'no effective change' : parts.join(', ')) + renamed;
}
