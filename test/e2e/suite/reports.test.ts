/** Commands that ask about a script: what they show, and what they insert. */
import * as vscode from 'vscode';
import { check, closeAll, diagnostics, open, openUntitled, until } from './support.ts';

describe('a command', () => {
  afterEach(closeAll);

  it('traces a packet', async () => {
    const { document } = await open('wiki-9000-6000-clean.rsc');
    const packets = 'tcp 198.51.100.7:40000 -> :9000 in=ether1; tcp 198.51.100.7:40001 -> :6000 in=ether1';
    const traced = run('tracePacket', document.uri.toString(), packets);
    const text = await shown('Packet trace', () =>
      vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
    );
    await traced;
    check(text.includes('its source is now on port:9000, secure'), text);
  });

  it('shows the port knocks', async () => {
    await open('broken-knocks-faulty.rsc');
    await run('showKnocks');
    const text = await shown('Port knocks');
    check(text.includes('opens in pass 1, ascending, after 64,123 packets, 3.2 s'), text);
  });

  it('compares the firewall with the saved one', async () => {
    const { document } = await open('knock.rsc');
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.insert(document.uri, end, 'add chain=forward action=drop protocol=gre\n');
    check(await vscode.workspace.applyEdit(edit), 'VS Code refuses an edit');
    await run('compareWithSaved');
    const text = await shown('What changes');
    check(text.includes('newly kept out (ip forward)') && text.includes('protocol=gre'), text);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('inserts a port knock that works', async () => {
    const { document } = await openUntitled('/ip firewall filter\nadd chain=input action=drop\n');
    const wishes = { steps: 3, grant: '30m', opens: ['ssh'], protocols: ['tcp'], trap: true, ipv6: false, wan: 'WAN' };
    await run('newKnock', wishes);
    await until('the knock', () => document.getText().includes('Knock 3 of 3'));
    check(document.getText().endsWith('add chain=input action=drop\n'), document.getText());
    await diagnostics(document.uri, (found) => found.every(({ severity }) => severity > 1));
  });
});

function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`routerosFirewall.${command}`, ...args);
}

/** The text of a report, once it is there; until then `push` is done again and again. */
function shown(title: string, push: () => Thenable<unknown> = async () => {}): Promise<string> {
  return until(`the report ${title}`, async () => {
    await push();
    const report = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'rosfw-report' && uri.path === `/${title}.txt`,
    );
    return report?.getText() || undefined;
  });
}
