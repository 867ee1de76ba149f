import type { Point } from '../packet/intervalSet.ts';
import type { Packet } from '../packet/packet.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { Firewall } from './firewall.ts';
import { type Hook, Interpreter, type OpenQuestion, type Supposition, type Trace } from './interpret.ts';
import { HOOKS } from './walk.ts';

/** What becomes of a packet, and whether the file settles it. */
export interface Judgement {
  /** What most likely happens. */
  readonly trace: Trace;
  /** Whatever the file leaves open, the verdict is the same. */
  readonly certain: boolean;
  /** What the verdict hangs on that the file leaves open. */
  readonly because: readonly Doubt[];
}

export interface Doubt {
  readonly kind: OpenQuestion['kind'];
  /** The rule of which it is not known; undefined where a whole menu is not. */
  readonly rule: OpenQuestion['rule'] | undefined;
  readonly matcher: OpenQuestion['matcher'];
  /** The menu that something has touched which cannot be followed. */
  readonly menu: string | undefined;
}

/**
 * Sends packets through every router that the file may describe: what it leaves open is answered each way, and whoever
 * was put on a list in one of them stays there in that one. The first of the routers is the likeliest.
 */
export class Possibilities {
  readonly #firewall: Firewall;
  #worlds: readonly World[];
  /** Some possibilities were left out, since there are too many. */
  #isCut = false;

  constructor(firewall: Firewall, suppose?: Supposition) {
    this.#firewall = firewall;
    this.#worlds = [{ interpreter: new Interpreter(firewall, suppose), settled: new Map(), otherwise: [] }];
  }

  list(family: Packet['family'], name: string, address: Point): void {
    for (const { interpreter } of this.#worlds) interpreter.list(family, name, address);
  }

  wait(seconds: number): void {
    for (const { interpreter } of this.#worlds) interpreter.wait(seconds);
  }

  /** The lists on which the address most likely is. */
  listsOf(family: Packet['family'], address: Point): string[] {
    return (this.#worlds[0] as World).interpreter.listsOf(family, address);
  }

  send(packet: Packet, hook?: Hook): Judgement {
    return finish(this.sendSteps(packet, hook));
  }

  /** The same in steps. */
  *sendSteps(packet: Packet, hook?: Hook): Steps<Judgement> {
    const worlds = new Map<string, World>();
    const because = new Map<string, Doubt>();
    const differing: (readonly OpenQuestion[])[] = [];
    const verdicts = new Set<string>();
    let likeliest: Trace | undefined;
    for (const world of this.#worlds) {
      for (const run of this.#runs(world, packet, hook)) {
        yield;
        likeliest ??= run.trace;
        verdicts.add(run.trace.verdict);
        const { otherwise } = run.world;
        // Of several answers those count without which the verdict would be the likeliest one.
        const isNew = !differing.some((few) => few.every((one) => otherwise.includes(one)));
        if (run.trace.verdict !== likeliest.verdict && isNew) {
          differing.push(otherwise);
          for (const question of otherwise) because.set(question.key, doubtAbout(question));
        }
        const key = keyOf(run.world);
        if (worlds.size < MAX_WORLDS || worlds.has(key)) worlds.set(key, worlds.get(key) ?? run.world);
        else this.#isCut = true;
      }
    }
    this.#worlds = [...worlds.values()];
    const trace = likeliest as Trace;
    for (const menu of this.#opaqueMenus(trace)) {
      because.set(menu, { kind: 'condition', rule: undefined, matcher: undefined, menu });
    }
    return {
      trace,
      certain: verdicts.size === 1 && because.size === 0 && !this.#isCut,
      because: [...because.values()],
    };
  }

  /** All that may become of the packet in one of the routers, the likeliest first. */
  *#runs({ interpreter, settled, otherwise }: World, packet: Packet, hook: Hook | undefined): Iterable<Run> {
    const waiting: Answers[] = [{ given: () => new Map(settled), flipped: otherwise }];
    let questions = 0;
    for (let runs = 1; waiting.length > 0; runs++) {
      if (questions > MAX_QUESTIONS) {
        this.#isCut = true;
        return;
      }
      const { given, flipped } = waiting.shift() as Answers;
      const answers = given();
      const asked: OpenQuestion[] = [];
      const copy = interpreter.fork((question) => {
        questions++;
        const known = answers.get(question.key);
        if (known !== undefined) return known;
        asked.push(question);
        answers.set(question.key, question.likely);
        return question.likely;
      });
      const trace = copy.send(packet, hook);
      for (const [index, question] of asked.entries()) {
        if (runs + waiting.length >= MAX_RUNS) {
          this.#isCut = true;
          break;
        }
        waiting.push({
          // Only when its turn comes: there may be thousands of questions of which few are asked.
          given: () => {
            const before = given();
            for (const { key, likely } of asked.slice(0, index)) before.set(key, likely);
            return before.set(question.key, !question.likely);
          },
          flipped: [...(flipped ?? []), question],
        });
      }
      const lasting = new Map([...answers].filter(([key]) => LASTING.test(key)));
      yield { trace, world: { interpreter: copy, settled: lasting, otherwise: flipped } };
    }
  }

  /** Menus on the packet's way, up to where it was refused, in which there may be rules that nobody sees. */
  #opaqueMenus({ packet: { family }, hook, by, verdict }: Trace): string[] {
    const { opaqueMenus } = this.#firewall.configuration;
    if (opaqueMenus.size === 0) return [];
    const tables: string[] = HOOKS[hook].map(([table]) => table);
    const end = verdict === 'accept' || by === undefined ? tables.length : tables.lastIndexOf(by.table) + 1;
    const menus = tables.slice(0, end).map((table) => `/${family}/firewall/${table}`);
    return [...new Set(menus)].filter((menu) => opaqueMenus.has(menu));
  }
}

interface World {
  readonly interpreter: Interpreter;
  /** Answers that hold for every packet. */
  readonly settled: ReadonlyMap<string, boolean>;
  /** Questions whose less likely answers led here. */
  readonly otherwise: readonly OpenQuestion[];
}

interface Answers {
  /** A map of its own at each call. */
  readonly given: () => Map<string, boolean>;
  readonly flipped: readonly OpenQuestion[];
}

interface Run {
  readonly trace: Trace;
  readonly world: World;
}

/** Whether a rule is there, and where, does not change from one packet to the next. */
const LASTING = /^(?:condition|place) /;
const MAX_RUNS = 1_024;
const MAX_WORLDS = 64;
/** Of all runs together: where each rule leaves something open, few runs ask as many as others do in all. */
const MAX_QUESTIONS = 30_000;

/** Routers that have seen and hold the same go on as one. */
function keyOf({ interpreter, settled }: World): string {
  return `${interpreter.memory()}\n${[...settled].sort().join(' ')}`;
}

function doubtAbout({ kind, rule, matcher }: OpenQuestion): Doubt {
  return { kind, rule, matcher, menu: undefined };
}
