import type { BoundCommand } from '../binding/boundCommand.ts';
import type { Declaration, FunctionCall, Variables, VariableUse } from '../binding/variables.ts';
import { LineTable } from '../text/lineTable.ts';
import type { TextRange } from '../text/range.ts';

/** The variables of a text, to be asked by name, so that many of them cost no more than their number. */
export class VariableIndex implements Variables {
  readonly declarations: readonly Declaration[];
  readonly unresolved: readonly VariableUse[];
  readonly calls: readonly FunctionCall[];
  /** Commands that certainly stand at the root. */
  readonly root: ReadonlySet<BoundCommand>;
  readonly #text: string;
  readonly #lines: LineTable;
  readonly #declared = new Map<string, Declaration[]>();
  readonly #missing = new Map<string, number>();
  readonly #odd = new Set<string>();
  #written: Map<string, number[]> | undefined;
  #read: ReadonlySet<string> | undefined;

  constructor(text: string, { declarations, unresolved, calls }: Variables, root: ReadonlySet<BoundCommand>) {
    this.root = root;
    this.#text = text;
    this.#lines = new LineTable(text);
    this.declarations = declarations;
    this.unresolved = unresolved;
    this.calls = calls;
    for (const declaration of declarations) entry(this.#declared, declaration.name).push(declaration);
    for (const { name } of unresolved) this.#missing.set(name, (this.#missing.get(name) ?? 0) + 1);
  }

  /** In text order. */
  declared(name: string): readonly Declaration[] {
    return this.#declared.get(name) ?? [];
  }

  /** The last declaration whose block has ended at an offset; only the nearest ones are looked at. */
  ended(name: string, offset: number, accepts: (declaration: Declaration) => boolean): Declaration | undefined {
    const all = this.declared(name);
    const behind = firstFrom(all, offset, ({ range }) => range.start);
    return all.slice(Math.max(0, behind - NEARBY), behind).findLast((one) => one.scope.end <= offset && accepts(one));
  }

  /** How often a name is used where no declaration takes it. */
  missing(name: string): number {
    return this.#missing.get(name) ?? 0;
  }

  /** Names in sight; none where there are too many for a slip to be told from another name. */
  visible({ start }: TextRange): string[] {
    if (this.declarations.length > MANY) return [];
    return this.declarations
      .filter(({ kind, scope }) => kind !== 'parameter' && scope.start <= start && start < scope.end)
      .map(({ name }) => name);
  }

  /** Those in sight that nothing in the file reads. */
  unread(range: TextRange): string[] {
    this.#read ??= new Set(
      this.declarations.flatMap(({ name, uses }) => (uses.some(({ kind }) => kind !== 'write') ? [name] : [])),
    );
    return this.visible(range).filter((name) => this.#read?.has(name) === false);
  }

  /** Whether it is among few names without a declaration, in a file that declares many; said once for each name. */
  declaresAllBut(name: string): boolean {
    if (this.declared(name).length > 0 || this.#odd.has(name)) return false;
    const declared = this.#declared.size;
    if (declared < OFTEN || this.#missing.size * OFTEN > declared * 2) return false;
    this.#odd.add(name);
    return true;
  }

  /** Whether `$name` is written in a range in code, in the text of a script or in a comment, but for `known`. */
  isWritten(name: string, { start, end }: TextRange, known: ReadonlySet<number>): boolean {
    const places = this.#places(name);
    for (let i = firstFrom(places, start, (at) => at); (places[i] ?? end) < end; i++) {
      if (!known.has(places[i] as number)) return true;
    }
    return false;
  }

  #places(name: string): readonly number[] {
    if (this.#written === undefined) {
      this.#written = new Map();
      for (const { 0: match, 1: plain, 2: inQuotes, index } of this.#text.matchAll(WRITTEN)) {
        const name = plain ?? inQuotes ?? '';
        const quote = plain === undefined ? 1 : 0;
        entry(this.#written, name).push(index + match.length - name.length - quote);
      }
    }
    return this.#written.get(name) ?? [];
  }

  /** Whether the command is written as one of the root. */
  startsWithSign({ nameRange }: BoundCommand): boolean {
    return /[:/]/.test(this.#text.charAt(nameRange.start));
  }

  line({ range }: Declaration): number {
    return this.#lines.position(range.start).line + 1;
  }
}

/** Index of the first item that stands at an offset or behind it; the items are in text order. */
function firstFrom<T>(items: readonly T[], offset: number, at: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(items[middle] as T) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NEARBY = 50;
/** Who declares so many variables declares all. */
const OFTEN = 10;
const MANY = 1000;
const WRITTEN = /\$(?:([A-Za-z0-9]+)|\\?"([^"\\$\r\n]{1,100})\\?")/g;

function entry<T>(map: Map<string, T[]>, name: string): T[] {
  let list = map.get(name);
  if (list === undefined) {
    list = [];
    map.set(name, list);
  }
  return list;
}
