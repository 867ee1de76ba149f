import { expect, test } from 'vitest';
import type * as lsp from 'vscode-languageserver/node';
import { REPORTS, type RequestFault } from '../../server/src/lsp/protocol.ts';
import { open, start } from './languageClient.ts';

const URI = 'file:///site/router%20a.rsc';
const DROP = '/ip firewall filter\nadd chain=input action=drop in-interface=ether1\n';

/** Asks a server about a script that is open. */
async function ask(
  method: string,
  params: object,
): Promise<({ readonly text: string } | RequestFault) & { readonly edits?: lsp.TextEdit[] }> {
  const { client } = await start();
  await open(client, DROP, 1, 'routeros', URI);
  return client.sendRequest(method, { uri: URI, ...params });
}

test('the way of packets, and what becomes of a session line by line', async () => {
  const report = await ask(REPORTS.trace, { packets: ['tcp 198.51.100.7 -> :22 in=ether1'] });
  expect(report).toMatchObject({ text: expect.stringContaining('drop by line 2') });
  expect(report).toMatchObject({ text: expect.stringContaining('after line 2: cut off') });
});

test('the way of packets through all files of the router', async () => {
  const uri = (name: string): string => `file:///site/${name}`;
  const accept = '/ip firewall filter\nadd chain=input action=accept protocol=tcp dst-port=22\n';
  const files = {
    [uri('rosfw.json')]: JSON.stringify({ devices: { edge: { files: ['one.rsc', 'two.rsc'] } } }),
    [uri('one.rsc')]: DROP,
    [uri('two.rsc')]: accept,
  };
  const { client } = await start({ files, listsScripts: true });
  await open(client, accept, 1, 'routeros', uri('two.rsc'));
  const packets = ['tcp 198.51.100.7 -> :22 in=ether1'];
  expect(await client.sendRequest(REPORTS.trace, { uri: uri('two.rsc'), packets })).toMatchObject({
    text: expect.stringContaining('drop by line 2 of one.rsc'),
    packets: [{ verdict: 'drop', line: 2, file: 'one.rsc' }],
    session: [{ line: null }, { line: 2, file: 'one.rsc', by: 2, byFile: 'one.rsc' }],
    file: 'two.rsc',
    files: { 'one.rsc': uri('one.rsc'), 'two.rsc': uri('two.rsc') },
  });
});

test('a file that RouterOS would not import says so, and where, whatever is asked of it', async () => {
  const { client } = await start();
  const text = '/ip firewall filter\nadd chain=input action=drop\nadd chain=input dst-port=22\n';
  await open(client, text, 1, 'routeros', URI);
  const importStop = { line: 3, message: expect.stringContaining('RouterOS refuses the rule') };
  const asked = (method: string, params: object) => client.sendRequest(method, { uri: URI, ...params });
  expect(await asked(REPORTS.trace, { packets: ['tcp 198.51.100.7 -> :22'] })).toMatchObject({ importStop });
  expect(await asked(REPORTS.knocks, {})).toMatchObject({ importStop });
  expect(await asked(REPORTS.table, {})).toMatchObject({ importStop });
  expect(await asked(REPORTS.compare, { before: '', name: 'HEAD' })).toMatchObject({ importStop });
});

test.each([
  [{ packets: ['nonsense'] }, 'is not a packet'],
  [{ packets: ['tcp 198.51.100.7 -> :22', 'nonsense'] }, 'Line 2: "nonsense" is not a packet'],
  [{ packets: ['one', '', 'tcp 198.51.100.7 -> :22', 'two'] }, /^Line 1: "one" .*\nLine 4: "two" /],
  [{ packets: [] }, 'Name a packet'],
  [{ packets: [' '] }, 'Name a packet'],
  [{ packets: ['tcp 198.51.100.7 -> :22'], uri: 'file:///other.rsc' }, 'Open it first'],
])('a question that cannot be answered: %j', async (params, fault) => {
  const said = typeof fault === 'string' ? expect.stringContaining(fault) : expect.stringMatching(fault);
  expect(await ask(REPORTS.trace, params)).toEqual({ fault: said });
});

test('what changes since another version', async () => {
  const before = '/ip firewall filter\n';
  const { text } = (await ask(REPORTS.compare, { before, name: 'HEAD' })) as { text: string };
  expect(text).toContain('newly kept out (ip input)');
  expect(text).toContain('now: drop, line 2 of router a.rsc');
  expect(await ask(REPORTS.compare, { before: DROP, name: 'HEAD' })).toMatchObject({
    text: 'No effective change since HEAD.\n',
    diff: { changes: [], knocks: [] },
    session: null,
  });
});

test('the rules as a table, and as a text', async () => {
  const answer = await ask(REPORTS.table, {});
  expect(answer).toMatchObject({
    text: expect.stringContaining('1  2     drop    in-interface=ether1  reached'),
    table: { rules: [{ chain: 'input', number: 1, line: 2, status: { kind: 'reachable' } }], omitted: 0, opaque: [] },
    importStop: null,
  });
});

test('the port knocks', async () => {
  expect(await ask(REPORTS.knocks, {})).toEqual({
    text: 'No port knock in this file.\n',
    views: [],
    importStop: null,
    files: {},
  });
  expect(await ask(REPORTS.play, { knock: 0, programme: 'genuine', rate: 1_000, seed: 1 })).toEqual({
    fault: 'There is no such knock in this file any more.',
  });
});

test('a new port knock, other ports each time', async () => {
  const wishes = { steps: 3, grant: '30m', opens: ['ssh'], protocols: ['tcp'], trap: true, ipv6: false, wan: 'WAN' };
  const ports = async (): Promise<string> => {
    const { edits } = await ask(REPORTS.newKnock, wishes);
    return String(edits?.[0]?.newText.match(/knock -d 500 ROUTER .*/));
  };
  const [first, second] = [await ports(), await ports()];
  expect(first).toMatch(/ROUTER( \d+:tcp){3}/);
  expect(first).not.toBe(second);
  expect(await ask(REPORTS.newKnock, { ...wishes, grant: 'soon' })).toEqual({
    fault: expect.stringContaining('"soon" is no time'),
  });
});

test('both sides of a comparison are read for the same router', async () => {
  const { client } = await start({
    capabilities: { workspace: { configuration: true } },
    settings: { assume: 'defconf' },
  });
  const text = '/ip firewall filter\nadd action=accept chain=input protocol=icmp in-interface-list=LAN\n';
  await open(client, text, 1, 'routeros', URI);
  expect(await client.sendRequest(REPORTS.compare, { uri: URI, before: text, name: 'HEAD' })).toMatchObject({
    diff: { changes: [], knocks: [] },
  });
});

test('a text that was copied becomes a script', async () => {
  const { client } = await start();
  const text = ' 0 X chain=input action=drop in-interface=ether1\n 1   chain=input action=accept protocol=icmp\n';
  await open(client, text, 1, 'routeros', URI);
  const answer = await client.sendRequest(REPORTS.convert, { uri: URI });
  expect(answer).toMatchObject({ left: [], edits: [expect.anything()] });
  expect(JSON.stringify(answer)).toContain('add chain=input action=drop in-interface=ether1 disabled=yes');
  expect(await client.sendRequest(REPORTS.convert, { uri: 'file:///other.rsc' })).toEqual({
    fault: expect.stringContaining('Open it first'),
  });
});
