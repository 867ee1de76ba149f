import { BUILT_IN_CHAINS } from '../firewall/firewall.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { type DocumentSymbol, documentSymbols } from './documentSymbols.ts';
import { definitionsOf, type EntityKind, entities } from './entities.ts';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: EntityKind | 'rule';
  /** What it belongs to: a family, a menu. */
  readonly container: string;
  readonly range: TextRange;
}

/**
 * What a file names and another may look for: lists, own chains, functions, global variables, scripts, and rules by
 * their comments. `query` is taken as an editor does: its letters in this order, whatever stands between them.
 */
export function workspaceSymbols(analysis: Analysis, query: string): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const entity of entities(analysis).all) {
    const { kind, name, space, scope } = entity;
    // The outline tells of scripts.
    if (kind === 'script') continue;
    if (kind === 'chain' ? BUILT_IN_CHAINS.has(name) : scope !== undefined && kind !== 'function') continue;
    const [definition] = definitionsOf(entity);
    if (definition !== undefined && fits(name, query)) {
      found.push({ name, kind, container: space, range: definition.range });
    }
  }
  const visit = (symbols: readonly DocumentSymbol[], container: string): void => {
    for (const { name, kind, selectionRange: range, children } of symbols) {
      if (kind === 'script' || kind === 'rule' || kind === 'stage') {
        if (fits(name, query)) found.push({ name, kind: kind === 'script' ? 'script' : 'rule', container, range });
      }
      visit(children, kind === 'section' ? name : container);
    }
  };
  visit(documentSymbols(analysis), '');
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** Whether the letters of the query stand in the name, in their order. */
export function fits(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase().replace(/\s+/g, '')) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
