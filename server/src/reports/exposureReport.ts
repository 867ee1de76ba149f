import type { FileAnalysis } from '../analysis/analysis.ts';
import type { CellState, Exposure } from '../exposure/exposure.ts';
import { escaped } from '../text/markdown.ts';
import { clean, cleanPath, printableJson } from '../text/printable.ts';
import type { TextRange } from '../text/range.ts';
import type { CellChange, CellEntry, ExposureEntry, ExposureJson, LinePlace } from './jsonOutput.ts';
import { linePlace } from './linePlace.ts';
import type { Paint } from './prettyReport.ts';

export function exposureEntry(
  file: string,
  exposure: Exposure,
  analysis: FileAnalysis,
  device?: string,
): ExposureEntry {
  const place = (range: TextRange | undefined): LinePlace => linePlace(analysis, range);
  return {
    version: 1,
    ...(device === undefined ? {} : { device }),
    file,
    assume: analysis.options.assume ?? null,
    origins: exposure.origins.map(({ range, subject: _, because = null, ...rest }) => ({
      ...rest,
      ...place(range),
      because,
    })),
    targets: exposure.targets.map(
      ({ id, traffic, kind, name, protocol, ports, address, range, listening, restrictedTo }) => ({
        id,
        traffic,
        kind,
        name,
        protocol: protocol ?? null,
        ports: ports ?? null,
        address: address ?? null,
        ...place(range),
        listening,
        restrictedTo: restrictedTo ?? null,
      }),
    ),
    cells: exposure.cells.map(({ by, family, knock = null, ...rest }) => ({
      ...rest,
      family: family === 'ip' ? 'ipv4' : 'ipv6',
      by: by === undefined ? null : { table: by.table, ...place(by.item.origin?.range), action: by.action },
      knock,
    })),
    notes: exposure.notes,
    omitted: exposure.omitted,
  };
}

/** The cells of which the second says something else. Rows and columns are those that have the same id. */
export function exposureChanges(before: ExposureEntry, after: ExposureEntry): CellChange[] {
  const [old, now] = [before, after].map(cellsByPlace) as [Map<string, CellEntry>, Map<string, CellEntry>];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const [was, is] = [old.get(place), now.get(place)];
    const some = (is ?? was) as CellEntry;
    const isSame = was?.state === is?.state && was?.filter === is?.filter && was?.knock === is?.knock;
    // What nobody listens to and nobody did has not been opened by a menu that names it now.
    const isNothing = (was ?? is)?.state === 'closed' && (is ?? was)?.state === 'closed';
    if (isSame || isNothing) return [];
    return [{ from: some.from, to: some.to, family: some.family, before: was ?? null, after: is ?? null }];
  });
}

/** Each cell by its row, column and family; rows that were put together are told apart again. */
function cellsByPlace({ origins, targets, cells }: ExposureEntry): Map<string, CellEntry> {
  const names = new Map(origins.map(({ id, also }) => [id, [id, ...also]]));
  // Which ports are the other ones hangs on the services.
  const others = new Map(targets.filter(({ kind }) => kind === 'other').map(({ id, name }) => [id, name]));
  return new Map(
    cells.flatMap((cell) =>
      (names.get(cell.from) ?? [cell.from]).map(
        (from) => [`${cell.family} ${from} -> ${others.get(cell.to) ?? cell.to}`, { ...cell, from }] as const,
      ),
    ),
  );
}

const STATES: readonly CellState[] = ['open', 'limited', 'after knock', 'depends', 'closed'];
const COLOURS = {
  open: 'red',
  limited: 'yellow',
  'after knock': 'yellow',
  depends: 'yellow',
  closed: 'green',
} as const;

/** By origin: what is open, and how much is closed. */
export function prettyExposure(
  { device, file, origins, targets, cells, notes, omitted }: ExposureEntry,
  paint: Paint,
): string {
  const names = new Map(targets.map((target) => [target.id, target]));
  const rows = origins.map((origin) => {
    const own = cells.filter(({ from }) => from === origin.id);
    const also = origin.also.length === 0 ? '' : `, and the same from ${origin.also.map(clean).join(', ')}`;
    const why = origin.because === null ? '' : `  = ${clean(origin.because)}\n`;
    const shown = STATES.filter((state) => state !== 'closed').flatMap((state) =>
      grouped(own.filter((cell) => cell.state === state)).map((group) => groupLine(group, names, paint)),
    );
    const closed = own.filter(({ state }) => state === 'closed').length;
    const rest =
      own.length === 0
        ? '  no packets of that kind\n'
        : closed === 0
          ? ''
          : `  ${paint('green', 'closed'.padEnd(12))} ${closed === own.length ? `everything (${closed})` : `${closed} others`}\n`;
    return `${paint('bold', `From ${clean(origin.name)}`)}${also}\n${why}${shown.join('')}${rest}`;
  });
  const more =
    omitted.origins + omitted.targets > 0
      ? [`Left out beyond the bounds: ${omitted.origins} origins, ${omitted.targets} targets.\n`]
      : [];
  const title = device === undefined ? cleanPath(file) : `${clean(device)} (${cleanPath(file)})`;
  return `${paint('bold', title)}\n\n${[...rows, ...notes.map((note) => `Note: ${clean(note)}\n`), ...more].join('\n')}`;
}

/** Cells of one state that owe it to the same. */
function grouped(cells: readonly CellEntry[]): CellEntry[][] {
  const groups = new Map<string, CellEntry[]>();
  for (const cell of cells) {
    const reasons = cell.hangsOn.filter((name) => !isMenu(name));
    const key = JSON.stringify([cell.family, cell.filter, cell.by, cell.knock, reasons, cell.hangsOn.some(isMenu)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups.values()];
}

function groupLine(
  group: readonly CellEntry[],
  targets: ReadonlyMap<string, ExposureEntry['targets'][number]>,
  paint: Paint,
): string {
  const [cell] = group as [CellEntry];
  const [packet] = cell.packets;
  const reasons = cell.hangsOn.filter((name) => !isMenu(name)).map(clean);
  const notes = [
    cell.family === 'ipv6' ? 'IPv6' : '',
    cell.knock === null ? deciding(cell) : `knock ${clean(cell.knock)}`,
    cell.hangsOn.some(isMenu) ? 'if it is switched on' : '',
    reasons.length === 0 ? '' : `depends on ${some(reasons)}`,
  ].filter((note) => note !== '');
  const labels = group.map(({ to }) => {
    const target = targets.get(to);
    const only = target?.restrictedTo;
    return `${clean(label(target, to))}${only == null ? '' : ` (answers ${some(only.map(clean))} only)`}`;
  });
  const shown = packet === undefined ? '' : `\n${' '.repeat(15)}${paint('dim', clean(packet))}`;
  return `  ${paint(COLOURS[cell.state], cell.state.padEnd(12))} ${labels.join(', ')}${notes.length === 0 ? '' : `  (${notes.join('; ')})`}${shown}\n`;
}

function isMenu(name: string): boolean {
  return name.startsWith('/') && !name.includes('/firewall/');
}

function some(names: readonly string[]): string {
  return `${names.slice(0, MAX_REASONS).join(', ')}${names.length > MAX_REASONS ? ', …' : ''}`;
}

const MAX_REASONS = 3;

function label(target: ExposureEntry['targets'][number] | undefined, id: string): string {
  if (target === undefined) return id;
  return target.kind === 'service' ? `${target.name} ${target.protocol} ${target.ports}` : target.name;
}

function deciding({ by, filter }: CellEntry): string {
  if (by === null) return filter === 'unknown' ? '' : 'end of the chain';
  return by.line === null
    ? `default rule, ${by.action}`
    : `line ${by.line}${by.file === undefined ? '' : ` of ${cleanPath(by.file)}`}, ${by.action}`;
}

/** A table for a page: a row for each target that is open somewhere. */
export function markdownExposure({ device, file, origins, targets, cells, notes }: ExposureEntry): string {
  const shown = targets.filter(({ id }) => cells.some((cell) => cell.to === id && cell.state !== 'closed'));
  const cell = (to: string, from: string): string => {
    const own = cells.filter((one) => one.to === to && one.from === from);
    const [first] = own;
    if (first === undefined) return '';
    if (own.every(({ state }) => state === first.state)) return stateText(first);
    return own.map((one) => `${one.family === 'ipv4' ? 'IPv4' : 'IPv6'} ${stateText(one)}`).join(', ');
  };
  const header = ['To', ...origins.map(({ name, also }) => [name, ...also].map(inCell).join(', '))];
  const rows = shown.map((target) => [
    inCell(label(target, target.id)),
    ...origins.map(({ id }) => cell(target.id, id)),
  ]);
  const table = [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const closed = targets.length - shown.length;
  const title = inCell(device ?? file);
  return `### What is open: ${title}\n\n${shown.length === 0 ? 'Nothing is open.' : table.join('\n')}\n\n${closed} of ${targets.length} targets are closed from everywhere.\n${notes.map((note) => `\n- ${inCell(note)}`).join('')}${notes.length > 0 ? '\n' : ''}`;
}

function stateText({ state, knock }: CellEntry): string {
  return knock === null ? (state === 'closed' ? 'closed' : `**${state}**`) : `after knock ${inCell(knock)}`;
}

/** Text in a cell of a table: nothing of it is Markdown. */
function inCell(text: string): string {
  return escaped(clean(text));
}

export function jsonExposures(entries: readonly ExposureEntry[]): string {
  const [only, ...others] = entries;
  const json: ExposureJson = only !== undefined && others.length === 0 ? only : { version: 1, routers: entries };
  return `${printableJson(json)}\n`;
}

/** What has changed between two versions. */
export function prettyChanges(before: ExposureEntry, after: ExposureEntry, paint: Paint): string {
  const changes = exposureChanges(before, after);
  if (changes.length === 0) return UNCHANGED;
  const { to, from } = namesIn(before, after);
  const lines = changes.map((change) => {
    const { family, before: was, after: is } = change;
    const cell = (is ?? was) as CellEntry;
    const now = is?.state ?? 'closed';
    const where = is === null ? '' : `  (${deciding(cell)})`;
    return `  ${paint(COLOURS[now], `${was?.state ?? 'closed'} → ${now}`.padEnd(24))} ${clean(to(change))} from ${clean(from(change))}${family === 'ipv6' ? ', IPv6' : ''}${where}\n`;
  });
  return `${paint('bold', `${cleanPath(before.file)} → ${cleanPath(after.file)}`)}\n${lines.join('')}`;
}

export function markdownChanges(before: ExposureEntry, after: ExposureEntry): string {
  const changes = exposureChanges(before, after);
  if (changes.length === 0) return UNCHANGED;
  const { to, from } = namesIn(before, after);
  const rows = changes.map((change) => {
    const { family, before: was, after: is } = change;
    const name = `${to(change)}${family === 'ipv6' ? ' (IPv6)' : ''}`;
    const states = [was, is].map((cell) => (cell === null ? 'closed' : stateText(cell)));
    return `| ${[inCell(name), inCell(from(change)), ...states].join(' | ')} |\n`;
  });
  return `| To | From | Before | Now |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

const UNCHANGED = 'Nothing is open that was not, and nothing has been closed.\n';

/** What a row and a column are called; those of the second version count. */
function namesIn(
  before: ExposureEntry,
  after: ExposureEntry,
): { to(change: CellChange): string; from(change: CellChange): string } {
  const targets = new Map([...before.targets, ...after.targets].map((target) => [target.id, target]));
  const origins = new Map([...before.origins, ...after.origins].map(({ id, name }) => [id, name]));
  return {
    to: ({ to }) => label(targets.get(to), to),
    from: ({ from }) => origins.get(from) ?? from,
  };
}
