/** Who calls whom: chains by their jumps, functions by their calls, in scripts within strings too. */
import type { BoundCommand } from '../binding/boundCommand.ts';
import { forEachCommand } from '../binding/boundScript.ts';
import { type Declaration, type FunctionBody, variables } from '../binding/variables.ts';
import type { Analysis } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { entityAt } from './entities.ts';
import { type HostedScript, hostedScripts } from './hostedScripts.ts';
import { type Mention, mentionsOf } from './mentions.ts';

export interface CallHierarchyItem {
  /** The same for the same chain or function of one text. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'chain' | 'function' | 'script';
  /** The menu of a chain. */
  readonly detail: string;
  /** Where it begins: the first rule of the chain, or the declaration. */
  readonly range: TextRange;
  readonly selectionRange: TextRange;
}

export interface Call {
  /** Who calls, or who is called. */
  readonly item: CallHierarchyItem;
  /** The places of the calls, in the text of the caller. */
  readonly places: readonly TextRange[];
}

/** The id of the chain or function whose name stands at the offset, also of a chain that has no rule in this script. */
export function callHierarchyId(analysis: Pick<Analysis, 'script'>, offset: number): string | undefined {
  const found = entityAt(analysis, offset);
  if (found === undefined) return undefined;
  const { kind, space, name, occurrences } = found.entity;
  if (kind === 'chain') return chainId(space, name);
  if (kind !== 'function') return undefined;
  const places = new Set(occurrences.map(({ range }) => range.start));
  const items = [...graphOf(analysis).items.values()];
  return items.find((item) => item.kind === 'function' && places.has(item.selectionRange.start))?.id;
}

/** What an id of this text, or a shared one, stands for in it. */
export function itemOf(analysis: Pick<Analysis, 'script'>, id: string): CallHierarchyItem | undefined {
  return graphOf(analysis).items.get(id);
}

/** Whether the id means the same in all scripts of a router: what else there is is known in its own script only. */
export function isShared(id: string): boolean {
  return id.startsWith('chain ') || (id.startsWith('function ') && !/^function \d+ /.test(id));
}

export function incomingCalls(analysis: Pick<Analysis, 'script'>, id: string): Call[] {
  return calls(analysis, (edge) => (edge.to === id ? edge.from : undefined));
}

export function outgoingCalls(analysis: Pick<Analysis, 'script'>, id: string): Call[] {
  return calls(analysis, (edge) => (edge.from === id ? edge.to : undefined));
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly place: TextRange;
}

interface Graph {
  readonly items: ReadonlyMap<string, CallHierarchyItem>;
  readonly edges: readonly Edge[];
}

function calls(analysis: Pick<Analysis, 'script'>, other: (edge: Edge) => string | undefined): Call[] {
  const { items, edges } = graphOf(analysis);
  const found = new Map<string, TextRange[]>();
  for (const edge of edges) {
    const id = other(edge);
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), edge.place]);
  }
  return [...found].flatMap(([id, places]) => {
    const item = items.get(id);
    return item === undefined ? [] : [{ item, places }];
  });
}

const known = new WeakMap<object, Graph>();

function graphOf(analysis: Pick<Analysis, 'script'>): Graph {
  let graph = known.get(analysis);
  if (graph === undefined) {
    graph = new GraphBuilder(analysis).graph;
    known.set(analysis, graph);
  }
  return graph;
}

class GraphBuilder {
  readonly graph: { readonly items: Map<string, CallHierarchyItem>; readonly edges: Edge[] } = {
    items: new Map(),
    edges: [],
  };

  constructor({ script }: Pick<Analysis, 'script'>) {
    const scripts = hostedScripts(script);
    for (const hosted of scripts) forEachCommand(hosted.bound.commands, (command) => this.#rule(command, hosted));
    const read = scripts.map((hosted) => ({ hosted, ...variables(hosted.bound) }));
    for (const { hosted, declarations } of read) {
      for (const declaration of declarations) this.#function(declaration, hosted);
    }
    for (const { hosted, declarations } of read) {
      for (const declaration of declarations) this.#calls(declaration, declarations, hosted);
    }
    this.graph.edges.sort((a, b) => a.place.start - b.place.start);
  }

  #rule(command: BoundCommand, hosted: HostedScript): void {
    if (command.name !== 'add') return;
    const mentions = mentionsOf(command).filter(({ kind }) => kind === 'chain');
    const chain = mentions.find(({ role }) => role === 'makes');
    if (chain === undefined) return;
    const from = this.#chain(chain, command, hosted);
    for (const { role, space, name, range } of mentions) {
      if (role === 'asks') this.graph.edges.push({ from, to: chainId(space, name), place: hosted.inFile(range) });
    }
  }

  #chain({ space, name, range }: Mention, command: BoundCommand, hosted: HostedScript): string {
    const id = chainId(space, name);
    this.#item({
      id,
      name,
      kind: 'chain',
      detail: space,
      range: hosted.inFile(command.range),
      selectionRange: hosted.inFile(range),
    });
    return id;
  }

  #function(declaration: Declaration, hosted: HostedScript): void {
    const { name, body, range } = declaration;
    if (body === undefined) return;
    const selectionRange = hosted.inFile(range);
    const whole = { start: selectionRange.start, end: hosted.inFile(body).end };
    this.#item({
      id: functionId(declaration, hosted),
      name,
      kind: 'function',
      detail: '',
      range: whole,
      selectionRange,
    });
  }

  #calls(declaration: Declaration, all: readonly Declaration[], hosted: HostedScript): void {
    for (const { command, range, owner } of declaration.uses) {
      if (command.kind !== 'call' || range.start - command.range.start > 2) continue;
      const from = this.#caller(owner, all, hosted);
      this.graph.edges.push({ from, to: functionId(declaration, hosted), place: hosted.inFile(range) });
    }
  }

  /** The function around a call, or the script. */
  #caller(owner: FunctionBody | undefined, all: readonly Declaration[], hosted: HostedScript): string {
    const around = owner && all.find(({ body }) => body?.start === owner.start && body.end === owner.end);
    if (around !== undefined) return functionId(around, hosted);
    const range = hosted.inFile({ start: 0, end: hosted.bound.tree.text.length });
    const id = `script ${range.start}`;
    const selectionRange = { start: range.start, end: range.start };
    this.#item({ id, name: '(script)', kind: 'script', detail: '', range, selectionRange });
    return id;
  }

  #item(item: CallHierarchyItem): void {
    if (!this.graph.items.has(item.id)) this.graph.items.set(item.id, item);
  }
}

function chainId(menu: string, name: string): string {
  return `chain ${menu} ${name}`;
}

/** Each `:global` of a name declares the same function, also from script to script. */
function functionId({ kind, name, range }: Declaration, hosted: HostedScript): string {
  return kind === 'global' ? `function ${name}` : `function ${hosted.inFile(range).start} ${name}`;
}
