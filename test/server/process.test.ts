import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { RawClient } from './rawClient.ts';

/** The server as a process of its own, with clients that break the rules. */
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rosfw-server-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const built = spawnSync(process.execPath, ['scripts/build.ts', '--outdir', path.join(folder, 'dist')], {
  encoding: 'utf8',
});
if (built.status !== 0) throw new Error(built.stderr);

const server = [path.join(folder, 'dist/server.js'), '--stdio'];
let client: RawClient;
afterEach(() => client.process.kill('SIGKILL'));

const HOVER = { textDocument: { uri: 'file:///a.rsc' }, position: { line: 0, character: 1 } };
const NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;

describe('the protocol has an order', () => {
  test('requests before initialize are refused, and it comes once', async () => {
    client = new RawClient(server);
    expect((await client.request('textDocument/hover', HOVER)).error?.code).toBe(NOT_INITIALIZED);
    expect((await client.request('shutdown')).error?.code).toBe(NOT_INITIALIZED);
    client.open('file:///a.rsc', '/ip firewall filter\n');
    expect((await client.start()).result).toMatchObject({ capabilities: { hoverProvider: true } });
    // What was opened too early is not open.
    expect((await client.request('textDocument/hover', HOVER)).result).toBeNull();
    expect((await client.request('initialize', { processId: null, rootUri: null, capabilities: {} })).error?.code).toBe(
      INVALID_REQUEST,
    );
  });

  test('requests behind shutdown are refused, and exit ends with 0', async () => {
    client = new RawClient(server);
    await client.start();
    expect((await client.request('shutdown')).error).toBeUndefined();
    expect((await client.request('textDocument/hover', HOVER)).error?.code).toBe(INVALID_REQUEST);
    expect((await client.request('shutdown')).error?.code).toBe(INVALID_REQUEST);
    client.send({ method: 'exit' });
    expect(await client.exit).toBe(0);
  });

  test('exit without shutdown ends with 1, and so does an end of the input', async () => {
    client = new RawClient(server);
    await client.start();
    client.send({ method: 'exit' });
    expect(await client.exit).toBe(1);
    client = new RawClient(server);
    await client.start();
    client.process.stdin?.end();
    expect(await client.exit).toBe(1);
  });
});

test.each([
  'Content-Type: x\r\n\r\n{}',
  'Content-Length: x\r\n\r\n{}',
  'Content-Length: -5\r\n\r\n{}',
  'nonsense\r\n\r\n{}',
])('a header that cannot be read ends the process: %j', async (header) => {
  client = new RawClient(server);
  await client.start();
  client.write(header);
  expect(await client.exit).toBe(1);
});

test.skipIf(process.platform === 'win32')(
  'a rosfw.json that leads out of the workspace is not read, and said',
  async () => {
    mkdirSync(path.join(folder, 'site'));
    writeFileSync(path.join(folder, 'outside.json'), '{ "version": "ZZTOKENVALUE" }');
    symlinkSync('../outside.json', path.join(folder, 'site/rosfw.json'));
    client = new RawClient(server);
    await client.start(path.join(folder, 'site'));
    client.open(
      pathToFileURL(path.join(folder, 'site/a.rsc')).href,
      '/ip firewall filter\nadd chain=input action=drop\n',
    );
    await client.until(({ method }) => method === 'textDocument/publishDiagnostics');
    const logged = client.messages.flatMap(({ method, params }) =>
      method === 'window/logMessage' ? [params?.message] : [],
    );
    expect(logged).toEqual([expect.stringContaining('it is a link that leads out of the workspace')]);
    expect(JSON.stringify(client.messages)).not.toContain('ZZTOKENVALUE');
  },
);

test('a file that needs more memory than there is costs itself, not the process and the other files', async () => {
  client = new RawClient(['--max-old-space-size=128', ...server]);
  await client.start();
  const rule = (number: number): string =>
    `add chain=forward action=accept dst-port=${number % 60000} protocol=tcp src-address=10.${number >> 16}.${(number >> 8) & 255}.${number & 255} comment="${number}"\n`;
  client.open(
    'file:///large.rsc',
    `/ip firewall filter\n${Array.from({ length: 20_000 }, (_, number) => rule(number)).join('')}`,
  );
  const said = await client.until(({ method }) => method === 'window/showMessage');
  expect(said.params?.message).toBe('large.rsc needs more memory than there is, so it is not analysed. Others are.');
  client.open('file:///small.rsc', '/ip firewall filter\nadd chain=forward dst-port=80 action=drop\n');
  const report = await client.until(
    ({ params }) => params?.diagnostics?.some(({ code }) => code === 'port-without-protocol') === true,
  );
  expect(report).toBeDefined();
  expect((await client.request('shutdown')).error).toBeUndefined();
});
