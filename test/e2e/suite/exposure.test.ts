/** The tree "What Is Open": of the script that was opened last, kept up to date. */
import * as vscode from 'vscode';
import { closeAll, EXTENSION_ID, equal, openUntitled, until } from './support.ts';

const SCRIPT = `/ip firewall filter
add action=accept chain=input dst-port=8291 in-interface=ether1 protocol=tcp
add action=drop chain=input in-interface=ether1
/ip firewall nat
add action=masquerade chain=srcnat out-interface=ether1
`;

describe('what is open', () => {
  afterEach(closeAll);

  it('is shown by side, and follows the script', async () => {
    const { document } = await openUntitled(SCRIPT);
    await vscode.commands.executeCommand('routerosFirewall.showExposure');
    equal(await openFrom('internet', ['router tcp 8291']), ['router tcp 8291 line 2'], 'open');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'add action=drop chain=input protocol=tcp\n');
    await vscode.workspace.applyEdit(edit);
    equal(await openFrom('internet', []), [], 'open after the edit');
  });
});

interface Exposure {
  readonly cells: readonly {
    readonly from: string;
    readonly to: string;
    readonly state: string;
    readonly by: { readonly line: number | null } | null;
  }[];
}

/** What the tree shows to be open from there, once it is what is wanted. */
async function openFrom(origin: string, wanted: readonly string[]): Promise<string[]> {
  const api = vscode.extensions.getExtension<{ exposure(): Exposure | undefined }>(EXTENSION_ID)?.exports;
  const found = () => api?.exposure()?.cells.filter(({ from, state }) => from === origin && state === 'open');
  const shown = await until('the tree shows it', async () => {
    const cells = found();
    return cells?.map(({ to }) => to).join() === wanted.join() ? cells : undefined;
  });
  return shown.map(({ to, by }) => `${to} line ${by?.line}`);
}
