/** Where a command names an address list, a chain, an interface list, a layer-7 entry, a mark or a script. */
import type { BoundCommand } from '../binding/boundCommand.ts';
import type { BoundArgument } from '../binding/boundScript.ts';
import { type Argument, argumentOf } from '../catalog/catalog.ts';
import type { Family } from '../firewall/firewall.ts';
import { children, constantText, type Node, type StringLiteral, type Word } from '../syntax/ast.ts';
import { escaped, inQuotes, quoted } from '../syntax/quote.ts';
import type { TextEdit } from '../text/edit.ts';
import { shift, type TextRange } from '../text/range.ts';

export type MentionedKind = 'address-list' | 'chain' | 'interface-list' | 'layer7-protocol' | 'mark' | 'script';

export interface Mention {
  readonly kind: MentionedKind;
  /** Within what the name is unique: a family for an address list, a menu for a chain, what bears a mark; else empty. */
  readonly space: string;
  readonly name: string;
  /** `makes`: it is there because of this; `fills`: it gets members here; `asks`: it is used. */
  readonly role: 'makes' | 'fills' | 'asks';
  /** `src-address-list=!name`. */
  readonly negated: boolean;
  /** The name without quotes and negation. */
  readonly range: TextRange;
  /** The change that writes another name in its place; it keeps the quotes, and adds them where the name wants some. */
  renamed(name: string): TextEdit;
}

/** All mentions in the arguments, the condition and the unnamed values of a command; not those of nested commands. */
export function mentionsOf(command: BoundCommand): Mention[] {
  const menu = command.menu?.path;
  if (menu === undefined) return [];
  const found: Mention[] = [];
  for (const argument of command.arguments) found.push(...mentionsIn(command, argument));
  const items = NAMED_ITEMS[menu];
  if (items !== undefined && command.name !== 'add') {
    for (const { value } of command.positionals) found.push(...read(value, command.base, { ...items, isList: true }));
  }
  for (const { name, value } of comparisons(command)) {
    const use = useOf(menu, name, argumentOf(menu, name));
    if (use !== undefined) found.push(...read(value, command.base, { ...use, role: 'asks' }));
  }
  return found;
}

/** What an argument names: nothing, one thing, or several where it takes a list of names. */
export function mentionsIn(command: BoundCommand, { name, argument, value }: BoundArgument): Mention[] {
  const use = useOf(command.menu?.path ?? '', name, argument);
  return use === undefined ? [] : read(value, command.base, use);
}

/** What the value of an argument names, if anything. */
export function namedBy(
  menu: string,
  name: string,
  argument: Argument | undefined,
): Pick<Mention, 'kind' | 'space' | 'role'> | undefined {
  return useOf(menu, name, argument);
}

/** The family whose firewall the menu belongs to. */
export function familyOf(menu: string): Family | undefined {
  const match = /^\/(ip|ipv6)\/firewall(?:\/|$)/.exec(menu);
  return match?.[1] as Family | undefined;
}

/** What an argument is for, as far as names go. */
interface NameUse {
  readonly kind: MentionedKind;
  readonly space: string;
  readonly role: Mention['role'];
  /** A leading `!` negates. */
  readonly negatable: boolean;
  /** Several names with commas between them. */
  readonly isList: boolean;
}

/** Menus whose items are known by name. */
const NAMED_ITEMS: Readonly<Record<string, Omit<NameUse, 'isList'>>> = {
  '/interface/list': { kind: 'interface-list', space: '', role: 'asks', negatable: false },
  '/ip/firewall/layer7-protocol': { kind: 'layer7-protocol', space: '', role: 'asks', negatable: false },
  // The marks of routing are names of tables.
  '/routing/table': { kind: 'mark', space: 'routing', role: 'asks', negatable: false },
  '/system/script': { kind: 'script', space: '', role: 'asks', negatable: false },
};

function useOf(menu: string, name: string, argument: Argument | undefined): NameUse | undefined {
  // Asked for each argument of a file, of which most name nothing.
  const mayName = MAY_NAME.test(name) || argument?.braces === 'text';
  if (!mayName && (argument === undefined || !NAME_KINDS.has(argument.type.kind))) return undefined;
  const negatable = argument?.negatable === true;
  const isList = /-(?:lists|marks)$/.test(name) || argument?.type.kind === 'interface-lists';
  const use = (kind: MentionedKind, space: string, role: Mention['role']): NameUse => {
    return { kind, space, role, negatable, isList };
  };
  const items = NAMED_ITEMS[menu];
  if (items !== undefined && name === 'name') return use(items.kind, items.space, 'makes');
  if (items !== undefined && ITEM_NUMBERS.has(name)) return use(items.kind, items.space, 'asks');
  // `on-event=` and its like take the name of a script as well as code.
  if (argument?.braces === 'text' && name !== 'source') return use('script', '', 'asks');
  switch (argument?.type.kind) {
    case 'address-list': {
      const family = familyOf(menu);
      return family === undefined ? undefined : use('address-list', family, FILLS.test(name) ? 'fills' : 'asks');
    }
    case 'interface-list':
    case 'interface-lists':
      return use('interface-list', '', menu === '/interface/list/member' ? 'fills' : 'asks');
    case 'layer7-protocol':
      return use('layer7-protocol', '', 'asks');
    default:
  }
  if (CHAIN_MENU.test(menu) && (name === 'chain' || name === 'jump-target')) {
    return use('chain', menu, name === 'chain' ? 'makes' : 'asks');
  }
  if (argument === undefined) return undefined;
  const [, made, bearer] = MARK.exec(name) ?? [];
  if (bearer !== undefined) return use('mark', bearer, made === undefined ? 'asks' : 'makes');
  // Other menus take names as plain text.
  if (CHAIN_OF_USER.test(name) && USER_MENU.test(menu)) return use('chain', '/ip/firewall/filter', 'asks');
  if (/(?:^|[.-])interface-list$/.test(name)) return use('interface-list', '', 'asks');
  const lists = USER_LISTS.exec(name);
  const family = /^\/(?:(ip|ipv6)\/|ppp\/profile$)/.exec(menu);
  if (lists === null || family === null) return undefined;
  return use('address-list', family[1] ?? 'ip', lists[1] === undefined ? 'fills' : 'asks');
}

const MAY_NAME = /^(?:name|numbers?|chain|jump-target)$|(?:^|[.-])lists?$|-filter$|-marks?$|^routing-table$/;
const NAME_KINDS: ReadonlySet<string> = new Set([
  ...['address-list', 'interface-list', 'interface-lists', 'layer7-protocol'],
]);
/** Arguments that take items by their names, too. */
const ITEM_NUMBERS: ReadonlySet<string> = new Set(['number', 'numbers']);
/** Nothing that looks like code, nor like the number of an item. */
const MAY_NAME_SCRIPT = /^(?![*\d])[^/:;=[\](){}"$\\\r\n]+$/;
const MARK = /^(new-)?(connection|packet|routing)-(?:marks?|table)$/;
/** What stands where a mark does, and is none. */
export const NO_MARKS: ReadonlySet<string> = new Set(['no-mark', 'main']);
const FILLS = /^(?:address-)?list$/;
const CHAIN_MENU = /^\/(?:(?:ip|ipv6)\/firewall\/(?:filter|nat|mangle|raw)|interface\/bridge\/(?:filter|nat))$/;
/** Profiles of users name the chain that their packets pass, and the list on which their addresses come. */
const CHAIN_OF_USER = /^(?:incoming|outgoing)-filter$/;
const USER_MENU = /^\/(?:ppp\/profile|ip\/hotspot\/user\/profile)$/;
const USER_LISTS = /^(?:(src-|dst-)|prefix-)?address-lists?$/;

function read(value: Node | undefined, base: number, use: NameUse): Mention[] {
  if (value?.kind !== 'Word' && !(value?.kind === 'String' && value.closed && !value.typographic)) return [];
  const text = constantText(value);
  if (text === undefined || (use.kind === 'script' && !MAY_NAME_SCRIPT.test(text))) return [];
  const mentions: Mention[] = [];
  let at = 0;
  for (const part of use.isList ? text.split(',') : [text]) {
    const negated = use.negatable && part.startsWith('!');
    const name = negated ? part.slice(1) : part;
    const start = at + (negated ? 1 : 0);
    at += part.length + 1;
    if (name === '' || (use.kind === 'mark' && NO_MARKS.has(name))) continue;
    const { kind, space, role } = use;
    mentions.push({ kind, space, role, name, negated, ...nameIn(value, text, base, start, name.length) });
  }
  return mentions;
}

/** The place of the characters `at`, `length` long, of the text that a value stands for. */
function nameIn(
  value: Word | StringLiteral,
  text: string,
  base: number,
  at: number,
  length: number,
): Pick<Mention, 'range' | 'renamed'> {
  const whole = shift(value, base);
  const changed = (name: string): string => text.slice(0, at) + name + text.slice(at + length);
  if (value.kind === 'Word') {
    const range = { start: whole.start + at, end: whole.start + at + length };
    return {
      range,
      renamed: (name) =>
        quoted(name) === name ? { range, newText: name } : { range: whole, newText: inQuotes(changed(name)) },
    };
  }
  const inside = { start: whole.start + 1, end: whole.end - 1 };
  // With escapes the characters do not stand where they are counted.
  if (inside.end - inside.start !== text.length) {
    return { range: inside, renamed: (name) => ({ range: inside, newText: escaped(changed(name)) }) };
  }
  const range = { start: inside.start + at, end: inside.start + at + length };
  return { range, renamed: (name) => ({ range, newText: escaped(name) }) };
}

/** `name=value` in a condition, with a stack, since a chain of operators is as deep as it is long. */
function comparisons({ condition }: BoundCommand): { name: string; value: Node }[] {
  const found: { name: string; value: Node }[] = [];
  const stack: Node[] = condition === undefined ? [] : [condition];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'Binary' && node.left.kind === 'Word' && (node.operator === '=' || node.operator === '!=')) {
      found.push({ name: node.left.text, value: node.right });
    }
    // Not spread as arguments: there may be more children than a call may have.
    for (const child of children(node)) stack.push(child);
  }
  return found;
}
