import * as vscode from 'vscode';
import { closeAll, codesBecome, diagnostics, equal, fileUri, inBrowser, open } from './support.ts';

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
