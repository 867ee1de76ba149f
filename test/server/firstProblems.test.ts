import { describe, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { open, start, URI } from './languageClient.ts';

const PULLED: lsp.ClientCapabilities = {
  textDocument: { diagnostic: { tagSupport: { valueSet: [lsp.DiagnosticTag.Unnecessary] } } },
  workspace: { diagnostics: { refreshSupport: true } },
};

/** A fault of the text, one that only a proof shows, and so many rules that the proof takes its time. */
const LONG = [
  '/ip firewall filter',
  'add chain=input acton=drop',
  'add chain=input action=drop protocol=tcp',
  'add chain=input action=accept protocol=tcp dst-port=22',
  ...Array.from(
    { length: 4000 },
    (_, i) =>
      `add chain=forward action=accept src-address=10.${i % 200}.${i % 251}.0/24 dst-address=172.16.${i % 239}.${i % 241} protocol=tcp dst-port=${1 + ((i * 7) % 60_000)}`,
  ),
  '',
].join('\n');

describe('what is wrong with the text is said before the firewall is proved', () => {
  test('to a client that asks, which is told to ask again', async () => {
    const { client } = await start({ capabilities: PULLED });
    const refreshed = new Promise<void>((resolve) => {
      client.onRequest(lsp.DiagnosticRefreshRequest.type, () => resolve());
    });
    await open(client, LONG);
    expect(codesOf(await asked(client))).toEqual(['unknown-argument']);
    await refreshed;
    expect(codesOf(await asked(client))).toEqual(expect.arrayContaining(['unknown-argument', 'accept-below-drop']));
  });

  test('to a client that waits, in two publications', async () => {
    const { client, published } = await start();
    await open(client, LONG);
    await expect.poll(() => published.length, { timeout: 30_000 }).toBe(2);
    expect(published[0]?.diagnostics.map(({ code }) => code)).toEqual(['unknown-argument']);
    expect(published[1]?.diagnostics.map(({ code }) => code)).toContain('accept-below-drop');
  });

  test('not where it takes no time', async () => {
    const { client, published } = await start();
    await open(client, LONG.split('\n').slice(0, 4).join('\n'));
    await expect.poll(() => published.length, { timeout: 10_000 }).toBe(1);
    expect(published[0]?.diagnostics.map(({ code }) => code)).toContain('accept-below-drop');
  });

  test('not after an edit, which would take away what is shown', async () => {
    const { client, published } = await start();
    await open(client, LONG);
    await expect.poll(() => published.length, { timeout: 30_000 }).toBe(2);
    await edit(client, `${LONG}add chain=forward action=drop\n`, 2);
    await expect.poll(() => published.length, { timeout: 30_000 }).toBe(3);
    expect(published[2]?.diagnostics.map(({ code }) => code)).toContain('accept-below-drop');
  });
});

describe('the same is not sent again', () => {
  test('to a client that names what it knows', async () => {
    const { client } = await start({ capabilities: PULLED });
    await open(client, '/ip firewall filter\nadd chain=input acton=drop\n');
    const first = await asked(client);
    expect(first.kind).toBe(lsp.DocumentDiagnosticReportKind.Full);
    expect(await asked(client, first.resultId)).toEqual({
      kind: lsp.DocumentDiagnosticReportKind.Unchanged,
      resultId: first.resultId,
    });
    await edit(client, '\n/ip firewall filter\nadd chain=input acton=drop\n', 2);
    const moved = await asked(client, first.resultId);
    expect(moved.kind).toBe(lsp.DocumentDiagnosticReportKind.Full);
    expect(moved.resultId).not.toBe(first.resultId);
  });
});

describe('rules that nothing gets to fade', () => {
  const TEXT = [
    '/ip firewall filter',
    'add chain=input action=drop',
    'add chain=input action=accept \\',
    '    protocol=tcp',
    'add chain=input src-address=192.0.2.1 action=drop',
    'add chain=input action=drop disabled=yes',
    'add chain=forward action=accept',
    '',
  ].join('\n');

  test('as whole commands', async () => {
    const { client } = await start({ capabilities: PULLED });
    await open(client, TEXT);
    const report = await asked(client);
    const hints = items(report).filter(({ code }) => code === 'never-reached');
    expect(hints.map(({ severity, tags, range }) => [severity, tags, range.start.line, range.end.line])).toEqual([
      [lsp.DiagnosticSeverity.Hint, [lsp.DiagnosticTag.Unnecessary], 2, 3],
      [lsp.DiagnosticSeverity.Hint, [lsp.DiagnosticTag.Unnecessary], 4, 4],
    ]);
  });

  test('many of which one finding tells, all of them', async () => {
    const { client } = await start({ capabilities: PULLED });
    const dead = Array.from(
      { length: 8 },
      (_, port) => `add chain=input action=accept protocol=tcp dst-port=${port + 20}`,
    );
    await open(client, ['/ip firewall filter', 'add chain=input action=drop protocol=tcp', ...dead, ''].join('\n'));
    const hints = items(await asked(client)).filter(({ code }) => code === 'never-reached');
    expect(hints.map(({ range }) => range.start.line)).toEqual(dead.map((_, index) => index + 2));
  });

  test('not those of which the user wants to hear nothing', async () => {
    const settings = { rules: { 'accept-below-drop': 'off', 'unreachable-rule': 'off' } };
    const { client } = await start({
      capabilities: { ...PULLED, workspace: { ...PULLED.workspace, configuration: true } },
      settings,
    });
    await open(client, TEXT);
    expect(codesOf(await asked(client))).not.toContain('never-reached');
  });

  test('not in a client that does not know tags', async () => {
    const { client } = await start({ capabilities: { textDocument: { diagnostic: {} } } });
    await open(client, TEXT);
    expect(codesOf(await asked(client))).not.toContain('never-reached');
  });
});

async function edit(client: lsp.ProtocolConnection, text: string, version: number): Promise<void> {
  const textDocument = { uri: URI, version };
  await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument,
    contentChanges: [{ text }],
  });
}

function asked(client: lsp.ProtocolConnection, previousResultId?: string) {
  return client.sendRequest(lsp.DocumentDiagnosticRequest.type, {
    textDocument: { uri: URI },
    ...(previousResultId !== undefined && { previousResultId }),
  });
}

function items(report: lsp.DocumentDiagnosticReport): lsp.Diagnostic[] {
  return report.kind === lsp.DocumentDiagnosticReportKind.Full ? report.items : [];
}

function codesOf(report: lsp.DocumentDiagnosticReport): unknown[] {
  return items(report).map(({ code }) => code);
}
