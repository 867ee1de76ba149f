import type { KnockView, MoveView } from '../../../server/src/features/knockView/knockView.ts';
import { t } from './texts.ts';

/** Where the states and moves of a knock stand in its picture, in pixels. Knows no page, so that a test can read it. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  readonly id: string;
  readonly label: string;
  readonly kind: KnockView['states'][number]['kind'];
  readonly list: string | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  /** Of an SVG path. */
  readonly path: string;
  readonly kind: MoveView['kind'];
  readonly from: string;
  readonly to: string;
  readonly labels: readonly Label[];
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly line: number | null;
  /** The file of that line, where several make up the router. */
  readonly file?: string | undefined;
  readonly faulty: boolean;
}

const WIDTH = 210;
const HEIGHT = 34;
const LEFT = 60;
const LINE = 17;
const GAP = 34;
const MAX_LABEL = 54;
/** Beside an arrow of a panel of 320 pixels. */
const LEAST_LABEL = 18;
/** Text is drawn no smaller than at this share of its size. */
export const SMALLEST = 0.85;

/** Whether traps have no room beside the stages. */
export function isNarrowRoom(room: number): boolean {
  return room < NARROW;
}

const NARROW = 600;

/** Characters that fit beside the arrows. */
function labelLength(room: number): number {
  const fitting = Math.floor((room / SMALLEST - LEFT - WIDTH / 2 - 22) / 7);
  return Math.max(LEAST_LABEL, Math.min(MAX_LABEL, fitting));
}

/**
 * The way to the gate goes down, traps stand to its right. A move to the next state is a straight arrow; one that leaves
 * states out goes past them on the left. Without `room` (pixels) for traps
 * beside it these stand below the way, and labels are shorter.
 */
export function layout({ states, moves }: KnockView, room = Number.POSITIVE_INFINITY): Layout {
  const isNarrow = isNarrowRoom(room);
  const longest = isNarrow ? labelLength(room) : MAX_LABEL;
  const labelsOf = (some: readonly MoveView[]): Note[] => notesOf(some, longest);
  const column = states.filter(({ kind }) => kind !== 'ban' && kind !== 'open');
  column.push(...states.filter(({ kind }) => kind === 'open'));
  const rank = new Map(column.map(({ id }, index) => [id, index]));
  const between = (index: number): MoveView[] =>
    moves.filter(({ from, to, kind }) => kind !== 'trap' && rank.get(from) === index && rank.get(to) === index + 1);
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  let y = 10;
  for (const [index, { id, kind, list }] of column.entries()) {
    const label = kind === 'start' ? t('unknown source') : kind === 'open' ? t('access granted') : (list ?? '');
    boxes.push({ id, kind, list, label: cut(label, 26), x: LEFT, y, width: WIDTH, height: HEIGHT });
    const bottom = y + HEIGHT;
    const direct = between(index);
    const next = column[index + 1];
    const room = GAP + Math.max(1, ...[labelsOf(direct).length]) * LINE;
    if (direct.length > 0 && next !== undefined) {
      const x = LEFT + WIDTH / 2;
      arrows.push({
        ...{ path: `M${x} ${bottom} V${bottom + room - 3}`, from: id, to: next.id },
        kind: (direct[0] as MoveView).kind,
        labels: placed(labelsOf(direct), x + 12, bottom + GAP / 2 + 8),
      });
    }
    y = bottom + room;
  }
  const at = new Map(boxes.map((box) => [box.id, box]));
  // One arrow for all moves between the same two states that leave others out.
  const far = moves.filter(
    ({ from, to, kind }) => kind !== 'trap' && kind !== 'release' && rank.get(to) !== (rank.get(from) ?? 0) + 1,
  );
  const told = new Map<string, number>();
  for (const [index, group] of grouped(far).entries()) {
    const [{ from, to, kind }] = group;
    const [start, end] = [at.get(from), at.get(to)];
    if (start === undefined || end === undefined) continue;
    const x = LEFT - 14 - 10 * (index % 5);
    const [top, bottom] = [start.y + HEIGHT / 2 + 4, end.y + HEIGHT / 2 - 4];
    const path = `M${LEFT} ${top} H${x} V${bottom} H${LEFT - 3}`;
    const beside = LEFT + WIDTH + 12;
    const notes = labelsOf(group);
    const above = told.get(to) ?? 0;
    told.set(to, above + notes.length);
    arrows.push({ path, from, to, kind, labels: placed(notes, beside, end.y + HEIGHT / 2 - 4 + above * LINE) });
  }
  let trapY = isNarrow ? y : 10 + HEIGHT + 14;
  const trapX = isNarrow ? LEFT : LEFT + WIDTH + 260;
  const traps = grouped(moves.filter(({ kind }) => kind === 'trap'));
  for (const group of traps) {
    const [{ from, to }] = group;
    const start = at.get(from);
    if (start === undefined) continue;
    let box = at.get(to);
    const isNew = box === undefined;
    const labels = labelsOf(group);
    if (box === undefined) {
      const { list } = states.find(({ id }) => id === to) ?? {};
      box = { id: to, kind: 'ban', list, label: cut(list ?? '', 26), x: trapX, y: trapY, width: WIDTH, height: HEIGHT };
      at.set(to, box);
      boxes.push(box);
    }
    const x = trapX - 16 - 8 * (arrows.length % 4);
    const side = LEFT + WIDTH + 8 + 8 * (arrows.length % 3);
    const path = isNarrow
      ? `M${LEFT + WIDTH} ${start.y + 10} H${side} V${box.y + HEIGHT / 2} H${LEFT + WIDTH + 3}`
      : `M${LEFT + WIDTH} ${start.y + 10} H${x} V${box.y + HEIGHT / 2} H${trapX - 3}`;
    const below = isNew && moves.some(({ kind, from: left }) => kind === 'release' && left === to);
    const notes = below ? [{ text: t('kept out until the entry ends'), line: null, faulty: false }] : [];
    arrows.push({
      ...{ path, from, to, kind: 'trap' },
      labels: placed([...labels, ...notes], trapX, trapY + (isNew ? HEIGHT + 18 : 0)),
    });
    // What else leads to the same list stands below it.
    trapY += (isNew ? HEIGHT + 22 : 4) + (labels.length + notes.length) * LINE;
  }
  const right = Math.max(
    ...boxes.map(({ x, width }) => x + width),
    ...arrows.flatMap(({ labels }) => labels.map(({ x, text }) => x + text.length * 7)),
  );
  return { width: right + 10, height: Math.max(y - GAP, trapY), boxes, arrows };
}

type Note = Omit<Label, 'x' | 'y'>;

function notesOf(moves: readonly MoveView[], longest: number): Note[] {
  return moves.flatMap(({ packet, stays, line, file, fault, enabled, kind }): Note[] => {
    const text = [kind === 'trap' ? t('trap: {0}', packet) : packet, stays].filter((part) => part !== null).join(', ');
    const wrong = enabled ? fault : t('disabled');
    const note = { text: cut(text, longest), line, file, faulty: wrong !== null };
    return wrong === null ? [note] : [note, { text: cut(wrong, longest), line, file, faulty: true }];
  });
}

function placed(notes: readonly Note[], x: number, y: number): Label[] {
  return notes.map((note, index) => ({ ...note, x, y: y + index * LINE }));
}

function grouped(moves: readonly MoveView[]): [MoveView, ...MoveView[]][] {
  const groups = new Map<string, [MoveView, ...MoveView[]]>();
  for (const move of moves) {
    const key = `${move.from} ${move.to}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [move]);
    else group.push(move);
  }
  return [...groups.values()];
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
