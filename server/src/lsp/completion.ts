import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, complete } from '../features/completion.ts';
import type { Answers } from './answers.ts';
import { toEdit } from './convert.ts';

export const COMPLETION: lsp.ServerCapabilities = {
  completionProvider: { triggerCharacters: ['/', ':', '=', ',', '!', ' ', '"', '$', '['], resolveProvider: true },
};

/** Tells an item of the last list from those of lists before it. */
interface ItemId {
  readonly list: number;
  readonly item: number;
}

/**
 * Answers what may stand at the caret. Of an item that the user looks at the documentation is asked for again; only the
 * last list is kept for that.
 */
export function serveCompletion(
  connection: lsp.Connection,
  answers: Answers,
  client: () => lsp.ClientCapabilities,
): void {
  let list = 0;
  let last: readonly CompletionItem[] = [];
  connection.onCompletion(
    answers.script<lsp.CompletionParams, lsp.CompletionItem[]>('Completion', [], ({ document, analysis }, params) => {
      const items = complete(analysis, document.offsetAt(params.position), { random: Math.random });
      const snippets = client().textDocument?.completion?.completionItem?.snippetSupport === true;
      last = items.filter((item) => snippets || !item.snippet);
      list++;
      return last.map((item, index) => toCompletionItem(document, item, { list, item: index }));
    }),
  );
  const documented = answers.any<lsp.CompletionItem, lsp.CompletionItem | undefined>(
    'Documentation',
    undefined,
    (item) => {
      const id = item.data as Partial<ItemId> | undefined;
      const value = id?.list === list ? last[id.item ?? -1]?.documentation?.() : undefined;
      if (value === undefined || value === '') return undefined;
      return { ...item, documentation: { kind: lsp.MarkupKind.Markdown, value } };
    },
  );
  connection.onCompletionResolve(async (item) => (await documented(item)) ?? item);
}

function toCompletionItem(document: TextDocument, item: CompletionItem, data: ItemId): lsp.CompletionItem {
  return {
    label: item.label,
    kind: COMPLETION_KINDS[item.kind],
    textEdit: toEdit(document, item.edit),
    insertTextFormat: item.snippet ? lsp.InsertTextFormat.Snippet : lsp.InsertTextFormat.PlainText,
    sortText: item.sortText,
    // Behind `name=` the values are what one wants next.
    ...(item.edit.newText.endsWith('=') ? { command: SUGGEST } : {}),
    ...(item.filterText === undefined ? {} : { filterText: item.filterText }),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.documentation === undefined ? {} : { data }),
  };
}

const SUGGEST: lsp.Command = { title: 'Suggest values', command: 'editor.action.triggerSuggest' };

const COMPLETION_KINDS: Readonly<Record<CompletionItem['kind'], lsp.CompletionItemKind>> = {
  menu: lsp.CompletionItemKind.Module,
  command: lsp.CompletionItemKind.Function,
  argument: lsp.CompletionItemKind.Property,
  value: lsp.CompletionItemKind.EnumMember,
  list: lsp.CompletionItemKind.Variable,
  chain: lsp.CompletionItemKind.Variable,
  snippet: lsp.CompletionItemKind.Snippet,
  variable: lsp.CompletionItemKind.Variable,
};
