import * as vscode from 'vscode';
import { closeAll, equal, open, placeOf, until } from './support.ts';

describe('names', () => {
  afterEach(closeAll);

  it('lead to where they are made', async () => {
    const { document } = await open('knock.rsc');
    const at = placeOf(document, 'granted').start;
    const command = 'vscode.executeDefinitionProvider';
    const found = await until('a definition', async () => {
      const places = await vscode.commands.executeCommand<vscode.LocationLink[]>(command, document.uri, at);
      return places.length > 0 && places;
    });
    equal(
      found.map(({ targetRange }) => targetRange.start.line + 1),
      [6],
      'lines of the definition',
    );
  });

  it('are found in scripts that are not open', async () => {
    await open('knock.rsc');
    const found = await until('a symbol of another script', async () => {
      const command = 'vscode.executeWorkspaceSymbolProvider';
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(command, 'Save Haven');
      return symbols.length > 0 && symbols;
    });
    const files = new Set(found.map(({ location: { uri } }) => uri.path.slice(uri.path.lastIndexOf('/') + 1)));
    equal(files.has('mum-safe-haven-clean.rsc'), true, `the list is found in ${[...files].join(', ')}`);
  });

  it('are changed everywhere', async () => {
    const { document } = await open('knock.rsc');
    const at = placeOf(document, 'knock-1').start;
    const command = 'vscode.executeDocumentRenameProvider';
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(command, document.uri, at, 'first step');
    equal(
      edit.get(document.uri).map(({ newText }) => newText),
      ['"first step"', '"first step"'],
      'what is written',
    );
  });

  it('that RouterOS gives stay as they are', async () => {
    const { document } = await open('knock.rsc');
    const at = placeOf(document, 'chain=input').end;
    const refusal = await Promise.resolve(
      vscode.commands.executeCommand('vscode.prepareRename', document.uri, at),
    ).then(
      () => 'none',
      (error: Error) => error.message,
    );
    equal(refusal, '"input" is built into RouterOS.', 'refusal');
  });
});
