/** Commands that ask about a script: what they show, and what they insert. */
import * as vscode from 'vscode';
import { check, closeAll, diagnostics, open, openUntitled, until } from './support.ts';

describe('a command, with its answers as text', () => {
  before(() => views(false));
  after(() => views(undefined));
  afterEach(closeAll);

  it('traces a packet', async () => {
    const { document } = await open('wiki-9000-6000-clean.rsc');
    const packets = 'tcp 198.51.100.7:40000 -> :9000 in=ether1; tcp 198.51.100.7:40001 -> :6000 in=ether1';
    await run('tracePacket', document.uri.toString(), packets);
    const text = await shown('Packet trace');
    check(text.includes('its source is now on port:9000, secure'), text);
  });

  it('traces a packet through all files of a device', async () => {
    const { document } = await open('device/rest.rsc');
    await run('tracePacket', document.uri.toString(), 'tcp 198.51.100.7 -> :443 in=ether1');
    // The text of the trace before is still open, and becomes this one.
    await until('the way through the device', async () =>
      (await shown('Packet trace')).includes('drop by line 7 of filter.rsc'),
    );
  });

  it('shows the port knocks', async () => {
    await open('broken-knocks-faulty.rsc');
    await run('showKnocks');
    const text = await shown('Port knocks');
    check(text.includes('opens in pass 1, ascending, after 64,123 packets, 3.2 s'), text);
  });

  it('lists the rules', async () => {
    await open('knock.rsc');
    await run('showTable');
    const text = await shown('Firewall table');
    check(text.includes('/ip firewall filter, chain input: 5 rules, 3 in a knock'), text);
  });

  it('compares the firewall with the saved one', async () => {
    const { document } = await open('knock.rsc');
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.insert(document.uri, end, 'add chain=forward action=drop protocol=gre\n');
    check(await vscode.workspace.applyEdit(edit), 'VS Code refuses an edit');
    await run('compareWithSaved');
    const text = await shown('Firewall changes');
    check(text.includes('newly kept out (ip forward)') && text.includes('protocol=gre'), text);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('opens a sample, which has a problem', async () => {
    await run('openSample');
    const document = vscode.window.activeTextEditor?.document;
    check(document?.isUntitled === true && document.languageId === 'routeros', 'no sample is open');
    await diagnostics(document.uri, (found) => found.length === 1);
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

describe('a command, with its answers in views', () => {
  afterEach(closeAll);

  for (const [command, title] of [
    ['showKnocks', 'Port knocks'],
    ['showTable', 'Firewall table'],
    ['tracePacket', 'Packet trace'],
    ['compareWithSaved', 'Firewall changes'],
  ] as const) {
    it(`${command} opens a tab`, async () => {
      await open('knock.rsc');
      await run(command);
      const tab = `${title}: knock.rsc`;
      await until(`the tab ${tab}`, () => labels().includes(tab));
      await run(command);
      check(labels().filter((label) => label.startsWith(title)).length === 1, `${title} is open more than once`);
    });
  }
});

function labels(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

function views(enabled: boolean | undefined): Thenable<void> {
  const settings = vscode.workspace.getConfiguration('routerosFirewall');
  return settings.update('views.enable', enabled, vscode.ConfigurationTarget.Workspace);
}

function run(command: string, ...args: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`routerosFirewall.${command}`, ...args);
}

/** The text of a report, once it is there. */
function shown(title: string): Promise<string> {
  return until(`the report ${title}`, () => {
    const report = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'rosfw-report' && uri.path === `/${title}.txt`,
    );
    return report?.getText() || undefined;
  });
}
