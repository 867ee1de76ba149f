/**
 * Folds the menu trees of several versions into one, and packs it into the texts that `server/src/catalog/packed.ts`
 * reads. Each thing is written once: words, types, lists of values, arguments, sets of arguments, commands.
 */

import { type Completion, completionFacts, typeOfDescription } from '../server/src/catalog/description.ts';
import { isNode, type TreeNode } from '../server/src/catalog/inspectNode.ts';
import { encodeFresh, encodeIntegers } from '../server/src/catalog/integers.ts';
import { NEGATABLE, type PackedTree, REQUIRED } from '../server/src/catalog/packed.ts';

/** The tree of one version; `versions` are in order, the oldest first. */
export interface Sample {
  readonly version: string;
  readonly tree: TreeNode;
}

/** The arguments that `add` demands, by menu. */
export type RequiredArguments = ReadonlyMap<string, ReadonlySet<string>>;

interface MergedNode {
  readonly kind: 'menu' | 'command' | 'argument';
  readonly children: Map<string, MergedNode>;
  /** Bit n is set if version n has it. */
  versions: number;
  /** What the newest version that has it says of it. */
  description: string | undefined;
  readonly descriptions: Set<string>;
  completion: Readonly<Record<string, Completion>> | undefined;
}

export function packTree(samples: readonly Sample[], required: RequiredArguments): PackedTree {
  const root = newNode('menu');
  samples.forEach(({ tree }, index) => {
    merge(root, tree, 1 << index);
  });
  return new Packer(required).pack(
    root,
    samples.map(({ version }) => version),
  );
}

function newNode(kind: MergedNode['kind']): MergedNode {
  return {
    kind,
    children: new Map(),
    versions: 0,
    description: undefined,
    descriptions: new Set(),
    completion: undefined,
  };
}

function merge(target: MergedNode, node: TreeNode, version: number): void {
  target.versions |= version;
  target.description = node.desc;
  if (node.desc !== undefined) target.descriptions.add(node.desc);
  target.completion = node._completion ?? target.completion;
  for (const [name, child] of Object.entries(node)) {
    if (!isNode(name, child)) continue;
    const kind = child._type === 'arg' ? 'argument' : child._type === 'cmd' ? 'command' : 'menu';
    // A word that was a command and became a menu is both, each in its versions.
    const key = `${name} ${kind}`;
    const merged = target.children.get(key) ?? newNode(kind);
    target.children.set(key, merged);
    merge(merged, child, version);
  }
}

/** Gives numbers to texts, in the order in which they are met first. */
class Numbering {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

class Packer {
  readonly #required: RequiredArguments;
  readonly #words = new Numbering();
  readonly #types = new Numbering();
  readonly #values = new Numbering();
  readonly #masks = new Numbering();
  readonly #arguments = new Numbering();
  readonly #sets = new Numbering();
  readonly #commands = new Numbering();
  readonly #menus: number[][] = [];

  constructor(required: RequiredArguments) {
    this.#required = required;
  }

  pack(root: MergedNode, versions: readonly string[]): PackedTree {
    this.#menu(root, '', '', 0);
    const argumentRows = rows(this.#arguments);
    const commandRows = rows(this.#commands);
    const column = (table: readonly (readonly number[])[], index: number) => table.map((row) => row[index] ?? 0);
    return {
      versions,
      words: this.#words.texts.join(' '),
      types: this.#types.texts,
      values: this.#values.texts.join('\n'),
      masks: this.#masks.texts.map(Number),
      arguments: {
        words: encodeFresh([column(argumentRows, 0)]),
        masks: encodeIntegers(column(argumentRows, 1)),
        types: encodeIntegers(column(argumentRows, 2)),
        values: encodeFresh([column(argumentRows, 3)]),
        flags: encodeIntegers(column(argumentRows, 4)),
      },
      sets: encodeFresh(rows(this.#sets)),
      commands: {
        words: encodeFresh([column(commandRows, 0)]),
        masks: encodeIntegers(column(commandRows, 1)),
        sets: encodeFresh([column(commandRows, 2)]),
      },
      menus: {
        depths: encodeIntegers(column(this.#menus, 0)),
        words: encodeFresh([column(this.#menus, 1)]),
        masks: encodeIntegers(column(this.#menus, 2)),
        commands: encodeFresh(this.#menus.map((row) => row.slice(3))),
      },
    };
  }

  /** A parent comes before its children. */
  #menu(node: MergedNode, name: string, path: string, depth: number): void {
    const children = sorted(node);
    const fields = readOnlyFields(node);
    const commands = children.filter(([, child]) => child.kind === 'command');
    const numbers = commands.map(([word, command]) => this.#command(word, command, path, fields));
    this.#menus.push([depth, this.#words.of(name), this.#mask(node), ...numbers]);
    for (const [word, child] of children) {
      if (child.kind === 'menu') this.#menu(child, word, `${path}/${word}`, depth + 1);
    }
  }

  #command(name: string, node: MergedNode, menu: string, fields: readonly string[]): number {
    const required = name === 'add' ? this.#required.get(menu) : undefined;
    const numbers = sorted(node).map(([word, argument]) =>
      this.#argument(
        word,
        argument,
        required?.has(word) === true,
        name === 'get' && word === 'value-name' ? fields : undefined,
      ),
    );
    const set = this.#sets.of(numbers.join());
    return this.#commands.of([this.#words.of(name), this.#mask(node), set].join());
  }

  #argument(name: string, node: MergedNode, required: boolean, told: readonly string[] | undefined): number {
    const described = node.description === undefined ? undefined : typeOfDescription(node.description);
    const completed = completionFacts(node.completion ?? {});
    const type = described?.type ?? completed.type;
    const closed = type?.kind === 'flags' ? wordsOf(node.descriptions) : undefined;
    const open = NAMES_OF_PROPERTIES.has(name) || type?.kind === 'boolean' ? [] : (completed.suggestions ?? []);
    const words = told ?? closed ?? open;
    const flags = (completed.negatable ? NEGATABLE : 0) | (required ? REQUIRED : 0);
    return this.#arguments.of(
      [
        this.#words.of(name),
        this.#mask(node),
        type === undefined ? 0 : this.#types.of(JSON.stringify(type)) + 1,
        this.#values.of(words.join(' ')),
        flags,
      ].join(),
    );
  }

  #mask(node: MergedNode): number {
    return this.#masks.of(String(node.versions));
  }
}

function rows({ texts }: Numbering): number[][] {
  return texts.map((text) => (text === '' ? [] : text.split(',').map(Number)));
}

/** What `get` reads of an item though no command writes it. */
function readOnlyFields(menu: MergedNode): readonly string[] {
  const completion = menu.children.get('get command')?.children.get('value-name argument')?.completion ?? {};
  const written = ['add command', 'set command'].flatMap((key) => [...(menu.children.get(key)?.children.keys() ?? [])]);
  return (completionFacts(completion).suggestions ?? []).filter((name) => !written.includes(`${name} argument`));
}

/** Arguments whose values are the properties of the menu. */
const NAMES_OF_PROPERTIES: ReadonlySet<string> = new Set(['group-by', 'order-by', 'proplist', 'value-name']);
/** The words of a list in every version. */
function wordsOf(descriptions: ReadonlySet<string>): readonly string[] {
  return [...new Set([...descriptions].flatMap((text) => typeOfDescription(text)?.values ?? []))].sort();
}

function sorted(node: MergedNode): [string, MergedNode][] {
  return [...node.children]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, child]) => [key.slice(0, key.lastIndexOf(' ')), child]);
}
