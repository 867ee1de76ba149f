import * as vscode from 'vscode';
import {
  check,
  closeAll,
  codesBecome,
  completions,
  diagnostics,
  equal,
  labelOf,
  openUntitled,
  until,
} from './support.ts';

const FILTER = '/ip firewall filter\n';

describe('completion', () => {
  afterEach(closeAll);

  it('offers menus', async () => {
    const labels = await offered('/ip ');
    has(labels, 'firewall', 'address', 'service');
    has(await offered('/ip firewall '), 'filter', 'address-list', 'nat');
  });

  it('offers the commands of a menu', async () => {
    has(await offered(FILTER), 'add', 'set', 'remove', 'print');
  });

  it('offers arguments that are not given yet', async () => {
    const labels = await offered(`${FILTER}add chain=input `);
    has(labels, 'action', 'protocol', 'dst-port', 'src-address-list');
    check(!labels.includes('chain'), 'chain is offered twice');
  });

  it('offers the values of an argument', async () => {
    has(await offered(`${FILTER}add chain=input action=`), 'accept', 'drop', 'add-src-to-address-list');
    has(await offered(`${FILTER}add chain=input protocol=`), 'tcp', 'udp', 'icmp');
  });

  it('offers the lists of the file', async () => {
    const text = '/ip firewall address-list add list=office address=10.0.0.0/8\n';
    has(await offered(`${text}${FILTER}add chain=input src-address-list=`), 'office');
  });

  it('replaces what has been typed and adds the rest', async () => {
    const editor = await write(`${FILTER}add chain=input act`);
    await accept(editor, 'action');
    equal(editor.document.getText(), `${FILTER}add chain=input action=`, 'text');
  });

  it('is silent in a comment and in text', async () => {
    equal(await offered('# add '), [], 'in a comment');
    equal(await offered(`${FILTER}add comment="add `), [], 'in text');
  });

  it('takes the first suggestion as a user does, with the keyboard', async () => {
    const editor = await write(`${FILTER}add chain=inp`);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await until('the suggestion', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return editor.document.getText() === `${FILTER}add chain=input`;
    });
  });
});

describe('a snippet', () => {
  afterEach(closeAll);

  it('is offered where its rules belong', async () => {
    has(await offered(FILTER), 'knock3', 'knockudp', 'blacklist', 'firewall', 'forward');
    const elsewhere = await offered('/ip address\n');
    equal(
      elsewhere.filter((label) => /knock|blacklist/.test(label)),
      [],
      'snippets in /ip address',
    );
  });

  it('draws other ports each time, and leaves no marks behind', async () => {
    const [first, second] = [await inserted('knock3'), await inserted('knock3')];
    for (const text of [first, second]) {
      equal(ports(text).length, 3, `knock ports in:\n${text}`);
      check(!/\$\{|\$\d/.test(text), `marks of a snippet are left in:\n${text}`);
    }
    check(ports(first).join() !== ports(second).join(), `the same ports twice: ${ports(first).join()}`);
  });

  it('brings its menu where there is none', async () => {
    const editor = await write('');
    await accept(editor, 'knock2');
    check(editor.document.getText().startsWith('/ip firewall filter\nadd '), editor.document.getText());
  });

  it('has no problems', async () => {
    const editor = await write(`${FILTER}add chain=input dst-port=22\n`);
    await diagnostics(editor.document.uri);
    await editor.edit((edit) => edit.delete(editor.document.lineAt(1).range));
    await accept(editor, 'knock3');
    await codesBecome(editor.document.uri, []);
  });
});

/** An editor with the caret at the end of the text. */
async function write(text: string): Promise<vscode.TextEditor> {
  const editor = await openUntitled(text);
  const end = editor.document.positionAt(text.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** What is offered at the end of a text. */
async function offered(text: string): Promise<string[]> {
  const { document, selection } = await write(text);
  return (await completions(document.uri, selection.active)).map(labelOf);
}

/** Puts in what is offered under this label, as the editor does. */
async function accept(editor: vscode.TextEditor, label: string): Promise<void> {
  const item = (await completions(editor.document.uri, editor.selection.active)).find((it) => labelOf(it) === label);
  check(item, `${label} is not offered`);
  const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
  const text = item.insertText ?? label;
  await editor.insertSnippet(typeof text === 'string' ? new vscode.SnippetString().appendText(text) : text, range);
}

async function inserted(label: string): Promise<string> {
  const editor = await write(FILTER);
  await accept(editor, label);
  return editor.document.getText();
}

/** The ports of the knocks in a text. */
function ports(text: string): string[] {
  return [...text.matchAll(/^add action=add-src.*dst-port=(\d+)/gm)].map(([, port]) => port!);
}

function has(labels: readonly string[], ...wanted: readonly string[]): void {
  for (const label of wanted) check(labels.includes(label), `${label} is not offered, but: ${labels.join(', ')}`);
}
