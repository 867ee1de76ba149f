import { describe, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { open, start } from './languageClient.ts';

const A = 'file:///site/a.rsc';
const B = 'file:///site/b.rsc';
const LAB = 'file:///site/lab/c.rsc';
const GATE = '/ip firewall filter\nadd chain=input action=accept src-address-list=friends\n';
const FRIENDS = '/ip firewall address-list\nadd list=friends address=192.0.2.1\n';
const EDGE = '{ "devices": { "edge": { "files": ["a.rsc", "b.rsc"] } } }';

type Files = Record<string, string>;

/** A client whose workspace has these files, with the one at A open. */
async function opened(files: Files, capabilities: lsp.ClientCapabilities = {}): Promise<lsp.ProtocolConnection> {
  const { client } = await start({ files, listsScripts: true, capabilities });
  await open(client, files[A] ?? '', 1, 'routeros', A);
  return client;
}

/** The place of a text in a file. */
function at(files: Files, uri: string, text: string, offset = 0): lsp.TextDocumentPositionParams {
  const document = TextDocument.create(uri, 'routeros', 1, files[uri] ?? '');
  const index = document.getText().indexOf(text);
  expect(index).toBeGreaterThanOrEqual(0);
  return { textDocument: { uri }, position: document.positionAt(index + offset) };
}

/** `b.rsc 2:9`, from 1, for each place. */
function told(places: lsp.Location[] | lsp.LocationLink[] | lsp.Location | null): string[] {
  return ((places ?? []) as lsp.Location[]).map(({ uri, range }) => {
    return `${uri.slice('file:///site/'.length)} ${range.start.line + 1}:${range.start.character + 1}`;
  });
}

async function definition(files: Files, text: string, offset = 0): Promise<string[]> {
  const client = await opened(files);
  return told(await client.sendRequest(lsp.DefinitionRequest.type, at(files, A, text, offset)));
}

async function references(files: Files, text: string): Promise<string[]> {
  const client = await opened(files);
  const params = { ...at(files, A, text), context: { includeDeclaration: true } };
  return told(await client.sendRequest(lsp.ReferencesRequest.type, params));
}

describe('definition', () => {
  test('in a file that is not open, where the own file has none', async () => {
    expect(await definition({ [A]: GATE, [B]: FRIENDS }, 'friends')).toEqual(['b.rsc 2:10']);
    expect(await definition({ [A]: GATE + FRIENDS, [B]: FRIENDS }, 'friends')).toEqual(['a.rsc 4:10']);
  });

  test('of a function that another script makes', async () => {
    const files = { [A]: ':global greet\n$greet\n', [B]: ':global greet do={ :put hello }\n' };
    expect(await definition(files, '$greet', 1)).toEqual(['b.rsc 1:9']);
    expect(await definition({ [A]: files[A] as string }, '$greet', 1)).toEqual(['a.rsc 1:9']);
  });

  test('of a script that is run by its name', async () => {
    const files = {
      [A]: '/system script run tidy\n/system scheduler add name=x on-event=tidy\n',
      [B]: '/system script\nadd name=tidy source=":log info done"\n',
    };
    expect(await definition(files, 'run tidy', 5)).toEqual(['b.rsc 2:10']);
    expect(await definition(files, 'on-event=tidy', 10)).toEqual(['b.rsc 2:10']);
  });

  test('of an import: the nearest file of the name', async () => {
    const files = {
      [A]: '/import file-name=c.rsc\n/import flash/none.rsc\n',
      [LAB]: '',
      'file:///site/lab/old/c.rsc': '',
    };
    expect(await definition(files, 'c.rsc')).toEqual(['lab/c.rsc 1:1']);
    expect(await definition(files, 'none.rsc')).toEqual([]);
  });
});

describe('which files belong together', () => {
  const files = { [A]: GATE, [B]: FRIENDS, [LAB]: FRIENDS };
  test('without devices all of them', async () => {
    expect(await references(files, 'friends')).toEqual(['a.rsc 2:48', 'b.rsc 2:10', 'lab/c.rsc 2:10']);
  });
  test('those of a device', async () => {
    expect(await references({ ...files, 'file:///site/rosfw.json': EDGE }, 'friends')).toEqual([
      'a.rsc 2:48',
      'b.rsc 2:10',
    ]);
  });
  test('a file without a device has nothing to do with one that has', async () => {
    const own = '{ "devices": { "edge": { "files": ["b.rsc"] } } }';
    expect(await references({ ...files, 'file:///site/rosfw.json': own }, 'friends')).toEqual([
      'a.rsc 2:48',
      'lab/c.rsc 2:10',
    ]);
  });
  test('what only its own script knows is nowhere else', async () => {
    const local = { [A]: ':local x 1\n:put $x\n', [B]: ':local x 2\n:put $x\n' };
    expect(await references(local, 'x 1')).toEqual(['a.rsc 1:8', 'a.rsc 2:7']);
  });
});

describe('rename', () => {
  const CAPABLE = { workspace: { workspaceEdit: { documentChanges: true } } };
  const rename = async (files: Files, newName: string): Promise<Record<string, string>> => {
    const client = await opened(files, CAPABLE);
    const params = { ...at(files, A, 'friends'), newName };
    const edit = await client.sendRequest(lsp.RenameRequest.type, params);
    const changes = (edit?.documentChanges ?? []) as lsp.TextDocumentEdit[];
    return Object.fromEntries(
      changes.map(({ textDocument: { uri }, edits }) => {
        const document = TextDocument.create(uri, 'routeros', 1, files[uri] ?? '');
        return [uri.slice('file:///site/'.length), TextDocument.applyEdits(document, edits as lsp.TextEdit[])];
      }),
    );
  };
  const files = { [A]: GATE, [B]: FRIENDS, [LAB]: FRIENDS };
  test('in the own file alone, where nothing says that others are of the same router', async () => {
    expect(await rename(files, 'known')).toEqual({ 'a.rsc': GATE.replace('friends', 'known') });
  });
  test('in all files of a device', async () => {
    expect(await rename({ ...files, 'file:///site/rosfw.json': EDGE }, 'my friends')).toEqual({
      'a.rsc': GATE.replace('friends', '"my friends"'),
      'b.rsc': FRIENDS.replace('friends', '"my friends"'),
    });
  });
  test('refused where another file of the device has only the new name', async () => {
    const taken = {
      ...files,
      [B]: '/ip firewall address-list\nadd list=known address=192.0.2.2\n',
      'file:///site/rosfw.json': EDGE,
    };
    await expect(rename(taken, 'known')).rejects.toThrow('There already is an address list "known". It is in b.rsc.');
    expect(await rename({ ...taken, 'file:///site/rosfw.json': '{}' }, 'known')).toEqual({
      'a.rsc': GATE.replace('friends', 'known'),
    });
  });
  test('refused where another file of the device has the name', async () => {
    const taken = { ...files, [B]: `${FRIENDS}add list=known address=192.0.2.2\n`, 'file:///site/rosfw.json': EDGE };
    await expect(rename(taken, 'known')).rejects.toThrow('There already is an address list "known". It is in b.rsc.');
  });
});

describe('the index', () => {
  const symbols = async (client: lsp.ProtocolConnection, query: string): Promise<string[]> => {
    const found = await client.sendRequest(lsp.WorkspaceSymbolRequest.type, { query });
    return told(((found ?? []) as lsp.SymbolInformation[]).map(({ location }) => location));
  };
  const settled = (client: lsp.ProtocolConnection, files: Files): Promise<unknown> =>
    client.sendRequest(lsp.ReferencesRequest.type, {
      ...at(files, A, 'friends'),
      context: { includeDeclaration: true },
    });

  test('symbols of scripts that are not open', async () => {
    const files = {
      [A]: GATE,
      [B]: '/interface list add name=friendly\n:global befriend do={ :local friend 1; :put $friend }\n',
      [LAB]: '/ip firewall filter\nadd chain=input action=drop\nadd chain=friends action=drop\n',
    };
    const client = await opened(files);
    await settled(client, files);
    expect(await symbols(client, 'friend')).toEqual(['a.rsc 2:1', 'b.rsc 1:26', 'b.rsc 2:9', 'lab/c.rsc 3:11']);
    // The rule in the open script has it in its name; the chain is nobody's own.
    expect(await symbols(client, 'input')).toEqual(['a.rsc 2:1']);
  });

  test('an open script counts as it is in the editor', async () => {
    const files = { [A]: GATE, [B]: FRIENDS };
    const client = await opened(files);
    await open(client, `\n${FRIENDS}`, 1, 'routeros', B);
    expect(told(await client.sendRequest(lsp.DefinitionRequest.type, at(files, A, 'friends')))).toEqual(['b.rsc 3:10']);
  });

  test('follows the files', async () => {
    const files: Files = { [A]: GATE, [B]: FRIENDS };
    const client = await opened(files);
    const ask = async (): Promise<string[]> =>
      told(await client.sendRequest(lsp.DefinitionRequest.type, at(files, A, 'friends')));
    const tell = (uri: string, type: lsp.FileChangeType): Promise<void> =>
      client.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] });
    expect(await ask()).toEqual(['b.rsc 2:10']);
    files[B] = `# changed\n${FRIENDS}`;
    await tell(B, lsp.FileChangeType.Changed);
    expect(await ask()).toEqual(['b.rsc 3:10']);
    files[LAB] = FRIENDS;
    await tell(LAB, lsp.FileChangeType.Created);
    expect(await ask()).toEqual(['b.rsc 3:10', 'lab/c.rsc 2:10']);
    delete files[B];
    await tell(B, lsp.FileChangeType.Deleted);
    expect(await ask()).toEqual(['lab/c.rsc 2:10']);
  });

  test('follows the folders', async () => {
    const files: Files = { [A]: GATE };
    const client = await opened(files, { workspace: { workspaceFolders: true } });
    client.onRequest(lsp.WorkspaceFoldersRequest.type, () => [{ uri: 'file:///site', name: 'site' }]);
    const ask = async (): Promise<string[]> =>
      told(await client.sendRequest(lsp.DefinitionRequest.type, at(files, A, 'friends')));
    expect(await ask()).toEqual([]);
    files[B] = FRIENDS;
    const event = { added: [{ uri: 'file:///site', name: 'site' }], removed: [] };
    await client.sendNotification(lsp.DidChangeWorkspaceFoldersNotification.type, { event });
    for (let i = 0; i < 100 && (await ask()).length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await ask()).toEqual(['b.rsc 2:10']);
  });

  test('is empty where the client lists nothing', async () => {
    const files = { [A]: GATE, [B]: FRIENDS };
    const { client } = await start({ files });
    await open(client, GATE, 1, 'routeros', A);
    expect(told(await client.sendRequest(lsp.DefinitionRequest.type, at(files, A, 'friends')))).toEqual([]);
  });
});
