/** What helps to write `rosfw.json`: which zones there are, where they are named, and what may stand at the caret. */
import { zoneNames, zoneWord } from '../expectation/zoneNames.ts';
import {
  jsonEscaped,
  mayMeet,
  type ProjectLayer,
  type ProjectPlaces,
  type ProjectText,
} from '../project/projectPlaces.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import { type TextRange, touches, within } from '../text/range.ts';
import type { CompletionItem } from './completion.ts';
import { completeExpectationText } from './expectationHelp.ts';

/** A zone in a text: where it is made, or an expectation or another zone names it. */
export interface ZoneOccurrence {
  readonly name: string;
  readonly role: 'definition' | 'use';
  /** Undefined in a script. */
  readonly layer: ProjectLayer | undefined;
  /** The name alone, without quotes. */
  readonly range: TextRange;
  renamed(name: string): TextEdit;
}

/** All zones of a project file, in no order. */
export function zonesInProject({ zones, texts }: ProjectPlaces): ZoneOccurrence[] {
  const made = zones.map(({ name, layer, range }): ZoneOccurrence => {
    return { name, role: 'definition', layer, range, renamed: (other) => ({ range, newText: jsonEscaped(other) }) };
  });
  const used = texts.flatMap((text): ZoneOccurrence[] => {
    if (text.kind === 'pattern') return [];
    const isZone = (name: string): boolean => isDefined(zones, name, text.layer);
    return zoneNames(text.text, isZone).map(({ name, range }) => ({
      name,
      role: 'use',
      layer: text.layer,
      range: text.inFile(withoutQuotes(text.text, range)),
      renamed: (other) => ({ range: text.inFile(range), newText: jsonEscaped(zoneWord(other)) }),
    }));
  });
  return [...made, ...used];
}

/** The zones that expectations in the comments of a script name; `start` is where the expectation stands in it. */
export function zonesInExpectation(text: string, start: number, isZone: (name: string) => boolean): ZoneOccurrence[] {
  return zoneNames(text, isZone).map(({ name, range }) => ({
    name,
    role: 'use',
    layer: undefined,
    range: within(withoutQuotes(text, range), start),
    renamed: (other) => ({ range: within(range, start), newText: zoneWord(other) }),
  }));
}

/** Why no zone can be called so; undefined where it can. */
export function badZoneName({ zones }: Pick<ProjectPlaces, 'zones'>, name: string): string | undefined {
  if (name.trim() === '') return 'A zone needs a name.';
  if (name.length > LONGEST_NAME) return `The name of a zone has at most ${LONGEST_NAME} characters.`;
  if (/[\p{Cc}"\\]/u.test(name)) return 'The name of a zone has no quotes, no backslashes and no line breaks.';
  return zones.some((zone) => zone.name === name) ? `There already is a zone "${name}".` : undefined;
}

const LONGEST_NAME = 100;

/** What is known where a project file is completed. */
export interface ProjectKnowledge {
  /** The router that the text at the caret is about. */
  readonly analysis: Analysis | undefined;
  /** Paths of the scripts of the project. */
  readonly files: readonly string[];
}

/** The text at the offset, also at its ends. */
export function projectTextAt({ texts }: Pick<ProjectPlaces, 'texts'>, offset: number): ProjectText | undefined {
  return texts.find(({ range }) => touches(range, offset));
}

/** What may stand at the offset of a project file, within the text there. */
export function completeProject(
  { zones }: ProjectPlaces,
  text: ProjectText,
  offset: number,
  { analysis, files }: ProjectKnowledge,
): CompletionItem[] {
  if (text.kind === 'pattern') return files.map((file) => fileItem(file, text.range));
  if (analysis === undefined) return [];
  const names = zones.filter(({ layer }) => mayMeet(layer, text.layer)).map(({ name }) => name);
  const caret = { text: text.text, offset: text.inText(offset), isZone: text.kind === 'zone-part' };
  return completeExpectationText(caret, analysis, [...new Set(names)]).map((item) => ({
    ...item,
    edit: { range: text.inFile(item.edit.range), newText: jsonEscaped(item.edit.newText) },
    ...(item.filterText !== undefined && { filterText: jsonEscaped(item.filterText) }),
  }));
}

function fileItem(file: string, range: TextRange): CompletionItem {
  const edit = { range, newText: jsonEscaped(file) };
  return { label: file, kind: 'value', detail: 'RouterOS script', edit, snippet: false, sortText: file };
}

function isDefined(zones: ProjectPlaces['zones'], name: string, layer: ProjectLayer): boolean {
  return zones.some((zone) => zone.name === name && mayMeet(zone.layer, layer));
}

function withoutQuotes(text: string, { start, end }: TextRange): TextRange {
  const isQuoted = text[start] === '"' && text[end - 1] === '"' && end - start > 1;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
