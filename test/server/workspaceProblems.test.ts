import { expect, test, vi } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start } from './languageClient.ts';

const SITE = 'file:///site/';
const BAD = '/ip firewall filter\nadd action=drop chain=input\nadd action=accept chain=input\n';
const GOOD = '/ip dns set servers=192.0.2.1\n';
const PULLS = { textDocument: { diagnostic: {} }, workspace: { configuration: true } } as lsp.ClientCapabilities;

async function editing(
  files: Readonly<Record<string, string>>,
  settings: object = { workspaceProblems: true },
): Promise<lsp.ProtocolConnection> {
  const { client } = await start({ files, listsScripts: true, capabilities: PULLS, settings });
  return client;
}

type Previous = lsp.WorkspaceDiagnosticParams['previousResultIds'];

async function asked(client: lsp.ProtocolConnection, previousResultIds: Previous = []) {
  const { items } = await client.sendRequest(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds });
  return items;
}

/** Each file with the ids of its problems, or `unchanged`. */
function inShort(items: Awaited<ReturnType<typeof asked>>): Record<string, unknown> {
  return Object.fromEntries(
    items.map((item) => [
      item.uri.slice(SITE.length),
      item.kind === 'full' ? item.items.map(({ code }) => code) : item.kind,
    ]),
  );
}

function previous(items: Awaited<ReturnType<typeof asked>>): Previous {
  return items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
}

test('of files whether open or not, and nothing twice', async () => {
  const files = { [`${SITE}bad.rsc`]: BAD, [`${SITE}good.rsc`]: GOOD, [`${SITE}open.rsc`]: BAD };
  const client = await editing(files);
  await open(client, BAD, 1, 'routeros', `${SITE}open.rsc`);
  const first = await asked(client);
  expect(inShort(first)).toEqual({
    'bad.rsc': ['accept-below-drop'],
    'good.rsc': [],
    'open.rsc': ['accept-below-drop'],
  });
  expect(first.map(({ version }) => version)).toEqual([null, null, 1]);
  expect(inShort(await asked(client, previous(first)))).toEqual({
    'bad.rsc': 'unchanged',
    'good.rsc': 'unchanged',
    'open.rsc': 'unchanged',
  });
});

test('anew where a file changes on disk, is opened with another text or is gone', async () => {
  const files: Record<string, string> = { [`${SITE}a.rsc`]: BAD, [`${SITE}b.rsc`]: BAD, [`${SITE}c.rsc`]: BAD };
  const client = await editing(files);
  const first = await asked(client);
  files[`${SITE}a.rsc`] = GOOD;
  delete files[`${SITE}c.rsc`];
  await client.sendNotification(lsp.DidChangeWatchedFilesNotification.type, {
    changes: [
      { uri: `${SITE}a.rsc`, type: lsp.FileChangeType.Changed },
      { uri: `${SITE}c.rsc`, type: lsp.FileChangeType.Deleted },
    ],
  });
  await open(client, GOOD, 1, 'routeros', `${SITE}b.rsc`);
  expect(inShort(await asked(client, previous(first)))).toEqual({ 'a.rsc': [], 'b.rsc': [], 'c.rsc': [] });
});

test('those of a device as a whole', async () => {
  const client = await editing({
    [`${SITE}rosfw.json`]: JSON.stringify({ devices: { edge: { files: ['one.rsc', 'two.rsc'] } } }),
    [`${SITE}one.rsc`]: '/ip firewall filter\nadd action=drop chain=input\n',
    [`${SITE}two.rsc`]: '/ip firewall filter\nadd action=accept chain=input\n',
  });
  expect(inShort(await asked(client))).toEqual({ 'one.rsc': [], 'two.rsc': ['accept-below-drop'] });
});

test('none unless they are wanted, and those that were shown are taken back', async () => {
  const files = { [`${SITE}bad.rsc`]: BAD };
  expect(inShort(await asked(await editing(files, {})))).toEqual({});
  const shown = [{ uri: `${SITE}bad.rsc`, value: 'something' }];
  expect(inShort(await asked(await editing(files, {}), shown))).toEqual({ 'bad.rsc': [] });
});

test('who asks may end it', async () => {
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${SITE}${index}.rsc`, BAD]));
  const client = await editing(files);
  const ending = new lsp.CancellationTokenSource();
  const answer = client.sendRequest(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [] }, ending.token).then(
    ({ items }) => items.length,
    () => 0,
  );
  ending.cancel();
  expect(await answer).toBeLessThan(50);
});

test('a client that allows it is asked to ask about the workspace only while that is wanted', async () => {
  const capabilities = {
    textDocument: { diagnostic: { dynamicRegistration: true } },
    workspace: { configuration: true },
  } as lsp.ClientCapabilities;
  const settings = { workspaceProblems: false };
  const asks: string[] = [];
  const { client, initialized } = await start({ files: {}, listsScripts: true, capabilities, settings });
  client.onRequest(lsp.RegistrationRequest.type, ({ registrations }) => {
    for (const { method, registerOptions } of registrations)
      if (method === lsp.DocumentDiagnosticRequest.method)
        asks.push(registerOptions.workspaceDiagnostics === true ? 'with workspace' : 'documents alone');
  });
  client.onRequest(lsp.UnregistrationRequest.type, ({ unregisterations }) => {
    for (const { method } of unregisterations) if (method === lsp.DocumentDiagnosticRequest.method) asks.push('ended');
  });
  expect(initialized.capabilities.diagnosticProvider).toBeUndefined();
  const changed = (): Promise<void> =>
    client.sendNotification(lsp.DidChangeConfigurationNotification.type, { settings });
  settings.workspaceProblems = true;
  await changed();
  await vi.waitFor(() => expect(asks).toEqual(['documents alone', 'ended', 'with workspace']));
  // Nothing is registered anew for a change of another setting.
  await changed();
  settings.workspaceProblems = false;
  await changed();
  await vi.waitFor(() => expect(asks.slice(3)).toEqual(['ended', 'documents alone']));
});

test('an answer that was given is given again at once, whatever else is open', async () => {
  const files = { [`${SITE}bad.rsc`]: BAD };
  const client = await editing(files);
  const first = previous(await asked(client));
  await open(client, GOOD, 1, 'routeros', `${SITE}new.rsc`);
  expect(inShort(await asked(client, first))).toEqual({ 'bad.rsc': 'unchanged', 'new.rsc': [] });
  expect(inShort(await asked(client, []))).toEqual({ 'bad.rsc': ['accept-below-drop'], 'new.rsc': [] });
});
