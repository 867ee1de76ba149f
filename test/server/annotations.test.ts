import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start, URI } from './languageClient.ts';

const KNOCK = `/ip firewall
filter add chain=input action=accept src-address-list=safe protocol=tcp dst-port=22
filter add chain=input action=add-src-to-address-list address-list=safe address-list-timeout=30m protocol=tcp dst-port=41873
filter add chain=input action=drop
`;
const textDocument = { uri: URI };
const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 10 } };
const configuration = { capabilities: { workspace: { configuration: true } } };

test('inlay hints, each of which the settings switch off', async () => {
  for (const [settings, labels] of [
    [{}, ['/ip/firewall/filter', '1', 'gate of a knock']],
    [{ inlayHints: { ruleNumbers: false } }, ['/ip/firewall/filter', 'gate of a knock']],
    [{ inlayHints: { menuPaths: false, knockStages: false } }, ['1']],
  ] as const) {
    const { client } = await start({ ...configuration, settings });
    await open(client, KNOCK);
    const hints = await client.sendRequest(lsp.InlayHintRequest.type, { textDocument, range });
    expect(hints?.map(({ label }) => label)).toEqual(labels);
    client.dispose();
  }
});

test('numbers and parts of rules are hints where the client draws no labels, or where it shall not', async () => {
  for (const [drawsLabels, ruleLabels, labels] of [
    [false, 'before', ['/ip/firewall/filter', '1', 'gate of a knock']],
    [true, 'before', ['/ip/firewall/filter']],
    [true, 'inlay', ['/ip/firewall/filter', '1', 'gate of a knock']],
    [false, 'off', ['/ip/firewall/filter']],
  ] as const) {
    const { client } = await start({ ...configuration, settings: { inlayHints: { ruleLabels } }, drawsLabels });
    await open(client, KNOCK);
    const hints = await client.sendRequest(lsp.InlayHintRequest.type, { textDocument, range });
    expect(hints?.map(({ label }) => label)).toEqual(labels);
    client.dispose();
  }
});

test('code lenses are resolved, unless the text has changed', async () => {
  const { client } = await start({ ...configuration, settings: { codeLens: { knock: false } } });
  await open(client, KNOCK);
  const lenses = (await client.sendRequest(lsp.CodeLensRequest.type, { textDocument })) ?? [];
  expect(lenses.every(({ command }) => command === undefined)).toBe(true);
  const resolve = (lens: lsp.CodeLens): Promise<lsp.CodeLens> =>
    client.sendRequest(lsp.CodeLensResolveRequest.type, lens);
  const commands = await Promise.all(lenses.map(async (lens) => (await resolve(lens)).command));
  expect(commands).toEqual([
    {
      title: 'trace a packet',
      command: 'routerosFirewall.tracePacket',
      arguments: [URI, 'tcp 198.51.100.7:40000 -> :22'],
    },
    { title: 'opens to a descending sweep in 1.2 s', command: '' },
    {
      title: 'copy client command',
      command: 'routerosFirewall.copyText',
      arguments: ['knock -d 500 ROUTER 41873:tcp'],
    },
  ]);
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ text: '' }],
  });
  expect((await resolve(lenses[0] as lsp.CodeLens)).command).toBeUndefined();
});

test('a change of the settings has hints and lenses asked for anew', async () => {
  const workspace = { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } };
  const { client } = await start({ capabilities: { workspace } });
  const refreshed = Promise.all(
    [lsp.InlayHintRefreshRequest.type, lsp.CodeLensRefreshRequest.type].map(
      (type) => new Promise<void>((resolve) => client.onRequest(type, () => resolve())),
    ),
  );
  await client.sendNotification(lsp.DidChangeConfigurationNotification.type, { settings: {} });
  await refreshed;
});

test('signatures; a blank alone shows short ones only', async () => {
  const { client } = await start();
  await open(client, ':put \n/ip firewall filter add chain=\n');
  const ask = (line: number, character: number, typed?: string): Promise<lsp.SignatureHelp | null> =>
    client.sendRequest(lsp.SignatureHelpRequest.type, {
      textDocument,
      position: { line, character },
      ...(typed === undefined
        ? {}
        : {
            context: {
              triggerKind: lsp.SignatureHelpTriggerKind.TriggerCharacter,
              triggerCharacter: typed,
              isRetrigger: false,
            },
          }),
    });
  expect(await ask(0, 5, ' ')).toMatchObject({ signatures: [{ label: ':put <message>' }], activeParameter: 0 });
  expect(await ask(1, 30, '=')).toBeNull();
  expect(await ask(1, 30)).toMatchObject({ signatures: [{ label: 'add chain= …' }] });
});
