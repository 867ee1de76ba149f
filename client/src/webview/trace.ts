import type { TraceReport } from '../../../server/src/lsp/protocol.ts';
import type { StepEntry, TraceEntry } from '../../../server/src/reports/jsonOutput.ts';
import type { LitStep, ViewData } from '../views/messages.ts';
import { button, choice, h } from './dom.ts';
import { notCertain } from './doubt.ts';
import type { Host } from './host.ts';
import { lineText, type Reveal } from './linePlace.ts';
import { sessionStages } from './session.ts';
import { t } from './texts.ts';
import { lineLink, packetLine, viewFoot, viewHead } from './viewFrame.ts';

/** Asks what happens to packets: a form, and below it the way of each, rule by rule. */
export class TraceView {
  readonly #host: Host;
  readonly #root: HTMLElement;
  readonly #packet = h('textarea', { id: 'packets', rows: 2, spellcheck: 'false', 'aria-describedby': 'packets-help' });
  readonly #lists = h('input', { type: 'text', spellcheck: 'false' });
  readonly #head = h('div');
  readonly #result = h('div', { class: 'result' });
  #script = '';
  #asked = 0;
  /** What the script is called in places, where its router has several files. */
  #file: string | undefined;

  constructor(host: Host, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
  }

  show({ script, packets, lists }: Extract<ViewData, { kind: 'trace' }>): void {
    const isNew = script !== this.#script || this.#packet.value !== packets.join('\n');
    this.#script = script;
    if (isNew || this.#root.childElementCount === 0) {
      this.#packet.value = packets.join('\n');
      this.#lists.value = lists.join(', ');
      this.#draw();
      this.#grow();
    }
    void this.#trace();
  }

  #draw(): void {
    const form = h(
      'form',
      {
        submit: (event) => {
          event.preventDefault();
          void this.#trace();
        },
      },
      h('label', { for: 'packets' }, t('Packets, one in a line, a second apart')),
      this.#packet,
      h(
        'p',
        { id: 'packets-help', class: 'help' },
        t('Protocol, source -> destination, and options: in=, state=, size=, icmp=.'),
      ),
      this.#builder(),
      h('label', {}, h('span', {}, t('Source is already on address lists')), this.#lists),
      h('button', { type: 'submit', class: 'main' }, t('Trace')),
    );
    this.#packet.addEventListener('input', () => this.#grow());
    this.#packet.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.#trace();
    });
    this.#head.replaceChildren(viewHead(this.#script, null, this.#reveal));
    this.#root.replaceChildren(this.#head, form, this.#result, viewFoot(this.#host));
  }

  /** Fields for those who do not know how a packet is written; what they say goes into the lines above. */
  #builder(): HTMLElement {
    let protocol = 'tcp';
    let state = 'new';
    const field = (label: string, value: string): [HTMLLabelElement, HTMLInputElement] => {
      const input = h('input', { type: 'text', value, spellcheck: 'false' });
      return [h('label', {}, h('span', {}, label), input), input];
    };
    const [sourceLabel, source] = field(t('Source'), '198.51.100.7');
    const [targetLabel, target] = field(t('Destination (empty: the router)'), '');
    const [portLabel, port] = field(t('Port'), '8291');
    const [insideLabel, inside] = field(t('Interface'), 'ether1');
    const states = ['new', 'established', 'related', 'invalid', 'untracked'].map((name) => [name, name] as const);
    const add = (): void => {
      const to = `${target.value.trim()}${protocol === 'icmp' || port.value.trim() === '' ? '' : `:${port.value.trim()}`}`;
      const options = [
        inside.value.trim() === '' ? '' : ` in=${inside.value.trim()}`,
        state === 'new' ? '' : ` state=${state}`,
      ];
      const line = `${protocol} ${source.value.trim()} -> ${to}`.trimEnd() + options.join('');
      const lines = this.#packet.value.split('\n').filter((one) => one.trim() !== '');
      this.#packet.value = [...lines, line].join('\n');
      this.#grow();
    };
    return h(
      'details',
      {},
      h('summary', {}, t('Build a packet')),
      h(
        'div',
        { class: 'controls' },
        choice(
          t('Protocol'),
          ['tcp', 'udp', 'icmp'].map((name) => [name, name] as const),
          'tcp',
          (value) => {
            protocol = value;
          },
        ),
        sourceLabel,
        targetLabel,
        portLabel,
        insideLabel,
        choice(t('Connection state'), states, 'new', (value) => {
          state = value;
        }),
        button(t('Add'), add),
      ),
    );
  }

  #grow(): void {
    this.#packet.rows = Math.max(2, this.#packet.value.split('\n').length);
  }

  async #trace(): Promise<void> {
    const asked = ++this.#asked;
    // Empty lines are sent, too, so that a fault names the line as it is seen.
    const packets = this.#packet.value.split('\n').map((line) => line.trim());
    const lists = this.#lists.value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const answer = await this.#host.ask<'trace'>({ what: 'trace', packets, lists });
    if (asked !== this.#asked) return;
    if ('fault' in answer) {
      this.#host.send({ type: 'light', steps: [] });
      const faults = answer.fault.split('\n').map((fault) => h('li', {}, fault));
      this.#result.replaceChildren(h('ul', { role: 'alert', class: 'bad faults' }, ...faults));
    } else this.#report(answer);
  }

  #report({ packets, expectations, session, importStop, file }: TraceReport): void {
    this.#file = file;
    this.#head.replaceChildren(viewHead(this.#script, importStop, this.#reveal));
    this.#result.replaceChildren(
      ...packets.map((entry, index) => this.#way(entry, index, packets.length, expectations[index])),
      ...sessionStages(
        session,
        t('If this packet is your own session: what happens to it while the file is applied'),
        this.#reveal,
      ),
    );
    const last = packets.at(-1);
    if (last !== undefined) this.#light(last);
  }

  #way(entry: TraceEntry, index: number, count: number, expectation: string | undefined): HTMLElement {
    const good = entry.verdict === 'accept';
    const by = entry.line === null ? (entry.defaultRule ?? t('at the end of the chain')) : t('by {0}', lineText(entry));
    const lists = entry.lists.length === 0 ? '' : ` ${t('Its source is now on {0}.', entry.lists.join(', '))}`;
    return h(
      'section',
      {},
      h('h2', {}, packetLine(entry.packet)),
      h(
        'p',
        { role: index === count - 1 ? 'status' : undefined, class: `verdict ${good ? 'good' : 'bad'}` },
        h('strong', {}, `${entry.verdict} ${by}.`),
        lists,
      ),
      ...(entry.certain ? [] : [h('p', { class: 'doubtful' }, notCertain(entry.because))]),
      ...(count > 1 ? [button(t('Highlight in editor'), () => this.#light(entry))] : []),
      ...(expectation === undefined ? [] : [this.#expect(expectation, entry.file === this.#file ? entry.line : null)]),
      h('ol', { class: 'steps' }, ...entry.steps.map((step) => this.#step(step))),
    );
  }

  #expect(expectation: string, line: number | null): HTMLElement {
    const save = (): void => this.#host.send({ type: 'expect', expectations: [expectation], line });
    return button(t('Save as expectation'), save, { title: expectation });
  }

  #step(step: StepEntry): HTMLElement {
    const { line, table, chain, action, matched } = step;
    const place =
      line === null
        ? h('span', { class: 'line' }, step.defaultRule ?? t('default rule'))
        : lineLink({ ...step, line }, this.#reveal);
    return h(
      'li',
      { class: matched ? 'matched' : 'missed' },
      place,
      h('span', {}, `${table} ${chain}`),
      h('span', {}, action),
      h('span', { class: 'why' }, reason(step)),
    );
  }

  readonly #reveal: Reveal = (line, file) => this.#host.send({ type: 'reveal', line, file });

  /** In the script itself; the other files of its router are not what is looked at. */
  #light({ steps, line: deciding, file: decidingFile, verdict, lists }: TraceEntry): void {
    const lit = steps.flatMap((step): LitStep[] => {
      if (step.line === null || step.file !== this.#file) return [];
      if (!step.matched) return [{ line: step.line, kind: 'misses', note: reason(step) }];
      if (step.line !== deciding || step.file !== decidingFile)
        return [{ line: step.line, kind: 'matches', note: reason(step) }];
      const note = lists.length === 0 ? verdict : t('{0}; its source is now on {1}', verdict, lists.join(', '));
      return [{ line: step.line, kind: verdict === 'accept' ? 'accepts' : 'refuses', note }];
    });
    this.#host.send({ type: 'light', steps: lit });
  }
}

function reason({ matched, missed, doubtful, action }: StepEntry): string {
  if (matched) return t('fits: {0}', action);
  return doubtful ? t('{0} is unknown and counts as no', missed ?? '') : t('{0} does not fit', missed ?? '');
}
