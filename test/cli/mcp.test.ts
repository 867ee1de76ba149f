import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

/** `rosfw mcp` as assistants start it, asked by the protocol's own client. */
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rosfw-mcp-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const built = spawnSync(process.execPath, ['scripts/build.ts', '--cli', '--outdir', path.join(folder, 'dist')], {
  encoding: 'utf8',
});
if (built.status !== 0) throw new Error(built.stderr);

const BAD =
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=accept protocol=udp dst-port=500\n';
const site = path.join(folder, 'site');

beforeAll(() => {
  mkdirSync(path.join(site, 'inner'), { recursive: true });
  writeFileSync(path.join(site, 'bad.rsc'), BAD);
  writeFileSync(path.join(site, 'inner/edge.rsc'), '/ip firewall filter\nadd chain=input action=drop\n');
  writeFileSync(path.join(site, '--fix.rsc'), BAD);
  writeFileSync(path.join(folder, 'secret.rsc'), '/ip firewall filter\nadd chain=input comment=ZZTOKENVALUE\n');
  if (process.platform !== 'win32') symlinkSync('../secret.rsc', path.join(site, 'link.rsc'));
});

type Era = 'legacy' | 'auto';

interface Asked {
  readonly roots?: readonly string[];
  readonly era?: Era;
  /** The folders in which the client works. */
  readonly clientRoots?: readonly string[];
}

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function connect({ roots = [site], era = 'legacy', clientRoots }: Asked = {}): Promise<Client> {
  const args = [path.join(folder, 'dist/cli.js'), 'mcp', ...roots.flatMap((root) => ['--root', root])];
  const capabilities = clientRoots === undefined ? {} : { roots: { listChanged: true } };
  const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation: { mode: era } });
  if (clientRoots !== undefined)
    client.setRequestHandler('roots/list', async () => ({
      roots: clientRoots.map((root) => ({ uri: pathToFileURL(root).href })),
    }));
  clients.push(client);
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
  return client;
}

interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: unknown;
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<Answer> {
  return (await client.callTool({ name, arguments: args })) as Answer;
}

const KNOCK =
  '/ip firewall filter\nadd chain=input action=accept src-address-list=in\n' +
  'add chain=input action=add-src-to-address-list address-list=in address-list-timeout=1h protocol=tcp dst-port=4711\n' +
  'add chain=input action=drop\n';

describe.each<Era>(['legacy', 'auto'])('a client of the era "%s"', (era) => {
  test('sees tools that change nothing, with forms for what they take and answer', async () => {
    const client = await connect({ era });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      ['check', 'convert', 'diff', 'explain', 'exposure', 'format', 'generate_knock', 'knocks', 'test', 'trace'].sort(),
    );
    for (const { annotations, outputSchema, inputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
      expect([inputSchema.type, outputSchema?.type]).toEqual(['object', 'object']);
    }
    expect(client.getInstructions()).toContain('check');
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    ['check', { path: 'bad.rsc' }, { files: [{ file: 'bad.rsc', findings: [{ ruleId: 'accept-below-drop' }] }] }],
    ['check', { text: BAD }, { files: [{ findings: [{ ruleId: 'accept-below-drop' }] }] }],
    ['check', { path: 'inner' }, { files: [{ file: path.join('inner', 'edge.rsc') }] }],
    ['check', { path: '--fix.rsc' }, { files: [{ findings: [{ ruleId: 'accept-below-drop' }] }] }],
    ['explain', { rule: 'accept-below-drop' }, { id: 'accept-below-drop', remedy: expect.stringMatching(/./) }],
    ['knocks', { text: KNOCK }, { files: [{ knocks: [{ chain: 'input' }] }] }],
    [
      'trace',
      { text: KNOCK, packets: ['tcp 198.51.100.7 -> :4711', 'tcp 198.51.100.7 -> :22'] },
      { packets: [{ verdict: 'drop' }, { verdict: 'accept' }] },
    ],
    ['diff', { before: { text: BAD }, after: { path: 'inner/edge.rsc' } }, { changes: [] }],
    [
      'diff',
      { before: { text: KNOCK }, after: { text: BAD } },
      { changes: expect.arrayContaining([expect.objectContaining({ kind: 'kept-out' })]), knocks: [{}] },
    ],
    ['exposure', { path: 'bad.rsc' }, { file: 'bad.rsc', origins: [{}] }],
    [
      'test',
      { path: 'bad.rsc', expectations: ['any -> router tcp 22 => refused', 'any -> router tcp 22 => accepted'] },
      { files: [{ results: [{ status: 'held' }, { status: 'failed' }] }] },
    ],
    ['generate_knock', { steps: 3, opens: ['ssh'], trap: false }, { script: expect.stringContaining('dst-port') }],
    [
      'format',
      { text: '/ip  firewall filter\nadd   chain=input\n' },
      { text: '/ip firewall filter\nadd chain=input\n' },
    ],
    ['convert', { text: ' 0   chain=input action=drop', menu: '/ip firewall filter' }, { left: '' }],
  ])('asks %s %j', async (name, args, expected) => {
    const client = await connect({ era });
    const { structuredContent, content, isError } = await call(client, name, args);
    expect(isError ?? false, content[0]?.text).toBe(false);
    expect(structuredContent).toMatchObject(expected as object);
    expect(JSON.parse(content[0]?.text ?? '')).toEqual(structuredContent);
  });

  test('reads the pages of rules and what is known of RouterOS', async () => {
    const client = await connect({ era });
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('rosfw://rules/accept-below-drop');
    const { contents } = await client.readResource({ uri: 'rosfw://rules/accept-below-drop' });
    expect(contents).toMatchObject([{ mimeType: 'text/markdown', text: expect.stringContaining('## What to do') }]);
    await expect(client.readResource({ uri: 'rosfw://rules/nothing' })).rejects.toThrow();
  });
});

describe('what is wrong with a question is said', () => {
  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['neither', 'check', {}, /^Give either "path" or "text"\.$/],
    ['both', 'check', { path: 'bad.rsc', text: BAD }, /^Give either/],
    ['no file', 'check', { path: 'nothing.rsc' }, /^There is no such file in the folder that may be read: /],
    ['a file outside', 'check', { path: '../secret.rsc' }, /^There is no such file in the folder/],
    ['one outside by its whole path', 'check', { path: '/etc/passwd' }, /^There is no such file in the folder/],
    ['an option for a value', 'check', { text: BAD, ros: '7 --config=/etc/passwd' }, /A version looks like 7\.20/],
    ['no packet', 'trace', { text: BAD, packets: ['nonsense'] }, /nonsense/],
    ['no rule', 'explain', { rule: 'accept-below-dorp' }, /did you mean accept-below-drop\?$/],
    ['a knock of one step', 'generate_knock', { steps: 1 }, /steps/],
    ['a wrong form', 'check', { path: 7 }, /path/],
  ])('%s', async (_, name, args, message) => {
    const client = await connect();
    const { isError, content } = await call(client, name, args);
    expect(content[0]?.text).toMatch(message);
    expect(isError).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('a link that leads out', async () => {
    const client = await connect();
    const { isError, content } = await call(client, 'check', { path: 'link.rsc' });
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('a link that leads out of the folder');
    expect(JSON.stringify(content)).not.toContain('ZZTOKENVALUE');
  });

  test('a text of a hundred megabytes ends the server, which says so', { timeout: 120_000 }, () => {
    const line = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'check', arguments: { text: '#'.repeat(100_000_000) } },
    });
    const { stderr, stdout } = spawnSync(process.execPath, [path.join(folder, 'dist/cli.js'), 'mcp'], {
      input: `${line}\n`,
      encoding: 'utf8',
      cwd: site,
    });
    expect(stderr).toMatch(/^rosfw: mcp: .*exceed/m);
    expect(stdout).toBe('');
  });

  test('a folder that is none', () => {
    const { stderr, status } = spawnSync(
      process.execPath,
      [path.join(folder, 'dist/cli.js'), 'mcp', '--root', path.join(folder, 'nowhere')],
      { encoding: 'utf8' },
    );
    expect(stderr).toContain('there is no such folder');
    expect(status).toBe(2);
  });
});

test('a client may narrow the folders, and never widen them', async () => {
  const isReadable = async (client: Client, name: string): Promise<boolean> =>
    (await call(client, 'check', { path: name })).isError !== true;
  const narrow = await connect({ clientRoots: [path.join(site, 'inner')] });
  expect(await isReadable(narrow, 'edge.rsc')).toBe(true);
  expect(await isReadable(narrow, path.join(site, 'bad.rsc'))).toBe(false);
  const wide = await connect({ clientRoots: [folder, '/'] });
  expect(await isReadable(wide, 'bad.rsc')).toBe(true);
  expect(await isReadable(wide, path.join(folder, 'secret.rsc'))).toBe(false);
  const elsewhere = await connect({ clientRoots: [tmpdir() === '/' ? folder : path.join(folder, 'dist')] });
  expect(await isReadable(elsewhere, 'bad.rsc')).toBe(false);
});
