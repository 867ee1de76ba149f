import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TOKEN_TYPES } from '../../server/src/features/semanticTokens.ts';
import { open, start, URI } from './languageClient.ts';

const textDocument = { uri: URI };
const FIRST = '/interface list\nadd name=own\n';
const [NAMESPACE, METHOD, PROPERTY, TYPE] = (['namespace', 'method', 'property', 'type'] as const).map((type) =>
  TOKEN_TYPES.indexOf(type),
) as [number, number, number, number];
/** Lines and columns count from the token before. */
const TOKENS = [
  ...[0, 1, 9, NAMESPACE, 0],
  ...[0, 10, 4, NAMESPACE, 0],
  ...[1, 0, 3, METHOD, 0],
  ...[0, 4, 4, PROPERTY, 0],
  ...[0, 5, 3, TYPE, 1],
];

test('all tokens, those of a range, and what an edit has changed', async () => {
  const { client, initialized } = await start();
  expect(initialized.capabilities.semanticTokensProvider).toMatchObject({ full: { delta: true }, range: true });
  await open(client, FIRST);
  const full = await client.sendRequest(lsp.SemanticTokensRequest.type, { textDocument });
  expect(full?.data).toEqual(TOKENS);
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const some = await client.sendRequest(lsp.SemanticTokensRangeRequest.type, { textDocument, range });
  expect(some?.data).toEqual([1, 0, 3, METHOD, 0]);
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ text: `${FIRST}add name=two\n` }],
  });
  const delta = await client.sendRequest(lsp.SemanticTokensDeltaRequest.type, {
    textDocument,
    previousResultId: full?.resultId ?? '',
  });
  const edits = (delta as lsp.SemanticTokensDelta).edits;
  const data = [...TOKENS];
  for (const edit of edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
  expect(data).toEqual([...TOKENS, ...TOKENS.slice(10)]);
  expect(edits.flatMap((edit) => edit.data ?? []).length).toBe(15);
});

test('who has lost the last answer gets all tokens', async () => {
  const { client } = await start();
  await open(client, FIRST);
  const ask = { textDocument, previousResultId: 'long ago' };
  expect(await client.sendRequest(lsp.SemanticTokensDeltaRequest.type, ask)).toMatchObject({ data: TOKENS });
});
