import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Message, RawClient } from '../server/rawClient.ts';

/** `rosfw lsp` as editors start it that are not ours. */
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rosfw-lsp-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const built = spawnSync(process.execPath, ['scripts/build.ts', '--cli', '--outdir', path.join(folder, 'dist')], {
  encoding: 'utf8',
});
if (built.status !== 0) throw new Error(built.stderr);
const server = [path.join(folder, 'dist/cli.js'), 'lsp', '--stdio'];

const BAD =
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=accept protocol=udp dst-port=500\n';

let site: string;
let number = 0;
let client: RawClient;
beforeEach(() => {
  site = path.join(folder, `site ${++number}`);
  mkdirSync(site);
  client = new RawClient(server);
});
afterEach(() => client.process.kill('SIGKILL'));

function write(name: string, text: string): string {
  writeFileSync(path.join(site, name), text);
  return pathToFileURL(path.join(site, name)).href;
}

/** The codes that were last sent for a script, from the message on that has this place among all. */
function codes(uri: string, from = 0): Promise<readonly string[]> {
  const isIt = ({ method, params }: Message): boolean =>
    method === 'textDocument/publishDiagnostics' && params?.uri === uri;
  return client
    .until((message) => client.messages.indexOf(message) >= from && isIt(message))
    .then(() => client.messages.findLast(isIt)?.params?.diagnostics?.map(({ code }) => code) ?? []);
}

async function execute(command: string, ...args: unknown[]): Promise<Message> {
  return client.request('workspace/executeCommand', { command: `routerosFirewall.${command}`, arguments: args });
}

test('the server says what it is, and offers commands to an editor that has none of ours', async () => {
  const { result } = await client.start(site);
  expect(result).toMatchObject({
    serverInfo: { name: 'rosfw', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    capabilities: { executeCommandProvider: { commands: expect.arrayContaining(['routerosFirewall.showKnocks']) } },
  });
});

test('reads the workspace by itself: rosfw.json, and a name in a script that is not open', async () => {
  write('rosfw.json', '{ "rules": { "accept-below-drop": "off" }, "devices": { "edge": { "files": ["*.rsc"] } } }');
  const lists = write('lists.rsc', '/ip firewall address-list\nadd list=admins address=192.0.2.7\n');
  const filter = write('zz.rsc', `${BAD}add chain=input action=accept src-address-list=admins\n`);
  await client.start(site, { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  client.open(filter, readFileSync(fileURLToPath(filter), 'utf8'));
  expect(await codes(filter)).toEqual([]);
  const place = { textDocument: { uri: filter }, position: { line: 3, character: 50 } };
  const { result } = await client.request('textDocument/rename', { ...place, newName: 'staff' });
  const changes = (result as { documentChanges: { textDocument: { uri: string }; edits: object[] }[] }).documentChanges;
  expect(changes.map(({ textDocument, edits }) => [textDocument.uri, edits.length])).toEqual([
    [filter, 1],
    [lists, 1],
  ]);
});

test.each([
  ['none', {}, {}, undefined, ['accept-below-drop']],
  ['options of the start', { rules: { 'accept-below-drop': 'off' } }, {}, undefined, []],
  ['the same with the name of the section', { routerosFirewall: { enable: false } }, {}, undefined, []],
  ['the configuration goes before them', { enable: false }, { enable: true }, undefined, ['accept-below-drop']],
  ['each setting by itself', { rules: { 'accept-below-drop': 'off' } }, { enable: true }, undefined, []],
  [
    'rosfw.json goes before both',
    { enable: true },
    { enable: true },
    '{ "rules": { "accept-below-drop": "off" } }',
    [],
  ],
  ['wrong ones count as none', { enable: 7, rules: 'x' }, null, undefined, ['accept-below-drop']],
])('settings: %s', async (_, initializationOptions, configuration, project, expected) => {
  if (project !== undefined) write('rosfw.json', project);
  const uri = write('a.rsc', BAD);
  client.answer('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => configuration));
  await client.start(site, { initializationOptions, capabilities: { workspace: { configuration: true } } });
  client.open(uri, BAD);
  expect(await codes(uri)).toEqual(expected);
});

test('settings that are sent hold until others are', async () => {
  const uri = write('a.rsc', BAD);
  await client.start(site);
  client.open(uri, BAD);
  expect(await codes(uri)).toEqual(['accept-below-drop']);
  let from = client.messages.length;
  client.send({
    method: 'workspace/didChangeConfiguration',
    params: { settings: { routerosFirewall: { enable: false } } },
  });
  expect(await codes(uri, from)).toEqual([]);
  from = client.messages.length;
  client.send({ method: 'workspace/didChangeConfiguration', params: { settings: null } });
  expect(await codes(uri, from)).toEqual(['accept-below-drop']);
});

describe('what changes on disk', () => {
  test('is seen where the client watches nothing', async () => {
    write('rosfw.json', '{}');
    const uri = write('a.rsc', BAD);
    await client.start(site);
    client.open(uri, BAD);
    expect(await codes(uri)).toEqual(['accept-below-drop']);
    // The server has to have seen the file as it was.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const from = client.messages.length;
    write('rosfw.json', '{ "rules": { "accept-below-drop": "off" } }');
    expect(await codes(uri, from)).toEqual([]);
  });

  test('is left to a client that can watch', async () => {
    client.answer('client/registerCapability', () => null);
    await client.start(site, {
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    });
    const { params } = await client.until(({ method }) => method === 'client/registerCapability');
    expect(JSON.stringify(params)).toContain('"globPattern":"**/rosfw.json"');
  });

  test('may be the whole folder', async () => {
    const uri = write('a.rsc', BAD);
    await client.start(site);
    rmSync(site, { recursive: true });
    client.open(uri, BAD);
    expect(await codes(uri)).toEqual(['accept-below-drop']);
  });
});

describe('what our extension draws is a text for others', () => {
  const KNOCK =
    '/ip firewall filter\nadd chain=input action=accept src-address-list=in\n' +
    'add chain=input action=add-src-to-address-list address-list=in address-list-timeout=1h protocol=tcp dst-port=4711\n' +
    'add chain=input action=drop\n';

  test('opened as a document where the client can, and it is the result', async () => {
    const shown: string[] = [];
    client.answer('window/showDocument', ({ uri }: { uri: string }) => {
      shown.push(uri);
      return { success: true };
    });
    const uri = write('a.rsc', KNOCK);
    await client.start(site, { capabilities: { window: { showDocument: { support: true } } } });
    client.open(uri, KNOCK);
    const { result } = await execute('showKnocks', uri);
    expect(result).toContain('4711');
    await execute('showExposure', uri);
    expect((await execute('showTable', uri)).result).toMatch(/chain input: \d rules, \d in a knock/);
    await execute('tracePacket', uri, 'tcp 198.51.100.7 -> :4711; tcp 198.51.100.7 -> :22');
    const files = shown.map((one) => fileURLToPath(one));
    expect(files.map((file) => path.basename(file))).toEqual([
      'knocks of a.rsc.txt',
      'what is open on a.rsc.txt',
      'rules of a.rsc.txt',
      'trace through a.rsc.txt',
    ]);
    expect(readFileSync(files[0] as string, 'utf8')).toBe(result);
    expect(readFileSync(files[3] as string, 'utf8')).toContain('accept');
    await client.request('shutdown');
    client.send({ method: 'exit' });
    await client.exit;
    expect(files.filter((file) => existsSync(file))).toEqual([]);
  });

  test('compared with what is saved, and checked before an import', async () => {
    const uri = write('a.rsc', '/ip firewall filter\nadd chain=input action=drop\n');
    await client.start(site);
    client.open(uri, '/ip firewall filter\nadd chain=input action=accept\n');
    expect((await execute('compareWithSaved', uri)).result).toMatch(/accept/);
    expect((await execute('beforeImport', uri)).result).toMatch(/^## `a.rsc`/m);
    expect((await execute('checkFiles', uri)).result).toMatch(/input-open-end|## `a.rsc`/);
  });

  test('a knock is written as an edit', async () => {
    const uri = write('a.rsc', '/ip firewall filter\nadd chain=input action=drop\n');
    const edits: unknown[] = [];
    client.answer('workspace/applyEdit', ({ edit }: { edit: { changes: object } }) => {
      edits.push(...Object.keys(edit.changes));
      return { applied: true };
    });
    await client.start(site);
    client.open(uri, '/ip firewall filter\nadd chain=input action=drop\n');
    expect((await execute('newKnock', uri, { steps: 3 })).result).toContain('knock');
    expect(edits).toEqual([uri]);
  });

  test.each([
    ['no script', 'showKnocks', [], 'Name the script by its URI.'],
    ['one that is not open', 'showKnocks', ['file:///nowhere.rsc'], 'This RouterOS script is not open. Open it first.'],
    ['no packet', 'tracePacket', ['A', 'nonsense'], expect.stringMatching(/nonsense|packet/i)],
    ['a page that is none', 'showRulePage', ['file:///etc/passwd'], 'Name the page of a rule.'],
    ['no such command', 'toString', [], 'There is no command "routerosFirewall.toString".'],
  ])('an error says what is wrong: %s', async (_, command, args, message) => {
    const uri = write('a.rsc', BAD);
    await client.start(site);
    client.open(uri, BAD);
    const given = args.map((one) => (one === 'A' ? uri : one));
    const { error } = await execute(command, ...given);
    expect(error).toMatchObject({ message });
  });
});

describe('clients that are different', () => {
  test('one that never says that it is initialized is answered', async () => {
    const uri = write('a.rsc', BAD);
    await client.request('initialize', { processId: null, rootUri: pathToFileURL(site).href, capabilities: {} });
    client.open(uri, BAD);
    expect(await codes(uri)).toEqual(['accept-below-drop']);
  });

  test('one of another version of the protocol may say and leave out what it likes', async () => {
    const { result } = await client.start(undefined, {
      rootPath: site,
      rootUri: undefined,
      capabilities: {
        general: { positionEncodings: ['utf-99'] },
        textDocument: { hover: 'x' },
        whatever: { from: '4.0' },
      },
      initializationOptions: 'verbose',
      workspaceFolders: null,
      trace: 'loud',
    });
    expect(result).toMatchObject({ capabilities: { hoverProvider: true } });
    const uri = write('a.rsc', BAD);
    client.open(uri, BAD);
    expect(await codes(uri)).toEqual(['accept-below-drop']);
    expect((await client.request('textDocument/inlineCompletion', {})).error?.code).toBe(-32601);
  });

  test('the command says what it is for', () => {
    const { stdout } = spawnSync(process.execPath, [server[0] as string, 'lsp', '--help'], { encoding: 'utf8' });
    expect(stdout).toContain('--stdio');
  });
});
