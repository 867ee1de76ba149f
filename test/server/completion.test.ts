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
  await ask();
  // The list of the first question is forgotten.
  expect((await client.sendRequest(lsp.CompletionResolveRequest.type, item)).documentation).toBeUndefined();
});
