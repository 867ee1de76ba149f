import * as vscode from 'vscode';
import { closeAll, equal, open, openUntitled, until } from './support.ts';

describe('the outline', () => {
  afterEach(closeAll);

  it('has a section for each menu and in it each rule by its comment', async () => {
    const { document } = await open('knock.rsc');
    const [section, ...others] = await symbols(document);
    equal(others.length, 0, 'other sections');
    equal(section?.name, '/ip firewall filter', 'name of the section');
    equal(
      section!.children.map(({ name, detail }) => `${name}: ${detail}`),
      [
        'what is already open: input accept',
        'gate: gate of a knock, input accept',
        'second knock: knock 2 of 2, input add-src-to-address-list',
        'add to knock-1 input tcp 51753: knock 1 of 2, input add-src-to-address-list',
        'everything else: input drop',
      ],
      'rules',
    );
  });

  it('leads to the command', async () => {
    const { document } = await open('knock.rsc');
    const rules = (await symbols(document))[0]!.children;
    equal(
      rules.map(({ selectionRange }) => selectionRange.start.line + 1),
      [3, 4, 5, 7, 8],
      'lines of the rules',
    );
  });

  it('names a rule without a comment by what it does', async () => {
    const { document } = await open('wiki-9000-6000-faulty.rsc');
    const rules = (await symbols(document))[0]!.children;
    equal(rules.at(-1)?.name, 'accept input from secure', 'name of the last rule');
  });
});

describe('what can be folded', () => {
  afterEach(closeAll);

  it('is each section and each command on several lines', async () => {
    const { document } = await open('knock.rsc');
    equal(await folds(document), ['2-8', '5-6'], 'ranges');
  });

  it('is a region', async () => {
    const { document } = await openUntitled('# region WAN\n:put 1\n# endregion\n:put 2\n');
    equal(await folds(document), ['1-3'], 'ranges');
  });
});

function symbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  return until('the outline', async () => {
    const command = 'vscode.executeDocumentSymbolProvider';
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, document.uri);
    return found?.length ? found : undefined;
  });
}

/** Lines from the first, which stays visible, to the last. */
function folds(document: vscode.TextDocument): Promise<string[]> {
  return until('folding ranges', async () => {
    const command = 'vscode.executeFoldingRangeProvider';
    const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(command, document.uri);
    return found?.length ? found.map(({ start, end }) => `${start + 1}-${end + 1}`) : undefined;
  });
}
