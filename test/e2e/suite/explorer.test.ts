/** The commands of the Explorer's context menu. */
import * as vscode from 'vscode';
import { check, closeAll, fileUri, until } from './support.ts';

describe('a command of the Explorer', () => {
  afterEach(closeAll);

  it('checks all scripts of a folder', async () => {
    const folder = fileUri('device');
    await run('checkFiles', folder, [folder]);
    const text = await page('Check');
    const [first, second, third, more] = text.split('\n## ').slice(1);
    check(first?.startsWith('`filter.rsc`') && second?.startsWith('`lists.rsc`'), text);
    check(third?.startsWith('`rest.rsc`') && third.includes('accept-below-drop'), text);
    check(more === undefined, text);
  });

  it('tells what an import would do, for several files', async () => {
    const files = [fileUri('device/filter.rsc'), fileUri('knock.rsc')];
    await run('beforeImport', files[0], files);
    const text = await page('Before I Import');
    check(text.split('### Where the import stops').length === 3, text);
    check(text.includes('### Your own session') && text.includes('### What changes'), text);
  });

  it('compares two scripts with each other', async () => {
    const files = [fileUri('device/filter.rsc'), fileUri('device/rest.rsc')];
    await run('compareWith', files[0], files);
    await until('the comparison', () => labels().includes('Firewall changes: filter.rsc'));
  });
});

function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`routerosFirewall.${command}`, ...args);
}

/** The text of a page, once it is there. */
function page(title: string): Promise<string> {
  return until(`the page ${title}`, () => {
    const document = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'rosfw-page' && uri.path === `/${title}.md`,
    );
    return document?.getText() || undefined;
  });
}

function labels(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
