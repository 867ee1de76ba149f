/** Questions of several steps, each with a way back. */
import * as vscode from 'vscode';

/** What came of a question: an answer, the wish to go back, or nothing where it was closed. */
export type Reply<T> = { readonly answer: T } | 'back' | undefined;

export interface Step {
  readonly title: string;
  readonly step: number;
  readonly of: number;
}

/** One of the items; an item without an answer is only read, and chosen in vain. */
export function askForOne<T>(
  { title, step, of }: Step,
  items: readonly (vscode.QuickPickItem & { readonly answer?: T })[],
  first: number,
): Promise<Reply<T>> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly answer?: T }>();
  Object.assign(input, { title, step, totalSteps: of, items, ignoreFocusOut: true, matchOnDescription: true });
  const active = items[first];
  if (active !== undefined) input.activeItems = [active];
  return shown(input, step, (resolve) =>
    input.onDidAccept(() => {
      const answer = input.selectedItems[0]?.answer;
      if (answer !== undefined) resolve({ answer });
    }),
  );
}

/** A text; `fault` says what is wrong with one. */
export function askForText(
  { title, step, of }: Step,
  { prompt, value, fault }: { prompt: string; value: string; fault: (text: string) => Promise<string | undefined> },
): Promise<Reply<string>> {
  const input = vscode.window.createInputBox();
  Object.assign(input, { title, step, totalSteps: of, prompt, value, ignoreFocusOut: true });
  input.onDidChangeValue(() => {
    input.validationMessage = undefined;
  });
  return shown(input, step, (resolve) =>
    input.onDidAccept(async () => {
      const text = input.value;
      input.busy = true;
      const message = await fault(text);
      input.busy = false;
      if (message === undefined) resolve({ answer: text });
      else input.validationMessage = message;
    }),
  );
}

function shown<T>(
  input: vscode.QuickInput & {
    buttons: readonly vscode.QuickInputButton[];
    readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  },
  step: number,
  listen: (resolve: (reply: Reply<T>) => void) => vscode.Disposable,
): Promise<Reply<T>> {
  return new Promise<Reply<T>>((resolve) => {
    if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
    input.onDidTriggerButton(() => resolve('back'));
    input.onDidHide(() => resolve(undefined));
    listen(resolve);
    input.show();
  }).finally(() => input.dispose());
}
