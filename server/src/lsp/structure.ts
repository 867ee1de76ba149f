import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Call,
  type CallHierarchyItem,
  callHierarchyId,
  incomingCalls,
  isShared,
  itemOf,
  outgoingCalls,
} from '../features/callHierarchy.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { selectionRanges } from '../features/selectionRanges.ts';
import { type WorkspaceSymbol, workspaceSymbols } from '../features/workspaceSymbols.ts';
import type { TextRange } from '../text/range.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toRange } from './convert.ts';
import { type PartPlace, partAt, type Routers } from './routers.ts';
import type { Workspace } from './workspace.ts';

export const STRUCTURE: lsp.ServerCapabilities = {
  workspaceSymbolProvider: true,
  documentLinkProvider: {},
  selectionRangeProvider: true,
  callHierarchyProvider: true,
};

/** Most symbols of one answer: an editor asks again with every letter. */
const MOST_SYMBOLS = 500;

/** Symbols are asked for with every letter: what has been read by then will do. In milliseconds. */
const LONGEST_WAIT = 200;

/** Answers what there is in the scripts, how it hangs together, and where it leads. */
export function serveStructure(
  connection: lsp.Connection,
  answers: Answers,
  openScripts: () => AsyncIterable<OpenScript>,
  workspace: Workspace,
  routers: Routers,
): void {
  connection.onWorkspaceSymbol(
    answers.any<lsp.WorkspaceSymbolParams, lsp.SymbolInformation[]>('Workspace symbols', [], async ({ query }) => {
      await workspace.index.settled(LONGEST_WAIT);
      const found: lsp.SymbolInformation[] = [];
      for await (const { document, analysis } of openScripts()) {
        for (const { name, kind, container, range } of workspaceSymbols(analysis, query)) {
          if (found.length === MOST_SYMBOLS) return found;
          const location = { uri: document.uri, range: toRange(document, range) };
          found.push({ name, kind: SYMBOL_KINDS[kind], containerName: container, location });
        }
      }
      for await (const { uri, name, range } of workspace.symbols(query)) {
        if (found.length === MOST_SYMBOLS) return found;
        const location = { uri, range };
        found.push({ name: name.name, kind: SYMBOL_KINDS[name.kind], containerName: name.space, location });
      }
      return found;
    }),
  );
  connection.onDocumentLinks(
    answers.text<lsp.DocumentLinkParams, lsp.DocumentLink[]>('Links', [], ({ document, analysis }) =>
      documentLinks(analysis).flatMap(({ range, tooltip, target }) => {
        const url = 'url' in target ? target.url : besides(document.uri, target.file);
        return url === undefined ? [] : [{ range: toRange(document, range), tooltip, target: url }];
      }),
    ),
  );
  connection.onSelectionRanges(
    answers.text<lsp.SelectionRangeParams, lsp.SelectionRange[]>('Selection', [], (script, { positions }) => {
      const { document, analysis } = script;
      return positions.map((position) => nested(document, selectionRanges(analysis, document.offsetAt(position))));
    }),
  );
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    answers.script<lsp.CallHierarchyPrepareParams, lsp.CallHierarchyItem[] | null>(
      'Calls',
      null,
      async ({ document, analysis }, { position }) => {
        const id = callHierarchyId(analysis, document.offsetAt(position));
        if (id === undefined) return null;
        const own = itemOf(analysis, id);
        if (own !== undefined) return [toItem(document, own)];
        // The rules of a chain may stand in another file.
        const router = isShared(id) ? await routers.of(document.uri) : undefined;
        const item = router && itemOf(router.analysis, id);
        const at = router && item && itemAt(placedItem(item, (range) => partAt(router, range)));
        return at === undefined ? null : [at];
      },
    ),
  );
  callHierarchy.onIncomingCalls(
    answers.any<lsp.CallHierarchyIncomingCallsParams, lsp.CallHierarchyIncomingCall[]>('Callers', [], async (params) =>
      (await placedCalls(params.item, incomingCalls)).flatMap(({ item, places }) =>
        callersByFile(item, places).map(({ from, ranges }) => ({ from, fromRanges: ranges })),
      ),
    ),
  );
  callHierarchy.onOutgoingCalls(
    answers.any<lsp.CallHierarchyOutgoingCallsParams, lsp.CallHierarchyOutgoingCall[]>('Calls', [], async (params) =>
      (await placedCalls(params.item, outgoingCalls)).flatMap(({ item, places }) => {
        // The chain that calls may go on in another file; ranges count in that of the item that was asked about.
        const own = places.filter(({ document }) => document.uri === params.item.uri);
        const to = itemAt(item);
        return to === undefined ? [] : [{ to, fromRanges: own.map(({ document, range }) => toRange(document, range)) }];
      }),
    ),
  );

  /** The calls of the whole router where the item is one of it, else those of its script. */
  async function placedCalls(
    { uri, data }: lsp.CallHierarchyItem,
    find: (analysis: OpenScript['analysis'], id: string) => Call[],
  ): Promise<PlacedCall[]> {
    if (typeof data !== 'string') return [];
    const router = isShared(data) ? await routers.of(uri) : undefined;
    const script = router === undefined ? await answers.find(uri) : undefined;
    const analysis = router?.analysis ?? script?.analysis;
    if (analysis === undefined) return [];
    const placed = (range: TextRange): PartPlace | undefined =>
      router === undefined ? script && { document: script.document, range } : partAt(router, range);
    return find(analysis, data).map(({ item, places }) => ({
      item: placedItem(item, placed),
      places: places.flatMap((place) => placed(place) ?? []),
    }));
  }
}

/** A call of which each place is known with its file. */
interface PlacedCall {
  readonly item: PlacedItem;
  readonly places: readonly PartPlace[];
}

interface PlacedItem extends CallHierarchyItem {
  /** Undefined where it is in no file, or in several. */
  readonly whole: PartPlace | undefined;
  readonly selection: PartPlace | undefined;
}

function placedItem(item: CallHierarchyItem, placed: (range: TextRange) => PartPlace | undefined): PlacedItem {
  return { ...item, whole: placed(item.range), selection: placed(item.selectionRange) };
}

/** The item where it begins. */
function itemAt(item: PlacedItem): lsp.CallHierarchyItem | undefined {
  const { whole, selection } = item;
  if (selection === undefined) return undefined;
  const range = whole?.document.uri === selection.document.uri ? whole.range : selection.range;
  return toItem(selection.document, { ...item, range, selectionRange: selection.range });
}

/** Who calls, once for each file with places of it: a chain, or a script of several files, may go on in another. */
function callersByFile(
  item: PlacedItem,
  places: readonly PartPlace[],
): { readonly from: lsp.CallHierarchyItem; readonly ranges: lsp.Range[] }[] {
  const found = new Map<string, { readonly from: lsp.CallHierarchyItem; readonly ranges: lsp.Range[] }>();
  for (const place of places) {
    const { document } = place;
    let known = found.get(document.uri);
    if (known === undefined) {
      known = { from: callerIn(item, place), ranges: [] };
      found.set(document.uri, known);
    }
    known.ranges.push(toRange(document, place.range));
  }
  return [...found.values()];
}

function callerIn(item: PlacedItem, place: PartPlace): lsp.CallHierarchyItem {
  const { document, range } = place;
  if (item.kind === 'script' && item.whole === undefined) {
    const whole = { start: 0, end: document.getText().length };
    return toItem(document, { ...item, id: 'script 0', range: whole, selectionRange: { start: 0, end: 0 } });
  }
  const own = item.selection?.document.uri === document.uri ? itemAt(item) : undefined;
  return own ?? toItem(document, { ...item, range, selectionRange: range });
}

function toItem(document: TextDocument, item: CallHierarchyItem): lsp.CallHierarchyItem {
  const { id, name, kind, detail, range, selectionRange } = item;
  return {
    name: kind === 'script' ? (document.uri.split('/').at(-1) ?? name) : name,
    kind: CALL_KINDS[kind],
    detail,
    uri: document.uri,
    range: toRange(document, range),
    selectionRange: toRange(document, selectionRange),
    data: id,
  };
}

/** The first range is the innermost, which the protocol holds in the outer ones. */
function nested(document: TextDocument, ranges: readonly TextRange[]): lsp.SelectionRange {
  let selection: lsp.SelectionRange | undefined;
  for (const range of [...ranges].reverse()) {
    selection =
      selection === undefined
        ? { range: toRange(document, range) }
        : { range: toRange(document, range), parent: selection };
  }
  return selection ?? { range: toRange(document, { start: 0, end: 0 }) };
}

/** The file in the folder of a document; documents that are on no disk have none. */
function besides(uri: string, file: string): string | undefined {
  if (uri.startsWith('untitled:')) return undefined;
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const segments = file.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
  return `${folder}${segments.map(encodeURIComponent).join('/')}`;
}

const SYMBOL_KINDS: Readonly<Record<WorkspaceSymbol['kind'], lsp.SymbolKind>> = {
  'address-list': lsp.SymbolKind.Array,
  chain: lsp.SymbolKind.Class,
  'interface-list': lsp.SymbolKind.Array,
  'layer7-protocol': lsp.SymbolKind.Constant,
  mark: lsp.SymbolKind.Constant,
  variable: lsp.SymbolKind.Variable,
  function: lsp.SymbolKind.Function,
  parameter: lsp.SymbolKind.Variable,
  rule: lsp.SymbolKind.Object,
  script: lsp.SymbolKind.File,
};

const CALL_KINDS: Readonly<Record<CallHierarchyItem['kind'], lsp.SymbolKind>> = {
  chain: lsp.SymbolKind.Class,
  function: lsp.SymbolKind.Function,
  script: lsp.SymbolKind.File,
};
