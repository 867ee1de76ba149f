/** Tools for assistants: registered as the manifest names them, and answering about files, texts and the editor. */
import * as vscode from 'vscode';
import { check, closeAll, EXTENSION_ID, equal, inBrowser, openUntitled } from './support.ts';

const BAD = `/ip firewall filter
add action=drop chain=input
add action=accept chain=input dst-port=8291 protocol=tcp
`;

interface Assistant {
  readonly tools: Readonly<Record<string, (input: object) => Promise<string>>>;
  confirmation(name: string, input: object): { readonly title: string; readonly message: string };
}

function assistant(): Assistant {
  const extension = vscode.extensions.getExtension<{ readonly assistant: Assistant }>(EXTENSION_ID);
  if (extension?.exports === undefined) throw new Error('the extension is not active');
  return extension.exports.assistant;
}

describe('an assistant', () => {
  before(() => openUntitled(BAD));
  after(closeAll);

  it('finds all tools of the manifest', () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON.contributes.languageModelTools as {
      readonly name: string;
    }[];
    const registered = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('rosfw_'));
    equal(registered.sort(), manifest.map(({ name }) => name).sort(), 'registered');
    equal(Object.keys(assistant().tools).sort(), registered, 'made');
  });

  const asked: readonly [string, object, RegExp][] = [
    ['rosfw_check', {}, /accept-below-drop/],
    ['rosfw_check', { text: BAD.replace('8291', '22') }, /accept-below-drop/],
    ['rosfw_explain', { rule: 'accept-below-drop' }, /## What to do/],
    ['rosfw_knocks', { text: BAD }, /No port knock/],
    ['rosfw_trace', { packets: ['tcp 198.51.100.7 -> :8291'] }, /drop/],
    ['rosfw_diff', { before: { text: '/ip firewall filter\nadd chain=input\n' }, after: { text: BAD } }, /drop/],
    ['rosfw_exposure', { text: BAD }, /closed/],
    ['rosfw_test', { text: BAD, expectations: ['any -> router tcp 22 => refused'] }, /^held: any/],
    ['rosfw_generate_knock', { text: BAD, steps: 3 }, /dst-port=/],
    [
      'rosfw_convert',
      { text: ' 0   chain=input action=drop', menu: '/ip firewall filter' },
      /add chain=input action=drop/,
    ],
  ];
  for (const [name, input, answer] of asked) {
    it(`asks ${name} ${JSON.stringify(input).slice(0, 40)}`, async () => {
      const said = (await assistant().tools[name]?.(input)) ?? '';
      check(answer.test(said), said);
    });
  }

  it('gets nothing from outside of the workspace', async () => {
    const refused = await assistant()
      .tools['rosfw_check']?.({ path: '/etc/passwd' })
      .then(
        () => '',
        (error: Error) => error.message,
      );
    // In the browser the workspace is a whole file system, and has no such file.
    check((inBrowser ? /nonexistent/ : /is not in the workspace/).test(String(refused)), String(refused));
  });

  it('is let in by the user, who reads what is read', () => {
    const { message } = assistant().confirmation('rosfw_check', { path: 'edge.rsc' });
    check(message.includes('edge.rsc'), message);
    check(assistant().confirmation('rosfw_check', {}).message !== message, 'the editor is another script');
  });
});
