import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument, BoundStatement } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import type { TargetVersion } from '../binding/targetVersion.ts';
import { isInTemplate, templateBlocks, templateParts } from '../binding/templates.ts';
import type { Fix, RelatedPlace, RuleFinding } from '../diagnostics/finding.ts';
import type { ConfigurationItem } from '../execution/configuration.ts';
import { isRefusal } from '../firewall/firewall.ts';
import { phrase } from '../language/phrase.ts';
import { type Paste, pastes } from '../paste/paste.ts';
import { missingArguments, missingFrom } from '../problems/argumentProblems.ts';
import { unknownCommand } from '../problems/unknownCommand.ts';
import { constantText, type SyntaxTree } from '../syntax/ast.ts';
import { perObject } from '../text/perObject.ts';
import type { TextRange } from '../text/range.ts';
import type { Steps } from '../text/steps.ts';
import { rangeOf } from './common/places.ts';
import type { Analysis, Rule } from './rule.ts';

/** The first command that is certain to fail while a script runs: an import ends there. */
export const importStopsHere: Rule = {
  meta: {
    id: 'import-stops-here',
    summary: 'A command is certain to fail, and what stands below it never runs.',
    severity: 'error',
    confidence: 'certain',
    persona: 'regular',
    why: 'An import carries out one command after the other and ends at the first that fails. What stands below is missing on the router, often the final drop of the firewall, while all accepts above it are in place. The rest of the file is judged as if the command were right.',
    remedy: 'Correct the command. Where it may fail, put it into `:do { … } on-error={ … }`.',
    bad: `/ip firewall filter
add action=accept chain=input src-address-list=admins
ip firewall address-list
add address=192.0.2.1 list=admins
/ip firewall filter
add action=drop chain=input
`,
    good: `/ip firewall filter
add action=accept chain=input src-address-list=admins
/ip firewall address-list
add address=192.0.2.1 list=admins
/ip firewall filter
add action=drop chain=input
`,
    fix: 'safe',
    since: '0.1.0',
    sources: [
      'RouterOS manual, Scripting: import; `on-error`.',
      'RouterOS 7.23: "bad command name", "failure: already have such entry".',
    ],
  },

  *check(analysis) {
    const stop = yield* firstStop(analysis);
    if (stop !== undefined) yield finding(analysis, stop);
  },
};

/** A command that fails, and why, as a sentence. */
interface Stop {
  readonly command: BoundCommand;
  readonly range: TextRange;
  readonly why: string;
  /** What to do, as a sentence, where the reason does not tell. */
  readonly remedy?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

function* firstStop(analysis: Analysis): Steps<Stop | undefined> {
  const { script } = analysis;
  const last = plainCommands(script.commands.slice(-1)).at(-1)?.range.start ?? 0;
  const twice = repeatedEntry(analysis);
  const end = Math.min(last, twice?.command.range.start ?? last);
  const renamed = new Map<string, string>();
  // The entries of address lists, which may be very many, fail in no other way than to stand there twice.
  for (const [index, command] of plainCommands(otherCommands(script)).entries()) {
    if (index % OF_A_STEP === 0) yield;
    if (command.range.start >= end) break;
    if (renamed.size === 0 && isHarmless(command.bound)) continue;
    const stop = endOfScript(command) ?? vanished(command, renamed) ?? refused(analysis, command);
    if (stop !== undefined) return stop;
    noteRenaming(command, renamed);
  }
  return twice !== undefined && twice.command.range.start < last ? twice : undefined;
}

const OF_A_STEP = 256;

/** Those that run in any case: of the top level, and of blocks without a condition. */
function plainCommands(commands: readonly BoundCommand[]): BoundCommand[] {
  return commands.flatMap((command) =>
    command.kind === 'block' ? plainCommands([...command.nested.values()].flat()) : [command],
  );
}

function finding(
  analysis: Analysis,
  { command, range, why, remedy = '', related = [], fixes = [] }: Stop,
): RuleFinding {
  const { script, firewall, lines } = analysis;
  const below = plainCommands(script.commands).filter(
    (one) => one.range.start > command.range.start && one.kind !== 'menu',
  ).length;
  const refusals = firewall.rules.filter(
    ({ enabled, action, table, item }) =>
      enabled && table === 'filter' && isRefusal(action) && (item.origin?.range.start ?? -1) > command.range.start,
  );
  const final = refusals.findLast(({ chain }) => chain === 'input') ?? refusals.at(-1);
  const commands = below === 1 ? phrase`the command below never runs` : phrase`the ${below} commands below never run`;
  const among =
    final === undefined
      ? ''
      : phrase`, the ${final.action} of ${final.chain} in line ${lines.position(rangeOf(final).start).line + 1} among them`;
  return {
    message: phrase`${why} An import stops here, so ${commands}${among}. ${remedy}`.trim(),
    range,
    related: [
      ...related,
      ...(final === undefined ? [] : [{ message: phrase`this never runs`, range: rangeOf(final) }]),
    ],
    fixes,
  };
}

/** Whether a command can neither fail for certain nor rename anything, as long as nothing is renamed above it. */
const isHarmless = perObject((command: BoundStatement): boolean => {
  if (endsScript(command) || missingFrom(command).length > 0) return false;
  if (command.kind === 'unknown' || command.menu?.isOpen === true || command.lacksSlash === true) return false;
  return !command.arguments.some(({ name, value }) => name === 'name' || GONE.test(constantText(value) ?? ''));
});

/** `:error` and `:quit` on the top level. */
function endOfScript(command: BoundCommand): Stop | undefined {
  if (!endsScript(command)) return undefined;
  const { range, name } = command;
  return { command, range, why: phrase`\`${name}\` ends the script here, whatever the router holds.` };
}

function endsScript({ kind, name }: Pick<BoundStatement, 'kind' | 'name'>): boolean {
  return kind === 'command' && (name === ':error' || name === ':quit');
}

/** A name that the router does not know, or an argument that it demands. */
function refused({ script: { tree }, version }: Analysis, command: BoundCommand): Stop | undefined {
  const target: TargetVersion | undefined = version === undefined ? undefined : { version, from: 'chosen' };
  const problem = unknownCommand(command, tree.text, target) ?? missingArguments(command, tree.text);
  if (problem?.severity !== 'error') return undefined;
  const { message, start, end, fix } = problem;
  if (isInTemplate(templateOf(tree), start)) return undefined;
  // What stands there by mistake is said to be that, with all of it.
  if (problem.code === 'unknown-command' && pastes(tree.text).some((paste) => isPartOf(paste, start))) return undefined;
  const [why = '', remedy = ''] = message.split(/, (?:so|and) an import stops here/);
  const fixes = fix === undefined ? [] : [{ title: fix.title, edits: fix.edits, safe: fix.unsafe !== true }];
  return { command, range: { start, end }, why: `${why}.`, remedy: remedy.replace(/^\. /, ''), fixes };
}

/** Marks of a page stand in all of a text, other pastes in a part of it. */
function isPartOf({ kind, start, end }: Paste, offset: number): boolean {
  return kind === 'pasted-markup' || (start <= offset && offset <= end);
}

/** What an engine fills in, and the lines around it. */
const templateOf = perObject(({ text }: SyntaxTree) => templateBlocks(text, templateParts(text)));

/** The first static entry of a list that stood there already, to the letter. */
function repeatedEntry({ configuration, script, lines }: Analysis): Stop | undefined {
  const before = new Map<BoundCommand, BoundCommand>();
  for (const menu of ['/ip/firewall/address-list', '/ipv6/firewall/address-list']) {
    if (configuration.opaqueMenus.has(menu)) continue;
    const known = new Map<string, BoundCommand>();
    for (const { properties, origin, conditional } of configuration.menus.get(menu) ?? []) {
      if (origin === undefined || origin.name !== 'add' || conditional) continue;
      const key = staticEntry(properties);
      if (key === undefined) continue;
      const first = known.get(key);
      if (first === undefined) known.set(key, origin);
      else before.set(origin, first);
    }
  }
  if (before.size === 0) return undefined;
  const command = plainCommands(script.commands).find((one) => before.has(one));
  const first = command === undefined ? undefined : before.get(command);
  if (command === undefined || first === undefined) return undefined;
  const [list, address] = ['list', 'address'].map((name) => command.arguments.find((one) => one.name === name));
  const line = lines.position(first.range.start).line + 1;
  return {
    command,
    range: address === undefined ? command.range : command.place(address.range),
    why: phrase`Line ${line} has put ${constantText(address?.value)} on the list ${constantText(list?.value)} already: "already have such entry".`,
    related: [{ message: phrase`the same entry`, range: first.range }],
  };
}

/** What an entry without an end is, by its list and address; undefined if that hangs on more than its text. */
const staticEntry = perObject((properties: ConfigurationItem['properties']): string | undefined => {
  const [list, address, timeout, dynamic] = ['list', 'address', 'timeout', 'dynamic'].map(
    (name) => properties.get(name)?.text ?? '',
  );
  const isStatic = timeout === '' && dynamic === '' && list !== '';
  return isStatic && [...properties.values()].every(({ constant }) => constant) ? `${list}\n${address}` : undefined;
});

/** An argument that names an object by a number that an export has left, or an interface by a name that it lost above. */
function vanished(command: BoundCommand, renamed: ReadonlyMap<string, string>): Stop | undefined {
  if (command.kind !== 'command' || (command.name !== 'add' && command.name !== 'set')) return undefined;
  for (const argument of command.arguments) {
    const text = constantText(argument.value);
    if (text === undefined || argument.value?.kind !== 'Word') continue;
    const why = GONE.test(text)
      ? phrase`\`${text}\` stands for an object that was gone when the export was written, and no router finds it.`
      : lostName(argument, text, renamed);
    if (why !== undefined) return { command, range: command.place(argument.range), why };
  }
  return undefined;
}

function lostName({ name }: BoundArgument, text: string, renamed: ReadonlyMap<string, string>): string | undefined {
  const now = INTERFACE.test(name) ? renamed.get(text.replace(/^!/, '')) : undefined;
  return now === undefined
    ? undefined
    : phrase`The interface ${text.replace(/^!/, '')} is called ${now} from above on.`;
}

/** What an export writes for an object that is gone. */
const GONE = /^\*[0-9A-F]+$/;
const INTERFACE = /^(?:(?:in-|out-)?interface|(?:in-|out-)bridge-port)$/;

/** `set [ find default-name=ether1 ] name=wan`; a name that something is given later is one again. */
function noteRenaming({ menu, name, arguments: given, positionals }: BoundCommand, renamed: Map<string, string>): void {
  const named = given.find((argument) => argument.name === 'name')?.value;
  const to = named === undefined ? undefined : constantText(named);
  if (to === undefined || menu?.path.startsWith('/interface') !== true) return;
  renamed.delete(to);
  const finds = positionals[0]?.value;
  if (name !== 'set' || menu.path !== '/interface/ethernet' || finds?.kind !== 'Substitution') return;
  const condition = finds.list.statements[0]?.items.find((item) => item.kind === 'Condition');
  const expression = condition?.kind === 'Condition' ? condition.expression : undefined;
  const isPlain = expression?.kind === 'Binary' && expression.operator === '=' && expression.left.kind === 'Word';
  if (!isPlain || expression.left.kind !== 'Word' || !/^(?:default-)?name$/.test(expression.left.text)) return;
  const from = expression.right.kind === 'Word' ? expression.right.text : undefined;
  if (from !== undefined && from !== to) renamed.set(from, to);
}
