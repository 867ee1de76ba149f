import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { constantText, forEachStatement } from '../syntax/ast.ts';
import { TokenKind } from '../syntax/token.ts';
import type { TextRange } from '../text/range.ts';
import type { TextOrigin } from './finding.ts';

/** Text of a suppression; a comment line above a command, since RouterOS allows none behind it. */
export const SUPPRESSION_PREFIX = 'rosfw-ignore-next-line';
/** The same for the whole file. */
export const FILE_SUPPRESSION = 'rosfw-ignore-file';

/**
 * What is silenced: the next command below a comment line; the `command` in whose `comment=` it is said, which an
 * export keeps; all commands from a menu line to the next; or the whole file.
 */
export type SuppressionScope = 'next-line' | 'command' | 'section' | 'file';

export interface Suppression {
  readonly scope: SuppressionScope;
  readonly rules: readonly string[];
  /** The text behind `--`, empty where there is none. */
  readonly reason: string;
  /** Range of the comment line, or of the argument `comment=`. */
  readonly comment: TextRange;
  /** Range of what it silences; undefined where nothing follows. */
  readonly target: TextRange | undefined;
}

/** A suppression after all rules have run. */
export interface SuppressionUse extends Suppression {
  /** Its rules that silenced nothing, though they have run. */
  readonly unused: readonly string[];
}

/** The suppressions of one script, and which of them silenced something. */
export class Suppressions {
  readonly all: readonly Suppression[];
  readonly #byRule = new Map<string, Suppression[]>();
  readonly #used = new Map<Suppression, Set<string>>();

  readonly #origin: TextOrigin | undefined;

  constructor(script: BoundScript, origin?: TextOrigin) {
    this.#origin = origin;
    this.all = suppressions(script);
    for (const suppression of this.all) {
      for (const rule of new Set(suppression.rules)) {
        const known = this.#byRule.get(rule);
        if (known === undefined) this.#byRule.set(rule, [suppression]);
        else known.push(suppression);
      }
    }
  }

  /** Whether a finding is silenced; each suppression that does so counts as used. */
  silences({ ruleId, range }: { readonly ruleId: string; readonly range: TextRange }): boolean {
    let silenced = false;
    for (const suppression of this.#byRule.get(ruleId) ?? []) {
      if (!covers(suppression, range.start) || this.#isElsewhere(suppression, range.start)) continue;
      silenced = true;
      const used = this.#used.get(suppression);
      if (used === undefined) this.#used.set(suppression, new Set([ruleId]));
      else used.add(ruleId);
    }
    return silenced;
  }

  /** Where several files make one text, `file` means the one that says so. */
  #isElsewhere({ scope, comment }: Suppression, offset: number): boolean {
    if (scope !== 'file' || this.#origin === undefined) return false;
    return this.#origin.fileOf(comment.start) !== this.#origin.fileOf(offset);
  }

  /** After the rules have run; `hasRun` tells which of them could have found something. */
  uses(hasRun: (rule: string) => boolean): SuppressionUse[] {
    return this.all.map((suppression) => ({
      ...suppression,
      unused: suppression.rules.filter((rule) => hasRun(rule) && this.#used.get(suppression)?.has(rule) !== true),
    }));
  }
}

/** All suppressions in text order. */
function suppressions(script: BoundScript): Suppression[] {
  const { tokens, text } = script.tree;
  if (!text.includes(MARK)) return [];
  const places = new Places(script);
  const found: Suppression[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== TokenKind.Comment) continue;
    const range = { start: tokens.starts[i] as number, end: tokens.starts[i + 1] as number };
    const said = read(text.slice(range.start, range.end), LINE);
    if (said === undefined) continue;
    const target =
      said.scope === 'file'
        ? places.file
        : said.scope === 'section'
          ? places.sectionOf(range)
          : places.nextCommand(range.end);
    found.push({ ...said, comment: range, target });
  }
  forEachCommand(script.commands, (command) => {
    for (const argument of command.arguments) {
      if (argument.name !== 'comment') continue;
      const said = read(constantText(argument.value) ?? '', ARGUMENT);
      if (said === undefined) continue;
      const comment = command.place(argument.range);
      const target =
        said.scope === 'file'
          ? places.file
          : said.scope === 'section'
            ? places.sectionAround(command.range.start)
            : command.range;
      found.push({ ...said, comment, target });
    }
  });
  return found.sort((a, b) => a.comment.start - b.comment.start);
}

const MARK = 'rosfw-ignore';
/** A comment line: the word for the scope, the rules with commas, a reason. */
const LINE = /^#[ \t]*rosfw-ignore-(next-line|section|file)[ \t]+([a-z0-9, \t-]*?)[ \t]*(?:--[ \t]*(.*))?$/;
/** The end of a `comment=`, behind whatever else it says. */
const ARGUMENT = /(?:^|[\s;,.(])rosfw-ignore(-section|-file)?[ \t]+([a-z0-9, \t-]*?)[ \t]*(?:--[ \t]*(.*))?$/;

function read(comment: string, pattern: RegExp): Pick<Suppression, 'scope' | 'rules' | 'reason'> | undefined {
  // The bounds keep the patterns cheap on hostile lines.
  const from = pattern === ARGUMENT ? Math.max(0, comment.lastIndexOf(MARK) - 1) : 0;
  const match = pattern.exec(comment.slice(from, from + 512));
  if (match === null) return undefined;
  const rules = (match[2] as string)
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const scope = (match[1]?.replace(/^-/, '') ?? 'command') as SuppressionScope;
  return { scope, rules, reason: match[3]?.trim() ?? '' };
}

/** Where commands and sections begin and end. */
class Places {
  readonly file: TextRange;
  readonly #commands: TextRange[] = [];
  readonly #menus: TextRange[];

  constructor({ tree, commands }: BoundScript) {
    this.file = { start: 0, end: tree.text.length };
    forEachStatement(tree.list, (statement, base) =>
      this.#commands.push({ start: base, end: base + statement.length }),
    );
    this.#commands.sort((a, b) => a.start - b.start);
    this.#menus = commands.filter(({ kind }) => kind === 'menu').map(({ range }) => range);
  }

  nextCommand(offset: number): TextRange | undefined {
    return this.#commands[firstFrom(this.#commands, offset)];
  }

  /** Of a comment line: above a menu line the section that this begins, elsewhere the one around. */
  sectionOf(comment: TextRange): TextRange {
    const menu = this.#menus[firstFrom(this.#menus, comment.end)];
    const isAbove = menu !== undefined && this.nextCommand(comment.end)?.start === menu.start;
    return isAbove ? { ...this.sectionAround(menu.end), start: comment.end } : this.sectionAround(comment.start);
  }

  sectionAround(offset: number): TextRange {
    const next = firstFrom(this.#menus, offset);
    return { start: this.#menus[next - 1]?.start ?? 0, end: this.#menus[next]?.start ?? this.file.end };
  }
}

/** What stands between a comment line and its command, such as another comment, belongs to it. */
function covers({ scope, comment, target }: Suppression, offset: number): boolean {
  if (target === undefined) return false;
  const start = scope === 'next-line' ? comment.end : target.start;
  return start <= offset && offset < Math.max(target.end, target.start + 1);
}

/** Index of the first range that begins at the offset or behind it. */
function firstFrom(ranges: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as TextRange).start >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
