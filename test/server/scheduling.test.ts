import { describe, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyses, type Attempt, Outdated } from '../../server/src/lsp/analyses.ts';
import { Scheduler } from '../../server/src/lsp/scheduler.ts';
import { SyntaxTrees } from '../../server/src/lsp/syntaxTrees.ts';
import type { Steps } from '../../server/src/text/steps.ts';
import { scriptOf } from '../support/firewallOf.ts';
import { realisticRules } from '../support/realisticRules.ts';
import { open, start, URI } from './languageClient.ts';

const BAD =
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=accept protocol=tcp dst-port=22\n';
/** Its analysis takes many slices. */
const LARGE = `/ip firewall filter\nadd chain=a\nadd chain=b\n${scriptOf(realisticRules(1_000, 2).rules)}\n`;
const OTHER = 'file:///other.rsc';
const PULL: lsp.ClientCapabilities = { textDocument: { diagnostic: {} } };

/** A client that has opened the large script and asked for its problems, of which nothing is known yet. */
async function busy(): Promise<{ client: lsp.ProtocolConnection; problems: Promise<lsp.DocumentDiagnosticReport> }> {
  const { client } = await start({ capabilities: PULL });
  await open(client, LARGE);
  const problems = pull(client);
  problems.catch(() => undefined);
  await turns();
  return { client, problems };
}

function pull(client: lsp.ProtocolConnection, uri = URI): Promise<lsp.DocumentDiagnosticReport> {
  return client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
}

function hover(client: lsp.ProtocolConnection, uri = URI, token?: lsp.CancellationToken): Promise<lsp.Hover | null> {
  const params = { textDocument: { uri }, position: { line: 1, character: 1 } };
  return client.sendRequest(lsp.HoverRequest.type, params, token);
}

function replaceAll(client: lsp.ProtocolConnection, text: string): Promise<void> {
  const textDocument = { uri: URI, version: 2 };
  return client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument,
    contentChanges: [{ text }],
  });
}

/** As many turns of the event loop as messages take from one end to the other and into the work. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('an edit ends the analysis of the version before, and who waits for it is told', async () => {
  const { client, problems } = await busy();
  const hovered = hover(client);
  hovered.catch(() => undefined);
  await replaceAll(client, BAD);
  await expect(hovered).rejects.toMatchObject({ code: lsp.LSPErrorCodes.ContentModified });
  // Empty problems would be shown.
  await expect(problems).rejects.toMatchObject({
    code: lsp.LSPErrorCodes.ServerCancelled,
    data: { retriggerRequest: true },
  });
  expect(await pull(client)).toMatchObject({ items: [{ code: 'accept-below-drop' }] });
});

test('another script is answered while a large one is analysed', async () => {
  const { client, problems } = await busy();
  let isDone = false;
  void problems.then(() => {
    isDone = true;
  });
  await open(client, BAD, 1, 'routeros', OTHER);
  expect(await pull(client, OTHER)).toMatchObject({ items: [{ code: 'accept-below-drop' }] });
  expect((await hover(client, OTHER))?.contents).toMatchObject({ value: expect.stringContaining('rule 1 of 2') });
  expect(isDone).toBe(false);
  expect((await problems).kind).toBe('full');
});

test('what needs no analysis does not wait for it', async () => {
  const { client, problems } = await busy();
  let isDone = false;
  void problems.then(() => {
    isDone = true;
  });
  const textDocument = { uri: URI };
  const options = { tabSize: 4, insertSpaces: true };
  await client.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument, options });
  expect(await client.sendRequest(lsp.FoldingRangeRequest.type, { textDocument })).not.toEqual([]);
  const tokens = await client.sendRequest(lsp.SemanticTokensRequest.type, { textDocument });
  expect(tokens?.data.length).toBeGreaterThan(1_000);
  expect(isDone).toBe(false);
  await problems;
});

test('a request is cancelled, and others go on', async () => {
  const { client, problems } = await busy();
  const source = new lsp.CancellationTokenSource();
  const cancelled = hover(client, URI, source.token);
  cancelled.catch(() => undefined);
  const other = hover(client);
  await turns();
  source.cancel();
  await expect(cancelled).rejects.toMatchObject({ code: lsp.LSPErrorCodes.RequestCancelled });
  expect(await other).not.toBeNull();
  expect((await problems).kind).toBe('full');
});

test('no request hangs when the document is closed', async () => {
  const { client, problems } = await busy();
  const hovered = hover(client);
  await client.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri: URI } });
  expect(await hovered).toBeNull();
  expect(await problems).toEqual({ kind: 'full', items: [] });
});

test('who asks about all scripts does not mind that one changes meanwhile', async () => {
  const { client, problems } = await busy();
  await open(client, BAD, 1, 'routeros', OTHER);
  const symbols = client.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: 'mine' });
  await turns();
  await replaceAll(client, '/ip firewall address-list\nadd list=mine address=10.0.0.1\n');
  expect(await symbols).toMatchObject([{ name: 'mine', location: { uri: URI } }]);
  await expect(problems).rejects.toMatchObject({ code: lsp.LSPErrorCodes.ServerCancelled });
});

test('the problems of Markdown are given up with its text', async () => {
  const capabilities = { ...PULL, workspace: { configuration: true } };
  const { client } = await start({ capabilities, settings: { markdown: { enable: true } } });
  await open(client, `\`\`\`rsc\n${LARGE}\`\`\`\n`, 1, 'markdown');
  const problems = pull(client);
  problems.catch(() => undefined);
  // First the settings are asked for.
  await turns();
  await replaceAll(client, `\`\`\`rsc\n${BAD}\`\`\`\n`);
  await expect(problems).rejects.toMatchObject({ code: lsp.LSPErrorCodes.ServerCancelled });
  expect(await pull(client)).toMatchObject({ items: [{ code: 'accept-below-drop' }] });
});

test('of a very long script only the part that is seen is coloured', async () => {
  const { client } = await start();
  const entry = 'add address=10.0.0.1 list=long\n';
  await open(client, `/ip firewall address-list\n${entry.repeat(1_100_000 / entry.length)}`);
  const textDocument = { uri: URI };
  expect(await client.sendRequest(lsp.SemanticTokensRequest.type, { textDocument })).toBeNull();
  const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
  const seen = await client.sendRequest(lsp.SemanticTokensRangeRequest.type, { textDocument, range });
  expect(seen?.data.length).toBe(4 * 5);
});

describe('analyses', () => {
  const make = (): { analyses: Analyses; trees: SyntaxTrees } => {
    const trees = new SyntaxTrees();
    return { analyses: new Analyses(new Scheduler(), trees), trees };
  };

  test('are made once for a version and its options, whoever asks', async () => {
    const { analyses, trees } = make();
    const document = TextDocument.create(URI, 'routeros', 1, LARGE);
    const first = analyses.of(document, {}, '');
    expect(analyses.of(document, {}, '')).toBe(first);
    const analysis = await first.done;
    expect(analyses.of(document, {}, '')).toBe(first);
    expect((await first.reading).script).toBe(analysis.script);
    const other = analyses.of(document, { version: '7.20' }, '7.20');
    expect((await other.done).version).toBe('7.20');
    trees.update(document, [{ text: BAD }], 2);
    expect((await analyses.of(document, {}, '').done).text).toBe(BAD);
  });

  test('of which nothing was asked for long are forgotten, and made again', async () => {
    const { analyses } = make();
    const text = `${BAD}#${' '.repeat(200_000)}\n`;
    const documents = [1, 2, 3, 4, 5].map((n) => TextDocument.create(`file:///${n}.rsc`, 'routeros', 1, text));
    const attempts: Attempt[] = [];
    for (const document of documents) {
      attempts.push(analyses.of(document, {}, ''));
      await attempts.at(-1)?.done;
    }
    expect(analyses.of(documents[4] as TextDocument, {}, '')).toBe(attempts[4]);
    const again = analyses.of(documents[0] as TextDocument, {}, '');
    expect(again).not.toBe(attempts[0]);
    expect((await again.done).findings.length).toBeGreaterThan(0);
  });
});

describe('the scheduler', () => {
  let now = 0;
  const clock = (): number => now;

  /** Takes so many milliseconds, in steps of one. */
  function* long(time: number, tell?: () => void): Steps<number> {
    for (let spent = 0; spent < time; spent++) {
      now++;
      yield;
    }
    tell?.();
    return time;
  }

  test('does what is small first', async () => {
    const scheduler = new Scheduler({ clock });
    const order: string[] = [];
    const works = [
      scheduler.start(
        long(60, () => order.push('large')),
        9,
      ),
      scheduler.start(
        long(30, () => order.push('small')),
        1,
      ),
      scheduler.start(
        long(0, () => order.push('at once')),
        5,
      ),
    ];
    expect(order).toEqual(['at once']);
    expect(await Promise.all(works.map(({ done }) => done))).toEqual([60, 30, 0]);
    expect(order).toEqual(['at once', 'small', 'large']);
  });

  test('gives up what is cancelled, and goes on when something throws', async () => {
    const scheduler = new Scheduler({ clock });
    const given = scheduler.start(long(1_000_000), 1);
    const failing = scheduler.start(
      (function* (): Steps<void> {
        yield* long(20);
        throw new Error('no reason');
      })(),
      2,
    );
    const other = scheduler.start(long(30), 3);
    given.cancel(new Outdated(false));
    await expect(given.done).rejects.toThrow(Outdated);
    await expect(failing.done).rejects.toThrow('no reason');
    expect(await other.done).toBe(30);
    expect(other.spent).toBe(30);
  });

  test('leaves turns to messages, however many there are', async () => {
    const scheduler = new Scheduler({ clock });
    let slices = 0;
    const work = scheduler.start(
      (function* (): Steps<void> {
        for (; slices < 10; slices++) {
          yield;
          now += 15;
        }
      })(),
      1,
    );
    const before = slices;
    await new Promise<void>((resolve) => {
      let turns = 0;
      const hear = (): void => {
        scheduler.heard();
        if (++turns === 30) resolve();
        else setImmediate(hear);
      };
      hear();
    });
    expect(slices - before).toBeLessThan(3);
    await work.done;
    expect(slices).toBe(10);
  });
});
