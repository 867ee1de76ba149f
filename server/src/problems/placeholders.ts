import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { hasTemplate } from '../binding/templates.ts';
import { phrase } from '../language/phrase.ts';
import { constantText, type Substitution } from '../syntax/ast.ts';
import { error } from '../syntax/faults.ts';
import type { SyntaxProblem } from '../syntax/problem.ts';
import { isChecked, writesItems } from './checkedMenus.ts';

/**
 * Values that stand for others, as guides write them: `<trusted-IP>`, `YOUR_PUBLIC_IP`, `xx.xx.xx.xx`, `[WAN]`. Of names that
 * somebody may have given so, only those in brackets are meant.
 */
export function placeholders(script: BoundScript): SyntaxProblem[] {
  const { text } = script.tree;
  const problems: SyntaxProblem[] = [];
  forEachCommand(script.commands, (command) => {
    if (!writesItems(command)) return;
    for (const argument of command.arguments) {
      const { start, end } = command.place(argument.valueRange);
      const value = text.slice(start, end);
      if (start === end || hasTemplate(value) || !isPlaceholder(argument)) continue;
      const shown = phrase`\`${value.slice(0, 60)}\` stands for a value of yours`;
      problems.push(
        isRefused(command, argument)
          ? error(
              'placeholder-value',
              start,
              end,
              phrase`${shown}, and RouterOS refuses it as it is. Write the real one.`,
            )
          : {
              code: 'placeholder-value',
              severity: 'warning',
              start,
              end,
              message: phrase`${shown}. Write the real one.`,
            },
      );
    }
  });
  return problems;
}

/** An interface may have any name, and an address list takes names of hosts. */
function isRefused({ menu }: BoundCommand, { argument, value }: BoundArgument): boolean {
  if (value?.kind === 'Substitution') return true;
  return isChecked(menu) && menu?.path.endsWith('/address-list') === false && EXACT.has(argument?.type.kind ?? '');
}

function isPlaceholder({ name, argument, value }: BoundArgument): boolean {
  if (value?.kind === 'Substitution') return isName(value);
  const text = constantText(value)?.replace(/^!/, '');
  if (text === undefined || TEXTS.has(name)) return false;
  const kind = argument?.type.kind ?? '';
  if (EXACT.has(kind) || name === 'address')
    return BRACKETED.test(text) || CAPITALS.test(text) || (/x/i.test(text) && CROSSED.test(text));
  // Names of dynamic interfaces stand in such brackets.
  return REFERRING.test(name) && BRACKETED.test(text) && !DYNAMIC.test(text);
}

/** `[WAN]`: a word in capital letters is no command. */
function isName({ list }: Substitution): boolean {
  const [statement, ...others] = list.statements;
  const [item, ...rest] = statement?.items ?? [];
  return others.length === 0 && rest.length === 0 && item?.kind === 'Word' && /^[A-Z][A-Z0-9_-]*$/.test(item.text);
}

const BRACKETED = /^<[^<>]{1,60}>(?:\/\d{1,3})?$/;
const CAPITALS = /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?:\/\d{1,3})?$/;
const CROSSED = /^(?:[xX]{1,3}|\d{1,3})(?:\.(?:[xX]{1,3}|\d{1,3})){0,3}(?:\/(?:[xX]{1,2}|\d{1,2}))?$/;
const DYNAMIC = /^<(?:pppoe|l2tp|pptp|sstp|ovpn|ppp|hotspot|dhcp|ipip|eoip|gre|hs)-/;
const REFERRING = /^(?:(?:in-|out-)?interface|gateway|dns-server)$/;
const TEXTS: ReadonlySet<string> = new Set(['comment', 'log-prefix', 'name']);

/** Types whose values have no letters, or few. */
const EXACT: ReadonlySet<string> = new Set([
  ...['address', 'addresses', 'prefix', 'prefixes', 'prefix6', 'port', 'ports', 'mac-address', 'protocol'],
]);
