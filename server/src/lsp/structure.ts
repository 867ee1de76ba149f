import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Call,
  type CallHierarchyItem,
  callHierarchyItem,
  incomingCalls,
  outgoingCalls,
} from '../features/callHierarchy.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { selectionRanges } from '../features/selectionRanges.ts';
import { type WorkspaceSymbol, workspaceSymbols } from '../features/workspaceSymbols.ts';
import type { TextRange } from '../text/range.ts';
import type { Answers, OpenScript } from './answers.ts';
import { toRange } from './convert.ts';
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
    answers.script<lsp.CallHierarchyPrepareParams, lsp.CallHierarchyItem[] | null>('Calls', null, (script, params) => {
      const item = callHierarchyItem(script.analysis, script.document.offsetAt(params.position));
      return item === undefined ? null : [toItem(script.document, item)];
    }),
  );
  callHierarchy.onIncomingCalls(
    answers.any<lsp.CallHierarchyIncomingCallsParams, lsp.CallHierarchyIncomingCall[]>('Callers', [], ({ item }) =>
      callsOf(item, incomingCalls, (other, fromRanges) => ({ from: other, fromRanges })),
    ),
  );
  callHierarchy.onOutgoingCalls(
    answers.any<lsp.CallHierarchyOutgoingCallsParams, lsp.CallHierarchyOutgoingCall[]>('Calls', [], ({ item }) =>
      callsOf(item, outgoingCalls, (other, fromRanges) => ({ to: other, fromRanges })),
    ),
  );

  async function callsOf<T>(
    { uri, data }: lsp.CallHierarchyItem,
    find: (analysis: OpenScript['analysis'], id: string) => Call[],
    convert: (item: lsp.CallHierarchyItem, ranges: lsp.Range[]) => T,
  ): Promise<T[]> {
    const script = await answers.find(uri);
    if (script === undefined || typeof data !== 'string') return [];
    const { document, analysis } = script;
    return find(analysis, data).map(({ item, places }) =>
      convert(
        toItem(document, item),
        places.map((place) => toRange(document, place)),
      ),
    );
  }
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
