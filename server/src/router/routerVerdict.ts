import type { Catalog } from '../catalog/catalog.ts';
import { routerPosition } from './routerPosition.ts';
import { RouterReader } from './routerReader.ts';

/** What the router's own `:parse` says about a text. Lines and columns are the router's (see `routerPosition`). */
export type RouterVerdict =
  | { readonly kind: 'accepts' }
  | { readonly kind: 'annotates'; readonly notes: readonly RouterNote[] }
  | { readonly kind: 'rejects'; readonly message: RouterMessage; readonly line: number; readonly column: number };

/** A name that the router does not know in a text that it takes nevertheless. */
export interface RouterNote {
  readonly message: 'bad command name' | 'bad parameter';
  readonly word: string;
  readonly line: number;
  readonly column: number;
}

/** The hard messages that `:parse` was seen to give (`docs/facts/reader.md#messages`). */
export type RouterMessage =
  | 'syntax error'
  | 'expected command name'
  | 'expected end of command'
  | 'missing closing brace';

/**
 * What a router with the menus of `tree` says about the text: its first error by its own rules, or its notes about
 * unknown names. Apart from the problems that the product shows; linear, never throws.
 */
export function routerVerdict(text: string, tree: Catalog): RouterVerdict {
  const { error, notes } = new RouterReader(text, tree).read();
  const at = routerPosition(text);
  if (error !== undefined) return { kind: 'rejects', message: error.message, ...at(error.offset) };
  if (notes.length === 0) return { kind: 'accepts' };
  return {
    kind: 'annotates',
    notes: notes.map(({ message, word, offset }) => ({ message, word, ...at(offset) })),
  };
}
