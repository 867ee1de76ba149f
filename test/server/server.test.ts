import { describe, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { RULES } from '../../server/src/rules/registry.ts';
import { open, start, URI } from './languageClient.ts';

const BAD =
  '/ip firewall filter\nadd chain=input action=drop\nadd chain=input action=accept protocol=udp dst-port=500\n';

async function until<T>(get: () => T | undefined): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const value = get();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nothing came');
}

const PULL: lsp.ClientCapabilities = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
};

async function pull(client: lsp.ProtocolConnection, uri = URI): Promise<lsp.Diagnostic[]> {
  const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return report.kind === 'full' ? report.items : [];
}

describe('diagnostics', () => {
  test('are pushed with the version where the client does not ask', async () => {
    const { client, initialized, published } = await start();
    expect(initialized.capabilities.diagnosticProvider).toBeUndefined();
    await open(client, BAD, 7);
    const first = await until(() => published[0]);
    expect(first.version).toBe(7);
    expect(first.diagnostics).toMatchObject([
      {
        source: 'rosfw',
        code: 'accept-below-drop',
        severity: 1,
        tags: [lsp.DiagnosticTag.Unnecessary],
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } },
      },
    ]);
    expect(first.diagnostics[0]?.codeDescription?.href).toMatch(/docs\/rules\/accept-below-drop\.md$/);
  });

  test('are answered, not pushed, where the client asks', async () => {
    const { client, published } = await start({ capabilities: PULL });
    await open(client, BAD);
    const [diagnostic] = await pull(client);
    expect(diagnostic?.relatedInformation).toMatchObject([{ location: { uri: URI, range: { start: { line: 1 } } } }]);
    expect(published).toEqual([]);
  });

  test('follow the text and go with the document', async () => {
    const { client, published } = await start();
    await open(client, BAD);
    await until(() => published[0]);
    await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' }],
    });
    expect((await until(() => published[1])).diagnostics).toEqual([]);
    await client.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri: URI } });
    expect((await until(() => published[2])).diagnostics).toEqual([]);
  });

  test('obey the settings; a wrong setting counts as its default', async () => {
    const configuration = { ...PULL, workspace: { configuration: true } };
    const read = async (settings: unknown, text = BAD): Promise<unknown[]> => {
      const { client } = await start({ capabilities: configuration, settings });
      await open(client, text);
      const found = (await pull(client)).map(({ severity }) => severity);
      client.dispose();
      return found;
    };
    expect(await read({ enable: false })).toEqual([]);
    expect(await read({ rules: { 'accept-below-drop': 'off' } })).toEqual([]);
    expect(await read({ rules: { 'accept-below-drop': 'hint' } })).toEqual([lsp.DiagnosticSeverity.Hint]);
    const LATER = '/ip firewall nat\nadd chain=srcnat randomise-ports=yes\n';
    expect(await read({ version: '7.9' }, LATER)).toEqual([lsp.DiagnosticSeverity.Warning]);
    expect(await read({ version: 'newest' }, LATER)).toEqual([]);
    const FRAGMENT =
      '/ip firewall filter\nadd action=accept chain=input protocol=udp dst-port=500 in-interface-list=WAN\n';
    expect(await read({ assume: 'defconf' }, FRAGMENT)).toEqual([lsp.DiagnosticSeverity.Error]);
    expect(await read({ assume: 'everything' }, FRAGMENT)).toEqual([]);
    expect(await read({ enable: 'perhaps', rules: [], maxProblems: -1 })).toEqual([lsp.DiagnosticSeverity.Error]);
    expect(await read(null)).toEqual([lsp.DiagnosticSeverity.Error]);
  });

  test('of scripts in Markdown are given where the settings ask for them', async () => {
    const text = `# A title\n\n\`\`\`routeros\n${BAD}\`\`\`\n\n\`\`\`sh\necho )\n\`\`\`\n`;
    for (const [settings, lines] of [
      [{}, []],
      [{ markdown: { enable: true } }, [5]],
      [{ enable: false, markdown: { enable: true } }, []],
    ] as const) {
      const { client } = await start({ capabilities: { ...PULL, workspace: { configuration: true } }, settings });
      await open(client, text, 1, 'markdown');
      expect((await pull(client)).map(({ range }) => range.start.line)).toEqual(lines);
      const symbols = await client.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument: { uri: URI } });
      expect(symbols).toEqual([]);
      client.dispose();
    }
  });

  test('are cut at a number, and the rest is said', async () => {
    const { client } = await start({
      capabilities: { ...PULL, workspace: { configuration: true } },
      settings: { maxProblems: 3 },
    });
    await open(client, `/ip firewall filter\n${'add chain=input dst-port=22\n'.repeat(10)}`);
    const diagnostics = await pull(client);
    expect(diagnostics).toHaveLength(4);
    expect(diagnostics.at(-1)?.message).toMatch(/^7 more problems are not shown/);
  });
});

test('a document that is opened anew under the same name and version is read anew', async () => {
  const { client } = await start();
  const names = async (): Promise<string[] | undefined> =>
    (await client.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument: { uri: URI } }))?.map(({ name }) => name);
  await open(client, '/ip dns\nset cache-size=1\n');
  expect(await names()).toEqual(['/ip dns']);
  await open(client, BAD);
  expect(await names()).toEqual(['/ip firewall filter']);
});

test('hover', async () => {
  const { client } = await start();
  await open(client, BAD);
  const hover = await client.sendRequest(lsp.HoverRequest.type, {
    textDocument: { uri: URI },
    position: { line: 2, character: 1 },
  });
  expect(hover?.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('rule 2 of 2 in `input`') });
  const none = await client.sendRequest(lsp.HoverRequest.type, {
    textDocument: { uri: 'file:///other.rsc' },
    position: { line: 0, character: 0 },
  });
  expect(none).toBeNull();
});

test('quick fixes carry the version; fix all is only given when asked for', async () => {
  const { client } = await start({ capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  await open(client, '/ip firewall filter\nadd chain = input comment=“x”\n', 3);
  const range = { start: { line: 1, character: 9 }, end: { line: 1, character: 9 } };
  const ask = (only?: string[]): Promise<(lsp.Command | lsp.CodeAction)[] | null> =>
    client.sendRequest(lsp.CodeActionRequest.type, {
      textDocument: { uri: URI },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  const quick = await ask();
  expect(quick?.map(({ title }) => title)).toEqual([
    'Remove the blanks around =',
    'Fix all auto-fixable problems',
    'Show documentation for blank-before-equals',
  ]);
  expect(quick?.[0]).toMatchObject({
    isPreferred: true,
    edit: { documentChanges: [{ textDocument: { uri: URI, version: 3 } }] },
  });
  const all = await ask(['source.fixAll']);
  expect(all).toMatchObject([
    { kind: 'source.fixAll.rosfw', edit: { documentChanges: [{ edits: [{ newText: '=input comment="x"' }] }] } },
  ]);
});

test('completion inserts a knock with drawn ports where the client knows snippets', async () => {
  const snippetSupport = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  for (const [capabilities, offered] of [
    [snippetSupport, true],
    [{}, false],
  ] as const) {
    const { client } = await start({ capabilities });
    await open(client, '/ip firewall filter\n\n');
    const result = await client.sendRequest(lsp.CompletionRequest.type, {
      textDocument: { uri: URI },
      position: { line: 1, character: 0 },
    });
    const items = Array.isArray(result) ? result : (result?.items ?? []);
    const knock = items.find(({ label }) => label === 'knock3');
    expect(knock !== undefined).toBe(offered);
    if (offered)
      expect(knock).toMatchObject({
        insertTextFormat: lsp.InsertTextFormat.Snippet,
        textEdit: { newText: expect.stringMatching(/dst-port=[^ ]*\d{5}/) },
      });
    expect(items.map(({ label }) => label)).toContain('add');
    client.dispose();
  }
});

test('outline and folding', async () => {
  const { client } = await start();
  await open(client, BAD);
  const symbols = (await client.sendRequest(lsp.DocumentSymbolRequest.type, {
    textDocument: { uri: URI },
  })) as lsp.DocumentSymbol[];
  expect(symbols).toMatchObject([{ name: '/ip firewall filter', kind: lsp.SymbolKind.Namespace, children: [{}, {}] }]);
  const folds = await client.sendRequest(lsp.FoldingRangeRequest.type, { textDocument: { uri: URI } });
  expect(folds).toMatchObject([{ startLine: 0, endLine: 2 }]);
});

test('formatting: a document, a range, and as the settings wish', async () => {
  const settings = { format: { width: 30, sortArguments: true } };
  const { client } = await start({ capabilities: { workspace: { configuration: true } }, settings });
  const text = '/ip firewall filter\nadd  protocol=tcp chain=input dst-port=22\nadd  chain=input\n';
  await open(client, text);
  const textDocument = { uri: URI };
  const options = { tabSize: 2, insertSpaces: true };
  const apply = (edits: lsp.TextEdit[] | null): string =>
    TextDocument.applyEdits(TextDocument.create(URI, 'routeros', 1, text), edits ?? []);
  const whole = await client.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument, options });
  expect(apply(whole)).toBe('/ip firewall filter\nadd chain=input dst-port=22 \\\n    protocol=tcp\nadd chain=input\n');
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } };
  const part = await client.sendRequest(lsp.DocumentRangeFormattingRequest.type, { textDocument, options, range });
  expect(apply(part)).toBe(text.replace(/add {2}chain/, 'add chain'));
  client.dispose();
});

test('what is switched off has no repairs', async () => {
  const ask = async (settings: unknown): Promise<string[]> => {
    const { client } = await start({ capabilities: { workspace: { configuration: true } }, settings });
    await open(client, '/ip firewall filter\nadd chain = input dst-port=22\n');
    const request = (only: string[] | undefined) =>
      client.sendRequest(lsp.CodeActionRequest.type, {
        textDocument: { uri: URI },
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 30 } },
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
      });
    const titles = [...((await request(undefined)) ?? []), ...((await request(['source.fixAll'])) ?? [])].map(
      ({ title }) => title,
    );
    client.dispose();
    return titles;
  };
  expect(await ask({})).toContain('Add protocol=tcp');
  expect(await ask({ rules: { 'port-without-protocol': 'off' } })).not.toContain('Add protocol=tcp');
  expect(await ask({ enable: false })).toEqual([]);
});

describe('rosfw.json', () => {
  const off = '{ "rules": { "accept-below-drop": "off" }, "ignore": ["old/**"] }';
  const hint = '{ "overrides": [{ "files": ["my file.rsc"], "rules": { "accept-below-drop": "hint" } }] }';
  const files = {
    'file:///site/rosfw.json': off,
    'file:///site/lab/rosfw.json': hint,
    'file:///rosfw.json': '{ "rules": { "accept-below-drop": "off" } }',
  };
  test.each<[string, number[]]>([
    ['file:///site/a.rsc', []],
    ['file:///site/deep/a.rsc', []],
    ['file:///site/lab/my%20file.rsc', [lsp.DiagnosticSeverity.Hint]],
    ['file:///site/lab/b.rsc', [lsp.DiagnosticSeverity.Error]],
    // Outside of the workspace nothing is read.
    ['file:///other/a.rsc', [lsp.DiagnosticSeverity.Error]],
    ['untitled:Untitled-1', [lsp.DiagnosticSeverity.Error]],
  ])('%s', async (uri, expected) => {
    const { client } = await start({ capabilities: PULL, files });
    await open(client, BAD, 1, 'routeros', uri);
    expect((await pull(client, uri)).map(({ severity }) => severity)).toEqual(expected);
  });

  test('goes before the settings, and a change of it counts at once', async () => {
    const changing: Record<string, string> = {};
    const uri = 'file:///site/a.rsc';
    const { client } = await start({
      capabilities: { ...PULL, workspace: { configuration: true } },
      settings: { rules: { 'accept-below-drop': 'warning' } },
      files: changing,
    });
    await open(client, BAD, 1, 'routeros', uri);
    expect((await pull(client, uri)).map(({ severity }) => severity)).toEqual([lsp.DiagnosticSeverity.Warning]);
    changing['file:///site/rosfw.json'] = off;
    await client.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [] });
    expect(await pull(client, uri)).toEqual([]);
    changing['file:///site/rosfw.json'] = '{ "rules": {';
    await client.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [] });
    expect((await pull(client, uri)).map(({ severity }) => severity)).toEqual([lsp.DiagnosticSeverity.Warning]);
  });

  test('its options reach the rules, and what it ignores has no problems', async () => {
    const uri = 'file:///site/old/a.rsc';
    const { client } = await start({ capabilities: PULL, files });
    await open(client, BAD, 1, 'routeros', uri);
    expect(await pull(client, uri)).toEqual([]);
    const knock = RULES.find(({ meta }) => meta.id === 'trap-locks-out')?.meta.bad ?? '';
    for (const [tolerated, expected] of [
      [900, true],
      [86_400, false],
    ] as const) {
      const other = await start({
        capabilities: PULL,
        files: { 'file:///site/rosfw.json': `{ "rules": { "trap-locks-out": { "tolerated": ${tolerated} } } }` },
      });
      await open(other.client, knock.replace('timeout=1w', 'timeout=10h'), 1, 'routeros', 'file:///site/k.rsc');
      const ids = (await pull(other.client, 'file:///site/k.rsc')).map(({ code }) => code);
      expect(ids.includes('trap-locks-out')).toBe(expected);
    }
  });
});
