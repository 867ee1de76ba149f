import { expect, test } from 'vitest';
import type * as lsp from 'vscode-languageserver/node';
import { REPORTS } from '../../server/src/lsp/protocol.ts';
import { PLANTED, planted, SECRET } from '../support/plantedSecrets.ts';
import { open, start } from './languageClient.ts';

const capabilities: lsp.ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, dataSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
  },
};
/** Only what is asked for a place in the text. */
const AT_PLACES = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/signatureHelp',
  'textDocument/prepareRename',
  'textDocument/prepareCallHierarchy',
];
const FILTER_THAT_DROPS = '/ip firewall filter\nadd chain=input action=drop\n';

type Ask = (method: string, params: object) => Promise<unknown>;

test.each(PLANTED)(
  'no answer of the server shows a secret: %s',
  async (_, script) => {
    const { client, published, logged } = await start({ capabilities, showsStatus: true });
    const shown = new Set<string>();
    const ask: Ask = async (method, params) => {
      // Some places have no answer, such as names that are built in; what is said then is shown, too.
      const answer = await client.sendRequest<unknown>(method, params).catch(({ message }: Error) => ({ message }));
      if (shownText(answer).includes(SECRET)) shown.add(`${method}: ${around(shownText(answer))}`);
      return answer;
    };
    const text = planted(script);
    const uri = 'file:///planted.rsc';
    await open(client, text, 1, 'routeros', uri);
    const answers = await aboutFile(ask, uri, text);
    expect(answers).toBeGreaterThan(5);
    for (const position of places(text)) {
      for (const method of AT_PLACES) {
        const answer = await ask(method, { textDocument: { uri }, position });
        if (method === 'textDocument/prepareCallHierarchy') {
          for (const item of Array.isArray(answer) ? answer : []) {
            await ask('callHierarchy/incomingCalls', { item });
            await ask('callHierarchy/outgoingCalls', { item });
          }
        }
      }
    }
    expect([...shown]).toEqual([]);
    expect(JSON.stringify([published, logged])).not.toContain(SECRET);
  },
  60_000,
);

/** Asks all that hangs on the file alone, and returns how many answers said anything. */
async function aboutFile(ask: Ask, uri: string, text: string): Promise<number> {
  const textDocument = { uri };
  const lines = text.split('\n');
  const range = { start: { line: 0, character: 0 }, end: { line: lines.length - 1, character: 0 } };
  const answers: unknown[] = [];
  for (const what of ['documentSymbol', 'codeLens', 'documentLink', 'foldingRange', 'semanticTokens/full']) {
    answers.push(await ask(`textDocument/${what}`, { textDocument }));
  }
  for (const lens of (answers[1] as lsp.CodeLens[] | null) ?? []) answers.push(await ask('codeLens/resolve', lens));
  answers.push(await ask('textDocument/inlayHint', { textDocument, range }));
  answers.push(await ask('workspace/symbol', { query: '' }));
  const report = (await ask('textDocument/diagnostic', { textDocument })) as lsp.FullDocumentDiagnosticReport;
  answers.push(report);
  const context = { diagnostics: report.items };
  const actions = (await ask('textDocument/codeAction', { textDocument, range, context })) as lsp.CodeAction[] | null;
  for (const action of actions ?? []) answers.push(await ask('codeAction/resolve', action));
  answers.push(await ask(REPORTS.knocks, { uri }));
  answers.push(await ask(REPORTS.table, { uri }));
  answers.push(await ask(REPORTS.play, { uri, knock: 0, pass: 'client' }));
  for (const packet of ['tcp 198.51.100.7 -> :22 in=ether1', 'udp 198.51.100.7 -> :5', 'udp 198.51.100.7 -> :40011']) {
    answers.push(await ask(REPORTS.trace, { uri, packets: [packet, packet] }));
  }
  for (const before of [FILTER_THAT_DROPS, text.replaceAll(SECRET, 'other')]) {
    answers.push(await ask(REPORTS.compare, { uri, before, name: 'before' }));
  }
  answers.push(await ask(REPORTS.test, { uri, run: [0] }));
  return answers.filter((answer) => answer !== null).length;
}

/** The beginning of each word. */
function places(text: string): lsp.Position[] {
  return text
    .split('\n')
    .flatMap((line, number) => [...line.matchAll(/\b\w|$/g)].map(({ index }) => ({ line: number, character: index })));
}

/** An answer without what is written into the document, and without what the server asks back. */
function shownText(answer: unknown): string {
  return JSON.stringify(answer, (key, value) => (key === 'newText' || key === 'data' ? undefined : value)) ?? '';
}

function around(text: string): string {
  const at = text.indexOf(SECRET);
  return text.slice(Math.max(0, at - 100), at + SECRET.length + 20);
}
