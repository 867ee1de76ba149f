/** What the views of the extension ask and tell, answered by this page. */
import type { LSPClient } from '@codemirror/lsp-client';
import type { EditorView } from '@codemirror/view';
import type {
  KnocksAnswer,
  NewKnockAnswer,
  RequestFault,
  SaveExpectationAnswer,
  TraceAnswer,
} from '../../../server/src/lsp/protocol.ts';
import { KNOCK_DEFAULTS, REPORTS } from '../../../server/src/lsp/protocol.ts';
import type { Answers, FromView, Question } from '../views/messages.ts';
import type { Host } from '../webview/host.ts';
import { applyEdits } from './edits.ts';
import { light } from './pathLights.ts';
import { reveal } from './places.ts';
import { SCRIPT_URI } from './serverConnection.ts';

/** What the page does for views. */
export interface ViewPage {
  readonly view: EditorView;
  readonly client: LSPClient;
  readonly announce: (message: string) => void;
  readonly trace: (packets: readonly string[], lists: readonly string[]) => void;
  showText(title: string, text: string): void;
}

export class ViewHost implements Host {
  readonly #page: ViewPage;
  readonly #kind: 'knocks' | 'trace';
  /** The last question of the view about packets. */
  #traced: object = {};

  constructor(page: ViewPage, kind: 'knocks' | 'trace') {
    this.#page = page;
    this.#kind = kind;
  }

  async ask<What extends Question['what']>(question: Extract<Question, { what: What }>): Promise<Answers[What]> {
    return (await this.#answer(question)) as Answers[What];
  }

  /** Asks the server about the script as it is now. */
  async question<Answer extends object>(method: string, params: object): Promise<Answer | RequestFault> {
    const { client } = this.#page;
    client.sync();
    try {
      return await client.request<object, Answer>(method, { ...params, uri: SCRIPT_URI });
    } catch (error) {
      return {
        fault: error instanceof Error ? error.message : 'The server did not answer; the script may have changed.',
      };
    }
  }

  send(message: FromView): void {
    const { view, announce, trace } = this.#page;
    switch (message.type) {
      case 'reveal':
        reveal(view, message.line);
        break;
      case 'copy':
        void copy(message.text).then((isCopied) => announce(isCopied ? 'Copied.' : NOT_COPIED));
        break;
      case 'save':
        download('knock.svg', new Blob([message.svg], { type: 'image/svg+xml' }));
        break;
      case 'light':
        light(view, message.steps);
        break;
      case 'trace':
        trace(message.packets, message.lists);
        break;
      case 'expect':
        void this.#expect(message.expectations, message.line).then(announce);
        break;
      case 'newKnock':
        void this.#newKnock().then(announce);
        break;
      case 'text':
        void this.#text();
        break;
      case 'ready':
      case 'ask':
        break;
    }
  }

  async #answer(question: Question): Promise<object> {
    if (question.what === 'play') return this.question(REPORTS.play, question.question);
    this.#traced = { packets: question.packets, lists: question.lists };
    return this.question(REPORTS.trace, this.#traced);
  }

  /** Says what came of it. */
  async #expect([expectation, otherwise]: readonly string[], line: number | null): Promise<string> {
    const { view } = this.#page;
    const { doc } = view.state;
    const params = { expectation, otherwise, line: line ?? undefined };
    const answer = await this.question<SaveExpectationAnswer>(REPORTS.saveExpectation, params);
    if ('fault' in answer) return answer.fault;
    if (answer.edits.length === 0) return `Expected already: ${answer.expectation}`;
    if (view.state.doc !== doc) return CHANGED;
    applyEdits(view, answer.edits);
    return `Written into the script: ${answer.expectation}`;
  }

  async #newKnock(): Promise<string> {
    const { view } = this.#page;
    const { doc } = view.state;
    const answer = await this.question<NewKnockAnswer>(REPORTS.newKnock, KNOCK_DEFAULTS);
    if ('fault' in answer) return answer.fault;
    if (view.state.doc !== doc) return CHANGED;
    applyEdits(view, answer.edits);
    return `The knock was written. Its rules went to: ${answer.place}.`;
  }

  async #text(): Promise<void> {
    const [title, answer] =
      this.#kind === 'knocks'
        ? ['Port knocks', await this.question<KnocksAnswer>(REPORTS.knocks, {})]
        : ['Packet trace', await this.question<TraceAnswer>(REPORTS.trace, this.#traced)];
    this.#page.showText(title as string, 'fault' in answer ? answer.fault : answer.text);
  }
}

const CHANGED = 'The script has changed meanwhile. Please try again.';

const NOT_COPIED = 'The browser does not give the clipboard to this page.';

/** Whether the browser gave the clipboard. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
