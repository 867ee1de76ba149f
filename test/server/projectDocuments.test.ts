import { describe, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { open, start } from './languageClient.ts';

/** `rosfw.json` as a document: zones, expectations and patterns in it, and the scripts that name its zones. */

const SITE = 'file:///site/';
const PROJECT = `${SITE}rosfw.json`;
const RULES = `/interface list add name=WAN
/interface list member add interface=ether1 list=WAN
/ip firewall filter
add action=drop chain=input in-interface-list=WAN
add action=accept chain=input src-address-list="good friends"
`;
const SCRIPT = `# rosfw-expect zone office -> router tcp 22 => accepted\n# rosfw-expect !office -> office => refused\n${RULES}`;
const TEXT = `{
  // Of all routers.
  "zones": {
    "office": ["192.0.2.0/24", "interfaces WAN"],
    "all of us": ["office", "zone office", "203.0.113.0/24"]
  },
  "devices": {
    "edge": { "files": ["edge.rsc"], "expect": ["office -> router tcp 22 => refused", "\\"all of us\\" -> router udp 53 => refused"] },
    "core": { "files": ["core.rsc"], "expect": ["zone \\"office\\" -> router => refused"] }
  }
}
`;
const FILES = { 'edge.rsc': SCRIPT, 'core.rsc': RULES };

interface Given {
  readonly project?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly opened?: readonly string[];
  readonly capabilities?: lsp.ClientCapabilities;
}

async function editing({ project = TEXT, files = FILES, opened = [], capabilities = {} }: Given = {}) {
  const all = { ...files, 'rosfw.json': project };
  const onDisk = Object.fromEntries(Object.entries(all).map(([name, text]) => [SITE + name, text]));
  const { client } = await start({ files: onDisk, listsScripts: true, capabilities });
  await open(client, project, 1, 'jsonc', PROJECT);
  for (const name of opened) await open(client, all[name as keyof typeof all] ?? '', 1, 'routeros', SITE + name);
  return { client, all };
}

/** The place of `$0` in a text that is as the one without it. */
function place(marked: string): { readonly text: string; readonly position: lsp.Position } {
  const text = marked.replace('$0', '');
  return { text, position: TextDocument.create('', '', 0, text).positionAt(marked.indexOf('$0')) };
}

/** A place of the project file before the n-th time that a text stands there. */
function placeBefore(text: string, found: string, nth = 0): lsp.Position {
  const parts = text.split(found);
  return TextDocument.create('', '', 0, text).positionAt(parts.slice(0, nth + 1).join(found).length);
}

/** `edge.rsc:1:20 office`: file, line and column from 1, and what stands there. */
function inShort(locations: readonly lsp.Location[], all: Readonly<Record<string, string>>): string[] {
  return locations.map(({ uri, range }) => {
    const name = uri.slice(SITE.length);
    const text = TextDocument.create('', '', 0, all[name] ?? '').getText(range);
    return `${name}:${range.start.line + 1}:${range.start.character + 1} ${text}`;
  });
}

const DEFINITION = 'rosfw.json:4:6 office';
const USES = [
  'rosfw.json:5:20 office',
  'rosfw.json:5:35 office',
  'rosfw.json:8:50 office',
  'rosfw.json:9:57 office',
  'edge.rsc:1:21 office',
  'edge.rsc:2:17 office',
  'edge.rsc:2:27 office',
];

describe('a zone', () => {
  test.each([
    ['in its own entry', 'rosfw.json', placeBefore(TEXT, 'office')],
    ['in another zone', 'rosfw.json', placeBefore(TEXT, 'office', 2)],
    ['in an expectation of a device', 'rosfw.json', placeBefore(TEXT, 'office', 3)],
    ['in quotes', 'rosfw.json', placeBefore(TEXT, 'office\\"')],
    ['in a script', 'edge.rsc', placeBefore(SCRIPT, 'office', 1)],
  ])('leads to its entry, and to all that name it: %s', async (_, name, position) => {
    const { client, all } = await editing({ opened: ['edge.rsc'] });
    const params = { textDocument: { uri: SITE + name }, position };
    const made = (await client.sendRequest(lsp.DefinitionRequest.type, params)) as lsp.Location[];
    expect(inShort(made, all)).toEqual([DEFINITION]);
    const context = { includeDeclaration: true };
    const places = (await client.sendRequest(lsp.ReferencesRequest.type, { ...params, context })) ?? [];
    expect(inShort(places, all).sort()).toEqual([DEFINITION, ...USES].sort());
    const uses = await client.sendRequest(lsp.ReferencesRequest.type, {
      ...params,
      context: { includeDeclaration: false },
    });
    expect(uses).toHaveLength(USES.length);
  });

  test.each([
    ['hq', 'hq', 'hq'],
    ['head office', '\\"head office\\"', '"head office"'],
    // A bare word would be another kind of zone.
    ['internet', '\\"internet\\"', '"internet"'],
  ])('is renamed in all of them: %s', async (newName, inJson, inScript) => {
    const { client } = await editing({ opened: ['edge.rsc'] });
    const textDocument = { uri: `${SITE}edge.rsc` };
    const position = placeBefore(SCRIPT, 'office', 1);
    const prepared = await client.sendRequest(lsp.PrepareRenameRequest.type, { textDocument, position });
    expect(prepared).toMatchObject({ placeholder: 'office' });
    const edit = await client.sendRequest(lsp.RenameRequest.type, { textDocument, position, newName });
    const applied = (name: string, text: string): string =>
      TextDocument.applyEdits(TextDocument.create('', '', 0, text), edit?.changes?.[SITE + name] ?? []);
    expect(Object.keys(edit?.changes ?? {}).sort()).toEqual([`${SITE}edge.rsc`, PROJECT]);
    expect(applied('edge.rsc', SCRIPT)).toBe(
      SCRIPT.replace('zone office', `zone ${inScript}`).replace('!office -> office', `!${inScript} -> ${inScript}`),
    );
    expect(applied('rosfw.json', TEXT)).toBe(
      TEXT.replace('"office":', `"${newName}":`)
        .replace('["office", "zone office"', `["${inJson}", "zone ${inJson}"`)
        .replace('"office -> router', `"${inJson} -> router`)
        .replace('zone \\"office\\"', `zone ${inJson}`),
    );
  });

  test.each([
    ['all of us', 'There already is a zone "all of us".'],
    [' ', 'A zone needs a name.'],
    ['a"b', 'no quotes'],
  ])('is not called %s', async (newName, message) => {
    const { client } = await editing();
    const params = { textDocument: { uri: PROJECT }, position: placeBefore(TEXT, 'office'), newName };
    await expect(client.sendRequest(lsp.RenameRequest.type, params)).rejects.toThrow(message);
  });

  test('of one device is none of another', async () => {
    const project = JSON.stringify({
      devices: {
        edge: { files: ['edge.rsc'], zones: { office: ['192.0.2.1'] }, expect: ['office -> router => refused'] },
        core: { files: ['core.rsc'], expect: ['office -> router => refused'] },
      },
    });
    const { client, all } = await editing({ project });
    const params = { textDocument: { uri: PROJECT }, position: placeBefore(project, 'office') };
    const context = { includeDeclaration: true };
    const places = (await client.sendRequest(lsp.ReferencesRequest.type, { ...params, context })) ?? [];
    expect(inShort(places, all).filter((one) => one.startsWith('rosfw.json'))).toHaveLength(2);
    const other = { textDocument: { uri: PROJECT }, position: placeBefore(project, 'office', 2) };
    expect(await client.sendRequest(lsp.DefinitionRequest.type, other)).toEqual([]);
  });
});

describe('completion', () => {
  test.each([
    ['"expect": ["$0"]', ['internet', 'office', 'WAN', 'ether1', 'good friends', 'ipv4']],
    ['"expect": ["zone $0"]', ['office']],
    ['"expect": ["WAN -> router tcp 22 => $0"]', ['accepted', 'refused', 'drop']],
    ['"expect": ["WAN -> router listed=$0"]', ['good friends']],
    ['"zones": { "new": ["interfaces $0"] }', ['WAN']],
    ['"zones": { "new": ["$0"] }', ['internet', 'office', 'WAN']],
    ['"version": "$0"', []],
  ])('%s', async (entry, labels) => {
    const marked = `{ "zones": { "office": ["192.0.2.1"] }, "devices": { "edge": { "files": ["edge.rsc"], ${entry} } } }`;
    const { text, position } = place(marked);
    const { client } = await editing({ project: text });
    const found = await client.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri: PROJECT }, position });
    const items = found as lsp.CompletionItem[];
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
    if (labels.length === 0) expect(items).toEqual([]);
  });

  test('what is taken stands in the JSON as it must', async () => {
    const { text, position } = place('{ "expect": ["list \\"go$0\\" -> router => refused"] }');
    const { client } = await editing({ project: text, files: { 'edge.rsc': RULES } });
    const found = await client.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri: PROJECT }, position });
    const [item] = (found as lsp.CompletionItem[]).filter(({ label }) => label === 'good friends');
    const document = TextDocument.create('', '', 0, text);
    expect(TextDocument.applyEdits(document, [item?.textEdit as lsp.TextEdit])).toBe(
      '{ "expect": ["list \\"good friends\\" -> router => refused"] }',
    );
  });

  test('files are those that there are, from the folder of the project file', async () => {
    const { text, position } = place('{ "devices": { "edge": { "files": ["$0"] } } }');
    const files = { 'edge.rsc': RULES, 'sites/a.rsc': RULES };
    const { client } = await editing({ project: text, files });
    const found = await client.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri: PROJECT }, position });
    expect((found as lsp.CompletionItem[]).map(({ label }) => label)).toEqual(['edge.rsc', 'sites/a.rsc']);
  });
});

test('a hover says what an expectation comes to, for each router', async () => {
  const hoverAt = async (project: string, position: lsp.Position): Promise<string> => {
    const { client } = await editing({ project });
    const found = await client.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: PROJECT }, position });
    return (found?.contents as lsp.MarkupContent | undefined)?.value ?? '';
  };
  const one = await hoverAt(TEXT, placeBefore(TEXT, 'office -> router'));
  expect(one).toMatch(/^\*\*\w+\.\*\* /);
  expect(one).toContain('`office` is a zone of the project file: `192.0.2.0/24`, `interfaces WAN`.');
  const shared = TEXT.replace('"devices"', '"expect": ["interfaces WAN -> router tcp 22 => refused"], "devices"');
  const both = await hoverAt(shared, placeBefore(shared, 'interfaces WAN -> router'));
  expect(both).toMatch(/`core`: \*\*Held\.\*\*.*---.*`edge`: \*\*Held\.\*\*/s);
  expect(await hoverAt(TEXT, placeBefore(TEXT, 'devices'))).toBe('');
});

describe('problems', () => {
  const PULLS = {
    textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
  } as lsp.ClientCapabilities;

  /** What is under each, and the message. */
  async function problemsOf(project: string, files: Given['files'] = { 'edge.rsc': RULES }) {
    const { client } = await editing({ project, files, capabilities: PULLS });
    const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: PROJECT } });
    const document = TextDocument.create('', '', 0, project);
    const items = report.kind === 'full' ? report.items : [];
    return items.map(({ range, message, code }) => [document.getText(range), message, code]);
  }

  test('none where all is well', async () => {
    expect(await problemsOf(TEXT, FILES)).toEqual([]);
  });

  test('what cannot be read', async () => {
    const found = await problemsOf(
      '{ "expect": ["any -> router"], "assum": "auto", "devices": { "a": { "files": ["/x"] } } }',
    );
    expect(found.map(([text]) => text)).toEqual(['"any -> router"', '"assum"', '"/x"']);
  });

  test('a circle of zones, at each of them, and a zone that does not exist', async () => {
    const zones = { a: ['zone b', '192.0.2.1'], b: ['a'], c: ['a'], d: ['zone ofice'], office: ['192.0.2.1'] };
    const found = await problemsOf(JSON.stringify({ zones, expect: ['zone nowhere -> router => refused'] }));
    expect(found.map(([text, message]) => `${text}: ${message}`)).toEqual([
      'a: The zone "a" is made of itself: "a", "b", "a".',
      'b: The zone "b" is made of itself: "b", "a", "b".',
      'nowhere: There is no zone "nowhere".',
      'ofice: There is no zone "ofice". Did you mean "office"?',
      'zone nowhere -> router => refused: The file has no zone "nowhere".',
    ]);
  });

  test('an expectation of no packet, of a name that a router does not have, and two that contradict each other', async () => {
    const project = JSON.stringify({
      expect: ['interfaces LAN -> router tcp 80 => refused'],
      devices: {
        edge: {
          files: ['edge.rsc'],
          expect: ['!any -> router => refused', 'interfaces WAN -> router tcp 22 => refused'],
        },
        core: { files: ['core.rsc'], expect: ['interfaces WAN -> router tcp 22 => accepted'] },
      },
      overrides: [{ files: ['edge.rsc'], expect: ['interfaces WAN -> router tcp 20-25 => accepted'] }],
    });
    const lan = `/interface list add name=LAN\n/interface list member add interface=ether2 list=LAN\n${RULES}`;
    const found = await problemsOf(project, { 'edge.rsc': RULES, 'core.rsc': lan });
    expect(found).toEqual([
      [
        'interfaces LAN -> router tcp 80 => refused',
        expect.stringMatching(/^The file has no list of interfaces "LAN"\..*\(edge\)$/),
        'invalid-expectation',
      ],
      ['!any -> router => refused', 'No packet is of this class.', 'invalid-expectation'],
      [
        'interfaces WAN -> router tcp 20-25 => accepted',
        'It contradicts "interfaces WAN -> router tcp 22 => refused": no firewall can hold both. (edge)',
        'contradicting-expectations',
      ],
    ]);
  });

  test('they follow what is written and are not saved yet', async () => {
    const { client } = await editing({ project: '{}', files: { 'edge.rsc': RULES }, capabilities: PULLS });
    await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: PROJECT, version: 2 },
      contentChanges: [{ text: '{ "zones": { "a": ["a"] } }' }],
    });
    const report = await client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: PROJECT } });
    expect(report).toMatchObject({ items: [{ message: 'The zone "a" is made of itself.' }] });
  });

  test('a file that is hostile has an end', async () => {
    const deep = `${'['.repeat(5000)}`;
    expect((await problemsOf(deep)).map(([, message]) => message)).toEqual([expect.stringContaining('nested deeper')]);
    const zones = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`z${index}`, [`zone z${index + 1}`]]));
    const found = await problemsOf(JSON.stringify({ zones, expect: ['zone z0 -> router => refused'] }));
    expect(found.map(([text]) => text)).toEqual(['z3000', 'zone z0 -> router => refused']);
  });
});

test('it is no script: nothing of RouterOS is said of it, and it is no part of a router', async () => {
  const project = JSON.stringify({ devices: { edge: { files: ['**'] } } });
  const { client } = await editing({ project, files: { 'edge.rsc': RULES } });
  const textDocument = { uri: PROJECT };
  expect(await client.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument })).toEqual([]);
  expect(
    await client.sendRequest(lsp.DocumentFormattingRequest.type, {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    }),
  ).toEqual([]);
  expect(await client.sendRequest(lsp.CodeLensRequest.type, { textDocument })).toEqual([]);
});

test('other JSON that a client brings is left alone', async () => {
  const { client, published } = await start({ files: { [`${SITE}edge.rsc`]: RULES }, listsScripts: true });
  await open(client, '{ "a": 1 }', 1, 'json', `${SITE}package.json`);
  const textDocument = { uri: `${SITE}package.json` };
  expect(await client.sendRequest(lsp.HoverRequest.type, { textDocument, position: { line: 0, character: 4 } })).toBe(
    null,
  );
  const sent = async (): Promise<lsp.PublishDiagnosticsParams> =>
    published[0] ?? (await new Promise((resolve) => setTimeout(() => resolve(sent()), 20)));
  expect((await sent()).diagnostics).toEqual([]);
});

test('a client that can be told later is asked for project files alone, and for nothing that others do for JSON', async () => {
  const dynamic = { dynamicRegistration: true };
  const capabilities: lsp.ClientCapabilities = {
    textDocument: {
      synchronization: dynamic,
      hover: dynamic,
      completion: dynamic,
      definition: dynamic,
      references: dynamic,
      rename: dynamic,
      diagnostic: dynamic,
    },
  };
  const { registered } = await start({ files: {}, capabilities });
  const asked = await registered('textDocument/didOpen');
  expect(asked.map(({ method }) => method).sort()).toEqual([
    'textDocument/completion',
    'textDocument/definition',
    'textDocument/diagnostic',
    'textDocument/didChange',
    'textDocument/didClose',
    'textDocument/didOpen',
    'textDocument/hover',
    'textDocument/references',
    'textDocument/rename',
  ]);
  for (const { registerOptions } of asked)
    expect(registerOptions).toMatchObject({ documentSelector: [{ pattern: '**/rosfw.json' }] });
});
