import { bind } from '../binding/bind.ts';
import type { BoundCommand } from '../binding/boundCommand.ts';
import { type BoundScript, forEachCommand } from '../binding/boundScript.ts';
import { catalog } from '../catalog/catalog.ts';
import { constantText, type Value } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { argument } from './commandArguments.ts';
import { isReading } from './menuCommands.ts';
import { followedMenus, isFollowed } from './menus.ts';

/** Code that runs but is not there to be carried out: a text, a script of the router, a file. */
export class ForeignCode {
  readonly #script: BoundScript;
  #sources: ReadonlyMap<string, string | undefined> | undefined;

  constructor(script: BoundScript) {
    this.#script = script;
  }

  /** The code that the command runs, if the file has it, and the followed menus that this may change. */
  runBy(command: BoundCommand): { readonly code: string | undefined; readonly menus: readonly string[] } {
    const code = this.#textOf(command);
    return { code, menus: code === undefined ? followedMenus() : [...this.#touched(code, 0)] };
  }

  #touched(text: string, depth: number): Set<string> {
    if (depth > MAX_DEPTH || text.length > MAX_LENGTH) return new Set(followedMenus());
    const touched = new Set<string>();
    forEachCommand(bind(parse(text), catalog).commands, (command) => {
      const path = command.menu?.path;
      if (runsCode(command)) {
        const inner = this.#textOf(command);
        const more = inner === undefined ? followedMenus() : this.#touched(inner, depth + 1);
        for (const menu of more) touched.add(menu);
      } else if (path !== undefined && isFollowed(path) && !isReading(command.name)) touched.add(path);
    });
    return touched;
  }

  #textOf(command: BoundCommand): string | undefined {
    if (command.name === ':import') return undefined;
    if (command.name === 'run') {
      const name = constantText(argument(command, 'number') ?? command.positionals[0]?.value);
      return name === undefined ? undefined : this.#sourceOf(name);
    }
    const value = argument(command, 'script') ?? command.positionals[0]?.value ?? command.arguments[0]?.value;
    return value === undefined ? undefined : this.#text(value, command);
  }

  /** The text of a script of the router that this file makes. */
  #sourceOf(name: string): string | undefined {
    if (this.#sources === undefined) {
      const sources = new Map<string, string | undefined>();
      forEachCommand(this.#script.commands, (command) => {
        if (command.menu?.path !== '/system/script' || command.name !== 'add') return;
        const own = constantText(argument(command, 'name'));
        const source = command.arguments.find((given) => given.name === 'source')?.value;
        // Of two scripts of one name it is not known which is meant.
        if (own !== undefined)
          sources.set(own, source === undefined || sources.has(own) ? undefined : this.#text(source, command));
      });
      this.#sources = sources;
    }
    return this.#sources.get(name);
  }

  #text(value: Value, { base }: BoundCommand): string | undefined {
    if (value.kind !== 'Group') return constantText(value);
    return this.#script.tree.text.slice(base + value.start + 1, base + value.end - 1);
  }
}

/** Whether the command runs code that is not its own. */
export function runsCode({ name, menu }: BoundCommand): boolean {
  return RUNNING.has(name) || (name === 'run' && menu?.path === '/system/script');
}

const RUNNING: ReadonlySet<string> = new Set([':execute', ':import', ':parse']);
/** Scripts that run scripts, and long ones: what they do is as good as unknown. */
const MAX_DEPTH = 4;
const MAX_LENGTH = 100_000;
