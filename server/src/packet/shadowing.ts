import type { Assignment } from './assignment.ts';
import { type Box, meet, type Side } from './box.ts';
import { BoxTable, type Core } from './boxTable.ts';
import { cover } from './cover.ts';
import type { IntervalSet, Point } from './intervalSet.ts';

/** One step of a walk through rules: which packets it can match, which it takes away, and from whom. */
export interface Step {
  /** All packets that can match, as a union. */
  readonly may: readonly Box[];
  /** Packets that it surely takes; none for a step that lets packets pass. */
  readonly takes: readonly Taking[];
  /** What it does. Of several single steps that take everything, one that does something else is named. */
  readonly kind: string;
}

/** Packets that are missing behind a step. */
export interface Taking {
  readonly box: Box;
  /** The first step that sees them again; infinite if none does. */
  readonly until: number;
}

export type Fate =
  /** A packet that reaches and matches the step, by dimension. Where a dimension is not named, any value will do. */
  | { readonly kind: 'alive'; readonly witness: Assignment }
  /** Earlier steps that together take every packet, ascending; without any of them some packet gets through. */
  | { readonly kind: 'dead'; readonly by: readonly number[] }
  /** Its own matchers exclude each other. */
  | { readonly kind: 'empty' }
  /** The budget ran out. */
  | { readonly kind: 'unknown' };

export interface Dimensions {
  /** All values of a dimension. */
  domain(dimension: number): IntervalSet<Point>;
  /** Values that a person would expect in a witness, the best first. They need not all be in the domain. */
  ordinary(dimension: number): readonly Point[];
  /**
   * Whether a packet that does not name the dimension has zero there for all who look at it. A witness leaves out such
   * zeros: with n rules that ask for n different things there would be n of them in each of n witnesses.
   */
  isImplied?(dimension: number): boolean;
}

/**
 * Which steps of a walk are ever reached. Exact: a single step that contains another is found by containment, a
 * reached step by a witness that a greedy choice finds, and the rest by an exact cover
 * (`docs/facts/method.md#covering`). Each answer is its own certificate, so that after an edit only the answers
 * are proved again whose certificate the edit touches.
 */
export class Shadowing {
  readonly #dimensions: Dimensions;
  readonly #steps: readonly Step[];
  #fates: (Fate | undefined)[];
  /** The kinds of the fates, to be looked through without a look at these. */
  readonly #kinds: Uint8Array;
  /** Values of the witnesses by dimension, for the same reason; of the dimensions for which somebody has asked. */
  readonly #values = new Map<number, Float64Array>();
  #known: Takings | undefined;
  #totals: readonly Total[] | undefined;
  #asked = 0;

  constructor(steps: readonly Step[], dimensions: Dimensions) {
    this.#dimensions = dimensions;
    this.#steps = steps;
    this.#fates = new Array(steps.length);
    this.#kinds = new Uint8Array(steps.length);
  }

  /** The fate of one step; proved when it is first asked for. */
  fate(step: number): Fate {
    return this.#fates[step] ?? this.#keep(step, this.#prove((this.#steps[step] as Step).may, step));
  }

  /** Whether the step is known to be reached; to ask for its fate takes longer. */
  isReached(step: number): boolean {
    return this.#kinds[step] === KINDS.alive || this.fate(step).kind === 'alive';
  }

  /** The fate that the step would have if it could match these packets. */
  fateOf(may: readonly Box[], step: number): Fate {
    return this.#prove(may, step);
  }

  /**
   * The same for an edited version of the walk over the same dimensions: fates whose certificate still holds are taken
   * along. A witness stands as long as no new step takes it, a cover as long as none of its steps is gone. Where
   * nobody knows what was edited, the steps are compared.
   */
  updated(steps: readonly Step[], known?: Edit): Shadowing {
    const next = new Shadowing(steps, this.#dimensions);
    const edit = known ?? editBetween(this.#steps, steps);
    if (edit === undefined) return next;
    const { at, removed, inserted } = edit;
    const shift = inserted - removed;
    const behind = at + inserted;
    const fresh = steps.slice(at, behind).flatMap(({ takes }) => takes);
    const gone = this.#steps.slice(at, at + removed).flatMap(({ takes }) => takes);
    const changed = [...gone, ...fresh].map(({ box }) => box);
    next.#fates = this.#fates.slice(0, at).concat(new Array(inserted), this.#fates.slice(at + removed));
    moveInto(next.#kinds, this.#kinds, edit);
    for (const [dimension, values] of this.#values) {
      const moved = new Float64Array(steps.length);
      moveInto(moved, values, edit);
      next.#values.set(dimension, moved);
    }
    for (const taking of fresh) next.#forgetTaken(taking, behind);
    for (let step = behind; step < steps.length; step++) {
      const kind = next.#kinds[step];
      if (kind === KINDS.alive || kind === NOT_PROVED || kind === KINDS.empty) continue;
      const fate = next.#fates[step] as Fate;
      if (fate.kind === 'dead') {
        if (isAmong(fate.by, edit)) next.#forget(step);
        else if (shift !== 0) {
          next.#fates[step] = { kind: 'dead', by: fate.by.map((index) => (index < at ? index : index + shift)) };
        }
      } else if (changed.some((box) => meetsOne((steps[step] as Step).may, box))) next.#forget(step);
    }
    if (shift === 0 && !changed.some((box) => box.length === 0)) next.#totals = this.#totals;
    if (this.#known !== undefined) {
      next.#known = editedTakings(this.#known, edit, steps);
      // Many edits have asked little each, and will go on.
      if (next.#known === undefined) next.#asked = INDEX_FROM;
    }
    return next;
  }

  #keep(step: number, fate: Fate): Fate {
    this.#fates[step] = fate;
    this.#kinds[step] = KINDS[fate.kind];
    if (fate.kind === 'alive') {
      for (const [dimension, values] of this.#values) values[step] = this.#valueOf(fate.witness, dimension) as number;
    }
    return fate;
  }

  #forget(step: number): void {
    this.#fates[step] = undefined;
    this.#kinds[step] = NOT_PROVED;
  }

  /** Steps from `start` on whose witness is taken. */
  #forgetTaken({ box, until }: Taking, start: number): void {
    const end = Math.min(until, this.#steps.length);
    const telling = this.#telling(box);
    const values = telling === undefined ? undefined : this.#valuesOf(telling.dimension);
    for (let step = start; step < end; step++) {
      if (this.#kinds[step] !== KINDS.alive) continue;
      if (values !== undefined && telling?.set.contains(values[step] as Point) === false) continue;
      const fate = this.#fates[step] as Fate & { kind: 'alive' };
      if (this.#holds(box, fate.witness)) this.#forget(step);
    }
  }

  /** The side in which the fewest packets are, of those whose values are small enough for a column. */
  #telling(box: Box): Side | undefined {
    let telling: Side | undefined;
    // A side that half of the packets are in tells too little for a column of its own.
    let least = TELLING;
    for (const side of box) {
      const domain = this.#dimensions.domain(side.dimension);
      if (typeof domain.first !== 'number') continue;
      const share = Number(side.set.size()) / Number(domain.size());
      if (share >= least) continue;
      least = share;
      telling = side;
    }
    return telling;
  }

  #valuesOf(dimension: number): Float64Array {
    let values = this.#values.get(dimension);
    if (values === undefined) {
      values = new Float64Array(this.#steps.length);
      for (let step = 0; step < this.#fates.length; step++) {
        const fate = this.#fates[step];
        if (fate?.kind === 'alive') values[step] = this.#valueOf(fate.witness, dimension) as number;
      }
      this.#values.set(dimension, values);
    }
    return values;
  }

  /** What earlier steps may take of the packets. */
  #candidates(product: Box, step: number): Candidates {
    const end = this.#endOfInterest(step);
    if (this.#known !== undefined || this.#asked++ >= INDEX_FROM) return this.#indexed(product, step, end);
    const found: Found = { boxes: [], owners: [] };
    for (let owner = 0; owner < end; owner++) this.#collect(owner, product, step, found);
    return asCandidates(found, product, this.#dimensions);
  }

  #indexed(product: Box, step: number, end: number): Candidates {
    const { table, boxes, owners, untils, shortest, gone, late } = this.#takings();
    const found = table.meeting(product, firstFrom(owners, end));
    const lasts = shortest > step && gone.size === 0;
    const rows = lasts ? found : found.filter((row) => (untils[row] as number) > step && !gone.has(row));
    const fresh: Found = { boxes: [], owners: [] };
    for (const owner of late) if (owner < end) this.#collect(owner, product, step, fresh);
    if (fresh.boxes.length === 0) return { table, boxes, owners, rows };
    for (const row of rows) {
      fresh.boxes.push(boxes[row] as Box);
      fresh.owners.push(owners[row] as number);
    }
    const order = [...fresh.owners.keys()].sort((a, b) => (fresh.owners[a] as number) - (fresh.owners[b] as number));
    const sorted: Found = {
      boxes: order.map((index) => fresh.boxes[index] as Box),
      owners: order.map((index) => fresh.owners[index] as number),
    };
    return asCandidates(sorted, product, this.#dimensions);
  }

  /** What the step takes of the packets, as far as they are still missing at the other step. */
  #collect(owner: number, product: Box, step: number, found: Found): void {
    for (const { box, until } of (this.#steps[owner] as Step).takes) {
      if (until <= step || !meet(product, box)) continue;
      found.boxes.push(box);
      found.owners.push(owner);
    }
  }

  /** The first step whose takings no longer matter: behind one that takes every packet nothing is left to take. */
  #endOfInterest(step: number): number {
    const total = this.#everything().find(({ owner, until }) => owner < step && until > step);
    return total === undefined ? step : total.owner + 1;
  }

  /** Steps that take every packet, those left out that an earlier one makes needless. */
  #everything(): readonly Total[] {
    if (this.#totals === undefined) {
      const totals: Total[] = [];
      for (let owner = 0; owner < this.#steps.length; owner++) {
        for (const { box, until } of (this.#steps[owner] as Step).takes) {
          if (box.length === 0 && until > (totals.at(-1)?.until ?? owner)) totals.push({ owner, until });
        }
      }
      this.#totals = totals;
    }
    return this.#totals;
  }

  /** All takings in the order of their steps. */
  #takings(): Takings {
    if (this.#known === undefined) {
      const boxes: Box[] = [];
      const owners: number[] = [];
      const untils: number[] = [];
      this.#steps.forEach(({ takes }, owner) => {
        for (const { box, until } of takes) {
          boxes.push(box);
          owners.push(owner);
          untils.push(until);
        }
      });
      const table = BoxTable.of(boxes, this.#dimensions);
      this.#known = { table, boxes, owners, untils, shortest: leastOf(untils), gone: new Set(), late: [] };
    }
    return this.#known;
  }

  #prove(may: readonly Box[], step: number): Fate {
    if (may.length === 0) return { kind: 'empty' };
    const { kind } = this.#steps[step] as Step;
    const by = new Set<number>();
    const open: Open[] = [];
    for (const product of may) {
      const plainly = this.#plainly(product, step, kind);
      if (typeof plainly === 'number') {
        by.add(plainly);
        continue;
      }
      if (plainly !== undefined) return { kind: 'alive', witness: plainly };
      const candidates = this.#candidates(product, step);
      const single = this.#container(candidates, kind);
      if (single !== undefined) {
        by.add(single);
        continue;
      }
      const witness = candidates.table.witness(candidates.rows);
      if (witness !== undefined) return { kind: 'alive', witness };
      open.push({ product, candidates, core: candidates.table.core(candidates.rows) });
    }
    for (const { product, candidates, core } of open) {
      // The cover leaves out the last boxes first, so the ones that do something else stand in front.
      const { boxes, owners } = candidates;
      const other = (row: number): number => (this.#kindOf(owners[row] as number) === kind ? 1 : 0);
      const rows = core.rows.toSorted((a, b) => other(a) - other(b) || a - b);
      const found = cover(
        product,
        rows.map((row) => boxes[row] as Box),
        (dimension) => this.#dimensions.domain(dimension),
        BUDGET,
      );
      if (found.kind === 'unknown') return { kind: 'unknown' };
      if (found.kind === 'open') return { kind: 'alive', witness: new Map([...this.#pick(found.part), ...core.free]) };
      for (const index of found.by) by.add(owners[rows[index] as number] as number);
    }
    return { kind: 'dead', by: [...by].sort((a, b) => a - b) };
  }

  /**
   * A single step that takes all of the product, or a packet that none takes, found without a look at the steps that
   * ask for something else: with n rules for n different things each proof would look at all of them.
   */
  #plainly(product: Box, step: number, kind: string): number | Assignment | undefined {
    if (this.#known === undefined || this.#known.late.length > 0) return undefined;
    const { table, boxes, owners, untils, gone } = this.#known;
    const end = firstFrom(owners, this.#endOfInterest(step));
    const counts = (row: number): boolean => (untils[row] as number) > step && !gone.has(row);
    const rows = table.meeting(product, end, true).filter(counts);
    const single = this.#container({ table, boxes, owners, rows }, kind);
    if (single !== undefined) return single;
    const witness = table.witness(rows);
    if (witness === undefined) return undefined;
    const isTaken = (row: number): boolean => row < end && counts(row) && this.#holds(boxes[row] as Box, witness);
    return table.askingToo(witness).some(isTaken) ? undefined : witness;
  }

  /** A single earlier step that takes all of the product; one that does something else, if there is one. */
  #container({ table, owners, rows }: Candidates, kind: string): number | undefined {
    let same: number | undefined;
    for (const row of rows) {
      if (!table.contains(row)) continue;
      const owner = owners[row] as number;
      if (this.#kindOf(owner) !== kind) return owner;
      same ??= owner;
    }
    return same;
  }

  #kindOf(step: number): string {
    return (this.#steps[step] as Step).kind;
  }

  /** A packet of the part, with ordinary values where it has them. */
  #pick(part: Box): Map<number, Point> {
    return new Map(
      part.map(({ dimension, set }) => {
        const ordinary = this.#dimensions.ordinary(dimension).find((value) => set.contains(value));
        return [dimension, ordinary ?? (set.first as Point)];
      }),
    );
  }

  /** A dimension that the witness does not name has its ordinary value, for the box may be newer than the witness. */
  #holds(box: Box, packet: Assignment): boolean {
    for (const { dimension, set } of box) {
      if (!set.contains(this.#valueOf(packet, dimension))) return false;
    }
    return true;
  }

  #valueOf(packet: Assignment, dimension: number): Point {
    const value = packet.get(dimension);
    if (value !== undefined) return value;
    return this.#dimensions.ordinary(dimension)[0] ?? (this.#dimensions.domain(dimension).first as Point);
  }
}

interface Total {
  readonly owner: number;
  readonly until: number;
}

interface Candidates {
  /** It was asked last about the product of the candidates. */
  readonly table: BoxTable;
  readonly boxes: readonly Box[];
  /** For each row the step that takes the box. */
  readonly owners: readonly number[];
  readonly rows: readonly number[];
}

interface Found {
  readonly boxes: Box[];
  readonly owners: number[];
}

function asCandidates({ boxes, owners }: Found, product: Box, dimensions: Dimensions): Candidates {
  const table = BoxTable.of(boxes, dimensions);
  return { table, boxes, owners, rows: table.meeting(product, boxes.length) };
}

/** All takings as a table; after edits that of an earlier version, with what has changed since. */
interface Takings extends Omit<Candidates, 'rows'> {
  /** For each row the first step that sees the packets again. */
  readonly untils: readonly number[];
  /** The least of them. */
  readonly shortest: number;
  /** Rows of steps that are no more. */
  readonly gone: ReadonlySet<number>;
  /** Steps whose takings are in no row, ascending. */
  readonly late: readonly number[];
}

/** Undefined where so much has changed that a new table is worth its time. */
function editedTakings(known: Takings, edit: Edit, steps: readonly Step[]): Takings | undefined {
  const { at, removed, inserted } = edit;
  const shift = inserted - removed;
  const gone = new Set(known.gone);
  const end = firstFrom(known.owners, at + removed);
  for (let row = firstFrom(known.owners, at); row < end; row++) gone.add(row);
  const late: number[] = [];
  for (const step of known.late) if (step < at) late.push(step);
  for (let step = at; step < at + inserted; step++) if ((steps[step] as Step).takes.length > 0) late.push(step);
  for (const step of known.late) if (step >= at + removed) late.push(step + shift);
  if (gone.size + late.length > MOST_CHANGED) return undefined;
  if (shift === 0) return { ...known, gone, late };
  const moved = (step: number): number => (step >= at + removed ? step + shift : Math.min(step, at));
  // Whether what ends just where something is inserted ends before it or behind it, the steps know.
  let taking = 0;
  let last: number | undefined;
  const untils = known.untils.map((until, row) => {
    if (gone.has(row)) return until;
    const owner = known.owners[row] as number;
    taking = owner === last ? taking + 1 : 0;
    last = owner;
    return ((steps[moved(owner)] as Step).takes[taking] as Taking).until;
  });
  return { ...known, owners: known.owners.map(moved), untils, shortest: leastOf(untils), gone, late };
}

function leastOf(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
}

/** How many of the ascending numbers are below the limit. */
export function firstFrom(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the steps is in what the edit has removed; most edits remove one. */
function isAmong(steps: readonly number[], { at, removed }: Edit): boolean {
  return removed === 1 ? steps.includes(at) : steps.some((step) => step >= at && step < at + removed);
}

/** Takes along what stands outside of the edit. */
function moveInto<T extends Uint8Array | Float64Array>(after: T, before: T, { at, removed, inserted }: Edit): void {
  after.set(before.subarray(0, at));
  after.set(before.subarray(at + removed), at + inserted);
}

/** The share of packets that are in a telling side is less than this. */
const TELLING = 0.3;
const NOT_PROVED = 0;
const KINDS: Readonly<Record<Fate['kind'], number>> = { alive: 1, dead: 2, empty: 3, unknown: 4 };
/** Rows and steps of edits beyond which a table is made anew. */
const MOST_CHANGED = 128;

/** A product that no single step takes and of which no packet was found. */
interface Open {
  readonly product: Box;
  readonly candidates: Candidates;
  readonly core: Core;
}

/** The steps in which two walks differ. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: number;
}

/** Questions from which on an index pays. */
const INDEX_FROM = 16;
/** How often the search for a cover may compare a piece with a box, for one step. */
const BUDGET = 300_000;
function meetsOne(products: readonly Box[], box: Box): boolean {
  return products.some((product) => meet(product, box));
}

/** The stretch of steps in which two walks differ; undefined where more than a stretch has changed. */
function editBetween(before: readonly Step[], after: readonly Step[]): Edit | undefined {
  const shortest = Math.min(before.length, after.length);
  const shift = after.length - before.length;
  let at = 0;
  while (at < shortest && sameStep(before[at] as Step, after[at] as Step)) at++;
  let tail = 0;
  while (
    tail < shortest - at &&
    sameStep(before[before.length - 1 - tail] as Step, after[after.length - 1 - tail] as Step)
  ) {
    tail++;
  }
  const removed = before.length - tail - at;
  const moved = (until: number): number | undefined =>
    until <= at ? until : until >= at + removed ? until + shift : undefined;
  const kept = (from: number, to: number, offset: number): boolean => {
    for (let step = from; step < to; step++) {
      const old = (before[step] as Step).takes;
      const takes = (after[step + offset] as Step).takes;
      for (let i = 0; i < old.length; i++) {
        if (moved((old[i] as Taking).until) !== (takes[i] as Taking).until) return false;
      }
    }
    return true;
  };
  const same = kept(0, at, 0) && kept(at + removed, before.length, shift);
  return same ? { at, removed, inserted: removed + shift } : undefined;
}

/** The same packets and the same kind; how far a step takes them is compared apart, for an edit moves it. */
function sameStep(a: Step, b: Step): boolean {
  return (
    a.kind === b.kind &&
    sameBoxes(a.may, b.may) &&
    a.takes.length === b.takes.length &&
    a.takes.every(({ box }, index) => sameBox(box, (b.takes[index] as Taking).box))
  );
}

function sameBoxes(a: readonly Box[], b: readonly Box[]): boolean {
  return a === b || (a.length === b.length && a.every((box, index) => sameBox(box, b[index] as Box)));
}

function sameBox(a: Box, b: Box): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((side, index) => {
      const other = b[index] as Side;
      return side.dimension === other.dimension && (side.set === other.set || side.set.equals(other.set));
    })
  );
}
