import type { Fix, RuleFinding } from '../diagnostics/finding.ts';
import { type Family, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import type { Trace } from '../firewall/interpret.ts';
import type { Passage } from '../firewall/passages.ts';
import { uplinks } from '../firewall/uplinks.ts';
import { phrase } from '../language/phrase.ts';
import { type Box, box, type Side } from '../packet/box.ts';
import { formatPacket } from '../packet/packet.ts';
import type { Steps } from '../text/steps.ts';
import { Fates, isSettled } from './common/fates.ts';
import { emptyLists } from './common/filledLists.ts';
import { sidesOf } from './common/internetAccess.ts';
import { managementServices } from './common/management.ts';
import { insertAbove, moveAbove, placedOf, placeOf, quoted, rangeOf, ruleLine, standsAlone } from './common/places.ts';
import { settingOf, switchedOn } from './common/settings.ts';
import type { Analysis, Rule } from './rule.ts';

/** Connections that are allowed, but whose answers are refused. */
export const repliesDropped: Rule = {
  meta: {
    id: 'replies-dropped',
    summary: 'All answers to connections that are allowed are refused.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'A connection needs both ways. The answers to what the router asks come in by `input`, and those to what hosts ask by `forward`: where no rule accepts `established` above the drop, names are not resolved, the clock is not set and no page opens. What the router answers goes out by `output`: a drop there cuts off each session with it.',
    remedy:
      'Accept `connection-state=established,related` at the top of `input` and `forward`, enabled, and leave `output` alone.',
    bad: `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAN
/ip firewall filter
add action=accept chain=input protocol=icmp
add action=accept chain=input connection-state=established,related disabled=yes
add action=drop chain=input in-interface-list=WAN
`,
    good: `# 2026-11-01 10:00:00 by RouterOS 7.20
/interface list
add name=WAN
/interface list member
add interface=ether1 list=WAN
/ip firewall filter
add action=accept chain=input protocol=icmp
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface-list=WAN
`,
    fix: 'unsafe',
    since: '0.1.0',
    sources: ['RouterOS manual, Building Your First Firewall.', 'RouterOS manual, Packet Flow.'],
  },

  *check(analysis) {
    for (const family of ['ip', 'ipv6'] as const) {
      const refusals = analysis.firewall.rules.filter(
        (rule) => rule.family === family && rule.enabled && rule.table === 'filter' && isRefusal(rule.action),
      );
      const chains = new Set(refusals.map(({ chain }) => chain));
      if (refusals.length === 0) continue;
      const open = (['input', 'forward'] as const).filter(
        (chain) =>
          mayLack(analysis, family, chain) &&
          [...chains].some((one) => one !== 'output') &&
          isSettled(analysis, family, chain),
      );
      const answers = chains.has('output') && isSettled(analysis, family);
      if (open.length === 0 && !answers) continue;
      yield;
      const fates = new Fates(analysis, family, emptyLists(analysis, family));
      yield;
      if (open.includes('input')) yield* toRouter(analysis, family, fates);
      if (open.includes('forward')) yield* throughRouter(analysis, family, fates);
      if (answers) yield* fromRouter(analysis, fates);
    }
  },
};

/** Whether no rule accepts plainly what is established; most firewalls do, which is soon seen. */
function mayLack({ firewall, reachability }: Analysis, family: Family, chain: 'input' | 'forward'): boolean {
  const accept = firewall.rules.find(
    (rule) =>
      rule.family === family &&
      rule.table === 'filter' &&
      rule.chain === chain &&
      rule.enabled &&
      ACCEPTING.has(rule.action) &&
      isForRunning(rule) &&
      rule.matchers.length === 1,
  );
  if (accept === undefined) return true;
  return firewall.rules.some(
    (rule) =>
      rule.index < accept.index &&
      rule.family === family &&
      rule.table === 'filter' &&
      rule.chain === chain &&
      rule.enabled &&
      (isRefusal(rule.action) || rule.action === 'jump') &&
      reachability.of(rule).kind !== 'dead',
  );
}

const ACCEPTING: ReadonlySet<string> = new Set(['accept']);

function isForRunning(rule: FirewallRule): boolean {
  const state = matcher(rule, 'connection-state');
  return state !== undefined && state.text.split(',').includes('established') !== state.negated;
}

/** A service of the Internet that a router asks. */
interface Question {
  readonly name: string;
  readonly protocol: number;
  readonly port: number;
  /** Whether the file shows that this one does. */
  readonly isAsked: (analysis: Analysis) => boolean;
}

const TCP = 6;
const UDP = 17;
const ESTABLISHED = 1;
const MAX_WAYS = 12;
/** A port from which a client asks. */
const CLIENT = 50_000;
const QUESTIONS: readonly Question[] = [
  {
    name: 'DNS',
    protocol: UDP,
    port: 53,
    isAsked: (analysis) => settingOf(analysis, '/ip/dns', 'servers') !== undefined,
  },
  {
    name: 'NTP',
    protocol: UDP,
    port: 123,
    isAsked: (analysis) => switchedOn(analysis, '/system/ntp/client') !== undefined,
  },
  { name: 'HTTPS', protocol: TCP, port: 443, isAsked: () => false },
];

function boxOf(sides: readonly Side[]): Box[] {
  const whole = box(sides);
  return whole === undefined ? [] : [whole];
}

/** Answers to what the router asks itself. */
function* toRouter(analysis: Analysis, family: Family, fates: Fates): ReturnType<Rule['check']> {
  const cause = causeOf(analysis, family, 'input');
  const isSure = analysis.configuration.wholeBy !== undefined || cause !== undefined;
  if (!isSure && !isLong(analysis, family)) return;
  const lost: { readonly question: Question; readonly refused: Refused }[] = [];
  for (const question of QUESTIONS) {
    const { protocol, port } = question;
    const sides = [
      fates.side('connection-state', ESTABLISHED),
      fates.side('protocol', protocol),
      fates.side('src-port', port),
      fates.side('dst-port', CLIENT),
    ];
    const refused = yield* allRefused(analysis, fates, 'input', [sides], (rule) => isSure || isEnd(rule));
    if (refused !== undefined) lost.push({ question, refused });
  }
  const isAll = lost.length === QUESTIONS.length;
  const [first] = isAll ? lost : lost.filter(({ question }) => question.isAsked(analysis));
  if (first === undefined) return;
  const what = isAll
    ? phrase`what the router asks, such as names, time and updates,`
    : phrase`what the router asks by ${first.question.name}`;
  const where = { what: phrase`Answers to ${what} are refused`, chain: 'input', isSure };
  yield* finding(analysis, first.refused, cause, where);
}

/** So many rules that end with a refusal of everything are hardly the end of another firewall. */
function isLong({ firewall }: Analysis, family: Family): boolean {
  const filter = firewall.rules.filter((rule) => rule.enabled && rule.family === family && rule.table === 'filter');
  return filter.length >= MANY;
}

const MANY = 8;

/** A refusal of everything, or of everything from a side. */
function isEnd({ chain, matchers }: FirewallRule): boolean {
  return chain === 'input' && matchers.every(({ name }) => name.startsWith('in-interface'));
}

/** Answers to what hosts of the inside ask. */
function* throughRouter(analysis: Analysis, family: Family, fates: Fates): ReturnType<Rule['check']> {
  const { firewall, configuration } = analysis;
  const cause = causeOf(analysis, family, 'forward');
  const { known } = uplinks(firewall);
  if ((configuration.wholeBy === undefined && cause === undefined) || known.size === 0) return;
  // `fasttrack-without-accept` speaks of what skips the rest.
  if (firewall.rules.some((rule) => rule.enabled && rule.family === family && rule.action === 'fasttrack-connection'))
    return;
  const inside = [undefined, ...sidesOf(firewall)].filter((name) => name === undefined || !known.has(name));
  if (inside.length > MAX_WAYS) return;
  const isAsking = inside.some((name) => {
    const sides = [fates.side('connection-state', 0), fates.side('protocol', TCP), ...fates.by(name)];
    const passage = fates.admitted('forward', boxOf(sides));
    return passage !== undefined && (passage.by !== undefined || configuration.wholeBy !== undefined);
  });
  if (!isAsking) return;
  const asked = [TCP, UDP].map((protocol) => [
    fates.side('connection-state', ESTABLISHED),
    fates.side('protocol', protocol),
  ]);
  const refused = yield* allRefused(analysis, fates, 'forward', asked);
  if (refused === undefined) return;
  yield* finding(analysis, refused, cause, {
    what: phrase`Hosts of the inside may connect to the Internet, but all answers are refused`,
    chain: 'forward',
    isSure: true,
  });
}

/** What the router answers to those whom it lets in. */
function* fromRouter(analysis: Analysis, fates: Fates): ReturnType<Rule['check']> {
  const ways = [undefined, ...sidesOf(analysis.firewall)];
  if (ways.length > MAX_WAYS) return;
  const cut: { readonly name: string; readonly passage: Passage; readonly trace: Trace }[] = [];
  for (const { name, port } of managementServices(analysis) ?? []) {
    if (port === undefined) continue;
    yield;
    const service = [fates.side('protocol', TCP)];
    const isLetIn = ways.some((way) => {
      const sides = [...service, fates.side('connection-state', 0), fates.side('dst-port', port), ...fates.by(way)];
      return fates.admitted('input', boxOf(sides)) !== undefined;
    });
    if (!isLetIn) continue;
    const answer = [...service, fates.side('connection-state', ESTABLISHED), fates.side('src-port', port)];
    const [passage] = fates.refused('output', boxOf(answer)) ?? [];
    const trace = passage === undefined ? undefined : fates.witness(passage, undefined, CLIENT);
    if (passage?.by !== undefined && trace !== undefined) cut.push({ name, passage, trace });
  }
  const [first] = cut;
  if (first?.passage.by?.item.origin === undefined) return;
  const names = [...new Set(cut.map(({ name }) => name))];
  const some =
    names.length > 3 ? phrase`${names.slice(0, 2).join(', ')} and ${names.length - 2} more services` : names.join(', ');
  yield {
    message: phrase`This refuses what the router answers: ${formatPacket(first.trace.packet)} never leaves, so nobody gets an answer from ${some}. Remove it, or accept established connections above.`,
    range: rangeOf(first.passage.by),
    fixes: insertAccept(analysis, first.passage.by),
  };
}

interface Refused {
  readonly by: FirewallRule;
  readonly trace: Trace;
}

/** The rule that refuses most, where all packets of all kinds are refused, by whatever way they come from outside. */
function* allRefused(
  { firewall }: Analysis,
  fates: Fates,
  hook: 'input' | 'forward',
  kinds: readonly (readonly Side[])[],
  counts: (rule: FirewallRule) => boolean = () => true,
): Steps<Refused | undefined> {
  const { known } = uplinks(firewall);
  const ways = known.size > 0 ? [...known] : [undefined, ...sidesOf(firewall)];
  if (ways.length > MAX_WAYS) return undefined;
  let found: Refused | undefined;
  for (const way of ways) {
    for (const sides of kinds) {
      yield;
      const passages = fates.refused(hook, boxOf([...sides, ...fates.by(way)]));
      if (passages === undefined) return undefined;
      for (const passage of found === undefined ? passages : []) {
        yield;
        const trace = passage.by === undefined || !counts(passage.by) ? undefined : fates.witness(passage, way, CLIENT);
        if (trace !== undefined) found = { by: passage.by as FirewallRule, trace };
      }
    }
  }
  return found;
}

/** The accept for running connections that is disabled, or stands below the rule that refuses them. */
function causeOf({ firewall, reachability }: Analysis, family: Family, chain: string): FirewallRule | undefined {
  return firewall.rules.find(
    (rule) =>
      rule.family === family &&
      rule.table === 'filter' &&
      rule.chain === chain &&
      rule.action === 'accept' &&
      isForRunning(rule) &&
      rule.item.origin !== undefined &&
      (!rule.enabled || reachability.of(rule).kind === 'dead'),
  );
}

function* finding(
  analysis: Analysis,
  { by, trace }: Refused,
  cause: FirewallRule | undefined,
  { what, chain, isSure }: { readonly what: string; readonly chain: string; readonly isSure: boolean },
): Iterable<RuleFinding> {
  const place = by.item.origin === undefined ? placeOf(analysis, by) : phrase`line ${ruleLine(analysis, by)}`;
  const start = phrase`${what}: ${formatPacket(trace.packet)} is dropped by ${place}`;
  const related = by.item.origin === undefined ? [] : [{ message: phrase`refuses the answers`, range: rangeOf(by) }];
  if (cause === undefined) {
    // A default rule has no place in the text.
    if (by.item.origin === undefined) return;
    yield {
      message: phrase`${start}${isSure ? '' : phrase`, as far as this file shows the chain`}. Accept connection-state=established,related above it.`,
      range: rangeOf(by),
      fixes: insertAccept(analysis, by),
      ...(!isSure && { severity: 'information', confidence: 'medium' }),
    };
    return;
  }
  if (cause.enabled) {
    yield {
      message: phrase`${start}, since this accept stands below. Move it to the top of ${chain}.`,
      range: rangeOf(cause),
      related,
      fixes: moveAbove(analysis, cause, by, phrase`Move the accept above ${place}`),
    };
    return;
  }
  const disabled = placedOf(cause, 'disabled');
  const canEnable = disabled !== undefined && disabled.range.start !== disabled.valueRange.start;
  yield {
    message: phrase`${start}, since this accept is disabled. Enable it.`,
    range: rangeOf(cause, 'disabled'),
    related,
    fixes: canEnable
      ? [{ title: phrase`Enable the accept`, safe: false, edits: [{ range: disabled.valueRange, newText: 'no' }] }]
      : [],
  };
}

function insertAccept(analysis: Analysis, by: FirewallRule): Fix[] {
  if (by.item.origin === undefined || by.table !== 'filter' || !standsAlone(analysis, by)) return [];
  const command = `add action=accept chain=${quoted(by.chain)} connection-state=established,related,untracked`;
  const edits = [insertAbove(analysis, by, [command])];
  return [{ title: phrase`Accept established connections above line ${ruleLine(analysis, by)}`, safe: false, edits }];
}
