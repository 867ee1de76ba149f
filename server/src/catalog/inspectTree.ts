/** A catalogue from the tree of one router, so that a file can be read exactly as that router would read it. */
import { type Argument, type Catalog, catalog } from './catalog.ts';
import { completionFacts, typeOfDescription } from './description.ts';
import { isNode, type TreeNode } from './inspectNode.ts';
import { Samples } from './samples.ts';
import type { ArgumentSource, CommandSource, MenuSource } from './source.ts';
import { viewOf } from './view.ts';

/** What is wrong with a file that should be a tree. The message says what, why, and what to do. */
export class InspectTreeError extends Error {
  override readonly name = 'InspectTreeError';
}

/**
 * Reads a tree that was walked with `/console/inspect`: nested objects whose keys are the words, with `_type` (`dir`,
 * `path`, `cmd`, `arg`), `desc` and perhaps `_completion`. What the tree does not say (documentation, required
 * arguments, types without a description) is taken from the sampled trees. Throws an `InspectTreeError` for anything
 * that is no tree; a missing `_type` is guessed, and entries that are no nodes are left out.
 */
export function catalogFromInspect(json: unknown): Catalog {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    const found = Array.isArray(json) ? 'a list, like the answer to a single request' : describe(json);
    throw new InspectTreeError(`${NO_TREE} It is ${found}, not an object of menus. ${REMEDY}`);
  }
  const root: TreeNode = json;
  if (root._type === 'cmd' || root._type === 'arg') {
    throw new InspectTreeError(`${NO_TREE} It begins at a single ${root._type}, not at the root. ${REMEDY}`);
  }
  const kinds = children(root).map(([, child]) => kindOf(child));
  if (!kinds.includes('menu') || !kinds.includes('command')) {
    const lacking = kinds.includes('menu') ? 'commands' : kinds.includes('command') ? 'menus' : 'menus and commands';
    throw new InspectTreeError(`${NO_TREE} It has no ${lacking} at its root. ${REMEDY}`);
  }
  return viewOf(menuSource('', root, ''), { version: versionOf(json), samples: new Samples([]), mask: undefined });
}

const NO_TREE = 'This is not the menu tree of a router.';
const REMEDY =
  'Walk `/console/inspect request=child` from the root and nest the answers: {"ip": {"_type": "dir", "address": {…}}}.';

function describe(json: unknown): string {
  return json === null ? 'null' : `a ${typeof json}`;
}

/** `_meta.version`, where the tool that walked the tree left it. */
function versionOf(json: object): string {
  const meta: unknown = '_meta' in json ? json._meta : undefined;
  const version: unknown = typeof meta === 'object' && meta !== null && 'version' in meta ? meta.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

function children(node: TreeNode): [string, TreeNode][] {
  return Object.entries(node)
    .filter((entry): entry is [string, TreeNode] => isNode(...entry))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

type Kind = 'menu' | 'command' | 'argument';

/** Without a known `_type`: what holds nothing is an argument, what holds arguments only is a command. */
function kindOf(node: TreeNode, depth = 0): Kind {
  const told = KINDS[node._type ?? ''];
  if (told !== undefined) return told;
  const below = children(node);
  if (below.length === 0) return 'argument';
  if (depth > DEEPEST) return 'menu';
  return below.every(([, child]) => kindOf(child, depth + 1) === 'argument') ? 'command' : 'menu';
}

/** Menus of RouterOS lie at most six deep. */
const DEEPEST = 20;

const KINDS: Readonly<Record<string, Kind | undefined>> = {
  dir: 'menu',
  path: 'menu',
  cmd: 'command',
  arg: 'argument',
};

function childrenOf(node: TreeNode, kind: Kind): [string, TreeNode][] {
  return children(node).filter(([, child]) => kindOf(child) === kind);
}

/** Nothing is told of versions: the tree is that of one router. */
const ONE_ROUTER = 0;

function menuSource(name: string, node: TreeNode, path: string): MenuSource {
  return {
    name,
    versions: ONE_ROUTER,
    menus: () => childrenOf(node, 'menu').map(([word, child]) => menuSource(word, child, `${path}/${word}`)),
    commands: () => childrenOf(node, 'command').map(([word, child]) => commandSource(word, child, path)),
  };
}

function commandSource(name: string, node: TreeNode, menu: string): CommandSource {
  let found: readonly ArgumentSource[] | undefined;
  return {
    name,
    versions: ONE_ROUTER,
    arguments() {
      if (found === undefined) {
        const known = catalog.menu(menu.split('/').slice(1))?.commands.get(name)?.arguments;
        found = childrenOf(node, 'argument').map(([word, child]) => argumentSource(word, child, known?.get(word)));
      }
      return found;
    },
  };
}

function argumentSource(name: string, node: TreeNode, known: Argument | undefined): ArgumentSource {
  const described = typeof node.desc === 'string' ? typeOfDescription(node.desc) : undefined;
  const completed =
    typeof node._completion === 'object' && node._completion !== null ? completionFacts(node._completion) : undefined;
  const type = described?.type ?? completed?.type ?? (known?.type.kind === 'string' ? undefined : known?.type);
  const words = described?.values ?? (type?.kind === 'flags' ? known?.values : undefined) ?? completed?.suggestions;
  return {
    name,
    versions: ONE_ROUTER,
    type,
    words: words ?? known?.suggestions ?? [],
    negatable: completed?.negatable ?? known?.negatable ?? false,
    required: known?.required ?? false,
  };
}
