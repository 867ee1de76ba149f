import { finish, type Steps } from '../text/steps.ts';
import { type Assignment, SortedAssignment } from './assignment.ts';
import type { Box } from './box.ts';
import { BoxColumn, type Draft, EVERYWHERE, INDEXED_FROM, sorted, usualOf } from './boxColumn.ts';
import type { IntervalSet, Point } from './intervalSet.ts';
import type { Dimensions } from './shadowing.ts';

/**
 * Boxes as columns of small numbers. In each dimension the ends of all boxes cut the values into cells, so that a side
 * of a box is a few stretches of cells, and a packet is a cell in each dimension. An atom, a dimension of yes and no,
 * has no column: most boxes ask for few of them.
 */
export class BoxTable {
  readonly #dimensions: Dimensions;
  readonly #rows: number;
  /** Those with the most values first. */
  readonly #columns: readonly BoxColumn[];
  readonly #columnOf: (BoxColumn | undefined)[] = [];
  /** For each row where its atoms begin, and for each atom twice its dimension, plus one for yes. */
  readonly #atomStarts: Int32Array;
  readonly #atoms: Int32Array;
  /** By atom, what the product asks for: 1 for yes, 0 for no, less where it does not ask. */
  readonly #asked: Int8Array;
  /** By atom, how many boxes ask for yes, less those that ask for no. */
  readonly #balance: Int32Array;
  /** By atom that is implied, rows that ask for yes, each at the one of its atoms for which the fewest rows ask. */
  readonly #askingYes = new Map<number, number[]>();
  /** As bits, the rows that ask for none of these. */
  readonly #plain: Int32Array;
  readonly #found: Int32Array;
  readonly #inColumn: Int32Array;
  #product: Box = [];
  /** The packet: its dimensions, and by dimension its values. */
  readonly #named: number[] = [];
  readonly #values: Point[] = [];
  /** Rows whose boxes contain the values chosen so far, and sets of those that restrict the next dimension. */
  readonly #live: Int32Array;
  readonly #restricting: Int32Array;
  /** For each row in how many dimensions it is restricted. */
  readonly #lengths: Int32Array;

  private constructor(
    boxes: readonly Box[],
    dimensions: Dimensions,
    { atoms, atomStarts, isAtom }: Atoms,
    columns: BoxColumn[],
  ) {
    this.#dimensions = dimensions;
    this.#rows = boxes.length;
    this.#atoms = Int32Array.from(atoms);
    this.#atomStarts = atomStarts;
    this.#live = new Int32Array(boxes.length);
    this.#restricting = new Int32Array(boxes.length);
    this.#lengths = Int32Array.from(boxes, ({ length }) => length);
    this.#asked = new Int8Array(isAtom.length).fill(-1);
    this.#balance = new Int32Array(isAtom.length);
    this.#columns = columns.sort((a, b) => b.size - a.size || a.dimension - b.dimension);
    for (const column of this.#columns) this.#columnOf[column.dimension] = column;
    const words = boxes.length < INDEXED_FROM ? 0 : Math.ceil(boxes.length / 32);
    this.#found = new Int32Array(words);
    this.#inColumn = new Int32Array(words);
    this.#plain = new Int32Array(words).fill(-1);
    if (words > 0) this.#indexYes();
  }

  static of(boxes: readonly Box[], dimensions: Dimensions): BoxTable {
    return finish(BoxTable.steps(boxes, dimensions));
  }

  /** The same in steps. */
  static *steps(boxes: readonly Box[], dimensions: Dimensions): Steps<BoxTable> {
    const isAtom: boolean[] = [];
    const drafts: (Draft | undefined)[] = [];
    const atoms: number[] = [];
    const atomStarts = new Int32Array(boxes.length + 1);
    for (let row = 0; row < boxes.length; row++) {
      for (const { dimension, set } of boxes[row] as Box) {
        isAtom[dimension] ??= isYesOrNo(dimensions.domain(dimension));
        if (isAtom[dimension]) {
          atoms.push(2 * dimension + Number(set.first));
          continue;
        }
        let draft = drafts[dimension];
        if (draft === undefined) {
          draft = { dimension, rows: [], sets: [] };
          drafts[dimension] = draft;
        }
        draft.rows.push(row);
        draft.sets.push(set);
      }
      atomStarts[row + 1] = atoms.length;
    }
    const columns: BoxColumn[] = [];
    for (const draft of drafts)
      if (draft !== undefined) columns.push(yield* BoxColumn.steps(draft, boxes.length, dimensions));
    return new BoxTable(boxes, dimensions, { atoms, atomStarts, isAtom }, columns);
  }

  #indexYes(): void {
    const counts = new Map<number, number>();
    const eachYes = (row: number, visit: (dimension: number) => void): void => {
      for (let atom = this.#atomStarts[row] as number; atom < (this.#atomStarts[row + 1] as number); atom++) {
        const code = this.#atoms[atom] as number;
        if ((code & 1) === 1 && this.#dimensions.isImplied?.(code >> 1) === true) visit(code >> 1);
      }
    };
    const count = (dimension: number): void => {
      counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
    };
    for (let row = 0; row < this.#rows; row++) eachYes(row, count);
    for (let row = 0; row < this.#rows; row++) {
      let rarest: number | undefined;
      eachYes(row, (dimension) => {
        if (rarest === undefined || (counts.get(dimension) ?? 0) < (counts.get(rarest) ?? 0)) rarest = dimension;
      });
      if (rarest === undefined) continue;
      const rows = this.#askingYes.get(rarest);
      if (rows === undefined) this.#askingYes.set(rarest, [row]);
      else rows.push(row);
      this.#plain[row >> 5] = (this.#plain[row >> 5] as number) & ~(1 << (row & 31));
    }
  }

  /**
   * Rows below `end` of the boxes that meet the product, ascending. The next questions are about this product. With
   * `onlyPlain`, most are left out that ask for an atom for which the product does not: none of them contains it, and a
   * packet that has none of what it is not asked for is in none of them.
   */
  meeting(product: Box, end: number, onlyPlain = false): number[] {
    this.#ask(product);
    const found: number[] = [];
    if (this.#rows < INDEXED_FROM) {
      for (let row = 0; row < end; row++) if (this.#meets(row, this.#columns)) found.push(row);
      return found;
    }
    const words = Math.ceil(end / 32);
    const bits = this.#found;
    if (onlyPlain) this.#startPlain(product, words);
    else bits.fill(-1, 0, words);
    const unsure: BoxColumn[] = [];
    for (const column of this.#columns) {
      if (column.asked === undefined) continue;
      if (!column.keep(column.asked, bits, this.#inColumn, words)) unsure.push(column);
    }
    for (let word = 0; word < words; word++) {
      for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
        const row = word * 32 + 31 - Math.clz32(rest & -rest);
        if (row < end && this.#meets(row, unsure)) found.push(row);
      }
    }
    return found;
  }

  /** Rows that were left out as not plain and that may have the packet for all that. */
  askingToo(packet: Assignment): number[] {
    const rows: number[] = [];
    for (const [dimension, value] of packet) {
      if (value === 1 && (this.#asked[dimension] ?? -1) < 0) rows.push(...(this.#askingYes.get(dimension) ?? []));
    }
    return rows;
  }

  #startPlain(product: Box, words: number): void {
    const bits = this.#found;
    for (let word = 0; word < words; word++) bits[word] = this.#plain[word] as number;
    for (const { dimension, set } of product) {
      if (set.first !== 1) continue;
      for (const row of this.#askingYes.get(dimension) ?? [])
        bits[row >> 5] = (bits[row >> 5] as number) | (1 << (row & 31));
    }
  }

  /** Whether a box that meets the product contains it. */
  contains(row: number): boolean {
    // A box that asks in more dimensions cannot contain the product.
    if ((this.#lengths[row] as number) > this.#product.length) return false;
    for (let atom = this.#atomStarts[row] as number; atom < (this.#atomStarts[row + 1] as number); atom++) {
      if ((this.#asked[(this.#atoms[atom] as number) >> 1] as number) < 0) return false;
    }
    for (const column of this.#columns) {
      const set = column.sets[row] as number;
      if (set !== EVERYWHERE && (column.asked === undefined || !column.covers(set, column.asked))) return false;
    }
    return true;
  }

  /**
   * A packet of the product in none of the rows; undefined where none was found, which does not mean that there is
   * none. Atoms come first: most boxes that ask for one are out at once, and cost the packet nothing of its ordinary
   * looks. Then come the dimensions with the most values, in which a free one is found most easily.
   */
  witness(rows: readonly number[]): Assignment | undefined {
    this.#named.length = 0;
    const live = this.#live;
    let count = this.#chooseAtoms(rows);
    for (const column of this.#columns) {
      const { dimension, sets } = column;
      const restricting = this.#restricting;
      let asking = 0;
      for (let index = 0; index < count; index++) {
        const set = sets[live[index] as number] as number;
        if (set !== EVERYWHERE) restricting[asking++] = set;
      }
      if (asking === 0) {
        if (column.own !== undefined) this.#name(dimension, column.usual);
        continue;
      }
      column.choose(restricting, asking);
      this.#name(dimension, column.value);
      const isFree = column.taken === 0;
      let kept = 0;
      for (let index = 0; index < count; index++) {
        const row = live[index] as number;
        const set = sets[row] as number;
        if (set === EVERYWHERE || (!isFree && column.has(set, column.cell))) live[kept++] = row;
      }
      count = kept;
    }
    if (count > 0) return undefined;
    for (const { dimension, set } of this.#product) {
      if (this.#columnOf[dimension] !== undefined || (this.#asked[dimension] ?? -1) >= 0) continue;
      this.#name(dimension, usualOf(set, this.#dimensions.ordinary(dimension)));
    }
    const isImplied = (dimension: number): boolean =>
      this.#values[dimension] === 0 && this.#dimensions.isImplied?.(dimension) === true;
    const named = sorted(this.#named.filter((dimension) => !isImplied(dimension)));
    const values: Point[] = [];
    for (const dimension of named) values.push(this.#values[dimension] as Point);
    return new SortedAssignment(named, values);
  }

  #name(dimension: number, value: Point): void {
    this.#named.push(dimension);
    this.#values[dimension] = value;
  }

  /**
   * The rows without those that no cover of the product needs. Where no box that restricts a dimension has a certain
   * value there, packets with that value must be covered by the others, which do not tell it from any other value.
   */
  core(rows: readonly number[]): Core {
    const free: [number, Point][] = [];
    let kept = rows;
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; kept.length < before && round < MAX_ROUNDS; round++) {
      before = kept.length;
      kept = this.#withoutLoneAtoms(kept, free);
      for (const column of this.#columns) {
        const restricting = kept.filter((row) => column.restricts(column.sets[row] as number));
        const value = restricting.length === 0 ? undefined : column.freeValue(restricting);
        if (value === undefined) continue;
        free.push([column.dimension, value]);
        const needless = new Set(restricting);
        kept = kept.filter((row) => !needless.has(row));
      }
    }
    return { rows: kept, free };
  }

  #withoutLoneAtoms(rows: readonly number[], free: [number, Point][]): readonly number[] {
    const answers = new Map<number, number>();
    this.#eachAtom(rows, (atom, answer) => answers.set(atom, (answers.get(atom) ?? 0) | (1 << answer)));
    const lone = new Map([...answers].filter(([, both]) => both !== 3));
    if (lone.size === 0) return rows;
    for (const [atom, answer] of lone) free.push([atom, answer === 1 ? 1 : 0]);
    const needless = new Set<number>();
    this.#eachAtom(rows, (atom, _, row) => {
      if (lone.has(atom)) needless.add(row);
    });
    return rows.filter((row) => !needless.has(row));
  }

  /** The atoms of the rows that the product does not ask for. */
  #eachAtom(rows: readonly number[], visit: (atom: number, answer: number, row: number) => void): void {
    for (const row of rows) {
      for (let at = this.#atomStarts[row] as number; at < (this.#atomStarts[row + 1] as number); at++) {
        const code = this.#atoms[at] as number;
        if ((this.#asked[code >> 1] as number) < 0) visit(code >> 1, code & 1, row);
      }
    }
  }

  #ask(product: Box): void {
    for (const { dimension } of this.#product) {
      const column = this.#columnOf[dimension];
      if (column !== undefined) column.forget();
      else if (dimension < this.#asked.length) this.#asked[dimension] = -1;
    }
    this.#product = product;
    for (const { dimension, set } of product) {
      const column = this.#columnOf[dimension];
      if (column !== undefined) column.ask(set);
      else if (dimension < this.#asked.length && set.first === set.last) this.#asked[dimension] = Number(set.first);
    }
  }

  #meets(row: number, columns: readonly BoxColumn[]): boolean {
    for (let atom = this.#atomStarts[row] as number; atom < (this.#atomStarts[row + 1] as number); atom++) {
      const code = this.#atoms[atom] as number;
      if ((this.#asked[code >> 1] as number) === 1 - (code & 1)) return false;
    }
    for (const column of columns) {
      const set = column.sets[row] as number;
      if (set !== EVERYWHERE && column.asked !== undefined && !column.meets(set, column.asked)) return false;
    }
    return true;
  }

  /** Each atom as most boxes do not ask for it, and no where they are as many; how many rows are live then. */
  #chooseAtoms(rows: readonly number[]): number {
    const starts = this.#atomStarts;
    const atoms = this.#atoms;
    const balance = this.#balance;
    const met: number[] = [];
    for (const { dimension, set } of this.#product) {
      if ((this.#asked[dimension] ?? -1) >= 0) this.#name(dimension, set.first as Point);
    }
    for (const row of rows) {
      for (let atom = starts[row] as number; atom < (starts[row + 1] as number); atom++) {
        const code = atoms[atom] as number;
        const dimension = code >> 1;
        if ((this.#asked[dimension] as number) >= 0) continue;
        // Counted from where no box has asked, so that each is met once.
        if (balance[dimension] === 0) {
          met.push(dimension);
          balance[dimension] = MANY;
        }
        balance[dimension] = (balance[dimension] as number) + 2 * (code & 1) - 1;
      }
    }
    for (const dimension of met) {
      const value = (balance[dimension] as number) < MANY ? 1 : 0;
      balance[dimension] = value;
      this.#name(dimension, value);
    }
    let count = 0;
    for (const row of rows) {
      let isInside = true;
      for (let atom = starts[row] as number; atom < (starts[row + 1] as number) && isInside; atom++) {
        const code = atoms[atom] as number;
        const asked = this.#asked[code >> 1] as number;
        isInside = (asked >= 0 ? asked : balance[code >> 1]) === (code & 1);
      }
      if (isInside) this.#live[count++] = row;
    }
    for (const dimension of met) balance[dimension] = 0;
    return count;
  }
}

/** What is left of a question for a cover. */
export interface Core {
  readonly rows: readonly number[];
  /** Values with which a packet is in none of the other rows, by dimension. */
  readonly free: readonly (readonly [dimension: number, value: Point])[];
}

/** Larger than any number of rows. */
const MANY = 2 ** 28;
/** How often needless rows are looked for, since without some of them others are needless, too. */
const MAX_ROUNDS = 8;

/** What the rows ask of the dimensions of yes and no. */
interface Atoms {
  readonly atoms: readonly number[];
  readonly atomStarts: Int32Array;
  readonly isAtom: readonly boolean[];
}

function isYesOrNo(domain: IntervalSet<Point>): boolean {
  return domain.first === 0 && domain.last === 1;
}
