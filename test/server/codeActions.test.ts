import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start, URI } from './languageClient.ts';

const TEXT = '/ip firewall filter\nadd chain=input comment=“a”\nadd chain=forward comment=“b”\n';
const ALL = 'Fix all auto-fixable problems';
const SAME = 'Fix all typographic-quote problems';
const RESOLVES = { textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } };

async function offered(client: lsp.ProtocolConnection): Promise<lsp.CodeAction[]> {
  const place = { line: 1, character: 25 };
  const params = { textDocument: { uri: URI }, range: { start: place, end: place }, context: { diagnostics: [] } };
  return (await client.sendRequest(lsp.CodeActionRequest.type, params)) as lsp.CodeAction[];
}

function titled(actions: readonly lsp.CodeAction[], title: string): lsp.CodeAction {
  const found = actions.find((action) => action.title === title);
  expect(found, actions.map((action) => action.title).join(', ')).toBeDefined();
  return found as lsp.CodeAction;
}

function texts({ edit }: lsp.CodeAction): string[] | undefined {
  return edit?.changes?.[URI]?.map(({ newText }) => newText);
}

test('what repairs the whole file is made when it is chosen, if the client can wait', async () => {
  const { client } = await start({ capabilities: RESOLVES });
  await open(client, TEXT);
  const actions = await offered(client);
  expect(texts(titled(actions, 'Use straight quotes'))).toEqual(['"', '"']);
  for (const title of [ALL, SAME]) {
    const action = titled(actions, title);
    expect(action.edit).toBeUndefined();
    expect(texts(await client.sendRequest(lsp.CodeActionResolveRequest.type, action))).toEqual(['"a"', '"b"']);
  }
  const [before] = [titled(actions, ALL)];
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ text: `# first\n${TEXT}` }],
  });
  expect((await client.sendRequest(lsp.CodeActionResolveRequest.type, before as lsp.CodeAction)).edit).toBeUndefined();
});

test('what was offered stays, whatever is asked meanwhile', async () => {
  const { client } = await start({ capabilities: RESOLVES });
  await open(client, TEXT);
  const action = titled(await offered(client), ALL);
  const uri = 'file:///other.rsc';
  await open(client, TEXT, 1, 'routeros', uri);
  // As an editor asks when it saves another file.
  await client.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } },
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  expect(texts(await client.sendRequest(lsp.CodeActionResolveRequest.type, action))).toEqual(['"a"', '"b"']);
});

test('for other clients it comes at once', async () => {
  const { client } = await start();
  await open(client, TEXT);
  expect(texts(titled(await offered(client), SAME))).toEqual(['"a"', '"b"']);
});
