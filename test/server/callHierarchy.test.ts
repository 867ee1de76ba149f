import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start } from './languageClient.ts';

const uri = (name: string): string => `file:///site/${name}`;
const JUMPS = '/ip firewall filter\nadd chain=input action=jump jump-target=services\n';
const SERVICES = `/ip firewall filter
add chain=services action=jump jump-target=web
add chain=services action=accept protocol=udp dst-port=53
`;
const MORE = `/ip firewall filter
add chain=services action=jump jump-target=web protocol=tcp
add chain=web action=accept
`;

/** The calls of the chain at a place, each as `name in file: lines of the calls`, lines from 1. */
async function calls(file: string, line: number, word: string): Promise<{ from: string[]; to: string[] }> {
  const texts: Record<string, string> = { 'a.rsc': JUMPS, 'b.rsc': SERVICES, 'c.rsc': MORE };
  const device = JSON.stringify({ devices: { edge: { files: Object.keys(texts) } } });
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [uri(name), text]));
  const { client } = await start({ files: { ...files, [uri('rosfw.json')]: device }, listsScripts: true });
  await open(client, texts[file] as string, 1, 'routeros', uri(file));
  const position = { line: line - 1, character: (texts[file] as string).split('\n')[line - 1]?.indexOf(word) ?? -1 };
  const [item] =
    (await client.sendRequest(lsp.CallHierarchyPrepareRequest.type, { textDocument: { uri: uri(file) }, position })) ??
    [];
  if (item === undefined) throw new Error(`Nothing at ${line} of ${file}.`);
  const shown = (other: lsp.CallHierarchyItem, ranges: lsp.Range[]): string =>
    `${other.name} in ${other.uri.slice('file:///site/'.length)}:${other.selectionRange.start.line + 1}: ${ranges.map((range) => range.start.line + 1).join(' ')}`.trim();
  const incoming = await client.sendRequest(lsp.CallHierarchyIncomingCallsRequest.type, { item });
  const outgoing = await client.sendRequest(lsp.CallHierarchyOutgoingCallsRequest.type, { item });
  return {
    from: (incoming ?? []).map(({ from, fromRanges }) => shown(from, fromRanges)),
    to: (outgoing ?? []).map(({ to, fromRanges }) => shown(to, fromRanges)),
  };
}

test('a chain is called from another file, and calls into one', async () => {
  expect(await calls('b.rsc', 2, 'services')).toEqual({ from: ['input in a.rsc:2: 2'], to: ['web in c.rsc:3: 2'] });
});

test('a chain that goes on in another file calls from each of them', async () => {
  expect(await calls('c.rsc', 3, 'web')).toEqual({
    from: ['services in b.rsc:2: 2', 'services in c.rsc:2: 2'],
    to: [],
  });
});

test('a chain whose rules all stand in other files', async () => {
  expect(await calls('a.rsc', 2, 'services')).toEqual({ from: ['input in a.rsc:2: 2'], to: ['web in c.rsc:3: 2'] });
});
