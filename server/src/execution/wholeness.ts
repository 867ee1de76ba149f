import { type BoundScript, type BoundStatement, forEachBound } from '../binding/boundScript.ts';
import { otherCommands } from '../binding/listEntries.ts';
import { constantText } from '../syntax/ast.ts';
import { perObject } from '../text/perObject.ts';
import type { Steps } from '../text/steps.ts';
import type { Assumption } from './assumption.ts';
import { INTERFACE_TYPES } from './interfaceMenus.ts';

/**
 * By what a file is taken for whole, so that what it does not show is not there: the header of an export, sections that
 * only a whole configuration has, or the user's word (`--assume nothing`).
 */
export type WholeBy = 'header' | 'sections' | 'option';

/** Whether the file is the export of a router, by its header. */
export function isExport(text: string): boolean {
  let start = 0;
  for (let line = 0; line < MAX_LINES && start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, Math.min(end < 0 ? text.length : end, start + MAX_LINE));
    const before = /^\uFEFF?[ \t]*#(.*?)\bby RouterOS [0-9xX]/.exec(content)?.[1];
    if (before !== undefined && !PROSE.test(before.replace(MASKED, ''))) return true;
    if (end < 0) break;
    start = end + 1;
  }
  return false;
}

/** Whether the router remarks in its export that parts are missing. */
function hasGaps(text: string): boolean {
  return (text.includes('#error exporting') || text.includes('#interrupted')) && GAP.test(text);
}

const GAP = /^#(?:error exporting\b|interrupted\b)/m;

/** By what the file is taken for whole; undefined for a fragment. */
export function* wholeBy(script: BoundScript, assumption: Assumption): Steps<WholeBy | undefined> {
  if (assumption === 'nothing') return 'option';
  if (hasGaps(script.tree.text)) return undefined;
  const by = isExport(script.tree.text) ? 'header' : 'sections';
  const commands: Sections[] = [];
  for (const [index, command] of otherCommands(script).entries()) {
    if (index % OF_A_STEP === 0) yield;
    commands.push(sectionsOf(command.bound));
  }
  // The entries of address lists, which may be very many, define and refer to nothing else.
  const areas = new Set([...script.entries.lists.keys()].map(areaOf));
  for (const { area } of commands) if (area !== undefined) areas.add(area);
  if (by === 'sections' && !isWholeBySections(areas, commands)) return undefined;
  return refersElsewhere(commands) ? undefined : by;
}

const OF_A_STEP = 256;

/** `/interface` or `/ip address` and three more. A program that makes its configuration up shows no sections. */
function isWholeBySections(areas: ReadonlySet<string>, commands: readonly Sections[]): boolean {
  const hasInterfaces = areas.has('/interface') || areas.has('/ip/address');
  return hasInterfaces && areas.size >= SECTIONS && !commands.some(({ isProgram }) => isProgram);
}

/** Whether the file refers to a bridge, a pool or a list of interfaces that it does not define. */
function refersElsewhere(commands: readonly Sections[]): boolean {
  const defined = new Set(['list all', 'list none', 'list dynamic', 'list static']);
  for (const command of commands) for (const name of command.defined) defined.add(name);
  return commands.some(({ asked }) => asked.some((name) => !defined.has(name)));
}

/** What a command of the top level, with all in it, tells of the sections of its file. */
interface Sections {
  /** The section that it writes. */
  readonly area: string | undefined;
  readonly isProgram: boolean;
  /** Kinds and names of what it defines and of what it refers to. */
  readonly defined: readonly string[];
  readonly asked: readonly string[];
}

/** Read once, also when an edit moves the command. */
const sectionsOf = perObject((command: BoundStatement): Sections => {
  const reader = new ReferenceReader();
  forEachBound(command, (one) => reader.read(one));
  const writes = command.name === 'add' || command.name === 'set';
  return {
    area: writes ? areaOf(command.menu?.path ?? '') : undefined,
    isProgram: PROGRAM.has(command.name),
    defined: reader.defined,
    asked: reader.asked,
  };
});

/** What commands define and refer to. */
class ReferenceReader {
  readonly defined: string[] = [];
  readonly asked: string[] = [];

  read(command: BoundStatement): void {
    const menu = command.menu?.path ?? '';
    for (const { name, value } of command.arguments) {
      if (!REFERRING.has(name) && !name.endsWith('interface-list')) continue;
      const text = constantText(value)?.replace(/^!/, '');
      if (text !== undefined && text !== '') this.#argument(menu, command.name, name, text);
    }
  }

  #argument(menu: string, command: string, name: string, text: string): void {
    const kind = DEFINING.get(menu);
    if (name === 'name' && (command === 'add' || command === 'set')) {
      if (kind !== undefined) this.defined.push(`${kind} ${text}`);
      if (INTERFACE_TYPES.has(menu)) this.defined.push(`bridge ${text}`);
    } else if (name === 'pool-name') this.defined.push(`pool ${text}`);
    else if (name.endsWith('interface-list') || (menu === '/interface/list/member' && name === 'list')) {
      this.asked.push(`list ${text}`);
    } else if (menu === '/interface/list' && (name === 'include' || name === 'exclude')) {
      for (const list of text.split(',')) this.asked.push(`list ${list}`);
    } else if (name === 'bridge' && menu.startsWith('/interface/bridge/')) this.asked.push(`bridge ${text}`);
    else if (name === 'interface' && /^bridge[0-9]*$/.test(text)) this.asked.push(`bridge ${text}`);
    else if ((name === 'address-pool' && text !== 'static-only') || name === 'from-pool')
      this.asked.push(`pool ${text}`);
  }
}

/** How far from its beginning the header of a file may stand, behind a prompt or a greeting. */
const MAX_LINES = 60;
const MAX_LINE = 200;
/** What is put in place of a date. */
const MASKED = /x{2,}|redacted|removed|masked|anonymi[sz]ed|hidden|date|time/gi;
/** A word, other than the name of a month: then the comment speaks of RouterOS. */
const PROSE = /[a-z]{4}/i;

/** Interfaces and three more. */
const SECTIONS = 4;
/** Commands by which a script computes what it configures. */
const PROGRAM: ReadonlySet<string> = new Set([
  ...[':if', ':for', ':foreach', ':while', ':do', ':import', ':execute', ':parse'],
]);

/** Arguments that name what a file defines or refers to, besides those that ask for interfaces. */
const REFERRING: ReadonlySet<string> = new Set([
  ...['address-pool', 'bridge', 'exclude', 'from-pool', 'include', 'interface', 'list', 'name', 'pool-name'],
]);

const DEFINING: ReadonlyMap<string, 'bridge' | 'list' | 'pool'> = new Map([
  ['/interface/bridge', 'bridge'],
  ['/interface/list', 'list'],
  ['/ip/pool', 'pool'],
  ['/ipv6/pool', 'pool'],
]);

/** All sections of interfaces, of the firewall and of the system count once; lists of interfaces tell of none. */
function areaOf(menu: string): string {
  if (menu.startsWith('/interface/list')) return '/interface/list';
  const [, first = '', second = ''] = menu.split('/');
  return first === 'ip' || first === 'ipv6' ? `/${first}/${second}` : `/${first}`;
}
