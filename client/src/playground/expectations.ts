/** The expectations of the script, each with what it comes to, and a field for another one. */
import type { TestAnswer, TestEntry } from '../../../server/src/lsp/protocol.ts';
import { REPORTS } from '../../../server/src/lsp/protocol.ts';
import { button, h } from '../webview/dom.ts';
import type { ViewHost } from './viewHost.ts';

const LOOKS = { held: 'good', failed: 'bad', undecided: 'weak', invalid: 'bad' } as const;
const EXAMPLE = 'internet -> router tcp 22,8291 => refused';
/** The server judges those whose places it is given; there are never more in a script. */
const ALL = Array.from({ length: 1_000 }, (_, index) => index);

export class ExpectationsView {
  readonly #host: ViewHost;
  readonly #list = h('ol', { class: 'expectations' });
  readonly #summary = h('p', {});
  readonly #input = h('input', { type: 'text', id: 'expectation', value: EXAMPLE, spellcheck: 'false' });
  readonly #tried = h('div', { role: 'status' });
  #asked = 0;

  constructor(host: ViewHost, root: HTMLElement) {
    this.#host = host;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#try();
    };
    root.replaceChildren(
      this.#summary,
      this.#list,
      h(
        'form',
        { submit },
        h('label', { for: 'expectation' }, 'Another one: who, where to, and what becomes of it'),
        this.#input,
        h(
          'p',
          { class: 'controls' },
          h('button', { type: 'submit', class: 'main' }, 'Try'),
          button('Write into the script', () => this.#save()),
        ),
      ),
      this.#tried,
      h('p', {}, h('a', { href: 'guide/expectations.html' }, 'How expectations are written')),
    );
  }

  async show(): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#judge({ run: ALL });
    if (asked !== this.#asked) return;
    const tests = 'fault' in answer ? [] : answer;
    const held = tests.filter(({ result }) => result?.status === 'held').length;
    const counted =
      tests.length === 0
        ? 'This script expects nothing yet. An expectation is a comment that the tests hold against the firewall.'
        : `${held} of ${tests.length} hold.`;
    this.#summary.textContent = 'fault' in answer ? answer.fault : counted;
    this.#list.replaceChildren(...tests.map((test) => h('li', {}, ...this.#test(test))));
  }

  async #try(): Promise<void> {
    const answer = await this.#judge({ further: [this.#input.value] });
    if ('fault' in answer) {
      this.#tried.replaceChildren(h('p', { class: 'bad' }, answer.fault));
      return;
    }
    const tried = answer.at(-1);
    this.#tried.replaceChildren(...(tried === undefined ? [] : [h('div', { class: 'verdict' }, ...this.#test(tried))]));
  }

  #save(): void {
    this.#host.send({ type: 'expect', expectations: [this.#input.value], line: null });
  }

  async #judge(params: object): Promise<readonly TestEntry[] | { readonly fault: string }> {
    const answer = await this.#host.question<Exclude<TestAnswer, { fault: string }>>(REPORTS.test, params);
    return 'fault' in answer ? answer : answer.tests;
  }

  #test({ text, range, result }: TestEntry): (HTMLElement | string)[] {
    const line = range === null ? undefined : range.start.line + 1;
    const by = result?.by == null ? undefined : result.by.start.line + 1;
    return [
      ...(line === undefined ? [] : [this.#line(line), ' ']),
      h('code', {}, text),
      ' ',
      ...(result === null ? [] : [h('strong', { class: LOOKS[result.status] }, result.status), ` ${result.message} `]),
      ...(by === undefined ? [] : [this.#line(by)]),
    ];
  }

  #line(line: number): HTMLElement {
    return button(`line ${line}`, () => this.#host.send({ type: 'reveal', line }), { class: 'line' });
  }
}
