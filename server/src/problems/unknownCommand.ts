import type { BoundCommand } from '../binding/boundCommand.ts';
import { ITEM_COMMANDS, outermostOpen } from '../binding/openPath.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { hasTemplate } from '../binding/templates.ts';
import { catalog, isDeviceMenu, type Menu, resolveChild } from '../catalog/catalog.ts';
import { phrase } from '../language/phrase.ts';
import { error, withFix } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { nearest } from '../text/nearMiss.ts';
import { isChecked, menuWords } from './checkedMenus.ts';

/**
 * A command of which it is certain that no router knows it in its menu. RouterOS reads it without a complaint, and fails
 * where it is to run: "bad command name" (`reference/oracle-facts.md O.4`).
 */
export function unknownCommand(
  command: BoundCommand,
  text: string,
  target: TargetVersion | undefined,
): SyntaxProblem | undefined {
  const { kind, menu, statement, range } = command;
  if (menu === undefined || statement.problems.length > 0) return undefined;
  if (command.lacksSlash === true) return withoutSlash(command, text);
  const isUnknown = kind === 'unknown' || menu.isOpen;
  if (!isUnknown || hasTemplate(text.slice(range.start, range.end))) return undefined;
  if (menu.isOpen) return unknownMenu(command, outermostOpen(menu), target);
  const word = wordOf(command, text);
  return word !== undefined && isCertain(word, menu, target) ? unknownWord(word, menu) : undefined;
}

/** `/ip firewall filter foo`, at the line that leads there. */
function unknownMenu(
  { statement, base }: BoundCommand,
  menu: Menu,
  target: TargetVersion | undefined,
): SyntaxProblem | undefined {
  const { name, parent } = menu;
  if (parent === undefined || !isClosed(parent)) return undefined;
  for (const item of statement.items) {
    if (item.kind !== 'Word') return undefined;
    const at = `/${item.text}/`.indexOf(`/${name}/`);
    const start = base + item.start + at;
    const word = { name, start, end: start + name.length };
    if (at >= 0) return isCertain(word, parent, target) ? unknownWord(word, parent) : undefined;
  }
  return undefined;
}

function unknownWord({ name, start, end }: UnknownWord, menu: Menu): SyntaxProblem {
  const near = nearest(name, menu.children.keys());
  const where = menu === catalog.root ? phrase`at the root` : phrase`in ${menuWords(menu)}`;
  const has = phrase`RouterOS has no menu or command \`${name}\` ${where}, so an import stops here.`;
  if (near?.certain === true && /^[a-z-]{4,}$/.test(name)) {
    const problem = error('unknown-command', start, end, phrase`${has} Did you mean \`${near.name}\`?`);
    return withFix(problem, phrase`Replace by ${near.name}`, [{ start, end, newText: near.name }]);
  }
  return error('unknown-command', start, end, `${has} ${remedy(name, menu)}`);
}

/** Whether all menus and commands in it are known, whatever the device and its packages. */
export function isClosed(menu: Menu): boolean {
  const { path, menus, versions } = menu;
  return isChecked(menu) || (menus.size === 0 && versions === ALL && !isDeviceMenu(path));
}

/** `ip firewall nat` or `nat` below `/ip firewall filter`. */
function withoutSlash({ range, base, statement, menu, command }: BoundCommand, text: string): SyntaxProblem {
  const [first] = statement.items;
  const { start } = range;
  const end = base + (first?.end ?? 0);
  const word = text.slice(start, end);
  const path = (menu ?? catalog.root).path.split('/').slice(1);
  const at = path.indexOf(word.split('/')[0] ?? '');
  const missing = path
    .slice(0, Math.max(at, 0))
    .map((name) => `${name} `)
    .join('');
  const right = `/${menuWords(menu ?? catalog.root).slice(1)}${command === undefined ? '' : ` ${command.name}`}`;
  const problem = error(
    'unknown-command',
    start,
    end,
    phrase`A path without a \`/\` is looked for below the menu of the lines above, which has no \`${word.split('/')[0]}\`, so an import stops here. Write \`${right}\`.`,
  );
  return withFix(problem, phrase`Write /${missing}${word}`, [{ start, end: start, newText: `/${missing}` }]);
}

interface UnknownWord {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The word that nobody knows; undefined where it stands in a word with others. */
function wordOf({ name, nameRange }: BoundCommand, text: string): UnknownWord | undefined {
  const written = text.slice(nameRange.start, nameRange.end);
  const plain = name.replace(/^:/, '');
  const at = [...written.matchAll(/[^/:]+/g)].find(([segment]) => segment === plain)?.index;
  if (at === undefined) return undefined;
  const start = nameRange.start + at;
  return { name: plain, start, end: start + plain.length };
}

function isCertain({ name }: UnknownWord, menu: Menu, target: TargetVersion | undefined): boolean {
  const { path, versions } = menu;
  // What no name can have is said to be wrong where the text is read.
  if (/[^a-z0-9.-]/.test(name) || isDeviceMenu(`${path === '/' ? '' : path}/${name}`)) return false;
  if (resolveChild(menu, name).kind !== 'unknown') return false;
  if (isChecked(menu)) return true;
  // Numbers at the root are what is left of an array.
  if (!/[a-z]/.test(name)) return menu !== catalog.root || !/\d/.test(name);
  // Version 6 and devices have menus and commands that no sample shows.
  if (isDeviceMenu(path) || isBeforeSeven(target) || menu === catalog.root) return false;
  return versions === ALL && (ITEM_COMMANDS.has(name) || isClosed(menu));
}

function remedy(name: string, menu: Menu): string {
  if (/^\d+$/.test(name) && menu.commands.has('add')) return phrase`Numbers are what \`print\` shows: write \`add\`.`;
  return menu.commands.has('add')
    ? phrase`Write a command such as \`add\`, or put \`#\` in front.`
    : phrase`Correct the line, or put \`#\` in front.`;
}

const ALL = catalog.root.versions;
