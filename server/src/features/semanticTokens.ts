import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import { BUILT_IN_CHAINS } from '../firewall/firewall.ts';
import type { Analysis } from '../rules/rule.ts';
import { shift, type TextRange } from '../text/range.ts';
import { finish, type Steps } from '../text/steps.ts';
import { type Entity, entitySteps, type Occurrence } from './entities.ts';
import { hostedScripts } from './hostedScripts.ts';

/** Types that every editor knows, so that every theme has colours for them. */
export const TOKEN_TYPES = [
  /** A menu. */
  'namespace',
  /** A command of a menu. */
  'method',
  /** The name of an argument. */
  'property',
  /** One of the words that an argument takes. */
  'enumMember',
  /** A chain. */
  'class',
  /** A list, or a layer-7 entry. */
  'type',
  'variable',
  'parameter',
  'function',
] as const;

export const TOKEN_MODIFIERS = [
  'declaration',
  /** It is changed here. */
  'modification',
  /** A global variable. */
  'static',
  /** It is there without the script. */
  'defaultLibrary',
] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  /** In one line. */
  readonly range: TextRange;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/**
 * What the words mean, in text order and without overlaps, for the commands that meet the range. What a grammar tells as
 * well, such as `:if`, numbers and comments, is left to it.
 */
export function semanticTokens(analysis: Pick<Analysis, 'text' | 'script'>, range?: TextRange): SemanticToken[] {
  return finish(semanticTokenSteps(analysis, range));
}

/** The same in steps. */
export function* semanticTokenSteps(
  analysis: Pick<Analysis, 'text' | 'script'>,
  range: TextRange = { start: 0, end: analysis.text.length },
): Steps<SemanticToken[]> {
  const tokens: SemanticToken[] = [];
  const add = (place: TextRange, type: TokenType, ...modifiers: TokenModifier[]): void => {
    if (place.start < range.end && range.start < place.end) tokens.push({ range: place, type, modifiers });
  };
  const { all } = yield* entitySteps(analysis);
  for (const entity of all) {
    if (entity.occurrences.length >= STEP) yield;
    for (const occurrence of entity.occurrences)
      add(occurrence.range, typeOf(entity), ...modifiersOf(entity, occurrence));
  }
  for (const { bound, inFile } of hostedScripts(analysis.script)) {
    const visit = (command: BoundCommand): void => {
      const place = inFile(command.range);
      if (place.start >= range.end || place.end <= range.start) return;
      pathTokens(command, (word, type) => add(inFile(word), type));
      for (const { argument, nameRange, valueRange, value } of command.arguments) {
        if (argument === undefined) continue;
        add(inFile(command.place(nameRange)), 'property');
        if (value?.kind === 'Word' && argument.values?.includes(value.text))
          add(inFile(command.place(valueRange)), 'enumMember');
      }
    };
    for (let from = 0; from < bound.commands.length; from += STEP) {
      forEachCommand(bound.commands.slice(from, from + STEP), visit);
      yield;
    }
  }
  yield;
  tokens.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  yield;
  return apart(tokens, analysis.text);
}

/** How many commands are looked at in a step. */
const STEP = 1_024;

/** The words of the way through the menus, and the command at its end. */
function pathTokens(
  { base, statement, kind, menu, name, nameRange }: BoundCommand,
  add: (word: TextRange, type: TokenType) => void,
): void {
  // Commands of the root are words of the language, which the grammar knows.
  if (menu === undefined || kind === 'unknown' || kind === 'call' || name.startsWith(':')) return;
  for (const item of statement.items) {
    if (item.kind !== 'Word') return;
    const word = shift(item, base);
    const isLast = kind === 'command' && word.start === nameRange.start;
    const path = isLast ? item.text.slice(0, item.text.lastIndexOf('/') + 1) : item.text;
    if (isLast) add({ start: word.start + path.length, end: word.end }, 'method');
    for (const match of path.matchAll(/[^/:.]+/g)) {
      add({ start: word.start + match.index, end: word.start + match.index + match[0].length }, 'namespace');
    }
    if (isLast) return;
  }
}

function typeOf({ kind }: Entity): TokenType {
  switch (kind) {
    case 'chain':
      return 'class';
    case 'variable':
    case 'parameter':
    case 'function':
      return kind;
    default:
      return 'type';
  }
}

function modifiersOf({ kind, name, space }: Entity, { role }: Occurrence): TokenModifier[] {
  const isBuiltIn = kind === 'chain' && BUILT_IN_CHAINS.has(name);
  return [
    ...((role === 'definition' || role === 'declaration') && !isBuiltIn ? (['declaration'] as const) : []),
    ...(role === 'write' ? (['modification'] as const) : []),
    ...(space === 'global' ? (['static'] as const) : []),
    ...(isBuiltIn ? (['defaultLibrary'] as const) : []),
  ];
}

/** The protocol wants tokens in order, apart from each other, and each in one line. */
function apart(tokens: readonly SemanticToken[], text: string): SemanticToken[] {
  let end = 0;
  return tokens.filter(({ range }) => {
    if (range.start < end || range.end <= range.start) return false;
    if (/[\r\n]/.test(text.slice(range.start, range.end))) return false;
    end = range.end;
    return true;
  });
}
