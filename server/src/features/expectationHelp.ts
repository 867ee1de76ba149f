/** What helps to write an expectation in a comment, and what it means. */
import type { FileAnalysis } from '../analysis/analysis.ts';
import { services } from '../catalog/services.ts';
import { expectationNames, quoted } from '../expectation/expectation.ts';
import { type ExpectationComment, expectationComments } from '../expectation/expectationComments.ts';
import { type ExpectationSettings, readZones } from '../expectation/expectationsOf.ts';
import { judgeExpectationSteps } from '../expectation/judgeExpectation.ts';
import { connectionStates } from '../packet/packet.ts';
import type { Analysis } from '../rules/rule.ts';
import { code } from '../text/markdown.ts';
import { within } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import type { CompletionItem } from './completion.ts';
import { entities } from './entities.ts';
import type { Hover } from './hover.ts';

/** The expectation in the comment at the offset, with blanks behind it. */
export function expectationAt(
  { script, lines, text }: Pick<Analysis, 'script' | 'lines' | 'text'>,
  offset: number,
): ExpectationComment | undefined {
  const { line } = lines.position(offset);
  const end = lines.lineStart(line + 1);
  if (!text.slice(lines.lineStart(line), end).includes('rosfw-expect')) return undefined;
  return expectationComments({ tree: script.tree }).find(
    ({ range }) => range.start <= offset && offset <= end && lines.position(range.start).line === line,
  );
}

/** What may stand at the offset within an expectation; undefined outside of one. */
export function completeExpectation(
  analysis: Analysis,
  offset: number,
  zones: readonly string[],
): CompletionItem[] | undefined {
  const found = expectationAt(analysis, offset);
  if (found === undefined) return undefined;
  const { start } = found.range;
  const text = analysis.text.slice(start, offset + MOST_BEHIND);
  return completeExpectationText({ text, offset: offset - start }, analysis, zones).map((item) => ({
    ...item,
    edit: { ...item.edit, range: within(item.edit.range, start) },
  }));
}

/** What is behind the caret belongs to a word at most so far. */
const MOST_BEHIND = 200;

/** The text of an expectation, or of a part of a zone, and the place of the caret in it. */
export interface ExpectationCaret {
  readonly text: string;
  readonly offset: number;
  readonly isZone?: boolean;
}

/** What may stand at the caret, with places in the text. */
export function completeExpectationText(
  { text, offset, isZone = false }: ExpectationCaret,
  analysis: Analysis,
  zones: readonly string[],
): CompletionItem[] {
  const before = text.slice(0, offset);
  const typed = /[^\s"=]*$/.exec(before)?.[0] ?? '';
  const open = /"([^"]*)$/.exec(evenQuotes(before) ? '' : before);
  const start = offset - (open === null ? typed.length : (open[0] as string).length);
  const rest = /^[^\s"=]*"?/.exec(open === null ? '' : text.slice(offset, offset + MOST_BEHIND))?.[0] ?? '';
  const range = { start, end: offset + rest.length };
  const written = text.slice(0, start);
  const suggested = isZone ? zoneSuggestions(analysis, written, zones) : suggestions(analysis, written, zones);
  return suggested.map(({ label, kind, detail }, index) => ({
    label,
    kind,
    detail,
    edit: { range, newText: kind === 'list' ? quoted(label) : label },
    snippet: false,
    sortText: String(index).padStart(4, '0'),
    ...(open === null ? {} : { filterText: quoted(label) }),
  }));
}

/** What the class means, what its names stand for, and what it comes to now. */
export function* expectationHoverSteps(
  own: FileAnalysis,
  router: FileAnalysis,
  offset: number,
  zones: ExpectationSettings['zones'] = {},
): Steps<Hover | undefined> {
  const found = expectationAt(own, offset);
  if (found === undefined) return undefined;
  return { markdown: yield* expectationMeaningSteps(found.text, router, zones), range: found.range };
}

/** What an expectation comes to now, and what its names stand for, as Markdown. */
export function* expectationMeaningSteps(
  text: string,
  router: FileAnalysis,
  zones: NonNullable<ExpectationSettings['zones']>,
): Steps<string> {
  const read = readZones(zones);
  const { status, message } = yield* judgeExpectationSteps(text, router, read);
  const names = expectationNames(text).map(({ name, kind }) => meaning(name, kind, router, zones));
  const facts = [...new Set(names.filter((one) => one !== ''))].map((one) => `- ${one}`).join('\n');
  const parts = [`**${HEADS[status]}** ${code(message)}`, facts];
  return parts.filter((part) => part !== '').join('\n\n');
}

const HEADS = { held: 'Held.', failed: 'Failed.', undecided: 'Undecided.', invalid: 'Invalid.' } as const;

/** What a name stands for in the file, in a few words. */
function meaning(
  name: string,
  kind: ReturnType<typeof expectationNames>[number]['kind'],
  { firewall }: FileAnalysis,
  zones: NonNullable<ExpectationSettings['zones']>,
): string {
  const parts = kind === 'zone' || kind === 'name' ? zones[name] : undefined;
  if (parts !== undefined) return `${code(name)} is a zone of the project file: ${parts.map(code).join(', ')}.`;
  if (kind !== 'list' && kind !== 'interface' && [...firewall.interfaces.listNames].includes(name)) {
    const { yes, perhaps, others } = firewall.interfaces.list(name);
    const members = [...yes, ...perhaps].slice(0, MOST_SHOWN).map(code).join(', ');
    const more = others === false ? '' : ', and perhaps others';
    return `${code(name)} is a list of interfaces: ${members === '' ? 'none' : members}${more}.`;
  }
  return '';
}

const MOST_SHOWN = 12;

interface Suggested {
  readonly label: string;
  readonly kind: CompletionItem['kind'];
  readonly detail: string;
}

/** By what has been written before the word at the caret. */
function suggestions(analysis: Analysis, written: string, zones: readonly string[]): readonly Suggested[] {
  const last = /(\S+)\s*$/.exec(written)?.[1] ?? '';
  const names = namesOf(analysis, zones);
  const option = /(?:^|\s)(in|out|listed|state)=$/.exec(written)?.[1];
  if (option === 'state') return connectionStates.map((label) => said(label, 'connection state'));
  if (option === 'listed') return names.lists;
  if (option !== undefined) return [...names.interfaces, ...names.interfaceLists];
  if (/=>/.test(written)) {
    if (last === '=>') return FATES.map((label) => said(label, 'fate'));
    return last === 'by'
      ? [said('line', 'the line of the rule')]
      : [said('by', 'the rule that decides'), said('assuming', 'what is taken for granted')];
  }
  const kind = ofKind(last, names);
  if (kind !== undefined) return kind;
  if (last === 'knock') return names.grants;
  if (last === 'after') return [said('knock', 'the sequence that grants a list')];
  const zone = zoneWords(names);
  if (last === '' || last === 'ipv4' || last === 'ipv6' || last === '!')
    return last === '' ? [...zone, said('ipv4', 'family'), said('ipv6', 'family')] : zone;
  if (last === '->') return [said('router', 'the router itself'), ...zone];
  if (!written.includes('->')) return [said('->', 'from where to where'), said('after', 'after a knock')];
  return [
    said('=>', 'what becomes of the packets'),
    ...['tcp', 'udp', 'icmp'].map((label) => said(label, 'protocol')),
    ...services.filter(({ router }) => router !== undefined).map(({ name }) => said(name, 'service of the router')),
    ...['state=', 'listed=', 'in=', 'out='].map((label) => said(label, 'option')),
  ];
}

/** In a part of a zone. */
function zoneSuggestions(analysis: Analysis, written: string, zones: readonly string[]): readonly Suggested[] {
  const last = /(\S+)\s*$/.exec(written)?.[1] ?? '';
  const names = namesOf(analysis, zones);
  return ofKind(last, names) ?? (last === '' || last === '!' ? zoneWords(names) : []);
}

/** What stands behind the word for a kind of zones. */
function ofKind(kind: string, names: ReturnType<typeof namesOf>): readonly Suggested[] | undefined {
  if (kind === 'interface') return names.interfaces;
  if (kind === 'interfaces') return names.interfaceLists;
  if (kind === 'list') return names.lists;
  return kind === 'zone' ? names.zones : undefined;
}

function zoneWords(names: ReturnType<typeof namesOf>): Suggested[] {
  return [
    said('internet', 'the side that the file shows as outside'),
    said('any', 'everything'),
    ...names.zones,
    ...names.interfaceLists,
    ...names.interfaces,
    ...names.lists,
    ...['interface', 'interfaces', 'list', 'zone'].map((label) => said(label, 'kind of a zone')),
  ];
}

const FATES = ['accepted', 'refused', 'drop', 'reject', 'tarpit'];

function said(label: string, detail: string): Suggested {
  return { label, kind: 'value', detail };
}

function namesOf(analysis: Analysis, zones: readonly string[]) {
  const { all } = entities(analysis);
  const { interfaces, rules } = analysis.firewall;
  const listed = [...interfaces.listNames].flatMap((name) => [...interfaces.list(name).yes]);
  const matched = rules.flatMap(({ matchers }) =>
    matchers.filter(({ name }) => name === 'in-interface' || name === 'out-interface').map(({ text }) => text),
  );
  const named = (labels: Iterable<string>, detail: string): Suggested[] =>
    [...new Set(labels)].map((label) => ({ label, kind: 'list', detail }));
  const ofKind = (kind: string): string[] => all.flatMap((one) => (one.kind === kind ? [one.name] : []));
  return {
    lists: named(ofKind('address-list'), 'address list'),
    interfaceLists: named([...interfaces.listNames, ...ofKind('interface-list')], 'list of interfaces'),
    interfaces: named([...interfaces.names, ...listed, ...matched], 'interface'),
    zones: named(zones, 'zone of the project file'),
    grants: named(
      analysis.knocks.map(({ grant }) => grant.list),
      'list that a knock grants',
    ),
  };
}

function evenQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 0;
}
