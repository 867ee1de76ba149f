import * as vscode from 'vscode';
import { check, closeAll, equal, open, setting, until } from './support.ts';

describe('what is shown between the lines', () => {
  afterEach(async () => {
    await setting('codeLens.trace', undefined);
    await setting('inlayHints.ruleLabels', undefined);
    await closeAll();
  });

  it('is the number of each rule and its part in a knock, where that is wanted there', async () => {
    await setting('inlayHints.ruleLabels', 'inlay');
    const { document } = await open('knock.rsc');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await until('hints', async () => {
      const command = 'vscode.executeInlayHintProvider';
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(command, document.uri, whole);
      return found.length > 0 && found;
    });
    equal(
      hints.map(({ label }) => label).join(', '),
      '1, 2, gate of a knock, 3, knock 2 of 2, 4, knock 1 of 2, 5',
      'hints',
    );
  });

  it('is what a knock opens, and how to knock', async () => {
    await setting('codeLens.trace', false);
    const { document } = await open('knock.rsc');
    const lenses = await until('lenses', async () => {
      const command = 'vscode.executeCodeLensProvider';
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(command, document.uri, 20);
      return found.length > 0 && found.every(({ isResolved }) => isResolved) && found;
    });
    const titles = lenses.map((lens) => lens.command?.title ?? '');
    equal(titles[0], 'knock: 2 steps, opens ssh for 10 min', 'first lens');
    const copy = lenses.find((lens) => lens.command?.title === 'copy client command')?.command;
    check(copy, `no lens copies: ${titles.join(', ')}`);
    await vscode.commands.executeCommand(copy.command, ...(copy.arguments ?? []));
    equal(await vscode.env.clipboard.readText(), 'knock -d 500 ROUTER 51753:tcp 14201:tcp', 'copied');
  });
});
