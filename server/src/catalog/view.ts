/** A catalogue over a source: what some versions have, made into objects as it is looked up. */
import { argumentDoc } from './argumentDocs.ts';
import { bracesOf } from './braces.ts';
import type { Argument, ArgumentFacts, Catalog, Command, Menu } from './catalog.ts';
import { commonArgument, unnamedParameters } from './commonArguments.ts';
import { argumentFacts } from './generated/arguments.ts';
import { Names } from './names.ts';
import type { Samples } from './samples.ts';
import type { ArgumentSource, CommandSource, MenuSource } from './source.ts';

export interface ViewOptions {
  readonly version: string;
  readonly samples: Samples;
  /** The versions of which one must have a thing for it to be found; undefined if all there is belongs to the view. */
  readonly mask: number | undefined;
}

export function viewOf(source: MenuSource, options: ViewOptions): Catalog {
  const root = new TreeMenu(new View(options), source, '', undefined);
  return {
    version: options.version,
    root,
    menu(path) {
      let menu: Menu | undefined = root;
      for (const word of path) menu = menu?.menus.get(word);
      return menu;
    },
  };
}

class View {
  readonly samples: Samples;
  readonly #mask: number | undefined;
  /** Whether the view is of all versions together, so that it also holds what has gone. */
  readonly isUnion: boolean;
  /** By set, then by what their documentation hangs on. */
  readonly #sets = new Map<readonly ArgumentSource[], Map<string, Names<Argument>>>();

  constructor({ samples, mask }: ViewOptions) {
    this.samples = samples;
    this.#mask = mask;
    this.isUnion = mask !== undefined && mask === samples.all;
  }

  has(thing: { readonly versions: number }): boolean {
    return this.#mask === undefined || (thing.versions & this.#mask) !== 0;
  }

  /** Arguments are shared by all commands that have the same ones. */
  argumentsOf(menu: string, command: CommandSource): Names<Argument> {
    const sources = command.arguments();
    const facts = TAKES_PROPERTIES.has(command.name) ? factsOf(menu) : undefined;
    const group = facts !== undefined || menu === '' || menu === '/log' ? `${menu}/${command.name}` : command.name;
    let byGroup = this.#sets.get(sources);
    if (byGroup === undefined) {
      byGroup = new Map();
      this.#sets.set(sources, byGroup);
    }
    let names = byGroup.get(group);
    if (names === undefined) {
      names = this.#build(menu, command.name, sources, facts);
      byGroup.set(group, names);
    }
    return names;
  }

  #build(
    menu: string,
    command: string,
    sources: readonly ArgumentSource[],
    facts: ReadonlyMap<string, ArgumentFacts> | undefined,
  ): Names<Argument> {
    const found = sources
      .filter((source) => this.has(source))
      .map((source) => this.#argument(menu, command, source, facts));
    if (this.isUnion && command !== 'comment') {
      // Arguments of versions and devices that no sample shows still have to be recognised.
      const listed = new Set(found.map(({ name }) => name));
      for (const fact of facts?.values() ?? []) {
        if ((fact.until ?? fact.hardware) !== undefined && !listed.has(fact.name))
          found.push(fromFacts(menu, command, fact));
      }
    }
    return this.named(found.sort((a, b) => (a.name < b.name ? -1 : 1)).map((argument) => [argument.name, argument]));
  }

  #argument(
    menu: string,
    command: string,
    source: ArgumentSource,
    facts: ReadonlyMap<string, ArgumentFacts> | undefined,
  ): Argument {
    const { name, versions } = source;
    const span = this.samples.span(versions);
    const fact = facts?.get(name);
    if (fact !== undefined) {
      const known = fromFacts(menu, command, fact);
      // What is known exactly wins over what the samples bound; what only left the sampled hardware has not gone.
      const from =
        fact.since === undefined && span.since !== undefined ? { since: span.since, notYet: span.notYet } : {};
      const to =
        fact.until === undefined && fact.hardware !== true && span.until !== undefined
          ? { until: span.until, lastIn: span.lastIn }
          : {};
      return { ...known, ...from, ...to, versions } as Argument;
    }
    const common = commonArgument(menu === '' ? '/' : menu, command, name);
    const type = common.type.kind === 'string' ? (source.type ?? common.type) : common.type;
    const closed = type.kind === 'flags';
    return {
      name,
      role: 'generic',
      type,
      negatable: source.negatable,
      required: source.required,
      ...(closed ? { values: source.words } : source.words.length > 0 && { suggestions: source.words }),
      ...span,
      versions,
      braces: bracesOf(`${menu}/${command}`, name, source.type),
      syntax: '',
      doc: common.doc,
    };
  }

  named<T extends { readonly until?: string }>(entries: readonly (readonly [string, T])[]): Names<T> {
    const names = new Names<T>(entries);
    if (!this.isUnion) return names;
    const gone = [...names].filter(([, { until }]) => until !== undefined).map(([name]) => name);
    if (gone.length > 0) names.gone = new Set(gone);
    return names;
  }
}

/** Commands whose arguments are the properties that `generated/arguments.ts` tells of. */
const TAKES_PROPERTIES: ReadonlySet<string> = new Set(['add', 'set', 'reset', 'comment']);

function fromFacts(menu: string, command: string, facts: ArgumentFacts): Argument {
  const { syntax = '', doc = '' } = argumentDoc(menu, facts.name) ?? {};
  return { ...facts, versions: 0, braces: bracesOf(`${menu}/${command}`, facts.name, facts.type), syntax, doc };
}

let factsByMenu: Map<string, Map<string, ArgumentFacts>> | undefined;

function factsOf(menu: string): ReadonlyMap<string, ArgumentFacts> | undefined {
  if (factsByMenu === undefined) {
    factsByMenu = new Map();
    for (const { menus, ...facts } of argumentFacts) {
      for (const path of menus) {
        const known = factsByMenu.get(path) ?? new Map<string, ArgumentFacts>();
        known.set(facts.name, facts);
        factsByMenu.set(path, known);
      }
    }
  }
  return factsByMenu.get(menu);
}

class TreeMenu implements Menu {
  readonly #view: View;
  readonly #source: MenuSource;
  /** The path without the slash of the root. */
  readonly #prefix: string;
  readonly path: string;
  readonly parent: Menu | undefined;
  readonly isOpen = false;
  readonly versions: number;
  declare readonly since?: string;
  declare readonly notYet?: string;
  declare readonly until?: string;
  declare readonly lastIn?: string;
  #menus: Names<Menu> | undefined;
  #commands: Names<Command> | undefined;
  #children: Names<Menu | Command> | undefined;
  #fields: readonly string[] | undefined;

  constructor(view: View, source: MenuSource, prefix: string, parent: Menu | undefined) {
    this.#view = view;
    this.#source = source;
    this.#prefix = prefix;
    this.path = prefix === '' ? '/' : prefix;
    this.parent = parent;
    this.versions = source.versions;
    Object.assign(this, view.samples.span(source.versions));
  }

  get name(): string {
    return this.#source.name;
  }

  get isList(): boolean {
    return this.#prefix !== '' && this.commands.has('find');
  }

  get menus(): ReadonlyMap<string, Menu> {
    this.#menus ??= this.#aliased(
      this.#view.named(
        this.#source
          .menus()
          .filter((source) => this.#view.has(source))
          .map((source) => [source.name, new TreeMenu(this.#view, source, `${this.#prefix}/${source.name}`, this)]),
      ),
    );
    return this.#menus;
  }

  get commands(): ReadonlyMap<string, Command> {
    if (this.#commands === undefined) {
      const commands: [string, Command][] = this.#source
        .commands()
        .filter((source) => this.#view.has(source))
        .map((source) => [source.name, new TreeCommand(this.#view, source, this.#prefix)]);
      // The router still takes `/ping` though its tree lists it below `/tool` only
      // (`docs/facts/reader.md#unknown-names`).
      const ping = this.#prefix === '' ? this.menus.get('tool')?.commands.get('ping') : undefined;
      const others = ping === undefined ? commands : commands.filter(([name]) => name !== 'ping');
      const own = commands.length - others.length > 0 && !this.#view.isUnion;
      this.#commands = this.#view.named(ping === undefined || own ? commands : [...others, ['ping', ping]]);
    }
    return this.#commands;
  }

  get children(): ReadonlyMap<string, Menu | Command> {
    if (this.#children === undefined) {
      const { menus, commands } = this;
      this.#children = this.#view.named<Menu | Command>([...commands, ...menus]);
    }
    return this.#children;
  }

  get fields(): readonly string[] {
    if (this.#fields === undefined) {
      const names = new Set<string>();
      for (const command of ['add', 'set']) {
        for (const name of this.commands.get(command)?.arguments?.keys() ?? [])
          if (!NO_FIELDS.has(name)) names.add(name);
      }
      for (const name of this.commands.get('get')?.arguments?.get('value-name')?.suggestions ?? []) names.add(name);
      this.#fields = [...names].sort();
    }
    return this.#fields;
  }

  /** Old names of menus that the router still takes (`docs/facts/reader.md#unknown-names`). */
  #aliased(menus: Names<Menu>): Names<Menu> {
    const wifi = this.#prefix === '/interface' ? menus.get('wifi') : undefined;
    if (wifi !== undefined && (this.#view.isUnion || !menus.has('wifiwave2'))) menus.set('wifiwave2', wifi);
    return menus;
  }
}

/** Arguments of `add` and `set` that say which item is meant or where it goes. */
const NO_FIELDS: ReadonlySet<string> = new Set(['copy-from', 'numbers', 'place-before']);

class TreeCommand implements Command {
  readonly #view: View;
  readonly #source: CommandSource;
  readonly #menu: string;
  readonly versions: number;
  declare readonly since?: string;
  declare readonly notYet?: string;
  declare readonly until?: string;
  declare readonly lastIn?: string;
  #arguments: Names<Argument> | undefined;
  #unnamed: readonly string[] | undefined;

  constructor(view: View, source: CommandSource, menu: string) {
    this.#view = view;
    this.#source = source;
    this.#menu = menu;
    this.versions = source.versions;
    Object.assign(this, view.samples.span(source.versions));
  }

  get name(): string {
    return this.#source.name;
  }

  get path(): string {
    return `${this.#menu}/${this.#source.name}`;
  }

  get arguments(): ReadonlyMap<string, Argument> {
    this.#arguments ??= this.#view.argumentsOf(this.#menu, this.#source);
    return this.#arguments;
  }

  get unnamed(): readonly string[] {
    this.#unnamed ??= unnamedParameters(this.#menu === '' ? '/' : this.#menu, this.name, this.arguments);
    return this.#unnamed;
  }
}
