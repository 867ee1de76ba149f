import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start, URI } from './languageClient.ts';

test('documentation comes when an item is looked at', async () => {
  const { client, initialized } = await start();
  expect(initialized.capabilities.completionProvider?.resolveProvider).toBe(true);
  await open(client, '/ip firewall filter\nadd \n');
  const ask = async (): Promise<lsp.CompletionItem> => {
    const params = { textDocument: { uri: URI }, position: { line: 1, character: 4 } };
    const items = (await client.sendRequest(lsp.CompletionRequest.type, params)) as lsp.CompletionItem[];
    return items.find(({ label }) => label === 'chain') as lsp.CompletionItem;
  };
  const item = await ask();
  expect(item.documentation).toBeUndefined();
  const resolved = await client.sendRequest(lsp.CompletionResolveRequest.type, item);
  expect(resolved).toMatchObject({
    label: 'chain',
    documentation: { kind: 'markdown', value: expect.stringMatching(/^The chain the rule belongs to/) },
  });
  // Another question, also about another script, takes nothing from it.
  await open(client, '/ip address\nadd \n', 1, 'routeros', 'file:///other.rsc');
  await ask();
  expect((await client.sendRequest(lsp.CompletionResolveRequest.type, item)).documentation).toBeDefined();
  const textDocument = { uri: URI, version: 2 };
  const change = { textDocument, contentChanges: [{ text: '/ip address\nadd \n' }] };
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, change);
  expect((await client.sendRequest(lsp.CompletionResolveRequest.type, item)).documentation).toBeUndefined();
});

test('what has nothing to add comes back as it is, though editors ask', async () => {
  const { client, logged } = await start();
  const item = { label: 'input' };
  const lens = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const action = { title: 'Add a comment' };
  expect(await client.sendRequest(lsp.CompletionResolveRequest.type, item)).toEqual(item);
  expect(await client.sendRequest(lsp.CodeLensResolveRequest.type, lens)).toEqual(lens);
  expect(await client.sendRequest(lsp.CodeActionResolveRequest.type, action)).toEqual(action);
  expect(logged).toEqual([]);
});
