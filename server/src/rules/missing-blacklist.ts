import type { Fix, RelatedPlace } from '../diagnostics/finding.ts';
import { type FirewallRule, listsInUse, matcher } from '../firewall/firewall.ts';
import { isArmed, type Knock, type Stage, type Trap } from '../knock/knock.ts';
import { knockPortSets, sequenceText } from '../knock/ports.ts';
import { cheapestSweep, FAST } from '../knock/strength.ts';
import { describeSweep } from '../knock/sweep.ts';
import { phrase } from '../language/phrase.ts';
import type { PortSet } from '../packet/ports.ts';
import { hasGreaterFault } from './common/knockFaults.ts';
import {
  insertAbove,
  insertBelow,
  originOf,
  placedOf,
  quoted,
  rangeOf,
  ruleLine,
  standsAlone,
} from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** A knock without a trap: a wrong port costs a scanner nothing. */
export const missingBlacklist: Rule = {
  meta: {
    id: 'missing-blacklist',
    summary: 'Nothing stops a source that knocks at wrong ports.',
    severity: 'warning',
    confidence: 'certain',
    persona: 'regular',
    why: 'RouterOS does not reset a knock at a wrong port. Without a rule that lists sources for wrong knocks and one that drops the listed, a scanner can try every port until the right ones have come by in the right order: a few sweeps are enough, whatever the ports are.',
    remedy:
      'Add a trap: a rule that puts a source on a blacklist for any other port once it has begun to knock, and a drop for the blacklist above the stages. The trap must spare the knock ports, or the right sequence bans its sender. Keep its timeout short, since anybody can forge a source.',
    bad: `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    good: `/ip firewall filter
add chain=input action=drop src-address-list=blacklist
add chain=input action=add-src-to-address-list address-list=knock1 address-list-timeout=10s protocol=tcp dst-port=41873
add chain=input action=add-src-to-address-list address-list=knock2 address-list-timeout=10s protocol=tcp dst-port=52306 src-address-list=knock1
add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=23951 src-address-list=knock2
add chain=input action=add-src-to-address-list address-list=blacklist address-list-timeout=5m protocol=tcp dst-port=!41873,52306,23951 src-address-list=knock1
add chain=input action=accept protocol=tcp dst-port=22 src-address-list=safe
add chain=input action=drop
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Port knocking, Blacklists.'],
  },

  *check(analysis) {
    for (const knock of analysis.knocks) {
      if (hasGreaterFault(knock)) continue;
      if (knock.gates.length === 0 || knock.verdict === 'disabled' || knock.traps.some(isArmed)) continue;
      const [first, ...others] = knock.stages as readonly [Stage, ...Stage[]];
      const unarmed = knock.traps.length === 0 ? undefined : unarmedTrap(analysis, knock, knock.traps);
      yield {
        message: phrase`A wrong port costs a scanner nothing${sweepText(knock)}. ${unarmed?.text ?? phrase`A trap rule stops it at the first wrong port.`}`,
        range: rangeOf(first.rule, 'dst-port', 'port', 'address-list'),
        related: [
          ...others.map(({ rule }, index) => ({
            message: phrase`knock ${index + 2} of ${knock.stages.length}`,
            range: rangeOf(rule, 'dst-port', 'port', 'address-list'),
          })),
          ...(unarmed?.related ?? []),
        ],
        fixes: unarmed?.fixes ?? insertTrap(analysis, knock),
      };
    }
  },
};

interface Unarmed {
  readonly text: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}

/** A trap that is there and does nothing: it is disabled, its drop is, or nothing refuses its list. */
function unarmedTrap(analysis: Analysis, { stages }: Knock, traps: readonly Trap[]): Unarmed {
  const trap = traps.find(({ rule, refusals }) => rule.enabled && refusals.length === 0) ?? (traps[0] as Trap);
  const place = phrase`line ${ruleLine(analysis, trap.rule)}`;
  const related = [{ message: phrase`the trap`, range: rangeOf(trap.rule, 'dst-port', 'port', 'address-list') }];
  if (trap.refusals.length === 0) {
    const top = stages.map(({ rule }) => rule).sort((a, b) => a.index - b.index)[0] as FirewallRule;
    const list = quoted(trap.list);
    const drop = `add action=drop chain=${quoted(top.chain)} comment="drop who knocked wrongly" src-address-list=${list}`;
    const isSure = standsAlone(analysis, top) && trap.rule.enabled;
    return {
      text: phrase`The trap in ${place} lists who knocks wrongly, but nothing refuses the list ${list}: drop it above the first knock.`,
      related,
      fixes: isSure
        ? [
            {
              title: phrase`Drop the list ${trap.list} above the knock`,
              safe: false,
              edits: [insertAbove(analysis, top, [drop])],
            },
          ]
        : [],
    };
  }
  const refusal = trap.refusals.find(({ enabled }) => enabled) ?? (trap.refusals[0] as FirewallRule);
  const off = [trap.rule, refusal].filter(({ enabled }) => !enabled);
  const drop = phrase`its ${refusal.action} in line ${ruleLine(analysis, refusal)}`;
  const state =
    off.length === 2
      ? phrase`and ${drop} are`
      : off[0] === refusal
        ? phrase`does nothing, since ${drop} is`
        : phrase`is`;
  const switches = off.map((rule) => placedOf(rule, 'disabled'));
  const edits = switches.flatMap((disabled) =>
    disabled === undefined || disabled.computed || disabled.range.start === disabled.valueRange.start
      ? []
      : [{ range: disabled.valueRange, newText: 'no' }],
  );
  const isWhole = edits.length === off.length && edits.every(({ range }) => range.start < range.end);
  return {
    text: phrase`The trap in ${place} ${state} disabled: enable ${off.length === 2 ? phrase`both` : phrase`it`}.`,
    related: [...related, { message: phrase`refuses the listed`, range: rangeOf(refusal) }],
    fixes: isWhole ? [{ title: phrase`Enable the trap`, safe: false, edits }] : [],
  };
}

function sweepText(knock: Knock): string {
  const found = cheapestSweep(knock, FAST);
  return found === undefined ? '' : `: ${describeSweep(found)}`;
}

function insertTrap(analysis: Analysis, knock: Knock): Fix[] {
  const { stages } = knock;
  const rules = stages.map(({ rule }) => rule).sort((a, b) => originOf(a).range.start - originOf(b).range.start);
  const top = rules[0] as FirewallRule;
  const bottom = rules.at(-1) as FirewallRule;
  const ports = knockPortSets(stages);
  const protocols = new Set(stages.map(({ protocol }) => protocol));
  const [protocol] = protocols;
  const sameChain = rules.every(({ table, chain }) => table === top.table && chain === top.chain);
  // A trap for several protocols needs several rules; that is for a person to design.
  if (
    ports === undefined ||
    namedPorts(ports) > MOST_PORTS ||
    protocols.size !== 1 ||
    protocol === undefined ||
    stages.length < 2 ||
    !sameChain
  )
    return [];
  if (!standsAlone(analysis, top) || !standsAlone(analysis, bottom)) return [];
  const list = freeName(analysis, 'knock-blacklist');
  const where = ['in-interface', 'in-interface-list']
    .map((name) => matcher(top, name)?.property)
    .filter((property) => property !== undefined)
    .map((property) => ` ${property.name}=${quoted(property.text)}`)
    .join('');
  const drop = `add action=drop chain=${quoted(top.chain)} comment="drop who knocked wrongly"${where} src-address-list=${list}`;
  const trap = `add action=add-src-to-address-list address-list=${list} address-list-timeout=5m chain=${quoted(top.chain)} comment="trap: wrong knock" connection-state=new dst-port=!${ports.map((set) => sequenceText([set])).join(',')}${where} protocol=${protocol} src-address-list=${quoted((stages[0] as Stage).listOut)}`;
  return [
    {
      title: phrase`Add a trap and a blacklist around the knock`,
      safe: false,
      edits: [
        insertAbove(analysis, top, [drop]),
        insertBelow(analysis, bottom, [top.table === 'raw' ? trap.replace(' connection-state=new', '') : trap]),
      ],
    },
  ];
}

/** A rule names no more ports than these, a range counting as two (Linux, `xt_multiport.h`). */
const MOST_PORTS = 15;

function namedPorts(ports: readonly PortSet[]): number {
  const intervals = ports.flatMap((set) => set.intervals());
  return intervals.reduce((sum, [low, high]) => sum + (low === high ? 1 : 2), 0);
}

/** A list name that the file does not use yet. */
function freeName({ firewall }: Analysis, wish: string): string {
  const used = listsInUse(firewall);
  let name = wish;
  for (let number = 2; used.has(name); number++) name = `${wish}-${number}`;
  return name;
}
