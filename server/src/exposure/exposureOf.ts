import type { FileAnalysis } from '../analysis/analysis.ts';
import { isPacket, parseExpectation, type Traffic } from '../expectation/expectation.ts';
import { listsAfterKnock } from '../expectation/listsAfterKnock.ts';
import { type Family, type FirewallRule, matcher } from '../firewall/firewall.ts';
import { parseIpv4Set, parseIpv6Set } from '../packet/address.ts';
import { narrowed } from '../packet/box.ts';
import { IntervalSet, type Point } from '../packet/intervalSet.ts';
import { finish, type Steps } from '../text/steps.ts';
import type { Cell, CellState, Exposure, Origin, Target } from './exposure.ts';
import { Grid, type Piece, type Sender, type Verdict } from './grid.ts';
import { macNotes } from './macAccess.ts';
import { originsOf } from './origins.ts';
import { familiesOf, targetsOf } from './targets.ts';

/** What is open from where. */
export function exposureOf(analysis: FileAnalysis): Exposure {
  return finish(exposureSteps(analysis));
}

/** The same in steps. */
export function* exposureSteps(analysis: FileAnalysis, bounds: ExposureBounds = BOUNDS): Steps<Exposure> {
  const [origins, targets] = [originsOf(analysis), targetsOf(analysis)];
  const [rows, columns] = [origins.slice(0, bounds.origins), targets.slice(0, bounds.targets)];
  const cells: Cell[] = [];
  for (const family of familiesOf(analysis)) {
    const grid = new Grid(analysis, family);
    yield;
    for (const from of rows) cells.push(...(yield* rowSteps(grid, from, columns, analysis)));
  }
  const opened = withKnocks(cells, rows);
  const merged = withoutTwins(rows, opened);
  return {
    ...merged,
    targets: columns,
    notes: macNotes(analysis.firewall.configuration),
    omitted: { origins: origins.length - rows.length, targets: targets.length - columns.length },
  };
}

/** One cell of it, as it is without the others; undefined where no packet is of that kind. */
export function* cellSteps(analysis: FileAnalysis, place: CellPlace): Steps<FoundCell | undefined> {
  const from = originsOf(analysis).find(({ id }) => id === place.from);
  const to = targetsOf(analysis).find(({ id, families }) => id === place.to && families.includes(place.family));
  if (from === undefined || to === undefined) return undefined;
  const [cell] = yield* rowSteps(new Grid(analysis, place.family), from, [to], analysis);
  return cell === undefined ? undefined : { from, to, cell };
}

/** Row and column by their ids. */
export type CellPlace = Pick<Cell, 'from' | 'to' | 'family'>;

export interface FoundCell {
  readonly from: Origin;
  readonly to: Target;
  readonly cell: Cell;
}

/** How many rows and columns there may be. */
export interface ExposureBounds {
  readonly origins: number;
  readonly targets: number;
}

const BOUNDS: ExposureBounds = { origins: 400, targets: 200 };

/** The traffic of a cell, as an expectation would say it. */
export function trafficText(from: string, to: string, family: Family): string {
  return `${family === 'ip' ? 'ipv4' : 'ipv6'} ${from} -> ${to}`;
}

function* rowSteps(grid: Grid, from: Origin, targets: readonly Target[], analysis: FileAnalysis): Steps<Cell[]> {
  const listed = listsOf(from, grid.family, analysis);
  if (listed === undefined) return [];
  grid.begin();
  const cells: Cell[] = [];
  for (const to of targets) {
    if (!to.families.includes(grid.family)) continue;
    const traffic = trafficOf(from, to, grid.family);
    if (traffic === undefined) continue;
    const verdict = grid.verdict(traffic, listed, to.kind === 'network' ? 'forward' : undefined);
    if (verdict !== undefined)
      cells.push(new CellReader(grid, from, to, verdict, { source: traffic.source, listed }).read());
    yield;
  }
  return cells;
}

function trafficOf(from: Origin, to: Target, family: Family): Traffic | undefined {
  const read = parseExpectation(`${trafficText(from.id, to.traffic, family)} => accepted`);
  return 'fault' in read || isPacket(read.traffic) ? undefined : read.traffic;
}

/** The lists on which its sources are. Undefined where nobody can be there: the knock is of the other family. */
function listsOf({ kind, subject }: Origin, family: Family, analysis: FileAnalysis): readonly string[] | undefined {
  if (kind !== 'knock') return [];
  const found = listsAfterKnock(subject, analysis);
  return 'fault' in found || found.family !== family ? undefined : found.lists;
}

class CellReader {
  readonly #grid: Grid;
  readonly #from: Origin;
  readonly #to: Target;
  readonly #verdict: Verdict;
  readonly #sender: Sender;

  constructor(grid: Grid, from: Origin, to: Target, verdict: Verdict, sender: Sender) {
    this.#grid = grid;
    this.#from = from;
    this.#to = to;
    this.#verdict = verdict;
    this.#sender = sender;
  }

  read(): Cell {
    const { filter, pieces } = this.#verdict;
    const hangsOn = new Set(this.#verdict.hangsOn);
    const packets: string[] = [];
    let by: FirewallRule | undefined;
    let isDecided = false;
    for (const isAdmitted of filter === 'some' ? [true, false] : filter === 'unknown' ? [] : [filter === 'accepted']) {
      const shown = this.#grid.show(pieces, isAdmitted, this.#sender);
      if ('hangsOn' in shown) {
        for (const name of shown.hangsOn.length > 0 ? shown.hangsOn : [NOT_SHOWN]) hangsOn.add(name);
        continue;
      }
      if (!isDecided) by = shown.by;
      isDecided = true;
      if (shown.packet !== undefined) packets.push(shown.packet);
    }
    const reaching = pieces.filter((piece) => piece.passage.verdict === 'admitted' && this.#reaches(piece));
    const answered = this.#answered(reaching);
    const service = this.#service(reaching);
    const state = this.#state(reaching, answered, hangsOn);
    if (service === 'unknown' && this.#to.menu !== undefined && state !== 'closed') hangsOn.add(this.#to.menu);
    return {
      from: this.#from.id,
      to: this.#to.id,
      family: this.#grid.family,
      state,
      filter,
      service,
      by,
      packets,
      knock: undefined,
      certain: this.#from.certain && hangsOn.size === 0,
      hangsOn: [...hangsOn],
    };
  }

  /** Whether the packets that are let through come to what the target means. */
  #reaches({ passage: { rewrittenBy } }: Piece): boolean {
    if (this.#to.kind === 'forward') return rewrittenBy !== undefined;
    if (this.#to.kind === 'network' || this.#to.kind === 'host') return true;
    // A redirect that leaves the port alone is for the router itself.
    return rewrittenBy === undefined || (rewrittenBy.action === 'redirect' && !hasPorts(rewrittenBy));
  }

  /** The part that the service answers, where it answers some addresses only. */
  #answered(reaching: readonly Piece[]): readonly Piece[] {
    const { restrictedTo } = this.#to;
    if (restrictedTo === undefined) return reaching;
    const read = this.#grid.family === 'ip' ? parseIpv4Set : parseIpv6Set;
    const set = restrictedTo
      .map((text) => read(text) as IntervalSet<Point> | undefined)
      .reduce<IntervalSet<Point>>((all, one) => (one === undefined ? all : all.union(one)), IntervalSet.empty<Point>());
    const dimension = this.#grid.space.dimension('src-address');
    return reaching.filter(({ box }) => narrowed(box, { dimension, set }) !== undefined);
  }

  #service(reaching: readonly Piece[]): Cell['service'] {
    const { listening, restrictedTo } = this.#to;
    if (reaching.length === 0 && this.#verdict.pieces.some(({ passage }) => passage.verdict === 'admitted')) {
      return 'forwarded';
    }
    if (listening === 'no') return 'off';
    if (listening === 'unknown') return 'unknown';
    return restrictedTo === undefined ? 'listening' : 'restricted';
  }

  #state(reaching: readonly Piece[], answered: readonly Piece[], hangsOn: ReadonlySet<string>): CellState {
    const { listening, factory, restrictedTo } = this.#to;
    if (listening === 'no') return 'closed';
    if (hangsOn.size > 0) return 'depends';
    if (answered.length === 0) return 'closed';
    if (listening === 'unknown' && !factory) return 'depends';
    const isWhole = this.#verdict.filter === 'accepted' && reaching.length === this.#verdict.pieces.length;
    return isWhole && restrictedTo === undefined ? 'open' : 'limited';
  }
}

const NOT_SHOWN = 'packets of which none could be shown';

function hasPorts(rule: FirewallRule): boolean {
  return rule.item.properties.has('to-ports') && matcher(rule, 'dst-port') !== undefined;
}

/** What is closed and opens after a knock says so, in the row of those who may knock. */
function withKnocks(cells: readonly Cell[], origins: readonly Origin[]): Cell[] {
  const key = ({ to, family }: Cell): string => `${family} ${to}`;
  const opened = new Map<string, string>();
  for (const { id, kind, subject } of origins) {
    if (kind !== 'knock') continue;
    for (const cell of cells) {
      if (cell.from === id && (cell.state === 'open' || cell.state === 'limited')) opened.set(key(cell), subject);
    }
  }
  return cells.map((cell) => {
    const knock = opened.get(key(cell));
    if (knock === undefined || cell.state !== 'closed' || (cell.from !== 'internet' && cell.from !== 'elsewhere'))
      return cell;
    return { ...cell, state: 'after knock', knock };
  });
}

/** Rows that say the same are one, under the name of the first. */
function withoutTwins(origins: readonly Origin[], cells: readonly Cell[]): Pick<Exposure, 'origins' | 'cells'> {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const row = rows.get(cell.from);
    if (row === undefined) rows.set(cell.from, [cell]);
    else row.push(cell);
  }
  const kept = new Map<string, Origin>();
  const result: Cell[] = [];
  for (const origin of origins) {
    const row = rows.get(origin.id) ?? [];
    const key = JSON.stringify([
      origin.certain,
      row.map(({ from: _, by, packets: __, ...rest }) => [rest, by?.item.id]),
    ]);
    const first = MERGED.has(origin.kind) ? kept.get(key) : undefined;
    if (first === undefined) {
      kept.set(MERGED.has(origin.kind) ? key : origin.id, origin);
      result.push(...row);
    } else kept.set(key, { ...first, also: [...first.also, origin.id] });
  }
  return { origins: [...kept.values()], cells: result };
}

/** The Internet and a knock have rows of their own, whatever stands in them. */
const MERGED: ReadonlySet<Origin['kind']> = new Set(['interfaces', 'interface', 'network', 'list']);
