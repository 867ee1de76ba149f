import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start, URI } from './languageClient.ts';

const JUMP = `/ip firewall filter
add chain=input action=jump jump-target=Knocking
add chain=Knocking action=drop
/import file-name="my nat.rsc"
# rosfw-ignore-file layer7-cost -- a test
`;
const textDocument = { uri: URI };

test('symbols of all open scripts', async () => {
  const { client } = await start();
  await open(client, JUMP);
  await open(client, '/interface list add name=Knockers\n', 1, 'routeros', 'file:///other.rsc');
  const found = await client.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: 'knock' });
  expect(found).toMatchObject([
    { name: 'jump Knocking input', kind: lsp.SymbolKind.Object },
    { name: 'drop Knocking', kind: lsp.SymbolKind.Object },
    { name: 'Knocking', kind: lsp.SymbolKind.Class, location: { uri: URI, range: { start: { line: 2 } } } },
    { name: 'Knockers', kind: lsp.SymbolKind.Array, location: { uri: 'file:///other.rsc' } },
  ]);
});

test('links to scripts and pages', async () => {
  const { client } = await start();
  for (const [uri, targets] of [
    ['file:///site/a.rsc', ['file:///site/my%20nat.rsc', expect.stringMatching(/layer7-cost\.md$/)]],
    ['untitled:Untitled-1', [expect.stringMatching(/layer7-cost\.md$/)]],
  ] as const) {
    await open(client, JUMP, 1, 'routeros', uri);
    const links = await client.sendRequest(lsp.DocumentLinkRequest.type, { textDocument: { uri } });
    expect(links?.map(({ target }) => target)).toEqual(targets);
  }
});

test('selections grow', async () => {
  const { client } = await start();
  await open(client, JUMP);
  const positions = [
    { line: 2, character: 12 },
    { line: 0, character: 5 },
  ];
  const [value, menu] = (await client.sendRequest(lsp.SelectionRangeRequest.type, { textDocument, positions })) ?? [];
  expect(value).toMatchObject({
    range: { start: { character: 10 }, end: { character: 18 } },
    parent: { range: { start: { character: 4 } }, parent: { range: { start: { character: 0 } } } },
  });
  expect(menu?.range).toEqual({ start: { line: 0, character: 4 }, end: { line: 0, character: 12 } });
});

test('calls between chains', async () => {
  const { client } = await start();
  await open(client, JUMP);
  const position = { line: 2, character: 12 };
  const [item] = (await client.sendRequest(lsp.CallHierarchyPrepareRequest.type, { textDocument, position })) ?? [];
  expect(item).toMatchObject({ name: 'Knocking', detail: '/ip/firewall/filter', range: { start: { line: 2 } } });
  const ask = { item: item as lsp.CallHierarchyItem };
  const incoming = await client.sendRequest(lsp.CallHierarchyIncomingCallsRequest.type, ask);
  expect(incoming).toMatchObject([{ from: { name: 'input' }, fromRanges: [{ start: { line: 1, character: 40 } }] }]);
  const [caller] = incoming ?? [];
  const back = await client.sendRequest(lsp.CallHierarchyOutgoingCallsRequest.type, {
    item: caller?.from as lsp.CallHierarchyItem,
  });
  expect(back).toMatchObject([{ to: { name: 'Knocking' }, fromRanges: [{ start: { line: 1, character: 40 } }] }]);
  const none = { ...position, line: 3 };
  expect(await client.sendRequest(lsp.CallHierarchyPrepareRequest.type, { textDocument, position: none })).toBeNull();
});
