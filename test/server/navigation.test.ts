import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { Answers } from '../../server/src/lsp/answers.ts';
import { open, start, URI } from './languageClient.ts';

const KNOCK = `/ip firewall filter
add chain=input action=add-src-to-address-list address-list=safe protocol=tcp dst-port=41873
add chain=input action=accept src-address-list=safe
`;
const asked = { textDocument: { uri: URI }, position: { line: 2, character: 48 } };
const filled = { start: { line: 1, character: 60 }, end: { line: 1, character: 64 } };
const used = { start: { line: 2, character: 47 }, end: { line: 2, character: 51 } };

test('definition, references and highlights', async () => {
  const { client } = await start();
  await open(client, KNOCK);
  expect(await client.sendRequest(lsp.DefinitionRequest.type, asked)).toEqual([{ uri: URI, range: filled }]);
  const context = { includeDeclaration: true };
  expect(await client.sendRequest(lsp.ReferencesRequest.type, { ...asked, context })).toEqual([
    { uri: URI, range: filled },
    { uri: URI, range: used },
  ]);
  expect(await client.sendRequest(lsp.DocumentHighlightRequest.type, asked)).toEqual([
    { range: filled, kind: lsp.DocumentHighlightKind.Write },
    { range: used, kind: lsp.DocumentHighlightKind.Read },
  ]);
});

test('definition as a link where the client knows links', async () => {
  const { client } = await start({ capabilities: { textDocument: { definition: { linkSupport: true } } } });
  await open(client, KNOCK);
  expect(await client.sendRequest(lsp.DefinitionRequest.type, asked)).toEqual([
    { originSelectionRange: used, targetUri: URI, targetRange: filled, targetSelectionRange: filled },
  ]);
});

test('rename carries the version, and says why it refuses', async () => {
  const { client } = await start({ capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  await open(client, KNOCK, 4);
  expect(await client.sendRequest(lsp.PrepareRenameRequest.type, asked)).toEqual({ range: used, placeholder: 'safe' });
  expect(await client.sendRequest(lsp.RenameRequest.type, { ...asked, newName: 'friends' })).toEqual({
    documentChanges: [
      {
        textDocument: { uri: URI, version: 4 },
        edits: [
          { range: filled, newText: 'friends' },
          { range: used, newText: 'friends' },
        ],
      },
    ],
  });
  await expect(client.sendRequest(lsp.RenameRequest.type, { ...asked, newName: '' })).rejects.toThrow(
    'The name of an address list must not be empty.',
  );
  const chain = { ...asked, position: { line: 1, character: 12 } };
  await expect(client.sendRequest(lsp.PrepareRenameRequest.type, chain)).rejects.toThrow(
    '"input" is built into RouterOS.',
  );
  expect(
    await client.sendRequest(lsp.PrepareRenameRequest.type, { ...asked, position: { line: 0, character: 1 } }),
  ).toBeNull();
});

test('a feature that throws answers empty, and is named in the log', async () => {
  const log: string[] = [];
  const connection = { console: { error: (message: string) => log.push(message) } } as unknown as lsp.Connection;
  const answers = new Answers(connection, {
    find: async () => undefined,
    read: async () => undefined,
    work: () => Promise.reject(new Error('not asked')),
    heard: () => undefined,
    document: () => undefined,
  });
  const failing = answers.any<object, string[]>('Folding', [], () => {
    throw new Error('no reason');
  });
  expect(await failing({})).toEqual([]);
  expect(log).toEqual(['Folding failed, which is our fault: Error: no reason']);
});
