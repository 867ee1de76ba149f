/** Expectations as tests: listed, run by VS Code, with what shows a failure. */
import * as vscode from 'vscode';
import { closeAll, equal, fileUri, open, openUntitled, proved } from './support.ts';

const PROJECT = 'rosfw.json';

const SCRIPT = `# rosfw-expect ipv4 any -> router tcp 22 => refused
# rosfw-expect ipv4 any -> router tcp 8291 => refused
# rosfw-expect ipv4 any -> router tcp 80 => refused
# rosfw-expect ipv4 nobody -> router => refused
/ip firewall filter
add action=accept chain=input dst-port=8291 protocol=tcp
:if ($open) do={ add action=accept chain=input dst-port=80 protocol=tcp }
add action=drop chain=input
`;

describe('expectations', () => {
  afterEach(async () => {
    await write('{}');
    await closeAll();
  });

  it('of a script are proved, and what refutes one is shown at the rule', async () => {
    const { document } = await openUntitled(SCRIPT);
    const results = await proved(document.uri, 4);
    equal(
      results.map(({ range, result }) => [range?.start.line, result?.status, result?.by?.start.line]),
      [
        [0, 'held', undefined],
        [1, 'failed', 5],
        [2, 'undecided', undefined],
        [3, 'invalid', undefined],
      ],
      'results',
    );
    equal(results[1]?.result?.message, 'tcp 198.51.100.7:40000 -> :8291: accept by line 6.', 'message');
  });

  it('of the project file hold for the scripts that it names', async () => {
    await write(
      '{ "overrides": [{ "files": ["wiki-9000-6000-clean.rsc"], "expect": ["any -> router tcp 23 => accepted"] }] }',
    );
    const { document } = await open('wiki-9000-6000-clean.rsc');
    const [only] = await proved(document.uri, 1);
    equal([only?.range, only?.result?.status], [null, 'failed'], 'result');
  });
});

describe('save as expectation', () => {
  afterEach(async () => {
    await write('{}');
    await closeAll();
  });

  it('writes above the rule, and the test is green', async () => {
    const { document } = await openUntitled('/ip firewall filter\nadd action=drop chain=input\n');
    await save({ uri: String(document.uri), expectation: 'ipv4 any -> router tcp 22 => refused', line: 2 });
    equal(
      document.getText(),
      '/ip firewall filter\n# rosfw-expect ipv4 any -> router tcp 22 => refused\nadd action=drop chain=input\n',
      'script',
    );
    const [only] = await proved(document.uri, 1);
    equal(only?.result?.status, 'held', 'status');
  });

  it('writes into the entry of the device, on disk', async () => {
    const known = 'ipv4 any -> router tcp 80 => refused';
    await write(`{ "devices": { "edge": { "files": ["wiki-9000-6000-clean.rsc"], "expect": ["${known}"] } } }`);
    const { document } = await open('wiki-9000-6000-clean.rsc');
    // The server has read the project file.
    await proved(document.uri, 1);
    const expectation = 'ipv4 any -> router tcp 23 => refused';
    await save({ uri: String(document.uri), expectation });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(PROJECT)));
    equal((JSON.parse(text) as Project).devices.edge.expect, [known, expectation], 'entry');
    equal(document.isDirty, false, 'the script is changed');
  });
});

interface Project {
  readonly devices: { readonly edge: { readonly expect: readonly string[] } };
}

function save(params: object): Thenable<unknown> {
  return vscode.commands.executeCommand('routerosFirewall.saveAsExpectation', params);
}

async function write(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(PROJECT), new TextEncoder().encode(text));
}
