import type { BoundCommand } from '../../binding/boundCommand.ts';
import type { Fix } from '../../diagnostics/finding.ts';
import { type ConfigurationItem, type PlacedProperty, placed } from '../../execution/configuration.ts';
import { defaultRule, type FirewallRule } from '../../firewall/firewall.ts';
import { phrase } from '../../language/phrase.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { TextRange } from '../../text/range.ts';
import type { Analysis } from '../rule.ts';

export { quoted } from '../../syntax/quote.ts';

/**
 * The command of the file that made the rule, or changed it first. A finding is only made of rules that have one: a
 * default rule has no place in the text.
 */
export function originOf({ item }: Pick<FirewallRule, 'item'>): BoundCommand {
  if (item.origin === undefined) throw new Error(phrase`${item.menu} ${item.id} has no place in the text`);
  return item.origin;
}

/** Where a finding on a rule is shown: the matcher or argument at fault, else the command's name. */
export function rangeOf({ item }: FirewallRule, ...properties: readonly string[]): TextRange {
  return rangeOfItem(item, ...properties);
}

/** The same for an item of any menu. */
export function rangeOfItem(item: ConfigurationItem, ...properties: readonly string[]): TextRange {
  for (const name of properties) {
    const property = placed(item, item.properties.get(name));
    if (property !== undefined) return property.range;
  }
  return originOf({ item }).nameRange;
}

/** Line of the command that made the rule, counted from 1, such as `9`; `9 of nat.rsc` where there are several files. */
export function ruleLine({ lines, origin }: Analysis, rule: FirewallRule): string {
  const { start } = originOf(rule).range;
  return origin?.lineName(start) ?? String(lines.position(start).line + 1);
}

/** `line 9`, or the name of a default rule. */
export function placeOf(analysis: Analysis, rule: FirewallRule): string {
  return defaultRule(rule) ?? phrase`line ${ruleLine(analysis, rule)}`;
}

/** A fix that writes another value; none where the value is computed. */
export function replaceValue(property: PlacedProperty | undefined, newText: string, title: string): Fix[] {
  const edits = valueEdits([property], newText);
  return edits.length === 0 || property?.computed === true ? [] : [{ title, safe: false, edits }];
}

/** The edits that write another value, where the properties stand in the text. */
export function valueEdits(properties: readonly (PlacedProperty | undefined)[], newText: string): TextEdit[] {
  return properties.flatMap((property) => (property === undefined ? [] : [{ range: property.valueRange, newText }]));
}

/** A property of the rule, or of another item, at its place in the text. */
export function placedOf({ item }: Pick<FirewallRule, 'item'>, name: string): PlacedProperty | undefined {
  return placed(item, item.properties.get(name));
}

/** Adds ` name=value` behind the last argument of the command that made the rule. */
export function appendArgument(rule: FirewallRule, argument: string): TextEdit {
  const { end } = originOf(rule).range;
  return { range: { start: end, end }, newText: ` ${argument}` };
}

/** Inserts lines above the line on which the rule's command begins, in its indentation and behind its path. */
export function insertAbove(analysis: Analysis, rule: FirewallRule, commands: readonly string[]): TextEdit {
  const { start } = wholeLines(analysis.text, originOf(rule));
  const lines = besideLines(analysis, rule, commands);
  return { range: { start, end: start }, newText: lines.map((line) => `${line}${eol(analysis.text)}`).join('') };
}

/** Inserts lines below the line on which the rule's command ends, in its indentation and behind its path. */
export function insertBelow(analysis: Analysis, rule: FirewallRule, commands: readonly string[]): TextEdit {
  const { text } = analysis;
  const { end } = wholeLines(text, originOf(rule));
  const closed = end > 0 && /[\r\n]/.test(text.charAt(end - 1));
  const lines = besideLines(analysis, rule, commands).join(eol(text));
  return { range: { start: end, end }, newText: closed ? `${lines}${eol(text)}` : `${eol(text)}${lines}` };
}

function besideLines({ text }: Analysis, rule: FirewallRule, commands: readonly string[]): string[] {
  const origin = originOf(rule);
  const indent = /^[ \t]*/.exec(text.slice(wholeLines(text, origin).start))?.[0] ?? '';
  const path = pathOf(text, origin);
  return commands.map((command) => `${indent}${/^add\b/.test(command) ? path : ''}${command}`);
}

/** What stands in front of the command's own name: `/ip firewall filter ` in an export of one command a line, else nothing. */
function pathOf(text: string, { range, nameRange }: BoundCommand): string {
  return text.slice(range.start, nameRange.end).replace(/[a-z-]+$/, '');
}

/**
 * Whether the command stands alone on its lines, with its menu in front or in that of the lines before, and adds at the
 * end of the list, so that lines put beside it run in the same menu and stand beside it in the list.
 */
export function standsAlone(analysis: Analysis, rule: FirewallRule): boolean {
  const origin = originOf(rule);
  const { start, end } = wholeLines(analysis.text, origin);
  const before = analysis.text.slice(start, origin.range.start);
  const after = analysis.text.slice(origin.range.end, end);
  return (
    before.trim() === '' &&
    after.trim() === '' &&
    origin.name === 'add' &&
    /^(?:[a-z0-9/-]+[ \t]+|\/(?:[a-z0-9-]+\/)+)*$/.test(pathOf(analysis.text, origin)) &&
    !origin.arguments.some(({ name }) => name === 'place-before')
  );
}

/** Puts lines at the end of the text, whether or not its last line is closed. */
export function appendLines(text: string, lines: readonly string[]): TextEdit {
  const end = eol(text);
  const start = text === '' || /[\r\n]$/.test(text) ? '' : end;
  const range = { start: text.length, end: text.length };
  return { range, newText: start + lines.map((line) => line + end).join('') };
}

/** Moves the lines of a rule up, where both commands stand alone; it goes behind the path of the one that it goes above. */
export function moveAbove(analysis: Analysis, rule: FirewallRule, other: FirewallRule, title: string): Fix[] {
  if (!standsAlone(analysis, rule) || !standsAlone(analysis, other)) return [];
  const { text } = analysis;
  const { range } = originOf(rule);
  if (range.start < originOf(other).range.start) return [];
  const own = withComments(text, wholeLines(text, originOf(rule)));
  const comments = text.slice(own.start, range.start);
  const command = text.slice(range.start + pathOf(text, originOf(rule)).length, range.end);
  const lines = `${comments}${pathOf(text, originOf(other))}${command}`;
  return [{ title, safe: false, edits: [insertAbove(analysis, other, [lines]), { range: own, newText: '' }] }];
}

/** Comment lines right above a command speak of it and go with it. */
function withComments(text: string, lines: TextRange): TextRange {
  const above = /(?:^[ \t]*#[^\r\n]*(?:\r\n|\n|\r))+(?![\s\S])/m.exec(
    text.slice(Math.max(0, lines.start - 2000), lines.start),
  );
  return { start: lines.start - (above?.[0].length ?? 0), end: lines.end };
}

/** The full lines that the command covers, line end included. */
export function wholeLines(text: string, { range }: Pick<BoundCommand, 'range'>): TextRange {
  let { start, end } = range;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) === 13) end++;
  if (text.charCodeAt(end) === 10) end++;
  return { start, end };
}

/** Line end of the text, as far as its first line shows. */
export function eol(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}
