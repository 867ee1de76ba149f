/** The router's own tree, as `/console/inspect` gives it when it is walked: kinds, help texts, children by name. */
import type { Completion } from './description.ts';

export interface TreeNode {
  /** `dir` and `path` are menus, `cmd` commands, `arg` arguments; the root has none. */
  readonly _type?: string;
  readonly desc?: string;
  readonly _completion?: Readonly<Record<string, Completion>>;
}

/**
 * Whether an entry of a node is a child and not something said about the node itself. An argument may be called
 * `desc`: then it is an object.
 */
export function isNode(name: string, value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && !name.startsWith('_');
}
