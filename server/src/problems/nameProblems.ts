import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundArgument, type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { meantBy, outermostOpen, SHORTEST } from '../binding/openPath.ts';
import { isBeforeSeven, type TargetVersion } from '../binding/targetVersion.ts';
import { hasTemplate } from '../binding/templates.ts';
import { onlyOwner } from '../catalog/argumentOwners.ts';
import {
  type Catalog,
  type Argument as CatalogArgument,
  type Command,
  catalog,
  catalogFor,
  isDeviceMenu,
  type Menu,
  resolve,
  resolveChild,
  sampledVersions,
} from '../catalog/catalog.ts';
import { compareVersions } from '../catalog/version.ts';
import { phrase, phraseKey, phraseOf } from '../language/phrase.ts';
import { constantText } from '../syntax/ast.ts';
import { error, withFix } from '../syntax/faults.ts';
import type { ProblemCode, Severity, SyntaxProblem } from '../syntax/problem.ts';
import { nearest, sameWords } from '../text/nearMiss.ts';
import type { TextRange } from '../text/range.ts';
import { isChecked, menuWords, writesItems } from './checkedMenus.ts';
import { unknownCommand } from './unknownCommand.ts';

/**
 * Names that RouterOS does not know, or cannot tell apart. A name that a package, a device or another version may
 * bring is worth a word at most; an error is what no router takes.
 */
export function nameProblems(script: BoundScript, target?: TargetVersion): SyntaxProblem[] {
  return namesRead(script, script.commands, target).problems;
}

/** The same for some of the commands of the top level; undefined where something is said once of all. */
export function nameProblemsAlone(
  script: BoundScript,
  commands: readonly BoundCommand[],
  target?: TargetVersion,
): SyntaxProblem[] | undefined {
  const { hasSaidOnce, problems } = namesRead(script, commands, target);
  return hasSaidOnce ? undefined : problems;
}

function namesRead({ tree }: BoundScript, commands: readonly BoundCommand[], target?: TargetVersion): NameReader {
  const reader = new NameReader(tree.text, target);
  forEachCommand(commands, (command) => reader.command(command));
  return reader;
}

class NameReader {
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  readonly #target: TargetVersion | undefined;
  /** Verdicts by menu and name: a file may repeat one slip in each of its lines. */
  readonly #verdicts = new Map<string, Verdict | undefined>();
  /** Menus that the catalogue lacks and no slip explains: each is said once. */
  readonly #strange = new Set<string>();

  constructor(text: string, target: TargetVersion | undefined) {
    this.#text = text;
    this.#target = target;
  }

  get hasSaidOnce(): boolean {
    return this.#strange.size > 0;
  }

  command(command: BoundCommand): void {
    const { menu } = command;
    if (menu === undefined) return;
    const unknown = unknownCommand(command, this.#text, this.#target);
    if (unknown !== undefined) this.problems.push(unknown);
    else if (menu.isOpen) this.#openMenu(command, menu);
    else if (command.kind === 'unknown') this.#child(command, menu);
    if (command.command === undefined || !writesItems(command)) return;
    for (const bound of command.arguments) {
      if (bound.argument === undefined) this.#argument(bound, command);
    }
    if (command.name === 'add' && isChecked(menu)) this.#loneWords(command);
  }

  /** A menu that the catalogue lacks, at the line that leads there. */
  #openMenu({ statement, base }: BoundCommand, menu: Menu): void {
    const top = outermostOpen(menu);
    const { path, name, parent } = top;
    if (parent === undefined || isDeviceMenu(menu.path)) return;
    for (const item of statement.items) {
      if (item.kind !== 'Word') return;
      const at = `/${item.text}/`.indexOf(`/${name}/`);
      if (at < 0) continue;
      const start = base + item.start + at;
      if (this.#strange.has(path)) return;
      if (meantBy(top) === undefined) this.#strange.add(path);
      this.#report(`${path}/`, { start, end: start + name.length }, () => openMenuVerdict(top, parent));
      return;
    }
  }

  /** A word that is neither menu nor command. */
  #child(command: BoundCommand, menu: Menu): void {
    const name = command.name.replace(/^:/, '');
    if (!NAME.test(name)) return;
    const { nameRange } = command;
    const written = this.#text.slice(nameRange.start, nameRange.end);
    // At the root a bare word may be anything: prose, output that was pasted, a command whose menu line is missing.
    const isBare = menu.path === '/' && !/^[:/]/.test(written);
    const at = [...written.matchAll(/[^/:]+/g)].find(([segment]) => segment === name)?.index;
    if (at === undefined) return;
    const start = nameRange.start + at;
    // An unknown command takes words and arguments, but no block (`docs/facts/reader.md#first-error`, class G).
    const takesBlock = command.statement.items.some(
      (item) => item.kind === 'Group' || (item.kind === 'Argument' && item.value?.kind === 'Group'),
    );
    if (isBare && (!takesBlock || hasTemplate(this.#text.slice(command.range.start, command.range.end)))) return;
    const key = `${menu.path} ${name}${takesBlock ? ' {' : ''}`;
    this.#report(key, { start, end: start + name.length }, () => this.#childVerdict(name, menu, takesBlock));
  }

  #childVerdict(name: string, menu: Menu, takesBlock: boolean): Verdict | undefined {
    const where = menu.path === '/' ? phrase`at the root` : phrase`in ${menuWords(menu)}`;
    const resolved = resolveChild(menu, name);
    if (resolved.kind === 'ambiguous') {
      const path = words(menu);
      const always = this.#catalogs().every((one) => {
        const there = one.menu(path);
        return there === undefined || resolveChild(there, name).kind === 'ambiguous';
      });
      return ambiguous(name, resolved.candidates, where, always && this.#isClosed(menu));
    }
    if (resolved.kind === 'found' || name.length < SHORTEST) return undefined;
    const near = nearest(name, menu.children.keys());
    if (near?.certain !== true && takesBlock && menu.path === '/' && !isDeviceMenu(`/${name}`)) {
      return {
        code: 'unknown-command',
        severity: 'error',
        message: phrase`RouterOS has no \`${name}\` ${where}, and an unknown command takes no block, so it rejects the file. Is this a RouterOS script?`,
      };
    }
    if (near?.certain !== true) return undefined;
    if (takesBlock && menu.path === '/') {
      return {
        code: 'unknown-command',
        severity: 'error',
        message: phrase`RouterOS has no \`${name}\` ${where}, and an unknown command takes no block, so it rejects the file. Did you mean \`${near.name}\`?`,
        replacement: near.name,
      };
    }
    return {
      code: 'unknown-command',
      severity: 'information',
      message: phrase`RouterOS ${catalog.version} has no \`${name}\` ${where}, unless a package brings it. Did you mean \`${near.name}\`?`,
    };
  }

  #argument({ name, nameRange }: BoundArgument, bound: BoundCommand): void {
    const { command, menu } = bound;
    if (command?.arguments === undefined || menu === undefined || !NAME.test(name)) return;
    const names = command.arguments;
    this.#report(`${command.path} ${name}=`, bound.place(nameRange), () =>
      this.#argumentVerdict(name, command, names, menu),
    );
  }

  #argumentVerdict(
    name: string,
    command: Command,
    names: ReadonlyMap<string, CatalogArgument>,
    menu: Menu,
  ): Verdict | undefined {
    const where = phrase`in ${menuWords(menu)}`;
    const resolved = resolve(names, name);
    if (resolved.kind === 'ambiguous') {
      const path = words(menu);
      const always = this.#catalogs().every((one) => {
        const there = one.menu(path)?.commands.get(command.name)?.arguments;
        return there === undefined || resolve(there, name).kind === 'ambiguous';
      });
      // What version 6 calls its arguments is not known.
      if (isBeforeSeven(this.#target)) return undefined;
      return ambiguous(name, resolved.candidates, where, always && this.#isClosed(menu));
    }
    // Of other menus not all is known: properties of devices and packages are missing in the samples.
    if (resolved.kind === 'found') return undefined;
    if (!isChecked(menu)) return this.#slip(name, names, where);
    const usual = USUAL_NAMES[name];
    const known = usual !== undefined && names.has(usual) ? usual : sameWords(name, names.keys());
    const near = nearest(name, names.keys());
    const meant = known ?? (near !== undefined && (near.certain || name.length >= LONG_ENOUGH) ? near.name : undefined);
    const unknown = phrase`RouterOS has no argument \`${name}\` ${where}, so it refuses the command.`;
    if (meant !== undefined) {
      return {
        code: 'unknown-argument',
        severity: 'error',
        message: phrase`${unknown} Did you mean \`${meant}\`?`,
        ...((known !== undefined || near?.certain === true) && { replacement: meant }),
      };
    }
    const remedy = REMEDIES[name];
    if (remedy !== undefined)
      return { code: 'unknown-argument', severity: 'error', message: `${unknown} ${phraseOf(remedy)}` };
    if (isBeforeSeven(this.#target)) return undefined;
    const sibling = menu.parent?.path.endsWith('/firewall')
      ? [...menu.parent.menus.values()].find(
          (other) => isChecked(other) && other.commands.get('add')?.arguments?.has(name),
        )
      : undefined;
    const elsewhere =
      sibling === undefined
        ? phrase`Check its name, unless another version or a device has it.`
        : phrase`It belongs to ${menuWords(sibling)}; move the rule there or leave it out.`;
    return {
      code: 'unknown-argument',
      severity: this.#severityOfUnknown,
      message: phrase`RouterOS ${catalog.version} has no argument \`${name}\` ${where}. ${elsewhere}`,
    };
  }

  /** Of the versions up to the newest sample all is known. Without a header the file may be one for version 6. */
  get #severityOfUnknown(): Severity {
    if (this.#target === undefined) return 'warning';
    return compareVersions(this.#target.version, catalog.version) <= 0 ? 'error' : 'information';
  }

  /** In a menu of which not all is known only a slip of the pen is said, and as no more than that. */
  #slip(name: string, names: ReadonlyMap<string, CatalogArgument>, where: string): Verdict | undefined {
    if (isBeforeSeven(this.#target) || name.length < SHORTEST || name.includes('.')) return undefined;
    const near = nearest(name, names.keys());
    const meant = sameWords(name, names.keys()) ?? (near?.certain === true ? near.name : undefined);
    if (meant === undefined) return this.#ofOther(name, where);
    return {
      code: 'unknown-argument',
      severity: 'information',
      message: phrase`RouterOS ${catalog.version} has no argument \`${name}\` ${where}, unless a package or a device brings it. Did you mean \`${meant}\`?`,
    };
  }

  /** A name of two words or more that one other menu alone has. */
  #ofOther(name: string, where: string): Verdict | undefined {
    const owner = name.includes('-') ? onlyOwner(name) : undefined;
    if (owner === undefined) return undefined;
    return {
      code: 'unknown-argument',
      severity: 'information',
      message: phrase`RouterOS ${catalog.version} has no argument \`${name}\` ${where}; it belongs to ${menuWords(owner)}. Set it there, unless a package or a device brings it here.`,
    };
  }

  /** Words of an `add` that belong to no argument: a value with blanks that has no quotes, a list with blanks. */
  #loneWords({ base, statement, command }: BoundCommand): void {
    if (statement.problems.length > 0) return;
    const { items } = statement;
    const first = items.findIndex(({ kind }) => kind === 'Argument');
    for (let index = Math.max(first, 1); index < items.length; index++) {
      const item = items[index];
      if (item?.kind !== 'Word' || item.text.startsWith('!') || first < 0) continue;
      // What is glued to a variable or bracket may belong to its value.
      if (!/[ \t\r\n]/.test(this.#text.charAt(base + item.start - 1))) continue;
      if (resolve(command?.arguments ?? new Map(), item.text).kind !== 'unknown') continue;
      let last = index;
      while (items[last + 1]?.kind === 'Word') last++;
      const end = base + (items[last]?.end ?? item.end);
      this.problems.push(this.#loneWord({ start: base + item.start, end }, items[index - 1], base));
      index = last;
    }
  }

  #loneWord(
    { start, end }: TextRange,
    before: BoundCommand['statement']['items'][number] | undefined,
    base: number,
  ): SyntaxProblem {
    const words = this.#text.slice(start, end);
    const shown = words.length > 40 ? `${words.slice(0, 40)}…` : words;
    const value = before?.kind === 'Argument' && before.value?.kind === 'Word' ? before.value : undefined;
    const name = before?.kind === 'Argument' ? constantText(before.name) : undefined;
    const problem = (remedy: string) =>
      error(
        'unexpected-word',
        start,
        end,
        phrase`\`${shown}\` belongs to no argument, so RouterOS rejects the file here. ${remedy}`,
      );
    if (value === undefined || name === undefined) return problem(phrase`Write it as \`name=value\`, or remove it.`);
    const between = this.#text.slice(base + value.end, start);
    const oneLine = /^[ \t]+$/.test(between) && !/[\r\n\\"$]/.test(words);
    if (oneLine && value.text.endsWith(',') && /^\S+$/.test(words)) {
      return withFix(
        problem(phrase`A list has no blanks: \`${name}=${value.text}${words}\`.`),
        phrase`Remove the blank`,
        [{ start: base + value.end, end: start, newText: '' }],
      );
    }
    if (oneLine && TEXTS.has(name)) {
      const quoted = `"${this.#text.slice(base + value.start, end)}"`;
      return withFix(problem(phrase`A ${name} with blanks needs quotes.`), phrase`Put quotes around it`, [
        { start: base + value.start, end, newText: quoted },
      ]);
    }
    return problem(phrase`Write it as \`name=value\`, put quotes around a value with blanks, or remove it.`);
  }

  #report(key: string, { start, end }: TextRange, judge: () => Verdict | undefined): void {
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined && !this.#verdicts.has(key)) {
      verdict = judge();
      this.#verdicts.set(key, verdict);
    }
    if (verdict === undefined) return;
    const { code, severity, message, replacement } = verdict;
    const problem: SyntaxProblem = { code, severity, message, start, end };
    this.problems.push(
      replacement === undefined
        ? problem
        : withFix(problem, phrase`Replace by ${replacement}`, [{ start, end, newText: replacement }]),
    );
  }

  /** Whether no other version or device has names of its own there, one of which may be the word itself. */
  #isClosed(menu: Menu): boolean {
    return (menu.path === '/' || isChecked(menu)) && !isBeforeSeven(this.#target);
  }

  /** The catalogues that a name has to be ambiguous in before it is an error. */
  #catalogs(): readonly Catalog[] {
    if (this.#target !== undefined) return [catalogFor(this.#target.version)];
    return sampledVersions.map((version) => catalogFor(version));
  }
}

interface Verdict {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly replacement?: string;
}

function ambiguous(name: string, candidates: readonly string[], where: string, always: boolean): Verdict {
  const shown = candidates.slice(0, SHOWN).map((candidate) => `\`${candidate}\``);
  const more = candidates.length > SHOWN ? phrase` and ${candidates.length - SHOWN} more` : '';
  const verdict = always ? phrase`so RouterOS refuses it` : phrase`so not every version of RouterOS takes it`;
  return {
    code: 'ambiguous-name',
    severity: always ? 'error' : 'information',
    message: phrase`\`${name}\` can mean ${shown.join(', ')}${more} ${where}, ${verdict}. Write the name in full.`,
  };
}

function openMenuVerdict(menu: Menu, parent: Menu): Verdict {
  const where = parent.path === '/' ? phrase`at the root` : phrase`in ${menuWords(parent)}`;
  const meant = meantBy(menu);
  if (meant !== undefined) {
    return {
      code: 'unknown-command',
      severity: 'warning',
      message: phrase`RouterOS has no menu \`${menu.name}\` ${where}, so an import stops here. Did you mean \`${meant}\`?`,
      replacement: meant,
    };
  }
  return {
    code: 'unknown-command',
    severity: 'information',
    message: phrase`RouterOS ${catalog.version} has no menu \`${menu.name}\` ${where}, unless a device or a package brings it. What is written below ${menuWords(menu)} is not checked.`,
  };
}

const SHOWN = 6;
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,60}$/;
/** Two slips in a shorter name may as well be another name. */
const LONG_ENOUGH = 8;
/** Arguments that are text for people, so that blanks in them are meant. */
const TEXTS: ReadonlySet<string> = new Set(['comment', 'log-prefix', 'list', 'name']);

function words({ path }: Menu): readonly string[] {
  return path.split('/').filter((word) => word !== '');
}

/** What other firewalls and language models call an argument. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  'dest-address': 'dst-address',
  'dest-port': 'dst-port',
  'destination-address': 'dst-address',
  'destination-port': 'dst-port',
  'source-address': 'src-address',
  'source-port': 'src-port',
  'source-address-list': 'src-address-list',
  'destination-address-list': 'dst-address-list',
  'list-timeout': 'address-list-timeout',
  state: 'connection-state',
};

const REMEDIES: Readonly<Record<string, string>> = {
  address: phraseKey`Write \`src-address\` or \`dst-address\`.`,
  enabled: phraseKey`Write \`disabled=no\` or \`disabled=yes\`.`,
  interface: phraseKey`Write \`in-interface\` or \`out-interface\`.`,
  'interface-list': phraseKey`Write \`in-interface-list\` or \`out-interface-list\`.`,
  list: phraseKey`Write \`address-list\` for an action, \`src-address-list\` or \`dst-address-list\` for a match.`,
};
