import * as vscode from 'vscode';
import {
  check,
  closeAll,
  codesBecome,
  diagnostics,
  equal,
  fileUri,
  inBrowser,
  open,
  placeOf,
  until,
} from './support.ts';

const PROJECT = 'rosfw.json';

describe('rosfw.json', () => {
  afterEach(async () => {
    await write('{}');
    await closeAll();
  });

  it('counts at once when it is written, and goes before the settings', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    await diagnostics(document.uri);
    await write('{ "rules": { "port-without-protocol": "off" } } // ours');
    await codesBecome(document.uri, ['accept-below-drop']);
    await write('{ "ignore": ["wiki*"] }');
    await codesBecome(document.uri, []);
    await write('{}');
    await codesBecome(document.uri, ['accept-below-drop', 'port-without-protocol']);
  });

  it('is read by us beside the reader of JSON: zones, expectations, problems', async () => {
    await write(
      '{\n  "zones": { "office": ["192.0.2.0/24"], "a": ["zone a"] },\n  "expect": ["office -> router => refused", "! any -> router => drop"]\n}\n',
    );
    const uri = fileUri(PROJECT);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    const found = await diagnostics(uri, (all) => all.length >= 2);
    check(
      found.some(({ message, range }) => message.includes('made of itself') && range.start.line === 1) &&
        found.some(({ message, range }) => message === 'No packet is of this class.' && range.start.line === 2),
      found.map(({ message }) => message).join('\n'),
    );
    const use = placeOf(document, 'office', 2).start;
    const [made] = await until('the zone', async () => {
      const links = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        uri,
        use,
      );
      return links.length > 0 && links;
    });
    const range = made === undefined ? undefined : 'targetRange' in made ? made.targetRange : made.range;
    equal(document.getText(range), 'office', 'definition');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      use,
    );
    check(
      list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'internet'),
      list.items.map(({ label }) => label).join(' '),
    );
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      uri,
      { tabSize: 4, insertSpaces: true },
    );
    // Whoever formats JSON still does it, where there is somebody.
    if (!inBrowser) check((edits ?? []).length > 0, 'no edits');
  });

  it('may have comments', async () => {
    await write('// ours\n{}');
    const document = await vscode.workspace.openTextDocument(fileUri(PROJECT));
    equal(document.languageId, 'jsonc', 'language');
  });
});

describe('tasks', () => {
  it('check the folder, where there are processes', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'rosfw' });
    equal(
      tasks.map(({ name, problemMatchers }) => [name, ...problemMatchers]),
      inBrowser ? [] : [['check', '$rosfw']],
      'tasks',
    );
  });
});

async function write(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(PROJECT), new TextEncoder().encode(text));
}
