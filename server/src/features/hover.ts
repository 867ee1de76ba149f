import type { FileAnalysis } from '../analysis/analysis.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument, BoundScript } from '../binding/boundScript.ts';
import { commandAt } from '../binding/boundScript.ts';
import type { Argument } from '../catalog/catalog.ts';
import { servicesAt } from '../catalog/services.ts';
import { textOf } from '../execution/configuration.ts';
import { chainOf, type FirewallRule } from '../firewall/firewall.ts';
import { witnessOf } from '../firewall/witness.ts';
import { amount, phrase, plural } from '../language/phrase.ts';
import { writePacket } from '../packet/packet.ts';
import { parsePorts } from '../packet/ports.ts';
import { formatDuration, parseTime } from '../packet/time.ts';
import { ruleLine } from '../rules/common/places.ts';
import { constantText } from '../syntax/ast.ts';
import { code, listed } from '../text/markdown.ts';
import { type TextRange, touches } from '../text/range.ts';
import { shownAssignment } from '../text/secretNames.ts';
import {
  type DescribedRule,
  describeAction,
  describeArgument,
  describeMatcher,
  describeRule,
  manualPage,
} from '../wording/describe.ts';
import { type HostedScript, hostedAt } from './hostedScripts.ts';
import { knockRole } from './knockHover.ts';
import { type AddressList, listAt } from './lists.ts';

export interface Hover {
  /** Markdown; text of the file stands in code spans that it cannot leave. */
  readonly markdown: string;
  readonly range: TextRange;
}

/** What stands at the offset, in words a person would say: the argument first, then the rule it belongs to. */
export function hover(analysis: FileAnalysis, offset: number): Hover | undefined {
  const hosted = hostedAt(analysis.script, offset);
  if (hosted === undefined) return hoverIn(analysis, analysis.script, offset);
  const found = hoverIn(analysis, hosted.script.bound, hosted.offset);
  return found === undefined ? hoverIn(analysis, analysis.script, offset) : inFile(found, hosted.script);
}

function inFile({ markdown, range }: Hover, script: HostedScript): Hover {
  return { markdown, range: script.inFile(range) };
}

/** `script` is that of the file, or one within it; the offset counts in it. */
function hoverIn(analysis: FileAnalysis, script: BoundScript, offset: number): Hover | undefined {
  const command = commandAt(script, offset);
  if (command === undefined) return undefined;
  const rule = analysis.firewall.rules.find(({ item }) => item.origin === command);
  const argument = command.arguments.find(({ range }) => touches(command.place(range), offset));
  const parts: string[] = [];
  if (argument !== undefined) parts.push(...argumentParts({ analysis, script, command, rule }, argument, offset));
  else parts.push(longForm(script.tree.text, command, offset));
  // The rule as a whole is said at its command; at each of its words it would be the same again.
  if (rule !== undefined) parts.push(argument === undefined ? ruleParts(analysis, rule) : ruleHead(analysis, rule));
  else if (argument === undefined) parts.push(...commandParts(command, offset));
  const texts = parts.filter((part) => part !== '');
  if (texts.length === 0) return undefined;
  const range = argument === undefined ? nameRange(command) : command.place(argument.range);
  return { markdown: texts.join('\n\n---\n\n'), range };
}

/** A menu line or a block has no name but its path. */
function nameRange({ nameRange: name, range, kind }: BoundCommand): TextRange {
  return kind === 'menu' && name.start === name.end ? range : name;
}

/** What an argument belongs to. */
interface Place {
  readonly analysis: FileAnalysis;
  readonly script: BoundScript;
  readonly command: BoundCommand;
  readonly rule: FirewallRule | undefined;
}

/** The argument's own section: what the value says, what the list holds, what the argument is. */
function argumentParts({ analysis, script, command, rule }: Place, argument: BoundArgument, offset: number): string[] {
  const menu = command.menu?.path ?? '';
  const onValue = touches(command.place(argument.valueRange), offset);
  const value = argument.unset ? undefined : constantText(argument.value);
  const list = onValue && script === analysis.script ? listAt(analysis, offset) : undefined;
  const matcher =
    value === undefined || rule === undefined ? undefined : describeMatcher(argument.name, value, matcherContext(rule));
  const action = argument.name === 'action' ? actionNote(value, rule) : undefined;
  const sections = [
    matcher ?? action ?? '',
    // A matcher's sentence names the services itself.
    value === undefined || matcher !== undefined ? '' : valueNote(argument.argument, value, rule),
    list === undefined ? '' : describeList(list),
  ].filter((section) => section !== '');
  // At a value that has been said in words nobody asks how values are written.
  const isSaid = onValue && sections.length > 0;
  const doc = argument.argument && (isSaid ? argument.argument.doc : describeArgument(menu, argument.argument));
  const head = doc === undefined || doc === '' ? '' : `**${argument.name}** ${doc}`;
  return [[...sections, head].filter((section) => section !== '').join('\n\n')];
}

/** What the action of a rule does: "Drop it silently." */
function actionNote(value: string | undefined, rule: FirewallRule | undefined): string | undefined {
  if (value === undefined || rule === undefined) return undefined;
  const does = describeAction(value, propertiesOf(rule), rule.table);
  return does === undefined ? undefined : `${code(value)}: ${does}`;
}

function propertiesOf(rule: FirewallRule): ReadonlyMap<string, string> {
  return new Map([...rule.item.properties].map(([name, { text }]) => [name, text]));
}

function matcherContext(rule: FirewallRule): { family: 'ip' | 'ipv6'; protocol?: string } {
  const protocol = textOf(rule.item, 'protocol');
  return protocol === undefined ? { family: rule.family } : { family: rule.family, protocol };
}

/** What a time or port means beyond its digits. */
function valueNote(argument: Argument | undefined, value: string, rule: FirewallRule | undefined): string {
  const kind = argument?.type.kind;
  if (kind === 'time' || kind === 'list-timeout') {
    if (value === 'none-dynamic') return phrase`\`none-dynamic\`: until the router restarts.`;
    if (value === 'none-static') return phrase`\`none-static\`: for ever; the entry is saved with the configuration.`;
    const time = parseTime(value);
    // What has one unit needs no other words.
    if (/^\d+[wdhms]$/.test(value) && formatDuration(time?.seconds ?? 0).startsWith(`${Number.parseInt(value, 10)} `))
      return '';
    return time === undefined ? '' : phrase`${code(value)} is ${formatDuration(time.seconds)}.`;
  }
  if (kind !== 'ports' && kind !== 'port') return '';
  const protocol = rule === undefined ? undefined : textOf(rule.item, 'protocol');
  const known = singlePorts(value).flatMap((port) => {
    const service = servicesAt(port, protocol === 'tcp' || protocol === 'udp' ? protocol : undefined)[0];
    return service === undefined ? [] : [phrase`${port} is ${service.title}`];
  });
  return known.length === 0 ? '' : `${listed(known, 'and')}.`;
}

/** The ports that are named one by one; ranges are not spelled out. */
function singlePorts(value: string): number[] {
  const text = value.startsWith('!') ? value.slice(1) : value;
  return (parsePorts(text)?.intervals() ?? []).filter(([low, high]) => low === high).map(([low]) => low);
}

function describeList({ name, filled, asked }: AddressList): string {
  const places = (count: number): string =>
    count === 0
      ? phrase`nowhere`
      : plural(count, { one: phrase`in ${amount(count)} place`, other: phrase`in ${amount(count)} places` });
  return phrase`Address list ${code(name)}: filled ${places(filled.length)}, matched ${places(asked.length)} in this file.`;
}

/** `**Knock 1 of 2** · rule 2 of 5 in input`. */
function ruleHead(analysis: FileAnalysis, rule: FirewallRule): string {
  const chain = chainOf(analysis.firewall, rule);
  const place = phrase`rule ${rule.place} of ${chain.length} in ${code(rule.chain === '' ? phrase`(no chain)` : rule.chain)}`;
  const roles = analysis.knocks.flatMap((knock) => knockRole(knock, rule));
  const heads = roles.length === 0 ? [`**${rule.table}**`] : [...new Set(roles.map(({ head }) => `**${head}**`))];
  return `${heads.join(', ')} · ${place}`;
}

/** The rule in a sentence, its place, and the knock that it belongs to. */
function ruleParts(analysis: FileAnalysis, rule: FirewallRule): string {
  const sentence = describeRule({ family: rule.family, table: rule.table, properties: propertiesOf(rule) });
  const roles = analysis.knocks.flatMap((knock) => knockRole(knock, rule));
  const notes = [...new Set(roles.map(({ note }) => note))];
  const reached = rule.enabled ? [reachNote(analysis, rule)].filter((note) => note !== undefined) : [];
  const taken = rule.enabled ? [takesNote(analysis, rule)].filter((note) => note !== undefined) : [];
  return [ruleHead(analysis, rule), sentence, ...doubtNotes(analysis, rule), ...reached, ...taken, ...notes].join(
    '\n\n',
  );
}

/** What the file leaves open about the rule, so that whatever it decides is not certain. */
function doubtNotes({ firewall }: FileAnalysis, { item }: FirewallRule): string[] {
  const notes: string[] = [];
  if (item.conditional)
    notes.push(phrase`Not certain: whether the rule exists in this form depends on how the script runs.`);
  if (item.placeUnknown) notes.push(phrase`Not certain: its position depends on rules that the file does not show.`);
  if (firewall.configuration.opaqueMenus.has(item.menu)) {
    notes.push(phrase`Not certain: the script changes ${code(item.menu)} in ways that cannot be followed.`);
  }
  return notes;
}

/** What reaches the rule, as a packet that has been tried, or why nothing does. */
function reachNote(analysis: FileAnalysis, rule: FirewallRule): string | undefined {
  const status = analysis.reachability.of(rule);
  switch (status.kind) {
    case 'dead': {
      const chains = new Map<string, number[]>();
      for (const { chain, place } of status.blockers) chains.set(chain, [...(chains.get(chain) ?? []), place]);
      const rules = [...chains]
        .map(([chain, places]) => phrase`${places.join(', ')} of the chain ${code(chain)}`)
        .join(phrase` and `);
      return status.blockers.length === 1
        ? phrase`Never reached: rule ${rules} takes all its packets.`
        : phrase`Never reached: rules ${rules} together take all its packets.`;
    }
    case 'unmatchable':
      return phrase`Matches no packet: its own matchers exclude each other.`;
    case 'unentered':
      return phrase`Never reached: no jump to ${code(rule.chain)} lets through what it matches.`;
    case 'reachable': {
      const witness = witnessOf(rule, analysis.firewall, analysis.reachability);
      if (witness === undefined) return undefined;
      const lists = witness.lists.length === 0 ? '' : phrase` from a source on ${witness.lists.map(code).join(', ')}`;
      const also =
        witness.suppositions.length === 0
          ? ''
          : phrase` if ${witness.suppositions.map((one) => code(shownAssignment(one))).join(', ')}`;
      return phrase`Example packet that gets here: ${code(writePacket(witness.packet))}${lists}${also}.`;
    }
    default:
      return undefined;
  }
}

/** Which later rules of the table miss packets that this one takes. */
function takesNote(analysis: FileAnalysis, rule: FirewallRule): string | undefined {
  const { rules, cut } = analysis.reachability.takenFrom(rule);
  if (rules.length === 0) return undefined;
  const isLost = (other: FirewallRule): boolean => {
    const status = analysis.reachability.of(other);
    return status.kind === 'dead' && status.blockers.length === 1 && status.blockers[0] === rule;
  };
  const lost = rules.filter(isLost);
  // Of the drop at the end everybody knows that it gets what is left.
  const some = rules.filter((other) => !lost.includes(other) && other.matchers.length > 0);
  const notes: string[] = [];
  if (lost.length > 0) notes.push(phrase`Shadows completely: ${places(analysis, lost, false)}.`);
  if (some.length > 0) notes.push(phrase`Shadows in part: ${places(analysis, some, cut)}.`);
  return notes.length === 0 ? undefined : notes.join(' ');
}

/** `line 9`, `lines 9 and 12`, `12 later rules (lines 9, 12, 14, …)`. */
function places(analysis: FileAnalysis, rules: readonly FirewallRule[], cut: boolean): string {
  const lines = rules.flatMap((rule) => (rule.item.origin === undefined ? [] : [ruleLine(analysis, rule)]));
  const first = lines.slice(0, FIRST_LINES);
  const named = listed(first, 'and');
  const all = plural(first.length, { one: phrase`line ${named}`, other: phrase`lines ${named}` });
  if (first.length === rules.length && !cut) return all;
  const later = plural(rules.length, {
    one: phrase`${rules.length} later rule`,
    other: phrase`${rules.length} later rules`,
  });
  const count = cut ? phrase`at least ${later}` : later;
  const some = first.join(', ');
  return first.length === 0
    ? count
    : `${count} (${plural(first.length, { one: phrase`line ${some}`, other: phrase`lines ${some}` })}, …)`;
}

const FIRST_LINES = 3;

/** `/ip firewall filter add` for `/ip fi fi ad`, and for what says only a part of it; empty where all is said. */
function longForm(text: string, { kind, menu, name, range, nameRange }: BoundCommand, offset: number): string {
  if (menu === undefined || (kind !== 'command' && kind !== 'menu')) return '';
  const end = kind === 'menu' ? range.end : nameRange.end;
  if (offset > end) return '';
  const full = menu.path.split('/').filter((word) => word !== '');
  const written = text.slice(range.start, end).split(PATH_SIGNS);
  const known = new Set(['', '..', ...full, name, name.slice(1)]);
  if (written.every((word) => known.has(word))) return '';
  const path = full.length === 0 ? name : `/${[...full, name].join(' ').trim()}`;
  return phrase`Short for ${code(path)}.`;
}

/** What stands between the words of a path. */
const PATH_SIGNS = /[\s\\/]+/;

function commandParts(command: BoundCommand, offset: number): string[] {
  const { kind, menu, name, nameRange: place, range } = command;
  const path = menu?.path;
  if (path === undefined || (kind !== 'menu' && kind !== 'command')) return [];
  const page = manualPage(path);
  const manual = page === undefined ? '' : ` [${phrase`Manual`}](${page})`;
  const described = describedRule(command);
  if (offset > (kind === 'menu' ? range.end : place.end)) return [];
  if (kind === 'menu') return [phrase`Menu ${code(path)}: the lines below run in it.${manual}`];
  const head = phrase`Command ${code(name)} of ${code(path)}.${manual}`;
  return [described === undefined ? head : `${head}\n\n${describeRule(described)}`];
}

/** A rule that is added when a script within a string runs: nothing is known of its place. */
function describedRule({ name, menu, arguments: given }: BoundCommand): DescribedRule | undefined {
  const table = /^\/(ip|ipv6)\/firewall\/(filter|nat|mangle|raw)$/.exec(menu?.path ?? '');
  if (table === null || name !== 'add') return undefined;
  const texts = given.map((argument) => [argument.name, constantText(argument.value)] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return {
    family: table[1] as DescribedRule['family'],
    table: table[2] as DescribedRule['table'],
    properties: new Map(texts as [string, string][]),
  };
}
