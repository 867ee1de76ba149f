import { isRefusal } from '../../firewall/firewall.ts';
import { Interpreter, supposing, type Trace } from '../../firewall/interpret.ts';
import type { Hook } from '../../firewall/packetEffects.ts';
import { witnessOf } from '../../firewall/witness.ts';
import type { Knock } from '../../knock/knock.ts';
import { knockPortSets } from '../../knock/ports.ts';
import { LAST_PORT } from '../../knock/sweep.ts';
import { seeded } from '../../knock/write/knockScript.ts';
import { phrase } from '../../language/phrase.ts';
import { formatPacket, type Packet, writePacket } from '../../packet/packet.ts';
import { protocolNumber } from '../../packet/protocol.ts';
import type { LinePlace } from '../../reports/jsonOutput.ts';
import { linePlace } from '../../reports/linePlace.ts';
import type { Analysis } from '../../rules/rule.ts';
import { shownAssignment } from '../../text/secretNames.ts';
import { finish, type Steps } from '../../text/steps.ts';

/** What is sent to a knock: its own sequence, or what a scanner sends that does not know it. */
export type Programme = 'genuine' | 'ascending' | 'descending' | 'random';

export interface PlayQuestion {
  /** Which knock of the file, from 0. */
  readonly knock: number;
  readonly programme: Programme;
  /** Packets a second of a scanner. */
  readonly rate: number;
  /** Of the order of a random scan. */
  readonly seed: number;
  /** Where the last answer stopped; undefined to begin. */
  readonly from?: PlayState | undefined;
}

/** All that the next packets hang on, so that nothing has to be kept between two questions. */
export interface PlayState {
  readonly sent: number;
  readonly at: number;
  readonly entries: readonly { readonly key: string; readonly seconds: number | null }[];
}

export interface PlayAnswer {
  /** The packets at which something changed, and the last one. */
  readonly frames: readonly Frame[];
  /** Where to go on; null at the end of the programme. */
  readonly next: PlayState | null;
  /** Packets of the whole programme at most. */
  readonly total: number;
}

/** One packet, as the reference interpreter judged it; the place is that of the rule that decided. */
export interface Frame extends LinePlace {
  /** Packets sent so far, this one among them. */
  readonly sent: number;
  /** Seconds since the first packet. */
  readonly at: number;
  /** As `rosfw trace --packet` takes it. */
  readonly packet: string;
  /** The same without what a person does not need. */
  readonly shown: string;
  /** As `rosfw trace --suppose` takes them. */
  readonly suppositions: readonly string[];
  /** What the packet is for: it knocks, asks for what the gate opens, or is one of many. */
  readonly part: 'knock' | 'service' | 'scan';
  readonly verdict: string;
  /** The rules that matched, as far as they stand in a file. */
  readonly matched: readonly LinePlace[];
  /** Lists on which the source was when the packet came, and on which it is now. */
  readonly before: readonly string[];
  readonly lists: readonly { readonly name: string; readonly seconds: number | null }[];
}

export interface PlayFault {
  readonly fault: string;
}

/** The programmes that make sense for a knock. */
export function programmes(knock: Knock, analysis: Analysis): Programme[] {
  const genuine = genuineSequence(knock, analysis) === undefined ? [] : (['genuine'] as const);
  return scanned(knock, analysis) === undefined ? [...genuine] : [...genuine, 'ascending', 'descending', 'random'];
}

/**
 * Sends the next packets of a programme through the reference interpreter. An answer covers a bounded number of packets,
 * so that a long scan is asked for in parts and can be given up.
 */
export function play(analysis: Analysis, question: PlayQuestion): PlayAnswer | PlayFault {
  return finish(playSteps(analysis, question));
}

/** The same in steps. */
export function* playSteps(analysis: Analysis, question: PlayQuestion): Steps<PlayAnswer | PlayFault> {
  const knock = analysis.knocks[question.knock];
  if (knock === undefined) return { fault: phrase`There is no such knock in this file any more.` };
  const packets = question.programme === 'genuine' ? genuineSequence(knock, analysis) : scan(knock, analysis, question);
  if (packets === undefined)
    return { fault: phrase`What to send is not known, since the knocks are no ports that the file tells.` };
  const { from } = question;
  let held: readonly string[] = [];
  const interpreter = new Interpreter(
    analysis.firewall,
    supposing(() => held),
  );
  let at = from?.at ?? 0;
  interpreter.restore(
    (from?.entries ?? []).map(({ key, seconds }) => ({ key, seconds: seconds ?? Number.POSITIVE_INFINITY })),
  );
  const frames: Frame[] = [];
  let left = MAX_VISITS;
  let listed = keysOf(interpreter);
  for (let sent = from?.sent ?? 0; sent < packets.length; sent++) {
    if (left <= 0 || frames.length >= MAX_FRAMES) {
      return { frames, next: { sent, at, entries: saved(interpreter) }, total: packets.length };
    }
    if (sent % PACKETS_A_STEP === 0) yield;
    const one = packets.at(sent);
    if (sent > 0) {
      interpreter.wait(one.after);
      at += one.after;
    }
    held = one.suppositions;
    const { family, source } = one.packet;
    const before = interpreter.listsOf(family, source);
    const trace = interpreter.send(one.packet, one.hook);
    left -= trace.steps.length + 1;
    const keys = keysOf(interpreter);
    const changed = keys.length !== listed.length || keys.some((key, index) => key !== listed[index]);
    listed = keys;
    const isLast = sent + 1 === packets.length;
    if (one.part === 'scan' && !changed && !isLast) continue;
    frames.push(frame(analysis, trace, { ...one, sent: sent + 1, at, before, interpreter }));
    const { grant } = knock;
    if (
      packets.probe === undefined ||
      before.includes(grant.list) ||
      !interpreter.listsOf(family, source).includes(grant.list)
    )
      continue;
    // On a copy, so that the scan goes on as if nobody had asked.
    const probed = probe(analysis, packets.probe, interpreter, { sent: sent + 1, at });
    frames.push(probed);
    if (!isRefusal(probed.verdict)) break;
  }
  return { frames, next: null, total: packets.length };
}

/** Rules that one answer looks at, and frames that it holds. */
const MAX_VISITS = 200_000;
const MAX_FRAMES = 200;
const PACKETS_A_STEP = 64;

interface Sent {
  readonly packet: Packet;
  readonly hook: Hook | undefined;
  readonly suppositions: readonly string[];
  /** Seconds since the packet before. */
  readonly after: number;
  readonly part: Frame['part'];
}

interface Packets {
  readonly length: number;
  at(index: number): Sent;
  /** What is tried whenever the source comes to the grant; the first time that it gets in ends the programme. */
  readonly probe: Sent | undefined;
}

/** What opens it, which may leave out stages; else what a person would send who reads the stages. */
function genuineSequence(knock: Knock, analysis: Analysis): Packets | undefined {
  const sent = knock.test === undefined ? intended(knock, analysis) : tried(knock.test);
  return sent === undefined ? undefined : { length: sent.length, at: (index) => sent[index] as Sent, probe: undefined };
}

function tried({ knocks, service, opening }: NonNullable<Knock['test']>): Sent[] {
  const hooks = opening.moves.flatMap((move): Hook[] => (move.kind === 'packet' ? [move.packet.hook] : []));
  return [
    ...knocks.map((one, index): Sent => ({ ...one, hook: hooks[index], part: 'knock' })),
    { packet: service, hook: opening.service.hook, suppositions: [], after: PAUSE, part: 'service' },
  ];
}

/** A packet for each stage, all from one source, and one for the gate: each fits its rule, whatever comes of it. */
function intended({ stages, gates }: Knock, { firewall, reachability }: Analysis): Sent[] | undefined {
  const rules = [...stages.map(({ rule }) => rule), ...gates.slice(0, 1).map(({ rule }) => rule)];
  const witnesses = rules.map((rule) => witnessOf(rule, firewall, reachability));
  const [first] = witnesses;
  if (first === undefined || witnesses.includes(undefined)) return undefined;
  const { source } = first.packet;
  return witnesses.flatMap((witness, index): Sent[] => {
    if (witness === undefined) return [];
    const { packet, suppositions } = witness;
    const part = index < stages.length ? 'knock' : 'service';
    return [{ packet: { ...packet, source }, hook: undefined, suppositions, after: PAUSE, part }];
  });
}

/** Seconds between two packets of a person. */
const PAUSE = 0.5;

interface Scanned {
  /** The packet whose protocol and port change. */
  readonly model: Sent;
  readonly protocols: readonly number[];
  /** What is asked for when the grant has come. */
  readonly service: Sent;
  readonly passes: number;
}

function scanned(knock: Knock, analysis: Analysis): Scanned | undefined {
  const sequence = genuineSequence(knock, analysis);
  const [model, service] = sequence === undefined ? [] : [sequence.at(0), sequence.at(sequence.length - 1)];
  const names = [...new Set(knock.stages.map(({ protocol }) => protocol))];
  const known = knockPortSets(knock.stages) !== undefined && names.every((name) => name === 'tcp' || name === 'udp');
  if (!known || model === undefined || service?.part !== 'service') return undefined;
  const protocols = names.map((name) => protocolNumber(name as string) as number);
  return { model, service, protocols, passes: knock.stages.length + 1 };
}

/** Every port of each protocol in turn; when the source has the grant, what the gate opens is asked for. */
function scan(knock: Knock, analysis: Analysis, { programme, rate, seed }: PlayQuestion): Packets | undefined {
  const found = scanned(knock, analysis);
  if (found === undefined) return undefined;
  const { model, protocols, service } = found;
  const once = protocols.length * LAST_PORT;
  const passes = programme === 'random' ? 1 : found.passes;
  const order = programme === 'random' ? shuffled(once, seed) : undefined;
  const target = (index: number): [protocol: number, port: number] => {
    const place = order?.[index] ?? index % once;
    const port = (place % LAST_PORT) + 1;
    const protocol = protocols[Math.floor(place / LAST_PORT)] as number;
    return programme === 'descending' ? [protocol, LAST_PORT + 1 - port] : [protocol, port];
  };
  return {
    length: once * passes,
    at: (index) => {
      const [protocol, destinationPort] = target(index);
      const packet = { ...model.packet, protocol, destinationPort };
      return { packet, hook: model.hook, suppositions: [], after: 1 / rate, part: 'scan' };
    },
    probe: service,
  };
}

function shuffled(length: number, seed: number): Uint32Array {
  const random = seeded(seed);
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const value = order[index] as number;
    order[index] = order[other] as number;
    order[other] = value;
  }
  return order;
}

function probe(
  analysis: Analysis,
  service: Sent,
  scanning: Interpreter,
  { sent, at }: Pick<Frame, 'sent' | 'at'>,
): Frame {
  const interpreter = new Interpreter(
    analysis.firewall,
    supposing(() => service.suppositions),
  );
  interpreter.restore(scanning.entries());
  interpreter.wait(PAUSE);
  const { family, source } = service.packet;
  const before = interpreter.listsOf(family, source);
  const trace = interpreter.send(service.packet, service.hook);
  return frame(analysis, trace, { ...service, sent, at: at + PAUSE, before, interpreter });
}

function keysOf(interpreter: Interpreter): string[] {
  return interpreter.entries().map(({ key }) => key);
}

function saved(interpreter: Interpreter): PlayState['entries'] {
  const finite = (seconds: number): number | null => (Number.isFinite(seconds) ? seconds : null);
  return interpreter.entries().map(({ key, seconds }) => ({ key, seconds: finite(seconds) }));
}

function frame(
  analysis: Analysis,
  trace: Trace,
  {
    packet,
    suppositions,
    part,
    sent,
    at,
    before,
    interpreter,
  }: Sent & Pick<Frame, 'sent' | 'at' | 'before'> & { interpreter: Interpreter },
): Frame {
  const placeOf = (rule: Trace['by']): LinePlace => linePlace(analysis, rule?.item.origin?.range);
  const timers = interpreter.timersOf(packet.family, packet.source);
  return {
    ...{ sent, at, part, before, suppositions: suppositions.map(shownAssignment), verdict: trace.verdict },
    packet: writePacket(packet),
    shown: formatPacket(packet),
    ...placeOf(trace.by),
    matched: trace.steps
      .filter(({ matched }) => matched)
      .map(({ rule }) => placeOf(rule))
      .filter(({ line }) => line !== null),
    lists: [...timers].map(([name, seconds]) => ({ name, seconds: Number.isFinite(seconds) ? seconds : null })),
  };
}
