import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { REPORTS, type TestAnswer } from '../../server/src/lsp/protocol.ts';
import { open, start } from './languageClient.ts';

const SITE = 'file:///site/';
const LISTS = '/interface list add name=WAN\n/interface list member add interface=ether1 list=WAN\n';
const FILTER = `# rosfw-expect ipv4 interfaces WAN -> router tcp 22 => refused
# rosfw-expect ipv4 interfaces WAN -> router tcp 8291 => refused
/ip firewall filter
add action=accept chain=input dst-port=8291 in-interface-list=WAN protocol=tcp
add action=drop chain=input in-interface-list=WAN
`;
const REST = '/ip firewall filter\nadd action=accept chain=input dst-port=443 in-interface-list=WAN protocol=tcp\n';
const PROJECT = JSON.stringify({ devices: { edge: { files: ['lists.rsc', 'filter.rsc', 'rest.rsc'] } } });
const FILES = {
  [`${SITE}rosfw.json`]: PROJECT,
  [`${SITE}lists.rsc`]: LISTS,
  [`${SITE}filter.rsc`]: FILTER,
  [`${SITE}rest.rsc`]: REST,
};

const PULLS = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
} as lsp.ClientCapabilities;

/** A client with the files, of which these are open. */
async function editing(
  files: Readonly<Record<string, string>>,
  opened: readonly string[],
): Promise<lsp.ProtocolConnection> {
  const { client } = await start({ files, listsScripts: true, capabilities: PULLS });
  for (const name of opened) await open(client, files[SITE + name] ?? '', 1, 'routeros', SITE + name);
  return client;
}

async function problems(client: lsp.ProtocolConnection, name: string): Promise<lsp.Diagnostic[]> {
  const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: SITE + name } });
  return report.kind === 'full' ? report.items : [];
}

/** Line from 1 and id of each problem. */
async function inShort(client: lsp.ProtocolConnection, name: string): Promise<string[]> {
  return (await problems(client, name)).map(({ code, range }) => `${range.start.line + 1} ${code}`);
}

test('a rule that another file of the device makes unreachable is reported in its own file', async () => {
  const client = await editing(FILES, ['lists.rsc', 'filter.rsc', 'rest.rsc']);
  const [only, ...others] = await problems(client, 'rest.rsc');
  expect(others).toEqual([]);
  expect([only?.code, only?.range.start.line]).toEqual(['accept-below-drop', 1]);
  expect(only?.message).toContain('line 5 of filter.rsc');
  const [place] = only?.relatedInformation ?? [];
  expect([place?.location.uri, place?.location.range.start.line]).toEqual([`${SITE}filter.rsc`, 4]);
  expect(await inShort(client, 'lists.rsc')).toEqual([]);
});

test('the same as for files that are not open', async () => {
  const client = await editing(FILES, ['rest.rsc']);
  expect(await inShort(client, 'rest.rsc')).toEqual(['2 accept-below-drop']);
});

test('an edit of one part changes what is said of the others', async () => {
  const client = await editing(FILES, ['filter.rsc', 'rest.rsc']);
  expect(await inShort(client, 'rest.rsc')).toEqual(['2 accept-below-drop']);
  const lines = { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } };
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: `${SITE}filter.rsc`, version: 2 },
    contentChanges: [{ range: lines, text: '' }],
  });
  expect(await inShort(client, 'rest.rsc')).not.toContain('2 accept-below-drop');
});

test('so does a change on disk of one that is not open', async () => {
  const files: Record<string, string> = { ...FILES };
  const client = await editing(files, ['rest.rsc']);
  expect(await inShort(client, 'rest.rsc')).toEqual(['2 accept-below-drop']);
  files[`${SITE}filter.rsc`] = '# Nothing.\n';
  await client.sendNotification(lsp.DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: `${SITE}filter.rsc`, type: lsp.FileChangeType.Changed }],
  });
  expect(await inShort(client, 'rest.rsc')).not.toContain('2 accept-below-drop');
});

test('a script that is imported is a part of the one that imports it', async () => {
  const files = {
    [`${SITE}main.rsc`]:
      '/import parts/drop.rsc\n/ip firewall filter\nadd action=accept chain=input dst-port=22 protocol=tcp\n',
    [`${SITE}parts/drop.rsc`]: '/ip firewall filter\nadd action=drop chain=input\n',
  };
  const client = await editing(files, ['main.rsc']);
  const found = await problems(client, 'main.rsc');
  expect(found.map(({ code }) => code)).toContain('accept-below-drop');
  expect(found.map(({ message }) => message).join()).toContain('line 2 of parts/drop.rsc');
});

test('scripts that import each other end', async () => {
  const files = {
    [`${SITE}a.rsc`]: '/import b.rsc\n/ip firewall filter\nadd chain=input action=drop\nadd chain=input\n',
    [`${SITE}b.rsc`]: '/import a.rsc\n',
  };
  const client = await editing(files, ['a.rsc', 'b.rsc']);
  expect(await inShort(client, 'a.rsc')).toContain('4 accept-below-drop');
});

test('nothing is read that is not there or not below, and nothing certain is said then', async () => {
  const rules = '/ip firewall filter\nadd chain=input action=drop\nadd chain=input\n';
  const files = {
    [`${SITE}a.rsc`]: `/import missing.rsc\n${rules}`,
    [`${SITE}b.rsc`]: `/import ../outside.rsc\n${rules}`,
    'file:///outside.rsc': '/ip firewall filter\n',
  };
  const client = await editing(files, ['a.rsc', 'b.rsc']);
  expect(await inShort(client, 'a.rsc')).toEqual(await inShort(client, 'b.rsc'));
});

test('the expectations are about the whole router', async () => {
  const client = await editing(FILES, ['filter.rsc']);
  const answer: TestAnswer = await client.sendRequest(REPORTS.test, { uri: `${SITE}filter.rsc`, run: [0, 1] });
  expect(answer).toMatchObject({
    tests: [
      { result: { status: 'held' } },
      { result: { status: 'failed', by: { start: { line: 3 } }, inOther: null } },
    ],
  });
});

test('what refutes an expectation is shown in the file where it is', async () => {
  const files = {
    ...FILES,
    [`${SITE}lists.rsc`]: `# rosfw-expect ipv4 interfaces WAN -> router tcp 8291 => refused\n${LISTS}`,
  };
  const client = await editing(files, ['lists.rsc']);
  const answer: TestAnswer = await client.sendRequest(REPORTS.test, { uri: `${SITE}lists.rsc`, run: [0] });
  expect(answer).toMatchObject({
    tests: [
      {
        result: {
          status: 'failed',
          message: expect.stringContaining('line 4 of filter.rsc'),
          by: { start: { line: 3 } },
          inOther: `${SITE}filter.rsc`,
        },
      },
    ],
  });
});

test('a quick fix is that of the router', async () => {
  const client = await editing(FILES, ['filter.rsc', 'rest.rsc']);
  const [problem] = await problems(client, 'rest.rsc');
  if (problem === undefined) throw new Error('there is a problem');
  const actions = await client.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: `${SITE}rest.rsc` },
    range: problem.range,
    context: { diagnostics: [problem] },
  });
  expect(
    (actions ?? []).flatMap((action) => ('diagnostics' in action ? (action.diagnostics ?? []) : [])),
  ).toContainEqual(problem);
});
