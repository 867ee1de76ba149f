import type * as lsp from 'vscode-languageserver';

/** Edits of the code actions that were offered last, which are made when one of them is chosen. */
export class LaterEdits {
  readonly #actions = new Map<number, () => lsp.WorkspaceEdit | undefined>();
  #next = 0;

  /** Others are offered from now on. */
  clear(): void {
    this.#actions.clear();
  }

  /** What the action carries as its data. */
  put(make: () => lsp.WorkspaceEdit | undefined): number {
    this.#actions.set(++this.#next, make);
    return this.#next;
  }

  /** The action with its edits; as it came where it is no longer offered. */
  resolved(action: lsp.CodeAction): lsp.CodeAction {
    const edit = this.#actions.get(action.data as number)?.();
    return edit === undefined ? action : { ...action, edit };
  }
}

/** Whether a client asks for the edits of an action when it is chosen. */
export function resolvesEdits({ textDocument }: lsp.ClientCapabilities): boolean {
  const { dataSupport, resolveSupport } = textDocument?.codeAction ?? {};
  return dataSupport === true && resolveSupport?.properties.includes('edit') === true;
}
