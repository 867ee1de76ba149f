import { bind } from '../binding/bind.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import { catalog } from '../catalog/catalog.ts';
import type { TextOrigin } from '../diagnostics/finding.ts';
import { constantText, type Value } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { LineTable } from '../text/lineTable.ts';
import type { TextRange } from '../text/range.ts';

export interface Part {
  /** The name that reports show; what it is told apart by. */
  readonly file: string;
  readonly text: string;
}

/** Finds the file that another imports; undefined where it is not known. */
export type LoadImport = (importer: string, name: string) => Part | undefined;

/**
 * Several scripts as the one that the router carries out: one after the other, and each `/import` of a file that is
 * known replaced by its text. Where every character came from stays known.
 */
export class Composition implements TextOrigin {
  readonly text: string;
  readonly parts: ReadonlyMap<string, Part>;
  readonly #segments: readonly Segment[];
  readonly #lines = new Map<string, LineTable>();

  constructor(mains: readonly Part[], load: LoadImport) {
    const builder = new Builder(load);
    for (const part of mains) builder.main(part);
    this.text = builder.text.join('');
    this.parts = builder.parts;
    this.#segments = builder.segments;
  }

  /** Whether there is anything to compose: one file without imports is itself. */
  get isSingle(): boolean {
    return this.parts.size === 1;
  }

  /** Which pieces of which files stand where: two with the same text and layout are the same. */
  get layout(): string {
    return JSON.stringify(this.#segments.map(({ part, offset, start, end }) => [part.file, offset, start, end]));
  }

  fileOf(offset: number): string | undefined {
    return this.#segmentAt(offset)?.part.file;
  }

  lineName(offset: number): string {
    const segment = this.#segmentAt(offset);
    if (segment === undefined) return '?';
    const { file } = segment.part;
    const { line } = this.#linesOf(segment.part).position(offset - segment.start + segment.offset);
    return `${line + 1} of ${file}`;
  }

  /** The range in its own file; undefined for one that is in none, or in several. */
  inFile(range: TextRange): { readonly file: string; readonly range: TextRange } | undefined {
    const segment = this.#segmentAt(range.start);
    if (segment === undefined || range.end > segment.end) return undefined;
    const shift = segment.offset - segment.start;
    return { file: segment.part.file, range: { start: range.start + shift, end: range.end + shift } };
  }

  /** The offset in the whole of one in a file; undefined where that character was left out. */
  inWhole(file: string, offset: number): number | undefined {
    const segment = this.#segments.find(
      ({ part, offset: from, start, end }) => part.file === file && from <= offset && offset <= from + end - start,
    );
    return segment === undefined ? undefined : segment.start + offset - segment.offset;
  }

  #linesOf(part: Part): LineTable {
    let lines = this.#lines.get(part.file);
    if (lines === undefined) {
      lines = new LineTable(part.text);
      this.#lines.set(part.file, lines);
    }
    return lines;
  }

  #segmentAt(offset: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle] as Segment).end > offset) high = middle;
      else low = middle + 1;
    }
    const segment = this.#segments[low];
    return segment !== undefined && segment.start <= offset ? segment : undefined;
  }
}

/** A piece of a file in the whole. */
interface Segment extends TextRange {
  readonly part: Part;
  /** Where the piece begins in its file. */
  readonly offset: number;
}

/** Bounds for files that import each other without end, or more than any router holds. */
const DEEPEST = 8;
const MOST_PARTS = 1000;
const LONGEST = 16_000_000;

class Builder {
  readonly text: string[] = [];
  readonly segments: Segment[] = [];
  readonly parts = new Map<string, Part>();
  readonly #load: LoadImport;
  #length = 0;

  constructor(load: LoadImport) {
    this.#load = load;
  }

  /** A file that somebody runs by itself, unless one before it has imported it. */
  main(part: Part): void {
    if (this.parts.has(part.file)) return;
    if (this.parts.size > 0) this.#glue('\n/\n');
    this.#add(part, 0);
  }

  #add(part: Part, depth: number): void {
    this.parts.set(part.file, part);
    let done = 0;
    let menu = '/';
    for (const command of part.text.includes('import') ? bind(parse(part.text), catalog).commands : []) {
      if (command.kind === 'menu') menu = part.text.slice(command.range.start, command.range.end);
      const name = importedName(command);
      const imported = name === undefined || depth >= DEEPEST ? undefined : this.#load(part.file, name);
      if (imported === undefined) continue;
      if (this.parts.has(imported.file)) {
        // A file that is imported twice runs twice; here it is followed once, which also ends every circle.
        this.#copy(part, done, command.range.start);
        done = command.range.end;
        continue;
      }
      if (this.parts.size >= MOST_PARTS) continue;
      if (this.#length + imported.text.length > LONGEST) continue;
      this.#copy(part, done, command.range.start);
      this.#glue('\n/\n');
      this.#add(imported, depth + 1);
      this.#glue(`\n${menu}\n`);
      done = command.range.end;
    }
    this.#copy(part, done, part.text.length);
  }

  #copy(part: Part, start: number, end: number): void {
    this.segments.push({ part, offset: start, start: this.#length, end: this.#length + end - start });
    this.#glue(part.text.slice(start, end));
  }

  #glue(text: string): void {
    this.text.push(text);
    this.#length += text.length;
  }
}

/** The names of all files that a script imports by plain commands. */
export function importedNames(text: string): string[] {
  return bind(parse(text), catalog).commands.flatMap((command) => importedName(command) ?? []);
}

/** The file of a plain `/import`; one inside a condition or a loop may never run. */
function importedName(command: BoundCommand): string | undefined {
  const value = importedFile(command);
  return value === undefined ? undefined : constantText(value);
}

/** The value of an `/import` that names the file. */
export function importedFile({ kind, name, arguments: given, positionals }: BoundCommand): Value | undefined {
  if (kind !== 'command' || name !== ':import') return undefined;
  const named = given.find((argument) => argument.name === 'file-name');
  return named === undefined ? positionals[0]?.value : named.value;
}
