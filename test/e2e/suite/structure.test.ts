import * as vscode from 'vscode';
import { check, closeAll, equal, openUntitled, placeOf, until } from './support.ts';

const JUMP = `/ip firewall filter
add chain=input action=jump jump-target=knocking
add chain=knocking action=drop
# rosfw-ignore-file layer7-cost -- a test
`;

describe('how a script hangs together', () => {
  afterEach(closeAll);

  it('is told by the calls of a chain', async () => {
    const { document } = await openUntitled(JUMP);
    const at = placeOf(document, 'knocking', 2).start;
    const [chain] = await until('a chain', async () => {
      const command = 'vscode.prepareCallHierarchy';
      const found = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(command, document.uri, at);
      return found.length > 0 && found;
    });
    equal(chain?.name, 'knocking', 'chain');
    const command = 'vscode.provideIncomingCalls';
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(command, chain);
    equal(
      calls.map(({ from }) => from.name),
      ['input'],
      'callers',
    );
  });

  it('is found by its names', async () => {
    await openUntitled(JUMP);
    const found = await until('symbols', async () => {
      const command = 'vscode.executeWorkspaceSymbolProvider';
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(command, 'knocking');
      return symbols.length > 0 && symbols;
    });
    check(
      found.some(({ name, kind }) => name === 'knocking' && kind === vscode.SymbolKind.Class),
      'the chain is no symbol',
    );
  });

  it('has links to the pages of rules', async () => {
    const { document } = await openUntitled(JUMP);
    const links = await until('links', async () => {
      const command = 'vscode.executeLinkProvider';
      const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(command, document.uri);
      return found.length > 0 && found;
    });
    equal(
      links.map(({ range }) => document.getText(range)),
      ['layer7-cost'],
      'links',
    );
  });

  it('shows in selections that grow', async () => {
    const { document } = await openUntitled(JUMP);
    const at = placeOf(document, 'drop').start;
    const [selection] = await until('a selection', async () => {
      const command = 'vscode.executeSelectionRangeProvider';
      const found = await vscode.commands.executeCommand<vscode.SelectionRange[]>(command, document.uri, [at]);
      return found.length > 0 && found;
    });
    equal(document.getText(selection?.range), 'drop', 'innermost');
    equal(document.getText(selection?.parent?.range), 'action=drop', 'next');
  });

  it('shows in colours', async () => {
    const { document } = await openUntitled(JUMP);
    const tokens = await until('colours', async () => {
      const command = 'vscode.provideDocumentSemanticTokens';
      return vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(command, document.uri);
    });
    // Five numbers a token: three menus; command, arguments and names of the two rules.
    equal(tokens.data.length / 5, 3 + 7 + 5, 'tokens');
  });
});
