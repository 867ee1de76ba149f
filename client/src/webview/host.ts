import type { Answers, FromView, Question, ToView } from '../views/messages.ts';

interface VsCode {
  postMessage(message: FromView): void;
}

declare function acquireVsCodeApi(): VsCode;

/** Who shows a view: the extension, or a page with an editor of its own. */
export interface Host {
  send(message: FromView): void;
  ask<What extends Question['what']>(question: Extract<Question, { what: What }>): Promise<Answers[What]>;
}

/** The extension, as a view sees it. */
export class ExtensionHost implements Host {
  readonly #vscode = acquireVsCodeApi();
  readonly #waiting = new Map<number, (answer: never) => void>();
  #asked = 0;

  /** Messages that are no answers go to `receive`. */
  constructor(receive: (message: Exclude<ToView, { type: 'answer' }>) => void) {
    window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
      if (data.type !== 'answer') {
        receive(data);
        return;
      }
      this.#waiting.get(data.id)?.(data.answer as never);
      this.#waiting.delete(data.id);
    });
    this.send({ type: 'ready' });
  }

  send(message: FromView): void {
    this.#vscode.postMessage(message);
  }

  ask<What extends Question['what']>(question: Extract<Question, { what: What }>): Promise<Answers[What]> {
    const id = this.#asked++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.send({ type: 'ask', id, question });
    });
  }
}
