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

  it('compares two folders: scripts with the same name, on one page', async () => {
    const drop = '/ip firewall filter\nadd action=drop chain=input\n';
    const files = {
      'monday/edge.rsc': `${drop}add action=accept chain=forward\n`,
      'monday/same.rsc': drop,
      'monday/gone.rsc': drop,
      'tuesday/edge.rsc':
        '/ip firewall filter\nadd action=accept chain=input dst-port=22 protocol=tcp\nadd action=drop chain=input\n',
      'tuesday/same.rsc': `# Only a comment.\n${drop}`,
      'tuesday/new.rsc': drop,
    };
    for (const [name, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(fileUri(`compared/${name}`), new TextEncoder().encode(text));
    try {
      const folders = [fileUri('compared/monday'), fileUri('compared/tuesday')];
      await run('compareWith', folders[1], folders);
      const text = await page('Firewall Changes');
      const parts = text.split('\n## ').slice(1);
      check(text.includes('From `compared/monday` to `compared/tuesday`: 1 of 2 scripts'), text);
      check(parts[0]?.startsWith('`edge.rsc`') && parts[0].includes('**newly let in** (ip input)'), text);
      check(
        parts[1]?.includes('`new.rsc`') && parts[2]?.includes('`gone.rsc`') && parts[3]?.includes('`same.rsc`'),
        text,
      );
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(fileUri('compared'), { recursive: true });
    }
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
