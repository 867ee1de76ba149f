import { servicesAt } from '../catalog/services.ts';
import { type Firewall, type FirewallRule, isRefusal, matcher } from '../firewall/firewall.ts';
import { Interpreter, timeoutOf } from '../firewall/interpret.ts';
import { phrase } from '../language/phrase.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { Knock } from './knock.ts';
import { knockPortSets, knockPorts } from './ports.ts';
import { FEW, type RandomScan, randomOrder, simulated } from './scan.ts';
import { type ScannedPorts, type Sweep, scannedPorts, sweep } from './sweep.ts';

/** What a knock is worth against those who do not know it. */
export interface Strength {
  /** For each rate the sweep that opens it with the fewest packets; undefined where none does. */
  readonly sweeps: readonly { readonly rate: number; readonly sweep: Sweep | undefined }[];
  /** For each rate how likely one scan in random order opens it. */
  readonly scans: readonly { readonly rate: number; readonly scan: RandomScan }[];
  /** Lists onto which a single packet with a forged source puts its victim, and for how long it is then refused. */
  readonly spoofed: readonly { readonly list: string; readonly seconds: number }[];
  /** Seconds that the whole sequence may take at most. */
  readonly window: number;
  /** Whether a session that was opened goes on when the grant has ended; undefined where the gate is no service. */
  readonly sessionSurvives: boolean | undefined;
  /** What the gate opens, by the names of well-known services and else by port. */
  readonly opens: readonly string[];
}

/** Packets a second of a slow and of a fast scanner (`docs/facts/knocks.md#scanners`). */
const RATES = [1_000, 20_000] as const;
export const FAST = 20_000;

/** Undefined where no sequence is known that opens it. Costs some milliseconds, so it is asked for when it is shown. */
export function strengthOf(knock: Knock, firewall: Firewall): Strength | undefined {
  return finish(strengthSteps(knock, firewall));
}

/** The same in steps. The answer is remembered as long as the firewall is. */
export function* strengthSteps(knock: Knock, firewall: Firewall): Steps<Strength | undefined> {
  let known = KNOWN.get(firewall);
  if (known === undefined) {
    known = new Map();
    KNOWN.set(firewall, known);
  }
  if (!known.has(knock)) known.set(knock, yield* judged(knock, firewall));
  return known.get(knock);
}

const KNOWN = new WeakMap<Firewall, Map<Knock, Strength | undefined>>();

function* judged(knock: Knock, firewall: Firewall): Steps<Strength | undefined> {
  const { test } = knock;
  if (test === undefined) return undefined;
  const ports = scannable(knock);
  const sweeps: { rate: number; sweep: Sweep | undefined }[] = [];
  const scans: { rate: number; scan: RandomScan }[] = [];
  for (const rate of RATES) {
    sweeps.push({ rate, sweep: ports === undefined ? undefined : cheapest(ports, knock, rate) });
    yield;
    if (ports !== undefined && hasFewPorts(knock)) scans.push({ rate, scan: yield* randomScan(ports, knock, rate) });
  }
  return {
    sweeps,
    scans,
    spoofed: spoofed(knock),
    window: knock.stages.slice(0, -1).reduce((sum, { rule }) => sum + timeoutOf(rule), 0),
    sessionSurvives: sessionSurvives(knock, firewall),
    opens: opened(knock),
  };
}

/** The sweep that opens the knock with the fewest packets at this rate; undefined where none does. */
export function cheapestSweep(knock: Knock, rate: number): Sweep | undefined {
  const ports = scannable(knock);
  return ports === undefined ? undefined : cheapest(ports, knock, rate);
}

/** What the gate opens, by the names of well-known services and else by port; nothing where no sequence opens it. */
export function opened({ gates, test }: Knock): string[] {
  if (test === undefined) return [];
  const rules = gates.map(({ rule }) => rule).filter(({ enabled }) => enabled);
  const named = rules.flatMap((rule) => {
    const ports = matcher(rule, 'dst-port') ?? matcher(rule, 'port');
    return ports === undefined || ports.negated ? [] : ports.text.split(',').map((port) => serviceName(rule, port));
  });
  if (named.length > 0) return [...new Set(named)];
  return [phrase`everything`];
}

/** Whether it is known what a sweep does: the knocks are ports that the file tells. */
export function canBeSwept(knock: Knock): boolean {
  return scannable(knock) !== undefined;
}

function cheapest(ports: ScannedPorts, { stages }: Knock, rate: number): Sweep | undefined {
  const passes = stages.length + 1;
  const found = (['ascending', 'descending'] as const).map((direction) => sweep(ports, { direction, rate, passes }));
  return found.reduce((best, one) =>
    one !== undefined && (best === undefined || one.packets < best.packets) ? one : best,
  );
}

/** What a scanner meets; undefined where the knocks are not ports that the file tells. */
function scannable({ stages, test, grant }: Knock): ScannedPorts | undefined {
  const protocols = [...new Set(stages.map(({ protocol }) => protocol))];
  const plain = protocols.filter((name) => name === 'tcp' || name === 'udp');
  if (test === undefined || knockPortSets(stages) === undefined || plain.length !== protocols.length) return undefined;
  return scannedPorts(test, grant.list, plain);
}

/** Ports of which each has its place drawn. */
function hasFewPorts({ stages }: Knock): boolean {
  return knockPortSets(stages)?.every((set) => Number(set.size()) <= FEW) === true;
}

/**
 * The closed form wants a port of its own for each stage, one timeout, nothing that catches a wrong port, and stages that
 * ask for nothing which a scan lacks: then a sweep that is fast enough opens it.
 */
function* randomScan(ports: ScannedPorts, knock: Knock, rate: number): Steps<RandomScan> {
  const { stages, traps, test } = knock;
  const distinct = new Set(stages.map(({ port, protocol }) => `${protocol} ${port}`)).size === stages.length;
  const direct = test?.knocks.length === stages.length;
  const [timeout = Number.POSITIVE_INFINITY, ...others] = stages.slice(0, -1).map(({ rule }) => timeoutOf(rule));
  const single = knockPorts(stages) !== undefined;
  const plain = traps.length === 0 && single && distinct && direct && others.every((other) => other === timeout);
  if (plain && cheapest(ports, knock, Number.MAX_SAFE_INTEGER) !== undefined) {
    return randomOrder(stages.length, timeout, rate);
  }
  return yield* simulated(ports, rate, SIMULATED_RUNS, seeded(1));
}

const SIMULATED_RUNS = 2_000;

/** The same file shows the same figures each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function spoofed({ test, traps }: Knock): { list: string; seconds: number }[] {
  const found = new Map<string, number>();
  const banned = new Set(traps.filter(({ refusals }) => refusals.length > 0).map(({ list }) => list));
  for (const one of test?.automaton.classes ?? []) {
    const outcome = test?.automaton.send(one, new Map(), 0);
    for (const [list, seconds] of outcome?.lists ?? []) if (banned.has(list)) found.set(list, seconds);
  }
  return [...found].map(([list, seconds]) => ({ list, seconds }));
}

/** An established packet of the service from a source that is on no list any more. */
function sessionSurvives({ test }: Knock, firewall: Firewall): boolean | undefined {
  if (test === undefined) return undefined;
  const trace = new Interpreter(firewall).send({ ...test.service, state: 'established' }, test.opening.service.hook);
  return !isRefusal(trace.verdict);
}

function serviceName(rule: FirewallRule, port: string): string {
  const protocol = matcher(rule, 'protocol')?.text ?? '';
  const [service] = /^[0-9]+$/.test(port) ? servicesAt(Number(port)) : [];
  return service === undefined ? `${protocol} ${port}`.trim() : service.name;
}
