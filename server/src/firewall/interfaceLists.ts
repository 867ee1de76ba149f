import { type Configuration, type ConfigurationItem, isDisabled, textOf } from '../execution/configuration.ts';

/** Undefined where the file does not settle it. */
export type Answer = boolean | undefined;

/** Lists of interfaces that every router has. */
export const BUILT_IN_LISTS: ReadonlySet<string> = new Set(['all', 'none', 'dynamic', 'static']);

/** Who is on a list of interfaces. The sets hold no interface twice. */
export interface Members {
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly perhaps: ReadonlySet<string>;
  /** All others. */
  readonly others: Answer;
}

/**
 * The lists of interfaces: the included ones, without the excluded ones, and the members of its own (RouterOS manual,
 * Interface Lists). A list that the file makes holds what the file puts on it; of another only the members are known
 * that the file adds.
 */
export class InterfaceLists {
  readonly #configuration: Configuration;
  readonly #canonical: (name: string) => string;
  /** What the file itself puts on each list. */
  readonly #own = new Map<string, Own>();
  readonly #definitions = new Map<string, ConfigurationItem>();
  readonly #known = new Map<string, Members>();
  /** Lists whose members are being put together, so that a circle is noticed. */
  readonly #open = new Set<string>();
  readonly #isOpaque: boolean;

  /** What compositions may still cost, in interfaces looked at. */
  #work = MAX_WORK;

  /** `builtIn` are the lists that the router itself keeps. */
  constructor(
    configuration: Configuration,
    builtIn: ReadonlyMap<string, Members>,
    canonical: (name: string) => string,
  ) {
    this.#configuration = configuration;
    this.#canonical = canonical;
    for (const [name, members] of builtIn) this.#known.set(name, members);
    const { menus, opaqueMenus } = configuration;
    this.#isOpaque = opaqueMenus.has('/interface/list') || opaqueMenus.has('/interface/list/member');
    for (const item of menus.get('/interface/list') ?? []) {
      const name = textOf(item, 'name');
      if (name !== undefined) this.#definitions.set(name, item);
    }
    for (const item of menus.get('/interface/list/member') ?? []) this.#readMember(item);
  }

  get names(): Iterable<string> {
    return new Set([...this.#definitions.keys(), ...this.#own.keys()]);
  }

  members(name: string): Members {
    let members = this.#known.get(name);
    if (members === undefined) {
      if (this.#open.has(name) || this.#open.size > MAX_DEPTH) return UNKNOWN;
      this.#open.add(name);
      members = this.#isOpaque ? UNKNOWN : this.#compose(name);
      this.#open.delete(name);
      this.#known.set(name, members);
    }
    return members;
  }

  #readMember(item: ConfigurationItem): void {
    const name = textOf(item, 'list');
    if (name === undefined || isDisabled(item)) return;
    let own = this.#own.get(name);
    if (own === undefined) {
      own = { yes: new Set(), perhaps: new Set(), isOpen: false };
      this.#own.set(name, own);
    }
    const member = item.properties.get('interface');
    if (member?.constant !== true) own.isOpen = true;
    else (item.conditional ? own.perhaps : own.yes).add(this.#canonical(member.text));
  }

  #compose(name: string): Members {
    const definition = this.#definitions.get(name);
    const own = this.#ownMembers(name, definition);
    const include = this.#named(definition, 'include');
    const exclude = this.#named(definition, 'exclude');
    if (include.length === 0) return own;
    const names = new Set<string>();
    for (const { yes, no, perhaps } of [own, ...include, ...exclude]) {
      for (const set of [yes, no, perhaps]) for (const one of set) names.add(one);
    }
    this.#work -= names.size;
    if (this.#work < 0) return UNKNOWN;
    const on = (answer: (members: Members) => Answer): Answer =>
      or([answer(own), and(or(include.map(answer)), not(or(exclude.map(answer))))]);
    const members = { yes: new Set<string>(), no: new Set<string>(), perhaps: new Set<string>() };
    const others = on((list) => list.others);
    for (const one of names) {
      const answer = on((list) => answerOf(list, one));
      if (answer !== others) (answer === undefined ? members.perhaps : answer ? members.yes : members.no).add(one);
    }
    return { ...members, others };
  }

  #ownMembers(name: string, definition: ConfigurationItem | undefined): Members {
    const { yes = new Set<string>(), perhaps = new Set<string>(), isOpen = false } = this.#own.get(name) ?? {};
    const uncertain = new Set([...perhaps].filter((one) => !yes.has(one)));
    const { wholeBy } = this.#configuration;
    // A list that is only asked for is somebody's who put it there, whatever the file is taken for.
    const isMade =
      (wholeBy === 'option' && this.#own.has(name)) ||
      (definition !== undefined && !definition.assumed && !definition.conditional);
    // A list that nothing is put on is filled elsewhere, unless the file shows all lists.
    const isFilled =
      yes.size + perhaps.size > 0 ||
      (wholeBy !== undefined && this.#own.size > 0) ||
      (definition !== undefined && textOf(definition, 'include') !== undefined);
    if (isMade && isFilled && !isOpen) return { yes, no: new Set(), perhaps: uncertain, others: false };
    const no = definition?.assumed === true ? this.#elsewhere(name, yes, uncertain) : new Set<string>();
    return { yes, no, perhaps: new Set(), others: undefined };
  }

  /** What the default configuration puts on another list is not on this one. */
  #elsewhere(name: string, yes: ReadonlySet<string>, perhaps: ReadonlySet<string>): Set<string> {
    const found = new Set<string>();
    for (const item of this.#configuration.menus.get('/interface/list/member') ?? []) {
      const member = textOf(item, 'interface');
      if (!item.assumed || member === undefined || textOf(item, 'list') === name) continue;
      const own = this.#canonical(member);
      if (!yes.has(own) && !perhaps.has(own)) found.add(own);
    }
    return found;
  }

  #named(definition: ConfigurationItem | undefined, property: 'include' | 'exclude'): Members[] {
    const lists = definition?.properties.get(property);
    if (lists === undefined || lists.text === '') return [];
    return lists.constant ? lists.text.split(',').map((list) => this.members(list)) : [UNKNOWN];
  }
}

export function answerOf({ yes, no, perhaps, others }: Members, name: string): Answer {
  if (yes.has(name)) return true;
  if (no.has(name)) return false;
  return perhaps.has(name) ? undefined : others;
}

interface Own {
  readonly yes: Set<string>;
  readonly perhaps: Set<string>;
  /** There is a member of which the file does not tell the name. */
  isOpen: boolean;
}

const NOBODY: ReadonlySet<string> = new Set();
/** Nothing is known of who is on it. */
export const UNKNOWN: Members = { yes: NOBODY, no: NOBODY, perhaps: NOBODY, others: undefined };
/** A list that includes a list that includes a list … */
const MAX_DEPTH = 32;
const MAX_WORK = 2_000_000;

function or(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function and(a: Answer, b: Answer): Answer {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}
