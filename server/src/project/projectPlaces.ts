import { type Node, parseTree } from 'jsonc-parser';
import type { TextRange } from '../text/range.ts';
import { type ProjectFile, readProjectFile } from './projectFile.ts';

/** Where in a project file something is said: of all files, of a device, or of the files of an override. */
export type ProjectLayer =
  | { readonly kind: 'all' }
  | { readonly kind: 'device'; readonly name: string }
  | { readonly kind: 'override'; readonly index: number };

/** A text of a project file, as its reader gets it. */
export interface ProjectText {
  readonly kind: 'expectation' | 'zone-part' | 'pattern';
  readonly text: string;
  readonly layer: ProjectLayer;
  /** In the file, without the quotes. */
  readonly range: TextRange;
  /** The place in the file of a place in the text. */
  inFile(range: TextRange): TextRange;
  /** How many characters of the text stand before an offset of the file. */
  inText(offset: number): number;
}

export interface ZoneDefinition {
  readonly name: string;
  readonly layer: ProjectLayer;
  /** Of the name in the file, without the quotes. */
  readonly range: TextRange;
  readonly parts: readonly string[];
}

/** What of a project file names something, with places. */
export interface ProjectPlaces {
  readonly file: ProjectFile;
  readonly zones: readonly ZoneDefinition[];
  readonly texts: readonly ProjectText[];
}

export function projectPlaces(source: string): ProjectPlaces {
  const { file, faults } = readProjectFile(source);
  // What is too long or nested too deep is not parsed a second time either.
  const isRefused = faults.some(({ start, end }) => start === 0 && end === 0);
  const text = source.replace(/^\ufeff/, ' ');
  const root = isRefused ? undefined : parseTree(text, [], { allowTrailingComma: true });
  const zones: ZoneDefinition[] = [];
  const texts: ProjectText[] = [];
  for (const { node, layer } of layersOf(root)) {
    for (const entry of elements(member(node, 'expect'))) texts.push(...textOf('expectation', entry, text, layer));
    for (const entry of elements(member(node, 'files'))) texts.push(...textOf('pattern', entry, text, layer));
    for (const { key, value } of members(member(node, 'zones'))) {
      const parts = elements(value).flatMap((part) => textOf('zone-part', part, text, layer));
      texts.push(...parts);
      const range = insideOf(key, text);
      zones.push({ name: String(key.value), layer, range, parts: parts.map((part) => part.text) });
    }
  }
  return { file, zones, texts };
}

/** Whether what is said in one layer may hold for a file for which the other holds, too. */
export function mayMeet(a: ProjectLayer, b: ProjectLayer): boolean {
  return a.kind !== 'device' || b.kind !== 'device' || a.name === b.name;
}

/** A text as it stands between the quotes of a string. */
export function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function layersOf(root: Node | undefined): { readonly node: Node; readonly layer: ProjectLayer }[] {
  if (root?.type !== 'object') return [];
  return [
    { node: root, layer: { kind: 'all' } },
    ...members(member(root, 'devices')).map(({ key, value }) => {
      return { node: value, layer: { kind: 'device', name: String(key.value) } as const };
    }),
    ...elements(member(root, 'overrides')).map((node, index) => {
      return { node, layer: { kind: 'override', index } as const };
    }),
  ];
}

function members(node: Node | undefined): { readonly key: Node; readonly value: Node }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
}

/** The last of a name, which is the one that counts. */
function member(node: Node, name: string): Node | undefined {
  return members(node).findLast(({ key }) => key.value === name)?.value;
}

function elements(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

function textOf(kind: ProjectText['kind'], node: Node, source: string, layer: ProjectLayer): ProjectText[] {
  if (node.type !== 'string') return [];
  const range = insideOf(node, source);
  const offsets = unitOffsets(source, range);
  const place = (at: number): number => offsets[Math.min(at, offsets.length - 1)] as number;
  return [
    {
      kind,
      layer,
      range,
      text: String(node.value),
      inFile: ({ start, end }) => ({ start: place(start), end: place(end) }),
      inText: (offset) => offsets.findLastIndex((one) => one <= offset),
    },
  ];
}

/** A string whose quote is not closed yet goes to the end of its line. */
function insideOf({ offset, length }: Node, source: string): TextRange {
  const whole = source.slice(offset, offset + length);
  const isClosed = length > 1 && /(?<!\\)(?:\\\\)*"$/.test(whole.slice(1));
  return { start: offset + 1, end: offset + Math.max(1, length - (isClosed ? 1 : 0)) };
}

/** Where each unit of the text begins in the file, and where the last one ends. */
function unitOffsets(source: string, { start, end }: TextRange): number[] {
  const offsets: number[] = [];
  for (let at = start; at < end; ) {
    offsets.push(at);
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(end);
  return offsets;
}
