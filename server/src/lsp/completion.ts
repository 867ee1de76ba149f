import * as lsp from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, complete } from '../features/completion.ts';
import type { Answers, ItemOrigin } from './answers.ts';
import { toEdit } from './convert.ts';
import type { ProjectHelp } from './projectHelp.ts';

export const COMPLETION: lsp.ServerCapabilities = {
  completionProvider: { triggerCharacters: ['/', ':', '=', ',', '!', ' ', '"', '$', '['], resolveProvider: true },
};

/** What comes back with an item whose documentation is asked for. */
interface ItemData extends ItemOrigin {
  readonly offset: number;
  /** The item's number in the list at that place. */
  readonly index: number;
}

/** Answers what may stand at the caret. Of an item that the user looks at the documentation is asked for again. */
export function serveCompletion(
  connection: lsp.Connection,
  answers: Answers,
  client: () => lsp.ClientCapabilities,
  zonesOf: (uri: string) => Promise<readonly string[]>,
  hasCommands: () => boolean,
  projectHelp: Pick<ProjectHelp, 'completion'>,
): void {
  connection.onCompletion(
    projectHelp.completion(
      answers.script<lsp.CompletionParams, lsp.CompletionItem[]>(
        'Completion',
        [],
        async ({ document, analysis }, params) => {
          const offset = document.offsetAt(params.position);
          const zones = await zonesOf(document.uri);
          const items = complete(analysis, offset, { random: Math.random, zones });
          const snippets = client().textDocument?.completion?.completionItem?.snippetSupport === true;
          const { uri, version } = document;
          return items.flatMap((item, index) =>
            snippets || !item.snippet
              ? [toCompletionItem(document, item, { uri, version, offset, index }, hasCommands())]
              : [],
          );
        },
      ),
    ),
  );
  connection.onCompletionResolve(
    answers.item<lsp.CompletionItem, ItemData>('Documentation', async (item, data) => {
      const script = await answers.scriptOf(data);
      if (script === undefined) return undefined;
      const found = complete(script.analysis, data.offset, { random: Math.random })[data.index];
      const value = found?.label === item.label ? found.documentation?.() : undefined;
      if (value === undefined || value === '') return undefined;
      return { ...item, documentation: { kind: lsp.MarkupKind.Markdown, value } };
    }),
  );
}

export function toCompletionItem(
  document: TextDocument,
  item: CompletionItem,
  data: ItemData | undefined,
  hasCommands: boolean,
): lsp.CompletionItem {
  return {
    label: item.label,
    kind: COMPLETION_KINDS[item.kind],
    textEdit: toEdit(document, item.edit),
    insertTextFormat: item.snippet ? lsp.InsertTextFormat.Snippet : lsp.InsertTextFormat.PlainText,
    sortText: item.sortText,
    // A command of VS Code.
    ...(hasCommands && item.asks === true ? { command: SUGGEST } : {}),
    ...(item.filterText === undefined ? {} : { filterText: item.filterText }),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.documentation === undefined ? {} : { data }),
  };
}

/** As if unasked: what is asked for by hand stays on the screen when nothing fits any more, and Enter takes it. */
const SUGGEST: lsp.Command = {
  title: 'Suggest values',
  command: 'editor.action.triggerSuggest',
  arguments: [{ auto: true }],
};

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
