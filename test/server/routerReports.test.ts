import { expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import type { PlayAnswer } from '../../server/src/features/knockView/knockPlayer.ts';
import {
  type ChangesAnswer,
  type CompareAnswer,
  type KnocksAnswer,
  type PageAnswer,
  REPORTS,
  type RequestFault,
  type RuleMarksAnswer,
  type TableAnswer,
} from '../../server/src/lsp/protocol.ts';
import { open, start } from './languageClient.ts';

/** Questions about one script of a router are answered of the whole router, with places in the right files. */

const SITE = 'file:///site/';
const STAGES = `/ip firewall filter
add action=add-src-to-address-list address-list=first address-list-timeout=10s chain=input connection-state=new dst-port=7001 protocol=tcp
add action=add-src-to-address-list address-list=friends address-list-timeout=1h chain=input connection-state=new dst-port=9002 protocol=tcp src-address-list=first
`;
const GATE = `/ip firewall filter
add action=accept chain=input dst-port=22 protocol=tcp src-address-list=friends
add action=drop chain=input
`;
const DEVICE = JSON.stringify({
  devices: { edge: { files: ['stages.rsc', 'gate.rsc'], session: 'tcp 192.0.2.10 -> :22 in=ether2' } },
});
const FILES = { 'rosfw.json': DEVICE, 'stages.rsc': STAGES, 'gate.rsc': GATE };

async function editing(files: Readonly<Record<string, string>>, ...opened: string[]): Promise<lsp.ProtocolConnection> {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [SITE + name, text]));
  const { client } = await start({ files: all, listsScripts: true });
  for (const name of opened) await open(client, files[name] ?? '', 1, 'routeros', SITE + name);
  return client;
}

async function asked<A>(
  client: lsp.ProtocolConnection,
  method: string,
  name: string,
  params: object = {},
): Promise<Exclude<A, RequestFault>> {
  return client.sendRequest(method, { uri: SITE + name, ...params });
}

test.each(['stages.rsc', 'gate.rsc'])('the knock of a router of two files, asked about %s', async (name) => {
  const client = await editing(FILES, name);
  const answer = await asked<KnocksAnswer>(client, REPORTS.knocks, name);
  expect(answer.views.map(({ verdict }) => verdict)).toEqual(['works']);
  expect(answer.views[0]?.moves.map(({ kind, file, line }) => [kind, file, line])).toEqual([
    ['knock', 'stages.rsc', 2],
    ['knock', 'stages.rsc', 3],
    ['gate', 'gate.rsc', 2],
  ]);
  expect([answer.file, answer.files]).toEqual([
    name,
    { 'stages.rsc': `${SITE}stages.rsc`, 'gate.rsc': `${SITE}gate.rsc` },
  ]);
  expect(answer.text).toContain('line 2 of gate.rsc');
  expect(answer.text).toMatch(/ 3 of stages\.rsc\n/);
});

test('it is played through both files', async () => {
  const client = await editing(FILES, 'stages.rsc');
  const question = { knock: 0, programme: 'genuine', rate: 1000, seed: 1 };
  const { frames } = await asked<PlayAnswer>(client, REPORTS.play, 'stages.rsc', question);
  const last = frames.at(-1);
  expect([last?.verdict, last?.line, last?.file]).toEqual(['accept', 2, 'gate.rsc']);
  expect(frames[0]?.matched).toContainEqual({ line: 2, file: 'stages.rsc' });
});

test('a script that is imported has a part in the knock', async () => {
  const files = { 'main.rsc': `/import parts/stages.rsc\n${GATE}`, 'parts/stages.rsc': STAGES };
  const client = await editing(files, 'main.rsc');
  const { views, file } = await asked<KnocksAnswer>(client, REPORTS.knocks, 'main.rsc');
  expect(file).toBe('main.rsc');
  expect(views[0]?.moves.map((move) => move.file)).toEqual(['parts/stages.rsc', 'parts/stages.rsc', 'main.rsc']);
});

test('a script by itself names no files', async () => {
  const client = await editing({ 'one.rsc': `${STAGES}${GATE}` }, 'one.rsc');
  const answer = await asked<KnocksAnswer>(client, REPORTS.knocks, 'one.rsc');
  expect([answer.file, answer.files]).toEqual([undefined, {}]);
  expect(answer.views[0]?.moves.map(({ line, file }) => [line, file])).toEqual([
    [2, undefined],
    [3, undefined],
    [5, undefined],
  ]);
});

test('what a text changes is what it changes for the router', async () => {
  const files = {
    ...FILES,
    // Behind the drop of the file before it changes nothing.
    'rosfw.json': JSON.stringify({ devices: { edge: { files: ['gate.rsc', 'rest.rsc'] } } }),
    'rest.rsc': '/ip firewall filter\nadd action=accept chain=input dst-port=443 protocol=tcp\n',
  };
  const client = await editing(files, 'gate.rsc', 'rest.rsc');
  const before = { before: '/ip firewall filter\n', name: 'HEAD' };
  const unchanged = await asked<CompareAnswer>(client, REPORTS.compare, 'rest.rsc', before);
  expect(unchanged.text).toBe('No effective change since HEAD.\n');
  // What the accept of the other file let in counts as that before.
  const { diff, text, file } = await asked<CompareAnswer>(client, REPORTS.compare, 'gate.rsc', before);
  const places = diff.changes.map(({ before: old, after }) => [old?.file, old?.line, after?.file, after?.line]);
  expect(places).toEqual([
    ['rest.rsc', 2, 'gate.rsc', 3],
    [undefined, undefined, 'gate.rsc', 3],
  ]);
  expect(file).toBe('gate.rsc');
  expect(text).toContain('line 3 of gate.rsc');
});

const NEW = 'managers-of-this-router-at-home-and-in-the-office';

test('names that changed in the files before a rule do not move its place', async () => {
  const lists = (list: string) =>
    `/ip firewall address-list\nadd list=${list} address=192.0.2.1\nadd list=${list} address=192.0.2.2\n`;
  const filter = (list: string) => `/ip firewall filter\nadd chain=input src-address-list=${list}\n`;
  const files = {
    'rosfw.json': JSON.stringify({ devices: { edge: { files: ['lists.rsc', 'rest.rsc'] } } }),
    'lists.rsc': `${lists(NEW)}${filter(NEW)}`,
    'rest.rsc': '/ip firewall filter\nadd chain=input action=drop\n',
  };
  const client = await editing(files, 'lists.rsc');
  const before = `${lists('a')}${filter('a')}add chain=input protocol=tcp dst-port=22 action=accept comment="far away"\n`;
  const { diff } = await asked<CompareAnswer>(client, REPORTS.compare, 'lists.rsc', { before, name: 'HEAD' });
  expect(diff.renames).toEqual([{ kind: 'address-list', from: 'a', to: NEW }]);
  expect(
    diff.changes.map(({ kind, before: old, after }) => [kind, old?.file, old?.line, after?.file, after?.line]),
  ).toEqual([['kept-out', 'lists.rsc', 6, 'rest.rsc', 2]]);
});

test('before a part is imported: its own stops, the session and the changes of the router', async () => {
  const client = await editing(FILES, 'gate.rsc');
  const before = { name: 'HEAD', text: '/ip firewall filter\n' };
  const page = await asked<PageAnswer>(client, REPORTS.beforeImport, 'gate.rsc', { before });
  expect(page.markdown).toContain('Nothing in the file stops it.');
  expect(page.markdown).toContain('After line 3 of gate.rsc **it is cut off**, because of line 3 of gate.rsc');
  expect(page.markdown).toMatch(/\*\*newly kept out\*\* \(ip input\): .* by line 3 of gate\.rsc; such as/);
});

test('what an import stops at is in the lines of the script itself', async () => {
  const files = { ...FILES, 'gate.rsc': `${GATE}add action=nonsense chain=input\n` };
  const client = await editing(files, 'gate.rsc');
  const page = await asked<PageAnswer>(client, REPORTS.beforeImport, 'gate.rsc');
  expect(page.markdown).toMatch(/### Where the import stops\n\n- Line 4: /);
});

test('a text that imports others is compared with the router that it makes up', async () => {
  const files = { 'main.rsc': GATE, 'parts/stages.rsc': STAGES };
  const client = await editing(files, 'main.rsc');
  const before = `/import parts/stages.rsc\n${GATE}`;
  const { diff } = await asked<CompareAnswer>(client, REPORTS.compare, 'main.rsc', { before, name: 'HEAD' });
  expect(diff.knocks.map(({ kind, list }) => [kind, list])).toEqual([['opens-no-more', 'friends']]);
  expect(diff.changes.map(({ kind, before: old }) => [kind, old?.file, old?.line])).toContainEqual([
    'not-listed',
    'parts/stages.rsc',
    2,
  ]);
});

test('the lines above a knock stand in the file of its first stage, and say what the whole router opens', async () => {
  const client = await editing(FILES, 'stages.rsc', 'gate.rsc');
  const lensesOf = async (name: string): Promise<string[]> => {
    const textDocument = { uri: SITE + name };
    const lenses = (await client.sendRequest(lsp.CodeLensRequest.type, { textDocument })) ?? [];
    const resolved = await Promise.all(lenses.map((lens) => client.sendRequest(lsp.CodeLensResolveRequest.type, lens)));
    return resolved.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
  };
  expect(await lensesOf('stages.rsc')).toContain('2 knock: 2 steps, opens ssh for 1 h');
  expect((await lensesOf('gate.rsc')).join('\n')).not.toContain('knock:');
  expect(await lensesOf('gate.rsc')).toContain('2 trace a packet');
});

const FOLDERS = { now: `${SITE}new/`, before: `${SITE}old/` };

async function changes(files: Readonly<Record<string, string>>, name: string): Promise<ChangesAnswer> {
  const client = await editing(files, `new/${name}`);
  const before = { uri: `${SITE}old/${name}`, text: files[`old/${name}`] ?? '' };
  const params = { uri: `${SITE}new/${name}`, before, folders: FOLDERS };
  return client.sendRequest(REPORTS.changes, params);
}

test('a script of one folder is compared with that of another', async () => {
  const files = { 'new/a b.rsc': `${STAGES}${GATE}`, 'old/a b.rsc': GATE };
  const answer = await changes(files, 'a b.rsc');
  expect(answer).toMatchObject({ isChanged: true, files: {} });
  expect('markdown' in answer && answer.markdown).toContain('A knock newly opens: list `friends`.');
});

test('where nothing has changed for any packet, this is said', async () => {
  const files = { 'new/a.rsc': `# A comment.\n${GATE}`, 'old/a.rsc': GATE };
  expect(await changes(files, 'a.rsc')).toMatchObject({ isChanged: false, markdown: '' });
});

test('all files of a router are those of the older folder', async () => {
  const files = {
    'rosfw.json': JSON.stringify({ devices: { edge: { files: ['new/stages.rsc', 'new/gate.rsc'] } } }),
    'new/stages.rsc': STAGES,
    'new/gate.rsc': GATE,
    'old/stages.rsc': STAGES.replace('dst-port=9002', 'dst-port=9003'),
    'old/gate.rsc': GATE.replace('dst-port=22', 'dst-port=2222'),
  };
  const answer = await changes(files, 'gate.rsc');
  expect(Object.keys('files' in answer ? answer.files : {})).toEqual(['new/stages.rsc', 'new/gate.rsc']);
  // Also what the other file has changed.
  expect('markdown' in answer && answer.markdown).toMatch(/newly put on a list.*9002.*new\/stages\.rsc/s);
  expect('markdown' in answer && answer.markdown).toMatch(/newly let in.*dst-port=22/);
});

test('a hover on a rule is about the whole router, with places in their files', async () => {
  const client = await editing(FILES, 'stages.rsc', 'gate.rsc');
  const at = async (name: string, line: number): Promise<string> => {
    const params = { textDocument: { uri: SITE + name }, position: { line, character: 1 } };
    const found = await client.sendRequest(lsp.HoverRequest.type, params);
    expect(found?.range?.start).toEqual({ line, character: 0 });
    return (found?.contents as lsp.MarkupContent | undefined)?.value ?? '';
  };
  expect(await at('stages.rsc', 1)).toContain('Knock 1 of 2');
  expect(await at('stages.rsc', 1)).toContain('rule 1 of 4');
  const gate = await at('gate.rsc', 1);
  expect(gate).toContain('rule 3 of 4');
});

test('marks and labels of rules are those of the router, each in its own file', async () => {
  const files = {
    ...FILES,
    'rest.rsc': '# Dead.\n/ip firewall filter\nadd action=accept chain=input dst-port=443 protocol=tcp\n',
  };
  const device = JSON.stringify({ devices: { edge: { files: ['stages.rsc', 'gate.rsc', 'rest.rsc'] } } });
  const client = await editing({ ...files, 'rosfw.json': device }, 'stages.rsc', 'gate.rsc', 'rest.rsc');
  const marksOf = async (name: string) => {
    const { marks, labels } = await asked<RuleMarksAnswer>(client, REPORTS.ruleMarks, name);
    return [
      marks.map(({ line, state }) => `${line} ${state}`),
      labels.map(({ line, number, short }) => `${line} ${number} ${short}`),
    ];
  };
  expect(await marksOf('stages.rsc')).toEqual([
    ['2 knock', '3 knock'],
    ['2 1 1/2', '3 2 2/2'],
  ]);
  expect(await marksOf('gate.rsc')).toEqual([
    ['2 knock', '3 drop'],
    ['2 3 gate', '3 4 '],
  ]);
  expect(await marksOf('rest.rsc')).toEqual([['3 dead'], ['3 5 ']]);
});

test('the table lists the rules of all files, each with its place', async () => {
  const rest = '/ip firewall filter\nadd action=accept chain=input dst-port=443 \\\n    protocol=tcp\n';
  const device = JSON.stringify({ devices: { edge: { files: ['stages.rsc', 'gate.rsc', 'rest.rsc'] } } });
  const client = await editing({ ...FILES, 'rest.rsc': rest, 'rosfw.json': device }, 'rest.rsc');
  const { table, file, text } = await asked<TableAnswer>(client, REPORTS.table, 'rest.rsc');
  expect(file).toBe('rest.rsc');
  expect(table.rules.map((rule) => [rule.file, rule.line, rule.lastLine])).toEqual([
    ['stages.rsc', 2, 2],
    ['stages.rsc', 3, 3],
    ['gate.rsc', 2, 2],
    ['gate.rsc', 3, 3],
    ['rest.rsc', 2, 3],
  ]);
  expect(table.rules.at(-1)?.status).toEqual({ kind: 'dead', by: [{ line: 3, file: 'gate.rsc', number: 4 }] });
  expect(text).toMatch(/rest\.rsc:2 .*never reached \(line 3 of gate\.rsc\)/);
});
