import { describe, expect, test, vi } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { analyse } from '../../server/src/analysis/analyse.ts';
import type { Attempt } from '../../server/src/lsp/analyses.ts';
import { STATUS, type StatusParams } from '../../server/src/lsp/protocol.ts';
import { Status } from '../../server/src/lsp/status.ts';
import { type Options, open, start, URI } from './languageClient.ts';

const BAD =
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=accept protocol=tcp dst-port=22\n';
const EXPORT = `# 2025-01-01 12:00:00 by RouterOS 7.16.2\n${BAD}`;
const capabilities: lsp.ClientCapabilities = { textDocument: { diagnostic: {} }, workspace: { configuration: true } };

/** All that the server tells of a script until its problems are there. */
async function told(text: string, options: Options, uri = URI): Promise<StatusParams[]> {
  const { client } = await start({ capabilities, showsStatus: true, ...options });
  const all: StatusParams[] = [];
  client.onNotification(STATUS, (params: StatusParams) => {
    all.push(params);
  });
  await open(client, text, 1, 'routeros', uri);
  await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
  client.dispose();
  return all;
}

describe('the version that a script is read for comes', () => {
  const uri = 'file:///site/a.rsc';
  const files = { 'file:///site/rosfw.json': '{ "version": "7.18" }' };
  test.each<[StatusParams['from'], string | undefined, string, Options]>([
    ['default', undefined, BAD, {}],
    ['header of the export', '7.16.2', EXPORT, {}],
    ['setting', '7.20', EXPORT, { settings: { version: '7.20' } }],
    ['rosfw.json', '7.18', EXPORT, { settings: { version: '7.20' }, files }],
  ])('from: %s', async (from, version, text, options) => {
    const last = (await told(text, options, uri)).at(-1);
    // An export shows all there is, so that its drop shuts out everybody, answers among them.
    const problems = text === EXPORT ? 3 : 1;
    expect(last).toEqual({ uri, from, busy: false, problems, ...(version !== undefined && { version }) });
  });
});

describe('an analysis is told of while it goes on', () => {
  /** What is told of one that takes so many milliseconds. */
  async function busyOf(time: number): Promise<boolean[]> {
    vi.useFakeTimers();
    const sent: StatusParams[] = [];
    const connection = { sendNotification: (_: string, params: StatusParams) => sent.push(params) };
    const status = new Status(connection as unknown as lsp.Connection);
    status.isShown = true;
    const analysis = analyse(BAD);
    const done = new Promise<typeof analysis>((resolve) => setTimeout(() => resolve(analysis), time));
    status.follow(URI, { version: 1, spent: time, reading: done, faults: Promise.resolve([]), done }, undefined);
    await vi.advanceTimersByTimeAsync(time);
    vi.useRealTimers();
    return sent.map(({ busy }) => busy);
  }

  test('if it is long', async () => expect(await busyOf(400)).toEqual([true, false]));
  test('not if it is short', async () => expect(await busyOf(200)).toEqual([false]));
});

test('nobody is told who did not ask', async () => {
  expect(await told(BAD, { showsStatus: false })).toEqual([]);
});

test('the log says once that a script is slow, and the status each time', async () => {
  const log: string[] = [];
  const sent: StatusParams[] = [];
  const status = new Status({
    console: { warn: (message: string) => log.push(message) },
    sendNotification: (_: string, params: StatusParams) => sent.push(params),
  } as unknown as lsp.Connection);
  status.isShown = true;
  const analysis = analyse(BAD);
  const attempt = (spent: number): Attempt => {
    return {
      version: 1,
      spent,
      reading: Promise.resolve(analysis),
      faults: Promise.resolve([]),
      done: Promise.resolve(analysis),
    };
  };
  for (const spent of [2_345, 20, 3_000]) {
    status.follow(URI, attempt(spent), undefined);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  expect(sent.map(({ slow }) => slow)).toEqual([2_345, undefined, 3_000]);
  expect(log).toEqual([`The analysis of ${URI} took 2.3 s.`]);
});
