import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, type BoundStatement, forEachCommand } from '../binding/boundScript.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { hasTemplate } from '../binding/templates.ts';
import type { Argument, Menu } from '../catalog/catalog.ts';
import { phrase, plural } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import { error, withUnsafeFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { isChecked, menuWords, writesItems } from './checkedMenus.ts';

/** Arguments that are missing, stand twice, or belong to another action than the one that the rule has. */
export function argumentProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const { text } = script.tree;
  forEachCommand(script.commands, (command) => {
    if (lacksStart(command)) problems.push(withoutStart(command));
    if (!writesItems(command)) return;
    for (const problem of repeated(command)) problems.push(problem);
    const missing = isBeforeSeven(target) ? undefined : missingArguments(command, text);
    if (missing !== undefined) problems.push(missing);
    else for (const problem of actionProblems(command, text)) problems.push(problem);
  });
  return problems;
}

/** `[:pick $text]`: a part of something that begins nowhere. */
function lacksStart({ command, kind, positionals, arguments: given, statement }: BoundCommand): boolean {
  if (kind !== 'command' || command?.path !== '/pick' || statement.problems.length > 0) return false;
  return positionals.length === 1 && !given.some(({ name }) => name === 'begin' || name === 'end');
}

function withoutStart({ nameRange: { start, end } }: BoundCommand): SyntaxProblem {
  return {
    code: 'missing-argument',
    severity: 'information',
    start,
    end,
    message: phrase`\`:pick\` takes a text and a start, and this has no start: the script fails there when it runs, as far as the manual tells. Write \`:pick $text 0\`, or use the text itself.`,
  };
}

/** The second of two of one name: RouterOS takes the last value. */
function* repeated(command: BoundCommand): Iterable<SyntaxProblem> {
  const seen = new Map<string, BoundArgument>();
  for (const argument of command.arguments) {
    const before = seen.get(argument.name);
    seen.set(argument.name, argument);
    if (before === undefined || argument.argument === undefined || argument.unset || before.unset) continue;
    const { start, end } = command.place(argument.range);
    const same = constantText(before.value) === constantText(argument.value) && before.value !== undefined;
    yield {
      code: 'repeated-argument',
      severity: 'warning',
      start,
      end,
      message: same
        ? phrase`\`${argument.name}\` stands twice in this command. Remove one of the two.`
        : phrase`\`${argument.name}\` stands twice in this command, and only one value can hold. Remove the wrong one, or write a second command.`,
    };
  }
}

/** What `add` refuses to do without and the command does not give; nothing where something else may bring it. */
export function missingFrom({
  command: known,
  menu,
  arguments: given,
  positionals,
  statement,
}: Pick<BoundStatement, 'command' | 'menu' | 'arguments' | 'positionals' | 'statement'>): Argument[] {
  if (known?.name !== 'add' || known.arguments === undefined || menu === undefined) return [];
  // A fault of the text may hide an argument, and so may a word that no argument takes.
  if (positionals.length > 0 || statement.problems.length > 0 || given.length === 0) return [];
  if (given.some(({ argument, name }) => argument === undefined || name === 'copy-from')) return [];
  const names = new Set(given.map(({ name }) => name));
  return [...known.arguments.values()].filter(
    ({ required, name, versions }) => required && versions === menu.versions && !names.has(name),
  );
}

/** That of an `add` which lacks what it refuses to do without. */
export function missingArguments(command: BoundCommand, text: string): SyntaxProblem | undefined {
  if (hasTemplate(text.slice(command.range.start, command.range.end))) return undefined;
  const missing = missingFrom(command);
  const { menu, base, statement, nameRange } = command;
  if (missing.length === 0 || menu === undefined) return undefined;
  const list = missing.map(({ name }) => `\`${name}\``).join(phrase` and `);
  const end = Math.max(nameRange.end, nameRange.start + 1);
  const remedy = plural(missing.length, { one: phrase`Add it.`, other: phrase`Add them.` });
  const { start } = nameRange;
  // What is demanded elsewhere is known of one version of the router.
  const { path } = menu;
  if (!isChecked(menu) && path !== '/ip/address') {
    const message = phrase`RouterOS 7.23 adds nothing to ${menuWords(menu)} without ${list}, and an import stops here. ${remedy}`;
    return { code: 'missing-argument', severity: 'information', start, end, message };
  }
  const problem = error(
    'missing-argument',
    start,
    end,
    phrase`${menuWords(menu)} adds nothing without ${list}, and an import stops here. ${remedy}`,
  );
  const [only] = missing;
  const word = missing.length === 1 ? only : undefined;
  if (word?.name !== 'chain' || !/\/firewall\/(?:filter|mangle)$/.test(path)) return problem;
  const last = base + (statement.items.at(-1)?.end ?? statement.length);
  return withUnsafeFix(problem, phrase`Add chain=input`, [{ start: last, end: last, newText: ' chain=input' }]);
}

/** What an action needs beside itself. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['jump', 'jump-target'],
  ['add-src-to-address-list', 'address-list'],
  ['add-dst-to-address-list', 'address-list'],
  ['mark-connection', 'new-connection-mark'],
  ['mark-packet', 'new-packet-mark'],
  ['mark-routing', 'new-routing-mark'],
]);

/** The actions to which an argument belongs. */
const OWNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['jump-target', ['jump']],
  ['reject-with', ['reject']],
  ['address-list', ['add-src-to-address-list', 'add-dst-to-address-list']],
  ['address-list-timeout', ['add-src-to-address-list', 'add-dst-to-address-list']],
  ['to-addresses', ['dst-nat', 'src-nat', 'netmap', 'same']],
  ['to-ports', ['dst-nat', 'src-nat', 'masquerade', 'redirect', 'netmap', 'same']],
  ['new-connection-mark', ['mark-connection']],
  ['new-packet-mark', ['mark-packet']],
  ['new-routing-mark', ['mark-routing']],
]);

function* actionProblems(command: BoundCommand, text: string): Iterable<SyntaxProblem> {
  const { command: known, menu, arguments: given, nameRange } = command;
  if (known?.name !== 'add' || menu === undefined || !isRuleMenu(menu)) return;
  if (given.some(({ name, argument }) => name === 'copy-from' || argument === undefined)) return;
  const action = given.find(({ name }) => name === 'action');
  const chosen = action === undefined ? 'accept' : constantText(action.value);
  if (chosen === undefined) return;
  const needed = NEEDED.get(chosen);
  if (action !== undefined && needed !== undefined && !given.some(({ name }) => name === needed)) {
    yield error(
      'missing-argument',
      command.place(action.range).start,
      command.place(action.range).end,
      phrase`\`action=${chosen}\` needs \`${needed}\`, so RouterOS refuses the command, and an import stops here. Add it.`,
    );
  }
  if (action !== undefined) {
    for (const problem of foreignToAction(command, chosen)) yield problem;
    return;
  }
  const foreign = given.find(({ name, value }) => OWNERS.has(name) && constantText(value) !== '');
  if (foreign === undefined) return;
  const owners = (OWNERS.get(foreign.name) ?? []).filter((one) =>
    known.arguments?.get('action')?.values?.includes(one),
  );
  const problem: SyntaxProblem = {
    code: 'argument-without-action',
    severity: 'warning',
    ...command.place(foreign.range),
    message: phrase`Without \`action=\` this rule accepts: \`${foreign.name}\` belongs to ${owners.map((one) => `\`action=${one}\``).join(phrase` or `)} and does nothing here. Write the action.`,
  };
  const at = nameRange.end;
  const [owner] = owners;
  yield owners.length === 1 && owner !== undefined && /[ \t]/.test(text.charAt(at))
    ? withUnsafeFix(problem, phrase`Add action=${owner}`, [{ start: at, end: at, newText: ` action=${owner}` }])
    : problem;
}

/** `action=drop jump-target=x`: what belongs to other actions only. A mark may be given by several. */
function* foreignToAction(command: BoundCommand, chosen: string): Iterable<SyntaxProblem> {
  for (const { name, value, range } of command.arguments) {
    const owners = OWNERS.get(name);
    if (owners === undefined || owners.includes(chosen) || !TELLING.has(name)) continue;
    // Version 6 wrote the default with every rule.
    if (/^(?:|0\.0\.0\.0|0)$/.test(constantText(value) ?? '0')) continue;
    yield {
      code: 'argument-without-action',
      severity: 'warning',
      ...command.place(range),
      message: phrase`\`${name}\` belongs to ${owners.map((one) => `\`action=${one}\``).join(phrase` or `)} and does nothing for \`action=${chosen}\`. Correct the action, or leave it out.`,
    };
  }
}

/** Arguments that nobody writes for another action; the others stay in exports when the action is changed. */
const TELLING: ReadonlySet<string> = new Set(['jump-target', 'to-addresses', 'to-ports', 'new-connection-mark']);

function isRuleMenu({ path }: Menu): boolean {
  return /^\/ip(?:v6)?\/firewall\/(?:filter|nat|mangle|raw)$/.test(path);
}
