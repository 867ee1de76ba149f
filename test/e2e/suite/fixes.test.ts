/** What the light bulb offers, and the text after it. */
import * as vscode from 'vscode';
import {
  check,
  closeAll,
  codeActions,
  codeOf,
  codesBecome,
  diagnostics,
  equal,
  open,
  openUntitled,
  placeOf,
  replace,
} from './support.ts';

describe('a quick fix', () => {
  afterEach(closeAll);

  it('makes typographic quotes straight', async () => {
    const { document } = await openUntitled('/system identity set name=“my router”\n');
    await fix(document, 'typographic-quote', 'Use straight quotes');
    equal(document.getText(), '/system identity set name="my router"\n', 'text');
    await codesBecome(document.uri, []);
  });

  it('moves an accept above the drop', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    const { before, after } = await fix(document, 'accept-below-drop', 'Move the accept above line 15');
    // The comment line above the accept speaks of it and goes with it.
    const comment = '# accept-below-drop: the rule above has already dropped everything.';
    const accept = `${comment}\nadd action=accept chain=input src-address-list=secure`;
    equal(after, moved(before, accept, 'add action=drop chain=input'), 'text');
    await codesBecome(document.uri, ['port-without-protocol']);
  });

  it('draws new ports for a knock', async () => {
    const { document } = await open('best-practices-trusted-faulty.rsc');
    const { before, after, title } = await fix(document, 'sequential-knock-ports', /^Draw new ports: /);
    const ports = title.match(/\d+/g)!;
    equal(ports.length, 3, 'ports in the title');
    const expected = ['1111', '1112', '1113'].reduce(
      (text, port, i) => text.replace(`=${port} `, `=${ports[i]} `),
      before,
    );
    equal(after, expected, 'text');
    await codesBecome(document.uri, ['knock-timeout-too-long', 'knock-without-gate', 'missing-blacklist']);
  });

  it('puts a trap around a knock', async () => {
    const { document } = await open('knock.rsc');
    const { after } = await fix(document, 'missing-blacklist', 'Add a trap and a blacklist around the knock');
    check(
      /^add .*dst-port=!?[\d,-]*\b(14201|14202)\b.*$/m.test(after.replaceAll(/\\\n\s*/g, '')),
      `no trap:\n${after}`,
    );
    await codesBecome(document.uri, []);
  });

  it('gives a knock its timeout', async () => {
    const { document } = await open('mikrotik-manual-blacklist-faulty.rsc');
    const { before, after } = await fix(document, 'knock-stage-without-timeout', 'Set address-list-timeout=20s');
    const line = 'dst-port=888 in-interface-list=WAN protocol=tcp';
    equal(after, before.replace(line, `${line} address-list-timeout=20s`), 'text');
  });

  it('offers one of several ways', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    const titles = (await offered(document, 'port-without-protocol')).map(({ title }) => title);
    for (const title of ['Add protocol=tcp', 'Add protocol=udp']) check(titles.includes(title), titles.join('; '));
    await fix(document, 'port-without-protocol', 'Add protocol=udp');
    check(/dst-port=8291 .*protocol=udp\b/.test(document.getText()), document.getText());
    await codesBecome(document.uri, ['accept-below-drop']);
  });

  it('silences a rule for one command by a comment', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    const { before, after } = await fix(
      document,
      'port-without-protocol',
      'Disable port-without-protocol for this line',
    );
    const command = 'add action=accept chain=input comment="WinBox from the LAN"';
    equal(after, before.replace(command, `# rosfw-ignore-next-line port-without-protocol -- \n${command}`), 'text');
    await codesBecome(document.uri, ['accept-below-drop']);
  });

  it('is preferred where there is one that changes no meaning', async () => {
    const { document } = await openUntitled('/system identity set name=“x”\n');
    const preferred = (await offered(document, 'typographic-quote')).filter(({ isPreferred }) => isPreferred);
    equal(
      preferred.map(({ title }) => title),
      ['Use straight quotes'],
      'preferred',
    );
  });

  it('leads to the page of the rule', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    const actions = await offered(document, 'accept-below-drop');
    const page = actions.find(({ title }) => title === 'Show documentation for accept-below-drop');
    equal(page?.command?.command, 'routerosFirewall.showRulePage', 'command');
    check(String(page?.command?.arguments?.[0]).endsWith('docs/rules/accept-below-drop.md'), 'address of the page');
  });

  it('is not offered where nothing is wrong', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    await diagnostics(document.uri);
    equal((await codeActions(document.uri, placeOf(document, '# The knock of the old wiki'))).length, 0, 'actions');
  });
});

describe('fixing all', () => {
  afterEach(closeAll);

  it('mends what a printed text lost', async () => {
    const { document } = await open('best-practices-trusted-printed.rsc');
    await diagnostics(document.uri);
    await vscode.commands.executeCommand('editor.action.fixAll');
    await codesBecome(document.uri, ['knock-timeout-too-long', 'missing-blacklist', 'sequential-knock-ports']);
    check(document.getText().includes('comment="Knock2" chain=input'), document.getText());
  });

  it('comes with saving where the user wants it', async () => {
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'routeros' });
    const set = (value: unknown) =>
      settings.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Global, true);
    await set({ 'source.fixAll': 'explicit' });
    try {
      const { document } = await open('copied.rsc');
      await diagnostics(document.uri);
      const top = document.positionAt(0);
      await replace(document, new vscode.Range(top, top), '# changed\n');
      check(await document.save(), 'the file is not saved');
      equal(document.getText(), '# changed\n/system identity set name="edge"\n', 'text');
      equal(document.isDirty, false, 'unsaved');
      await codesBecome(document.uri, []);
    } finally {
      await set(undefined);
    }
  });
});

/** What the light bulb offers on the first problem with this code. */
async function offered(document: vscode.TextDocument, code: string): Promise<vscode.CodeAction[]> {
  const isIt = (diagnostic: vscode.Diagnostic) => codeOf(diagnostic) === code;
  const found = await diagnostics(document.uri, (all) => all.some(isIt));
  const { range } = found.find(isIt)!;
  return codeActions(document.uri, new vscode.Range(range.start, range.start));
}

interface Fixed {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Applies the fix with this title for the first problem with this code. */
async function fix(document: vscode.TextDocument, code: string, wanted: string | RegExp): Promise<Fixed> {
  const actions = await offered(document, code);
  const isWanted = (title: string) => (typeof wanted === 'string' ? title === wanted : wanted.test(title));
  const action = actions.find(({ title }) => isWanted(title));
  check(action?.edit, `${wanted} is not among: ${actions.map(({ title }) => title).join('; ')}`);
  const before = document.getText();
  check(await vscode.workspace.applyEdit(action.edit), 'VS Code refuses the edit');
  return { title: action.title, before, after: document.getText() };
}

/** The text with some lines moved above another. */
function moved(text: string, block: string, above: string): string {
  return text.replace(`${block}\n`, '').replace(`\n${above}\n`, `\n${block}\n${above}\n`);
}
